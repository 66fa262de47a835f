#include "ui/marks.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void marks_add(struct marks *marks, const char *folded, size_t length, bool spaced)
{
	for (size_t i = 0; i < marks->count; i++)
		if (marks->items[i].length == length && marks->items[i].spaced == spaced &&
		    memcmp(marks->items[i].folded, folded, length) == 0)
			return;
	if (!length || marks->count == MARKS_MAX)
		return;
	marks->items[marks->count++] = (struct mark){
		.folded = xstrndup(folded, length),
		.length = length,
		.spaced = spaced,
	};
}

void marks_add_text(struct marks *marks, const char *text, size_t length)
{
	struct strbuf folded = STRBUF_INIT(STRBUF_TEXT);

	text_fold(&folded, text, length);
	marks_add(marks, folded.data, folded.length, false);
	strbuf_wipe(&folded);
}

void marks_copy(struct marks *to, const struct marks *from)
{
	marks_clear(to);
	for (size_t i = 0; from && i < from->count; i++)
		marks_add(to, from->items[i].folded, from->items[i].length, from->items[i].spaced);
}

void marks_clear(struct marks *marks)
{
	for (size_t i = 0; i < marks->count; i++)
		mem_wipe_free(marks->items[i].folded);
	marks->count = 0;
}

bool mark_next(const struct mark *mark, const struct strbuf *folded, size_t *at)
{
	const char *found = *at < folded->length ? memmem(folded->data + *at, folded->length - *at,
							  mark->folded, mark->length)
						 : NULL;

	if (found)
		*at = (size_t)(found - folded->data);
	return found != NULL;
}

void marks_close_up(struct strbuf *folded, int *cells)
{
	size_t kept = 0;

	for (size_t i = 0; i < folded->length; i++) {
		if (folded->data[i] == ' ')
			continue;
		folded->data[kept] = folded->data[i];
		if (cells)
			cells[kept] = cells[i];
		kept++;
	}
	strbuf_truncate(folded, kept);
}

bool marks_are_in(const struct marks *marks, const char *text, size_t length)
{
	struct strbuf folded = STRBUF_INIT(STRBUF_TEXT);
	bool found = false;

	text_fold(&folded, text, length);
	for (int spaced = 0; spaced < 2 && !found; spaced++) {
		if (spaced)
			marks_close_up(&folded, NULL);
		for (size_t i = 0; i < marks->count && !found; i++) {
			size_t at = 0;

			found = marks->items[i].spaced >= spaced &&
				mark_next(&marks->items[i], &folded, &at);
		}
	}
	strbuf_wipe(&folded);
	return found;
}
