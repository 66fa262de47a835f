/*
 * Every list of the API, page by page and one by one: what was asked for, exactly, and what came.
 */
#include "rig.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/medium.h"
#include "model/number.h"
#include "model/price.h"
#include "model/sender.h"
#include "model/service.h"
#include "support/sandbox.h"

#define PATH_MAX_BYTES 256

/* All results of one job. */
struct reading {
	struct VEC(struct result *) results;
	size_t from; /* requests in the sandbox's log before it */
};

static void read_job(struct rig *rig, struct job *job, struct reading *reading)
{
	bool last = false;

	*reading = (struct reading){ .from = 0 };
	sandbox_requests(rig->sandbox, &reading->from);
	fetch_submit(rig->fetch, job);
	while (!last) {
		struct result *result = fetch_receive(rig->fetch);
		struct pollfd fd = { .fd = fetch_wake_fd(rig->fetch), .events = POLLIN };

		if (!result && poll(&fd, 1, RIG_PATIENCE_MS) <= 0)
			fail_msg("no result came");
		if (!result)
			continue;
		last = result->last;
		vec_push(&reading->results, result);
	}
}

static void read_list(struct rig *rig, const struct list_id *id, struct reading *reading)
{
	struct job job = { .kind = JOB_READ, .priority = PRIORITY_NOW, .list = *id };

	read_job(rig, &job, reading);
}

static void reading_release(struct reading *reading)
{
	for (size_t i = 0; i < reading->results.count; i++)
		result_free(reading->results.items[i]);
	vec_release(&reading->results);
}

static const struct result *last_of(const struct reading *reading)
{
	return reading->results.items[reading->results.count - 1];
}

static void assert_well(const struct reading *reading)
{
	const struct result *last = last_of(reading);

	if (last->error.kind != ERROR_NONE)
		fail_msg("%s", error_text(&last->error));
	for (size_t i = 0; i < reading->results.count; i++) {
		assert_int_equal(reading->results.items[i]->bad_records, 0);
		assert_int_equal(reading->results.items[i]->bad_members, 0);
	}
}

static size_t count_records(const struct reading *reading)
{
	size_t count = 0;

	for (size_t i = 0; i < reading->results.count; i++)
		count += reading->results.items[i]->record_count;
	return count;
}

/* The nth record of all, whatever page it is on. */
static const void *record_at(const struct reading *reading, size_t nth)
{
	for (size_t i = 0; i < reading->results.count; i++) {
		const struct result *result = reading->results.items[i];

		if (nth < result->record_count)
			return (const char *)result->records +
			       nth * resource_info(result->list.resource)->size;
		nth -= result->record_count;
	}
	fail_msg("there is no such record");
	return NULL;
}

static struct sid identity_at(const struct reading *reading, size_t nth)
{
	struct sid sid;

	resource_info(last_of(reading)->list.resource)->identity(record_at(reading, nth), &sid);
	return sid;
}

/* The requests that the job made: how many, and the nth of them. */
static size_t requests_of(struct rig *rig, const struct reading *reading)
{
	size_t count;

	sandbox_requests(rig->sandbox, &count);
	return count - reading->from;
}

static const struct sandbox_request *request_at(struct rig *rig, const struct reading *reading,
						size_t nth)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(rig->sandbox, &count);

	assert_true(reading->from + nth < count);
	return &requests[reading->from + nth];
}

static bool is_text(struct text text, const char *wanted)
{
	return text.data && text.length == strlen(wanted) &&
	       memcmp(text.data, wanted, text.length) == 0;
}

/* The service of this name. */
static struct sid find_service(struct rig *rig, const char *name)
{
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	struct reading reading;
	struct sid found = { .kind = SID_NONE };

	read_list(rig, &id, &reading);
	assert_well(&reading);
	for (size_t i = 0; i < count_records(&reading); i++) {
		const struct service *service = record_at(&reading, i);

		if (is_text(service->friendly_name, name))
			found = service->sid;
	}
	reading_release(&reading);
	assert_int_equal(found.kind, SID_MG);
	return found;
}

/* A message that has media. */
static struct sid find_message_with_media(struct rig *rig)
{
	/* One chain of pages: no request of it is still on its way when it ends. */
	struct job job = { .kind = JOB_LIST, .since = DATE_NONE, .pages = 20 };
	struct reading reading;
	struct sid found = { .kind = SID_NONE };

	read_job(rig, &job, &reading);
	for (size_t i = 0; i < reading.results.count; i++) {
		const struct result *result = reading.results.items[i];

		for (size_t j = 0; j < result->message_count; j++)
			if (result->messages[j].num_media)
				found = result->messages[j].sid;
	}
	reading_release(&reading);
	assert_true(found.kind != SID_NONE);
	return found;
}

/* -- what is asked for --------------------------------------------------------------------------- */

/* Of the seeded account; paths have {AC}, {OF} and {SID} for SIDs. */
struct list_case {
	enum resource resource;
	const char *service; /* whose; NULL: the account's, or a message's */
	const char *word;
	const char *path;
	const char *one; /* of a single record; NULL: there is none */
	size_t count;    /* 0: at least one */
	bool pages;
};

#define AC "/2010-04-01/Accounts/{AC}"

static const struct list_case lists[] = {
	{ RESOURCE_SERVICES, NULL, NULL, "/v1/Services", "/v1/Services/{SID}", 10, true },
	{ RESOURCE_POOL_NUMBERS, "Reminders and orders", NULL, "/v1/Services/{OF}/PhoneNumbers",
	  "/v1/Services/{OF}/PhoneNumbers/{SID}", 7, true },
	{ RESOURCE_POOL_CODES, "Campaigns", NULL, "/v1/Services/{OF}/ShortCodes",
	  "/v1/Services/{OF}/ShortCodes/{SID}", 1, true },
	{ RESOURCE_POOL_ALPHAS, "Campaigns", NULL, "/v1/Services/{OF}/AlphaSenders",
	  "/v1/Services/{OF}/AlphaSenders/{SID}", 0, true },
	{ RESOURCE_POOL_CHANNELS, "WhatsApp and RCS", NULL, "/v1/Services/{OF}/ChannelSenders",
	  "/v1/Services/{OF}/ChannelSenders/{SID}", 2, true },
	{ RESOURCE_NUMBERS, NULL, NULL, AC "/IncomingPhoneNumbers.json", NULL, 60, true },
	{ RESOURCE_SHORT_CODES, NULL, NULL, AC "/SMS/ShortCodes.json",
	  AC "/SMS/ShortCodes/{SID}.json", 3, true },
	{ RESOURCE_CHANNEL_SENDERS, NULL, "whatsapp", "/v2/Channels/Senders", NULL, 4, true },
	{ RESOURCE_CHANNEL_SENDERS, NULL, "rcs", "/v2/Channels/Senders", NULL, 2, true },
	{ RESOURCE_MEDIA, NULL, NULL, AC "/Messages/{OF}/Media.json",
	  AC "/Messages/{OF}/Media/{SID}.json", 0, true },
	{ RESOURCE_COUNTRIES, NULL, NULL, "/v1/Messaging/Countries", NULL, 228, true },
	{ RESOURCE_PRICES, NULL, "GB", "/v1/Messaging/Countries/GB", NULL, 1, false },
	{ RESOURCE_ACCOUNTS, NULL, NULL, "/2010-04-01/Accounts.json", NULL, 4, true },
};

static void assert_path(struct rig *rig, const char *template, const struct sid *of,
			const struct sid *sid, const char *path)
{
	struct strbuf wanted = STRBUF_INIT(STRBUF_LINE);
	char text[SID_SIZE];

	for (const char *p = template; *p; p++) {
		if (strncmp(p, "{AC}", 4) == 0) {
			strbuf_addstr(&wanted, sandbox_value(rig->sandbox, "account_sid"));
			p += 3;
		} else if (strncmp(p, "{OF}", 4) == 0) {
			sid_format(of, text);
			strbuf_addstr(&wanted, text);
			p += 3;
		} else if (strncmp(p, "{SID}", 5) == 0) {
			sid_format(sid, text);
			strbuf_addstr(&wanted, text);
			p += 4;
		} else {
			strbuf_addch(&wanted, *p);
		}
	}
	assert_string_equal(path, wanted.data);
	strbuf_release(&wanted);
}

static void check_one(struct rig *rig, const struct list_case *c, const struct list_id *id,
		      const struct sid *sid)
{
	struct job job = { .kind = JOB_READ, .priority = PRIORITY_NOW, .list = *id, .sid = *sid };
	struct reading one;

	read_job(rig, &job, &one);
	assert_well(&one);
	assert_int_equal(count_records(&one), 1);
	struct sid got = identity_at(&one, 0);
	assert_true(sid_equal(&got, sid));
	assert_int_equal(requests_of(rig, &one), 1);
	const struct sandbox_request *request = request_at(rig, &one, 0);
	assert_string_equal(request->method, "GET");
	assert_path(rig, c->one, &id->of, sid, request->path);
	assert_int_equal(json_count(request->query), 0);
	reading_release(&one);

	/* One that is not there. */
	job.sid.bytes[3] ^= 0xff;
	job.sid.bytes[9] ^= 0xff;
	read_job(rig, &job, &one);
	assert_int_equal(last_of(&one)->error.kind, ERROR_API);
	assert_int_equal(last_of(&one)->error.http_status, 404);
	assert_int_equal(last_of(&one)->error.code, 20404);
	assert_true(sid_equal(&last_of(&one)->gone, &job.sid));
	assert_true(list_id_equal(&last_of(&one)->list, id));
	reading_release(&one);
}

static void check_list(struct rig *rig, const struct list_case *c)
{
	struct sid of = { .kind = SID_NONE };
	struct reading reading;

	print_message("# %s %s\n", resource_info(c->resource)->name, c->word ? c->word : "");
	if (c->service)
		of = find_service(rig, c->service);
	if (c->resource == RESOURCE_MEDIA)
		of = find_message_with_media(rig);
	struct list_id id = list_id(c->resource, &of, c->word);
	read_list(rig, &id, &reading);
	assert_well(&reading);
	assert_int_equal(reading.results.count, 1);
	assert_true(list_id_equal(&last_of(&reading)->list, &id));
	if (c->count)
		assert_int_equal(count_records(&reading), c->count);
	assert_true(count_records(&reading) > 0);
	assert_int_equal(requests_of(rig, &reading), 1);
	const struct sandbox_request *request = request_at(rig, &reading, 0);
	assert_string_equal(request->method, "GET");
	assert_path(rig, c->path, &of, NULL, request->path);
	assert_int_equal(json_count(request->query),
			 c->pages + (c->resource == RESOURCE_CHANNEL_SENDERS));
	if (c->pages)
		assert_string_equal(sandbox_argument(request->query, "PageSize"), "1000");
	if (c->resource == RESOURCE_CHANNEL_SENDERS)
		assert_string_equal(sandbox_argument(request->query, "Channel"), c->word);
	if (c->one) {
		struct sid first = identity_at(&reading, 0);
		check_one(rig, c, &id, &first);
	}
	reading_release(&reading);
}

static void test_each_list(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "600", "--contacts", "24");
	rig_connect(&rig);
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		check_list(&rig, &lists[i]);
	rig_close(&rig);
}

/* -- what comes ---------------------------------------------------------------------------------- */

static void test_records(void **state)
{
	(void)state;
	struct rig rig;
	struct reading reading;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	struct sid of = find_service(&rig, "Reminders and orders");
	struct list_id id = list_id(RESOURCE_POOL_NUMBERS, &of, NULL);
	read_list(&rig, &id, &reading);
	const struct sender *sender = record_at(&reading, 0);
	assert_true(is_text(sender->address, "+15125550100"));
	assert_true(is_text(sender->country, "US"));
	assert_true(sid_equal(&sender->service, &of));
	assert_true(sender->capabilities & CAPABLE_SMS);
	assert_true(sender->date_created != DATE_NONE);
	reading_release(&reading);

	id = list_id(RESOURCE_NUMBERS, NULL, NULL);
	read_list(&rig, &id, &reading);
	bool voice_only = false;
	for (size_t i = 0; i < count_records(&reading); i++) {
		const struct number *number = record_at(&reading, i);
		assert_true(number->phone_number.data && number->phone_number.data[0] == '+');
		voice_only |= number->capabilities == CAPABLE_VOICE;
	}
	assert_true(voice_only);
	reading_release(&reading);

	id = list_id(RESOURCE_CHANNEL_SENDERS, NULL, "rcs");
	read_list(&rig, &id, &reading);
	sender = record_at(&reading, 0);
	assert_int_equal(sender->sid.kind, SID_XE);
	assert_true(is_text(sender->address, "rcs:fernhill_agent"));
	assert_true(is_text(sender->status, "ONLINE"));
	reading_release(&reading);

	id = list_id(RESOURCE_PRICES, NULL, "GB");
	read_list(&rig, &id, &reading);
	const struct country_prices *prices = record_at(&reading, 0);
	assert_true(is_text(prices->iso, "GB"));
	assert_int_equal(prices->outbound_count, 30);
	assert_int_equal(prices->inbound_count, 5);
	struct decimal low, high;
	assert_true(country_prices_range(prices, NULL, &low, &high));
	assert_true(decimal_compare(low, high) <= 0);
	reading_release(&reading);
	rig_close(&rig);
}

/* -- pages --------------------------------------------------------------------------------------- */

/* Pages of seven, whatever was asked for: everything comes, in the same order, and each request after
 * the first is the link of the page before. */
static void check_pages(struct rig *rig, enum resource resource, const struct sid *of)
{
	struct list_id id = list_id(resource, of, NULL);
	struct reading whole, paged;

	print_message("# %s\n", resource_info(resource)->name);
	read_list(rig, &id, &whole);
	assert_well(&whole);
	rig_fault(rig, "short-pages=7,method=GET,times=1000");
	read_list(rig, &id, &paged);
	assert_well(&paged);
	size_t count = count_records(&whole), pages = (count + 6) / 7;
	assert_int_equal(count_records(&paged), count);
	assert_int_equal(paged.results.count, pages);
	assert_int_equal(requests_of(rig, &paged), pages);
	for (size_t i = 0; i < count; i++) {
		struct sid a = identity_at(&whole, i), b = identity_at(&paged, i);
		assert_true(sid_equal(&a, &b));
	}
	for (size_t i = 0; i < pages; i++) {
		const struct sandbox_request *request = request_at(rig, &paged, i);
		assert_int_equal(sandbox_argument(request->query, "PageToken") != NULL, i > 0);
		assert_true(request->credentials);
	}
	reading_release(&whole);
	reading_release(&paged);
}

static void test_pages(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20", "--services", "40");
	rig_connect(&rig);
	struct sid campaigns = find_service(&rig, "Campaigns");
	check_pages(&rig, RESOURCE_SERVICES, NULL);
	check_pages(&rig, RESOURCE_POOL_NUMBERS, &campaigns);
	check_pages(&rig, RESOURCE_NUMBERS, NULL);
	check_pages(&rig, RESOURCE_COUNTRIES, NULL);
	rig_close(&rig);
}

/* Twenty thousand numbers come in pages of a thousand. */
static void test_many(void **state)
{
	(void)state;
	struct rig rig;
	struct reading reading;
	struct list_id id = list_id(RESOURCE_NUMBERS, NULL, NULL);

	rig(&rig, "--messages", "20", "--numbers", "20000");
	rig_connect(&rig);
	read_list(&rig, &id, &reading);
	assert_well(&reading);
	assert_int_equal(count_records(&reading), 20000);
	assert_int_equal(reading.results.count, 20);
	reading_release(&reading);
	rig_close(&rig);
}

/* -- what goes wrong ----------------------------------------------------------------------------- */

static const struct {
	const char *rule;
	enum error_kind kind; /* ERROR_NONE: it works in the end */
	size_t requests;      /* 0: any */
} faults[] = {
	{ "status=429,times=2", ERROR_NONE, 3 },
	{ "status=500,times=1", ERROR_NONE, 2 },
	{ "html=502,times=2", ERROR_NONE, 3 },
	{ "truncate=300,times=1", ERROR_NONE, 2 },
	{ "cut=300,times=1", ERROR_NONE, 2 },
	{ "type=text/html,times=1", ERROR_NONE, 2 },
	{ "reset,times=1", ERROR_NONE, 0 },
	{ "status=500", ERROR_API, 3 },
	{ "status=404", ERROR_API, 1 },
	{ "status=401", ERROR_AUTH, 1 },
	{ "status=403", ERROR_AUTH, 1 },
	{ "truncate=300", ERROR_PROTOCOL, 3 },
	{ "type=text/html", ERROR_PROTOCOL, 3 },
	{ "redirect=https://elsewhere.example/", ERROR_API, 1 },
	{ "huge=3000000", ERROR_LIMIT, 1 },
};

static void check_fault(struct rig *rig, size_t i, const struct list_id *id, size_t count)
{
	struct reading reading;

	print_message("# %s: %s\n", resource_info(id->resource)->name, faults[i].rule);
	rig_fault(rig, faults[i].rule);
	read_list(rig, id, &reading);
	if (last_of(&reading)->error.kind != faults[i].kind)
		fail_msg("%d, %s", last_of(&reading)->error.kind,
			 error_text(&last_of(&reading)->error));
	assert_int_equal(count_records(&reading), faults[i].kind == ERROR_NONE ? count : 0);
	if (faults[i].requests)
		assert_int_equal(requests_of(rig, &reading), faults[i].requests);
	reading_release(&reading);
}

static void test_faults(void **state)
{
	(void)state;
	const struct {
		struct list_id id;
		size_t count;
	} cases[] = {
		{ list_id(RESOURCE_SERVICES, NULL, NULL), 10 },
		{ list_id(RESOURCE_NUMBERS, NULL, NULL), 60 },
		{ list_id(RESOURCE_PRICES, NULL, "GB"), 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		for (size_t j = 0; j < ARRAY_SIZE(cases); j++) {
			struct rig rig;

			rig(&rig, "--messages", "20");
			rig.settings.tries = 3;
			rig.settings.answer_max = 2000000;
			rig_connect(&rig);
			check_fault(&rig, i, &cases[j].id, cases[j].count);
			rig_close(&rig);
		}
	}
}

/* Links that lead elsewhere, or round in circles: what came is given, and the error with it. */
static void test_links(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		enum error_kind kind;
		size_t requests;
	} cases[] = {
		{ "next-host", ERROR_REFUSED, 1 },
		{ "next-plain", ERROR_REFUSED, 1 },
		{ "next-loop", ERROR_PROTOCOL, 2 },
	};
	static const enum resource resources[] = { RESOURCE_SERVICES, RESOURCE_NUMBERS,
						   RESOURCE_COUNTRIES };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		for (size_t j = 0; j < ARRAY_SIZE(resources); j++) {
			struct list_id id = list_id(resources[j], NULL, NULL);
			struct reading reading;
			struct rig rig;

			rig(&rig, "--messages", "20");
			rig_connect(&rig);
			rig_fault(&rig, cases[i].rule);
			read_list(&rig, &id, &reading);
			assert_int_equal(last_of(&reading)->error.kind, cases[i].kind);
			assert_true(count_records(&reading) >= 10);
			assert_int_equal(requests_of(&rig, &reading), cases[i].requests);
			reading_release(&reading);
			rig_close(&rig);
		}
	}
}

/* Values of other kinds than documented are left out, and counted, wherever they stand. */
static void test_wrong_types(void **state)
{
	(void)state;
	struct rig rig;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	rig_fault(&rig, "types,times=1000");
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		struct list_id id = list_id(lists[i].resource, NULL, lists[i].word);
		struct reading reading;

		if (lists[i].service || lists[i].resource == RESOURCE_MEDIA ||
		    lists[i].resource == RESOURCE_PRICES)
			continue;
		read_list(&rig, &id, &reading);
		const struct result *last = last_of(&reading);
		assert_int_equal(last->error.kind, ERROR_NONE);
		assert_true(last->bad_members >= last->record_count + last->bad_records);
		if (lists[i].count)
			assert_int_equal(last->record_count + last->bad_records, lists[i].count);
		reading_release(&reading);
	}
	rig_close(&rig);
}

/* A resource that the key may not read fails alone. */
static void test_denied(void **state)
{
	(void)state;
	static const char *const readings[] = { "denied=401", "denied=403" };

	for (size_t i = 0; i < ARRAY_SIZE(readings); i++) {
		struct list_id denied = list_id(RESOURCE_SERVICES, NULL, NULL);
		struct list_id allowed = list_id(RESOURCE_NUMBERS, NULL, NULL);
		struct reading reading;
		struct rig rig;

		rig(&rig, "--messages", "20", "--deny", "services", "--assume", readings[i]);
		rig_connect(&rig);
		read_list(&rig, &denied, &reading);
		assert_int_equal(last_of(&reading)->error.kind, ERROR_AUTH);
		assert_int_equal(requests_of(&rig, &reading), 1);
		reading_release(&reading);
		read_list(&rig, &allowed, &reading);
		assert_well(&reading);
		reading_release(&reading);
		rig_close(&rig);
	}
}

/* With the credentials of the main account, another one is read by its path. */
static void test_other_account(void **state)
{
	(void)state;
	static const char clinic[] = "AC75064a988dbfe0c7da9f0ae77c5a58a9";
	struct rig rig;
	struct haul haul;

	rig(&rig, "--messages", "600");
	api_settings_put(&rig.settings.account_sid, clinic);
	rig_connect(&rig);
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	sids_normalise(&haul.sids);
	assert_int_equal(haul.sids.count, 120);
	haul_release(&haul);
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
	for (size_t i = 0; i < count; i++)
		assert_non_null(strstr(requests[i].path, clinic));
	rig_close(&rig);
}

/* Asked for by nobody any more. */
static void test_cancel(void **state)
{
	(void)state;
	struct rig rig;
	struct list_id id = list_id(RESOURCE_NUMBERS, NULL, NULL);
	struct job job = { .kind = JOB_READ, .priority = PRIORITY_NOW, .list = id };
	struct haul haul;

	rig(&rig, "--messages", "20", "--latency", "200");
	rig_connect(&rig);
	uint64_t number = fetch_submit(rig.fetch, &job);
	fetch_cancel(rig.fetch, number);
	rig_collect(&rig, number, 0, &haul);
	assert_int_equal(haul.error.kind, ERROR_CANCELLED);
	assert_false(fetch_outstanding(rig.fetch));
	haul_release(&haul);
	rig_close(&rig);
}

/* What cannot be asked for is not. */
static void test_no_such_record(void **state)
{
	(void)state;
	struct rig rig;
	struct list_id id = list_id(RESOURCE_COUNTRIES, NULL, NULL);
	struct job job = { .kind = JOB_READ, .list = id, .sid = { .kind = SID_PN } };
	struct reading reading;

	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	read_job(&rig, &job, &reading);
	assert_int_equal(last_of(&reading)->error.kind, ERROR_USAGE);
	assert_int_equal(requests_of(&rig, &reading), 0);
	reading_release(&reading);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_list),      cmocka_unit_test(test_records),
		cmocka_unit_test(test_pages),          cmocka_unit_test(test_many),
		cmocka_unit_test(test_faults),         cmocka_unit_test(test_links),
		cmocka_unit_test(test_wrong_types),    cmocka_unit_test(test_denied),
		cmocka_unit_test(test_other_account),  cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_no_such_record),
	};

	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
