#include "sandbox/links.h"

#include <string.h>
#include <strings.h>

#include "sandbox/rng.h"

#define CODE_LENGTH 8

static bool is_link(const char *text, size_t length)
{
	return (length > 8 && strncasecmp(text, "https://", 8) == 0) ||
	       (length > 7 && strncasecmp(text, "http://", 7) == 0);
}

static void add_short(struct strbuf *out, uint64_t number)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	strbuf_addstr(out, LINKS_DOMAIN);
	for (int i = 0; i < CODE_LENGTH; i++) {
		strbuf_addch(out, letters[number & 63]);
		number >>= 6;
	}
}

void links_shorten(struct strbuf *out, const char *text, size_t length, uint64_t number)
{
	size_t at = 0;

	while (at < length) {
		if (is_link(text + at, length - at)) {
			add_short(out, mix(number, at));
			while (at < length && strchr(" \t\r\n", text[at]) == NULL)
				at++;
		} else {
			strbuf_addch(out, text[at++]);
		}
	}
}
