/*
 * What http.h refuses before there is any network. The rest of it has contract tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "api/http.h"

#define SID "SM00000000000000000000000000000001"

static void fill(struct api_settings *settings)
{
	api_settings_init(settings);
	api_settings_put(&settings->api_base, "https://127.0.0.1:9");
	api_settings_put(&settings->account_sid, "AC00000000000000000000000000000001");
	api_settings_put(&settings->username, "AC00000000000000000000000000000001");
	api_settings_put(&settings->password, "secret");
}

static bool ignore(void *context, const char *bytes, size_t length, struct error *err)
{
	(void)context;
	(void)bytes;
	(void)length;
	(void)err;
	return true;
}

/* Whether a request to this endpoint would go out. */
static bool goes(struct http *http, const struct api_settings *settings, enum endpoint_id id,
		 struct error *err)
{
	struct request request;

	request_init(
		&request, http_hosts(http), id,
		&(struct request_names){
			.account = settings->account_sid, .sid = SID, .of = SID, .word = "GB" });
	struct transfer *transfer = http_start(http, &request, ignore, NULL, NULL, err);
	request_release(&request);
	transfer_free(transfer);
	return transfer != NULL;
}

static void test_read_only(void **state)
{
	(void)state;
	for (int read_only = 0; read_only < 2; read_only++) {
		struct api_settings settings;
		struct http *http;

		fill(&settings);
		settings.read_only = read_only;
		http = http_new(&settings, NULL);
		assert_non_null(http);
		for (unsigned id = 0; id < ENDPOINT_COUNT; id++) {
			struct error err = ERROR_INIT;
			bool reads = endpoint(id)->verb == VERB_GET;

			assert_int_equal(goes(http, &settings, id, &err), reads || !read_only);
			if (!reads && read_only) {
				assert_int_equal(err.kind, ERROR_REFUSED);
				assert_non_null(strstr(error_text(&err), "read-only"));
			}
			error_release(&err);
		}
		http_free(http);
		api_settings_release(&settings);
	}
}

/* Every verb that changes something says what happens when it arrives twice. */
static void test_classes(void **state)
{
	(void)state;
	for (unsigned id = 0; id < ENDPOINT_COUNT; id++) {
		const struct endpoint *e = endpoint(id);

		assert_int_equal(e->class == CLASS_READ, e->verb == VERB_GET);
		assert_true(*e->name && *e->path == '/' && *e->docs);
	}
	assert_int_equal(endpoint(ENDPOINT_MESSAGE_CREATE)->class, CLASS_CREATE);
	assert_int_equal(endpoint(ENDPOINT_MESSAGE_UPDATE)->class, CLASS_SET);
	assert_int_equal(endpoint(ENDPOINT_MESSAGE_DELETE)->class, CLASS_SET);
}

/* -- no memory ----------------------------------------------------------------------------------- */

static size_t asked, failing = SIZE_MAX;

static bool is_there(void)
{
	return asked++ != failing;
}

static void *scarce_malloc(size_t size)
{
	return is_there() ? malloc(size) : NULL;
}

static void *scarce_calloc(size_t count, size_t size)
{
	return is_there() ? calloc(count, size) : NULL;
}

static void *scarce_realloc(void *old, size_t size)
{
	return is_there() ? realloc(old, size) : NULL;
}

/* Of a copy of a text that there is no room for, such as the verb or the password; but for the path of
 * its certificates, which libcurl does without: then nobody is trusted. */
static bool lost;

static char *scarce_strdup(const char *text)
{
	lost |= asked == failing && *text != '/';
	return is_there() ? strdup(text) : NULL;
}

/* Whichever of libcurl's allocations fails, no request goes out that lacks a part. */
static void test_memory_is_short(void **state)
{
	struct api_settings settings;

	(void)state;
	/* What http_new() says is then too late. */
	curl_global_init_mem(CURL_GLOBAL_DEFAULT, scarce_malloc, free, scarce_realloc,
			     scarce_strdup, scarce_calloc);
	fill(&settings);
	size_t started = 0, refused = 0;
	failing = 0;
	do {
		struct error err = ERROR_INIT;

		lost = false;
		asked = 0;
		struct http *http = http_new(&settings, &err);
		bool gone = http && goes(http, &settings, ENDPOINT_MESSAGE_DELETE, &err);
		assert_false(gone && lost);
		assert_int_equal(err.kind, gone ? ERROR_NONE : ERROR_LIMIT);
		started += gone;
		refused += !gone;
		error_release(&err);
		http_free(http);
	} while (asked > failing++);
	assert_true(started > 0 && refused > 10);
	failing = SIZE_MAX;
	api_settings_release(&settings);
	curl_global_cleanup();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_memory_is_short),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
