#include <string.h>

#include "base/mem.h"
#include "views/list/cells.h"
#include "views/messages/thread.h"
#include "views/messages/thread_internal.h"

size_t thread_selected(const struct thread *thread)
{
	return thread->selection.count;
}

void thread_select_none(struct thread *thread)
{
	keyset_clear(&thread->selection);
	thread->range_start = 0;
	pager_changed(thread->pager, 0);
}

void thread_status(const struct thread *thread, struct bar *bar)
{
	char text[COUNT_SIZE];

	thread_search_status(thread, bar);
	if (!thread->selection.count)
		return;
	count_format(thread->selection.count, text);
	bar_add(bar, STYLE_SELECTED, 1, "%s of the thread selected", text);
}

size_t thread_targets(const struct thread *thread, uint64_t **keys)
{
	uint64_t cursor = pager_cursor(thread->pager), key;
	size_t position = 0, count = 0;

	*keys = xcalloc(thread->selection.count + 1, sizeof(**keys));
	while ((key = keyset_next(&thread->selection, &position)))
		(*keys)[count++] = key;
	if (!count && cursor)
		(*keys)[count++] = cursor;
	return count;
}

size_t thread_shown(const struct thread *thread, uint64_t **keys)
{
	struct store_contact about;
	size_t count;

	store_contact(thread_store(thread), thread->contact, &about);
	*keys = xcalloc(about.count + 1, sizeof(**keys));
	count = about.count;
	for (uint32_t row = about.newest; row != STORE_NO_ROW && count > 0;
	     row = store_contact_older(thread_store(thread), row)) {
		uint64_t key = store_key(thread_store(thread), row);
		if (!thread->selection.count || keyset_has(&thread->selection, key))
			(*keys)[--count] = key;
	}
	memmove(*keys, *keys + count, (about.count - count) * sizeof(**keys));
	return about.count - count;
}

static unsigned run_select(struct command_call *call)
{
	struct thread *thread = call->target;
	uint64_t key = pager_cursor(thread->pager);

	if (!key)
		return EFFECT_NONE;
	keyset_toggle(&thread->selection, key);
	thread->range_start = key;
	pager_changed(thread->pager, key);
	pager_move(thread->pager, -1); /* one reads upwards from the newest */
	return EFFECT_REDRAW;
}

static unsigned run_select_range(struct command_call *call)
{
	struct thread *thread = call->target;
	size_t from, to;

	if (!thread_find(thread, thread->range_start, &from) ||
	    !thread_find(thread, pager_cursor(thread->pager), &to)) {
		error_set(call->err, ERROR_USAGE,
			  "select the first message of the range, then go to the last");
		return EFFECT_FAILED;
	}
	for (size_t place = from < to ? from : to; place <= (from < to ? to : from); place++)
		keyset_add(&thread->selection, thread->keys.items[place]);
	pager_changed(thread->pager, 0);
	return EFFECT_REDRAW;
}

static unsigned run_select_all(struct command_call *call)
{
	struct thread *thread = call->target;
	struct store_contact about;

	store_contact(thread_store(thread), thread->contact, &about);
	for (uint32_t row = about.newest; row != STORE_NO_ROW;
	     row = store_contact_older(thread_store(thread), row))
		keyset_add(&thread->selection, store_key(thread_store(thread), row));
	pager_changed(thread->pager, 0);
	return EFFECT_REDRAW;
}

static unsigned run_select_none(struct command_call *call)
{
	thread_select_none(call->target);
	return EFFECT_REDRAW;
}

static bool any_item(void *target, const char **why)
{
	struct thread *thread = target;

	*why = "There is no message here";
	return thread->keys.count > 0;
}

const struct command thread_commands[] = {
	{
		.name = "select",
		.args = "",
		.help = "Select the message, or take it back, and go on to the one before",
		.hint = "select",
		.hint_rank = 4,
		.run = run_select,
		.ready = any_item,
	},
	{
		.name = "select-range",
		.args = "",
		.help = "Select from the message selected last up to the one under the cursor",
		.run = run_select_range,
		.ready = any_item,
	},
	{
		.name = "select-all",
		.args = "",
		.help = "Select all messages of the conversation that are loaded",
		.run = run_select_all,
		.ready = any_item,
	},
	{
		.name = "select-none",
		.args = "",
		.help = "Select nothing any more",
		.run = run_select_none,
	},
	{
		.name = "search",
		.args = "[TEXT]",
		.help = "Mark words in the conversation, and go to the newest message that has them",
		.hint = "search",
		.hint_rank = 3,
		.max_args = -1,
		.run = thread_run_search,
		.ready = any_item,
	},
	{
		.name = "match-next",
		.args = "",
		.help = "Go to the next older message that has what is marked",
		.run = thread_run_match,
		.ready = any_item,
	},
	{
		.name = "match-previous",
		.args = "",
		.help = "Go to the next newer message that has what is marked",
		.run = thread_run_match,
		.ready = any_item,
	},
};
const size_t thread_command_count = ARRAY_SIZE(thread_commands);

/* As on a page that is searched (ui/page_search.h): keys that are something else otherwise. */
static const struct command search_commands[] = {
	{
		.name = "match-next",
		.args = "",
		.help = "Go to the next older message that has what is searched for",
		.hint = "older match",
		.hint_rank = 1,
		.run = thread_run_match,
		.ready = any_item,
	},
	{
		.name = "match-previous",
		.args = "",
		.help = "Go to the next newer message that has what is searched for",
		.hint = "newer",
		.hint_rank = 1,
		.run = thread_run_match,
		.ready = any_item,
	},
};

size_t thread_scopes(struct thread *thread, struct command_scope *scopes, size_t max)
{
	size_t count = 0;

	if (max < THREAD_SCOPES)
		return 0;
	if (thread->sought.length)
		scopes[count++] = (struct command_scope){ "search", search_commands,
							  ARRAY_SIZE(search_commands), thread,
							  NULL };
	scopes[count++] = (struct command_scope){ "thread", thread_commands, thread_command_count,
						  thread, NULL };
	scopes[count++] = pager_scope(thread->pager);
	return count;
}
