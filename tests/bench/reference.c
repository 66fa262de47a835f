#include "reference.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "measure.h"
#include "support/api.h"
#include "support/fail.h"

#define FIRST_PAGE "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000"

static void add_text(struct bodies *texts, const char *text, size_t length)
{
	size_t needed = texts->bytes.count + length;

	vec_push(&texts->lengths, length);
	vec_reserve(&texts->bytes, needed);
	memcpy(texts->bytes.items + texts->bytes.count, text, length);
	texts->bytes.count = needed;
}

void bodies_release(struct bodies *texts)
{
	vec_release(&texts->bytes);
	vec_release(&texts->lengths);
}

static void take_texts(const struct strbuf *page, struct bodies *texts, struct reference *reference)
{
	struct error err = ERROR_INIT;
	struct json *tree = json_parse(page->data, page->length, &err);
	const struct json *messages = json_get(tree, "messages");

	if (!tree)
		test_fail("a page of messages is not JSON: %s", error_text(&err));
	for (size_t i = 0; i < json_count(messages); i++) {
		size_t length = 0;

		const char *text = json_as_string(json_get(json_at(messages, i), "body"), &length);

		if (text && length)
			add_text(texts, text, length);
		reference->messages++;
	}
	json_free(tree);
}

void reference_read(struct sandbox *sandbox, bool gzip, struct bodies *texts,
		    struct reference *reference)
{
	struct strbuf page = STRBUF_INIT(STRBUF_TEXT), next = STRBUF_INIT(STRBUF_LINE);
	struct api *api = api_open(sandbox);
	int64_t start = clock_mono_ns();
	double cpu = own_cpu();
	bool more;

	*reference = (struct reference){ 0 };
	if (gzip)
		api_accept_gzip(api);
	strbuf_addstr(&next, FIRST_PAGE);
	do {
		api_get(api, next.data, 200, &page);
		reference->bytes += (double)page.length;
		if (reference->pages++ == 0)
			reference->first_s = (double)(clock_mono_ns() - start) / 1e9;
		if (texts)
			take_texts(&page, texts, reference);
		strbuf_reset(&next);
		more = api_find_member(&page, "next_page_uri", &next);
	} while (more);
	reference->all_s = (double)(clock_mono_ns() - start) / 1e9;
	reference->cpu_s = own_cpu() - cpu;
	api_close(api);
	strbuf_release(&page);
	strbuf_release(&next);
}
