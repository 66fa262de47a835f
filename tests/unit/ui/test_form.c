#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "typed.h"
#include "ui/form.h"
#include "ui/key.h"
#include "ui/keymap.h"

/* -- a form to test with ----------------------------------------------------------------------- */

static bool check_seconds(void *context, const char *value, struct error *err)
{
	(void)context;
	return strspn(value, "0123456789") == strlen(value) ||
	       error_set(err, ERROR_USAGE, "Give a number of seconds");
}

static void remark_seconds(void *context, const char *value, struct strbuf *out,
			   enum style_role *role)
{
	(void)context;
	(void)role;
	if (*value)
		strbuf_addf(out, "= %zu digits", strlen(value));
}

static void complete_method(void *context, const char *line, size_t length,
			    struct completion *completion)
{
	(void)context;
	(void)line;
	(void)length;
	completion_add(completion, "GET /a b", "the first");
	completion_add(completion, "GET /x", "the second");
	completion_add(completion, "POST /", "the third");
}

static const struct form_choice use_choices[] = {
	{ "marketing", "Marketing" },
	{ "poll", NULL },
	{ "discussion", "Discussion" },
	{ NULL, NULL },
};

static const struct form_field fields[] = {
	{ .name = "Name",
	  .title = "Friendly name",
	  .group = "Name",
	  .help = "How you call it.",
	  .kind = FORM_TEXT,
	  .required = true },
	{ .name = "Use",
	  .title = "Use",
	  .group = "Name",
	  .kind = FORM_CHOICE,
	  .choices = use_choices },
	{ .name = "Sticky", .title = "Sticky", .group = "Sending", .kind = FORM_FLAG },
	{ .name = "Validity",
	  .title = "Validity",
	  .group = "Sending",
	  .kind = FORM_TEXT,
	  .check = check_seconds,
	  .remark = remark_seconds },
	{ .name = "Old", .title = "Old", .group = "Sending", .kind = FORM_FLAG, .fixed = true },
	{ .name = "Body", .title = "Text", .group = "Sending", .kind = FORM_AREA, .rows = 2 },
	{ .name = "Media", .title = "Media", .kind = FORM_LIST, .more = true },
	{ .name = "Request",
	  .title = "Request",
	  .kind = FORM_TEXT,
	  .more = true,
	  .complete = complete_method },
	{ .name = "Word", .title = "Word", .kind = FORM_TEXT, .more = true, .secret = true },
};

static struct strbuf told;

static void tell(void *context, const char *name)
{
	(void)context;
	strbuf_addf(&told, "%s ", name);
}

static struct keymap *keymap;

static struct form *start(void)
{
	struct form *form = form_new(fields, ARRAY_SIZE(fields), NULL);

	strbuf_init(&told, STRBUF_LINE);
	keymap = keymap_new();
	assert_true(keymap_parse(keymap, keymap_default_text, strlen(keymap_default_text), "keys",
				 true, NULL));
	form_set_original(form, "Name", "Alerts");
	form_set(form, "Name", "Alerts");
	form_on_change(form, tell);
	return form;
}

static void stop(struct form *form)
{
	form_free(form);
	keymap_free(keymap);
	strbuf_release(&told);
}

/* One key as the shell handles it: the form first, then its keymap. Returns the effects. */
static unsigned press_one(struct form *form, uint32_t key)
{
	struct command_scope scope = form_scope(form);
	struct key_sequence keys = { .count = 1, .keys = { key } };
	unsigned effects = form_key(form, key);
	const char *command;

	if (!(effects & EFFECT_PASS))
		return effects;
	if (keymap_lookup(keymap, &scope.name, 1, &keys, &command) != KEYMAP_FOUND)
		return EFFECT_PASS;
	return command_run(&scope, 1, command, NULL, NULL);
}

static unsigned press(struct form *form, const char *keys)
{
	unsigned effects = EFFECT_NONE;
	uint32_t key;

	while (typed_next(&keys, &key))
		effects = press_one(form, key);
	return effects;
}

/* -- keys -------------------------------------------------------------------------------------- */

static void test_a_text_is_typed(void **state)
{
	struct form *form = start();

	(void)state;
	assert_int_equal(press(form, "x"), EFFECT_PASS);
	press(form, "<Enter> <Space> E U");
	assert_true(form_editing(form));
	/* It counts as it is typed, and Esc takes it back. */
	assert_string_equal(form_value(form, "Name"), "Alerts EU");
	assert_true(form_changed(form, "Name"));
	press(form, "<Esc>");
	assert_false(form_editing(form));
	assert_string_equal(form_value(form, "Name"), "Alerts");
	assert_int_equal(form_changes(form), 0);
	assert_string_equal(told.data, "Name Name Name Name ");
	/* Blanks at its ends are not meant. */
	press(form, "e <Space> 2 <Space> <Enter>");
	assert_string_equal(form_value(form, "Name"), "Alerts 2");
	press(form, "u");
	assert_false(form_changed(form, "Name"));
	stop(form);
}

static void test_fields_follow_each_other(void **state)
{
	struct form *form = start();

	(void)state;
	press(form, "<Enter> <C-u> A <Tab>");
	/* A choice is not typed. */
	assert_string_equal(form_cursor(form)->name, "Use");
	assert_false(form_editing(form));
	press(form, "j j <Enter> 6 0 <S-Tab>");
	assert_string_equal(form_cursor(form)->name, "Sticky");
	assert_string_equal(form_value(form, "Validity"), "60");
	/* From a text to a text it goes on. */
	press(form, "G k <Enter> <Up> <Down>");
	assert_string_equal(form_cursor(form)->name, "Old");
	press(form, "j <Enter> a <Tab>");
	assert_string_equal(form_value(form, "Body"), "a");
	press(form, "g <Home>");
	assert_string_equal(form_cursor(form)->name, "Name");
	assert_int_equal(press(form, "k"), EFFECT_NONE);
	stop(form);
}

static void test_choices(void **state)
{
	struct form *form = start();

	(void)state;
	assert_string_equal(form_value(form, "Use"), "marketing");
	press(form, "j <Right>");
	assert_string_equal(form_value(form, "Use"), "poll");
	press(form, "<Left> <Left>");
	assert_string_equal(form_value(form, "Use"), "discussion");
	press(form, "<Space>");
	assert_string_equal(form_value(form, "Use"), "marketing");
	/* What the server has, but we do not know. */
	form_set(form, "Use", "novel");
	form_set_original(form, "Use", "novel");
	assert_int_equal(form_changes(form), 0);
	press(form, "l");
	assert_string_equal(form_value(form, "Use"), "marketing");
	press(form, "u h");
	assert_string_equal(form_value(form, "Use"), "discussion");
	press(form, "j <Enter>");
	assert_string_equal(form_value(form, "Sticky"), "true");
	press(form, "<Del>");
	assert_string_equal(form_value(form, "Sticky"), "false");
	/* A text has none. */
	assert_int_equal(press(form, "j l"), EFFECT_FAILED);
	stop(form);
}

static void test_what_is_fixed_stays(void **state)
{
	struct form *form = start();
	struct error err = ERROR_INIT;
	struct command_scope scope = form_scope(form);

	(void)state;
	form_go(form, "Old");
	assert_int_equal(press(form, "<Enter>"), EFFECT_FAILED);
	assert_int_equal(press(form, "l"), EFFECT_FAILED);
	assert_int_equal(press(form, "<Del>"), EFFECT_FAILED);
	assert_string_equal(form_value(form, "Old"), "false");
	form_set_fixed(form, "This session is read-only");
	form_go(form, "Name");
	assert_true(command_run(&scope, 1, "edit", NULL, &err) & EFFECT_FAILED);
	assert_string_equal(error_text(&err), "This session is read-only");
	assert_int_equal(form_paste(form, "x", 1), EFFECT_PASS);
	assert_string_equal(form_value(form, "Name"), "Alerts");
	form_set_fixed(form, NULL);
	assert_int_equal(press(form, "<Enter>"), EFFECT_REDRAW);
	error_release(&err);
	stop(form);
}

static void test_several_lines(void **state)
{
	struct form *form = start();

	(void)state;
	form_go(form, "Body");
	press(form, "<Enter> a <Enter> b <Up> c");
	assert_string_equal(form_value(form, "Body"), "ac\nb");
	assert_string_equal(form_scope(form).name, "area");
	press(form, "<Esc>");
	assert_false(form_editing(form));
	assert_string_equal(form_value(form, "Body"), "ac\nb");
	press(form, "<Enter> x <C-c>");
	assert_string_equal(form_value(form, "Body"), "ac\nb");
	/* A list has no empty lines. */
	form_go(form, "Media");
	assert_true(form_shows_more(form));
	form_paste(form, " https://a \n\n\nhttps://b  ", 25);
	press(form, "<Tab>");
	assert_string_equal(form_value(form, "Media"), "https://a\nhttps://b");
	stop(form);
}

static void test_pasting(void **state)
{
	struct form *form = start();

	(void)state;
	assert_int_equal(form_paste(form, " EU\n", 4), EFFECT_REDRAW);
	assert_true(form_editing(form));
	assert_string_equal(form_value(form, "Name"), "Alerts EU");
	press(form, "<Enter> j");
	assert_int_equal(form_paste(form, "poll", 4), EFFECT_PASS);
	stop(form);
}

static void test_completions(void **state)
{
	struct form *form = start();

	(void)state;
	form_go(form, "Request");
	/* Words are put in without quotes, and only what begins like it is offered. */
	press(form, "<Enter> G E <Down>");
	assert_string_equal(form_value(form, "Request"), "GET /a b");
	press(form, "<Down>");
	assert_string_equal(form_value(form, "Request"), "GET /x");
	press(form, "<Down>");
	assert_string_equal(form_value(form, "Request"), "GE");
	press(form, "<Up> <Enter>");
	assert_false(form_editing(form));
	assert_string_equal(form_value(form, "Request"), "GET /x");
	press(form, "<Enter> <C-u> P <Down> <Enter>");
	assert_string_equal(form_value(form, "Request"), "POST /");
	stop(form);
}

static void test_the_rest_is_hidden(void **state)
{
	struct form *form = start();

	(void)state;
	press(form, "G");
	assert_string_equal(form_cursor(form)->name, "Body");
	press(form, "+ G");
	assert_string_equal(form_cursor(form)->name, "Word");
	press(form, "+");
	assert_string_equal(form_cursor(form)->name, "Body");
	stop(form);
}

/* -- what is wrong ----------------------------------------------------------------------------- */

static void test_checking(void **state)
{
	struct form *form = start();
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(form_check(form, &err));
	press(form, "<Enter> <C-u> <Enter>");
	form_go(form, "Validity");
	press(form, "<Enter> x");
	/* Checking ends the editing, and goes to the first that is wrong. */
	assert_false(form_check(form, &err));
	assert_string_equal(error_text(&err), "Friendly name: This is needed");
	assert_string_equal(form_cursor(form)->name, "Name");
	press(form, "<Enter> A <Enter>");
	assert_false(form_check(form, &err));
	assert_string_equal(error_text(&err), "Validity: Give a number of seconds");
	assert_string_equal(form_cursor(form)->name, "Validity");
	press(form, "<Del>");
	assert_true(form_check(form, NULL));
	/* What somebody else said stays until the value changes, or it is asked again. */
	form_fault(form, "Validity", "No");
	assert_true(form_check(form, NULL));
	form_forget_faults(form);
	error_release(&err);
	stop(form);
}

static void test_commands(void **state)
{
	struct form *form = start();
	struct command_scope scope = form_scope(form);
	struct completion completion = { .prefix = "" };

	(void)state;
	assert_int_equal(command_run(&scope, 1, "set name 'Two words'", NULL, NULL), EFFECT_REDRAW);
	assert_string_equal(form_value(form, "Name"), "Two words");
	assert_int_equal(command_run(&scope, 1, "set Use poll", NULL, NULL), EFFECT_REDRAW);
	assert_string_equal(form_value(form, "Use"), "poll");
	assert_int_equal(command_run(&scope, 1, "set Use novel", NULL, NULL), EFFECT_FAILED);
	assert_int_equal(command_run(&scope, 1, "set Old true", NULL, NULL), EFFECT_FAILED);
	assert_int_equal(command_run(&scope, 1, "set Nothing x", NULL, NULL), EFFECT_FAILED);
	assert_int_equal(form_changes(form), 2);
	command_complete(&scope, 1, "set Use ", 8, &completion);
	assert_int_equal(completion.count, 3);
	assert_string_equal(completion.items[0].word, "discussion");
	completion_release(&completion);
	command_complete(&scope, 1, "set S", 5, &completion);
	assert_int_equal(completion.count, 1);
	assert_string_equal(completion.items[0].word, "Sticky");
	completion_release(&completion);
	stop(form);
}

static void test_changes_in_order(void **state)
{
	struct form *form = start();
	const char *from, *to;

	(void)state;
	form_set(form, "Validity", "60");
	form_set(form, "Name", "New");
	assert_int_equal(form_changes(form), 2);
	assert_string_equal(form_change(form, 0, &from, &to)->name, "Name");
	assert_string_equal(from, "Alerts");
	assert_string_equal(to, "New");
	assert_string_equal(form_change(form, 1, &from, &to)->name, "Validity");
	assert_string_equal(from, "");
	assert_null(form_change(form, 2, &from, &to));
	/* The program's own changes are not told. */
	assert_string_equal(told.data, "");
	stop(form);
}

/* -- drawing ----------------------------------------------------------------------------------- */

static struct surface surface;

static void check_screen(struct form *form, const char *const *rows)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct pane pane = pane_whole(&surface);

	form_draw(form, &pane, true);
	for (int i = 0; i < surface.rows; i++) {
		strbuf_reset(&text);
		surface_row_text(&surface, i, &text);
		assert_string_equal(text.data, rows[i]);
	}
	strbuf_release(&text);
}

/* One under another, and near the values. */
static void test_notes_of_a_wide_form(void **state)
{
	struct strbuf row = STRBUF_INIT(STRBUF_LINE);
	struct form *form = start();
	struct pane pane;

	(void)state;
	surface_init(&surface, 100, 16);
	pane = pane_whole(&surface);
	form_set(form, "Validity", "3600");
	form_set(form, "Name", "Alerts and everything that is urgent");
	form_set(form, "Use", "poll");
	form_draw(form, &pane, true);
	surface_row_text(&surface, 2, &row);
	assert_string_equal(row.data,
			    "▌•Friendly name  Alerts and everything that is urgent   was Alerts");
	strbuf_reset(&row);
	surface_row_text(&surface, 3, &row);
	assert_string_equal(row.data, " •Use            poll                      was Marketing");
	strbuf_reset(&row);
	surface_row_text(&surface, 7, &row);
	assert_string_equal(row.data,
			    " •Validity       3600                      = 4 digits  was empty");
	strbuf_release(&row);
	surface_release(&surface);
	stop(form);
}

static void test_drawing(void **state)
{
	struct form *form = start();

	(void)state;
	surface_init(&surface, 56, 16);
	form_set(form, "Validity", "3600");
	check_screen(form, (const char *const[]){
				   "",
				   " Name",
				   "▌ Friendly name  Alerts",
				   "  Use            Marketing",
				   "",
				   " Sending",
				   "  Sticky         no",
				   " •Validity       3600            = 4 digits  was empty",
				   "  Old            no",
				   "  Text           –",
				   "",
				   "  … 3 more fields",
				   "── Friendly name · Name ────────────────────────────────",
				   "  How you call it.",
				   "",
				   "",
			   });
	assert_int_equal(surface.cursor_row, 2);
	press(form, "j l");
	check_screen(form, (const char *const[]){
				   "",
				   " Name",
				   "  Friendly name  Alerts",
				   "▌•Use            poll ◂▸                 was Marketing",
				   "",
				   " Sending",
				   "  Sticky         no",
				   " •Validity       3600            = 4 digits  was empty",
				   "  Old            no",
				   "  Text           –",
				   "",
				   "  … 3 more fields",
				   "── Use ─────────────────────────────────────────────────",
				   "  Marketing · poll · Discussion",
				   "",
				   "",
			   });
	surface_release(&surface);
	stop(form);
}

static void test_drawing_what_is_edited(void **state)
{
	struct form *form = start();

	(void)state;
	surface_init(&surface, 40, 9);
	/* Wrapped, with the caret behind it; the old value goes below what leaves it no room. */
	press(form, "<Enter> <Space> i n <Space> E u r o p e <Space> o n l y <Space> n o w");
	check_screen(form, (const char *const[]){
				   " Name",
				   "▌•Friendly name│Alerts in Europe only │",
				   "▌              │now                   │",
				   "▌               was Alerts",
				   "  Use           Marketing",
				   " Sending",
				   "  Sticky        no",
				   "  Validity      –",
				   "  Old           no                     ▼",
			   });
	assert_int_equal(surface.cursor_row, 2);
	assert_int_equal(surface.cursor_column, 19);
	assert_true(surface.cursor_visible);
	stop(form);
	surface_release(&surface);
}

static void test_drawing_faults_and_secrets(void **state)
{
	struct form *form = start();

	(void)state;
	surface_init(&surface, 50, 8);
	form_set(form, "Word", "se\xc3\xa9t");
	form_fault(form, "Word", "Twilio says \033 no");
	form_go(form, "Word");
	check_screen(form, (const char *const[]){
				   "  Validity       –                               ▲",
				   "  Old            no",
				   "  Text           –",
				   "",
				   "  Media          –",
				   "  Request        –",
				   "▌•Word           ••••                  was empty",
				   "▌                ✗ Twilio says ␛ no",
			   });
	press(form, "<Enter> <Left>");
	check_screen(form, (const char *const[]){
				   "  Validity       –                               ▲",
				   "  Old            no",
				   "  Text           –",
				   "",
				   "  Media          –",
				   "  Request        –",
				   "▌•Word          │••••                │ was empty",
				   "▌                ✗ Twilio says ␛ no",
			   });
	assert_int_equal(surface.cursor_column, 20);
	/* The fault goes with the value that it was about. */
	press(form, "x <Enter>");
	form_go(form, "Request");
	press(form, "<Enter> G");
	check_screen(form, (const char *const[]){
				   "  Sticky         no                              ▲",
				   "  Validity       –",
				   "  Old            no",
				   "  Text           –",
				   "                   GET /a b  the first",
				   "  Media            GET /x    the second",
				   "▌•Request       │G                   │ was empty",
				   " •Word           •••••                 was empty",
			   });
	stop(form);
	surface_release(&surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_text_is_typed),
		cmocka_unit_test(test_fields_follow_each_other),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_what_is_fixed_stays),
		cmocka_unit_test(test_several_lines),
		cmocka_unit_test(test_pasting),
		cmocka_unit_test(test_completions),
		cmocka_unit_test(test_the_rest_is_hidden),
		cmocka_unit_test(test_checking),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_changes_in_order),
		cmocka_unit_test(test_notes_of_a_wide_form),
		cmocka_unit_test(test_drawing),
		cmocka_unit_test(test_drawing_what_is_edited),
		cmocka_unit_test(test_drawing_faults_and_secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
