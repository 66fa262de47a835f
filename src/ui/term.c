#include "ui/term.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/mem.h"
#include "ui/clipboard.h"
#include "ui/frame.h"
#include "ui/gaps.h"
#include "ui/squeeze.h"
#include "ui/term_modes.h"
#include "ui/term_type.h"
#include "ui/tty.h"

#define STYLES (STYLE_ON_MATCH << 1)
#define PLAIN_PAIR 1

struct look {
	bool known;
	attr_t attrs;
	int pair;
	uint64_t ground; /* see style_ground() */
	cchar_t blank;
};

static struct {
	bool open;
	bool gone; /* the terminal does not take output any more */
	SCREEN *screen;
	struct strbuf notice;
	struct surface shown;
	bool shown_valid;
	int cursor_shown; /* as curs_set(), -1 unknown */
	struct term_modes modes;
	unsigned abilities; /* of enum squeeze */
	bool utf8;
	enum style_depth depth;
	const struct style_theme *theme;
	struct look looks[STYLES];
	struct input *input;
	cchar_t *line;    /* of a row … */
	unsigned *styles; /* … with these */
} term;

/* -- what the terminal can do --------------------------------------------------------------- */

/* A string ability, or "" where it has none. */
static const char *ability(const char *name)
{
	const char *text = tigetstr(name);

	return text == (const char *)-1 || !text ? "" : text;
}

/* Creates ncurses' screen. It installs signal handlers of its own; ours stay. */
static SCREEN *new_screen(const char *type)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
	struct sigaction ours[ARRAY_SIZE(signals)];
	SCREEN *screen;

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		sigaction(signals[i], NULL, &ours[i]);
	screen = newterm(type, frame_stream(), stdin);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		sigaction(signals[i], &ours[i], NULL);
	return screen;
}

static bool open_screen(const struct term_options *options, struct error *err)
{
	struct term_types types;
	const char *type = getenv("TERM");

	term_types_find(&types, type, style_theme_uses_rgb(term.theme) ? getenv("COLORTERM") : NULL,
			options->colors);
	for (size_t i = 0; !term.screen && i < types.count; i++) {
		term.screen = new_screen(types.names[i]);
		if (term.screen && i >= types.fitting)
			term_types_explain(&term.notice, type, types.names[i]);
	}
	if (!term.screen)
		return error_set(err, ERROR_IO,
				 "no description of any terminal was found; install ncurses-base");
	if (!*ability("cup"))
		return error_set(
			err, ERROR_IO,
			"TERM=%s cannot move its cursor; set TERM to what the terminal is, "
			"for example TERM=xterm-256color",
			type ? type : "");
	return true;
}

static void open_colors(int limit)
{
	const char *no_color = getenv("NO_COLOR");

	term.depth = STYLE_MONO;
	if ((no_color && *no_color) || limit == 0 || !has_colors() || start_color() == ERR)
		return;
	use_default_colors();
	/* The terminal's own two colours under a number of their own: going back to pair 0 ncurses
	 * resets all colours and attributes, 11 bytes where 5 do. */
	init_extended_pair(PLAIN_PAIR, -1, -1);
	if (limit < 0 || limit > COLORS)
		limit = COLORS;
	if (limit >= 1 << 24)
		term.depth = STYLE_TRUE;
	else if (limit >= 256)
		term.depth = STYLE_256;
	else if (limit >= 16)
		term.depth = STYLE_16;
	else if (limit >= 8)
		term.depth = STYLE_8;
}

static void open_charset(enum term_utf8 wanted)
{
	const char *charset = nl_langinfo(CODESET);

	if (wanted == TERM_UTF8_ON && strcasecmp(charset, "UTF-8") != 0 &&
	    (setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8")))
		charset = nl_langinfo(CODESET);
	term.utf8 = wanted != TERM_UTF8_OFF && strcasecmp(charset, "UTF-8") == 0;
}

/* -- taking and giving back ----------------------------------------------------------------- */

static void prepare_restore(void)
{
	struct strbuf bytes = STRBUF_INIT(TTY_RESTORE_MAX);

	term_modes_leave(&bytes, &term.modes, ability, tparm(ability("cup"), LINES - 1, 0));
	tty_set_restore(bytes.data, bytes.length);
	strbuf_release(&bytes);
}

static void write_enter(bool again)
{
	struct strbuf bytes = STRBUF_INIT(TTY_RESTORE_MAX);

	if (again)
		term_modes_again(&bytes, &term.modes, ability, term.cursor_shown != 0);
	else
		term_modes_enter(&bytes, &term.modes);
	term.gone |= !tty_write(bytes.data, bytes.length);
	strbuf_release(&bytes);
}

static void size_lines(int columns)
{
	free(term.line);
	free(term.styles);
	term.line = xcalloc((size_t)columns + 1, sizeof(*term.line));
	term.styles = xcalloc((size_t)columns + 1, sizeof(*term.styles));
}

static void set_up_curses(const struct term_options *options)
{
	int wide, high;

	raw();
	noecho();
	nonl();
	typeahead(-1);
	keypad(stdscr, TRUE);
	idlok(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	open_colors(options->colors);
	term.modes.colors = term.depth != STYLE_MONO;
	tty_size(&wide, &high);
	resize_term(high, wide);
	surface_init(&term.shown, wide, high);
	size_lines(wide);
	term.cursor_shown = -1;
	term.modes.xterm = tigetflag("XT") > 0 || term_type_is_xterm(termname());
	if (term.modes.xterm && strcmp(ability("hpa"), "\033[%i%p1%dG") == 0)
		term.abilities |= SQUEEZE_COLUMN;
}

bool term_open(const struct term_options *options, struct error *err)
{
	if (term.open)
		return true;
	strbuf_init(&term.notice, STRBUF_LINE);
	term.theme = options->theme ? options->theme : &style_theme_default;
	term.modes.mouse = options->mouse;
	if (!tty_open(err))
		return false;
	term.open = true;
	open_charset(options->utf8);
	term.input = input_new();
	if (!frame_open(err) || !tty_raw(err) || !open_screen(options, err)) {
		term_close();
		return false;
	}
	set_up_curses(options);
	input_learn_terminfo(term.input, ability);
	prepare_restore();
	write_enter(false);
	return true;
}

void term_restore(void)
{
	tty_restore();
}

void term_close(void)
{
	if (!term.open)
		return;
	term_restore();
	if (term.screen)
		delscreen(term.screen);
	frame_close();
	input_free(term.input);
	strbuf_release(&term.notice);
	surface_release(&term.shown);
	free(term.line);
	free(term.styles);
	tty_close();
	memset(&term, 0, sizeof(term));
}

bool term_is_open(void)
{
	return term.open;
}

void term_leave(void)
{
	term_restore();
}

bool term_enter(struct error *err)
{
	if (!tty_raw(err))
		return false;
	write_enter(true);
	term_resize();
	term_redraw();
	return true;
}

void term_suspend(void)
{
	term_leave();
	tty_stop();
	term_enter(NULL);
}

/* -- asking --------------------------------------------------------------------------------- */

int term_input_fd(void)
{
	return tty_in();
}

int term_columns(void)
{
	return term.shown.columns;
}

int term_rows(void)
{
	return term.shown.rows;
}

bool term_has_utf8(void)
{
	return term.utf8;
}

enum style_depth term_depth(void)
{
	return term.depth;
}

const char *term_notice(void)
{
	return term.notice.length ? term.notice.data : NULL;
}

void term_set_theme(const struct style_theme *theme)
{
	term.theme = theme;
	memset(term.looks, 0, sizeof(term.looks));
	term_redraw();
}

/* -- input ---------------------------------------------------------------------------------- */

struct reader {
	input_handler *handler;
	void *context;
};

/* Takes the terminal's answers out of the events. */
static void take_event(const struct input_event *event, void *context)
{
	const struct reader *reader = context;

	if (event->type != INPUT_MODE) {
		reader->handler(event, reader->context);
	} else if (event->mode == 2026 && event->state >= 1 && event->state <= 3) {
		term.modes.syncs = true;
		/* Not all that call themselves xterm repeat (mosh, old ones): those that are new do. */
		if (strcmp(ability("rep"), "%p1%c\033[%p2%{1}%-%db") == 0)
			term.abilities |= SQUEEZE_REPEAT;
		prepare_restore();
	}
}

bool term_input_waits(void)
{
	return tty_waits();
}

bool term_read(input_handler *handler, void *context)
{
	struct reader reader = { handler, context };
	char bytes[4096];
	ssize_t got;

	if (term.gone)
		return false;
	if (!tty_waits())
		return true;
	got = read(tty_in(), bytes, sizeof(bytes));
	if (got < 0)
		return errno == EINTR || errno == EAGAIN;
	input_feed(term.input, bytes, (size_t)got, take_event, &reader);
	mem_wipe(bytes, (size_t)got);
	return got > 0;
}

bool term_input_pending(void)
{
	return input_pending(term.input);
}

void term_input_timeout(input_handler *handler, void *context)
{
	struct reader reader = { handler, context };

	input_timeout(term.input, take_event, &reader);
}

/* -- output --------------------------------------------------------------------------------- */

bool term_resize(void)
{
	int wide, high;

	tty_size(&wide, &high);
	if (wide == term.shown.columns && high == term.shown.rows)
		return false;
	resize_term(high, wide);
	surface_resize(&term.shown, wide, high);
	size_lines(wide);
	prepare_restore();
	term_redraw();
	return true;
}

void term_redraw(void)
{
	term.shown_valid = false;
	clearok(curscr, TRUE);
}

/* Direct colours have numbers 0..7 for the basic ones and then red, green, blue. */
static int color_number(int32_t color)
{
	if (color == STYLE_DEFAULT || term.depth != STYLE_TRUE || color < 8)
		return color;
	if (color >= STYLE_RGB)
		return color & 0xffffff;
	return (int)style_palette_rgb(color);
}

static const struct look *look_of(unsigned cell_style)
{
	static const struct {
		unsigned bit;
		attr_t attr;
	} attrs[] = {
		{ STYLE_BOLD, A_BOLD },       { STYLE_FAINT, A_DIM },
		{ STYLE_ITALIC, A_ITALIC },   { STYLE_UNDERLINE, A_UNDERLINE },
		{ STYLE_REVERSE, A_REVERSE },
	};
	struct look *look = &term.looks[cell_style % STYLES];
	struct style style;

	if (look->known)
		return look;
	style = style_degrade(style_resolve(term.theme, cell_style), term.depth);
	*look = (struct look){ .known = true };
	for (size_t i = 0; i < ARRAY_SIZE(attrs); i++)
		if (style.attrs & attrs[i].bit)
			look->attrs |= attrs[i].attr;
	look->ground = style_ground(style);
	if (style.fg != STYLE_DEFAULT || style.bg != STYLE_DEFAULT)
		look->pair = alloc_pair(color_number(style.fg), color_number(style.bg));
	else if (term.depth != STYLE_MONO)
		look->pair = PLAIN_PAIR;
	if (look->pair < 0)
		look->pair = 0;
	setcchar(&look->blank, L" ", look->attrs, 0, &look->pair);
	return look;
}

/* The C library's idea of a width decides where ncurses thinks the cursor is; where it differs from
 * ours the character is not shown, so that nothing beside it moves. */
static void set_cell(cchar_t *out, const struct cell *cell, const struct look *look)
{
	wchar_t text[ARRAY_SIZE(cell->text) + 1] = { (wchar_t)cell->text[0] };
	int pair = look->pair;
	size_t length = 1;

	if (cell->style & STYLE_PICTURE) {
		pair = alloc_pair(color_number((int32_t)cell->text[1]),
				  color_number((int32_t)cell->text[2]));
		pair = pair < 0 ? 0 : pair;
		setcchar(out, text, A_NORMAL, 0, &pair);
		return;
	}
	/* Most cells, at a fifth of what setcchar() takes. */
	if (cell->text[0] < 0x80 && !cell->text[1]) {
		*out = look->blank;
		out->chars[0] = text[0];
		return;
	}
	if (cell->text[0] >= 0x80 && wcwidth(text[0]) != cell->width)
		text[0] = cell->width == 2 ? 0xff1f : term.utf8 ? 0xfffd : '?';
	else
		for (size_t i = 1; i < ARRAY_SIZE(cell->text) && cell->text[i]; i++)
			if (wcwidth((wchar_t)cell->text[i]) == 0)
				text[length++] = (wchar_t)cell->text[i];
	setcchar(out, text, look->attrs, 0, &pair);
}

static uint64_t ground_of(unsigned cell_style)
{
	return look_of(cell_style)->ground;
}

static void put_row(const struct surface *surface, int row)
{
	const struct cell *cells = &surface->cells[(size_t)row * (size_t)surface->columns];
	int count = 0;

	gaps_join(cells, surface->columns, ground_of, term.styles);
	for (int i = 0; i < surface->columns; i++)
		if (cells[i].width)
			set_cell(&term.line[count++], &cells[i], look_of(term.styles[i]));
	mvadd_wchnstr(row, 0, term.line, count);
}

static void put_rows(const struct surface *surface)
{
	size_t row_size = (size_t)surface->columns * sizeof(struct cell);

	for (int row = 0; row < surface->rows; row++) {
		size_t start = (size_t)row * (size_t)surface->columns;

		if (term.shown_valid &&
		    memcmp(&surface->cells[start], &term.shown.cells[start], row_size) == 0)
			continue;
		put_row(surface, row);
		memcpy(&term.shown.cells[start], &surface->cells[start], row_size);
	}
	term.shown_valid = true;
}

static void put_cursor(const struct surface *surface)
{
	bool always = term.theme && term.theme->cursor == CURSOR_TERMINAL;
	int visible = (surface->cursor_visible || always) && surface->cursor_row >= 0;

	if (visible != term.cursor_shown)
		curs_set(visible);
	term.cursor_shown = visible;
	if (surface->cursor_row >= 0)
		move(surface->cursor_row, surface->cursor_column);
}

void term_show(const struct surface *surface)
{
	bool whole = !term.shown_valid;

	if (surface->columns != term.shown.columns || surface->rows != term.shown.rows)
		return; /* a resize is on its way */
	put_rows(surface);
	frame_begin();
	put_cursor(surface);
	wnoutrefresh(stdscr);
	doupdate();
	if (!frame_end(whole, term.modes.syncs, term.abilities))
		term.gone = true;
}

/* -- besides frames ------------------------------------------------------------------------- */

void term_write_raw(const char *bytes, size_t length)
{
	if (!tty_write(bytes, length))
		term.gone = true;
}

bool term_copy(const char *text, size_t length, struct error *err)
{
	struct strbuf sequence = STRBUF_INIT(2 * TERM_COPY_MAX);

	if (!term.modes.xterm)
		return error_set(err, ERROR_REFUSED, "this terminal has no clipboard to copy to");
	if (length > TERM_COPY_MAX)
		return error_set(err, ERROR_LIMIT, "%zu bytes are too many to copy; at most %d",
				 length, TERM_COPY_MAX);
	clipboard_sequence(&sequence, text, length);
	term_write_raw(sequence.data, sequence.length);
	strbuf_wipe(&sequence);
	return true;
}

void term_bell(void)
{
	term_write_raw("\a", 1);
}

void term_title(const char *title)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	bool had = term.modes.titled;

	term_modes_title(&text, &term.modes, title, term.utf8);
	/* The first one is told at once, and so is the end: what was there before hangs on them. */
	if (had && term.modes.titled)
		frame_before(text.data, text.length);
	else if (text.length)
		term_write_raw(text.data, text.length);
	strbuf_release(&text);
	if (term.modes.titled != had)
		prepare_restore();
}

const char *term_library(void)
{
	return curses_version();
}
