#include "support/inspect.h"

#include <wchar.h>

#include "base/mem.h"
#include "support/hostile.h"
#include "support/stream.h"

#define MARKS_MAX 2

struct inspection {
	struct stream stream;
	struct strbuf *complaint;
	int marks; /* combining marks on the present character */
};

static const struct range {
	uint32_t first, last;
	const char *what;
} refused[] = {
	{ 0x0080, 0x009f, "a C1 control" },
	{ 0x00ad, 0x00ad, "a soft hyphen" },
	{ 0x034f, 0x034f, "a grapheme joiner" },
	{ 0x061c, 0x061c, "a bidirectional control" },
	{ 0x115f, 0x1160, "a Hangul filler" },
	{ 0x17b4, 0x17b5, "an invisible vowel" },
	{ 0x180b, 0x180f, "a Mongolian selector" },
	{ 0x200b, 0x200d, "a zero-width character" },
	{ 0x200e, 0x200f, "a bidirectional control" },
	{ 0x2028, 0x2029, "a separator" },
	{ 0x202a, 0x202e, "a bidirectional control" },
	{ 0x2060, 0x2065, "an invisible operator" },
	{ 0x2066, 0x2069, "a bidirectional control" },
	{ 0x206a, 0x206f, "a deprecated format character" },
	{ 0x3164, 0x3164, "a Hangul filler" },
	{ 0xfe00, 0xfe0f, "a variation selector" },
	{ 0xfeff, 0xfeff, "a byte order mark" },
	{ 0xffa0, 0xffa0, "a Hangul filler" },
	{ 0xfff9, 0xfffb, "an interlinear annotation" },
	{ 0xfdd0, 0xfdef, "a noncharacter" },
	{ 0x1f1e6, 0x1f1ff, "half a flag" },
	{ 0x1f3fb, 0x1f3ff, "a skin tone" },
	{ 0xe0000, 0xe0fff, "a tag or a variation selector" },
};

/* Escape sequences without arguments: character sets, keypad, save and restore, index. */
static const char *const escapes[] = { "=", ">", "7",  "8",  "D",  "E",
				       "M", "H", "(B", "(0", ")0", ")B" };

/* Final bytes of CSI: cursor, erase, insert, delete, scroll, repeat, tabs, attributes, modes, and the
 * window title's stack, which xterm's smcup and rmcup use. */
static const char finals[] = "ABCDGHIJKLMPSTXZ@bdfmrt";

static const int private_modes[] = { 1,    3,    4,    5,    7,    12,   25,   1000, 1002,
				     1003, 1004, 1006, 1034, 1047, 1048, 1049, 2004, 2026 };

static void complain(struct inspection *inspection, const struct token *token, const char *what)
{
	strbuf_addf(inspection->complaint, "byte %zu: %s:", token->offset, what);
	for (size_t i = 0; i < token->length && i < 40; i++) {
		unsigned char byte = (unsigned char)token->bytes[i];

		if (byte > 0x20 && byte < 0x7f)
			strbuf_addf(inspection->complaint, " %c", byte);
		else
			strbuf_addf(inspection->complaint, " %02x", byte);
	}
	strbuf_addch(inspection->complaint, '\n');
}

static void inspect_text(struct inspection *inspection, const struct token *token)
{
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		if (token->codepoint >= refused[i].first && token->codepoint <= refused[i].last) {
			complain(inspection, token, refused[i].what);
			return;
		}
	}
	if ((token->codepoint & 0xfffe) == 0xfffe)
		complain(inspection, token, "a noncharacter");
	if (token->codepoint >= 0x300 && wcwidth((wchar_t)token->codepoint) == 0)
		inspection->marks++;
	else
		inspection->marks = 0;
	if (inspection->marks == MARKS_MAX + 1)
		complain(inspection, token, "one combining mark too many");
}

static bool is_known_mode(int number)
{
	for (size_t i = 0; i < ARRAY_SIZE(private_modes); i++)
		if (private_modes[i] == number)
			return true;
	return false;
}

/* "?25;1049h", and "?2026$p", which asks whether there is such a mode. */
static bool is_known_private(const char *at)
{
	do {
		at++;
		if (!is_known_mode(token_number(&at)))
			return false;
	} while (*at == ';');
	return strcmp(at, "h") == 0 || strcmp(at, "l") == 0 || strcmp(at, "$p") == 0;
}

/* Arguments that are numbers, and one of the finals. */
static bool is_known_csi(const struct token *token, bool linux_console)
{
	const char *at = token->bytes + 2;

	if (linux_console && *at == '?' && token->bytes[token->length - 1] == 'c')
		return true; /* the cursor's shape */
	if (*at == '?')
		return is_known_private(at);
	at += strspn(at, "0123456789;:");
	if (at[0] && !at[1] && strchr(finals, at[0]))
		return true;
	/* Insert mode; device attributes, asked once at the start. */
	return strcmp(token->bytes + 2, "4h") == 0 || strcmp(token->bytes + 2, "4l") == 0 ||
	       strcmp(token->bytes + 2, "c") == 0;
}

static bool is_known_escape(const struct token *token)
{
	for (size_t i = 0; i < ARRAY_SIZE(escapes); i++)
		if (strcmp(token->bytes + 1, escapes[i]) == 0)
			return true;
	return false;
}

static bool is_title(const char *osc)
{
	return osc[0] == '2' && osc[1] == ';' && osc[strlen(osc) - 1] == '\a';
}

/* Ours for the tests, the clipboard, the window's title, the colours that the terminal is given back
 * with. */
static bool is_known_osc(const struct token *token, bool linux_console)
{
	const char *at = token->bytes + 2;

	if (linux_console && *at == 'R')
		return true;
	return strncmp(at, "7770;", 5) == 0 || strncmp(at, "52;c;", 5) == 0 || is_title(at) ||
	       strcmp(at, "104\a") == 0;
}

/* A title is text like that on the screen. */
static void inspect_title(struct inspection *inspection, const struct token *token)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_add(&text, token->bytes + 4, token->length - 5);
	inspect_bytes(text.data, text.length, false, inspection->complaint);
	strbuf_release(&text);
}

/* Numbers of ours, and a title, whose text is inspected by itself, may have the mark in them by right; in
 * a sequence that came out of a text it stands elsewhere. */
static bool is_marked(const struct token *token)
{
	const char *at = token->bytes;

	if (token->kind == TOKEN_TEXT)
		return false;
	if (token->kind == TOKEN_OSC && is_title(at + 2))
		return strncmp(at + 4, HOSTILE_MARK, strlen(HOSTILE_MARK)) == 0;
	/* Of the mark of rest the keys and the time may be any number; the size is a terminal's. */
	if (token->kind == TOKEN_OSC && strncmp(at + 2, "7770;", 5) == 0) {
		at += 7 + strcspn(at + 7, ";");
		at += *at == ';';
		return memmem(at, strcspn(at, ";\a"), HOSTILE_MARK, strlen(HOSTILE_MARK)) != NULL;
	}
	return strstr(at, HOSTILE_MARK) != NULL;
}

static void inspect_token(const struct token *token, void *data)
{
	struct inspection *inspection = data;

	if (is_marked(token))
		complain(inspection, token, "a sequence out of a hostile text");
	switch (token->kind) {
	case TOKEN_TEXT:
		inspect_text(inspection, token);
		return;
	case TOKEN_CONTROL:
		if (!memchr("\a\b\t\n\r\016\017", (int)token->codepoint, 7))
			complain(inspection, token, "a control character");
		break;
	case TOKEN_ESCAPE:
		if (!is_known_escape(token))
			complain(inspection, token, "an escape sequence");
		break;
	case TOKEN_CSI:
		if (!is_known_csi(token, inspection->stream.linux_console))
			complain(inspection, token, "a control sequence");
		break;
	case TOKEN_OSC:
		if (!is_known_osc(token, inspection->stream.linux_console))
			complain(inspection, token, "an operating system command");
		else if (is_title(token->bytes + 2))
			inspect_title(inspection, token);
		break;
	case TOKEN_STRING:
		complain(inspection, token, "a control string");
		break;
	case TOKEN_INVALID:
		complain(inspection, token, "ill-formed");
		break;
	}
	inspection->marks = 0;
}

bool inspect_bytes(const char *bytes, size_t length, bool linux_console, struct strbuf *complaint)
{
	struct inspection inspection = { .complaint = complaint };
	size_t before = complaint->length;

	stream_init(&inspection.stream, inspect_token, &inspection);
	inspection.stream.linux_console = linux_console;
	stream_feed(&inspection.stream, bytes, length);
	if (inspection.stream.pending.length)
		strbuf_addstr(complaint, "the last sequence has no end\n");
	stream_release(&inspection.stream);
	return complaint->length == before;
}
