#include "support/keys.h"

#include <ctype.h>
#include <curses.h>
#include <term.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/parse.h"
#include "support/fail.h"

static const struct name {
	const char *name;
	const char *capability; /* NULL: the same on every terminal */
	const char *bytes;      /* xterm's, outside application mode */
} names[] = {
	{ "Up", "kcuu1", "\033[A" },
	{ "Down", "kcud1", "\033[B" },
	{ "Right", "kcuf1", "\033[C" },
	{ "Left", "kcub1", "\033[D" },
	{ "Home", "khome", "\033[H" },
	{ "End", "kend", "\033[F" },
	{ "PgUp", "kpp", "\033[5~" },
	{ "PgDn", "knp", "\033[6~" },
	{ "Ins", "kich1", "\033[2~" },
	{ "Del", "kdch1", "\033[3~" },
	{ "STab", "kcbt", "\033[Z" },
	{ "BS", "kbs", "\177" },
	{ "F1", "kf1", "\033OP" },
	{ "F2", "kf2", "\033OQ" },
	{ "F3", "kf3", "\033OR" },
	{ "F4", "kf4", "\033OS" },
	{ "F5", "kf5", "\033[15~" },
	{ "F6", "kf6", "\033[17~" },
	{ "F7", "kf7", "\033[18~" },
	{ "F8", "kf8", "\033[19~" },
	{ "F9", "kf9", "\033[20~" },
	{ "F10", "kf10", "\033[21~" },
	{ "F11", "kf11", "\033[23~" },
	{ "F12", "kf12", "\033[24~" },
	{ "Tab", NULL, "\t" },
	{ "Enter", NULL, "\r" },
	{ "Esc", NULL, "\033" },
	{ "Space", NULL, " " },
	{ "lt", NULL, "<" },
};

struct keys {
	char *bytes[ARRAY_SIZE(names)]; /* owned; NULL: xterm's */
};

static char *capability(const char *name)
{
	/* ncurses 6.4 takes the name as non-const in some configurations, but never writes to it. */
	char *bytes = tigetstr((char *)(uintptr_t)name);

	return bytes && bytes != (char *)-1 ? xstrdup(bytes) : NULL;
}

struct keys *keys_new(const char *term)
{
	struct keys *keys = xcalloc(1, sizeof(*keys));
	int result;

	if (setupterm(term, STDOUT_FILENO, &result) != OK)
		return keys;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].capability)
			keys->bytes[i] = capability(names[i].capability);
	del_curterm(cur_term);
	return keys;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		free(keys->bytes[i]);
	free(keys);
}

/* The arrows of one terminal differ by mode: ESC O A where the program asked for it, ESC [ A else. */
static void add_named(const struct keys *keys, size_t index, const struct key_modes *modes,
		      struct strbuf *out)
{
	const char *bytes = keys->bytes[index];
	bool cursor = names[index].bytes[1] == '[' && isupper((unsigned char)names[index].bytes[2]);

	if (!bytes || strncmp(bytes, "\033O", 2) == 0)
		bytes = names[index].bytes;
	else
		cursor = false;
	if (cursor && names[index].bytes[2] != 'Z' && modes->application)
		strbuf_addf(out, "\033O%s", bytes + 2);
	else
		strbuf_addstr(out, bytes);
}

static bool add_special(const struct keys *keys, const char *name, const struct key_modes *modes,
			struct key *key)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i].name, name) != 0)
			continue;
		add_named(keys, i, modes, &key->bytes);
		key->alone = strcmp(name, "Esc") == 0;
		return true;
	}
	if (name[0] == 'A' && name[1] == '-' && name[2] && !name[3])
		return strbuf_addf(&key->bytes, "\033%c", name[2]);
	if (name[0] == 'C' && name[1] == '-' && name[2] && !name[3])
		return strbuf_addch(&key->bytes, (char)(toupper((unsigned char)name[2]) & 0x1f));
	if (name[0] && !name[1])
		return strbuf_addch(&key->bytes, name[0]);
	return false;
}

static void add_paste(const char *text, const struct key_modes *modes, struct key *key)
{
	if (modes->bracketed_paste)
		strbuf_addf(&key->bytes, "\033[200~%s\033[201~", text);
	else
		strbuf_addstr(&key->bytes, text);
	for (key->events = 0; !modes->bracketed_paste && *text; text++)
		key->events += ((unsigned char)*text & 0xc0) != 0x80;
	if (modes->bracketed_paste)
		key->events = 1;
}

/* A click is two reports, press and release. */
static bool add_mouse(const char *name, const struct key_modes *modes, struct key *key)
{
	static const struct {
		const char *name;
		int button;
	} reports[] = { { "click:", 0 }, { "wheelup:", 64 }, { "wheeldown:", 65 } };
	int row, col, button = -1;

	for (size_t i = 0; i < ARRAY_SIZE(reports) && button < 0; i++)
		if (strncmp(name, reports[i].name, strlen(reports[i].name)) == 0 &&
		    sscanf(name + strlen(reports[i].name), "%d,%d", &row, &col) == 2)
			button = reports[i].button;
	if (button < 0)
		return false;
	if (!modes->mouse)
		test_fail("<%s>: the program did not ask for the mouse", name);
	strbuf_addf(&key->bytes, "\033[<%d;%d;%dM", button, col + 1, row + 1);
	if (button == 0)
		strbuf_addf(&key->bytes, "\033[<0;%d;%dm", col + 1, row + 1);
	key->events = button == 0 ? 2 : 1;
	return true;
}

static void take_times(char *name, struct key *key)
{
	char *star = strrchr(name, '*');
	int64_t times;

	if (!star || star == name || !parse_int64(star + 1, strlen(star + 1), 1, 1000000, &times))
		return;
	*star = '\0';
	key->times = (size_t)times;
}

static void add_character(const char **text, struct key *key)
{
	do
		strbuf_addch(&key->bytes, *(*text)++);
	while (((unsigned char)**text & 0xc0) == 0x80);
}

bool keys_next(const struct keys *keys, const char **text, const struct key_modes *modes,
	       struct key *key)
{
	const char *end;
	char *name;

	strbuf_reset(&key->bytes);
	key->times = 1;
	key->events = 1;
	key->alone = false;
	if (!**text)
		return false;
	if (**text != '<') {
		add_character(text, key);
		return true;
	}
	end = strchr(*text, '>');
	if (!end)
		test_fail("a key name without its end: %s", *text);
	name = xstrndup(*text + 1, (size_t)(end - *text - 1));
	*text = end + 1;
	if (strncmp(name, "paste:", 6) == 0) {
		add_paste(name + 6, modes, key);
	} else {
		take_times(name, key);
		if (!add_special(keys, name, modes, key) && !add_mouse(name, modes, key))
			test_fail("no such key: <%s>", name);
	}
	free(name);
	return true;
}
