#include "views/changes/review_text.h"

#include <string.h>

#include "ui/wrap.h"
#include "views/list/cells.h"

/* Of a review's row, within the cells that a dialog has. */
#define NOTE_INDENT 26
#define NOTE_CELLS 46
#define LABELS_MAX 8

/* Label, count, and the note beside them, hanging where it takes several lines. */
static void add_row_text(const struct review_row *row, struct strbuf *text)
{
	char count[COUNT_SIZE];
	struct wrap_line line;
	struct wrap wrap;

	count_format(row->count, count);
	strbuf_addf(text, "%-14s %9s", row->label, count);
	wrap_start(&wrap, row->note, strlen(row->note), NOTE_CELLS);
	for (int indent = 2; wrap_next(&wrap, &line); indent = NOTE_INDENT) {
		strbuf_addf(text, "%*s%.*s\n", indent, "", (int)line.length, line.text);
	}
}

static void add_rows(const struct review *review, struct strbuf *text)
{
	const struct review_row *first = review->rows.items;

	/* Of what has a detail the title says it all. */
	if (review->plan->details.count && review->rows.count == 1 && first->kind == REVIEW_DO &&
	    !*first->note)
		return;
	for (size_t i = 0; i < review->rows.count; i++)
		add_row_text(&review->rows.items[i], text);
}

/* Which ones, where they have names: a few of many. */
static void add_labels(const struct plan *plan, struct strbuf *text)
{
	size_t shown = 0;

	if (plan->details.count < 2)
		return;
	for (size_t i = 0; i < plan->details.count && shown < LABELS_MAX; i++) {
		if (!plan->details.items[i].label)
			continue;
		strbuf_addf(text, "%s%s", shown ? ", " : "", plan->details.items[i].label);
		shown++;
	}
	if (!shown)
		return;
	if (shown < plan->items.count)
		strbuf_addf(text, " and %zu more", plan->items.count - shown);
	strbuf_addch(text, '\n');
}

static void add_notes(const struct plan *plan, struct strbuf *text)
{
	for (size_t i = 0; i < plan->notes.count; i++) {
		const char *note = plan->notes.items[i];
		size_t length = strlen(note);

		/* A sentence that ends with what somebody wrote has its stop within the quotation marks. */
		if (length && note[length - 1] == '"')
			length--;
		strbuf_addf(text, "%s%s\n", note,
			    length && strchr(".:!?", note[length - 1]) ? "" : ".");
	}
}

static void add_origin(const struct review_origin *origin, const struct review *review,
		       struct strbuf *text)
{
	char count[COUNT_SIZE];

	if (origin->about)
		strbuf_addf(text, "%s\n", origin->about);
	if (review->selected_by && *review->selected_by)
		strbuf_addf(text, "Selected by: %s\n", review->selected_by);
	if (review->hidden) {
		count_format(review->hidden, count);
		strbuf_addf(text, "Out of sight: %s of what is selected.\n", count);
	}
	if (origin->partial) {
		count_format(origin->partial, count);
		strbuf_addf(text,
			    "Older messages of %s contact%s are not loaded and stay as they are.\n",
			    count, origin->partial == 1 ? "" : "s");
	}
}

/* A blank line between two paragraphs. */
static void end_paragraph(struct strbuf *text, size_t *start)
{
	if (text->length > *start)
		strbuf_addch(text, '\n');
	*start = text->length;
}

void review_text(const struct review_origin *origin, const struct review *review,
		 struct strbuf *text)
{
	size_t start = 0;

	add_origin(origin, review, text);
	end_paragraph(text, &start);
	add_rows(review, text);
	add_labels(review->plan, text);
	end_paragraph(text, &start);
	add_notes(review->plan, text);
	end_paragraph(text, &start);
	if (review->warning && review->weight != REVIEW_NOTHING)
		strbuf_addf(text, "%s.\n", review->warning);
	if (review->duration_ms >= 0 && *review->duration && review->count > 1)
		strbuf_addf(text, "It takes %s and can be paused and stopped.\n", review->duration);
}
