#include "ui/wrap.h"

#include <string.h>

#include "base/text.h"

void wrap_start(struct wrap *wrap, const char *text, size_t length, size_t width)
{
	*wrap = (struct wrap){ text, length, width ? width : 1, 0, false };
}

/* Where to break text[0..fits) that is followed by more: after the last blank, if there is one. */
static size_t word_break(const char *text, size_t fits, size_t length)
{
	size_t at = fits;

	if (fits == length || text[fits] == ' ')
		return fits;
	while (at > 0 && text[at - 1] != ' ')
		at--;
	return at ? at : fits;
}

bool wrap_next(struct wrap *wrap, struct wrap_line *line)
{
	const char *text = wrap->text + wrap->next;
	const char *newline;
	size_t length, fits, used;

	if (wrap->done)
		return false;
	newline = memchr(text, '\n', wrap->length - wrap->next);
	length = newline ? (size_t)(newline - text) : wrap->length - wrap->next;
	fits = text_fit(text, length, wrap->width, &used);
	if (fits == 0 && length) /* a wide character in a narrow column */
		fits = text_next(text, length);
	fits = word_break(text, fits, length);
	line->text = text;
	line->length = fits;
	while (line->length && text[line->length - 1] == ' ')
		line->length--;
	line->cells = text_width(text, line->length);
	wrap->next += fits;
	while (fits < length && text[fits] == ' ') { /* a line does not begin with the blank */
		fits++;
		wrap->next++;
	}
	if (fits == length) {
		wrap->done = !newline;
		wrap->next += newline != NULL;
	}
	return true;
}

size_t wrap_count(const char *text, size_t length, size_t width)
{
	struct wrap wrap;
	struct wrap_line line;
	size_t count = 0;

	wrap_start(&wrap, text, length, width);
	while (wrap_next(&wrap, &line))
		count++;
	return count;
}
