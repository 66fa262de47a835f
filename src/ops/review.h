/*
 * review.h - what a plan would do, as an operator wants to read it before saying yes.
 *
 * Texts only; the screen decides how they look. Made anew from a judged plan, released by the
 * caller.
 */
#ifndef MSGDECK_OPS_REVIEW_H
#define MSGDECK_OPS_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "ops/plan.h"

enum review_kind {
	REVIEW_DO,     /* is done */
	REVIEW_WAIT,   /* is done later */
	REVIEW_LEAVE,  /* stays as it is */
	REVIEW_REFUSE, /* cannot be done */
};

struct review_row {
	enum review_kind kind;
	const char *label; /* "Redact text", "Left alone", …; static */
	size_t count;      /* items, never 0 */
	char *note;        /* why, or what comes of it; "" where there is nothing to say; owned */
};

/* What the operator must give. */
enum review_weight {
	REVIEW_NOTHING, /* there is nothing to do */
	REVIEW_YES,     /* y */
	REVIEW_COUNT,   /* the number of items, typed */
	REVIEW_WORD,    /* `word`, typed */
};

struct review {
	/* "Redact the text of 4,812 messages", "Move 40 senders from Ops to Reminders"; owned. May hold
	 * names, which are foreign. */
	char *title;
	const char *selected_by; /* the plan's */
	struct VEC(struct review_row) rows;
	const struct plan *plan; /* its notes are to be shown, too */
	const char *word;        /* the plan's, or NULL */
	const char *warning;     /* "A redacted text cannot …", NULL: it can be undone; static */
	enum review_weight weight;
	size_t count;        /* to be done, now or later: what must be typed */
	size_t hidden;       /* of all items, how many the filter does not show */
	int64_t duration_ms; /* of what can be done now; -1 where unknown */
	char *duration;      /* "about 3 minutes"; owned */
};

/* How fast it will go. */
struct review_pace {
	double per_second; /* 0: as fast as the service answers */
	unsigned in_flight;
	unsigned latency_ms; /* of one request, 0 where unknown */
};

void review_make(struct review *review, const struct plan *plan, const struct review_pace *pace);
void review_release(struct review *review);
/* Whether what was typed is the count, with or without separators of thousands and blanks. */
bool review_count_matches(const struct review *review, const char *text);

/* Pure: milliseconds that so many changes take. */
int64_t review_duration(size_t count, const struct review_pace *pace);
/* Appends "less than a minute", "about 3 minutes", "about 2 h 10 min". */
void review_add_duration(struct strbuf *out, int64_t ms);
/* Appends a number with commas: "4,812". */
void review_add_number(struct strbuf *out, size_t number);

#endif
