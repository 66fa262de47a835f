#include "ui/pager_lines.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/wrap.h"

void pager_lines_init(struct pager_lines *lines)
{
	*lines = (struct pager_lines){ .text = STRBUF_INIT(STRBUF_TEXT) };
}

void pager_lines_release(struct pager_lines *lines)
{
	strbuf_wipe(&lines->text);
	vec_release(&lines->spans);
	vec_release(&lines->rows);
}

/* -- building ------------------------------------------------------------------------------- */

static bool is_full(struct pager_lines *lines)
{
	if (lines->rows.count < PAGER_ITEM_LINES_MAX)
		return false;
	if (!lines->cut) {
		lines->cut = true;
		lines->rows.count--;
		pager_line(lines, 0);
		pager_format(lines, STYLE_WARNING, "… cut here: more than %d lines",
			     PAGER_ITEM_LINES_MAX);
	}
	return true;
}

void pager_line(struct pager_lines *lines, int indent)
{
	struct pager_row row = {
		.first = (uint32_t)lines->spans.count,
		.indent = (uint16_t)(indent > 0 ? indent : 0),
	};

	lines->right_next = false;
	if (!is_full(lines))
		vec_push(&lines->rows, row);
}

void pager_span(struct pager_lines *lines, unsigned style, const char *text, size_t length)
{
	struct pager_span span = {
		.start = (uint32_t)lines->text.length,
		.length = (uint32_t)length,
		.style = (uint16_t)style,
		.right = lines->right_next,
	};

	if (lines->cut && lines->rows.items[lines->rows.count - 1].count)
		return;
	if (!lines->rows.count)
		pager_line(lines, 0);
	if (!length || !strbuf_add(&lines->text, text, length))
		return;
	lines->right_next = false;
	vec_push(&lines->spans, span);
	lines->rows.items[lines->rows.count - 1].count++;
}

void pager_span_foreign(struct pager_lines *lines, unsigned style, const char *text, size_t length)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);

	text_clean(&clean, text, length, TEXT_ONE_LINE);
	pager_span(lines, style, clean.data, clean.length);
	strbuf_wipe(&clean);
}

void pager_format(struct pager_lines *lines, unsigned style, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	pager_span(lines, style, text.data, text.length);
	strbuf_release(&text);
}

void pager_right(struct pager_lines *lines)
{
	lines->right_next = true;
}

void pager_center(struct pager_lines *lines)
{
	if (lines->rows.count)
		lines->rows.items[lines->rows.count - 1].center = true;
}

void pager_rule(struct pager_lines *lines)
{
	if (lines->rows.count)
		lines->rows.items[lines->rows.count - 1].rule = true;
}

void pager_text(struct pager_lines *lines, unsigned style, int indent, int width, const char *text,
		size_t length)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	struct wrap wrap;
	struct wrap_line line;

	text_clean(&clean, text, length, TEXT_KEEP_NEWLINES);
	wrap_start(&wrap, clean.data, clean.length, width > 0 ? (size_t)width : 1);
	while (wrap_next(&wrap, &line) && !lines->cut) {
		pager_line(lines, indent);
		pager_span(lines, style, line.text, line.length);
	}
	strbuf_wipe(&clean);
}

int pager_measure(const char *text, size_t length, int width, int *lines)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	struct wrap wrap;
	struct wrap_line line;
	int widest = 0;
	int count = 0;

	text_clean(&clean, text, length, TEXT_KEEP_NEWLINES);
	wrap_start(&wrap, clean.data, clean.length, width > 0 ? (size_t)width : 1);
	while (wrap_next(&wrap, &line)) {
		count++;
		if ((int)line.cells > widest)
			widest = (int)line.cells;
	}
	strbuf_wipe(&clean);
	if (lines)
		*lines = count;
	return widest;
}

/* -- drawing -------------------------------------------------------------------------------- */

static const char *span_text(const struct pager_lines *lines, const struct pager_span *span)
{
	return lines->text.data + span->start;
}

/* Cells of the spans [from, to). */
static int spans_width(const struct pager_lines *lines, size_t from, size_t to)
{
	size_t cells = 0;

	for (size_t i = from; i < to; i++) {
		const struct pager_span *span = &lines->spans.items[i];

		cells += text_width(span_text(lines, span), span->length);
	}
	return (int)cells;
}

static int draw_spans(const struct pager_lines *lines, size_t from, size_t to,
		      const struct pane *pane, int column, int row)
{
	for (size_t i = from; i < to && column < pane->width; i++) {
		const struct pager_span *span = &lines->spans.items[i];

		column += draw_clean(pane, column, row, pane->width - column, span->style,
				     span_text(lines, span), span->length);
	}
	return column;
}

void pager_lines_draw(const struct pager_lines *lines, size_t line, const struct pane *pane,
		      int row)
{
	const struct pager_row *what = &lines->rows.items[line];
	size_t end = what->first + what->count;
	size_t right = what->first;
	int column = what->indent;

	draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	while (right < end && !lines->spans.items[right].right)
		right++;
	if (what->rule)
		draw_rule(pane, row, STYLE_BORDER, NULL);
	if (what->center || what->rule) {
		int width = spans_width(lines, what->first, right);

		column = what->rule ? 3 : (pane->width - width) / 2;
		if (what->rule && width)
			draw_fill(pane, 2, row, width + 2, STYLE_TEXT);
	}
	column = draw_spans(lines, what->first, right, pane, column < 0 ? 0 : column, row);
	if (right < end) {
		int width = spans_width(lines, right, end);
		int start = pane->width - width;

		draw_spans(lines, right, end, pane, start > column ? start : column + 1, row);
	}
}

bool pager_lines_are_marked(const struct pager_lines *lines, size_t line, const struct marks *marks)
{
	const struct pager_row *row = &lines->rows.items[line];
	struct strbuf whole = STRBUF_INIT(STRBUF_TEXT);
	bool found;

	for (size_t k = row->first; k < row->first + row->count; k++)
		strbuf_add(&whole, span_text(lines, &lines->spans.items[k]),
			   lines->spans.items[k].length);
	found = marks_are_in(marks, whole.data, whole.length);
	strbuf_wipe(&whole);
	return found;
}
