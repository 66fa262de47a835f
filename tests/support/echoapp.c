/*
 * echoapp - a small ncurses program in test mode, on which the terminal harness proves itself.
 *
 *	echoapp [LINES]
 *
 * Shows a list of LINES lines with the last key's name. j, k, the arrows and the page keys move; w
 * starts some work that ends later by itself, and says what of it has been drawn by then; c puts a text on the clipboard; z draws in every
 * attribute and some colours; d writes five dots, one by one, instead of drawing; x crashes; q
 * quits.
 */
#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/parse.h"

#define WORK_MS 30

struct app {
	int lines, cursor, top;
	size_t keys;
	int64_t work_until_ms; /* 0: no work under way */
	char last[32];
	bool gallery, dots;
	size_t told_keys;
	int told_cols, told_rows;
};

static void draw_gallery(void)
{
	static const struct {
		attr_t attributes;
		const char *text;
	} styles[] = {
		{ A_NORMAL, "normal" },       { A_BOLD, "bold" },       { A_DIM, "faint" },
		{ A_UNDERLINE, "underline" }, { A_REVERSE, "reverse" }, { A_ITALIC, "italic" },
	};

	for (int i = 0; i < (int)(sizeof(styles) / sizeof(styles[0])); i++) {
		attrset(styles[i].attributes);
		mvaddstr(3 + i, 2, styles[i].text);
	}
	attrset(A_NORMAL);
	for (short pair = 1; pair < 8 && pair < COLOR_PAIRS; pair++) {
		attrset((attr_t)COLOR_PAIR(pair));
		mvprintw(2 + pair, 20, "colour %d", pair);
	}
	attrset(A_NORMAL);
	mvaddstr(11, 2, "ご予約を承りました 👋 ▁▂▃▄▅▆▇█ e\xcc\x81");
	mvhline(12, 2, ACS_HLINE, 20);
	mvhline(13, 2, '=', 40);
}

static void draw(struct app *app)
{
	if (app->dots) {
		for (int i = 0; i < 5; i++)
			if (write(STDOUT_FILENO, ".", 1) != 1)
				abort();
		app->dots = false;
		return;
	}
	erase();
	mvprintw(0, 0, "echoapp %dx%d key %s", COLS, LINES, app->last);
	if (app->work_until_ms)
		mvaddstr(1, 0, "working");
	if (app->gallery)
		draw_gallery();
	for (int row = 2; !app->gallery && row < LINES - 1; row++) {
		int line = app->top + row - 2;

		if (line < app->lines)
			mvprintw(row, 0, "%s line %d", line == app->cursor ? ">" : " ", line);
	}
	mvprintw(LINES - 1, 0, "line %d of %d", app->cursor, app->lines);
	move(2 + app->cursor - app->top, 0);
	refresh();
}

static void tell_idle(struct app *app)
{
	if (app->told_keys == app->keys && app->told_cols == COLS && app->told_rows == LINES)
		return;
	app->told_keys = app->keys;
	app->told_cols = COLS;
	app->told_rows = LINES;
	printf("\033]7770;%zu;%dx%d\a", app->keys, COLS, LINES);
	fflush(stdout);
}

static void tell_drawn(const struct app *app)
{
	printf("\033]7770;%zu\a", app->keys);
	fflush(stdout);
}

static void move_by(struct app *app, int lines)
{
	int page = LINES - 3;

	app->cursor += lines;
	if (app->cursor >= app->lines)
		app->cursor = app->lines - 1;
	if (app->cursor < 0)
		app->cursor = 0;
	if (app->cursor < app->top)
		app->top = app->cursor;
	if (app->cursor >= app->top + page)
		app->top = app->cursor - page + 1;
}

static bool press(struct app *app, int result, wint_t key)
{
	if (result == KEY_CODE_YES && key == KEY_RESIZE)
		return true;
	app->keys++;
	snprintf(app->last, sizeof(app->last), "%s",
		 key == ' '               ? "space"
		 : result == KEY_CODE_YES ? keyname((int)key)
					  : key_name((wchar_t)key));
	if (key == 'q' || key == 'x')
		return false;
	if (key == 'j' || (result == KEY_CODE_YES && key == KEY_DOWN))
		move_by(app, 1);
	else if (key == 'k' || (result == KEY_CODE_YES && key == KEY_UP))
		move_by(app, -1);
	else if (result == KEY_CODE_YES && key == KEY_NPAGE)
		move_by(app, LINES - 3);
	else if (result == KEY_CODE_YES && key == KEY_PPAGE)
		move_by(app, -(LINES - 3));
	else if (key == 'w')
		app->work_until_ms = clock_mono_ms() + WORK_MS;
	else if (key == 'z')
		app->gallery = !app->gallery;
	else if (key == 'd')
		app->dots = true;
	else if (key == 'c') {
		fputs("\033]52;c;U00xMjM0\a", stdout);
		fflush(stdout);
	} else if (key == ('z' & 0x1f)) {
		endwin();
		raise(SIGTSTP);
	}
	return true;
}

/* Waits for a key or the end of the work. False when it is time to leave; *crash tells why. */
static bool turn(struct app *app, bool *crash)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
	int64_t left = app->work_until_ms ? app->work_until_ms - clock_mono_ms() : 0;
	struct timespec limit = { .tv_nsec = left > 0 ? left * 1000000 : 0 };
	sigset_t none;
	wint_t key;
	int result;

	sigemptyset(&none);
	if (ppoll(&fd, 1, app->work_until_ms ? &limit : NULL, &none) == 0)
		app->work_until_ms = 0;
	while ((result = get_wch(&key)) != ERR) {
		if (!press(app, result, key)) {
			*crash = key == 'x';
			return false;
		}
	}
	return true;
}

/* A change of size must not get lost between two looks: it is let in during ppoll() only. */
static void block_resizing(void)
{
	sigset_t resizing;

	sigemptyset(&resizing);
	sigaddset(&resizing, SIGWINCH);
	sigprocmask(SIG_BLOCK, &resizing, NULL);
}

int main(int argc, char **argv)
{
	struct app app = { .lines = 100, .told_cols = -1, .last = "none" };
	int64_t lines;
	bool crash = false;

	setlocale(LC_ALL, "");
	if (argc > 1 && parse_int64(argv[1], strlen(argv[1]), 1, 1000000, &lines))
		app.lines = (int)lines;
	block_resizing();
	initscr();
	raw();
	nonl();
	noecho();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(50);
	scrollok(stdscr, FALSE);
	idlok(stdscr, TRUE);
	if (has_colors()) {
		start_color();
		use_default_colors();
		for (short pair = 1; pair < 8; pair++)
			init_pair(pair, pair, -1);
	}
	do {
		draw(&app);
		if (!app.work_until_ms)
			tell_idle(&app);
		else
			tell_drawn(&app);
	} while (turn(&app, &crash));
	if (crash)
		abort();
	endwin();
	return 3;
}
