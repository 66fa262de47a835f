#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/medium_type.h"

static struct text text(const char *bytes)
{
	return (struct text){ bytes, bytes ? strlen(bytes) : 0 };
}

static void test_types(void **state)
{
	static const struct {
		const char *type, *extension;
		bool shown;
	} cases[] = {
		{ "image/jpeg", "jpg", true },
		{ "IMAGE/JPEG", "jpg", true },
		{ "image/png; name=\"../../x.sh\"", "png", true },
		{ "text/x-vcard ;charset=utf-8", "vcf", false },
		{ "image/jpegs", "bin", false },
		{ "image", "bin", false },
		{ "application/x-sh", "bin", false },
		{ "", "bin", false },
		{ NULL, "bin", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct medium_type *type = medium_type(text(cases[i].type));

		assert_string_equal(type->extension, cases[i].extension);
		assert_int_equal(type->shown, cases[i].shown);
	}
}

/* Whatever is added to the table: found by its own name, and safe as the end of a file's name. */
static void test_table(void **state)
{
	const struct medium_type *type;

	(void)state;
	for (size_t i = 0; (type = medium_type_at(i)); i++) {
		assert_ptr_equal(medium_type(text(type->type)), type);
		assert_in_range(strlen(type->extension), 1, 6);
		assert_int_equal(strspn(type->extension, "abcdefghijklmnopqrstuvwxyz0123456789"),
				 strlen(type->extension));
		assert_true(type->title[0]);
	}
}

static void test_names(void **state)
{
	struct medium medium = { .content_type = text("image/jpeg"), .date_created = 1763893364 };
	char name[MEDIUM_NAME_SIZE];

	(void)state;
	assert_true(sid_parse("ME12ab34cd56ef78900123456789abcdef", SID_LENGTH, &medium.sid));
	medium_file_name(&medium, name);
	assert_string_equal(name, "2025-11-23-ME12ab34cd56ef.jpg");
	medium.content_type = text("../../etc/passwd");
	medium.date_created = DATE_NONE;
	medium_file_name(&medium, name);
	assert_string_equal(name, "ME12ab34cd56ef.bin");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
