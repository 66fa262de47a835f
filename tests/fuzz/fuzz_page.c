/*
 * A page of messages in two different cuts must give the same, and the same as the JSON tree where
 * that takes the document; a document without its secrets must still be one.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/api/oracle.h"
#include "api/page.h"
#include "api/secret.h"
#include "api/shapes.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "base/text.h"

#define INPUT_MAX ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_page(const char *bytes, size_t size, size_t piece, struct page *page)
{
	struct page_reader *reader = page_reader_new(&page_of_messages);
	bool good = true;
	for (size_t at = 0; good && at < size; at += piece)
		good = page_reader_feed(reader, bytes + at, size - at < piece ? size - at : piece,
					NULL);
	good = good && page_reader_finish(reader, page, NULL);
	page_reader_free(reader);
	return good;
}

/* Where the tree reads otherwise on purpose: bytes that are not UTF-8, and v1 links. */
static bool is_comparable(const char *bytes, size_t size)
{
	return text_is_valid(bytes, size) && !memmem(bytes, size, "next_page_url", 13);
}

static void check_secret(const char *bytes, size_t size)
{
	struct strbuf json = STRBUF_INIT(INPUT_MAX);
	strbuf_add(&json, bytes, size);
	if (secret_drop(&json, "auth_token")) {
		if (!secret_drop(&json, "auth_token"))
			abort();
	}
	strbuf_release(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct page whole = { .count = 0 }, cut = { .count = 0 }, expected = { .count = 0 };
	bool good = read_page(bytes, size, size ? size : 1, &whole);
	bool same = read_page(bytes, size, 1 + size % 7, &cut);
	if (good != same || (good && oracle_difference(&whole, &cut)))
		abort();
	if (good && !whole.bad_records && is_comparable(bytes, size) &&
	    oracle_page(bytes, size, &expected) && oracle_difference(&whole, &expected))
		abort();
	check_secret(bytes, size);
	page_release(&whole);
	page_release(&cut);
	page_release(&expected);
	return 0;
}
