/*
 * fuzz_filter.c - a query either compiles or says where it is wrong; its negation matches exactly
 * the other messages, and what it says of their age is true.
 *
 * Words for libFuzzer: -dict=tests/fuzz/filter.dict
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/strbuf.h"
#include "model/filter.h"

#define NOW INT64_C(1795000000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct text text_of(const char *literal)
{
	return (struct text){ .data = literal, .length = strlen(literal) };
}

static struct store *make_store(void)
{
	static const char *const bodies[] = {
		"Your code is 491 022",
		"Stra\u00dfe \u212a 30003 (415)",
		"\xff\xed\xa0\x80 or",
		"\u3054\u4e88\u7d04",
		"",
	};
	static const char *const addresses[] = { "+14155552671", "whatsapp:+447700900123",
						 "72975" };
	struct store *store = store_new();

	for (size_t i = 0; i < 24; i++) {
		struct message message = {
			.sid = { .kind = i % 5 == 0 ? SID_MM : SID_SM, .bytes[3] = (uint8_t)i },
			.from = text_of(addresses[i % 3]),
			.to = text_of(addresses[i / 3 % 3]),
			.body = text_of(bodies[i % 5]),
			.date_created = NOW - (int64_t)i * 50000,
			.date_sent = i % 7 == 0 ? DATE_NONE : NOW - (int64_t)i * 50000 + 2,
			.date_updated = NOW,
			.error_code = i % 4 == 0 ? 30003 : 0,
			.num_segments = (uint16_t)(i % 3),
			.num_media = i % 6 == 0,
			.status = (uint8_t)(i % STATUS_COUNT),
			.direction = (uint8_t)(i % DIRECTION_COUNT),
			.has_price = i % 2 == 0,
			.price = { .units = -(int64_t)i, .scale = 3 },
		};
		if (i % 4 == 1)
			message.service = (struct sid){ .kind = SID_MG, .bytes[0] = 0x9f };
		store_put(store, &message, NULL);
	}
	return store;
}

static void check_fault(const struct error *err, const struct filter_place *place, size_t size)
{
	if (err->kind != ERROR_USAGE || err->text == NULL || err->text[0] == '\0' ||
	    place->offset > size || place->length > size - place->offset)
		abort();
}

static void name_service(void *context, const struct sid *service, struct strbuf *out)
{
	(void)context;
	strbuf_addf(out, "Alerts %02x", (unsigned)service->bytes[0]);
}

static const struct filter_setting setting = {
	.language = &filter_messages,
	.now = NOW,
	.zone = WHEN_UTC,
	.service_name = name_service,
};

/* A list whose fields are of every kind that lists have; a record is its number. */
static void read_record(const void *list, const void *record, int id, struct filter_datum *datum)
{
	unsigned number = *(const unsigned *)record;

	(void)list;
	if (number)
		strbuf_addf(&datum->text, "word %d \xff or two", id);
	datum->number = number ? (int64_t)number : FILTER_ABSENT;
	datum->sid.kind = number ? SID_MG : SID_NONE;
}

static const char *const states[] = { "failed", "word", NULL };
static const struct filter_field fields[] = {
	{ .name = "text", .kind = FILTER_TEXT, .id = 0 },
	{ .name = "from", .kind = FILTER_ADDRESS, .id = 1 },
	{ .name = "status", .kind = FILTER_WORD, .id = 2 },
	{ .name = "error", .kind = FILTER_NUMBER, .id = 3 },
	{ .name = "date", .kind = FILTER_TIME, .id = 4 },
	{ .name = "since", .kind = FILTER_SINCE, .id = 5 },
	{ .name = "sid", .kind = FILTER_SID, .id = 6 },
	{ .name = "service", .kind = FILTER_SERVICE, .id = 7 },
	{ .name = "country", .kind = FILTER_COUNTRY, .id = 8 },
	{ .name = "is", .kind = FILTER_WORD, .values = states, .id = 9 },
};
static const struct filter_language list = { fields, 10, read_record };

static void check_record(const char *text, size_t size, const struct strbuf *negated)
{
	const struct filter_setting of_list = { .language = &list, .now = NOW, .zone = WHEN_UTC };
	struct filter_place place = { .offset = SIZE_MAX };
	struct error err = ERROR_INIT;
	struct filter *filter = filter_compile_for(&of_list, text, size, &place, &err);
	struct filter *opposite =
		filter_compile_for(&of_list, negated->data, negated->length, NULL, NULL);

	if (filter == NULL)
		check_fault(&err, &place, size);
	for (unsigned record = 0; filter != NULL && record < 2; record++)
		if (opposite != NULL && filter_match_record(filter, NULL, &record) ==
						filter_match_record(opposite, NULL, &record))
			abort();
	filter_free(opposite);
	filter_free(filter);
	error_release(&err);
}

static void check_matches(struct filter *filter, struct filter *opposite, const struct store *store)
{
	int64_t since = filter_since(filter);

	for (size_t rank = 0; rank < store_count(store); rank++) {
		uint32_t row = store_at(store, rank);
		bool matches = filter_match(filter, store, row);

		if (matches != filter_match(filter, store, row))
			abort();
		if (opposite != NULL && filter_match(opposite, store, row) == matches)
			abort();
		if (matches && since != DATE_NONE && store_time(store, row) < since)
			abort();
		if (!matches && filter_is_empty(filter))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct store *store;
	struct strbuf negated = STRBUF_INIT(STRBUF_LINE);
	struct filter_place place = { .offset = SIZE_MAX };
	struct error err = ERROR_INIT;
	struct filter *filter;
	struct filter *opposite;

	if (store == NULL) {
		hash_init_fixed(1, 2);
		store = make_store();
	}
	/* May be too deep or too long now, but then it is only not compared. */
	strbuf_addstr(&negated, "not (");
	strbuf_add(&negated, data, size);
	strbuf_addstr(&negated, " )");
	check_record((const char *)data, size, &negated);
	filter = filter_compile_for(&setting, (const char *)data, size, &place, &err);
	if (filter == NULL) {
		check_fault(&err, &place, size);
		error_release(&err);
		strbuf_release(&negated);
		return 0;
	}
	opposite = filter_compile_for(&setting, negated.data, negated.length, NULL, NULL);
	check_matches(filter, opposite, store);
	filter_free(opposite);
	filter_free(filter);
	strbuf_release(&negated);
	return 0;
}
