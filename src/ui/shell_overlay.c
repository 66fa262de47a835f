#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/key.h"
#include "ui/shell_internal.h"

bool shell_has_overlay(const struct shell *shell)
{
	return shell->dialogs.count || shell->prompt_open || shell->palette || shell->help ||
	       shell->tour;
}

/* -- dialogs -------------------------------------------------------------------------------- */

void shell_dialog(struct shell *shell, const struct dialog_spec *spec,
		  void (*done)(void *context, enum dialog_answer answer), void *context)
{
	struct strbuf mark = STRBUF_INIT(STRBUF_LINE);
	struct dialog_spec marked = *spec;

	if (shell->ops->mark && spec->kind != DIALOG_MESSAGE && spec->kind != DIALOG_ERROR)
		shell->ops->mark(shell->app, &mark);
	if (mark.length && !spec->mark)
		marked.mark = mark.data;
	vec_push(&shell->dialogs, ((struct shell_dialog){ dialog_new(&marked), done, context }));
	strbuf_release(&mark);
	shell->pending.count = 0;
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

bool shell_dialog_is_open(const struct shell *shell)
{
	return shell->dialogs.count > 0;
}

static void dialog_answered(struct shell *shell, enum dialog_answer answer)
{
	struct shell_dialog answered = shell->dialogs.items[0];

	if (answer == DIALOG_OPEN)
		return;
	vec_remove(&shell->dialogs, 0);
	dialog_free(answered.dialog);
	if (answered.done)
		answered.done(answered.context, answer);
}

/* -- prompt --------------------------------------------------------------------------------- */

void shell_prompt(struct shell *shell, const struct shell_prompt *spec)
{
	shell_cancel_prompt(shell);
	shell->prompt_spec = *spec;
	prompt_init(&shell->prompt, spec->label);
	shell->prompt.hint = spec->hint;
	shell->prompt.history = spec->history;
	shell->prompt.complete = spec->complete;
	shell->prompt.context = spec->context;
	shell->prompt.secret = spec->secret;
	shell->prompt.plain = !spec->command;
	prompt_set(&shell->prompt, spec->initial ? spec->initial : "");
	if (spec->list)
		prompt_suggest(&shell->prompt);
	shell->prompt_open = true;
	shell->pending.count = 0;
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

void shell_prompt_fault(struct shell *shell, const char *fault, size_t from, size_t length)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE);

	if (!shell->prompt_open)
		return;
	text_clean(&clean, fault, strlen(fault), TEXT_ONE_LINE);
	prompt_set_fault(&shell->prompt, clean.data, from, length);
	strbuf_release(&clean);
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

static void prompt_answered(struct shell *shell, enum prompt_answer answer)
{
	struct shell_prompt spec = shell->prompt_spec;
	char *text;

	if (answer == PROMPT_CHANGED && spec.changed)
		spec.changed(spec.context, shell->prompt.edit.text.data);
	if (answer != PROMPT_DONE && answer != PROMPT_CANCELLED)
		return;
	if (answer == PROMPT_DONE && prompt_has_fault(&shell->prompt))
		return;
	text = xstrdup(shell->prompt.edit.text.data);
	shell->prompt_open = false;
	prompt_release(&shell->prompt);
	if (answer == PROMPT_DONE && spec.history && !spec.secret)
		prompt_history_add(spec.history, text);
	if (spec.done)
		spec.done(spec.context, answer == PROMPT_DONE ? text : NULL);
	mem_wipe_free(text);
}

void shell_cancel_prompt(struct shell *shell)
{
	if (shell->prompt_open)
		prompt_answered(shell, PROMPT_CANCELLED);
}

static void complete_command(void *context, const char *line, size_t length,
			     struct completion *completion)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	size_t count = shell_scopes(context, scopes);

	command_complete(scopes, count, line, length, completion);
}

static void command_entered(void *context, const char *text)
{
	if (text)
		shell_execute(context, text);
}

void shell_open_command_prompt(struct shell *shell)
{
	struct shell_prompt spec = {
		.label = ":",
		.hint = "a command; Tab lists them",
		.history = &shell->command_history,
		.complete = complete_command,
		.command = true,
		.done = command_entered,
		.context = shell,
	};

	shell_prompt(shell, &spec);
}

/* -- help ----------------------------------------------------------------------------------- */

static void close_help(struct shell *shell)
{
	if (shell->help)
		page_search_release(&shell->help_search);
	pager_free(shell->help);
	help_free(shell->help_page);
	shell->help = NULL;
	shell->help_page = NULL;
}

void shell_set_keymap(struct shell *shell, struct keymap *keymap)
{
	/* The page of keys would tell of the old ones. */
	close_help(shell);
	shell->keymap = keymap;
	shell->pending.count = 0;
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

static bool filter_word(void *context, size_t index, struct strbuf *name, struct strbuf *help)
{
	struct shell *shell = context;

	return shell->ops->word(shell->app, shell_view(shell)->ops->language, index, name, help);
}

void shell_open_help(struct shell *shell)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	const struct view *view = shell_view(shell);
	struct help_page page = {
		.title = view ? view->ops->title : "Help",
		.text = view ? view->ops->help : "",
		.scopes = scopes,
		.scope_count = shell_scopes(shell, scopes),
		.own = view ? view->ops->name : NULL,
		.columns = view ? view->ops->columns : NULL,
		.column_count = view ? view->ops->column_count : 0,
		.word = view && view->ops->language && shell->ops->word ? filter_word : NULL,
		.context = shell,
	};

	close_help(shell);
	shell->help_page = help_new(&page, shell->keymap);
	shell->help = pager_new(&help_source, shell->help_page, 0);
	page_search_init(&shell->help_search, shell, shell->help);
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

static void run_in_help(struct shell *shell, const struct command_scope *scopes, size_t count,
			const char *command)
{
	struct strbuf said = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;

	if (command_run(scopes, count, command, &said, &err) & EFFECT_FAILED)
		shell_message(shell, STYLE_BAD, "%s", error_text(&err));
	else if (said.length)
		shell_message(shell, STYLE_TEXT, "%s", said.data);
	error_release(&err);
	strbuf_release(&said);
}

static void help_key(struct shell *shell, uint32_t key)
{
	struct command_scope scopes[PAGE_SEARCH_SCOPES];
	size_t count = page_search_scopes(&shell->help_search, scopes, PAGE_SEARCH_SCOPES);
	const char *names[PAGE_SEARCH_SCOPES];
	struct key_sequence keys = { .count = 1, .keys = { key } };
	const char *command;

	for (size_t i = 0; i < count; i++)
		names[i] = scopes[i].name;
	if (keymap_lookup(shell->keymap, names, count, &keys, &command) == KEYMAP_FOUND)
		run_in_help(shell, scopes, count, command);
	else if (!page_search_end(&shell->help_search))
		close_help(shell);
}

static void prompt_take_key(struct shell *shell, uint32_t key)
{
	bool clears = key == UIKEY_BACKSPACE && !shell->prompt.edit.text.length &&
		      shell->prompt_spec.changed;

	prompt_answered(shell, clears ? PROMPT_DONE : prompt_key(&shell->prompt, key));
}

/* -- all of them ---------------------------------------------------------------------------- */

bool shell_overlay_key(struct shell *shell, uint32_t key)
{
	if (shell->dialogs.count)
		dialog_answered(shell, dialog_key(shell->dialogs.items[0].dialog, key));
	else if (shell->prompt_open)
		prompt_take_key(shell, key);
	else if (shell->palette)
		shell_palette_key(shell, key);
	else if (shell->help)
		help_key(shell, key);
	else if (shell->tour)
		return shell_tour_key(shell, key);
	else
		return false;
	return true;
}

void shell_overlay_mouse(struct shell *shell, const struct mouse *mouse)
{
	if (shell->dialogs.count)
		dialog_answered(shell, dialog_mouse(shell->dialogs.items[0].dialog, mouse));
	else if (shell->help && !shell->prompt_open && mouse->lines)
		pager_scroll(shell->help, mouse->lines);
	else if (shell->palette && !shell->prompt_open)
		shell_palette_mouse(shell, mouse);
	else if (shell->help && !shell->prompt_open && mouse->row == shell->surface.rows - 1)
		close_help(shell); /* as what is written there says */
	else if (shell->tour && !shell->prompt_open && !mouse->lines)
		shell_tour_mouse(shell, mouse);
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

bool shell_overlay_paste(struct shell *shell, const char *bytes, size_t length)
{
	if (shell->dialogs.count) {
		dialog_answered(shell, dialog_paste(shell->dialogs.items[0].dialog, bytes, length));
		return true;
	}
	if (shell->palette && !shell->prompt_open) {
		palette_paste(shell->palette, bytes, length);
		loop_dirty(shell->loop, LOOP_PRIMARY);
		shell_work(shell);
		return true;
	}
	if (!shell->prompt_open)
		return false;
	prompt_answered(shell, prompt_paste(&shell->prompt, bytes, length));
	return true;
}

void shell_close_overlays(struct shell *shell)
{
	while (shell->dialogs.count)
		dialog_answered(shell, DIALOG_NO);
	vec_release(&shell->dialogs);
	shell_cancel_prompt(shell);
	palette_free(shell->palette);
	shell->palette = NULL;
	close_help(shell);
}
