#include "sample.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/filter.h"

/* 2026-11-18 11:06:40 UTC, a Wednesday. */
#define NOW SAMPLE_NOW

static struct store *store;

struct wanted {
	const char *query;
	const char *rows; /* letters of those that match */
};

/* a: a code, delivered a minute ago to +1 415. b: failed to GB 3 hours ago. c: inbound, German, a
 * day ago. d: WhatsApp with a picture, 10 days ago. e: scheduled, no text. f: Japanese, inbound, 60
 * days. */
static void fill(void)
{
	struct message a = sample_message(0xa, 60);
	struct message b = sample_message(0xb, 3 * 3600);
	struct message c = sample_message(0xc, 86400);
	struct message d = sample_message(0xd, 10 * 86400);
	struct message e = sample_message(0xe, 5);
	struct message f = sample_message(0xf, 60 * 86400);

	a.has_price = true;
	a.price = (struct decimal){ .units = -790, .scale = 5 };
	b.to = TEXT("+447700900123");
	b.body = TEXT("Appointment: failed to confirm, call (415) 30003");
	b.status = STATUS_FAILED;
	b.error_code = 30005;
	b.num_segments = 3;
	c.direction = DIRECTION_INBOUND;
	c.status = STATUS_RECEIVED;
	c.from = TEXT("+4915112345678");
	c.to = TEXT("+15125550100");
	c.body =
		TEXT("STRASSE oder Stra\u00dfe? GR\u00dcSSE \u212aelvin 12:30 https://x.example/a");
	d.from = TEXT("whatsapp:+15125550100");
	d.to = TEXT("whatsapp:+5511987654321");
	d.body = TEXT("Pedido 1182 saiu");
	d.status = STATUS_READ;
	d.num_media = 2;
	d.has_price = true;
	d.price = (struct decimal){ .units = -6, .scale = 2 };
	d.service = sample_sid(0x9f2c);
	d.service.kind = SID_MG;
	e.status = STATUS_SCHEDULED;
	e.date_sent = DATE_NONE;
	e.body = TEXT("");
	e.direction = DIRECTION_OUTBOUND_REPLY;
	e.to = TEXT("72975");
	f.direction = DIRECTION_INBOUND;
	f.status = STATUS_RECEIVED;
	f.from = TEXT("+819012345678");
	f.body = TEXT("\u3054\u4e88\u7d04\u3092\u627f\u308a\u307e\u3057\u305f");
	for (struct message *const *at = (struct message *[]){ &a, &b, &c, &d, &e, &f, NULL };
	     *at != NULL; at++)
		assert_int_equal(store_put(store, *at, NULL), STORE_ADDED);
}

static int set_up(void **state)
{
	(void)state;
	hash_init_fixed(1, 2);
	store = store_new();
	fill();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_free(store);
	return 0;
}

static void expect_matches(struct filter *filter, const char *query, const char *rows)
{
	char found[8] = "";
	size_t count = 0;

	for (uint64_t name = 0xa; name <= 0xf; name++) {
		struct sid sid = sample_sid(name);

		struct message message;
		uint32_t row = store_find(store, &sid);
		bool matches = filter_match(filter, store, row);

		/* A message on its own is judged as it is in the store. */
		store_get(store, row, &message);
		assert_int_equal(filter_match_message(filter, &message), matches);
		if (matches)
			found[count++] = (char)('a' + (int)(name - 0xa));
	}
	if (strcmp(found, rows) != 0)
		print_error("query: %s\n", query);
	assert_string_equal(found, rows);
}

static void expect_rows(const char *query, const char *rows)
{
	struct error err = ERROR_INIT;
	struct filter_place place;
	struct filter *filter = filter_compile(query, strlen(query), NOW, WHEN_UTC, &place, &err);

	if (filter == NULL)
		print_error("%s: %s\n", query, error_text(&err));
	assert_non_null(filter);
	expect_matches(filter, query, rows);
	filter_free(filter);
	error_release(&err);
}

static void expect_all(const struct wanted *wanted, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_rows(wanted[i].query, wanted[i].rows);
}

#define EXPECT_ALL(table) expect_all(table, sizeof(table) / sizeof((table)[0]))

static void test_words(void **state)
{
	static const struct wanted wanted[] = {
		{ "", "abcdef" },
		{ "  \t ", "abcdef" },
		{ "code", "a" },
		{ "CODE", "a" },
		{ "\"Your code\"", "a" },
		{ "\"code your\"", "" },
		{ "your 491", "a" },
		{ "stra\u00dfe", "c" },
		{ "strasse", "c" },
		{ "gr\u00fcsse", "c" },
		{ "kelvin", "c" },
		{ "\u4e88\u7d04", "f" },
		{ "pedido", "d" },
		{ "failed", "b" }, /* text and status */
		{ "received", "cf" },
		{ "30005", "b" }, /* error code */
		{ "30003", "b" }, /* in its text */
		{ "12:30", "c" },
		{ "https://x.example/a", "c" },
		{ "Appointment:", "b" },
		{ "\"(415)\"", "abf" }, /* digits typed as people do: in the address, in the text */
		{ "\"+44 7700 900 123\"", "b" },
		{ "0044-7700", "b" },
		{ "whatsapp", "d" },
		{ "whatsapp:+5511987654321", "d" },
		{ "WhatsApp:+55 11", "d" },
		{ "SM0000000000000000000000000000000b", "b" },
		{ "sm0000000000000000000000000000000B", "b" },
		{ "\"a \\\" b\"", "" },
	};

	(void)state;
	EXPECT_ALL(wanted);
}

static void test_operators(void **state)
{
	static const struct wanted wanted[] = {
		{ "code or pedido", "ad" },
		{ "code | pedido | strasse", "acd" },
		{ "code and pedido", "" },
		{ "is:in or is:failed and 30005", "bcf" },
		{ "(is:in or is:failed) and 30005", "b" },
		{ "-is:in", "abde" },
		{ "!is:in -is:failed", "ade" },
		{ "not (is:in or is:failed)", "ade" },
		{ "not not is:in", "cf" },
		{ "--is:in", "cf" },
		{ "-(is:in) code", "a" },
		{ "((((code))))", "a" },
		{ "(code)", "a" },
		{ "call code(s)", "" },
		{ "(-is:in with:+1(415))", "a" },
		{ "\"or\" -code", "" },
		{ "Oder", "c" },
	};

	(void)state;
	EXPECT_ALL(wanted);
}

static void test_fields(void **state)
{
	static const struct wanted wanted[] = {
		{ "text:code", "a" },
		{ "body:whatsapp", "" },
		{ "from:+1512", "abde" },
		{ "to:+1512", "c" },
		{ "with:+49", "c" },
		{ "with:+1512", "" },
		{ "contact:\"+49 (151) 123\"", "c" },
		{ "with:whatsapp:+55", "d" },
		{ "with:+49,+81", "cf" },
		{ "sender:+1512", "abcde" },
		{ "own:+49", "" },
		{ "sender:whatsapp", "d" },
		{ "to:72975", "e" },
		{ "status:failed", "b" },
		{ "status:failed,read", "bd" },
		{ "STATUS:Deliv", "a" },
		{ "status!=failed", "acdef" },
		{ "status=scheduled", "e" },
		{ "direction:in", "cf" },
		{ "dir:out", "abde" },
		{ "dir:outbound-reply", "e" },
		{ "error:30005", "b" },
		{ "error:30000..30010", "b" },
		{ "error:..30010", "abcdef" },
		{ "error:yes", "b" },
		{ "error:none", "acdef" },
		{ "error>30005", "" },
		{ "error:>=30005", "b" },
		{ "code:1,30005", "b" },
		{ "media:yes", "d" },
		{ "media:2", "d" },
		{ "media<1", "abcef" },
		{ "segments>2", "b" },
		{ "segments:<=2", "acdef" },
		{ "price>=0.0079", "ad" },
		{ "price>0.0079", "d" },
		{ "cost<0.05", "a" },
		{ "price=0.060", "d" },
		{ "price:no", "bcef" },
		{ "price:yes", "ad" },
		{ "service:none", "abcef" },
		{ "service:MG", "d" },
		{ "sid:sm00", "abcdef" },
		{ "sid:MM", "" },
		{ "country:GB", "b" },
		{ "country:de,jp", "cf" },
		{ "country:br", "d" },
		{ "country:us", "a" },
		{ "country:us-ca", "a" },
		{ "country:US-TX,GB", "b" },
		{ "is:waiting", "e" },
		{ "is:final", "abcdf" },
		{ "is:media", "d" },
		{ "is:empty", "e" },
		{ "is:delivered", "a" },
		{ "is:outbound", "abde" },
		{ "is:unread", "" },
		{ "is:new", "" },
	};

	(void)state;
	EXPECT_ALL(wanted);
}

static void test_times(void **state)
{
	static const struct wanted wanted[] = {
		{ "since:2h", "ae" },
		{ "since:24h", "abce" },
		{ "since:23h", "abe" },
		{ "since:1w", "abce" },
		{ "until:1w", "df" },
		{ "since:today", "abe" },
		{ "date:today", "abe" },
		{ "date:yesterday", "c" },
		{ "date:tue", "c" },
		{ "on:Wednesday", "abe" },
		{ "until:yesterday", "cdf" },
		{ "date:2h", "ae" },
		{ "date:2026-11-17", "c" },
		{ "date:2026-11", "abcde" },
		{ "date:2026-09", "f" },
		{ "date<2026-11", "f" },
		{ "date<=2026-11-08", "df" },
		{ "date>2026-11-17", "abe" },
		{ "date>=2026-11-17", "abce" },
		{ "date:2026-11-08..2026-11-17", "cd" },
		{ "date:2026-11-08..yesterday", "cd" },
		{ "since:2026-11-18T11:05", "ae" },
		{ "since:2026-11-18T11:05:41", "e" },
		{ "since:2026-11-18T12:05:41+01:00", "e" },
		{ "until:2026-11-18T11:05", "abcdf" },
		{ "since:now", "" },
		{ "until:yesterday 12:00", "cdf" },
		{ "until:yesterday 11:00", "df" },
		{ "since:\"yesterday 11:00\" until:yesterday 12:00", "c" },
		{ "since:todayT11:05", "ae" },
		{ "since:wed 11:05:41 dir:out", "e" },
		{ "since:2026-11-18 11:05", "ae" },
		{ "date:\"yesterday 11:00..yesterday 11:30\"", "c" },
		{ "since:2026-11 12:30", "c" },
		{ "since:7d 12:30", "c" },
		{ "after:3d before:1h", "bc" },
	};

	(void)state;
	EXPECT_ALL(wanted);
}

static void test_faults_say_where(void **state)
{
	static const struct {
		const char *query;
		size_t offset;
		size_t length;
		const char *part;
	} wanted[] = {
		{ "code (pedido", 5, 1, "no closing parenthesis" },
		{ "code \"pedido", 5, 7, "is not closed" },
		{ "a \"\"", 2, 2, "nothing between the quotes" },
		{ "status:lost", 7, 4, "“lost” is not a status" },
		{ "status:r", 7, 1, "start of several" },
		{ "status:failed,lost", 14, 4, "is not a status" },
		{ "status: failed", 0, 7, "needs a value" },
		{ "status<failed", 7, 6, "can't be compared" },
		{ "colour:red", 0, 6, "no field “colour”" },
		{ "x or", 4, 0, "something is missing" },
		{ "or x", 0, 2, "on both sides" },
		{ "a and or b", 6, 2, "on both sides" },
		{ "error:many", 6, 4, "is not a number" },
		{ "price:cheap", 6, 5, "is not an amount" },
		{ "since:5", 6, 1, "is not a time" },
		{ "since:2026-02-30", 6, 10, "is not a time" },
		{ "since:2026-02-28T25:00", 6, 16, "is not a time" },
		{ "since:\"3 moons\"", 6, 9, "is not a time" },
		{ "since:\"yesterday 25:00\"", 6, 17, "is not a time" },
		{ "since:yesterdayT18", 6, 12, "is not a time" },
		{ "service:alerts", 8, 6, "names of services are known on the screen alone" },
		{ "sid:hello", 4, 5, "is not a SID" },
		{ "country:Germany", 8, 7, "two letters" },
		{ "country:USACA", 8, 5, "US-TX" },
		{ "is:red", 3, 3, "is not a state" },
		{ "()", 1, 0, "something is missing" },
		{ "code )", 5, 1, "closes nothing" },
		{ "(code))", 6, 1, "closes nothing" },
		{ "a or) b", 4, 0, "something is missing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct error err = ERROR_INIT;
		struct filter_place place = { .offset = 999 };

		assert_null(filter_compile(wanted[i].query, strlen(wanted[i].query), NOW, WHEN_UTC,
					   &place, &err));
		if (strstr(error_text(&err), wanted[i].part) == NULL ||
		    place.offset != wanted[i].offset || place.length != wanted[i].length)
			print_error("%s: %zu+%zu %s\n", wanted[i].query, place.offset, place.length,
				    error_text(&err));
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_non_null(strstr(error_text(&err), wanted[i].part));
		assert_int_equal(place.offset, wanted[i].offset);
		assert_int_equal(place.length, wanted[i].length);
		error_release(&err);
	}
}

static void expect_refused(const char *query, size_t length, const char *part)
{
	struct error err = ERROR_INIT;

	assert_null(filter_compile(query, length, NOW, WHEN_UTC, NULL, &err));
	assert_non_null(strstr(error_text(&err), part));
	error_release(&err);
}

static void test_limits(void **state)
{
	char query[FILTER_TEXT_MAX + 2];

	(void)state;
	memset(query, '(', sizeof(query));
	expect_refused(query, FILTER_DEPTH_MAX + 1, "too many inside one another");
	expect_refused(query, FILTER_TEXT_MAX + 1, "too long");
	memset(query, '-', sizeof(query));
	expect_refused(query, FILTER_TEXT_MAX, "too many inside one another");
	memset(query, 'x', sizeof(query));
	expect_refused(query, FILTER_WORD_MAX + 1, "too long");
	for (size_t i = 0; i < sizeof(query); i += 2)
		query[i] = ' ';
	expect_refused(query, FILTER_TEXT_MAX, "too many parts");
}

static void test_addresses_that_are_named(void **state)
{
	static const struct {
		const char *query, *from, *to, *with;
	} cases[] = {
		{ "to:+14155550100", NULL, "+14155550100", NULL },
		{ "code from:+14155550100 to:+15125550100 since:7d", "+14155550100", "+15125550100",
		  NULL },
		{ "with:'+1 415 555 0100'", NULL, NULL, NULL },
		{ "with:\"+1 415 555 0100\" -status:failed", NULL, NULL, "+14155550100" },
		{ "with:whatsapp:+14155550100", NULL, NULL, "whatsapp:+14155550100" },
		/* The start of one, one of several, none of them, or no number. */
		{ "with:+1415", NULL, NULL, NULL },
		{ "with:+14155550100 or with:+14155550101", NULL, NULL, NULL },
		{ "-with:+14155550100", NULL, NULL, NULL },
		{ "from:Acme", NULL, NULL, NULL },
		{ "+14155550100", NULL, NULL, NULL },
		{ "", NULL, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter *filter = filter_compile(cases[i].query, strlen(cases[i].query),
						       SAMPLE_NOW, WHEN_UTC, NULL, NULL);
		const char *wanted[] = { cases[i].from, cases[i].to, cases[i].with };
		struct filter_addresses found;
		bool any = filter_addresses(filter, &found);
		const struct text got[] = { found.from, found.to, found.with };

		assert_int_equal(any, wanted[0] || wanted[1] || wanted[2]);
		for (size_t k = 0; k < 3; k++) {
			assert_int_equal(!got[k].data, !wanted[k]);
			if (wanted[k]) {
				assert_int_equal(got[k].length, strlen(wanted[k]));
				assert_memory_equal(got[k].data, wanted[k], got[k].length);
			}
		}
		filter_free(filter);
	}
}

static void test_since_bounds_the_scan(void **state)
{
	static const struct {
		const char *query;
		int64_t age; /* -1: none */
	} wanted[] = {
		{ "", -1 },
		{ "code", -1 },
		{ "since:2h", 7200 },
		{ "code since:2h is:failed", 7200 },
		{ "since:2h since:1h", 3600 },
		{ "since:2h or since:1h", 7200 },
		{ "since:2h or code", -1 },
		{ "-since:2h", -1 },
		{ "until:2h", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct filter *filter = filter_compile(wanted[i].query, strlen(wanted[i].query),
						       NOW, WHEN_UTC, NULL, NULL);

		assert_non_null(filter);
		assert_true(filter_since(filter) ==
			    (wanted[i].age < 0 ? DATE_NONE : NOW - wanted[i].age));
		assert_int_equal(filter_is_empty(filter), wanted[i].query[0] == '\0');
		filter_free(filter);
	}
}

static void test_until_bounds_what_is_asked_for(void **state)
{
	static const struct {
		const char *query;
		int64_t age; /* -1: none */
	} wanted[] = {
		{ "", -1 },
		{ "since:2h", -1 },
		{ "until:2h", 7200 },
		{ "code until:2h since:5h", 7200 },
		{ "until:2h until:1h", 7200 },
		{ "until:2h or until:1h", 3600 },
		{ "until:2h or code", -1 },
		{ "-until:2h", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct filter *filter = filter_compile(wanted[i].query, strlen(wanted[i].query),
						       NOW, WHEN_UTC, NULL, NULL);

		assert_non_null(filter);
		assert_true(filter_until(filter) ==
			    (wanted[i].age < 0 ? INT64_MAX : NOW - wanted[i].age));
		filter_free(filter);
	}
}

/* -- names of services ------------------------------------------------------------------------- */

static void name_service(void *context, const struct sid *service, struct strbuf *out)
{
	++*(unsigned *)context;
	assert_int_equal(service->kind, SID_MG);
	strbuf_addstr(out, "Pedidos do Brasil");
}

static unsigned asked;
static const struct filter_setting named = {
	.language = &filter_messages,
	.now = NOW,
	.zone = WHEN_UTC,
	.service_name = name_service,
	.context = &asked,
};

static void test_services_have_names(void **state)
{
	static const struct wanted wanted[] = {
		{ "service:brasil", "d" },
		{ "service:\"DO BR\"", "d" },
		{ "service:none,pedidos", "abcdef" },
		{ "-service:pedidos", "abcef" },
		{ "service:fernhill", "" },
		{ "service:mg", "d" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct filter *filter = filter_compile_for(&named, wanted[i].query,
							   strlen(wanted[i].query), NULL, NULL);

		assert_non_null(filter);
		assert_int_equal(filter_names_services(filter),
				 strcmp(wanted[i].query, "service:mg") != 0);
		expect_matches(filter, wanted[i].query, wanted[i].rows);
		filter_free(filter);
	}
	assert_true(asked > 0);
}

/* -- a list's own language --------------------------------------------------------------------- */

struct pet {
	const char *text, *kind, *country;
	int64_t legs, born;
	struct sid sid;
};

enum { PET_TEXT, PET_KIND, PET_LAND, PET_LEGS, PET_BORN, PET_SID, PET_IS, PET_AT, PET_COST };

static void read_pet(const void *list, const void *record, int id, struct filter_datum *datum)
{
	const struct pet *pet = record;

	assert_ptr_equal(list, &asked);
	assert_int_equal(datum->text.length, 0);
	if (id == PET_TEXT || id == PET_AT)
		strbuf_addstr(&datum->text, pet->text);
	else if (id == PET_KIND)
		strbuf_addstr(&datum->text, pet->kind);
	else if (id == PET_LAND)
		strbuf_addstr(&datum->text, pet->country);
	else if (id == PET_IS)
		strbuf_addstr(&datum->text, pet->legs > 2 ? " loud tame" : " loudest");
	datum->number = id == PET_LEGS ? pet->legs : pet->born;
	datum->sid = pet->sid;
	datum->has_money = id == PET_COST && pet->legs > 2;
	datum->money = (struct decimal){ .units = 125, .scale = 2 };
}

static const char *const pet_states[] = { "loud", "loudest", "tame", NULL };

static const struct filter_field pet_fields[] = {
	{ .name = "text", .kind = FILTER_TEXT, .id = PET_TEXT },
	{ .name = "kind", .kind = FILTER_WORD, .id = PET_KIND },
	{ .name = "country", .kind = FILTER_COUNTRY, .id = PET_LAND },
	{ .name = "legs", .kind = FILTER_NUMBER, .id = PET_LEGS },
	{ .name = "born", .kind = FILTER_TIME, .id = PET_BORN },
	{ .name = "since", .kind = FILTER_SINCE, .id = PET_BORN },
	{ .name = "until", .kind = FILTER_UNTIL, .id = PET_BORN },
	{ .name = "sid", .kind = FILTER_SID, .id = PET_SID },
	{ .name = "service", .kind = FILTER_SERVICE, .id = PET_AT },
	{ .name = "is", .kind = FILTER_WORD, .values = pet_states, .id = PET_IS },
	{ .name = "cost", .kind = FILTER_MONEY, .id = PET_COST },
};

static const struct filter_language pets = { pet_fields, 11, read_pet };
static const struct filter_setting of_pets = { .language = &pets, .now = NOW, .zone = WHEN_UTC };

static void test_a_list_has_its_own_fields(void **state)
{
	static const struct wanted wanted[] = {
		{ "", "ab" },
		{ "rex", "a" },
		{ "REX old", "a" },
		{ "rex or polly", "ab" },
		{ "-rex", "b" },
		{ "\"old dog\"", "a" },
		{ "\"+1 (415) 555\"", "b" },
		{ "failed", "" },
		{ "kind:dog", "a" },
		{ "kind:par", "b" },
		{ "kind:arrot", "" },
		{ "country:gb", "a" },
		{ "country!=gb", "b" },
		{ "legs>2", "a" },
		{ "legs:2,4", "ab" },
		{ "legs:..3", "b" },
		{ "born:yesterday", "a" },
		{ "born>2020-01", "a" },
		{ "born:2d", "a" },
		{ "since:yesterday 11:00", "a" },
		{ "until:now", "a" },
		{ "sid:PN", "a" },
		{ "service:none", "b" },
		{ "service:rex", "a" },
		{ "is:loud", "a" },
		{ "is:loudest", "b" },
		{ "is:t", "a" },
		{ "cost:1.25", "a" },
		{ "cost>1.2 cost<=1.25", "a" },
		{ "cost<1", "" },
		{ "cost:yes", "a" },
		{ "cost:no", "b" },
	};
	const struct pet all[] = {
		{ "Rex the old dog", "dog", "GB", 4, NOW - 86400, { .kind = SID_PN } },
		{ "Polly +14155550100", "parrot", "", 2, FILTER_ABSENT, { .kind = SID_NONE } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const char *query = wanted[i].query;
		struct error err = ERROR_INIT;
		struct filter *filter =
			filter_compile_for(&of_pets, query, strlen(query), NULL, &err);
		char found[3] = "";

		if (filter == NULL)
			print_error("%s: %s\n", query, error_text(&err));
		assert_non_null(filter);
		for (size_t k = 0; k < 2; k++)
			if (filter_match_record(filter, &asked, &all[k]))
				found[strlen(found)] = (char)('a' + k);
		if (strcmp(found, wanted[i].rows) != 0)
			print_error("query: %s\n", query);
		assert_string_equal(found, wanted[i].rows);
		filter_free(filter);
	}
}

static void test_a_fault_is_pointed_at(void **state)
{
	static const char *const wanted[][2] = {
		{ "from:+1 colr:red", "\n  from:+1 colr:red\n          ^~~~" },
		{ "\xc3\xa4\xe6\x97\xa5 is:red", "\n  \xc3\xa4\xe6\x97\xa5 is:red\n         ^~~" },
		{ "(a", "\n  (a\n  ^" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const char *query = wanted[i][0];
		struct filter_place place;
		struct error err = ERROR_INIT;

		assert_null(filter_compile(query, strlen(query), NOW, WHEN_UTC, &place, &err));
		assert_false(filter_point_at(query, strlen(query), &place, &err));
		assert_non_null(strstr(error_text(&err), wanted[i][1]));
		error_release(&err);
	}
}

static void test_a_lists_words_have_faults(void **state)
{
	static const char *const wanted[][2] = {
		{ "is:red", "“red” is none of loud, loudest, tame" },
		{ "is:lou", "“lou” is the start of several of loud, loudest, tame" },
		{ "status:failed", "there is no field “status”" },
		{ "kind<dog", "can't be compared" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct error err = ERROR_INIT;

		assert_null(filter_compile_for(&of_pets, wanted[i][0], strlen(wanted[i][0]), NULL,
					       &err));
		if (strstr(error_text(&err), wanted[i][1]) == NULL)
			print_error("%s: %s\n", wanted[i][0], error_text(&err));
		assert_non_null(strstr(error_text(&err), wanted[i][1]));
		error_release(&err);
	}
}

static void test_examples_of_all_fields_compile(void **state)
{
	size_t count = filter_messages.count;
	const struct filter_field *fields = filter_messages.fields;

	(void)state;
	assert_true(count > 10);
	for (size_t i = 0; i < count; i++) {
		struct filter *filter = filter_compile_for(&named, fields[i].example,
							   strlen(fields[i].example), NULL, NULL);

		assert_non_null(filter);
		filter_free(filter);
		assert_ptr_equal(filter_field_find(&filter_messages, fields[i].name,
						   strlen(fields[i].name)),
				 &fields[i]);
		for (const char *const *value = fields[i].values; value != NULL && *value != NULL;
		     value++) {
			char query[64];

			snprintf(query, sizeof(query), "%s:%s", fields[i].name, *value);
			filter = filter_compile(query, strlen(query), NOW, WHEN_UTC, NULL, NULL);
			assert_non_null(filter);
			filter_free(filter);
		}
	}
}

/* One byte after another would do; the search takes eight at once. */
static bool plainly_contains(const char *body, size_t length, const char *needle)
{
	size_t size = strlen(needle);

	for (size_t at = 0; at + size <= length; at++) {
		size_t i = 0;

		while (i < size && tolower((unsigned char)body[at + i]) == needle[i])
			i++;
		if (i == size)
			return true;
	}
	return false;
}

/* Bytes beside the letters' ranges, in every place of a word, of texts of every length. */
static void test_bytes_are_folded_like_one_after_another(void **state)
{
	static const char bytes[] = "@AZ[`az{\x7f!0 NnE";
	static const char *const needles[] = { "n",  "z",  "[",   "{",     "@",  "`",
					       "ne", "en", "na[", "\177a", "nen" };
	uint32_t random = 1;

	(void)state;
	for (size_t round = 0; round < 3000; round++) {
		struct store *other = store_new();
		struct message message = sample_message(round, 0);
		char body[40];
		size_t length = round % sizeof(body);
		uint32_t row;

		for (size_t i = 0; i < length; i++) {
			random = random * 1664525 + 1013904223;
			body[i] = bytes[(random >> 16) % (sizeof(bytes) - 1)];
		}
		message.body = (struct text){ .data = body, .length = length };
		store_put(other, &message, &row);
		for (size_t i = 0; i < ARRAY_SIZE(needles); i++) {
			char query[32];

			snprintf(query, sizeof(query), "text:\"%s\"", needles[i]);
			struct filter *filter =
				filter_compile(query, strlen(query), NOW, WHEN_UTC, NULL, NULL);
			assert_int_equal(filter_match(filter, other, row),
					 plainly_contains(body, length, needles[i]));
			filter_free(filter);
		}
		store_free(other);
	}
}

static void test_long_texts_are_searched_whole(void **state)
{
	static char body[5000];
	struct store *other = store_new();
	struct filter *filter = filter_compile("needle", 6, NOW, WHEN_UTC, NULL, NULL);

	(void)state;
	memset(body, 'x', sizeof(body));
	for (size_t at = 0; at + 6 <= sizeof(body); at += 97) {
		struct message message = sample_message(at, 0);
		uint32_t row;

		memcpy(body + at, "NeedLe", 6);
		message.body = (struct text){ .data = body, .length = sizeof(body) };
		store_put(other, &message, &row);
		memset(body + at, 'x', 6);
		assert_true(filter_match(filter, other, row));
	}
	filter_free(filter);
	store_free(other);
}

static void test_filter_outlives_a_clear(void **state)
{
	struct store *other = store_new();
	struct filter *filter = filter_compile("with:+44", 8, NOW, WHEN_UTC, NULL, NULL);
	struct message british = sample_message(1, 0);
	struct message american = sample_message(2, 0);
	uint32_t row;

	(void)state;
	british.to = TEXT("+447700900123");
	store_put(other, &british, &row);
	assert_true(filter_match(filter, other, row));
	store_clear(other);
	store_put(other, &american, &row);
	assert_false(filter_match(filter, other, row));
	filter_free(filter);
	store_free(other);
}

static void test_a_time_on_its_own(void **state)
{
	static const struct {
		const char *text;
		int64_t first, last;
	} cases[] = {
		{ "now", NOW, NOW },
		{ "2h", NOW - 7200, NOW - 7200 },
		{ "2026-11-17", 1794873600, 1794959999 },
		{ "2026-11-17T17:30:00Z", 1794936600, 1794936600 },
	};
	struct error err = ERROR_INIT;
	int64_t first, last;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(filter_time(cases[i].text, strlen(cases[i].text), NOW, WHEN_UTC, &first,
					&last, NULL));
		assert_int_equal(first, cases[i].first);
		assert_int_equal(last, cases[i].last);
	}
	assert_false(filter_time("so\033on", 5, NOW, WHEN_UTC, &first, &last, &err));
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_null(strchr(err.text, '\033'));
	assert_non_null(strstr(err.text, "is not a time"));
	error_release(&err);
}

/* Whatever an address is, a query that is written for it finds it, and no other. */
static void test_what_is_written_is_read_as_it_was(void **state)
{
	static const char *const senders[] = { "+15125550123", "Say \"hi\"", "back\\slash",
					       "a) or (b",     "x,y",        "\\\"" };

	(void)state;
	for (size_t i = 0; i < sizeof(senders) / sizeof(*senders); i++) {
		struct strbuf query = STRBUF_INIT(STRBUF_LINE);
		struct filter *filter;

		filter_both_ways(&query, senders[i], strlen(senders[i]));
		filter = filter_compile(query.data, query.length, NOW, WHEN_UTC, NULL, NULL);
		assert_non_null(filter);
		for (size_t k = 0; k < sizeof(senders) / sizeof(*senders); k++) {
			struct message message = sample_message(1, 0);

			message.direction = DIRECTION_OUTBOUND_API;
			message.from = (struct text){ senders[k], strlen(senders[k]) };
			message.to = TEXT("+447700900999");
			assert_int_equal(filter_match_message(filter, &message), i == k);
			message.direction = DIRECTION_INBOUND;
			message.to = message.from;
			message.from = TEXT("+447700900999");
			assert_int_equal(filter_match_message(filter, &message), i == k);
		}
		filter_free(filter);
		strbuf_release(&query);
	}
}

static void test_outside_of_a_store_nothing_is_unread(void **state)
{
	struct filter *filter = filter_compile("is:unread", 9, NOW, WHEN_UTC, NULL, NULL);
	struct message message = sample_message(1, 0);

	(void)state;
	message.direction = DIRECTION_INBOUND;
	assert_false(filter_match_message(filter, &message));
	filter_free(filter);
}

/* What goes with each message: here a word. */
static void read_beside(const void *list, const void *record, int id, struct filter_datum *datum)
{
	assert_ptr_equal(list, &asked);
	assert_int_equal(id, 7);
	strbuf_addstr(&datum->text, record);
}

static const struct filter_field beside_fields[] = {
	{ .name = "type", .kind = FILTER_TEXT, .id = 7 },
};

static const struct filter_language beside = { beside_fields, 1, read_beside };

/* Its fields stand anywhere in the grammar. What is not known may match, and so does what lacks it. */
static void test_what_goes_with_a_message(void **state)
{
	static const struct filter_setting setting = {
		.language = &filter_messages,
		.beside = &beside,
		.now = NOW,
		.zone = WHEN_UTC,
	};
	static const struct {
		const char *query;
		bool image, sound, unknown;
	} cases[] = {
		{ "type:image", true, false, true },
		{ "TYPE:Image", true, false, true },
		{ "type:im", true, false, true },
		{ "(type:image)", true, false, true },
		{ "not type:image", false, true, true },
		{ "-type:image", false, true, true },
		{ "type!=image", false, true, true },
		{ "type:image,sound", true, true, true },
		{ "type:image or type:sound", true, true, true },
		{ "type:image type:sound", false, false, true },
		{ "type:image (status:failed or to:+447700900123)", true, false, true },
		{ "status:read type:image", false, false, false },
		{ "status:failed or type:image", true, true, true },
		{ "status:read or (type:sound -from:+44)", false, true, true },
	};
	struct sid sid = sample_sid(0xb);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *query = cases[i].query;
		struct filter *filter =
			filter_compile_for(&setting, query, strlen(query), NULL, NULL);
		uint32_t row = store_find(store, &sid);

		assert_non_null(filter);
		if (filter_match_beside(filter, store, row, &asked, "image") != cases[i].image ||
		    filter_match_beside(filter, store, row, &asked, "sound") != cases[i].sound ||
		    filter_match_beside(filter, store, row, &asked, NULL) != cases[i].unknown)
			fail_msg("query: %s", query);
		filter_free(filter);
	}
	assert_null(filter_compile("type:image", 10, NOW, WHEN_UTC, NULL, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_time_on_its_own),
		cmocka_unit_test(test_what_is_written_is_read_as_it_was),
		cmocka_unit_test(test_outside_of_a_store_nothing_is_unread),
		cmocka_unit_test(test_what_goes_with_a_message),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_operators),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_faults_say_where),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_addresses_that_are_named),
		cmocka_unit_test(test_services_have_names),
		cmocka_unit_test(test_a_list_has_its_own_fields),
		cmocka_unit_test(test_a_fault_is_pointed_at),
		cmocka_unit_test(test_a_lists_words_have_faults),
		cmocka_unit_test(test_since_bounds_the_scan),
		cmocka_unit_test(test_until_bounds_what_is_asked_for),
		cmocka_unit_test(test_examples_of_all_fields_compile),
		cmocka_unit_test(test_bytes_are_folded_like_one_after_another),
		cmocka_unit_test(test_long_texts_are_searched_whole),
		cmocka_unit_test(test_filter_outlives_a_clear),
	};

	return cmocka_run_group_tests_name("filter", tests, set_up, tear_down);
}
