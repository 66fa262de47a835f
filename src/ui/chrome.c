#include "ui/chrome.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/keytext.h"

/* A name that would be shorter is left out. */
#define TAB_NAME_MIN 7
/* A foreign text that would be shorter is left out. */
#define FOREIGN_MIN 8
/* A name that is made shorter has at most so much. */
#define TAB_NAME_MAX 12

void bar_init(struct bar *bar)
{
	*bar = (struct bar){ .text = STRBUF_INIT(BAR_TEXT_MAX) };
}

void bar_release(struct bar *bar)
{
	strbuf_wipe(&bar->text);
	bar->count = 0;
}

void bar_reset(struct bar *bar)
{
	strbuf_reset(&bar->text);
	bar->count = 0;
	bar->right = false;
}

void bar_to_right(struct bar *bar)
{
	bar->right = true;
}

/* A segment of the text from `start` on. */
static bool add_segment(struct bar *bar, unsigned style, int rank, size_t start, bool glued)
{
	struct bar_segment *segment;
	size_t length = bar->text.length - start;

	if (!length || bar->count == BAR_SEGMENTS_MAX)
		return false;
	segment = &bar->segments[bar->count++];
	*segment = (struct bar_segment){
		.start = start,
		.length = length,
		.cells = (int)text_width(bar->text.data + start, length),
		.style = style,
		.rank = rank,
		.right = bar->right,
		.glued = glued && bar->count > 1,
		.share = -1,
	};
	return true;
}

void bar_add(struct bar *bar, unsigned style, int rank, const char *format, ...)
{
	size_t start = bar->text.length;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&bar->text, format, args);
	va_end(args);
	add_segment(bar, style, rank, start, false);
}

void bar_add_foreign(struct bar *bar, unsigned style, int rank, const char *text, size_t length)
{
	size_t start = bar->text.length;

	text_clean(&bar->text, text, length, TEXT_ONE_LINE);
	if (add_segment(bar, style, rank, start, false))
		bar->segments[bar->count - 1].foreign = true;
}

void bar_add_short(struct bar *bar, unsigned style, int rank, int cells, const char *text,
		   size_t length)
{
	size_t start = bar->text.length;
	size_t used;

	text_clean(&bar->text, text, length, TEXT_ONE_LINE);
	length = bar->text.length - start;
	if (cells > 0 && text_width(bar->text.data + start, length) > (size_t)cells) {
		length = text_fit(bar->text.data + start, length, (size_t)cells - 1, &used);
		strbuf_truncate(&bar->text, start + length);
		strbuf_addstr(&bar->text, "…");
	}
	add_segment(bar, style, rank, start, false);
}

void bar_glue(struct bar *bar, unsigned style, const char *format, ...)
{
	size_t start = bar->text.length;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&bar->text, format, args);
	va_end(args);
	add_segment(bar, style, 0, start, true);
}

void bar_add_progress(struct bar *bar, unsigned style, int rank, int cells, double share)
{
	if (bar->count == BAR_SEGMENTS_MAX || cells < 3)
		return;
	bar->segments[bar->count++] = (struct bar_segment){
		.cells = cells,
		.style = style,
		.rank = rank,
		.right = bar->right,
		.share = share < 0 ? 0 : share,
	};
}

/* -- drawing -------------------------------------------------------------------------------- */

/* What of a bar has room: the cells of each segment, 0 where it goes. */
struct fit {
	int cells[BAR_SEGMENTS_MAX];
};

/* Cells of all segments that are kept, with a blank between neighbours; of one side where `right`. */
static int fit_width(const struct bar *bar, const struct fit *fit, bool right)
{
	int width = 0;

	for (size_t i = 0; i < bar->count; i++)
		if (fit->cells[i] && (!right || bar->segments[i].right))
			width += fit->cells[i] + (bar->segments[i].glued ? 0 : 1);
	return width;
}

/* Makes the segment with the highest rank shorter by `excess`, or drops it and what is glued to it; false
 * when only one is left. */
static bool drop_one(const struct bar *bar, struct fit *fit, int excess)
{
	size_t worst = bar->count;
	size_t left = 0;

	for (size_t i = 0; i < bar->count; i++) {
		if (!fit->cells[i] || bar->segments[i].glued)
			continue;
		left++;
		if (worst == bar->count || bar->segments[i].rank >= bar->segments[worst].rank)
			worst = i;
	}
	if (left <= 1)
		return false;
	if (bar->segments[worst].foreign && fit->cells[worst] - excess >= FOREIGN_MIN) {
		fit->cells[worst] -= excess;
		return true;
	}
	fit->cells[worst] = 0;
	for (size_t i = worst + 1; i < bar->count && bar->segments[i].glued; i++)
		fit->cells[i] = 0;
	return true;
}

static void draw_segment(const struct bar *bar, const struct bar_segment *segment,
			 const struct pane *pane, int column, int row, int cells)
{
	if (segment->share < 0) {
		int room = pane->width - column;

		draw_clean(pane, column, row, cells < segment->cells ? cells : room, segment->style,
			   bar->text.data + segment->start, segment->length);
		return;
	}
	draw_text(pane, column, row, 1, STYLE_BORDER, "▕");
	draw_bar(pane, column + 1, row, segment->cells - 2, segment->style, segment->share);
	draw_text(pane, column + segment->cells - 1, row, 1, STYLE_BORDER, "▏");
}

/* Where each segment begins in a bar of this width; -1: it has no room. */
static void place(const struct bar *bar, int width, struct fit *fit,
		  int columns[static BAR_SEGMENTS_MAX])
{
	bool at_right = false;
	int column = 0;
	int excess;

	for (size_t i = 0; i < bar->count; i++)
		fit->cells[i] = bar->segments[i].cells;
	do
		excess = fit_width(bar, fit, false) + 1 - width;
	while (excess > 0 && drop_one(bar, fit, excess));
	for (size_t i = 0; i < bar->count; i++) {
		const struct bar_segment *segment = &bar->segments[i];

		columns[i] = -1;
		if (!fit->cells[i])
			continue;
		if (segment->right && !at_right) {
			at_right = true;
			column = width - fit_width(bar, fit, true) - 1;
			if (column < 0)
				column = 0; /* its beginning tells more than its end */
		}
		column += segment->glued ? 0 : 1;
		columns[i] = column;
		column += fit->cells[i];
	}
}

void bar_draw(const struct bar *bar, const struct pane *pane, int row, unsigned ground)
{
	int columns[BAR_SEGMENTS_MAX];
	struct fit fit;

	place(bar, pane->width, &fit, columns);
	draw_fill(pane, 0, row, pane->width, ground);
	for (size_t i = 0; i < bar->count; i++)
		if (columns[i] >= 0)
			draw_segment(bar, &bar->segments[i], pane, columns[i], row, fit.cells[i]);
}

bool bar_key_at(const struct bar *bar, int width, int column, struct strbuf *label, size_t *cell)
{
	int columns[BAR_SEGMENTS_MAX];
	struct fit fit;
	size_t own = 0;

	place(bar, width, &fit, columns);
	for (size_t i = 0; i < bar->count; i++) {
		const struct bar_segment *segment = &bar->segments[i];

		if (!segment->glued)
			own = i;
		if (columns[i] < 0 || column < columns[i] || column >= columns[i] + fit.cells[i])
			continue;
		if (bar->segments[own].style != STYLE_KEY)
			return false;
		strbuf_add(label, bar->text.data + bar->segments[own].start,
			   bar->segments[own].length);
		*cell = own == i ? (size_t)(column - columns[i]) : SIZE_MAX;
		return true;
	}
	return false;
}

/* -- tabs ----------------------------------------------------------------------------------- */

static int name_width(const struct bar_tab *tab, int cut)
{
	int width = (int)text_width(tab->name, strlen(tab->name));

	return cut && width > cut ? cut : width;
}

/* The keys of the tabs from `first` up to `end`, which have no room for their names: "3", "3 4", "3…6".
 * A tab that has no key is left to the palette. */
static void write_keys(const struct bar_tab *tabs, size_t first, size_t end, struct strbuf *out)
{
	strbuf_reset(out);
	while (first < end && tabs[end - 1].key[0] == ' ')
		end--;
	if (first < end)
		strbuf_addf(out, "%s", tabs[first].key);
	if (end - first > 1)
		strbuf_addf(out, "%s%s", end - first > 2 ? "…" : " ", tabs[end - 1].key);
}

static int keys_width(const struct bar_tab *tabs, size_t first, size_t end)
{
	struct strbuf keys = STRBUF_INIT(BAR_TEXT_MAX);
	int width;

	write_keys(tabs, first, end, &keys);
	width = keys.length ? 1 + (int)text_width(keys.data, keys.length) : 0;
	strbuf_release(&keys);
	return width;
}

/* Cells of the tabs when those from `first` up to `end` have their names; `cut`: of the names but for
 * the active one's, 0: whole. */
static int tabs_width(const struct bar_tab *tabs, size_t count, size_t active, size_t first,
		      size_t end, int cut)
{
	int width = keys_width(tabs, 0, first) + keys_width(tabs, end, count);

	for (size_t i = first; i < end; i++)
		width += 2 + (int)strlen(tabs[i].key) + name_width(&tabs[i], i == active ? 0 : cut);
	return width;
}

/* Which names there is room for: the active one and as many as possible on both its sides, nearest
 * first. */
static void choose_names(const struct bar_tab *tabs, size_t count, size_t active, int width,
			 size_t *first, size_t *end)
{
	bool before = true, after = true;

	*first = active < count ? active : 0;
	*end = active < count ? active + 1 : 0;
	while (before || after) {
		after = after && *end < count &&
			tabs_width(tabs, count, active, *first, *end + 1, 0) <= width;
		*end += after;
		before = before && *first > 0 &&
			 tabs_width(tabs, count, active, *first - 1, *end, 0) <= width;
		*first -= before;
	}
}

static void add_keys(struct bar *bar, const struct bar_tab *tabs, size_t first, size_t end)
{
	struct strbuf keys = STRBUF_INIT(BAR_TEXT_MAX);

	write_keys(tabs, first, end, &keys);
	bar_add(bar, STYLE_KEY, 5, "%s", keys.data);
	strbuf_release(&keys);
}

void bar_add_tabs(struct bar *bar, const struct bar_tab *tabs, size_t count, size_t active,
		  int width)
{
	size_t first = 0, end = count;
	int cut = 0;

	while (cut >= 0 && tabs_width(tabs, count, active, first, end, cut) > width)
		cut = cut == 0 ? TAB_NAME_MAX : cut > TAB_NAME_MIN ? cut - 1 : -1;
	if (cut < 0)
		choose_names(tabs, count, active, width, &first, &end);
	add_keys(bar, tabs, 0, first);
	for (size_t i = first; i < end; i++) {
		unsigned style = i == active ? STYLE_TAB_ACTIVE : STYLE_TAB;
		size_t length = strlen(tabs[i].name);
		size_t used;

		bar_add(bar, STYLE_KEY, i == active ? 2 : 5, "%s", tabs[i].key);
		if (i != active && cut > 0)
			length = text_fit(tabs[i].name, length, (size_t)cut, &used);
		bar_glue(bar, style, i == active ? "▸%.*s" : " %.*s", (int)length, tabs[i].name);
	}
	add_keys(bar, tabs, end, count);
}

/* -- hints ---------------------------------------------------------------------------------- */

/* Whether these keys run something else here. */
static bool is_taken(const struct keymap *keymap, const struct command_scope *scopes, size_t count,
		     const char *keys, const char *name)
{
	const char *contexts[COMMAND_SCOPES_MAX];
	size_t length = strlen(name);
	struct key_sequence sequence;
	const char *line;

	for (size_t i = 0; i < count; i++)
		contexts[i] = scopes[i].name;
	if (!key_sequence_parse(keys, &sequence, NULL) ||
	    keymap_lookup(keymap, contexts, count, &sequence, &line) != KEYMAP_FOUND)
		return true;
	return strncmp(line, name, length) != 0 || (line[length] && line[length] != ' ');
}

static bool types(const char *keys)
{
	struct key_sequence sequence;

	return key_sequence_parse(keys, &sequence, NULL) && key_is_text(sequence.keys[0]);
}

/* "<Enter>" without its brackets reads better. */
static void add_hint(struct bar *bar, const char *keys, const struct command *command)
{
	struct strbuf label = STRBUF_INIT(256);

	keytext_label(keys, &label);
	bar_add(bar, STYLE_KEY, command->hint_rank, "%s", label.data);
	bar_glue(bar, STYLE_FOOTER, " %s ", command->hint);
	strbuf_release(&label);
}

void bar_add_hints(struct bar *bar, const struct keymap *keymap, const struct command_scope *scopes,
		   size_t count, unsigned refused, bool typing)
{
	struct strbuf keys = STRBUF_INIT(256);

	for (int rank = 1; rank < 20; rank++) {
		for (size_t i = 0; i < count; i++) {
			for (size_t k = 0; k < scopes[i].count; k++) {
				const struct command *command = &scopes[i].commands[k];
				const char *why;

				if (!command->hint || command->hint_rank != rank ||
				    command->flags & refused)
					continue;
				strbuf_reset(&keys);
				if (keymap_keys_for(keymap, scopes[i].name, command->name, &keys) &&
				    !is_taken(keymap, scopes, count, keys.data, command->name) &&
				    !(typing && types(keys.data)) &&
				    (!command->ready || command->ready(scopes[i].target, &why)) &&
				    (!command->hinted || command->hinted(scopes[i].target)))
					add_hint(bar, keys.data, command);
			}
		}
	}
	strbuf_release(&keys);
}
