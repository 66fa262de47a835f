/*
 * send_internal.h - what the files of `msgdeck send` share.
 */
#ifndef MSGDECK_BATCH_SEND_INTERNAL_H
#define MSGDECK_BATCH_SEND_INTERNAL_H

#include "base/vec.h"
#include "batch/apply.h"
#include "batch/change.h"
#include "batch/progress.h"
#include "batch/send.h"
#include "ops/sendlist.h"

/* What the messages to a country cost. */
struct send_price {
	uint64_t job; /* that reads it; 0: it has been read */
	bool known;
	struct estimate_cost cost;
};

struct send_command {
	const struct cli_send *wanted;
	struct strbuf typed; /* the text, where it came on standard input */
	const struct config_templates *templates;
	struct settings *settings;
	const char *directory;
	struct hours quiet;
	struct sendlist *list;
	struct plan *plan; /* owned */
	struct change_ground ground;
	struct progress progress;
	struct VEC(struct send_price) prices; /* of the estimate's countries, in their order */
	struct error price_error;             /* of the last that could not be read */
	struct output report;
	struct apply_end end;
	char *journal; /* its path, owned; NULL: nothing was begun */
};

/* -- send_words.c: what is said ---------------------------------------------------------------- */

/* The rows with a fault, by their lines. */
void send_say_faults(const struct send_command *s);
/* What it would come to: messages, segments, countries with their price, time. */
void send_add_numbers(const struct send_command *s, struct strbuf *out);
/* Says them and asks for the number to be typed. */
bool send_agree(const struct send_command *s);
/* What came of it. Returns the exit status. */
int send_say_end(const struct send_command *s);

#endif
