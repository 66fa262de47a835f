#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/command.h"
#include "ui/form.h"
#include "ui/keymap.h"
#include "ui/pager.h"
#include "ui/shell_internal.h"
#include "ui/table.h"

static struct keymap *parse(const char *text)
{
	struct keymap *keymap = keymap_new();
	struct error err = ERROR_INIT;

	if (!keymap_parse(keymap, text, strlen(text), "test", false, &err))
		fail_msg("%s", error_text(&err));
	return keymap;
}

static enum keymap_answer look(const struct keymap *keymap, const char *inner, const char *keys,
			       const char **command)
{
	const char *contexts[] = { inner, "global" };
	struct key_sequence sequence;

	assert_true(key_sequence_parse(keys, &sequence, NULL));
	*command = NULL;
	return keymap_lookup(keymap, contexts, 2, &sequence, command);
}

static void test_inner_contexts_come_first(void **state)
{
	(void)state;
	const char *command;
	struct keymap *keymap = parse("# keys\n"
				      "bind global \"q\" quit\n"
				      "bind list \"q\" \"select none\"\n"
				      "bind list \"g g\" top\n"
				      "bind global \"g x\" \"open 1\"\n"
				      "\n"
				      "bind * <Enter> enter\n");

	assert_int_equal(look(keymap, "list", "q", &command), KEYMAP_FOUND);
	assert_string_equal(command, "select none");
	assert_int_equal(look(keymap, "pager", "q", &command), KEYMAP_FOUND);
	assert_string_equal(command, "quit");
	assert_int_equal(look(keymap, "list", "g", &command), KEYMAP_PREFIX);
	assert_int_equal(look(keymap, "list", "g g", &command), KEYMAP_FOUND);
	assert_string_equal(command, "top");
	assert_int_equal(look(keymap, "list", "g x", &command), KEYMAP_FOUND);
	assert_string_equal(command, "open 1");
	assert_int_equal(look(keymap, "list", "g q", &command), KEYMAP_NONE);
	assert_int_equal(look(keymap, "list", "<Enter>", &command), KEYMAP_FOUND);
	assert_int_equal(look(keymap, "list", "z", &command), KEYMAP_NONE);
	keymap_free(keymap);
}

static void test_later_bindings_replace_and_unbind_removes(void **state)
{
	(void)state;
	const char *command;
	struct keymap *keymap = parse("bind list j down\nbind list j up\nbind list k up\n"
				      "unbind list k\nbind list x down\nbind list x \"\"\n"
				      "unbind list z\n");

	assert_int_equal(keymap_count(keymap), 1);
	assert_int_equal(look(keymap, "list", "j", &command), KEYMAP_FOUND);
	assert_string_equal(command, "up");
	keymap_free(keymap);
}

static void test_errors_name_the_line(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *error;
	} cases[] = {
		{ "bind list j down\nbnd list k up\n",
		  "keys.conf:2: 'bnd' is neither bind nor unbind" },
		{ "\n\nbind list <Foo> up",
		  "keys.conf:3: '<Foo>' is no key; write a character or a name such as <C-f>, "
		  "<A-x>, <PgDn>, <Enter>, <Space>, <F5>" },
		{ "bind list j", "keys.conf:1: write: bind CONTEXT \"KEYS\" \"COMMAND\"" },
		{ "unbind list", "keys.conf:1: write: unbind CONTEXT \"KEYS\"" },
		{ "bind List j up",
		  "keys.conf:1: 'List' is no context; write global or a view's name" },
		{ "bind list j \"up", "keys.conf:1: a closing \" is missing" },
		{ "bind list j \"a 'b\"", "keys.conf:1: a closing ' is missing" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct keymap *keymap = keymap_new();
		struct error err = ERROR_INIT;

		assert_false(keymap_parse(keymap, cases[i].text, strlen(cases[i].text), "keys.conf",
					  false, &err));
		assert_string_equal(error_text(&err), cases[i].error);
		error_release(&err);
		keymap_free(keymap);
	}
}

static void test_keys_for_hints(void **state)
{
	(void)state;
	static const struct {
		const char *defaults, *own, *command, *keys; /* keys NULL: none */
	} cases[] = {
		{ "bind list <PgDn> page-down\nbind list <C-f> page-down", "", "page-down",
		  "<PgDn>" },
		{ "bind list J 'page-down 2'\nbind list <PgDn> page-down", "", "page-down",
		  "<PgDn>" },
		{ "bind list J 'page-down 2'", "", "page-down", "J" },
		{ "bind list <PgDn> page-down", "bind list f page-down", "page-down", "f" },
		{ "bind list <PgDn> page-down", "bind list f 'page-down 2'", "page-down",
		  "<PgDn>" },
		{ "bind list d page-down-half", "", "page-down", NULL },
		{ "bind list d page-down", "", "page", NULL },
		{ "bind global d page-down", "", "page-down", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct keymap *keymap = keymap_new();
		struct strbuf keys = STRBUF_INIT(64);

		assert_true(keymap_parse(keymap, cases[i].defaults, strlen(cases[i].defaults),
					 "keys", true, NULL));
		assert_true(keymap_parse(keymap, cases[i].own, strlen(cases[i].own), "keys", false,
					 NULL));
		assert_int_equal(keymap_keys_for(keymap, "list", cases[i].command, &keys),
				 cases[i].keys != NULL);
		assert_string_equal(keys.data, cases[i].keys ? cases[i].keys : "");
		strbuf_release(&keys);
		keymap_free(keymap);
	}
}

/* Every default key runs a command that exists, with arguments that it takes. */
static void test_default_keys_run_commands_that_exist(void **state)
{
	(void)state;
	const struct command_scope scopes[] = {
		{ "list", table_commands, table_command_count, NULL, NULL },
		{ "pager", pager_commands, pager_command_count, NULL, NULL },
		{ "form", form_commands, form_command_count, NULL, NULL },
		{ "field", form_field_commands, form_field_command_count, NULL, NULL },
		{ "area", form_field_commands, form_field_command_count, NULL, NULL },
		{ "global", shell_commands, shell_command_count, NULL, NULL },
	};
	struct keymap *keymap = parse(keymap_default_text);

	assert_true(keymap_count(keymap) > 50);
	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *binding = keymap_at(keymap, i);
		struct command_words words;
		struct command_match match;
		size_t scope = 0;

		while (scope < ARRAY_SIZE(scopes) &&
		       strcmp(scopes[scope].name, binding->context) != 0)
			scope++;
		assert_in_range(scope, 0, ARRAY_SIZE(scopes) - 1);
		assert_true(command_words_split(binding->command, strlen(binding->command), false,
						&words, NULL));
		assert_true(command_prepare(&scopes[scope], 1, &words, &match, NULL));
		assert_string_equal(match.command->name, words.words[0]);
		command_words_release(&words);
	}
	keymap_free(keymap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inner_contexts_come_first),
		cmocka_unit_test(test_later_bindings_replace_and_unbind_removes),
		cmocka_unit_test(test_errors_name_the_line),
		cmocka_unit_test(test_keys_for_hints),
		cmocka_unit_test(test_default_keys_run_commands_that_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
