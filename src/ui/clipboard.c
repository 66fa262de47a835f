#include "ui/clipboard.h"

#include <stdint.h>

static void add_base64(struct strbuf *out, const unsigned char *bytes, size_t length)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < length; i += 3) {
		size_t rest = length - i;
		uint32_t group = (uint32_t)bytes[i] << 16;

		if (rest > 1)
			group |= (uint32_t)bytes[i + 1] << 8;
		if (rest > 2)
			group |= bytes[i + 2];
		strbuf_addch(out, digits[group >> 18]);
		strbuf_addch(out, digits[group >> 12 & 63]);
		strbuf_addch(out, rest > 1 ? digits[group >> 6 & 63] : '=');
		strbuf_addch(out, rest > 2 ? digits[group & 63] : '=');
	}
}

void clipboard_sequence(struct strbuf *out, const char *text, size_t length)
{
	strbuf_addstr(out, "\033]52;c;");
	add_base64(out, (const unsigned char *)text, length);
	strbuf_addch(out, '\a');
}
