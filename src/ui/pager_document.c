#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "ui/pager.h"

struct pager_document {
	char *text;
	size_t length;
	struct line_starts VEC(size_t) lines; /* byte offsets */
};

struct pager_document *pager_document_new(const char *text, size_t length)
{
	struct pager_document *document = xcalloc(1, sizeof(*document));

	document->text = xmemdup(text, length);
	document->length = length;
	for (size_t at = 0; at < document->length;) {
		const char *newline = memchr(document->text + at, '\n', document->length - at);

		vec_push(&document->lines, at);
		at = newline ? (size_t)(newline - document->text) + 1 : document->length;
	}
	return document;
}

void pager_document_free(struct pager_document *document)
{
	if (!document)
		return;
	mem_wipe(document->text, document->length);
	free(document->text);
	vec_release(&document->lines);
	free(document);
}

static size_t count(void *data)
{
	const struct pager_document *document = data;

	return document->lines.count;
}

static uint64_t key(void *data, size_t index)
{
	(void)data;
	return (uint64_t)index + 1;
}

static bool find(void *data, uint64_t wanted, size_t *index)
{
	const struct pager_document *document = data;

	if (wanted < 1 || wanted > document->lines.count)
		return false;
	*index = (size_t)(wanted - 1);
	return true;
}

static void build(void *data, size_t index, int width, struct pager_lines *lines)
{
	const struct pager_document *document = data;
	size_t start = document->lines.items[index];
	size_t end = index + 1 < document->lines.count ? document->lines.items[index + 1]
						       : document->length;

	if (end > start && document->text[end - 1] == '\n')
		end--;
	pager_text(lines, STYLE_TEXT, 0, width, document->text + start, end - start);
}

const struct pager_source pager_document_source = {
	.count = count,
	.key = key,
	.find = find,
	.build = build,
};
