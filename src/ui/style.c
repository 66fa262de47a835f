#include "ui/style.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/parse.h"

#define DEF STYLE_DEFAULT

const struct style_theme style_theme_default = {
	.name = "default",
	.cursor = CURSOR_MARKER,
	.roles = {
		[STYLE_TEXT] = { DEF, DEF, 0 },
		[STYLE_DIM] = { 8, DEF, 0 },
		[STYLE_STRONG] = { DEF, DEF, STYLE_BOLD },
		[STYLE_TITLE] = { DEF, DEF, STYLE_BOLD },
		[STYLE_HEADER] = { DEF, DEF, STYLE_BOLD },
		[STYLE_TAB] = { DEF, DEF, 0 },
		[STYLE_TAB_ACTIVE] = { DEF, DEF, STYLE_BOLD | STYLE_UNDERLINE },
		[STYLE_FOOTER] = { DEF, DEF, 0 },
		[STYLE_KEY] = { 6, DEF, STYLE_BOLD },
		[STYLE_BORDER] = { 8, DEF, 0 },
		[STYLE_ACCENT] = { 6, DEF, 0 },
		[STYLE_BADGE] = { 6, DEF, STYLE_REVERSE },
		[STYLE_GOOD] = { 2, DEF, 0 },
		[STYLE_BAD] = { 9, DEF, 0 },
		[STYLE_WAITING] = { 3, DEF, 0 },
		[STYLE_WARNING] = { 3, DEF, STYLE_BOLD },
		[STYLE_INBOUND] = { DEF, DEF, 0 },
		[STYLE_OUTBOUND] = { 4, DEF, 0 },
		[STYLE_PROFILE] = { DEF, DEF, STYLE_BOLD },
		[STYLE_LIVE] = { 2, DEF, STYLE_BOLD },
		[STYLE_PRODUCTION] = { 15, 1, STYLE_BOLD },
		[STYLE_DEMO] = { 5, DEF, STYLE_BOLD },
		[STYLE_READONLY] = { 3, DEF, STYLE_BOLD },
		[STYLE_INPUT] = { DEF, DEF, 0 },
		[STYLE_BUTTON] = { DEF, DEF, 0 },
		[STYLE_BUTTON_ACTIVE] = { DEF, DEF, STYLE_REVERSE | STYLE_BOLD },
		[STYLE_BAR] = { 6, DEF, 0 },
		[STYLE_DIALOG] = { DEF, DEF, 0 },
		[STYLE_MENU] = { DEF, DEF, 0 },
		[STYLE_MENU_ACTIVE] = { DEF, DEF, STYLE_REVERSE },
		[STYLE_CURSOR] = { DEF, DEF, STYLE_REVERSE },
		[STYLE_SELECTED] = { 6, DEF, STYLE_BOLD },
		[STYLE_MATCH] = { DEF, DEF, STYLE_UNDERLINE | STYLE_BOLD },
	},
};

static const char *const role_names[STYLE_ROLES] = {
	[STYLE_TEXT] = "text",
	[STYLE_DIM] = "dim",
	[STYLE_STRONG] = "strong",
	[STYLE_TITLE] = "title",
	[STYLE_HEADER] = "header",
	[STYLE_TAB] = "tab",
	[STYLE_TAB_ACTIVE] = "tab_active",
	[STYLE_FOOTER] = "footer",
	[STYLE_KEY] = "key",
	[STYLE_BORDER] = "border",
	[STYLE_ACCENT] = "accent",
	[STYLE_BADGE] = "badge",
	[STYLE_GOOD] = "good",
	[STYLE_BAD] = "bad",
	[STYLE_WAITING] = "waiting",
	[STYLE_WARNING] = "warning",
	[STYLE_INBOUND] = "inbound",
	[STYLE_OUTBOUND] = "outbound",
	[STYLE_PROFILE] = "profile",
	[STYLE_LIVE] = "live",
	[STYLE_PRODUCTION] = "production",
	[STYLE_DEMO] = "demo",
	[STYLE_READONLY] = "readonly",
	[STYLE_INPUT] = "input",
	[STYLE_BUTTON] = "button",
	[STYLE_BUTTON_ACTIVE] = "button_active",
	[STYLE_BAR] = "bar",
	[STYLE_DIALOG] = "dialog",
	[STYLE_MENU] = "menu",
	[STYLE_MENU_ACTIVE] = "menu_active",
	[STYLE_CURSOR] = "cursor",
	[STYLE_SELECTED] = "selected",
	[STYLE_MATCH] = "match",
};

const char *style_role_name(enum style_role role)
{
	return role_names[role];
}

int style_role_find(const char *name)
{
	for (int role = 0; role < STYLE_ROLES; role++)
		if (strcmp(role_names[role], name) == 0)
			return role;
	return -1;
}

/* -- parsing -------------------------------------------------------------------------------- */

static const char *const color_names[] = {
	"black",        "red",           "green",       "yellow",         "blue",
	"magenta",      "cyan",          "white",       "bright-black",   "bright-red",
	"bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
	"bright-white",
};

static bool parse_hex(const char *text, int32_t *color)
{
	uint32_t value = 0;

	if (strlen(text) != 7 || text[0] != '#')
		return false;
	for (int i = 1; i < 7; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *digit = strchr(digits, text[i] | 0x20);

		if (!digit)
			return false;
		value = value * 16 + (uint32_t)(digit - digits);
	}
	*color = (int32_t)(STYLE_RGB | value);
	return true;
}

bool style_parse_color(const char *text, int32_t *color, struct error *err)
{
	int64_t number;

	if (strcasecmp(text, "default") == 0) {
		*color = STYLE_DEFAULT;
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(color_names); i++) {
		if (strcasecmp(text, color_names[i]) == 0) {
			*color = (int32_t)i;
			return true;
		}
	}
	if (parse_int64(text, strlen(text), 0, 255, &number)) {
		*color = (int32_t)number;
		return true;
	}
	if (parse_hex(text, color))
		return true;
	return error_set(err, ERROR_USAGE,
			 "'%s' is no colour; write default, a name such as red or bright-blue, "
			 "0 to 255, or #rrggbb",
			 text);
}

bool style_parse_attrs(const char *text, unsigned *attrs, struct error *err)
{
	static const struct {
		const char *name;
		unsigned bit;
	} names[] = {
		{ "bold", STYLE_BOLD },
		{ "dim", STYLE_FAINT },
		{ "faint", STYLE_FAINT },
		{ "italic", STYLE_ITALIC },
		{ "underline", STYLE_UNDERLINE },
		{ "reverse", STYLE_REVERSE },
		{ "none", 0 },
	};
	unsigned result = 0;

	for (const char *at = text + strspn(text, " ,"); *at; at += strspn(at, " ,")) {
		size_t length = strcspn(at, " ,");
		size_t i = 0;

		while (i < ARRAY_SIZE(names) && (strlen(names[i].name) != length ||
						 strncasecmp(names[i].name, at, length) != 0))
			i++;
		if (i == ARRAY_SIZE(names))
			return error_set(err, ERROR_USAGE,
					 "'%.*s' is no attribute; there are bold, faint, italic, "
					 "underline, reverse",
					 (int)length, at);
		result |= names[i].bit;
		at += length;
	}
	*attrs = result;
	return true;
}

/* -- colours -------------------------------------------------------------------------------- */

static const uint32_t basic_rgb[16] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

static const int cube_levels[6] = { 0, 95, 135, 175, 215, 255 };

uint32_t style_palette_rgb(int index)
{
	if (index < 16)
		return basic_rgb[index & 15];
	if (index < 232) {
		unsigned cube = (unsigned)index - 16;

		return (uint32_t)cube_levels[cube / 36] << 16 |
		       (uint32_t)cube_levels[cube / 6 % 6] << 8 | (uint32_t)cube_levels[cube % 6];
	}
	return (8 + 10 * (uint32_t)(index - 232)) * 0x010101;
}

static int channel_distance(uint32_t a, uint32_t b, int shift)
{
	int difference = (int)(a >> shift & 255) - (int)(b >> shift & 255);

	return difference * difference;
}

/* Weighted as the eye sees: green most, then red. */
static int distance(uint32_t a, uint32_t b)
{
	return 3 * channel_distance(a, b, 16) + 4 * channel_distance(a, b, 8) +
	       2 * channel_distance(a, b, 0);
}

static int nearest(uint32_t rgb, int first, int end)
{
	int best = first;

	for (int i = first; i < end; i++)
		if (distance(rgb, style_palette_rgb(i)) < distance(rgb, style_palette_rgb(best)))
			best = i;
	return best;
}

/* The nearest of the cube's six levels. */
static int nearest_level(uint32_t rgb, int shift)
{
	int value = (int)(rgb >> shift & 255), best = 0;

	for (int i = 1; i < 6; i++)
		if (abs(value - cube_levels[i]) < abs(value - cube_levels[best]))
			best = i;
	return best;
}

/* The first 16 are the terminal's own to choose, so only the fixed ones count: the cube, whose
 * channels can be looked at one by one, and the greys. */
int style_nearest_256(uint32_t rgb)
{
	int cube = 16 + 36 * nearest_level(rgb, 16) + 6 * nearest_level(rgb, 8) +
		   nearest_level(rgb, 0);
	int mean = (int)(3 * (rgb >> 16 & 255) + 4 * (rgb >> 8 & 255) + 2 * (rgb & 255)) / 9;
	int step = mean < 8 ? 0 : (mean - 8) / 10;
	int grey = nearest(rgb & 0xffffff, 232 + (step < 23 ? step : 23),
			   232 + (step < 22 ? step + 2 : 24));

	return distance(rgb, style_palette_rgb(grey)) < distance(rgb, style_palette_rgb(cube))
		       ? grey
		       : cube;
}

int style_nearest_basic(uint32_t rgb, int colors)
{
	return nearest(rgb & 0xffffff, 0, colors < 16 ? 8 : 16);
}

/* -- resolving and degrading ---------------------------------------------------------------- */

static void lay_over(struct style *style, const struct style *over)
{
	if (over->fg != STYLE_DEFAULT)
		style->fg = over->fg;
	if (over->bg != STYLE_DEFAULT)
		style->bg = over->bg;
	style->attrs |= over->attrs;
}

struct style style_resolve(const struct style_theme *theme, unsigned cell_style)
{
	unsigned role = cell_style & 0xff;
	struct style style = theme->roles[role < STYLE_ROLES ? role : STYLE_TEXT];

	if (cell_style & STYLE_ON_MATCH)
		lay_over(&style, &theme->roles[STYLE_MATCH]);
	if (cell_style & STYLE_ON_SELECTED)
		lay_over(&style, &theme->roles[STYLE_SELECTED]);
	if ((cell_style & STYLE_ON_CURSOR) && theme->cursor == CURSOR_BAR) {
		/* Colours in reverse are patches of ground, and a change of each costs bytes. */
		if (theme->roles[STYLE_CURSOR].attrs & STYLE_REVERSE)
			style.fg = style.bg = STYLE_DEFAULT;
		lay_over(&style, &theme->roles[STYLE_CURSOR]);
	}
	return style;
}

static int32_t degrade_color(int32_t color, enum style_depth depth)
{
	bool rgb = color >= STYLE_RGB;
	uint32_t value;

	if (color == STYLE_DEFAULT || depth == STYLE_TRUE)
		return color;
	if (depth == STYLE_256)
		return rgb ? style_nearest_256((uint32_t)color) : color;
	if (!rgb && color < (depth == STYLE_16 ? 16 : 8))
		return color;
	if (!rgb && color < 16)
		return color - 8;
	value = rgb ? (uint32_t)color : style_palette_rgb(color);
	return style_nearest_basic(value, depth == STYLE_16 ? 16 : 8);
}

/* The brighter eight of the terminal's own, but for grey. */
static bool is_bright(int32_t color)
{
	return color > 8 && color < 16;
}

struct style style_degrade(struct style style, enum style_depth depth)
{
	struct style result = { STYLE_DEFAULT, STYLE_DEFAULT, style.attrs };

	if (depth == STYLE_MONO) {
		if (style.bg != STYLE_DEFAULT)
			result.attrs |= STYLE_REVERSE;
		if (style.fg == 8)
			result.attrs |= STYLE_FAINT;
		else if (is_bright(style.fg))
			result.attrs |= STYLE_BOLD;
		return result;
	}
	result.fg = degrade_color(style.fg, depth);
	result.bg = degrade_color(style.bg, depth);
	/* Grey is bright black: with 8 colours it would be black on black. */
	if (depth == STYLE_8 && style.fg == 8) {
		result.fg = STYLE_DEFAULT;
		result.attrs |= STYLE_FAINT;
	}
	/* A grey that fell to black or white may be the paper's colour; the terminal's ink never is. */
	if (depth == STYLE_8 && style.fg >= STYLE_RGB && result.bg == STYLE_DEFAULT &&
	    (result.fg == 0 || result.fg == 7))
		result.fg = STYLE_DEFAULT;
	if (depth == STYLE_8 && is_bright(style.fg))
		result.attrs |= STYLE_BOLD;
	/* Two colours that fell into one cannot be read. */
	if (result.bg != STYLE_DEFAULT && result.fg == result.bg) {
		result.fg = STYLE_DEFAULT;
		result.bg = STYLE_DEFAULT;
		result.attrs |= STYLE_REVERSE;
	}
	return result;
}

/* A blank has a ground and perhaps a line under it, and reversed they change their colours. */
uint64_t style_ground(struct style style)
{
	unsigned attrs = style.attrs & (STYLE_UNDERLINE | STYLE_REVERSE);
	int32_t ground = attrs & STYLE_REVERSE ? style.fg : style.bg;
	int32_t line = attrs & STYLE_REVERSE ? style.bg : style.fg;

	if (!(attrs & STYLE_UNDERLINE))
		line = STYLE_DEFAULT;
	return (uint64_t)attrs << 56 | (uint64_t)(ground - STYLE_DEFAULT) << 28 |
	       (uint64_t)(line - STYLE_DEFAULT);
}

bool style_theme_uses_rgb(const struct style_theme *theme)
{
	for (size_t i = 0; i < STYLE_ROLES; i++)
		if (theme->roles[i].fg >= STYLE_RGB || theme->roles[i].bg >= STYLE_RGB)
			return true;
	return false;
}
