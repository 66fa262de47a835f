#include "base/mem.h"
#include "measure.h"
#include "parts.h"
#include "reference.h"
#include "support/term.h"

#define FEW 1000

struct use {
	double memory, messages, text_bytes;
};

static void measure(size_t messages, struct use *use)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	char count[32];
	const char *options[] = { "--messages", count, NULL };
	struct reference reference;
	struct bodies texts = { 0 };
	struct sandbox *sandbox;
	struct term *term;

	snprintf(count, sizeof(count), "%zu", messages);
	sandbox = sandbox_start(options, 0);
	reference_read(sandbox, false, &texts, &reference);
	term = term_open(&(struct term_options){ .env = sandbox_environment(sandbox) }, msgdeck);
	term_settle(term);
	use->memory = process_memory(term_process(term));
	use->messages = (double)reference.messages;
	use->text_bytes = (double)texts.bytes.count;
	bodies_release(&texts);
	term_close(term);
	sandbox_stop(sandbox);
}

/* The difference of two sizes leaves out what the program takes for itself. */
void bench_memory(const struct bench *bench)
{
	struct use few, many;
	double messages, memory, text;

	measure(FEW, &few);
	measure(bench->messages + FEW, &many);
	messages = many.messages - few.messages;
	memory = (many.memory - few.memory) / messages;
	text = (many.text_bytes - few.text_bytes) / messages;
	printf("\nMemory of the whole process, %.0f messages more (x: against the text)\n",
	       messages);
	printf("  %.1f MiB, %.1f bytes a message: %.1f of text and %.1f on top of it (x %.2f)\n",
	       many.memory / (1024 * 1024), memory, text, memory - text, memory / text);
}
