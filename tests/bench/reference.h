/*
 * reference.h - the history read by one client, one page after another: what msgdeck's own reading is
 * compared with.
 */
#ifndef MSGDECK_BENCH_REFERENCE_H
#define MSGDECK_BENCH_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "support/sandbox.h"

struct reference {
	double first_s, all_s; /* to the first page, to the end */
	double cpu_s;          /* of all that */
	size_t pages, messages;
	double bytes;      /* of all answers */
	double text_bytes; /* of the messages' texts; only when they are counted */
};

/* Pages of 1,000, along next_page_uri. Counting the texts means decoding, which takes time. */
void reference_read(struct sandbox *sandbox, bool count_texts, struct reference *reference);

#endif
