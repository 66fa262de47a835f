#include "base/mem.h"
#include "figures.h"
#include "measure.h"
#include "parts.h"
#include "support/sandbox.h"
#include "support/term.h"

/* What an operator does in a day, each begun where the one before has ended. */
static const struct errand {
	const char *name, *keys;
} errands[] = {
	{ "from the start to all messages", "" },
	{ "overview: its rows", ":open overview<Enter>jjjjjjkkpp" },
	{ "messages: to the end and back", "2G<PgUp><PgUp>g<PgDn>" },
	{ "messages: open, back", "g<Enter>h" },
	{ "messages: search", ":search code<Enter>" },
	{ "messages: filter, key by key", "/code<Enter>" },
	{ "messages: all matches selected", "A" },
	{ "messages: redact them, a review", "r" },
	{ "messages: no", "<Esc>" },
	{ "messages: the filter taken off", "<Esc><Esc>" },
	{ "messages: the others selected", "I" },
	{ "messages: none selected", "U" },
	{ "messages: sorted by text", ":sort text<Enter>" },
	{ "messages: sorted by time", ":sort time<Enter>" },
	{ "conversations: open, scroll", "1jj<Enter><PgUp><PgUp>h" },
	{ "conversations: filter, all selected", "/+1<Enter>A" },
	{ "conversations: redact them, a review", "r" },
	{ "conversations: no, none selected", "<Esc>U<Esc>" },
	{ "the command line", ":m<Esc>" },
};

/* What a million messages that become more do to the time between two looks at the keyboard. */
void bench_looks(const struct bench *bench)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	static const char *const options[] = { "--messages", "1000000", "--no-gzip", "--live",
					       "--rate",     "1200",    NULL };
	struct sandbox *sandbox = sandbox_start(options, 0);
	const char *env[40] = { "MSGDECK_POLL_INTERVAL=1s", "MSGDECK_POLL_INTERVAL_IDLE=1s" };
	size_t count = 2;

	(void)bench;
	for (const char *const *from = sandbox_environment(sandbox);
	     *from && count + 1 < ARRAY_SIZE(env); from++)
		env[count++] = *from;
	struct term *term =
		term_open(&(struct term_options){ .cols = 120, .rows = 40, .env = env }, msgdeck);
	term_settle(term);
	printf("\nLongest processor time between two looks at the keyboard, ms; 1,000,000 messages "
	       "and 20 more a second\n");
	for (size_t i = 0; i < ARRAY_SIZE(errands); i++) {
		struct term_cost cost;

		if (i)
			term_measure(term);
		term_keys(term, errands[i].keys);
		term_measured(term, &cost);
		printf("  %-36s %8.1f\n", errands[i].name, cost.longest_us / 1e3);
		figure_set(FIGURE_LOOKS, cost.longest_us / 1e3, 0);
	}
	term_close(term);
	sandbox_stop(sandbox);
}
