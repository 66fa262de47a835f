#include "ui/palette.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/fuzzy.h"
#include "ui/key.h"
#include "ui/prompt.h"

#define TEXT_MAX 1024
#define ROWS_MIN 14 /* where there is room for them */
#define SLICE 256   /* things between two looks at the clock */
#define KIND_CELLS 10
#define TEXT_CELLS_MIN 15
#define GUTTER 2

struct ranked {
	struct palette_item item;
	int score;
};

struct palette {
	struct palette_source source;
	struct prompt prompt;
	struct strbuf folded; /* what is typed */
	struct strbuf scratch;
	struct palette_item item; /* what is looked at */
	struct ranked best[PALETTE_KEPT];
	size_t count; /* of the best */
	size_t cursor;
	size_t at, total; /* how far the ranking is */
	size_t found;
	int page;                /* rows that were drawn last */
	struct mouse_area drawn; /* the rows; and which of them is the first */
	size_t first;
	bool entered; /* Enter came before the ranking had ended */
	char *line;   /* of what the cursor was put on by the operator; NULL: it is on the first */
};

static void init_item(struct palette_item *item)
{
	*item = (struct palette_item){ .kind = "" };
	strbuf_init(&item->text, TEXT_MAX);
	strbuf_init(&item->also, TEXT_MAX);
	strbuf_init(&item->detail, TEXT_MAX);
	strbuf_init(&item->line, TEXT_MAX * 2);
}

static void reset_item(struct palette_item *item)
{
	strbuf_reset(&item->text);
	strbuf_reset(&item->also);
	strbuf_reset(&item->detail);
	strbuf_reset(&item->line);
	item->kind = "";
	item->bonus = 0;
}

static void release_item(struct palette_item *item)
{
	strbuf_wipe(&item->text);
	strbuf_wipe(&item->also);
	strbuf_wipe(&item->detail);
	strbuf_wipe(&item->line);
}

void palette_again(struct palette *palette)
{
	const char *typed = palette->prompt.edit.text.data;

	strbuf_reset(&palette->folded);
	text_fold(&palette->folded, typed, strlen(typed));
	for (size_t i = 0; i < palette->count; i++)
		release_item(&palette->best[i].item);
	palette->count = palette->cursor = palette->at = palette->found = 0;
	palette->total = palette->source.count(palette->source.context, typed);
}

/* What is typed is another one. */
static void start(struct palette *palette)
{
	free(palette->line);
	palette->line = NULL;
	palette_again(palette);
}

struct palette *palette_new(const struct palette_source *source, const char *typed)
{
	struct palette *palette = xcalloc(1, sizeof(*palette));

	palette->source = *source;
	prompt_init(&palette->prompt, "Go to: ");
	prompt_set(&palette->prompt, typed);
	strbuf_init(&palette->folded, PROMPT_MAX * 4);
	strbuf_init(&palette->scratch, TEXT_MAX * 4);
	init_item(&palette->item);
	start(palette);
	return palette;
}

void palette_free(struct palette *palette)
{
	if (!palette)
		return;
	for (size_t i = 0; i < palette->count; i++)
		release_item(&palette->best[i].item);
	release_item(&palette->item);
	prompt_release(&palette->prompt);
	strbuf_wipe(&palette->folded);
	strbuf_wipe(&palette->scratch);
	free(palette->line);
	free(palette);
}

/* -- ranking ----------------------------------------------------------------------------------- */

static int score_text(struct palette *palette, const struct strbuf *text)
{
	struct strbuf *folded = &palette->scratch;

	strbuf_reset(folded);
	text_fold(folded, text->data, text->length);
	return fuzzy_score(palette->folded.data, palette->folded.length, folded->data,
			   folded->length);
}

static int score(struct palette *palette)
{
	int text = score_text(palette, &palette->item.text);
	int also = palette->item.also.length ? score_text(palette, &palette->item.also)
					     : FUZZY_NONE;
	int best = text > also ? text : also;

	return best == FUZZY_NONE ? FUZZY_NONE : best + palette->item.bonus;
}

static size_t find_line(const struct palette *palette, const char *line)
{
	size_t i = 0;

	while (i < palette->count && strcmp(palette->best[i].item.line.data, line) != 0)
		i++;
	return i;
}

static void drop(struct palette *palette, size_t index)
{
	release_item(&palette->best[index].item);
	palette->count--;
	memmove(&palette->best[index], &palette->best[index + 1],
		(palette->count - index) * sizeof(palette->best[0]));
}

/* The item looked at goes among the best; its texts are moved. What goes to the same place stays once. */
static void keep(struct palette *palette, int score)
{
	size_t at = palette->count;
	size_t same = find_line(palette, palette->item.line.data);

	if (same < palette->count) {
		if (palette->best[same].score >= score)
			return;
		drop(palette, same);
	} else {
		palette->found++;
	}
	at = palette->count;
	while (at > 0 && palette->best[at - 1].score < score)
		at--;
	if (at == PALETTE_KEPT)
		return;
	if (palette->count == PALETTE_KEPT)
		drop(palette, PALETTE_KEPT - 1);
	memmove(&palette->best[at + 1], &palette->best[at],
		(palette->count - at) * sizeof(palette->best[0]));
	palette->best[at] = (struct ranked){ palette->item, score };
	palette->count++;
	init_item(&palette->item);
}

static void look_at_next(struct palette *palette)
{
	int value;

	reset_item(&palette->item);
	if (!palette->source.item(palette->source.context, palette->at++, &palette->item))
		return;
	value = score(palette);
	if (value == FUZZY_NONE)
		return;
	if (palette->count == PALETTE_KEPT && value <= palette->best[PALETTE_KEPT - 1].score)
		palette->found++;
	else
		keep(palette, value);
}

bool palette_work(struct palette *palette, int64_t deadline_ns, bool *changed)
{
	size_t before = palette->found;
	size_t first = palette->at;

	while (palette->at < palette->total) {
		look_at_next(palette);
		if ((palette->at - first) % SLICE == 0 && clock_mono_ns() >= deadline_ns)
			break;
	}
	palette->cursor = palette->line ? find_line(palette, palette->line) : 0;
	if (palette->cursor == palette->count)
		palette->cursor = 0;
	*changed |= palette->found != before || palette->at >= palette->total;
	return palette->at < palette->total;
}

/* -- keys -------------------------------------------------------------------------------------- */

static void move(struct palette *palette, long rows)
{
	long at = (long)palette->cursor + rows;

	if (!palette->count)
		return;
	at = at < 0 ? 0 : at >= (long)palette->count ? (long)palette->count - 1 : at;
	palette->cursor = (size_t)at;
	free(palette->line);
	palette->line = xstrdup(palette->best[at].item.line.data);
}

static enum palette_answer answered(struct palette *palette, enum prompt_answer answer)
{
	switch (answer) {
	case PROMPT_CHANGED:
		start(palette);
		break;
	case PROMPT_DONE:
		palette->entered = palette->at < palette->total;
		return !palette->entered && palette_choice(palette) ? PALETTE_CHOSEN : PALETTE_OPEN;
	case PROMPT_CANCELLED:
		return PALETTE_CANCELLED;
	case PROMPT_IGNORED:
	case PROMPT_MOVED:
		break;
	}
	return PALETTE_OPEN;
}

enum palette_answer palette_key(struct palette *palette, uint32_t key)
{
	palette->entered = false;
	switch (key) {
	case UIKEY_UP:
	case 'p' | UIKEY_CTRL:
		move(palette, -1);
		break;
	case UIKEY_DOWN:
	case 'n' | UIKEY_CTRL:
		move(palette, 1);
		break;
	case UIKEY_PGUP:
		move(palette, -palette->page);
		break;
	case UIKEY_PGDN:
		move(palette, palette->page);
		break;
	default:
		return answered(palette, prompt_key(&palette->prompt, key));
	}
	return PALETTE_OPEN;
}

enum palette_answer palette_mouse(struct palette *palette, const struct mouse *mouse)
{
	size_t at = palette->first + (size_t)(mouse->row - palette->drawn.row);

	if (mouse->lines)
		move(palette, mouse->lines < 0 ? -1 : 1);
	else if (mouse_is_in(mouse, &palette->drawn) && at < palette->count) {
		move(palette, (long)at - (long)palette->cursor);
		return PALETTE_CHOSEN;
	}
	return PALETTE_OPEN;
}

void palette_paste(struct palette *palette, const char *bytes, size_t length)
{
	answered(palette, prompt_paste(&palette->prompt, bytes, length));
}

bool palette_entered(const struct palette *palette)
{
	return palette->entered && palette->at >= palette->total && palette->count;
}

const struct palette_item *palette_choice(const struct palette *palette)
{
	return palette->cursor < palette->count ? &palette->best[palette->cursor].item : NULL;
}

/* -- drawing ----------------------------------------------------------------------------------- */

/* The widest text of these rows, so that what stands beside them is close. */
static int text_cells(const struct palette *palette, size_t first, int rows, int width)
{
	int cells = TEXT_CELLS_MIN;

	for (size_t i = first; i < palette->count && i < first + (size_t)rows; i++) {
		const struct strbuf *text = &palette->best[i].item.text;
		int wanted = (int)text_width(text->data, text->length);

		cells = wanted > cells ? wanted : cells;
	}
	return cells < width * 3 / 5 ? cells : width * 3 / 5;
}

static void draw_item(const struct palette *palette, const struct pane *pane, int row, size_t index,
		      int cells)
{
	const struct palette_item *item = &palette->best[index].item;
	struct marks marks = { .count = 0 };
	int left = GUTTER + KIND_CELLS + 1;
	int width = pane->width - left - 1;
	int text = item->detail.length ? cells : width;

	if (!strchr(palette->folded.data, ' '))
		marks_add(&marks, palette->folded.data, palette->folded.length, false);
	draw_fill(pane, 0, row, pane->width, STYLE_DIALOG);
	if (index == palette->cursor)
		draw_text(pane, 0, row, 1, STYLE_ACCENT, "▌");
	draw_text(pane, GUTTER, row, KIND_CELLS, STYLE_DIM, item->kind);
	draw_field(pane, left, row, text, STYLE_TEXT, DRAW_LEFT, item->text.data, item->text.length,
		   &marks);
	if (item->detail.length)
		draw_field(pane, left + text + GUTTER, row, width - text - GUTTER, STYLE_DIM,
			   DRAW_LEFT, item->detail.data, item->detail.length, NULL);
	if (index == palette->cursor)
		draw_overlay(pane, 0, row, pane->width, STYLE_ON_CURSOR);
	marks_clear(&marks);
}

static void draw_title(const struct palette *palette, const struct pane *box)
{
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);

	strbuf_addstr(&title, palette->source.title);
	if (palette->at < palette->total)
		strbuf_addf(&title, " · %zu %% looked at", palette->at * 100 / palette->total);
	else if (palette->folded.length)
		strbuf_addf(&title, " · %zu found", palette->found);
	draw_frame(box, STYLE_BORDER, title.data);
	strbuf_release(&title);
}

/* With its frame: two thirds of what there is, so that one still sees where one is; no more than what
 * there is to choose from. */
static int box_rows(const struct palette *palette, int height)
{
	int rows = height * 2 / 3 > ROWS_MIN ? height * 2 / 3 : ROWS_MIN;
	int wanted = palette->total < (size_t)rows ? (int)palette->total + 2 : rows;

	rows = wanted < rows ? (wanted > 3 ? wanted : 3) : rows;
	return rows < height ? rows : height;
}

void palette_draw(struct palette *palette, const struct pane *above, const struct pane *line)
{
	int rows = box_rows(palette, above->height);
	struct pane box = pane_part(above, 0, above->height - rows, above->width, rows);
	size_t first;
	int cells;

	draw_clear(&box, STYLE_DIALOG);
	draw_title(palette, &box);
	box = pane_part(&box, 1, 1, box.width - 2, box.height - 2);
	palette->page = box.height;
	first = palette->cursor >= (size_t)box.height ? palette->cursor - (size_t)box.height + 1
						      : 0;
	palette->drawn = mouse_area_of(&box);
	palette->first = first;
	cells = text_cells(palette, first, box.height, box.width - GUTTER - KIND_CELLS - 2);
	for (int row = 0; row < box.height && first + (size_t)row < palette->count; row++)
		draw_item(palette, &box, row, first + (size_t)row, cells);
	if (!palette->count && palette->at >= palette->total)
		draw_text(&box, GUTTER, 0, box.width - GUTTER, STYLE_DIM, "Nothing fits.");
	prompt_draw(&palette->prompt, line, 0);
}
