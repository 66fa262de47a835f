#include <stdio.h>

#include "api/page.h"
#include "api/shapes.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "figures.h"
#include "parts.h"
#include "support/api.h"
#include "support/fail.h"

#define PAGE_MAX ((size_t)16 << 20)
#define PIECE 16384 /* what TLS gives at a time */

static void decode(const struct strbuf *body, size_t records)
{
	struct page_reader *reader = page_reader_new(&page_of_messages);
	struct page page = { .count = 0 };
	bool good = true;

	for (size_t at = 0; good && at < body->length; at += PIECE) {
		size_t left = body->length - at;
		good = page_reader_feed(reader, body->data + at, left < PIECE ? left : PIECE, NULL);
	}
	if (!good || !page_reader_finish(reader, &page, NULL) || page.count != records)
		test_fail("the page cannot be read");
	page_release(&page);
	page_reader_free(reader);
}

static void parse(const struct strbuf *body, size_t records)
{
	struct json *tree = json_parse(body->data, body->length, NULL);

	if (json_count(json_get(tree, "messages")) != records)
		test_fail("the page cannot be parsed");
	json_free(tree);
}

/* The best of some rounds, in seconds. */
static double time_of(void (*work)(const struct strbuf *body, size_t records),
		      const struct strbuf *body, size_t records)
{
	int64_t best = INT64_MAX;

	for (int round = 0; round < 50; round++) {
		int64_t start = clock_mono_ns();
		work(body, records);
		int64_t took = clock_mono_ns() - start;
		best = took < best ? took : best;
	}
	return (double)best / 1e9;
}

static void measure(const char *text)
{
	const char *options[] = { "--messages", "2000", "--assume", text, NULL };
	struct sandbox *sandbox = sandbox_start(options, 0);
	struct api *api = api_open(sandbox);
	struct strbuf body = STRBUF_INIT(PAGE_MAX);
	double ours, tree;

	api_get(api, "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000", 200, &body);
	ours = time_of(decode, &body, 1000);
	tree = time_of(parse, &body, 1000);
	printf("  %-18s %8.0f KB   %7.3f ms %6.0f MB/s   %7.3f ms %6.1f x\n", text,
	       (double)body.length / 1000, ours * 1e3, (double)body.length / ours / 1e6, tree * 1e3,
	       tree / ours);
	figure_set(FIGURE_DECODE, tree / ours, tree * 1e3);
	figure_set(FIGURE_DECODE_RATE, (double)body.length / ours / 1e6, 0);
	strbuf_release(&body);
	api_close(api);
	sandbox_stop(sandbox);
}

void bench_decode(const struct bench *bench)
{
	(void)bench;
	hash_init();
	json_init();
	printf("\nA page of 1,000 messages decoded (x: a JSON tree's time for the same bytes)\n"
	       "  text                    size         the reader            a tree\n");
	measure("json-text=escaped");
	measure("json-text=utf8");
}
