#include "config/secret.h"

#include "base/log.h"
#include "files.h"

static void test_set_and_release(void **state)
{
	struct secret secret = SECRET_INIT;

	(void)state;
	assert_false(secret_is_set(&secret));
	secret_set(&secret, "hunter2 and more", 7);
	assert_true(secret_is_set(&secret));
	assert_string_equal(secret.text, "hunter2");
	secret_release(&secret);
	assert_false(secret_is_set(&secret));
	secret_release(&secret);
}

static void test_hidden_from_log(void **state)
{
	struct secret secret = SECRET_INIT;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	char *place = place_new();
	char *path = place_write(place, "log", "", 0600);

	(void)state;
	secret_set(&secret, "hunter2", 7);
	assert_true(log_open(path, LOG_INFO, NULL));
	log_write(LOG_INFO, "test", "the word is %s, I heard", "hunter2");
	log_close();
	assert_true(file_read(path, &text, NULL));
	assert_non_null(strstr(text.data, "the word is ***, I heard"));
	assert_null(strstr(text.data, "hunter2"));
	strbuf_release(&text);
	secret_release(&secret);
	free(path);
	free(place);
}

static void test_what_can_be_one(void **state)
{
	static const struct {
		const char *text;
		const char *says; /* NULL: it can */
	} cases[] = {
		{ "hunter2", NULL },
		{ "two words", NULL },
		{ "", "is empty" },
		{ " hunter2", "stray blank" },
		{ "hunter2\n", "stray blank" },
		{ "hun\ter2", "control character" },
		{ "hunter2\x7f", "control character" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;

		assert_int_equal(secret_check(cases[i].text, strlen(cases[i].text), &err),
				 cases[i].says == NULL);
		if (cases[i].says)
			assert_non_null(strstr(error_text(&err), cases[i].says));
		assert_null(strstr(error_text(&err), "hun"));
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set_and_release),
		cmocka_unit_test(test_hidden_from_log),
		cmocka_unit_test(test_what_can_be_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
