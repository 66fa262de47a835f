/*
 * style.h - what a cell means (its role) and how a theme shows that.
 *
 * Widgets and views only ever name roles. A theme gives each role a foreground, a background and
 * attributes; the terminal's abilities decide how much of that can be shown, and nothing is told by
 * colour alone. Overlays lie on top of a role: the row under the cursor stays red where it is red.
 *
 * Pure: knows no terminal. Cost: a lookup in a small table.
 */
#ifndef MSGDECK_UI_STYLE_H
#define MSGDECK_UI_STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum style_role {
	STYLE_TEXT,   /* plain */
	STYLE_DIM,    /* less important */
	STYLE_STRONG, /* more important */
	STYLE_TITLE,  /* column titles, headings */
	STYLE_HEADER, /* the top line */
	STYLE_TAB,    /* a tab's name */
	STYLE_TAB_ACTIVE,
	STYLE_FOOTER,     /* the bottom line */
	STYLE_KEY,        /* the key in a hint */
	STYLE_BORDER,     /* rules and frames */
	STYLE_ACCENT,     /* what catches the eye: numbers, badges */
	STYLE_BADGE,      /* a small label in reverse: DEMO, 2 new */
	STYLE_GOOD,       /* delivered */
	STYLE_BAD,        /* failed */
	STYLE_WAITING,    /* queued, scheduled, loading */
	STYLE_WARNING,    /* needs attention */
	STYLE_INBOUND,    /* what they wrote */
	STYLE_OUTBOUND,   /* what we sent */
	STYLE_PROFILE,    /* the name of the profile in the header */
	STYLE_LIVE,       /* mark of a real account */
	STYLE_PRODUCTION, /* mark of one that real people depend on */
	STYLE_DEMO,       /* mark of the demo */
	STYLE_READONLY,   /* mark of a session that may not change anything */
	STYLE_INPUT,      /* text being edited */
	STYLE_BUTTON,
	STYLE_BUTTON_ACTIVE,
	STYLE_BAR,    /* the filled part of a bar or chart */
	STYLE_DIALOG, /* a dialog's ground */
	STYLE_MENU,   /* completion menu */
	STYLE_MENU_ACTIVE,
	/* Overlays */
	STYLE_CURSOR, /* the row under the cursor; shown as bar or marker, see enum cursor_style */
	STYLE_SELECTED, /* a selected row and its mark */
	STYLE_MATCH,    /* what was searched for */
	STYLE_ROLES,    /* how many there are */
};

/* A cell's style: a role in the low byte and overlay bits above it. */
#define STYLE_ON_CURSOR 0x100u
#define STYLE_ON_SELECTED 0x200u
#define STYLE_ON_MATCH 0x400u
/* Not a style: the cell has two colours of its own (ui/picture.h). */
#define STYLE_PICTURE 0x800u

enum style_attr {
	STYLE_BOLD = 1,
	STYLE_FAINT = 2,
	STYLE_ITALIC = 4,
	STYLE_UNDERLINE = 8,
	STYLE_REVERSE = 16,
};

/* STYLE_DEFAULT is the terminal's own colour; 0..255 is xterm's palette, of which 0..15 are the
 * terminal's; from STYLE_RGB on the low 24 bits are red, green, blue. */
#define STYLE_DEFAULT (-1)
#define STYLE_RGB 0x1000000

struct style {
	int32_t fg;
	int32_t bg;
	unsigned attrs; /* enum style_attr bits */
};

enum cursor_style {
	CURSOR_MARKER, /* only the mark at the left edge, which is there with each style: 45 bytes a move */
	CURSOR_BAR,      /* the whole row in STYLE_CURSOR: some 250 bytes a move at 120 columns */
	CURSOR_TERMINAL, /* the marker, and the terminal shows its own cursor there */
};

struct style_theme {
	const char *name;
	enum cursor_style cursor;
	struct style roles[STYLE_ROLES];
};

/* What a terminal can show. */
enum style_depth { STYLE_MONO, STYLE_8, STYLE_16, STYLE_256, STYLE_TRUE };

/* The theme that is compiled in: the terminal's own 16 colours, default background. */
extern const struct style_theme style_theme_default;

/* The role's name in theme files ("tab_active"), and back; -1 for an unknown name. */
const char *style_role_name(enum style_role role);
int style_role_find(const char *name);

/* "default", "red", "bright-blue", "0".."255", "#rrggbb". */
bool style_parse_color(const char *text, int32_t *color, struct error *err);
/* "bold underline", any order, "" or "none" for none. */
bool style_parse_attrs(const char *text, unsigned *attrs, struct error *err);

/* Roles and overlays of a cell in one style, not yet degraded. */
struct style style_resolve(const struct style_theme *theme, unsigned cell_style);
/* What is left of it on a terminal with less. Mono keeps attributes and turns a background into
 * reverse; 8 and 16 colours get the nearest of the standard colours; what was bright is bold where
 * there is nothing brighter. */
struct style style_degrade(struct style style, enum style_depth depth);
/* What a blank shows of it: the same number where two styles show the same. */
uint64_t style_ground(struct style style);
/* Whether a role has a colour that is in no palette. */
bool style_theme_uses_rgb(const struct style_theme *theme);
/* Nearest in xterm's 256, and of those in the first 16 or 8. */
int style_nearest_256(uint32_t rgb);
int style_nearest_basic(uint32_t rgb, int colors);
/* Red, green, blue of a palette entry (the standard values for 0..15). */
uint32_t style_palette_rgb(int index);

#endif
