/* The price list: every member, exact decimals, pages with meta, and what is not there. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

#define LIST "//v1/Messaging/Countries"

static const char *const number_types[] = { "mobile", "local", "shortcode", "toll free",
					    "national" };

/* Follows next_page_url; the links are absolute and of this host. */
static void walk_countries(struct client *client, const char *path, struct words *codes)
{
	const char *base = sandbox_value(client->sandbox, "url");
	struct answer answer = ANSWER_INIT;
	char *next = xstrdup(path);

	while (next != NULL) {
		const struct json *list, *meta;
		const char *link;

		client_get(client, next, &answer);
		assert_int_equal(answer.status, 200);
		list = json_get(answer.json, "countries");
		meta = json_get(answer.json, "meta");
		assert_int_equal(json_count(answer.json), 2);
		assert_int_equal(json_count(meta), 7);
		assert_string_equal(json_get_string(meta, "key"), "countries");
		for (size_t i = 0; i < json_count(list); i++) {
			assert_members(json_at(list, i), "country:s iso_country:s url:s", false);
			vec_push(codes, xstrdup(json_get_string(json_at(list, i), "iso_country")));
		}
		link = json_get_string(meta, "next_page_url");
		free(next);
		next = NULL;
		if (link != NULL) {
			struct strbuf rest = STRBUF_INIT(STRBUF_LINE);

			assert_memory_equal(link, base, strlen(base));
			strbuf_addf(&rest, "/%s", link + strlen(base));
			next = strbuf_detach(&rest, NULL);
		}
	}
	answer_release(&answer);
}

static void every_country_is_listed_once(void **state)
{
	struct words all = { 0 }, some = { 0 };
	struct client client;

	(void)state;
	client(&client, "--messages", "0");
	walk_countries(&client, LIST "?PageSize=1000", &all);
	walk_countries(&client, LIST "?PageSize=7", &some);
	assert_true(all.count > 200);
	assert_true(words_are_distinct(&all));
	assert_same_words(&all, &some);
	words_release(&all);
	words_release(&some);
	client_close(&client);
}

/* A price in US dollars: digits, a point, four or five digits. */
static void check_decimal(const struct json *price, const char *name)
{
	const char *text = json_get_string(price, name);

	assert_non_null(text);
	assert_int_equal(strspn(text, "0123456789"), strcspn(text, "."));
	assert_in_range(strspn(strchr(text, '.') + 1, "0123456789"), 4, 5);
	assert_int_equal(strlen(strchr(text, '.') + 1),
			 strspn(strchr(text, '.') + 1, "0123456789"));
}

static void check_prices(const struct json *prices)
{
	for (size_t i = 0; i < json_count(prices); i++) {
		const struct json *price = json_at(prices, i);
		const char *type = json_get_string(price, "number_type");
		bool known = false;

		assert_members(price, "base_price:s current_price:s number_type:s", false);
		for (size_t j = 0; j < ARRAY_SIZE(number_types); j++)
			known |= strcmp(number_types[j], type) == 0;
		assert_true(known);
		check_decimal(price, "base_price");
		check_decimal(price, "current_price");
		assert_true(strcmp(json_get_string(price, "current_price"),
				   json_get_string(price, "base_price")) <= 0);
	}
}

/* How many networks the country has, once every member is right. */
static size_t check_country(struct client *client, const char *iso)
{
	struct answer answer = ANSWER_INIT;
	const struct json *networks;
	char path[64];
	size_t count;

	snprintf(path, sizeof(path), LIST "/%s", iso);
	client_get(client, path, &answer);
	assert_int_equal(answer.status, 200);
	assert_members(answer.json,
		       "country:s iso_country:s outbound_sms_prices:a inbound_sms_prices:a "
		       "price_unit:s url:s",
		       false);
	assert_string_equal(answer_text(&answer, "iso_country"), iso);
	assert_string_equal(answer_text(&answer, "price_unit"), "USD");
	assert_non_null(answer_text(&answer, "country"));
	assert_non_null(strstr(answer_text(&answer, "url"), path + 1));
	networks = json_get(answer.json, "outbound_sms_prices");
	count = json_count(networks);
	for (size_t i = 0; i < count; i++) {
		const struct json *network = json_at(networks, i);

		assert_members(network, "carrier:s mcc:s mnc:s prices:a", false);
		assert_int_equal(strlen(json_get_string(network, "mcc")), 3);
		assert_in_range(strlen(json_get_string(network, "mnc")), 2, 3);
		assert_non_null(json_get_string(network, "carrier"));
		assert_true(json_count(json_get(network, "prices")) > 0);
		check_prices(json_get(network, "prices"));
	}
	assert_true(json_kind(json_get(answer.json, "inbound_sms_prices")) == JSON_KIND_ARRAY);
	check_prices(json_get(answer.json, "inbound_sms_prices"));
	answer_release(&answer);
	return count;
}

static void every_country_has_every_member(void **state)
{
	struct words codes = { 0 };
	size_t several = 0, none = 0;
	struct client client;

	(void)state;
	client(&client, "--messages", "0");
	walk_countries(&client, LIST "?PageSize=1000", &codes);
	for (size_t i = 0; i < codes.count; i++) {
		size_t networks = check_country(&client, codes.items[i]);

		several += networks > 2;
		none += networks == 0;
	}
	assert_true(several >= 25);
	assert_true(none > 0);
	assert_true(check_country(&client, "GB") >= 20);
	words_release(&codes);
	client_close(&client);
}

static void what_is_not_there_is_not_found(void **state)
{
	static const struct {
		const char *method;
		const char *path;
		long status;
		int code;
	} cases[] = {
		{ "GET", LIST "/XX", 404, 20404 },
		{ "GET", LIST "/GBR", 404, 20404 },
		{ "GET", LIST "/", 404, 20404 },
		{ "POST", LIST, 405, 20004 },
		{ "GET", LIST "?PageSize=0", 400, 20001 },
		{ "GET", LIST "?PageToken=PAXX", 400, 21481 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "0");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		client_send(&client, cases[i].method, cases[i].path, NULL, &answer);
		assert_error(&answer, cases[i].status, cases[i].code);
	}
	client_get(&client, LIST "/gb", &answer);
	assert_string_equal(answer_text(&answer, "iso_country"), "GB");
	client_get(&client, "//v1/Mess%61ging/Countries/%67B", &answer);
	assert_string_equal(answer_text(&answer, "iso_country"), "GB");
	client_get(&client, "//v1/Messaging%2FCountries/GB", &answer);
	assert_error(&answer, 404, 20404);
	client_get(&client, LIST "/GB%", &answer);
	assert_error(&answer, 404, 20404);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_country_is_listed_once),
		cmocka_unit_test(every_country_has_every_member),
		cmocka_unit_test(what_is_not_there_is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
