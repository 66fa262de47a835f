#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"

static void assert_holds(const struct strbuf *buf, const char *text)
{
	assert_string_equal(buf->data, text);
	assert_int_equal(buf->length, strlen(text));
}

static void test_starts_empty_without_memory(void **state)
{
	(void)state;
	struct strbuf buf = STRBUF_INIT(10);

	assert_holds(&buf, "");
	assert_int_equal(buf.capacity, 0);
	assert_true(strbuf_add(&buf, NULL, 0));
	assert_true(strbuf_addn(&buf, 'x', 0));
	assert_true(strbuf_addstr(&buf, ""));
	assert_true(strbuf_addf(&buf, "%s", ""));
	assert_int_equal(buf.capacity, 0);
	strbuf_reset(&buf);
	strbuf_release(&buf);
	assert_holds(&buf, "");
}

static void test_adds(void **state)
{
	(void)state;
	struct strbuf buf;

	strbuf_init(&buf, 1000);
	assert_true(strbuf_addstr(&buf, "ab"));
	assert_true(strbuf_addch(&buf, 'c'));
	assert_true(strbuf_addn(&buf, 'd', 3));
	assert_true(strbuf_add(&buf, "ef", 1));
	assert_true(strbuf_addf(&buf, "%d-%s", 42, "g"));
	assert_holds(&buf, "abcddde42-g");
	strbuf_truncate(&buf, 100);
	strbuf_truncate(&buf, 2);
	assert_holds(&buf, "ab");
	assert_true(strbuf_add(&buf, "\0z", 2));
	assert_int_equal(buf.length, 4);
	assert_memory_equal(buf.data, "ab\0z", 5);
	strbuf_release(&buf);
}

static void test_formats_across_growth(void **state)
{
	(void)state;
	struct strbuf buf = STRBUF_INIT(100000);
	char want[20000];
	size_t length = 0;

	for (int i = 0; i < 2000; i++) {
		assert_true(strbuf_addf(&buf, "%d,", i));
		length += (size_t)snprintf(want + length, sizeof(want) - length, "%d,", i);
	}
	assert_holds(&buf, want);
	strbuf_release(&buf);
}

static void test_keeps_a_whole_prefix(void **state)
{
	(void)state;
	struct strbuf buf = STRBUF_INIT(5);

	assert_true(strbuf_addstr(&buf, "abc"));
	assert_false(strbuf_addstr(&buf, "def"));
	assert_true(buf.overflow);
	assert_holds(&buf, "abc");
	assert_false(strbuf_addch(&buf, 'd'));
	assert_false(strbuf_addf(&buf, "%s", "d"));
	assert_false(strbuf_addf(&buf, "%s", ""));
	assert_holds(&buf, "abc");
	strbuf_reset(&buf);
	assert_false(buf.overflow);
	assert_true(strbuf_addstr(&buf, "12345"));
	assert_false(strbuf_addf(&buf, "%c", '6'));
	assert_holds(&buf, "12345");
	assert_int_equal(buf.capacity, 6);
	strbuf_release(&buf);
	assert_int_equal(buf.max, 5);
}

static void test_formatting_in_place_never_passes_the_maximum(void **state)
{
	(void)state;
	struct strbuf buf = STRBUF_INIT(70);

	strbuf_addn(&buf, 'x', 60);
	assert_true(strbuf_addf(&buf, "%010d", 1));
	assert_int_equal(buf.length, 70);
	assert_false(strbuf_addf(&buf, "%d", 1));
	assert_int_equal(buf.length, 70);
	assert_int_equal(buf.data[70], '\0');
	strbuf_release(&buf);
}

static void test_urlencoded(void **state)
{
	(void)state;
	static const struct {
		const char *plain;
		const char *encoded;
	} cases[] = {
		{ "", "" },
		{ "AZaz09-._~", "AZaz09-._~" },
		{ "a b&c=d", "a%20b%26c%3Dd" },
		{ "+14155550100", "%2B14155550100" },
		{ "whatsapp:+1", "whatsapp%3A%2B1" },
		{ "\xC3\xA9\xFF\n%", "%C3%A9%FF%0A%25" },
	};
	struct strbuf buf = STRBUF_INIT(100);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		strbuf_reset(&buf);
		assert_true(strbuf_add_urlencoded(&buf, cases[i].plain, strlen(cases[i].plain)));
		assert_holds(&buf, cases[i].encoded);
	}
	strbuf_release(&buf);
	strbuf_init(&buf, 5);
	strbuf_addch(&buf, 'x');
	assert_false(strbuf_add_urlencoded(&buf, "a  ", 3));
	assert_holds(&buf, "x");
	strbuf_release(&buf);
}

static void test_detach(void **state)
{
	(void)state;
	struct strbuf buf = STRBUF_INIT(100);
	size_t length = 1;

	char *data = strbuf_detach(&buf, &length);
	assert_string_equal(data, "");
	assert_int_equal(length, 0);
	free(data);
	strbuf_addstr(&buf, "mine");
	data = strbuf_detach(&buf, NULL);
	assert_string_equal(data, "mine");
	assert_holds(&buf, "");
	free(data);
	strbuf_addstr(&buf, "again");
	assert_holds(&buf, "again");
	strbuf_wipe(&buf);
	assert_holds(&buf, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starts_empty_without_memory),
		cmocka_unit_test(test_adds),
		cmocka_unit_test(test_formats_across_growth),
		cmocka_unit_test(test_keeps_a_whole_prefix),
		cmocka_unit_test(test_formatting_in_place_never_passes_the_maximum),
		cmocka_unit_test(test_urlencoded),
		cmocka_unit_test(test_detach),
	};

	return cmocka_run_group_tests_name("strbuf", tests, NULL, NULL);
}
