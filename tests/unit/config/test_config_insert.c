#include "config/config_insert.h"

#include "files.h"

static bool insert(const char *old, const char *setting, const char *members, struct strbuf *out,
		   struct error *err)
{
	struct strbuf before = STRBUF_INIT(STRBUF_LINE);
	bool ok;

	strbuf_addstr(&before, old);
	ok = config_insert("my.conf", &before, setting, "profiles", members, out, err);
	strbuf_release(&before);
	return ok;
}

static void what_is_there_stays(void **state)
{
	static const struct {
		const char *old, *setting, *new;
	} cases[] = {
		{ "", NULL, "profiles = {\n\tb = { x = 1; };\n};\n" },
		{ "# mine\ntheme = \"dark\"", "default_profile = \"b\";",
		  "# mine\ntheme = \"dark\"\ndefault_profile = \"b\";\nprofiles = {\n\tb = { x = 1; "
		  "};\n};\n" },
		{ "profiles = {\n\ta = { y = 2 }; # the old one }\n};\n# end\n", NULL,
		  "profiles = {\n\ta = { y = 2 }; # the old one }\n\tb = { x = 1; };\n};\n# end\n" },
		{ "profiles: { a: { y: 2 } }\n", NULL,
		  "profiles: { a: { y: 2 } \n\tb = { x = 1; };\n}\n" },
		{ "profiles = {};", NULL, "profiles = {\n\tb = { x = 1; };\n};" },
		{ "/* profiles = { */ q = \"profiles = { \\\" }\"; // }\n"
		  "profiles /* here */ =\n  {\n  # }\n  }\n",
		  NULL,
		  "/* profiles = { */ q = \"profiles = { \\\" }\"; // }\n"
		  "profiles /* here */ =\n  {\n  # }\n\tb = { x = 1; };\n  }\n" },
		{ "other = { profiles = { z = 1; }; };\n", NULL,
		  "other = { profiles = { z = 1; }; };\nprofiles = {\n\tb = { x = 1; };\n};\n" },
		{ "my_profiles = { a = 1; };\nprofiles-x = { a = 1; };\n", NULL,
		  "my_profiles = { a = 1; };\nprofiles-x = { a = 1; };\nprofiles = {\n\tb = { x = "
		  "1; };\n};\n" },
		{ "profiles = { };\ntheme = \"x\";", "default_profile = \"b\";",
		  "profiles = { \n\tb = { x = 1; };\n};\ntheme = \"x\";\ndefault_profile = "
		  "\"b\";\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);
		struct error err = ERROR_INIT;

		if (!insert(cases[i].old, cases[i].setting, "\tb = { x = 1; };\n", &out, &err))
			fail_msg("case %zu: %s", i, error_text(&err));
		assert_string_equal(out.data, cases[i].new);
		strbuf_release(&out);
	}
}

static void refused_and_nothing_is_made(void **state)
{
	static const struct {
		const char *old, *members, *why;
	} cases[] = {
		{ "theme = ", "\tb = 1;\n", "my.conf:1: syntax error" },
		{ "profiles = { b = 2; };\n", "\tb = 1;\n", "my.conf:2: duplicate setting name" },
		{ "profiles = 5;\n", "\tb = 1;\n",
		  "my.conf:1: profiles must be a group { ... }, not a number" },
		{ "", "\tb = ;\n", "what is added:2: syntax error" },
		{ "a = 1; /* never closed", "\tb = 1;\n",
		  "my.conf is written in a way that nothing can be added to safely; add it by "
		  "hand" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);
		struct error err = ERROR_INIT;

		strbuf_addstr(&out, "before");
		if (insert(cases[i].old, NULL, cases[i].members, &out, &err))
			fail_msg("case %zu: made %s", i, out.data);
		assert_string_equal(error_text(&err), cases[i].why);
		assert_string_equal(out.data, "before");
		error_release(&err);
		strbuf_release(&out);
	}
}

static void too_large_a_file_is_refused(void **state)
{
	struct strbuf out = STRBUF_INIT(20);
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(insert("theme = \"dark\";\n", NULL, "\tb = 1;\n", &out, &err));
	assert_error(&err, ERROR_LIMIT, "my.conf would be larger than 1048576 bytes");
	assert_int_equal(out.length, 0);
	strbuf_release(&out);
}

static void quoted_texts_are_read_as_they_were(void **state)
{
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	config_quote(&out, "a\"b\\c\xc3\xa9");
	assert_string_equal(out.data, "\"a\\\"b\\\\c\xc3\xa9\"");
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_there_stays),
		cmocka_unit_test(refused_and_nothing_is_made),
		cmocka_unit_test(too_large_a_file_is_refused),
		cmocka_unit_test(quoted_texts_are_read_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
