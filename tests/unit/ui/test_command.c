#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "ui/command.h"

/* Words joined by '|'. */
static void join(const struct command_words *words, struct strbuf *out)
{
	strbuf_reset(out);
	for (int i = 0; i < words->count; i++)
		strbuf_addf(out, "%s%s", i ? "|" : "", words->words[i]);
}

static void test_words(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		const char *words;
	} cases[] = {
		{ "", "" },
		{ "   ", "" },
		{ "# comment", "" },
		{ "a", "a" },
		{ " a  b\tc ", "a|b|c" },
		{ "a b # rest", "a|b" },
		{ "a#b", "a#b" },
		{ "\"a b\" c", "a b|c" },
		{ "'a \\ \"b' c", "a \\ \"b|c" },
		{ "\"a\\\"b\\\\c\\n\\t\"", "a\"b\\c\n\t" },
		{ "x\"y z\"w'q r'", "xy zwq r" },
		{ "\"\" ''", "|" },
		{ "a\\b", "a\\b" },
		{ "\"<C-f>\" 'g g'", "<C-f>|g g" },
	};
	struct strbuf joined = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct command_words words;

		assert_true(command_words_split(cases[i].line, strlen(cases[i].line), false, &words,
						NULL));
		join(&words, &joined);
		assert_string_equal(joined.data, cases[i].words);
		command_words_release(&words);
	}
	strbuf_release(&joined);
}

static void test_lines_that_are_refused(void **state)
{
	(void)state;
	struct strbuf many = STRBUF_INIT(STRBUF_LINE);
	struct command_words words;
	struct error err = ERROR_INIT;

	assert_false(command_words_split("a \"b", 4, false, &words, &err));
	assert_string_equal(error_text(&err), "a closing \" is missing");
	error_release(&err);
	assert_false(command_words_split("a 'b", 4, false, &words, NULL));
	assert_false(command_words_split("a\0b", 3, false, &words, NULL));
	for (int i = 0; i <= COMMAND_WORDS_MAX; i++)
		strbuf_addstr(&many, "a ");
	assert_false(command_words_split(many.data, many.length, false, &words, NULL));
	strbuf_reset(&many);
	strbuf_addn(&many, 'a', COMMAND_LINE_MAX + 1);
	assert_false(command_words_split(many.data, many.length, false, &words, &err));
	assert_int_equal(err.kind, ERROR_LIMIT);
	error_release(&err);
	strbuf_release(&many);
}

static void test_quoting_is_undone_by_splitting(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "a", "a b", "#", "\"", "'", "\\", "a\nb", "\t", "\\n", "é \" ' \\ x", "<Enter>",
	};
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct command_words words;

		strbuf_reset(&line);
		command_quote(&line, texts[i]);
		assert_true(command_words_split(line.data, line.length, false, &words, NULL));
		assert_int_equal(words.count, 1);
		assert_string_equal(words.words[0], texts[i]);
		command_words_release(&words);
	}
	strbuf_release(&line);
}

/* -- tables --------------------------------------------------------------------------------- */

static char ran[256], rest[64], tail[160];

static unsigned run_note(struct command_call *call)
{
	struct strbuf words = STRBUF_INIT(200);

	strbuf_addf(&words, "%s:", (const char *)call->target);
	for (int i = 0; i < call->argc; i++)
		strbuf_addf(&words, " %s", call->argv[i]);
	snprintf(ran, sizeof(ran), "%s", words.data);
	snprintf(rest, sizeof(rest), "%s", call->rest);
	snprintf(tail, sizeof(tail), "%s|%s", command_text(call, 0), command_text(call, 1));
	strbuf_release(&words);
	strbuf_addstr(&call->message, "noted");
	return EFFECT_REDRAW | EFFECT_BACK;
}

static unsigned run_fail(struct command_call *call)
{
	strbuf_addstr(&call->message, "not to be seen");
	error_set(call->err, ERROR_REFUSED, "no");
	return EFFECT_FAILED;
}

static bool never(void *target, const char **why)
{
	(void)target;
	*why = "select something first";
	return false;
}

static void offer_colors(const struct command_call *call, struct completion *completion)
{
	if (call->argc == 2) {
		completion_add(completion, "red", "like a tomato");
		completion_add(completion, "dark red", "");
		completion_add(completion, "green", NULL);
		completion_add(completion, "green", "again");
	}
}

static const struct command inner[] = {
	{ .name = "open", .args = "", .help = "Inner", .run = run_note },
	{ .name = "select", .args = "", .help = "Select", .run = run_note, .ready = never },
};

static const struct command outer[] = {
	{ .name = "open",
	  .args = "NAME",
	  .help = "Outer",
	  .min_args = 1,
	  .max_args = 1,
	  .run = run_note },
	{ .name = "paint",
	  .args = "COLOR [SHADE...]",
	  .help = "Paint",
	  .min_args = 1,
	  .max_args = -1,
	  .run = run_note,
	  .complete = offer_colors },
	{ .name = "page-up", .args = "", .help = "Up", .run = run_note },
	{ .name = "page-down", .args = "", .help = "Down", .run = run_note },
	{ .name = "page", .args = "", .help = "Page", .run = run_note },
	{ .name = "secret", .args = "", .help = "Secret", .flags = COMMAND_HIDDEN, .run = run_note },
	{ .name = "fail", .args = "", .help = "Fail", .run = run_fail },
};

static char inner_target[] = "inner";
static char outer_target[] = "outer";
static const struct command_scope scopes[] = {
	{ "list", inner, ARRAY_SIZE(inner), inner_target, NULL },
	{ "global", outer, ARRAY_SIZE(outer), outer_target, NULL },
};

static void test_running(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		unsigned effects;
		const char *ran; /* or the error */
	} cases[] = {
		{ "", EFFECT_NONE, "" },
		{ "open", EFFECT_REDRAW | EFFECT_BACK, "inner: open" },
		{ "pai red", EFFECT_REDRAW | EFFECT_BACK, "outer: paint red" },
		{ "paint 'dark red' 2 3", EFFECT_REDRAW | EFFECT_BACK,
		  "outer: paint dark red 2 3" },
		{ "page", EFFECT_REDRAW | EFFECT_BACK, "outer: page" },
		{ "secret", EFFECT_REDRAW | EFFECT_BACK, "outer: secret" },
		{ "secr", EFFECT_FAILED, "there is no command 'secr' here" },
		{ "page-", EFFECT_FAILED, "'page-' may be page-up, page-down" },
		{ "pa", EFFECT_FAILED, "'pa' may be paint, page-up, page-down, page" },
		{ "paitn x", EFFECT_FAILED,
		  "there is no command 'paitn' here; did you mean 'paint'?" },
		{ "xyzzy", EFFECT_FAILED, "there is no command 'xyzzy' here" },
		{ "paint", EFFECT_FAILED, "usage: paint COLOR [SHADE...]" },
		{ "open x", EFFECT_FAILED, "'open' takes no arguments" },
		{ "select", EFFECT_FAILED, "select something first" },
		{ "fail", EFFECT_FAILED, "no" },
		{ "'' x", EFFECT_FAILED, "there is no command '' here" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf message = STRBUF_INIT(STRBUF_LINE);
		struct error err = ERROR_INIT;
		unsigned effects;

		ran[0] = '\0';
		effects = command_run(scopes, 2, cases[i].line, &message, &err);
		assert_int_equal(effects, cases[i].effects);
		if (effects & EFFECT_FAILED) {
			assert_string_equal(error_text(&err), cases[i].ran);
			assert_int_equal(message.length, 0);
		} else {
			assert_int_equal(err.kind, ERROR_NONE);
			assert_string_equal(ran, cases[i].ran);
			assert_string_equal(message.data, *cases[i].line ? "noted" : "");
		}
		error_release(&err);
		strbuf_release(&message);
	}
}

/* Behind the name, with its quotes. */
static void test_what_is_behind_the_name(void **state)
{
	(void)state;
	assert_true(command_run(scopes, 2, " pai  text:\"a b\" 'c' ", NULL, NULL));
	assert_string_equal(rest, "text:\"a b\" 'c' ");
	assert_string_equal(tail, "text:\"a b\" 'c' |b\" 'c' ");
	assert_true(command_run(scopes, 2, "paint \"a b\"", NULL, NULL));
	assert_string_equal(tail, "a b|");
	assert_true(command_run(scopes, 2, "paint red 'a \"b c\"'", NULL, NULL));
	assert_string_equal(tail, "red 'a \"b c\"'|a \"b c\"");
	assert_true(command_run(scopes, 2, "paint red a \"b c\"", NULL, NULL));
	assert_string_equal(tail, "red a \"b c\"|a \"b c\"");
	assert_true(command_run(scopes, 2, "open", NULL, NULL));
	assert_string_equal(rest, "");
}

static void test_completion(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		const char *words;
		size_t from;
	} cases[] = {
		{ "", "fail open page page-down page-up paint select", 0 },
		{ "pa", "page page-down page-up paint", 0 },
		{ "  pa", "page page-down page-up paint", 2 },
		{ "x", "", 0 },
		{ "paint ", "dark red green red", 6 },
		{ "paint r", "red", 6 },
		{ "pai r", "red", 4 },
		{ "paint \"da", "dark red", 6 },
		{ "paint red ", "", 10 },
		{ "open ", "", 5 },
		{ "nothing ", "", 8 },
	};
	struct strbuf words = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct completion completion;

		strbuf_reset(&words);
		command_complete(scopes, 2, cases[i].line, strlen(cases[i].line), &completion);
		for (size_t k = 0; k < completion.count; k++)
			strbuf_addf(&words, "%s%s", k ? " " : "", completion.items[k].word);
		assert_string_equal(words.data, cases[i].words);
		assert_int_equal(completion.replace_from, cases[i].from);
		completion_release(&completion);
	}
	strbuf_release(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_lines_that_are_refused),
		cmocka_unit_test(test_quoting_is_undone_by_splitting),
		cmocka_unit_test(test_running),
		cmocka_unit_test(test_what_is_behind_the_name),
		cmocka_unit_test(test_completion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
