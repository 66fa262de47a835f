#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/key.h"
#include "ui/shell_internal.h"

/* What happened to the views, as text: "+a" opened, "-a" closed, "a!" shown, "a?" hidden. */
static struct strbuf events;

struct note {
	struct view base;
	char mark;
};

static bool open_note(struct view *view, int argc, const char *const *argv, struct error *err)
{
	struct note *note = (struct note *)view;

	if (argc > 1 && strcmp(argv[1], "bad") == 0)
		return error_set(err, ERROR_USAGE, "bad argument");
	note->mark = view->ops->name[0];
	strbuf_addf(&events, "+%c ", note->mark);
	return true;
}

static void close_note(struct view *view)
{
	strbuf_addf(&events, "-%c ", ((struct note *)view)->mark);
}

static void show_note(struct view *view)
{
	strbuf_addf(&events, "%c! ", ((struct note *)view)->mark);
}

static void hide_note(struct view *view)
{
	strbuf_addf(&events, "%c? ", ((struct note *)view)->mark);
}

static unsigned result_note(struct view *view, const void *news)
{
	strbuf_addf(&events, "%c=%s ", ((struct note *)view)->mark, (const char *)news);
	return EFFECT_NONE;
}

static void draw_note(struct view *view, const struct pane *pane, unsigned levels)
{
	draw_clear(pane, STYLE_TEXT);
	draw_format(pane, 0, 0, pane->width, STYLE_TEXT, "view %s %u", view->ops->name, levels);
}

/* Not saved while it says anything. */
static const char *unsaved_text;

static bool unsaved_note(const struct view *view, struct strbuf *what)
{
	(void)view;
	strbuf_addstr(what, unsaved_text ? unsaved_text : "");
	return unsaved_text != NULL;
}

static int changes;

static unsigned run_change(struct command_call *call)
{
	(void)call;
	changes++;
	return EFFECT_NONE;
}

static void ask_change(const struct command_call *call, struct strbuf *text)
{
	strbuf_addf(text, "Really %s?", call->argv[0]);
}

static const struct command note_commands[] = {
	{ .name = "change",
	  .args = "",
	  .help = "Change",
	  .flags = COMMAND_CHANGES_ACCOUNT,
	  .run = run_change },
	{ .name = "erase",
	  .args = "",
	  .help = "Erase",
	  .flags = COMMAND_CONFIRM,
	  .question = ask_change,
	  .run = run_change },
};

#define NOTE_VIEW(view_name, view_title)                                                         \
	{                                                                                        \
		.name = view_name, .title = view_title, .help = "", .size = sizeof(struct note), \
		.commands = note_commands, .command_count = ARRAY_SIZE(note_commands),           \
		.open = open_note, .close = close_note, .show = show_note, .hide = hide_note,    \
		.result = result_note, .draw = draw_note,                                        \
	}

static const struct view_ops a_ops = NOTE_VIEW("a", "Alpha");
static const struct view_ops b_ops = NOTE_VIEW("b", "Beta");
static const struct view_ops m_ops = NOTE_VIEW("m", "Message");
static const struct view_ops n_ops = NOTE_VIEW("n", "Number");
static const struct view_ops u_ops = {
	.name = "u",
	.title = "Unsaved",
	.help = "",
	.size = sizeof(struct note),
	.open = open_note,
	.close = close_note,
	.show = show_note,
	.hide = hide_note,
	.draw = draw_note,
	.unsaved = unsaved_note,
};
static const struct view_ops *const roots[] = { &a_ops, &b_ops };
static const struct view_ops *const others[] = { &m_ops, &n_ops, &u_ops };

static bool read_only;

static bool allow(void *app, const struct command *command, struct error *err)
{
	(void)app;
	(void)command;
	return !read_only || error_set(err, ERROR_REFUSED, "this session is read-only");
}

static const struct shell_ops ops = { .allow = allow };

struct fixture {
	struct loop *loop;
	struct keymap *keymap;
	struct shell *shell;
};

static struct fixture *start(void)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	strbuf_init(&events, STRBUF_LINE);
	read_only = false;
	changes = 0;
	f->loop = loop_new();
	f->keymap = keymap_new();
	f->shell = shell_new(f->loop, f->keymap, &ops, NULL);
	shell_set_views(f->shell, roots, ARRAY_SIZE(roots), others, ARRAY_SIZE(others));
	return f;
}

static void stop(struct fixture *f)
{
	shell_free(f->shell);
	keymap_free(f->keymap);
	loop_free(f->loop);
	free(f);
	strbuf_release(&events);
}

/* Runs a command line and says what it did to the views. */
static void expect(struct fixture *f, const char *line, const char *expected)
{
	strbuf_reset(&events);
	shell_execute(f->shell, line);
	assert_string_equal(events.data, expected);
}

static void test_views_come_and_go(void **state)
{
	(void)state;
	struct fixture *f = start();

	expect(f, "open 1", "+a a! ");
	expect(f, "open m x", "+m a? m! ");
	expect(f, "open n", "+n m? n! ");
	expect(f, "back", "n? m! ");
	expect(f, "back", "m? a! ");
	expect(f, "back", "");
	expect(f, "forward", "a? m! ");
	expect(f, "forward", "m? n! ");
	expect(f, "forward", "");
	expect(f, "back", "n? m! ");
	/* Something else is opened: what was kept for forward is closed. */
	expect(f, "open m", "+m m? -n m! ");
	/* A root is switched to, and stays when it is left. */
	expect(f, "open b", "+b m? -m -m b! ");
	expect(f, "open a", "b? a! ");
	expect(f, "open 2", "a? b! ");
	expect(f, "open zebra", "");
	assert_string_equal(f->shell->message.data, "there is no screen 'zebra'");
	expect(f, "open m bad", "");
	assert_string_equal(f->shell->message.data, "bad argument");
	assert_ptr_equal(shell_view(f->shell)->ops, &b_ops);
	stop(f);
}

static void test_news_reach_each_living_view_once(void **state)
{
	(void)state;
	struct fixture *f = start();

	shell_execute(f->shell, "open b");
	shell_execute(f->shell, "open a");
	shell_execute(f->shell, "open m");
	shell_execute(f->shell, "back");
	strbuf_reset(&events);
	shell_news(f->shell, "x");
	assert_string_equal(events.data, "a=x b=x m=x ");
	stop(f);
}

static void test_deep_stacks_end(void **state)
{
	(void)state;
	struct fixture *f = start();

	shell_execute(f->shell, "open a");
	for (int i = 0; i < 2 * SHELL_DEPTH_MAX; i++)
		shell_execute(f->shell, "open m");
	assert_int_equal(f->shell->depth, SHELL_DEPTH_MAX);
	assert_non_null(strstr(f->shell->message.data, "go back first"));
	stop(f);
}

static void test_read_only_refuses_before_anything_else(void **state)
{
	(void)state;
	struct fixture *f = start();

	shell_execute(f->shell, "open a");
	shell_execute(f->shell, "change");
	assert_int_equal(changes, 1);
	read_only = true;
	shell_execute(f->shell, "change");
	assert_int_equal(changes, 1);
	assert_string_equal(f->shell->message.data, "this session is read-only");
	stop(f);
}

static void test_questions_are_asked_first(void **state)
{
	(void)state;
	struct fixture *f = start();

	shell_execute(f->shell, "open a");
	shell_execute(f->shell, "erase");
	assert_true(shell_dialog_is_open(f->shell));
	assert_int_equal(changes, 0);
	/* A second question does not replace the first. */
	shell_execute(f->shell, "erase");
	assert_int_equal(f->shell->dialogs.count, 1);
	assert_true(shell_overlay_key(f->shell, 'n'));
	assert_false(shell_dialog_is_open(f->shell));
	assert_int_equal(changes, 0);
	shell_execute(f->shell, "erase");
	assert_true(shell_overlay_key(f->shell, 'y'));
	assert_int_equal(changes, 1);
	assert_false(shell_overlay_key(f->shell, 'y'));
	/* An open question at the end is no leak. */
	shell_execute(f->shell, "erase");
	stop(f);
}

static void test_what_is_not_saved_is_left_only_after_a_question(void **state)
{
	(void)state;
	struct fixture *f = start();
	struct error err = ERROR_INIT;
	const char *argv[] = { "b" };

	shell_execute(f->shell, "open a");
	shell_execute(f->shell, "open u");
	unsaved_text = NULL;
	expect(f, "back", "u? a! ");
	expect(f, "forward", "a? u! ");
	unsaved_text = "Two changes are not saved.";
	/* Something on top of it does not close it. */
	expect(f, "open m", "+m u? m! ");
	expect(f, "open 2", "");
	assert_true(shell_dialog_is_open(f->shell));
	shell_overlay_key(f->shell, 'n');
	expect(f, "back", "m? u! ");
	expect(f, "back", "");
	shell_overlay_key(f->shell, UIKEY_ENTER);
	assert_ptr_equal(shell_view(f->shell)->ops, &u_ops);
	/* A program that opens another screen is told. */
	assert_false(shell_open(f->shell, 1, argv, &err));
	assert_int_equal(err.kind, ERROR_REFUSED);
	error_release(&err);
	/* What was given up is closed, and does not come back by forward. */
	expect(f, "back", "");
	strbuf_reset(&events);
	shell_overlay_key(f->shell, 'y');
	assert_string_equal(events.data, "u? a! -m -u ");
	expect(f, "forward", "");
	shell_execute(f->shell, "open u");
	expect(f, "open 2", "");
	strbuf_reset(&events);
	shell_overlay_key(f->shell, 'y');
	assert_string_equal(events.data, "+b u? -u b! ");
	/* An open question at the end is no leak. */
	shell_execute(f->shell, "open u");
	expect(f, "open 1", "");
	stop(f);
	unsaved_text = NULL;
}

static void check_row(struct fixture *f, int row, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	surface_row_text(&f->shell->surface, row, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

static void test_frames(void **state)
{
	(void)state;
	struct fixture *f = start();

	surface_resize(&f->shell->surface, 60, 15);
	shell_execute(f->shell, "open a");
	shell_draw(f->shell, LOOP_PRIMARY);
	check_row(f, 0, " 1▸Alpha 2 Beta");
	check_row(f, 1, "view a 1");
	shell_message(f->shell, STYLE_TEXT, "hello %s", "you");
	shell_draw(f->shell, LOOP_SECONDARY);
	check_row(f, 1, "view a 2");
	check_row(f, 14, " hello you");
	/* What lies over a view is drawn over all of it, and so is what comes after. */
	shell_execute(f->shell, "help");
	shell_draw(f->shell, LOOP_PRIMARY);
	check_row(f, 1, "┌─ Keys and commands ──────────────────────────────────────┐");
	assert_true(shell_overlay_key(f->shell, UIKEY_ESC));
	shell_draw(f->shell, LOOP_PRIMARY);
	check_row(f, 1, "view a 3");
	shell_execute(f->shell, "command");
	shell_overlay_paste(f->shell, "open", 4);
	shell_draw(f->shell, LOOP_PRIMARY);
	check_row(f, 14, ":open");
	assert_true(f->shell->surface.cursor_visible);
	shell_overlay_key(f->shell, UIKEY_ESC);
	shell_forget_message(f->shell);
	/* While a question is open the keys of the view are not offered. */
	shell_execute(f->shell, "erase");
	shell_draw(f->shell, LOOP_PRIMARY);
	check_row(f, 14, "");
	shell_overlay_key(f->shell, UIKEY_ESC);
	shell_draw(f->shell, LOOP_PRIMARY);
	surface_resize(&f->shell->surface, 59, 15);
	shell_draw(f->shell, LOOP_PRIMARY);
	check_row(f, 6, " This needs 60×15 cells.");
	check_row(f, 7, " The terminal has 59×15: please make it larger, or quit");
	stop(f);
}

static void test_long_errors_open_a_box_but_never_over_a_question(void **state)
{
	(void)state;
	struct fixture *f = start();
	struct error err = ERROR_INIT;

	error_set(&err, ERROR_API, "%0300d", 7);
	shell_execute(f->shell, "open a");
	shell_error(f->shell, &err);
	assert_int_equal(f->shell->dialogs.count, 1);
	shell_overlay_key(f->shell, UIKEY_ENTER);
	shell_execute(f->shell, "erase");
	shell_error(f->shell, &err);
	assert_int_equal(f->shell->dialogs.count, 1);
	assert_int_equal(f->shell->message_role, STYLE_BAD);
	error_release(&err);
	stop(f);
}

/* -- what is open over a view ------------------------------------------------------------------- */

static void prompt_done(void *context, const char *text)
{
	strbuf_addf(&events, "%s=%s ", (const char *)context, text ? text : "none");
}

static void dialog_done(void *context, enum dialog_answer answer)
{
	strbuf_addf(&events, "%s=%s ", (const char *)context, answer == DIALOG_NO ? "no" : "?");
}

static void ask_for(struct shell *shell, const char *what)
{
	shell_prompt(shell, &(struct shell_prompt){ .label = "/",
						    .done = prompt_done,
						    .context = (void *)(uintptr_t)what });
}

static void test_prompts_end_with_their_view(void **state)
{
	struct fixture *f = start();

	(void)state;
	shell_execute(f->shell, "open a");
	ask_for(f->shell, "first");
	strbuf_reset(&events);
	/* Another takes its place. */
	ask_for(f->shell, "second");
	assert_string_equal(events.data, "first=none ");
	expect(f, "open m", "second=none +m a? m! ");
	assert_false(shell_has_overlay(f->shell));
	ask_for(f->shell, "third");
	expect(f, "open b", "third=none +b m? -m b! ");
	shell_execute(f->shell, "open m");
	ask_for(f->shell, "fourth");
	expect(f, "back", "fourth=none m? b! ");
	ask_for(f->shell, "fifth");
	expect(f, "forward", "fifth=none b? m! ");
	stop(f);
}

static void test_all_ends_before_views_are_closed(void **state)
{
	struct dialog_spec spec = { .kind = DIALOG_CONFIRM, .title = "Sure?", .text = "" };
	struct fixture *f = start();

	(void)state;
	shell_execute(f->shell, "open a");
	ask_for(f->shell, "prompt");
	shell_dialog(f->shell, &spec, dialog_done, (void *)(uintptr_t) "dialog");
	shell_dialog(f->shell, &spec, dialog_done, (void *)(uintptr_t) "next");
	strbuf_reset(&events);
	shell_close_views(f->shell);
	assert_string_equal(events.data, "dialog=no next=no prompt=none -a ");
	assert_false(shell_has_overlay(f->shell));
	stop(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_views_come_and_go),
		cmocka_unit_test(test_news_reach_each_living_view_once),
		cmocka_unit_test(test_deep_stacks_end),
		cmocka_unit_test(test_read_only_refuses_before_anything_else),
		cmocka_unit_test(test_questions_are_asked_first),
		cmocka_unit_test(test_what_is_not_saved_is_left_only_after_a_question),
		cmocka_unit_test(test_frames),
		cmocka_unit_test(test_prompts_end_with_their_view),
		cmocka_unit_test(test_all_ends_before_views_are_closed),
		cmocka_unit_test(test_long_errors_open_a_box_but_never_over_a_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
