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
#include "ui/page_search.h"
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

/* What the operator bound for a screen goes before the list's own keys on it, and nowhere else. */
static void test_a_screens_own_keys_come_first(void **state)
{
	static const char *const list[] = { "list", "messages", "global" };
	static const char *const field[] = { "field", "messages", "global" };
	static const char *const other[] = { "list", "media", "global" };
	static const struct {
		const char *const *contexts;
		const char *keys, *command; /* command NULL: more keys are needed */
	} cases[] = {
		{ list, "g", "first" },   { other, "g", "top" }, { field, "g", "type" },
		{ list, "x", "default" }, { list, "j", NULL },   { list, "j j", "two" },
		{ list, "k", "up" },      { other, "k", "up" },  { list, "q", "own-list" },
	};
	struct keymap *keymap = keymap_new();
	static const char defaults[] = "bind list g top\nbind list k up\nbind list x default\n"
				       "bind list j down\nbind field g type\n"
				       "bind messages x 'default screen'\nbind messages q screen\n";
	static const char *const own[] = { "bind messages g first", "bind messages 'j j' two",
					   "bind global k everywhere", "bind list q own-list" };

	(void)state;
	assert_true(keymap_parse(keymap, defaults, strlen(defaults), "keys", true, NULL));
	for (size_t i = 0; i < ARRAY_SIZE(own); i++)
		assert_true(
			keymap_statement(keymap, own[i], strlen(own[i]), (unsigned)i + 1, NULL));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct key_sequence keys;
		const char *command = NULL;

		assert_true(key_sequence_parse(cases[i].keys, &keys, NULL));
		assert_int_equal(keymap_lookup(keymap, cases[i].contexts, 3, &keys, &command),
				 cases[i].command ? KEYMAP_FOUND : KEYMAP_PREFIX);
		if (cases[i].command)
			assert_string_equal(command, cases[i].command);
	}
	keymap_free(keymap);
}

static const struct keymap_binding *find(const struct keymap *keymap, const char *command)
{
	for (size_t i = 0; i < keymap_count(keymap); i++)
		if (strcmp(keymap_at(keymap, i)->command, command) == 0)
			return keymap_at(keymap, i);
	fail_msg("%s is not bound", command);
	return NULL;
}

static void test_what_is_in_the_way(void **state)
{
	static const char *const contexts[] = { "list", "messages", "global" };
	static const struct {
		const char *own, *hidden, *by; /* by NULL: it is reached */
	} cases[] = {
		{ "bind messages x one", "one", NULL },
		{ "bind messages g one", "top", "one" },
		{ "bind messages 'g g' one", "top", "one" }, /* waits for more */
		{ "bind messages q one", "quit", "one" },
		{ "bind global g one", "one", "top" },
		{ "bind global 'g x' one", "one", "top" },
		{ "bind list 'z a' one", "fold", NULL },
		{ "bind list z one", "fold", "one" },
		{ "bind list 'z f f' one", "one", "fold" },
	};
	static const char defaults[] =
		"bind list g top\nbind list 'z f' fold\nbind global q quit\n";

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct keymap *keymap = keymap_new();
		const struct keymap_binding *by;

		assert_true(keymap_parse(keymap, defaults, strlen(defaults), "keys", true, NULL));
		assert_true(keymap_statement(keymap, cases[i].own, strlen(cases[i].own), 7, NULL));
		assert_int_equal(find(keymap, "one")->line, 7);
		by = keymap_in_the_way(keymap, contexts, 3, find(keymap, cases[i].hidden));
		if (cases[i].by ? !by || strcmp(by->command, cases[i].by) != 0 : by != NULL)
			fail_msg("%s: %s is in the way", cases[i].own,
				 by ? by->command : "nothing");
		keymap_free(keymap);
	}
}

static void test_what_was_replaced_is_known(void **state)
{
	struct keymap *keymap = keymap_new();

	(void)state;
	assert_true(keymap_parse(keymap, "bind list g top\n", 16, "keys", true, NULL));
	assert_true(keymap_statement(keymap, "bind list g one", 15, 1, NULL));
	assert_string_equal(find(keymap, "one")->replaced, "top");
	assert_true(keymap_statement(keymap, "bind list g two", 15, 2, NULL));
	assert_null(find(keymap, "two")->replaced);
	keymap_free(keymap);
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
		{ "page", page_commands, page_command_count, NULL, NULL },
		{ "search", page_search_commands, page_search_command_count, NULL, NULL },
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
		cmocka_unit_test(test_a_screens_own_keys_come_first),
		cmocka_unit_test(test_what_is_in_the_way),
		cmocka_unit_test(test_what_was_replaced_is_known),
		cmocka_unit_test(test_keys_for_hints),
		cmocka_unit_test(test_default_keys_run_commands_that_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
