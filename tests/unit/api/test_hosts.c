#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/hosts.h"
#include "base/mem.h"

static struct hosts hosts_of(const char *region, const char *edge, const char *api_base)
{
	struct api_settings settings;
	struct hosts hosts;
	api_settings_init(&settings);
	api_settings_put(&settings.region, region);
	api_settings_put(&settings.edge, edge);
	api_settings_put(&settings.api_base, api_base);
	assert_true(hosts_init(&hosts, &settings, NULL));
	api_settings_release(&settings);
	return hosts;
}

static void test_region_and_edge(void **state)
{
	(void)state;
	static const struct {
		const char *region, *edge, *host, *expected;
	} cases[] = {
		{ NULL, NULL, "api.twilio.com", "api.twilio.com" },
		{ "au1", NULL, "api.twilio.com", "api.au1.twilio.com" },
		{ NULL, "sydney", "api.twilio.com", "api.sydney.us1.twilio.com" },
		{ "au1", "sydney", "api.twilio.com", "api.sydney.au1.twilio.com" },
		{ "au1", "sydney", "api.us1.twilio.com", "api.sydney.au1.twilio.com" },
		{ "au1", NULL, "api.dublin.ie1.twilio.com", "api.dublin.au1.twilio.com" },
		{ NULL, "sydney", "api.dublin.ie1.twilio.com", "api.sydney.ie1.twilio.com" },
		{ NULL, "sydney", "api.ie1.twilio.com", "api.sydney.ie1.twilio.com" },
		{ NULL, NULL, "api.dublin.ie1.twilio.com", "api.dublin.ie1.twilio.com" },
		{ "au1", NULL, "messaging.twilio.com", "messaging.au1.twilio.com" },
		{ "au1", "sydney", "service.example", "service.example" },
		{ "au1", "sydney", "127.0.0.1", "127.0.0.1" },
		{ "au1", "sydney", "nottwilio.com", "nottwilio.com" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct hosts hosts = hosts_of(cases[i].region, cases[i].edge, NULL);
		struct origin origin = { .port = 443 };
		snprintf(origin.host, sizeof(origin.host), "%s", cases[i].host);
		hosts_route(&hosts, &origin);
		assert_string_equal(origin.host, cases[i].expected);
	}
}

static void test_bases(void **state)
{
	(void)state;
	struct hosts hosts = hosts_of("au1", NULL, NULL);
	assert_string_equal(hosts.base[HOST_API].host, "api.au1.twilio.com");
	assert_string_equal(hosts.base[HOST_MESSAGING].host, "messaging.au1.twilio.com");
	assert_string_equal(hosts.base[HOST_PRICING].host, "pricing.au1.twilio.com");
	hosts = hosts_of(NULL, NULL, "HTTPS://LocalHost:8443/");
	assert_string_equal(hosts.base[HOST_API].host, "localhost");
	assert_int_equal(hosts.base[HOST_API].port, 8443);
}

static void test_origins(void **state)
{
	(void)state;
	static const struct {
		const char *url, *host;
		unsigned port; /* 0: refused */
		const char *rest;
	} cases[] = {
		{ "https://api.twilio.com", "api.twilio.com", 443, "" },
		{ "https://api.twilio.com/", "api.twilio.com", 443, "/" },
		{ "https://API.Twilio.COM:443/a?b", "api.twilio.com", 443, "/a?b" },
		{ "https://h:8443?x", "h", 8443, "?x" },
		{ "https://[::1]:8443/x", "[::1]", 8443, "/x" },
		{ "https://[::1]/x", "[::1]", 443, "/x" },
		{ "https://127.0.0.1:65535", "127.0.0.1", 65535, "" },
		{ "http://api.twilio.com/", NULL, 0, NULL },
		{ "ftp://api.twilio.com/", NULL, 0, NULL },
		{ "//api.twilio.com/", NULL, 0, NULL },
		{ "https:/api.twilio.com/", NULL, 0, NULL },
		{ "https://", NULL, 0, NULL },
		{ "https:///path", NULL, 0, NULL },
		{ "https://:443/", NULL, 0, NULL },
		{ "https://user@api.twilio.com/", NULL, 0, NULL },
		{ "https://api.twilio.com@evil.example/", NULL, 0, NULL },
		{ "https://api.twilio.com:443@evil.example/", NULL, 0, NULL },
		{ "https://api.twilio.com\\@evil.example/", NULL, 0, NULL },
		{ "https://evil.example\\.twilio.com/", NULL, 0, NULL },
		{ "https://evil.example%2f.twilio.com/", NULL, 0, NULL },
		{ "https://h:0/", NULL, 0, NULL },
		{ "https://h:65536/", NULL, 0, NULL },
		{ "https://h:/", NULL, 0, NULL },
		{ "https://h:80x/", NULL, 0, NULL },
		{ "https://a..twilio.com/", NULL, 0, NULL },
		{ "https://.twilio.com/", NULL, 0, NULL },
		{ "https://api.twilio.com./", NULL, 0, NULL },
		{ "https://[::1/", NULL, 0, NULL },
		{ "https://[]/", NULL, 0, NULL },
		{ "https://api_twilio.com/", NULL, 0, NULL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		struct origin origin;
		const char *rest;
		bool good = origin_parse(cases[i].url, strlen(cases[i].url), &origin, &rest, &err);
		print_message("# %s\n", cases[i].url);
		assert_int_equal(good, cases[i].port != 0);
		if (good) {
			assert_string_equal(origin.host, cases[i].host);
			assert_int_equal(origin.port, cases[i].port);
			assert_string_equal(rest, cases[i].rest);
		} else {
			assert_int_equal(err.kind, ERROR_REFUSED);
		}
		error_release(&err);
	}
}

static bool allows(const struct hosts *hosts, const char *url)
{
	struct origin origin;
	const char *rest;
	return origin_parse(url, strlen(url), &origin, &rest, NULL) && hosts_allow(hosts, &origin);
}

static void test_who_may_see_credentials(void **state)
{
	(void)state;
	struct hosts twilio = hosts_of(NULL, NULL, NULL);
	assert_true(allows(&twilio, "https://api.twilio.com"));
	assert_true(allows(&twilio, "https://messaging.twilio.com"));
	assert_true(allows(&twilio, "https://api.sydney.au1.twilio.com"));
	assert_true(allows(&twilio, "https://mcs.us1.twilio.com"));
	assert_false(allows(&twilio, "https://twilio.com"));
	assert_false(allows(&twilio, "https://api.twilio.com:8443"));
	assert_false(allows(&twilio, "https://mms.twiliocdn.com"));
	assert_false(allows(&twilio, "https://api.twilio.com.evil.example"));
	assert_false(allows(&twilio, "https://eviltwilio.com"));
	assert_false(allows(&twilio, "http://api.twilio.com"));

	/* All three bases elsewhere: then Twilio itself is a stranger. */
	struct api_settings settings;
	struct hosts own;
	api_settings_init(&settings);
	api_settings_put(&settings.api_base, "https://127.0.0.1:1234");
	api_settings_put(&settings.messaging_base, "https://127.0.0.1:1234");
	api_settings_put(&settings.pricing_base, "https://127.0.0.1:1234");
	assert_true(hosts_init(&own, &settings, NULL));
	api_settings_release(&settings);
	assert_true(allows(&own, "https://127.0.0.1:1234"));
	assert_false(allows(&own, "https://127.0.0.1:1235"));
	assert_false(allows(&own, "https://127.0.0.1"));
	assert_false(allows(&own, "https://api.twilio.com"));
}

/* Each product at each region and edge: where requests start, and where a next link leads that names
 * the plain host, or one of another region. */
static void test_links_of_each_family(void **state)
{
	(void)state;
	static const struct {
		const char *region, *edge, *between;
	} places[] = {
		{ NULL, NULL, "" },
		{ "au1", NULL, ".au1" },
		{ NULL, "sydney", ".sydney.us1" },
		{ "au1", "sydney", ".sydney.au1" },
	};
	static const char *const products[HOST_FAMILIES] = {
		[HOST_API] = "api",
		[HOST_MESSAGING] = "messaging",
		[HOST_PRICING] = "pricing",
	};
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		struct hosts hosts = hosts_of(places[i].region, places[i].edge, NULL);
		for (int family = 0; family < HOST_FAMILIES; family++) {
			char host[64], link[128], wanted[128];
			struct strbuf url = STRBUF_INIT(URL_MAX_BYTES);
			snprintf(host, sizeof(host), "%s%s.twilio.com", products[family],
				 places[i].between);
			assert_string_equal(hosts.base[family].host, host);
			snprintf(wanted, sizeof(wanted), "https://%s/v1/X?Page=1", host);
			snprintf(link, sizeof(link), "https://%s.twilio.com/v1/X?Page=1",
				 products[family]);
			assert_true(hosts_resolve(&hosts, (enum host_family)family, link,
						  strlen(link), &url, NULL));
			assert_string_equal(url.data, wanted);
			strbuf_reset(&url);
			assert_true(hosts_resolve(&hosts, (enum host_family)family, "/v1/X?Page=1",
						  12, &url, NULL));
			assert_string_equal(url.data, wanted);
			strbuf_release(&url);
		}
	}
}

static void test_links(void **state)
{
	(void)state;
	static const struct {
		const char *link, *url; /* NULL: refused */
	} cases[] = {
		{ "/2010-04-01/x.json?Page=1&PageToken=PASM1",
		  "https://api.au1.twilio.com/2010-04-01/x.json?Page=1&PageToken=PASM1" },
		{ "/", "https://api.au1.twilio.com/" },
		{ "https://messaging.twilio.com/v1/Services?Page=1",
		  "https://messaging.au1.twilio.com/v1/Services?Page=1" },
		{ "HTTPS://API.twilio.com/x", "https://api.au1.twilio.com/x" },
		{ "https://api.twilio.com", "https://api.au1.twilio.com" },
		{ "//evil.example/x", NULL },
		{ "/\\evil.example/x", NULL },
		{ "\\\\evil.example/x", NULL },
		{ "https://evil.example/x", NULL },
		{ "http://api.twilio.com/x", NULL },
		{ "https://api.twilio.com/x y", NULL },
		{ "/x\r\nHost: evil.example", NULL },
		{ "/caf\xc3\xa9", NULL },
		{ "x.json", NULL },
		{ "", NULL },
		{ "?Page=1", NULL },
		{ "javascript:alert(1)", NULL },
		{ "file:///etc/passwd", NULL },
	};
	struct hosts hosts = hosts_of("au1", NULL, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf url = STRBUF_INIT(URL_MAX_BYTES);
		struct error err = ERROR_INIT;
		bool good = hosts_resolve(&hosts, HOST_API, cases[i].link, strlen(cases[i].link),
					  &url, &err);
		assert_int_equal(good, cases[i].url != NULL);
		if (good)
			assert_string_equal(url.data, cases[i].url);
		else
			assert_int_equal(err.kind, ERROR_REFUSED);
		error_release(&err);
		strbuf_release(&url);
	}
}

/* Another port is another host, and the refusal names it. */
static void test_link_elsewhere(void **state)
{
	static const char link[] = "https://api.twilio.com:8443/x";
	struct hosts hosts = hosts_of(NULL, NULL, NULL);
	struct strbuf url = STRBUF_INIT(URL_MAX_BYTES);
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(hosts_resolve(&hosts, HOST_API, link, strlen(link), &url, &err));
	assert_int_equal(err.kind, ERROR_REFUSED);
	assert_non_null(strstr(err.text, "leads to https://api.twilio.com:8443, which"));
	error_release(&err);
	strbuf_release(&url);
}

static void test_long_links(void **state)
{
	(void)state;
	struct hosts hosts = hosts_of(NULL, NULL, NULL);
	struct strbuf link = STRBUF_INIT(2 * URL_MAX_BYTES);
	struct strbuf url = STRBUF_INIT(URL_MAX_BYTES);
	strbuf_addn(&link, '/', 1);
	strbuf_addn(&link, 'x', URL_MAX_BYTES - 1);
	assert_false(hosts_resolve(&hosts, HOST_API, link.data, link.length, &url, NULL));
	strbuf_addn(&link, 'x', 1);
	assert_false(hosts_resolve(&hosts, HOST_API, link.data, link.length, &url, NULL));
	strbuf_release(&link);
	strbuf_release(&url);
}

static void test_redirects(void **state)
{
	(void)state;
	static const struct {
		const char *base, *location, *url; /* url NULL: refused */
		bool trusted;
	} cases[] = {
		{ "https://api.twilio.com/a/b", "https://mms.twiliocdn.com/x?Signature=1",
		  "https://mms.twiliocdn.com/x?Signature=1", false },
		{ "https://api.twilio.com/a/b", "https://media.twilio.com/x",
		  "https://media.twilio.com/x", true },
		{ "https://api.twilio.com/a/b", "https://api.twilio.com.example.org/x",
		  "https://api.twilio.com.example.org/x", false },
		{ "https://api.twilio.com/a/b", "https://api.twilio.com:8443/x",
		  "https://api.twilio.com:8443/x", false },
		{ "https://api.twilio.com/a/b", "/c#part", "https://api.twilio.com/c", true },
		{ "https://api.twilio.com/a/b?q", "c/d", "https://api.twilio.com/a/c/d", true },
		{ "https://api.twilio.com/a/b?q", "?r", "https://api.twilio.com/a/b?r", true },
		{ "https://api.twilio.com", "c", "https://api.twilio.com/c", true },
		{ "https://cdn.example.org/a/", "//other.example.org/y",
		  "https://other.example.org/y", false },
		{ "https://cdn.example.org/a/", "../y", "https://cdn.example.org/a/../y", false },
		{ "https://api.twilio.com/a", "HTTPS://API.TWILIO.COM/B",
		  "https://api.twilio.com/B", true },
		{ "https://api.twilio.com/a", "http://api.twilio.com/b", NULL, false },
		{ "https://api.twilio.com/a", "ftp://example.org/b", NULL, false },
		{ "https://api.twilio.com/a", "file:///etc/passwd", NULL, false },
		{ "https://api.twilio.com/a", "javascript:alert(1)", NULL, false },
		{ "https://api.twilio.com/a", "https://me:secret@example.org/", NULL, false },
		{ "https://api.twilio.com/a", "https://exa mple.org/", NULL, false },
		{ "https://api.twilio.com/a", "https:/b", NULL, false },
		{ "https://api.twilio.com/a", "/b\\c", NULL, false },
	};
	struct hosts hosts = hosts_of(NULL, NULL, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf url = STRBUF_INIT(URL_MAX_BYTES);
		bool trusted = false;
		bool good = hosts_follow(&hosts, cases[i].base, cases[i].location, &url, &trusted,
					 NULL);
		assert_int_equal(good, cases[i].url != NULL);
		if (good)
			assert_string_equal(url.data, cases[i].url);
		assert_int_equal(trusted, cases[i].trusted);
		strbuf_release(&url);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_region_and_edge),
		cmocka_unit_test(test_bases),
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_who_may_see_credentials),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_links_of_each_family),
		cmocka_unit_test(test_link_elsewhere),
		cmocka_unit_test(test_long_links),
		cmocka_unit_test(test_redirects),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
