#include "support/glyphs.h"

#include <string.h>

#include "base/mem.h"

#define LIGHT 1.0
#define HEAVY 3.0
#define GAP 1.5 /* half the distance between the two lines of a double one */

/* The weight of a box character's arms: 0 none, 1 light, 2 heavy, 3 double. */
static const struct arms {
	const char *text;
	unsigned char up, right, down, left;
	bool round;
} arms[] = {
	{ "─", 0, 1, 0, 1, false }, { "│", 1, 0, 1, 0, false }, { "┌", 0, 1, 1, 0, false },
	{ "┐", 0, 0, 1, 1, false }, { "└", 1, 1, 0, 0, false }, { "┘", 1, 0, 0, 1, false },
	{ "├", 1, 1, 1, 0, false }, { "┤", 1, 0, 1, 1, false }, { "┬", 0, 1, 1, 1, false },
	{ "┴", 1, 1, 0, 1, false }, { "┼", 1, 1, 1, 1, false }, { "╭", 0, 1, 1, 0, true },
	{ "╮", 0, 0, 1, 1, true },  { "╰", 1, 1, 0, 0, true },  { "╯", 1, 0, 0, 1, true },
	{ "━", 0, 2, 0, 2, false }, { "┃", 2, 0, 2, 0, false }, { "┏", 0, 2, 2, 0, false },
	{ "┓", 0, 0, 2, 2, false }, { "┗", 2, 2, 0, 0, false }, { "┛", 2, 0, 0, 2, false },
	{ "┣", 2, 2, 2, 0, false }, { "┫", 2, 0, 2, 2, false }, { "╋", 2, 2, 2, 2, false },
	{ "═", 0, 3, 0, 3, false }, { "║", 3, 0, 3, 0, false }, { "╴", 0, 0, 0, 1, false },
	{ "╵", 1, 0, 0, 0, false }, { "╶", 0, 1, 0, 0, false }, { "╷", 0, 0, 1, 0, false },
	{ "╸", 0, 0, 0, 2, false }, { "╺", 0, 2, 0, 0, false },
};

/* Blocks: the part of the cell that is filled, in eighths, and how densely, in quarters. */
static const struct block {
	const char *text;
	unsigned char left, top, right, bottom;
	unsigned char density;
} blocks[] = {
	{ "▀", 0, 0, 8, 4, 4 }, { "▁", 0, 7, 8, 8, 4 }, { "▂", 0, 6, 8, 8, 4 },
	{ "▃", 0, 5, 8, 8, 4 }, { "▄", 0, 4, 8, 8, 4 }, { "▅", 0, 3, 8, 8, 4 },
	{ "▆", 0, 2, 8, 8, 4 }, { "▇", 0, 1, 8, 8, 4 }, { "█", 0, 0, 8, 8, 4 },
	{ "▉", 0, 0, 7, 8, 4 }, { "▊", 0, 0, 6, 8, 4 }, { "▋", 0, 0, 5, 8, 4 },
	{ "▌", 0, 0, 4, 8, 4 }, { "▍", 0, 0, 3, 8, 4 }, { "▎", 0, 0, 2, 8, 4 },
	{ "▏", 0, 0, 1, 8, 4 }, { "▐", 4, 0, 8, 8, 4 }, { "░", 0, 0, 8, 8, 1 },
	{ "▒", 0, 0, 8, 8, 2 }, { "▓", 0, 0, 8, 8, 3 }, { "▔", 0, 0, 8, 1, 4 },
	{ "▕", 7, 0, 8, 8, 4 }, { "▖", 0, 4, 4, 8, 4 }, { "▗", 4, 4, 8, 8, 4 },
	{ "▘", 0, 0, 4, 4, 4 }, { "▝", 4, 0, 8, 4, 4 },
};

static void write_block(const struct block *block, const struct glyph_box *box, struct strbuf *out)
{
	strbuf_addf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"",
		    box->x + box->width * block->left / 8, box->y + box->height * block->top / 8,
		    box->width * (block->right - block->left) / 8,
		    box->height * (block->bottom - block->top) / 8, box->colour);
	if (block->density < 4)
		strbuf_addf(out, " fill-opacity=\"%.2f\"", block->density / 4.0);
	strbuf_addstr(out, "/>\n");
}

static void write_line(double x1, double y1, double x2, double y2, double width, const char *colour,
		       struct strbuf *out)
{
	strbuf_addf(out, "<path d=\"M%.2f %.2fL%.2f %.2f\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n",
		    x1, y1, x2, y2, colour, width);
}

/* The middle of a cell, where a line one pixel wide covers whole pixels. */
static double middle(double start, double size)
{
	return (double)(int)(start + size / 2) + 0.5;
}

/* One arm, from the middle (a little beyond it, so that corners close) to the edge. */
static void write_arm(int weight, double dx, double dy, const struct glyph_box *box,
		      struct strbuf *out)
{
	double x = middle(box->x, box->width), y = middle(box->y, box->height);
	double width = weight == 2 ? HEAVY : LIGHT;
	double edge_x = dx < 0 ? box->x : dx > 0 ? box->x + box->width : x;
	double edge_y = dy < 0 ? box->y : dy > 0 ? box->y + box->height : y;

	if (weight == 0)
		return;
	if (weight == 3) {
		write_line(x + dy * GAP, y + dx * GAP, edge_x + dy * GAP, edge_y + dx * GAP, LIGHT,
			   box->colour, out);
		write_line(x - dy * GAP, y - dx * GAP, edge_x - dy * GAP, edge_y - dx * GAP, LIGHT,
			   box->colour, out);
		return;
	}
	write_line(x - dx * width / 2, y - dy * width / 2, edge_x, edge_y, width, box->colour, out);
}

static void write_corner(const struct arms *arm, const struct glyph_box *box, struct strbuf *out)
{
	double x = middle(box->x, box->width), y = middle(box->y, box->height);

	strbuf_addf(out,
		    "<path d=\"M%.2f %.2fQ%.2f %.2f %.2f %.2f\" stroke=\"%s\" fill=\"none\" "
		    "stroke-width=\"%.1f\"/>\n",
		    x, arm->up ? box->y : box->y + box->height, x, y,
		    arm->left ? box->x : box->x + box->width, y, box->colour, LIGHT);
}

bool glyph_write(const char *text, const struct glyph_box *box, struct strbuf *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(blocks); i++) {
		if (strcmp(blocks[i].text, text) == 0) {
			write_block(&blocks[i], box, out);
			return true;
		}
	}
	for (size_t i = 0; i < ARRAY_SIZE(arms); i++) {
		if (strcmp(arms[i].text, text) != 0)
			continue;
		if (arms[i].round) {
			write_corner(&arms[i], box, out);
			return true;
		}
		write_arm(arms[i].up, 0, -1, box, out);
		write_arm(arms[i].right, 1, 0, box, out);
		write_arm(arms[i].down, 0, 1, box, out);
		write_arm(arms[i].left, -1, 0, box, out);
		return true;
	}
	return false;
}
