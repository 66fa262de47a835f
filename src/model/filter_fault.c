/*
 * filter_fault.c - a query that does not follow the grammar: what its fault is, and where.
 */
#include "base/text.h"
#include "model/filter_internal.h"

#define INDENT "  "

uint16_t filter_fault(struct filter_compiler *c, const char *from, size_t length,
		      const char *before, const char *after)
{
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE);

	if (length > 0) {
		strbuf_addstr(&shown, "“");
		text_clean(&shown, from, length < 60 ? length : 60, TEXT_ONE_LINE);
		strbuf_addstr(&shown, length < 60 ? "”" : "…”");
	}
	c->place = (struct filter_place){ .offset = (size_t)(from - c->text), .length = length };
	error_set(c->err, ERROR_USAGE, "%s%s%s", before, shown.data, after);
	strbuf_release(&shown);
	return FILTER_NO_NODE;
}

/* Cells of the query's bytes up to `end`, as they are shown. */
static size_t cells_to(const char *text, size_t end)
{
	struct strbuf clean = STRBUF_INIT(FILTER_TEXT_MAX * 4);
	size_t cells;

	text_clean(&clean, text, end, TEXT_ONE_LINE);
	cells = text_width(clean.data, clean.length);
	strbuf_release(&clean);
	return cells;
}

static void add_row(struct strbuf *out, size_t blanks, size_t cells)
{
	strbuf_addf(out, "\n" INDENT "%*s^", (int)blanks, "");
	for (size_t i = 1; i < cells; i++)
		strbuf_addch(out, '~');
}

bool filter_point_at(const char *text, size_t length, const struct filter_place *place,
		     struct error *err)
{
	struct strbuf shown = STRBUF_INIT(FILTER_TEXT_MAX * 8);
	size_t from = place->offset < length ? place->offset : length;
	size_t end = place->length < length - from ? from + place->length : length;
	size_t before;

	if (length > FILTER_TEXT_MAX)
		return false;
	before = cells_to(text, from);
	strbuf_addf(&shown, "%s\n" INDENT, error_text(err));
	text_clean(&shown, text, length, TEXT_ONE_LINE);
	add_row(&shown, before, cells_to(text, end) - before);
	error_set(err, err->kind, "%s", shown.data);
	strbuf_release(&shown);
	return false;
}
