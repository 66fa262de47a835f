#include <string.h>

#include "base/mem.h"
#include "ui/shell_internal.h"

/* Whether closing the views from stack[from] on would lose something; appends what. */
static bool loses(const struct shell *shell, size_t from, struct strbuf *what)
{
	bool any = false;

	for (size_t i = from; i < shell->depth; i++) {
		const struct view *view = shell->stack[i];

		if (!view->ops->unsaved)
			continue;
		if (any)
			strbuf_addch(what, '\n');
		any |= view->ops->unsaved(view, what);
	}
	return any;
}

static void answered(void *context, enum dialog_answer answer)
{
	struct shell *shell = context;
	char *line = shell->leaving_line;

	shell->leaving_line = NULL;
	if (answer == DIALOG_YES && line) {
		shell->leaving = true;
		shell_execute(shell, line);
		shell->leaving = false;
	}
	free(line);
}

bool shell_asks_to_leave(struct shell *shell, size_t from, const char *line)
{
	struct strbuf what = STRBUF_INIT(STRBUF_LINE);
	bool asks = !shell->leaving && loses(shell, from, &what);

	if (asks && !shell->leaving_line) {
		shell->leaving_line = xstrdup(line);
		shell_dialog(shell,
			     &(struct dialog_spec){
				     .kind = DIALOG_CONFIRM,
				     .title = "Leave without saving?",
				     .text = what.data,
				     .go_on = "Leave",
			     },
			     answered, shell);
	}
	strbuf_wipe(&what);
	return asks;
}

bool shell_asks_to_leave_all(struct shell *shell, const char *line)
{
	return shell_asks_to_leave(shell, 0, line);
}

bool shell_would_lose(const struct shell *shell, size_t from)
{
	struct strbuf what = STRBUF_INIT(STRBUF_LINE);
	bool any = !shell->leaving && loses(shell, from, &what);

	strbuf_wipe(&what);
	return any;
}
