#include "ui/term_modes.h"

#include <string.h>

#include "base/text.h"

#define TITLE_CELLS 100

/* Without the padding ("$<5>") that no terminal of today needs. */
static void add_ability(struct strbuf *out, const char *text)
{
	while (*text) {
		const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;

		if (end) {
			text = end + 1;
			continue;
		}
		strbuf_addch(out, *text++);
	}
}

static void switch_on(struct strbuf *out, const struct term_modes *modes)
{
	if (!modes->xterm)
		return;
	strbuf_addstr(out, "\033[?2004h");
	if (modes->mouse)
		strbuf_addstr(out, "\033[?1000h\033[?1006h");
}

void term_modes_enter(struct strbuf *out, const struct term_modes *modes)
{
	switch_on(out, modes);
	if (modes->xterm)
		strbuf_addstr(out, "\033[?2026$p");
}

void term_modes_again(struct strbuf *out, const struct term_modes *modes, term_ability *ability,
		      bool cursor)
{
	add_ability(out, ability("smcup"));
	add_ability(out, ability("smkx"));
	add_ability(out, ability(cursor ? "cnorm" : "civis"));
	switch_on(out, modes);
	if (modes->titled)
		strbuf_addstr(out, "\033[22;2t");
}

void term_modes_leave(struct strbuf *out, const struct term_modes *modes, term_ability *ability,
		      const char *last_row)
{
	if (modes->syncs)
		strbuf_addstr(out, "\033[?2026l");
	if (modes->xterm && modes->mouse)
		strbuf_addstr(out, "\033[?1006l\033[?1000l");
	if (modes->xterm)
		strbuf_addstr(out, "\033[?2004l");
	if (modes->titled)
		strbuf_addstr(out, "\033[23;2t");
	add_ability(out, ability("rmkx"));
	add_ability(out, ability("sgr0"));
	if (modes->colors)
		add_ability(out, ability("op"));
	add_ability(out, last_row);
	add_ability(out, ability("cnorm"));
	if (*ability("rmcup"))
		add_ability(out, ability("rmcup"));
	else
		strbuf_addstr(out, "\r\n");
}

static void add_title(struct strbuf *out, const char *title, bool utf8)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE);
	char substitute;
	size_t length, used;
	uint32_t codepoint;

	text_clean(&clean, title, strlen(title), TEXT_ONE_LINE);
	length = text_fit(clean.data, clean.length, TITLE_CELLS, &used);
	for (size_t at = 0; at < length;) {
		size_t bytes = text_decode(clean.data + at, length - at, &codepoint);

		substitute = text_ascii_substitute(codepoint);
		if (codepoint < 0x80 || utf8)
			strbuf_add(out, clean.data + at, bytes);
		else
			strbuf_addch(out, substitute ? substitute : '?');
		at += bytes;
	}
	strbuf_release(&clean);
}

void term_modes_title(struct strbuf *out, struct term_modes *modes, const char *title, bool utf8)
{
	bool wanted = title && *title;

	if (!modes->xterm || (!wanted && !modes->titled))
		return;
	if (wanted != modes->titled)
		strbuf_addstr(out, wanted ? "\033[22;2t" : "\033[23;2t");
	modes->titled = wanted;
	if (!wanted)
		return;
	strbuf_addstr(out, "\033]2;");
	add_title(out, title, utf8);
	strbuf_addch(out, '\a');
}
