#include "support/clipboard.h"

#include <string.h>

static bool decode(const char *from, size_t length, struct strbuf *to)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	int have = 0;

	if (length % 4 != 0)
		return false;
	while (length && from[length - 1] == '=')
		length--;
	for (size_t i = 0; i < length; i++) {
		const char *digit = from[i] ? strchr(digits, from[i]) : NULL;

		if (!digit)
			return false;
		bits = bits << 6 | (uint32_t)(digit - digits);
		have += 6;
		if (have >= 8) {
			have -= 8;
			strbuf_addch(to, (char)(bits >> have & 0xff));
		}
	}
	return true;
}

char *clipboard_text(const struct token *token)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *start;
	size_t end = token->length;

	if (token->kind != TOKEN_OSC || strncmp(token->bytes + 2, "52;", 3) != 0)
		return NULL;
	start = strchr(token->bytes + 5, ';');
	if (!start++)
		return NULL;
	end -= token->bytes[end - 1] == '\a' ? 1 : 2;
	if (decode(start, (size_t)(token->bytes + end - start), &text))
		return strbuf_detach(&text, NULL);
	strbuf_release(&text);
	return NULL;
}
