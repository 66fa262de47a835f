/*
 * Region and edge: which hosts are asked, by the rule {product}[.{edge}][.{region}].twilio.com, and
 * that next links lead to the same ones, whatever host they name.
 */
#include "proxy.h"
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Two pages of numbers, and of services where pages are short. */
#define SANDBOX "--messages", "20", "--numbers", "1100", "--certificate", "twilio"
#define SHORT_PAGES "short-pages=5,match=Services"
#define HEARD 65536

static const struct place {
	const char *region, *edge;
	const char *between; /* product and "twilio.com" */
} places[] = {
	{ NULL, NULL, "." },
	{ "au1", NULL, ".au1." },
	{ NULL, "sydney", ".sydney.us1." },
	{ "au1", "sydney", ".sydney.au1." },
};

/* The hosts are Twilio's own; the proxy knows where they are. */
static void open_rig(struct rig *rig, struct proxy *proxy, const struct place *place)
{
	rig(rig, SANDBOX);
	const char *port = strrchr(sandbox_value(rig->sandbox, "url"), ':') + 1;

	proxy_start(proxy, &(struct proxy_options){ .to_port = (int)strtol(port, NULL, 10) });
	proxy_use(proxy, "");
	api_settings_put(&rig->settings.api_base, NULL);
	api_settings_put(&rig->settings.messaging_base, NULL);
	api_settings_put(&rig->settings.pricing_base, NULL);
	api_settings_put(&rig->settings.region, place->region);
	api_settings_put(&rig->settings.edge, place->edge);
	rig->settings.tries = 1;
}

static void close_rig(struct rig *rig, struct proxy *proxy, char heard[static HEARD])
{
	unsetenv("HTTPS_PROXY");
	proxy_stop(proxy, heard, HEARD);
	rig_close(rig);
}

static void read_list(struct rig *rig, enum resource resource)
{
	struct job job = { .kind = JOB_READ, .list = list_id(resource, NULL, NULL) };
	struct haul haul;

	rig_run(rig, &job, &haul);
	if (haul.error.kind != ERROR_NONE)
		fail_msg("%s", error_text(&haul.error));
	haul_release(&haul);
}

static void read_account(struct rig *rig)
{
	struct job job = { .kind = JOB_ACCOUNT };
	struct haul haul;

	rig_run(rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	haul_release(&haul);
}

/* How many requests there were to the product's host; those to its paths went nowhere else. */
static size_t asked(struct rig *rig, const struct place *place, const char *product,
		    const char *path)
{
	const struct sandbox_request *requests;
	size_t count, found = 0;
	char host[64];

	snprintf(host, sizeof(host), "%s%stwilio.com", product, place->between);
	requests = sandbox_requests(rig->sandbox, &count);
	for (size_t i = 0; i < count; i++) {
		if (strncmp(requests[i].path, path, strlen(path)) != 0)
			continue;
		assert_string_equal(requests[i].host, host);
		assert_true(requests[i].credentials);
		assert_int_equal(requests[i].status, 200);
		found++;
	}
	return found;
}

static void each_product_in_each_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		struct proxy proxy;
		struct rig rig;
		char heard[HEARD], connect[96];

		open_rig(&rig, &proxy, &places[i]);
		rig_fault(&rig, SHORT_PAGES);
		rig_connect(&rig);
		read_account(&rig);
		read_list(&rig, RESOURCE_NUMBERS);
		read_list(&rig, RESOURCE_SERVICES);
		read_list(&rig, RESOURCE_COUNTRIES);
		assert_int_equal(asked(&rig, &places[i], "api", "/2010-04-01/"), 4);
		assert_int_equal(asked(&rig, &places[i], "messaging", "/v1/Services"), 2);
		assert_true(asked(&rig, &places[i], "pricing", "/v1/Messaging/Countries") > 0);
		close_rig(&rig, &proxy, heard);
		snprintf(connect, sizeof(connect), "CONNECT messaging%stwilio.com:443 ",
			 places[i].between);
		assert_non_null(strstr(heard, connect));
	}
}

/* The API may name its plain host, or one of another region, in a link. */
static void a_link_that_names_another_host(void **state)
{
	static const char *const named[] = {
		"next-host=api.twilio.com,times=1,match=Numbers",
		"next-host=api.dublin.ie1.twilio.com,times=1,match=Numbers",
	};

	(void)state;
	for (size_t i = 1; i < ARRAY_SIZE(places); i++) {
		/* What is not set is left as the link has it, so only both together cover it. */
		size_t link = places[i].region && places[i].edge;
		struct proxy proxy;
		struct rig rig;
		char heard[HEARD];

		open_rig(&rig, &proxy, &places[i]);
		rig_fault(&rig, named[link]);
		rig_connect(&rig);
		read_list(&rig, RESOURCE_NUMBERS);
		assert_int_equal(asked(&rig, &places[i], "api", "/2010-04-01/"), 2);
		close_rig(&rig, &proxy, heard);
		assert_null(strstr(heard, "CONNECT api.twilio.com"));
		assert_null(strstr(heard, "ie1"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_product_in_each_place),
		cmocka_unit_test(a_link_that_names_another_host),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
