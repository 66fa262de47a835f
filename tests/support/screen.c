#include "support/screen.h"

#include <regex.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/vec.h"
#include "support/fail.h"
#include "support/place.h"

#define FOLDER "tests/e2e/screens"
#define STYLES "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

struct style {
	unsigned attributes;
	int foreground, background;
};

struct styles VEC(struct style);

/* -- masks ----------------------------------------------------------------------------------- */

static void mask_rectangle(struct term_cell *cells, int cols, const struct screen_mask *mask)
{
	for (int col = mask->col; col < mask->col + mask->cols && col < cols; col++) {
		cells[col] = (struct term_cell){ .text = "?", .width = 1 };
		cells[col].foreground = cells[col].background = TERM_DEFAULT;
	}
}

/* The column in which byte `offset` of the row's text begins. */
static int column_at(const struct term_cell *cells, int cols, size_t offset)
{
	size_t length = 0;
	int col = 0;

	while (col < cols && length < offset)
		length += strlen(cells[col++].text);
	while (col < cols && cells[col].width == 0)
		col++;
	return col;
}

static void mask_pattern(struct term_cell *cells, int cols, const struct screen_mask *mask)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	regex_t regex;
	regmatch_t match;
	size_t from = 0;

	if (regcomp(&regex, mask->pattern, REG_EXTENDED) != 0)
		test_fail("not a regular expression: %s", mask->pattern);
	for (int col = 0; col < cols; col++)
		strbuf_addstr(&text, cells[col].text);
	while (regexec(&regex, text.data + from, 1, &match, from ? REG_NOTBOL : 0) == 0 &&
	       match.rm_eo > match.rm_so) {
		struct screen_mask found = { .rows = 1 };

		found.col = column_at(cells, cols, from + (size_t)match.rm_so);
		found.cols = column_at(cells, cols, from + (size_t)match.rm_eo) - found.col;
		mask_rectangle(cells, cols, &found);
		/* The row's text is another now: as many bytes as before only in front of the match. */
		from += (size_t)match.rm_so + (size_t)found.cols;
		strbuf_reset(&text);
		for (int col = 0; col < cols; col++)
			strbuf_addstr(&text, cells[col].text);
	}
	regfree(&regex);
	strbuf_release(&text);
}

static void read_row(const struct term *term, int row, const struct screen_options *options,
		     struct term_cell *cells)
{
	const struct screen_mask *mask = options->masks;
	int cols = term_cols(term);

	for (int col = 0; col < cols; col++)
		term_cell(term, row, col, &cells[col]);
	for (; mask && (mask->rows || mask->pattern); mask++) {
		if (mask->pattern)
			mask_pattern(cells, cols, mask);
		else if (row >= mask->row && row < mask->row + mask->rows)
			mask_rectangle(cells, cols, mask);
	}
}

/* -- as text --------------------------------------------------------------------------------- */

static void trim(struct strbuf *out, size_t start, char blank)
{
	while (out->length > start && out->data[out->length - 1] == blank)
		strbuf_truncate(out, out->length - 1);
	strbuf_addch(out, '\n');
}

static char letter_of(struct styles *styles, const struct term_cell *cell)
{
	struct style style = { cell->attributes, cell->foreground, cell->background };

	/* Nothing else of a blank can be seen. */
	if (strcmp(cell->text, " ") == 0 && !(style.attributes & TERM_REVERSE)) {
		style.attributes &= TERM_UNDERLINE | TERM_STRIKE;
		style.foreground = style.attributes ? style.foreground : TERM_DEFAULT;
	}
	if (!style.attributes && style.foreground == TERM_DEFAULT &&
	    style.background == TERM_DEFAULT)
		return '.';
	for (size_t i = 0; i < styles->count; i++)
		if (styles->items[i].attributes == style.attributes &&
		    styles->items[i].foreground == style.foreground &&
		    styles->items[i].background == style.background)
			return STYLES[i];
	if (styles->count == sizeof(STYLES) - 1)
		test_fail("more than %zu styles on one screen", sizeof(STYLES) - 1);
	vec_push(styles, style);
	return STYLES[styles->count - 1];
}

static void write_colour(struct strbuf *out, const char *what, int colour)
{
	if (colour == TERM_DEFAULT)
		return;
	if (colour & TERM_RGB)
		strbuf_addf(out, " %s #%06x", what, (unsigned)(colour & 0xffffff));
	else
		strbuf_addf(out, " %s %d", what, colour);
}

static void write_styles(const struct styles *styles, struct strbuf *out)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ TERM_BOLD, "bold" },
		{ TERM_DIM, "faint" },
		{ TERM_ITALIC, "italic" },
		{ TERM_UNDERLINE, "underlined" },
		{ TERM_REVERSE, "reversed" },
		{ TERM_BLINK, "blinking" },
		{ TERM_STRIKE, "struck through" },
	};

	for (size_t i = 0; i < styles->count; i++) {
		strbuf_addch(out, STYLES[i]);
		for (size_t j = 0; j < ARRAY_SIZE(names); j++)
			if (styles->items[i].attributes & names[j].bit)
				strbuf_addf(out, " %s", names[j].name);
		write_colour(out, "colour", styles->items[i].foreground);
		write_colour(out, "on", styles->items[i].background);
		strbuf_addch(out, '\n');
	}
}

static void write_rows(const struct term *term, const struct screen_options *options,
		       struct styles *styles, struct strbuf *out)
{
	int cols = term_cols(term);
	struct term_cell *cells = xcalloc((size_t)cols, sizeof(*cells));

	for (int row = 0; row < term_rows(term); row++) {
		size_t start = out->length;

		read_row(term, row, options, cells);
		for (int col = 0; col < cols; col++) {
			if (styles)
				strbuf_addch(out, letter_of(styles, &cells[col]));
			else
				strbuf_addstr(out, cells[col].text);
		}
		trim(out, start, styles ? '.' : ' ');
	}
	free(cells);
}

void screen_write(const struct term *term, const struct screen_options *options, struct strbuf *out)
{
	static const struct screen_options defaults;
	int row, col;
	bool visible;

	options = options ? options : &defaults;
	term_cursor(term, &row, &col, &visible);
	strbuf_addf(out, "%dx%d", term_cols(term), term_rows(term));
	if (visible && !options->no_cursor)
		strbuf_addf(out, ", cursor in row %d, column %d", row, col);
	else if (!options->no_cursor)
		strbuf_addstr(out, ", cursor hidden");
	strbuf_addch(out, '\n');
	write_rows(term, options, NULL, out);
	if (options->styled) {
		struct styles styles = { 0 };

		strbuf_addstr(out, "-- styles --\n");
		write_rows(term, options, &styles, out);
		strbuf_addstr(out, "-- where --\n");
		write_styles(&styles, out);
		vec_release(&styles);
	}
}

/* -- comparing ------------------------------------------------------------------------------- */

static char *path_of(const char *name)
{
	char *folder = place_source(FOLDER);
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s/%s.txt", folder, name);
	free(folder);
	return strbuf_detach(&path, NULL);
}

static void update(const char *path, const struct strbuf *screen)
{
	FILE *file = fopen(path, "w");

	if (!file || fwrite(screen->data, 1, screen->length, file) != screen->length ||
	    fclose(file) != 0)
		test_fail("%s: %m", path);
}

/* Line by line: what is the same with a blank in front, else what was expected with '-' and what
 * there is with '+'. Screens keep their rows, so nothing cleverer is needed. */
static void write_difference(const char *expected, const char *actual, struct strbuf *out)
{
	while (*expected || *actual) {
		size_t left = strcspn(expected, "\n"), right = strcspn(actual, "\n");

		if (left == right && memcmp(expected, actual, left) == 0) {
			strbuf_addf(out, "  %.*s\n", (int)left, expected);
		} else {
			strbuf_addf(out, "- %.*s\n", (int)left, expected);
			strbuf_addf(out, "+ %.*s\n", (int)right, actual);
		}
		expected += left + (expected[left] == '\n');
		actual += right + (actual[right] == '\n');
	}
}

static bool wants_update(void)
{
	const char *wish = getenv("UPDATE_SCREENS");

	return wish && *wish && strcmp(wish, "0") != 0;
}

/* Appends what is wrong to `complaint`, which stays empty when nothing is. */
static void compare(const char *path, const char *name, const struct strbuf *actual,
		    struct strbuf *complaint)
{
	struct strbuf expected = STRBUF_INIT(STRBUF_TEXT);
	struct error err = ERROR_INIT;

	if (!file_read(path, &expected, &err)) {
		strbuf_addf(complaint, "%s (UPDATE_SCREENS=1 writes it); the screen is:\n%s",
			    error_text(&err), actual->data);
	} else if (strcmp(expected.data, actual->data) != 0) {
		strbuf_addf(complaint,
			    "the screen is not as %s.txt says (- expected, + there is):\n", name);
		write_difference(expected.data, actual->data, complaint);
	}
	error_release(&err);
	strbuf_release(&expected);
}

void screen_check(const struct term *term, const char *name, const struct screen_options *options)
{
	struct strbuf actual = STRBUF_INIT(STRBUF_TEXT), complaint = STRBUF_INIT(STRBUF_TEXT);
	char *path = path_of(name);

	screen_write(term, options, &actual);
	if (wants_update())
		update(path, &actual);
	else
		compare(path, name, &actual, &complaint);
	strbuf_release(&actual);
	free(path);
	if (complaint.length)
		test_fail_buffer(&complaint);
}
