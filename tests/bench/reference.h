/*
 * reference.h - the history read by one client, one page after another: what msgdeck's own reading is
 * compared with.
 */
#ifndef MSGDECK_BENCH_REFERENCE_H
#define MSGDECK_BENCH_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"
#include "support/sandbox.h"

/* One after another, as they lie in the answers' trees. */
struct bodies {
	struct VEC(char) bytes;
	struct VEC(size_t) lengths;
};

struct reference {
	double first_s, all_s; /* to the first page, to the end */
	double cpu_s;          /* of all that */
	size_t pages, messages;
	double bytes; /* of all answers */
};

/* Pages of 1,000, along next_page_uri, compressed where `gzip` is wanted. The texts are added to `texts` unless it is NULL, which means
 * decoding and takes time. */
void reference_read(struct sandbox *sandbox, bool gzip, struct bodies *texts,
		    struct reference *reference);
void bodies_release(struct bodies *texts);

#endif
