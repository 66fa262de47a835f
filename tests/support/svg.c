#include "support/svg.h"

#include "base/mem.h"
#include "support/glyphs.h"

/* Pixels. The cell fits most monospace fonts, whose characters are 0.6 em wide. */
#define FONT_SIZE 14
#define CELL_WIDTH 8.4
#define CELL_HEIGHT 18.0
#define BASELINE 13.2
#define MARGIN 14
#define BAR_HEIGHT 34

#define FONTS                                                                         \
	"ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono'," \
	"'Noto Sans Mono',monospace"

static const char *const palette[16] = {
	"#2b2f3a", "#e5646f", "#7fbf7a", "#dcb46a", "#6ba4e8", "#b98ce0", "#5fb8bd", "#c9ced8",
	"#6c7484", "#f28b93", "#a0d99b", "#ecd08f", "#94c0f5", "#d0adf0", "#8dd5d9", "#f2f4f8",
};

struct style {
	char ink[8], paper[8]; /* "#rrggbb"; paper "" is the window's */
	unsigned attributes;
};

/* -- colours --------------------------------------------------------------------------------- */

/* The 6x6x6 cube and the greys of xterm's 256 colours. */
static unsigned rgb_of_index(int index)
{
	static const unsigned levels[] = { 0, 95, 135, 175, 215, 255 };
	unsigned cube = (unsigned)index - 16, grey = 8 + 10 * ((unsigned)index - 232);

	if (index >= 232)
		return grey << 16 | grey << 8 | grey;
	return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6];
}

static void name_colour(int colour, const char *otherwise, char name[static 8])
{
	if (colour == TERM_DEFAULT)
		snprintf(name, 8, "%s", otherwise);
	else if (colour < 16)
		snprintf(name, 8, "%s", palette[colour]);
	else
		snprintf(name, 8, "#%06x",
			 colour & TERM_RGB ? (unsigned)(colour & 0xffffff) : rgb_of_index(colour));
}

static void style_of(const struct term_cell *cell, const struct svg_look *look, struct style *style)
{
	*style = (struct style){ .attributes = cell->attributes };
	if (cell->attributes & TERM_REVERSE) {
		name_colour(cell->background, look->paper, style->ink);
		name_colour(cell->foreground, look->ink, style->paper);
	} else {
		name_colour(cell->foreground, look->ink, style->ink);
		name_colour(cell->background, "", style->paper);
	}
}

static bool is_same_style(const struct style *a, const struct style *b)
{
	return strcmp(a->ink, b->ink) == 0 && strcmp(a->paper, b->paper) == 0 &&
	       a->attributes == b->attributes;
}

/* -- text ------------------------------------------------------------------------------------ */

static void add_escaped(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '&')
			strbuf_addstr(out, "&amp;");
		else if (*text == '<')
			strbuf_addstr(out, "&lt;");
		else
			strbuf_addch(out, *text);
	}
}

/* Letters and signs that every monospace font has in its own width: they may share an element. */
static bool is_plain(const struct term_cell *cell)
{
	const unsigned char *bytes = (const unsigned char *)cell->text;

	return cell->width == 1 && (bytes[0] < 0x80 || (bytes[0] <= 0xd3 && !bytes[2]));
}

static bool is_blank(const struct term_cell *cell)
{
	return strcmp(cell->text, " ") == 0;
}

static void open_text(struct strbuf *out, double x, double y, const struct style *style)
{
	strbuf_addf(out, "<text x=\"%.2f\" y=\"%.2f\" fill=\"%s\"", x, y, style->ink);
	if (style->attributes & TERM_BOLD)
		strbuf_addstr(out, " font-weight=\"bold\"");
	if (style->attributes & TERM_ITALIC)
		strbuf_addstr(out, " font-style=\"italic\"");
	if (style->attributes & TERM_DIM)
		strbuf_addstr(out, " fill-opacity=\"0.62\"");
}

static void write_word(struct strbuf *out, const struct term_cell *cells, int count, double x,
		       double y, const struct style *style)
{
	open_text(out, x, y, style);
	if (count > 1)
		strbuf_addf(out, " textLength=\"%.2f\"", count * CELL_WIDTH);
	strbuf_addch(out, '>');
	for (int i = 0; i < count; i++)
		add_escaped(out, cells[i].text);
	strbuf_addstr(out, "</text>\n");
}

static void write_symbol(struct strbuf *out, const struct term_cell *cell, double x, double y,
			 const struct style *style)
{
	struct glyph_box box = { x, y, CELL_WIDTH, CELL_HEIGHT, style->ink };

	if (glyph_write(cell->text, &box, out))
		return;
	open_text(out, x + cell->width * CELL_WIDTH / 2, y + BASELINE, style);
	strbuf_addstr(out, " text-anchor=\"middle\">");
	add_escaped(out, cell->text);
	strbuf_addstr(out, "</text>\n");
}

/* -- rows ------------------------------------------------------------------------------------ */

static int run_length(const struct term_cell *cells, int cols, const struct svg_look *look,
		      const struct style *style)
{
	struct style other;
	int count = 1;

	for (; count < cols; count++) {
		style_of(&cells[count], look, &other);
		if (!is_same_style(style, &other))
			break;
	}
	return count;
}

static void write_line(struct strbuf *out, double x, double y, double width, const char *colour)
{
	strbuf_addf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"1\" fill=\"%s\"/>\n",
		    x, y, width, colour);
}

static void write_run_frame(struct strbuf *out, const struct style *style, double x, double y,
			    double width)
{
	if (style->paper[0])
		strbuf_addf(out,
			    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" "
			    "fill=\"%s\"/>\n",
			    x, y, width, CELL_HEIGHT, style->paper);
	if (style->attributes & TERM_UNDERLINE)
		write_line(out, x, y + BASELINE + 2, width, style->ink);
	if (style->attributes & TERM_STRIKE)
		write_line(out, x, y + CELL_HEIGHT / 2, width, style->ink);
}

/* A run of one style, as words and single symbols. One blank may stand within a word. */
static void write_run(struct strbuf *out, const struct term_cell *cells, int count, double x,
		      double y, const struct style *style)
{
	for (int col = 0; col < count;) {
		int end = col;

		if (is_blank(&cells[col]) || cells[col].width == 0) {
			col++;
			continue;
		}
		while (end < count && is_plain(&cells[end]) &&
		       !(is_blank(&cells[end]) && (end + 1 == count || is_blank(&cells[end + 1]))))
			end++;
		while (end > col && is_blank(&cells[end - 1]))
			end--;
		if (end > col) {
			write_word(out, cells + col, end - col, x + col * CELL_WIDTH, y + BASELINE,
				   style);
			col = end;
		} else {
			write_symbol(out, &cells[col], x + col * CELL_WIDTH, y, style);
			col++;
		}
	}
}

static void write_row(const struct term *term, const struct svg_look *look, int row,
		      struct term_cell *cells, struct strbuf *out)
{
	int cols = term_cols(term);
	double y = BAR_HEIGHT + row * CELL_HEIGHT;
	struct style style;

	for (int col = 0; col < cols; col++)
		term_cell(term, row, col, &cells[col]);
	for (int col = 0, count; col < cols; col += count) {
		double x = MARGIN + col * CELL_WIDTH;

		style_of(&cells[col], look, &style);
		count = run_length(cells + col, cols - col, look, &style);
		write_run_frame(out, &style, x, y, count * CELL_WIDTH);
		write_run(out, cells + col, count, x, y, &style);
	}
}

/* -- the picture ----------------------------------------------------------------------------- */

static void open_window(struct strbuf *out, const struct svg_look *look, double width,
			double height)
{
	static const char *const buttons[] = { "#e5646f", "#dcb46a", "#7fbf7a" };

	strbuf_addf(out,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.1f %.1f\" "
		    "width=\"%.1f\" height=\"%.1f\" role=\"img\">\n<title>",
		    width, height, width, height);
	add_escaped(out, look->title);
	strbuf_addf(out,
		    "</title>\n<rect x=\"0.5\" y=\"0.5\" width=\"%.1f\" height=\"%.1f\" rx=\"9\" "
		    "fill=\"%s\" stroke=\"#343a46\"/>\n",
		    width - 1, height - 1, look->paper);
	for (size_t i = 0; i < ARRAY_SIZE(buttons); i++)
		strbuf_addf(out, "<circle cx=\"%zu\" cy=\"17\" r=\"5.5\" fill=\"%s\"/>\n",
			    20 + 18 * i, buttons[i]);
	strbuf_addf(out,
		    "<g font-family=\"" FONTS "\" font-size=\"%d\" xml:space=\"preserve\">\n"
		    "<text x=\"%.1f\" y=\"21.5\" font-size=\"12\" fill=\"#8b93a3\" "
		    "text-anchor=\"middle\">",
		    FONT_SIZE, width / 2);
	add_escaped(out, look->title);
	strbuf_addstr(out, "</text>\n");
}

static void write_cursor(const struct term *term, const struct svg_look *look, struct strbuf *out)
{
	bool visible;
	int row, col;

	term_cursor(term, &row, &col, &visible);
	if (visible)
		strbuf_addf(
			out,
			"<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\" "
			"fill-opacity=\"0.35\"/>\n",
			MARGIN + col * CELL_WIDTH, BAR_HEIGHT + row * CELL_HEIGHT, CELL_WIDTH,
			CELL_HEIGHT, look->ink);
}

void svg_write(const struct term *term, const struct svg_look *wanted, struct strbuf *out)
{
	struct svg_look look = { wanted->title, wanted->paper ? wanted->paper : "#15171c",
				 wanted->ink ? wanted->ink : "#d3d7e0" };
	int cols = term_cols(term), rows = term_rows(term);
	struct term_cell *cells = xcalloc((size_t)cols, sizeof(*cells));

	open_window(out, &look, 2 * MARGIN + cols * CELL_WIDTH,
		    BAR_HEIGHT + rows * CELL_HEIGHT + MARGIN);
	for (int row = 0; row < rows; row++)
		write_row(term, &look, row, cells, out);
	write_cursor(term, &look, out);
	strbuf_addstr(out, "</g>\n</svg>\n");
	free(cells);
}
