/*
 * thread_search.c - words that are looked for in a conversation: marked, and gone to.
 */
#include <string.h>

#include "ui/shell.h"
#include "views/messages/thread_internal.h"

static void mark(struct thread *thread, const char *text)
{
	strbuf_reset(&thread->sought);
	strbuf_addstr(&thread->sought, text);
	marks_copy(&thread->marks, *text ? NULL : &thread->of_list);
	marks_add_text(&thread->marks, text, strlen(text));
	pager_mark(thread->pager, &thread->marks);
}

void thread_mark(struct thread *thread, const struct marks *marks)
{
	marks_copy(&thread->of_list, marks);
	if (!thread->sought.length)
		mark(thread, "");
}

const struct marks *thread_marks(const struct thread *thread)
{
	return &thread->marks;
}

static uint32_t step(const struct thread *thread, uint32_t row, bool newer)
{
	return newer ? store_contact_newer(thread_store(thread), row)
		     : store_contact_older(thread_store(thread), row);
}

/* Puts the cursor on the first message from this one on whose text has the words. */
static bool seek(struct thread *thread, uint32_t row, bool newer)
{
	for (; row != STORE_NO_ROW; row = step(thread, row, newer)) {
		struct text body = store_body(thread_store(thread), row);

		if (marks_are_in(&thread->marks, body.data ? body.data : "", body.length))
			return thread_show(thread, store_key(thread_store(thread), row));
	}
	return false;
}

static bool start_seeking(struct thread *thread, struct error *err)
{
	uint32_t row = thread_cursor_row(thread);

	if (!thread->sought.length || row == STORE_NO_ROW || seek(thread, row, false) ||
	    seek(thread, row, true))
		return true;
	return error_set(err, ERROR_USAGE, "Not in what is loaded of this conversation");
}

bool thread_search_end(struct thread *thread)
{
	if (!thread->sought.length)
		return false;
	mark(thread, "");
	return true;
}

void thread_search_status(const struct thread *thread, struct bar *bar)
{
	if (!thread->sought.length)
		return;
	bar_add(bar, STYLE_DIM, 2, "marked:");
	bar_add_foreign(bar, STYLE_MATCH, 2, thread->sought.data, thread->sought.length);
}

/* -- commands ---------------------------------------------------------------------------------- */

static void typed(void *context, const char *text)
{
	struct thread *thread = context;

	mark(thread, text);
	shell_apply(thread->session->shell, EFFECT_REDRAW);
}

static void done(void *context, const char *text)
{
	struct thread *thread = context;
	struct error err = ERROR_INIT;

	mark(thread, text ? text : "");
	if (!start_seeking(thread, &err))
		shell_error(thread->session->shell, &err);
	error_release(&err);
	shell_apply(thread->session->shell, EFFECT_REDRAW);
}

static bool texts_are_shown(const struct thread *thread, struct error *err)
{
	return !thread->session->options.hide_bodies ||
	       error_set(err, ERROR_REFUSED, "Texts are hidden (hide_bodies)");
}

unsigned thread_run_search(struct command_call *call)
{
	struct thread *thread = call->target;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (!texts_are_shown(thread, call->err))
		return EFFECT_FAILED;
	if (call->argc == 1) {
		shell_prompt(thread->session->shell, &(struct shell_prompt){
							     .label = "/",
							     .hint = "words to look for",
							     .initial = thread->sought.data,
							     .history = &thread->searches,
							     .changed = typed,
							     .done = done,
							     .context = thread,
						     });
		return EFFECT_REDRAW;
	}
	for (int i = 1; i < call->argc; i++)
		strbuf_addf(&text, "%s%s", i > 1 ? " " : "", call->argv[i]);
	mark(thread, text.data);
	strbuf_wipe(&text);
	return start_seeking(thread, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

/* match-next, to older ones; match-previous */
unsigned thread_run_match(struct command_call *call)
{
	struct thread *thread = call->target;
	bool newer = strcmp(call->argv[0], "match-previous") == 0;
	uint32_t row = thread_cursor_row(thread);

	if (!thread->marks.count)
		error_set(call->err, ERROR_USAGE, "Nothing is searched for: / does");
	else if (row == STORE_NO_ROW || !seek(thread, step(thread, row, newer), newer))
		error_set(call->err, ERROR_USAGE,
			  newer ? "No newer message has it"
				: "No older message that is loaded has it");
	return call->err->kind == ERROR_NONE ? EFFECT_REDRAW : EFFECT_FAILED;
}
