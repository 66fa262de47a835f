#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "ui/pager.h"

struct pager_document {
	struct strbuf text;
	struct line_starts VEC(size_t) lines; /* byte offsets */
};

struct pager_document *pager_document_new(const char *text, size_t length)
{
	struct pager_document *document = xcalloc(1, sizeof(*document));

	strbuf_init(&document->text, SIZE_MAX / 2);
	pager_document_append(document, text, length);
	return document;
}

void pager_document_append(struct pager_document *document, const char *text, size_t length)
{
	size_t at = document->text.length;
	bool within = at && document->text.data[at - 1] != '\n';

	strbuf_add(&document->text, text, length);
	for (const char *newline; at < document->text.length; within = false) {
		if (!within)
			vec_push(&document->lines, at);
		newline = memchr(document->text.data + at, '\n', document->text.length - at);
		at = newline ? (size_t)(newline - document->text.data) + 1 : document->text.length;
	}
}

void pager_document_free(struct pager_document *document)
{
	if (!document)
		return;
	strbuf_wipe(&document->text);
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
						       : document->text.length;

	if (end > start && document->text.data[end - 1] == '\n')
		end--;
	pager_text(lines, STYLE_TEXT, 0, width, document->text.data + start, end - start);
}

const struct pager_source pager_document_source = {
	.count = count,
	.key = key,
	.find = find,
	.build = build,
};
