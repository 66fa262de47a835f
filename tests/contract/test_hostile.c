/*
 * Every string that the API can return, by the tables that the decoders work with: that each arrives
 * whole when it means harm, and is harmless once it is cleaned. A member that is new in a table is a
 * member that is looked for here.
 */
#include "support/hostile.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>

#include <cmocka.h>

#include "api/endpoint.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "model/price.h"
#include "support/api.h"
#include "support/fail.h"
#include "support/inspect.h"
#include "support/sandbox.h"

#define BODY_MAX ((size_t)64 << 20)
#define SEEDS 4 /* accounts: a single record gets one text of the corpus each time */

/* A member of a record that is somebody's words, and how often it was seen. */
struct member {
	const struct record_shape *record;
	const struct field *field;
	size_t hostile;
};

static struct VEC(struct member) members;
static size_t cleaned, cleaned_bytes, hostile_carriers, hostile_types;

static noreturn void failed(const char *text)
{
	fail_msg("%s", text);
	abort();
}

static bool is_hostile(struct text text)
{
	for (size_t i = 0; i < hostile_count; i++)
		if (text.data && text.length == hostile_texts[i].length &&
		    memcmp(text.data, hostile_texts[i].bytes, text.length) == 0)
			return true;
	return false;
}

/* What is drawn of it, on one line and on many. */
static void check_clean(struct text text)
{
	struct strbuf clean = STRBUF_INIT(BODY_MAX), complaint = STRBUF_INIT(STRBUF_TEXT);

	if (!text.length)
		return;
	text_clean(&clean, text.data, text.length, TEXT_ONE_LINE);
	text_clean(&clean, text.data, text.length, TEXT_KEEP_NEWLINES);
	if (!inspect_bytes(clean.data, clean.length, false, &complaint))
		fail_msg("%s", complaint.data);
	cleaned++;
	cleaned_bytes += text.length;
	strbuf_release(&clean);
	strbuf_release(&complaint);
}

static struct member *member_of(const struct record_shape *record, const struct field *field)
{
	for (size_t i = 0; i < members.count; i++)
		if (members.items[i].record == record && members.items[i].field == field)
			return &members.items[i];
	vec_push(&members, ((struct member){ .record = record, .field = field }));
	return &members.items[members.count - 1];
}

/* Words that the table does not know are kept as text beside the word. */
static void look_at(const struct record_shape *shape, const char *record)
{
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		size_t place = field->kind == FIELD_WORD ? field->flag : field->offset;
		struct text text;

		if (field->kind != FIELD_TEXT && field->kind != FIELD_WORD)
			continue;
		memcpy(&text, record + place, sizeof(text));
		member_of(shape, field)->hostile += is_hostile(text);
		check_clean(text);
	}
}

/* Prices have a reader of their own instead of a table. */
static void look_at_prices(const struct country_prices *prices)
{
	check_clean(prices->name);
	check_clean(prices->iso);
	check_clean(prices->unit);
	for (size_t i = 0; i < prices->inbound_count; i++)
		check_clean(prices->inbound[i].number_type);
	for (size_t i = 0; i < prices->outbound_count; i++) {
		const struct carrier_prices *row = &prices->outbound[i];

		check_clean(row->carrier);
		check_clean(row->mcc);
		check_clean(row->mnc);
		hostile_carriers += is_hostile(row->carrier);
		for (size_t k = 0; k < row->price_count; k++) {
			check_clean(row->prices[k].number_type);
			hostile_types += is_hostile(row->prices[k].number_type);
		}
	}
}

/* The answer as the client reads it. */
static void read_page(struct api *api, const char *path, const struct page_shape *shape,
		      struct page *page)
{
	struct strbuf body = STRBUF_INIT(BODY_MAX);
	struct error err = ERROR_INIT;
	struct page_reader *reader = page_reader_new(shape);

	api_get(api, path, 200, &body);
	*page = (struct page){ .count = 0 };
	if (!page_reader_feed(reader, body.data, body.length, &err) ||
	    !page_reader_finish(reader, page, &err))
		fail_msg("%s: %s", path, error_text(&err));
	/* A price that is no number costs its row, which is counted. */
	if (page->bad_records && shape->record)
		fail_msg("%s: %zu records lost", path, page->bad_records);
	page_reader_free(reader);
	strbuf_release(&body);
}

/* Appends the path with what it belongs to put in, of whatever kind that is. */
static void fill_path(enum endpoint_id id, const char *of, struct strbuf *path)
{
	const char *p = endpoint(id)->path;

	for (; *p; p++) {
		if (*p != '{' || strncmp(p, "{account}", 9) == 0) {
			strbuf_addch(path, *p);
			continue;
		}
		strbuf_addstr(path, strncmp(p, "{of}", 4) == 0 ? of : "GB");
		p = strchr(p, '}');
	}
	if (id == ENDPOINT_CHANNEL_SENDERS)
		strbuf_addstr(path, "?Channel=whatsapp");
}

/* The SIDs of services, and of a message with media: what lists belong to. */
struct owners {
	struct VEC(char *) sids;
};

static void find_owners(struct api *api, struct owners *owners)
{
	struct strbuf body = STRBUF_INIT(BODY_MAX), sid = STRBUF_INIT(STRBUF_LINE);
	struct json *json;

	api_get(api, "/v1/Services?PageSize=20", 200, &body);
	json = json_parse(body.data, body.length, NULL);
	for (size_t i = 0; i < json_count(json_get(json, "services")); i++)
		vec_push(&owners->sids,
			 xstrdup(json_get_string(json_at(json_get(json, "services"), i), "sid")));
	json_free(json);
	api_post(api, "/2010-04-01/Accounts/{account}/Messages.json",
		 (const char *const[]){ "To", "+12015550123", "From", "+15125550101", "MediaUrl",
					"https://a.example/1.png", NULL },
		 201, &body);
	assert_true(api_find_member(&body, "sid", &sid));
	vec_push(&owners->sids, strbuf_detach(&sid, NULL));
	strbuf_release(&body);
}

static void read_one(struct api *api, enum endpoint_id id, const char *of)
{
	const struct page_shape *shape = endpoint(id)->shape;
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct page page;

	fill_path(id, of, &path);
	read_page(api, path.data, shape, &page);
	if (!shape->record)
		look_at_prices(page.records);
	for (size_t i = 0; shape->record && i < page.count; i++)
		look_at(shape->record, (const char *)page.records + i * shape->record->size);
	page_release(&page);
	strbuf_release(&path);
}

/* Lists, and what is one of its kind; a record of a list has the list's table. */
static bool is_read(const struct endpoint *endpoint)
{
	return endpoint->verb == VERB_GET && endpoint->shape && !strstr(endpoint->path, "{sid}");
}

static void read_all(struct api *api)
{
	struct owners owners = { 0 };

	find_owners(api, &owners);
	for (int id = 0; id < ENDPOINT_COUNT; id++) {
		const struct endpoint *row = endpoint((enum endpoint_id)id);
		bool owned = strstr(row->path, "{of}") != NULL;
		bool of_message = owned && row->family == HOST_API;
		size_t last = owners.sids.count - 1;

		if (!is_read(row))
			continue;
		for (size_t i = of_message ? last : 0; i < (of_message ? last + 1 : last); i++)
			if (owned || i == 0)
				read_one(api, (enum endpoint_id)id, owners.sids.items[i]);
	}
	for (size_t i = 0; i < owners.sids.count; i++)
		free(owners.sids.items[i]);
	vec_release(&owners.sids);
}

/* Read for the sake of its neighbours, whose table it shares; the API has no such member. */
static bool is_undocumented(const struct member *member)
{
	return strcmp(member->record->name, "alpha sender") == 0 &&
	       strcmp(member->field->name, "country_code") == 0;
}

static void every_member_of_every_record(void **state)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	size_t bytes, texts;

	(void)state;
	strbuf_addf(&path, "%s/hostile", getenv("TMPDIR"));
	texts = hostile_write(path.data, &bytes);
	for (int seed = 1; seed <= SEEDS; seed++) {
		char number[16];

		snprintf(number, sizeof(number), "%d", seed);
		struct sandbox *sandbox =
			sandbox_start((const char *const[]){ "--messages", "200", "--seed", number,
							     "--hostile", path.data, NULL },
				      0);
		struct api *api = api_open(sandbox);

		read_all(api);
		api_close(api);
		sandbox_stop(sandbox);
	}
	for (size_t i = 0; i < members.count; i++)
		if (!members.items[i].hostile && !is_undocumented(&members.items[i]))
			fail_msg("no text that means harm came as \"%s\" of a %s",
				 members.items[i].field->name, members.items[i].record->name);
	assert_true(hostile_carriers && hostile_types);
	print_message("# a corpus of %zu texts, %zu bytes\n", texts, bytes);
	print_message("# %zu members, %zu texts cleaned, %zu bytes\n", members.count, cleaned,
		      cleaned_bytes);
	vec_release(&members);
	strbuf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_member_of_every_record),
	};

	hash_init();
	json_init();
	clock_init();
	setlocale(LC_CTYPE, "C.UTF-8");
	test_on_failure(failed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
