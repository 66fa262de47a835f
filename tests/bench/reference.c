#include "reference.h"

#include "base/clock.h"
#include "base/json.h"
#include "measure.h"
#include "support/api.h"
#include "support/fail.h"

#define FIRST_PAGE "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000"

static void count_texts(const struct strbuf *page, struct reference *reference)
{
	struct error err = ERROR_INIT;
	struct json *tree = json_parse(page->data, page->length, &err);
	const struct json *messages = json_get(tree, "messages");

	if (!tree)
		test_fail("a page of messages is not JSON: %s", error_text(&err));
	for (size_t i = 0; i < json_count(messages); i++) {
		size_t length = 0;

		if (json_as_string(json_get(json_at(messages, i), "body"), &length))
			reference->text_bytes += (double)length;
		reference->messages++;
	}
	json_free(tree);
}

void reference_read(struct sandbox *sandbox, bool texts, struct reference *reference)
{
	struct strbuf page = STRBUF_INIT(STRBUF_TEXT), next = STRBUF_INIT(STRBUF_LINE);
	struct api *api = api_open(sandbox);
	int64_t start = clock_mono_ns();
	double cpu = own_cpu();
	bool more;

	*reference = (struct reference){ 0 };
	strbuf_addstr(&next, FIRST_PAGE);
	do {
		api_get(api, next.data, 200, &page);
		reference->bytes += (double)page.length;
		if (reference->pages++ == 0)
			reference->first_s = (double)(clock_mono_ns() - start) / 1e9;
		if (texts)
			count_texts(&page, reference);
		strbuf_reset(&next);
		more = api_find_member(&page, "next_page_uri", &next);
	} while (more);
	reference->all_s = (double)(clock_mono_ns() - start) / 1e9;
	reference->cpu_s = own_cpu() - cpu;
	api_close(api);
	strbuf_release(&page);
	strbuf_release(&next);
}
