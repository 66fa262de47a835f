#include "config/layout.h"

#include <stdbool.h>
#include <string.h>

void layout_wrap(struct strbuf *out, const char *text, size_t column, const char *prefix)
{
	bool line_is_empty = true;

	while (*text) {
		size_t length = strcspn(text, " ");
		if (!line_is_empty && column + 1 + length > LAYOUT_WIDTH) {
			strbuf_addf(out, "\n%s", prefix);
			column = strlen(prefix);
			line_is_empty = true;
		}
		if (!line_is_empty) {
			strbuf_addch(out, ' ');
			column++;
		}
		strbuf_add(out, text, length);
		column += length;
		line_is_empty = false;
		text += length;
		text += strspn(text, " ");
	}
	strbuf_addch(out, '\n');
}
