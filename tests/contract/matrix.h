/*
 * matrix.h - what goes wrong on the way, what that does to each request, and the page that says so.
 *
 * The table is the expectation of test_matrix_answers.c and test_matrix_lines.c, which make each fault
 * happen to each request and compare; docs/fault-matrix.md is written from it.
 */
#ifndef MSGDECK_TESTS_MATRIX_H
#define MSGDECK_TESTS_MATRIX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "stand.h"

/* What becomes of a request, one letter each in the table. */
#define MATRIX_WORKS 'w'   /* it is done, or the answer says that it was so already */
#define MATRIX_FAILS 'f'   /* an error in words; nothing was changed */
#define MATRIX_UNCLEAR 'u' /* an error in words, and that it may have been carried out */
#define MATRIX_PART 'p'    /* what came is kept, and an error says that there is more */
#define MATRIX_GIVEN 'g'   /* a file as it came, and whole, for all that HTTP says */
#define MATRIX_NOT '-'     /* cannot happen, see `why_not` */

enum matrix_way {
	WAY_RULE, /* the sandbox misbehaves as `rule` says; {elsewhere} is another sandbox's host */
	WAY_SERVER,  /* another sandbox with these `options` stands at the same address */
	WAY_RESET,   /* the address resets each connection */
	WAY_ADDRESS, /* the address is another one, `rule`, until the settings are mended */
	WAY_CLOCK,   /* the sandbox's clock is off by `skew` seconds, for ever */
	WAY_CUT,     /* answers that end at each structural point of their JSON in turn */
};

struct matrix_fault {
	const char *name;
	enum matrix_way way;
	const char *rule;
	const char *options[4]; /* of the sandbox; NULL-ended */
	int64_t skew;
	const char *lasts;   /* a letter for each operation, while it lasts */
	const char *once;    /* and when it happens to each one time; NULL: it cannot */
	const char *says;    /* in the words of each error */
	const char *why_not; /* of MATRIX_NOT, and of a NULL `once` */
	unsigned tries;      /* 0: two */
	long total_ms;       /* 0: no limit that is met */
	long stall_ms;       /* the same */
	bool bounded;        /* answers of more than 2 MB are refused */
};

extern const struct matrix_fault matrix_answers[]; /* WAY_RULE */
extern const size_t matrix_answer_count;
extern const struct matrix_fault matrix_lines[]; /* the rest */
extern const size_t matrix_line_count;

/* Makes it happen to everything, and fails the test where it comes out differently. */
void matrix_run(const struct matrix_fault *fault);
/* Appends docs/fault-matrix.md. */
void matrix_page(struct strbuf *out);

#endif
