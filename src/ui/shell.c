#include "ui/shell.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/shell_internal.h"
#include "ui/term.h"

#define MESSAGE_MAX 2048
/* Between two frames that only show how far some work is. */
#define WORK_FRAME_MS 80

static bool work(void *context, int64_t deadline_ns);

struct shell *shell_new(struct loop *loop, struct keymap *keymap, const struct shell_ops *ops,
			void *app)
{
	struct shell *shell = xcalloc(1, sizeof(*shell));

	shell->loop = loop;
	shell->keymap = keymap;
	shell->ops = ops;
	shell->app = app;
	strbuf_init(&shell->message, MESSAGE_MAX);
	bar_init(&shell->bar);
	surface_init(&shell->surface, 80, 24);
	loop_set_work(loop, work, shell);
	return shell;
}

void shell_free(struct shell *shell)
{
	if (!shell)
		return;
	loop_set_work(shell->loop, NULL, NULL);
	shell_close_overlays(shell);
	shell_close_views(shell);
	prompt_history_release(&shell->command_history);
	strbuf_wipe(&shell->message);
	bar_release(&shell->bar);
	surface_release(&shell->surface);
	free(shell->confirmed_line);
	free(shell->leaving_line);
	free(shell);
}

const struct keymap *shell_keymap(const struct shell *shell)
{
	return shell->keymap;
}

void shell_set_commands(struct shell *shell, const struct command *commands, size_t count,
			void *target)
{
	shell->commands = commands;
	shell->command_count = count;
	shell->command_target = target;
}

size_t shell_scopes(struct shell *shell, struct command_scope scopes[static COMMAND_SCOPES_MAX])
{
	struct view *view = shell_view(shell);
	size_t count = 0;

	if (view && view->ops->scopes)
		count = view->ops->scopes(view, scopes, COMMAND_SCOPES_MAX - 3);
	if (view && view->ops->command_count)
		scopes[count++] = (struct command_scope){ view->ops->name, view->ops->commands,
							  view->ops->command_count, view, NULL };
	if (shell->command_count)
		scopes[count++] = (struct command_scope){ "global", shell->commands,
							  shell->command_count,
							  shell->command_target, NULL };
	scopes[count++] = (struct command_scope){ "global", shell_commands, shell_command_count,
						  shell, NULL };
	return count;
}

/* -- messages ------------------------------------------------------------------------------- */

static void say(struct shell *shell, enum style_role role, const char *text, size_t length)
{
	strbuf_reset(&shell->message);
	text_clean(&shell->message, text, length, TEXT_ONE_LINE);
	shell->message_role = role;
	loop_dirty(shell->loop, LOOP_PRIMARY);
}

void shell_message(struct shell *shell, enum style_role role, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT(MESSAGE_MAX);
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	say(shell, role, text.data, text.length);
	strbuf_wipe(&text);
}

/* One line, that the footer's can show whole. */
static bool fits_footer(const struct shell *shell, const char *text)
{
	return !strchr(text, '\n') && (int)text_width(text, strlen(text)) < shell->surface.columns;
}

void shell_error(struct shell *shell, const struct error *err)
{
	const char *text = error_text(err);
	struct dialog_spec spec = { .kind = DIALOG_ERROR, .title = "Error", .text = text };

	/* A box never pushes itself between the operator and a question. */
	if (fits_footer(shell, text) || shell_has_overlay(shell))
		say(shell, STYLE_BAD, text, strlen(text));
	else
		shell_dialog(shell, &spec, NULL, NULL);
}

/* -- effects -------------------------------------------------------------------------------- */

static void go_back(struct shell *shell)
{
	struct view *view = shell_view(shell);

	if (view && view->ops->escape && view->ops->escape(view))
		loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
	else if (shell->depth > 1 && !shell_asks_to_leave(shell, shell->depth - 1, "back"))
		shell_back(shell);
	/* What was given up does not come back by forward. */
	if (shell->leaving)
		shell_forget_forward(shell);
}

void shell_apply(struct shell *shell, unsigned effects)
{
	struct view *view = shell_view(shell);

	if (effects & EFFECT_REDRAW)
		loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
	if (effects & EFFECT_SECONDARY)
		loop_dirty(shell->loop, LOOP_SECONDARY);
	if ((effects & EFFECT_REFETCH) && view && view->ops->refresh)
		view->ops->refresh(view);
	if (effects & EFFECT_BACK)
		go_back(shell);
	if (effects & EFFECT_FORWARD)
		shell_forward(shell);
	if (effects & EFFECT_REPAINT) {
		term_redraw();
		loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
	}
	if (effects & EFFECT_SUSPEND)
		loop_suspend(shell->loop);
	if ((effects & EFFECT_QUIT) && !shell_asks_to_leave(shell, 0, "quit") &&
	    (!shell->ops->quit || shell->ops->quit(shell->app)))
		loop_quit(shell->loop, 0);
	/* What changed may have given the lists something to do. */
	shell_work(shell);
}

void shell_repaint(struct shell *shell)
{
	shell_apply(shell, EFFECT_REPAINT);
}

void shell_quit(struct shell *shell, int code)
{
	loop_quit(shell->loop, code);
}

void shell_work(struct shell *shell)
{
	loop_work(shell->loop);
}

static bool work(void *context, int64_t deadline_ns)
{
	struct shell *shell = context;
	struct view *view = shell_view(shell);
	int64_t now = clock_mono_ms();
	bool more;

	/* What is typed into goes first; what lies below it is worked on when that is closed. */
	if (shell->palette && shell_palette_work(shell, deadline_ns))
		return true;
	if (!view || !view->ops->work)
		return false;
	more = view->ops->work(view, deadline_ns, &shell->work_effects);
	/* Work that goes on changes the screen more often than anybody can read it. */
	if (shell->work_effects && (!more || now - shell->work_shown_ms >= WORK_FRAME_MS)) {
		unsigned effects = shell->work_effects;

		shell->work_effects = EFFECT_NONE;
		shell->work_shown_ms = now;
		shell_apply(shell, effects);
	}
	return more;
}

/* -- commands ------------------------------------------------------------------------------- */

static void run_line(struct shell *shell, const char *line)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	size_t count = shell_scopes(shell, scopes);
	struct strbuf message = STRBUF_INIT(MESSAGE_MAX);
	struct error err = ERROR_INIT;
	unsigned effects = command_run(scopes, count, line, &message, &err);

	if (effects & EFFECT_FAILED)
		shell_error(shell, &err);
	else if (message.length)
		say(shell, STYLE_TEXT, message.data, message.length);
	shell_apply(shell, effects & ~(unsigned)EFFECT_FAILED);
	error_release(&err);
	strbuf_wipe(&message);
}

static void answered(void *context, enum dialog_answer answer)
{
	struct shell *shell = context;
	char *line = shell->confirmed_line;

	shell->confirmed_line = NULL;
	if (answer == DIALOG_YES && line)
		run_line(shell, line);
	free(line);
}

static void ask(struct shell *shell, const struct command_match *match,
		const struct command_words *words, const char *line)
{
	struct command_call call = {
		.target = match->scope->target,
		.argc = words->count,
		.argv = words->words,
	};
	struct strbuf question = STRBUF_INIT(STRBUF_LINE);
	struct dialog_spec spec = { .kind = DIALOG_CONFIRM, .title = match->command->name };

	if (match->command->question)
		match->command->question(&call, &question);
	else
		strbuf_addf(&question, "%s?", match->command->help);
	spec.text = question.data;
	shell->confirmed_line = xstrdup(line);
	shell_dialog(shell, &spec, answered, shell);
	strbuf_wipe(&question);
}

/* Whether the line may run now; asks first where it must. */
static bool may_run(struct shell *shell, const char *line, struct error *err)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	size_t count = shell_scopes(shell, scopes);
	struct command_words words;
	struct command_match match;
	bool ok;

	if (!command_words_split(line, strlen(line), false, &words, err))
		return false;
	ok = words.count && command_prepare(scopes, count, &words, &match, err);
	if (ok && (match.command->flags & COMMAND_CHANGES_ACCOUNT) && shell->ops->allow)
		ok = shell->ops->allow(shell->app, match.command, err);
	if (ok && (match.command->flags & COMMAND_CONFIRM) && shell->confirmed_line) {
		ok = error_set(err, ERROR_REFUSED, "answer the question that is open first");
	} else if (ok && (match.command->flags & COMMAND_CONFIRM)) {
		ask(shell, &match, &words, line);
		ok = false;
	}
	command_words_release(&words);
	return ok;
}

/* A screen's name alone opens it, where no command has that name. */
static char *with_open(struct shell *shell, const char *line)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	size_t count = shell_scopes(shell, scopes);
	struct command_words words;
	struct command_match match;
	struct strbuf whole = STRBUF_INIT(COMMAND_LINE_MAX + 8);

	if (!command_words_split(line, strlen(line), false, &words, NULL))
		return xstrdup(line);
	if (words.count == 1 && shell_find_view(shell, words.words[0]) &&
	    !command_find(scopes, count, words.words[0], &match, NULL))
		strbuf_addstr(&whole, "open ");
	command_words_release(&words);
	strbuf_addstr(&whole, line);
	return strbuf_detach(&whole, NULL);
}

void shell_execute(struct shell *shell, const char *line)
{
	struct error err = ERROR_INIT;
	char *whole = with_open(shell, line);

	if (may_run(shell, whole, &err))
		run_line(shell, whole);
	else if (err.kind != ERROR_NONE)
		shell_error(shell, &err);
	error_release(&err);
	mem_wipe_free(whole);
}

/* -- keys ----------------------------------------------------------------------------------- */

static enum keymap_answer look_up(struct shell *shell, const char **command)
{
	struct command_scope scopes[COMMAND_SCOPES_MAX];
	const char *contexts[COMMAND_SCOPES_MAX];
	size_t count = shell_scopes(shell, scopes);

	/* On a screen too small to show anything only what holds everywhere works. */
	if (shell_is_too_small(shell)) {
		contexts[0] = "global";
		return keymap_lookup(shell->keymap, contexts, 1, &shell->pending, command);
	}
	for (size_t i = 0; i < count; i++)
		contexts[i] = scopes[i].name;
	return keymap_lookup(shell->keymap, contexts, count, &shell->pending, command);
}

static void say_unbound(struct shell *shell)
{
	struct strbuf keys = STRBUF_INIT(256);

	key_sequence_format(&keys, &shell->pending);
	shell_message(shell, STYLE_DIM, "%s does nothing here; ? lists the keys", keys.data);
	strbuf_release(&keys);
}

static void take_key(struct shell *shell, uint32_t key)
{
	const char *command = NULL;

	if (key == UIKEY_ESC && shell->pending.count) {
		shell->pending.count = 0;
		loop_dirty(shell->loop, LOOP_PRIMARY);
		return;
	}
	shell->pending.keys[shell->pending.count++] = key;
	switch (look_up(shell, &command)) {
	case KEYMAP_FOUND: {
		char *line = xstrdup(command);

		shell->pending.count = 0;
		shell_execute(shell, line);
		free(line);
		break;
	}
	case KEYMAP_PREFIX:
		loop_dirty(shell->loop, LOOP_PRIMARY);
		if (shell->pending.count < KEY_SEQUENCE_MAX)
			break;
		__attribute__((fallthrough));
	case KEYMAP_NONE:
		say_unbound(shell);
		shell->pending.count = 0;
		break;
	}
}

void shell_forget_message(struct shell *shell)
{
	if (!shell->message.length)
		return;
	strbuf_reset(&shell->message);
	loop_dirty(shell->loop, LOOP_PRIMARY);
}

void shell_key(struct shell *shell, uint32_t key)
{
	struct view *view = shell_view(shell);
	unsigned effects;

	shell_forget_message(shell);
	if (!shell_is_too_small(shell) && shell_overlay_key(shell, key)) {
		loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
		return;
	}
	if (view && view->ops->key && !shell->pending.count && !shell_is_too_small(shell)) {
		effects = view->ops->key(view, key);
		if (!(effects & EFFECT_PASS)) {
			shell_apply(shell, effects);
			return;
		}
	}
	take_key(shell, key);
}

static void handle_paste(struct shell *shell, const char *bytes, size_t length)
{
	struct view *view = shell_view(shell);
	unsigned effects = EFFECT_PASS;

	shell_forget_message(shell);
	if (shell_is_too_small(shell))
		return;
	if (shell_overlay_paste(shell, bytes, length))
		effects = EFFECT_REDRAW;
	else if (!shell_has_overlay(shell) && view && view->ops->paste)
		effects = view->ops->paste(view, bytes, length);
	if ((effects & EFFECT_PASS) && !shell_has_overlay(shell) && shell->ops->paste)
		effects = shell->ops->paste(shell->app, bytes, length);
	if (effects & EFFECT_PASS)
		shell_message(shell, STYLE_DIM,
			      "pasted text goes into a prompt: press / or : first");
	else
		shell_apply(shell, effects);
}

static void handle_input(void *context, const struct input_event *event)
{
	struct shell *shell = context;

	if (event->type == INPUT_KEY) {
		shell_key(shell, event->key);
	} else if (event->type == INPUT_PASTE) {
		handle_paste(shell, event->text, event->length);
	} else if (event->type == INPUT_MOUSE) {
		shell_mouse(shell, event);
	}
}

/* -- running -------------------------------------------------------------------------------- */

static void resized(void *context)
{
	struct shell *shell = context;

	surface_resize(&shell->surface, term_columns(), term_rows());
}

static void draw(void *context, unsigned levels)
{
	struct shell *shell = context;

	shell_draw(shell, levels);
	term_show(&shell->surface);
}

static void reload(void *context)
{
	shell_execute(context, "reload");
}

static bool outstanding(void *context)
{
	struct shell *shell = context;

	return shell->ops->outstanding && shell->ops->outstanding(shell->app);
}

int shell_run(struct shell *shell)
{
	static const struct loop_handlers handlers = {
		.input = handle_input,
		.draw = draw,
		.resized = resized,
		.outstanding = outstanding,
		.reload = reload,
	};

	shell->surface.ascii = !term_has_utf8();
	surface_resize(&shell->surface, term_columns(), term_rows());
	if (term_notice())
		shell_message(shell, STYLE_WARNING, "%s", term_notice());
	return loop_run(shell->loop, &handlers, shell);
}
