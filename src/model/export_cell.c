#include "model/export_cell.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

/* What is made here has nothing to escape. */
static void add_quoted(struct strbuf *out, struct text value)
{
	strbuf_addch(out, '"');
	strbuf_add(out, value.data, value.length);
	strbuf_addch(out, '"');
}

void export_cell_json(struct strbuf *out, struct text value, enum export_kind kind)
{
	if (value.data == NULL)
		strbuf_addstr(out, "null");
	else if (kind == EXPORT_BARE)
		strbuf_add(out, value.data, value.length);
	else if (kind == EXPORT_MADE)
		add_quoted(out, value);
	else
		json_write_string(out, value.data, value.length);
}

static bool is_e164(struct text text)
{
	if (text.length < 3 || text.length > 16 || text.data[0] != '+' || text.data[1] == '0')
		return false;
	for (size_t i = 1; i < text.length; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return true;
}

/* Whether a spreadsheet might do more than show it, or it looks as if it had been guarded. */
static bool needs_guard(struct text text, enum export_kind kind)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };

	if (text.length == 0 || kind == EXPORT_MADE || kind == EXPORT_BARE)
		return false;
	if (memchr("=+-@\t\r\n'", text.data[0], 8))
		return kind != EXPORT_ADDRESS || !is_e164(text);
	for (size_t i = 0; i < ARRAY_SIZE(wide); i++)
		if (text.length >= strlen(wide[i]) &&
		    memcmp(text.data, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

static bool needs_quotes(struct text text)
{
	if (text.length == 0 || text.data[0] == ' ' || text.data[text.length - 1] == ' ')
		return true;
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] == ',' || text.data[i] == '"' || text.data[i] == '\r' ||
		    text.data[i] == '\n')
			return true;
	return false;
}

static bool is_plain(char byte)
{
	return byte != '"' && byte != '\0' && !(byte & 0x80);
}

/* A quotation mark is written twice; what CSV cannot hold becomes U+FFFD. */
static void add_characters(struct strbuf *out, struct text text)
{
	for (size_t at = 0; at < text.length;) {
		size_t run = 0;
		uint32_t codepoint;

		while (at + run < text.length && is_plain(text.data[at + run]))
			run++;
		strbuf_add(out, text.data + at, run);
		at += run;
		if (at == text.length)
			break;
		size_t size = text_decode(text.data + at, text.length - at, &codepoint);
		if (codepoint == 0 || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
			codepoint = 0xFFFD;
		char encoded[4];
		strbuf_add(out, encoded, text_encode(codepoint, encoded));
		if (codepoint == '"')
			strbuf_addch(out, '"');
		at += size;
	}
}

void export_cell_csv(struct strbuf *out, struct text value, enum export_kind kind)
{
	if (value.data == NULL)
		return;
	bool quotes = needs_quotes(value);
	strbuf_addstr(out, quotes ? "\"" : "");
	strbuf_addstr(out, needs_guard(value, kind) ? "'" : "");
	add_characters(out, value);
	strbuf_addstr(out, quotes ? "\"" : "");
}
