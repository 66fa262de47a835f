#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "ui/shell_internal.h"
#include "ui/term.h"

void shell_set_views(struct shell *shell, const struct view_ops *const *roots, size_t root_count,
		     const struct view_ops *const *others, size_t other_count)
{
	shell->roots = roots;
	shell->root_count = root_count < SHELL_ROOTS_MAX ? root_count : SHELL_ROOTS_MAX;
	shell->others = others;
	shell->other_count = other_count;
}

struct view *shell_view(struct shell *shell)
{
	return shell->depth ? shell->stack[shell->depth - 1] : NULL;
}

struct view *shell_view_at(struct shell *shell, size_t index)
{
	return index < shell->depth ? shell->stack[index] : NULL;
}

struct view *shell_root(struct shell *shell, size_t index)
{
	return index < shell->root_count ? shell->root_views[index] : NULL;
}

/* -- instances ------------------------------------------------------------------------------ */

static char *opening_line(const struct view_ops *ops, int argc, const char *const *argv)
{
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addstr(&line, ops->name);
	for (int i = 1; i < argc; i++) {
		strbuf_addch(&line, ' ');
		command_quote(&line, argv[i]);
	}
	return strbuf_detach(&line, NULL);
}

static struct view *open_view(struct shell *shell, const struct view_ops *ops, int argc,
			      const char *const *argv, struct error *err)
{
	struct view *view = xcalloc(1, ops->size > sizeof(*view) ? ops->size : sizeof(*view));

	view->ops = ops;
	view->shell = shell;
	view->app = shell->app;
	view->line = opening_line(ops, argc, argv);
	if (ops->open && !ops->open(view, argc, argv, err)) {
		mem_wipe_free(view->line);
		free(view);
		return NULL;
	}
	return view;
}

static void close_view(struct view *view)
{
	if (view->ops->close)
		view->ops->close(view);
	mem_wipe_free(view->line);
	free(view);
}

static bool is_root(const struct shell *shell, const struct view *view)
{
	for (size_t i = 0; i < shell->root_count; i++)
		if (shell->root_views[i] == view)
			return true;
	return false;
}

/* Closes the views from stack[from] on, but for roots, which stay. */
static void close_from(struct shell *shell, size_t from)
{
	size_t end = shell->depth + shell->forward;

	for (size_t i = end; i-- > from;)
		if (!is_root(shell, shell->stack[i]))
			close_view(shell->stack[i]);
	if (shell->depth > from)
		shell->depth = from;
	shell->forward = 0;
}

void shell_forget_forward(struct shell *shell)
{
	close_from(shell, shell->depth);
}

void shell_close_views(struct shell *shell)
{
	shell_close_overlays(shell);
	close_from(shell, 0);
	for (size_t i = 0; i < shell->root_count; i++) {
		if (shell->root_views[i])
			close_view(shell->root_views[i]);
		shell->root_views[i] = NULL;
	}
}

/* -- coming and going ----------------------------------------------------------------------- */

static void hide(struct view *view)
{
	if (!view || !view->shown)
		return;
	view->shown = false;
	if (view->ops->hide)
		view->ops->hide(view);
}

static void show_top(struct shell *shell)
{
	struct view *view = shell_view(shell);
	struct strbuf title = STRBUF_INIT(1024);

	view->shown = true;
	shell->pending.count = 0;
	if (view->ops->show)
		view->ops->show(view);
	if (view->ops->describe)
		view->ops->describe(view, &title);
	else
		strbuf_addstr(&title, view->ops->title);
	if (title.length && term_is_open())
		term_title(title.data);
	strbuf_wipe(&title);
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
	shell_work(shell);
}

static bool switch_to_root(struct shell *shell, size_t index, int argc, const char *const *argv,
			   struct error *err)
{
	struct view *view = shell->root_views[index];
	bool is_new = !view;

	if (is_new) {
		view = open_view(shell, shell->roots[index], argc, argv, err);
		if (!view)
			return false;
		shell->root_views[index] = view;
	}
	hide(shell_view(shell));
	close_from(shell, 0);
	shell->stack[shell->depth++] = view;
	show_top(shell);
	if (is_new && shell->ops->opened)
		shell->ops->opened(shell->app, view);
	return true;
}

static bool push(struct shell *shell, const struct view_ops *ops, int argc, const char *const *argv,
		 struct error *err)
{
	struct view *below = shell_view(shell);
	struct view *view;

	if (shell->depth == SHELL_DEPTH_MAX)
		return error_set(err, ERROR_LIMIT,
				 "%d screens are open on top of each other; go back first",
				 SHELL_DEPTH_MAX);
	view = open_view(shell, ops, argc, argv, err);
	if (!view)
		return false;
	if (below && below->ops->marks && ops->mark)
		ops->mark(view, below->ops->marks(below));
	hide(below);
	shell_forget_forward(shell);
	shell->stack[shell->depth++] = view;
	show_top(shell);
	return true;
}

const struct view_ops *shell_find_view(const struct shell *shell, const char *name)
{
	int64_t number;

	if (parse_int64(name, strlen(name), 1, (int64_t)shell->root_count, &number))
		return shell->roots[number - 1];
	for (size_t i = 0; i < shell->root_count; i++)
		if (strcmp(shell->roots[i]->name, name) == 0)
			return shell->roots[i];
	for (size_t i = 0; i < shell->other_count; i++)
		if (strcmp(shell->others[i]->name, name) == 0)
			return shell->others[i];
	return NULL;
}

bool shell_is_root(const struct shell *shell, const struct view_ops *ops)
{
	for (size_t i = 0; i < shell->root_count; i++)
		if (shell->roots[i] == ops)
			return true;
	return false;
}

bool shell_open(struct shell *shell, int argc, const char *const *argv, struct error *err)
{
	const struct view_ops *ops = shell_find_view(shell, argv[0]);

	if (!ops)
		return error_set(err, ERROR_USAGE, "there is no screen '%s'", argv[0]);
	if (shell_is_root(shell, ops) && shell_would_lose(shell, 0))
		return error_set(err, ERROR_REFUSED,
				 "there are changes that are not saved; save them or leave them");
	shell_cancel_prompt(shell);
	for (size_t i = 0; i < shell->root_count; i++)
		if (shell->roots[i] == ops)
			return switch_to_root(shell, i, argc, argv, err);
	return push(shell, ops, argc, argv, err);
}

bool shell_back(struct shell *shell)
{
	if (shell->depth < 2)
		return false;
	shell_cancel_prompt(shell);
	hide(shell_view(shell));
	shell->depth--;
	shell->forward++;
	show_top(shell);
	return true;
}

bool shell_forward(struct shell *shell)
{
	if (!shell->forward)
		return false;
	shell_cancel_prompt(shell);
	hide(shell_view(shell));
	shell->depth++;
	shell->forward--;
	show_top(shell);
	return true;
}

/* -- news ----------------------------------------------------------------------------------- */

static void tell(struct shell *shell, struct view *view, const void *news)
{
	unsigned effects = view->ops->result ? view->ops->result(view, news) : EFFECT_NONE;

	if (view->shown)
		shell_apply(shell, effects);
}

void shell_news(struct shell *shell, const void *news)
{
	for (size_t i = 0; i < shell->root_count; i++)
		if (shell->root_views[i])
			tell(shell, shell->root_views[i], news);
	for (size_t i = 0; i < shell->depth + shell->forward; i++)
		if (!is_root(shell, shell->stack[i]))
			tell(shell, shell->stack[i], news);
	loop_dirty(shell->loop, LOOP_SECONDARY);
}
