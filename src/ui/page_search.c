#include "ui/page_search.h"

#include <string.h>

#include "base/mem.h"
#include "ui/shell.h"

void page_search_init(struct page_search *search, struct shell *shell, struct pager *pager)
{
	*search = (struct page_search){
		.shell = shell,
		.pager = pager,
		.typed = STRBUF_INIT(STRBUF_LINE),
	};
}

void page_search_release(struct page_search *search)
{
	strbuf_wipe(&search->typed);
	marks_clear(&search->otherwise);
	prompt_history_release(&search->history);
}

static void look_for(struct page_search *search, const char *text)
{
	struct marks marks = { .count = 0 };

	strbuf_reset(&search->typed);
	strbuf_addstr(&search->typed, text);
	marks_add_text(&marks, search->typed.data, search->typed.length);
	pager_mark(search->pager, marks.count ? &marks : &search->otherwise);
	marks_clear(&marks);
}

void page_search_mark(struct page_search *search, const struct marks *marks)
{
	marks_copy(&search->otherwise, marks);
	look_for(search, search->typed.data);
}

bool page_search_end(struct page_search *search)
{
	if (!search->typed.length)
		return false;
	look_for(search, "");
	return true;
}

static bool go(struct page_search *search, enum pager_way way, struct strbuf *said,
	       struct error *err)
{
	struct pager_found found = pager_find(search->pager, way);

	if (!found.of)
		return error_set(err, ERROR_USAGE, "\"%s\" is not on this page",
				 search->typed.data);
	if (found.wrapped && way != PAGER_HERE)
		strbuf_addf(said, "%s: line %zu of %zu that have it",
			    way == PAGER_NEXT ? "on from the top" : "on from the end", found.at,
			    found.of);
	else
		strbuf_addf(said, "line %zu of %zu that %s it", found.at, found.of,
			    found.of == 1 ? "has" : "have");
	return true;
}

void page_search_status(const struct page_search *search, struct bar *bar)
{
	if (!search->typed.length)
		return;
	bar_add(bar, STYLE_DIM, 2, "searched:");
	bar_add_foreign(bar, STYLE_MATCH, 2, search->typed.data, search->typed.length);
}

/* -- commands ---------------------------------------------------------------------------------- */

static void typed(void *context, const char *text)
{
	struct page_search *search = context;

	look_for(search, text);
	shell_apply(search->shell, EFFECT_REDRAW);
}

static void done(void *context, const char *text)
{
	struct page_search *search = context;
	struct strbuf said = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;

	look_for(search, text ? text : "");
	if (search->typed.length && !go(search, PAGER_HERE, &said, &err))
		shell_error(search->shell, &err);
	else if (said.length)
		shell_message(search->shell, STYLE_TEXT, "%s", said.data);
	error_release(&err);
	strbuf_release(&said);
	shell_apply(search->shell, EFFECT_REDRAW);
}

static unsigned run_search(struct command_call *call)
{
	struct page_search *search = call->target;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	bool good = true;

	if (call->argc == 1) {
		shell_prompt(search->shell, &(struct shell_prompt){
						    .label = "/",
						    .hint = "words to look for",
						    .initial = search->typed.data,
						    .history = &search->history,
						    .changed = typed,
						    .done = done,
						    .context = search,
					    });
		return EFFECT_REDRAW;
	}
	for (int i = 1; i < call->argc; i++)
		strbuf_addf(&text, "%s%s", i > 1 ? " " : "", call->argv[i]);
	look_for(search, text.data);
	if (search->typed.length)
		good = go(search, PAGER_HERE, &call->message, call->err);
	strbuf_wipe(&text);
	return good ? EFFECT_REDRAW : EFFECT_FAILED;
}

/* match-next, match-previous; of what is marked where nothing is searched for. */
static unsigned run_match(struct command_call *call)
{
	struct page_search *search = call->target;
	bool backward = strcmp(call->argv[0], "match-previous") == 0;

	if (!search->typed.length && !search->otherwise.count)
		error_set(call->err, ERROR_USAGE, "Nothing is searched for: / does");
	else
		go(search, backward ? PAGER_PREVIOUS : PAGER_NEXT, &call->message, call->err);
	return call->err->kind == ERROR_NONE ? EFFECT_REDRAW : EFFECT_FAILED;
}

const struct command page_commands[] = {
	{
		.name = "search",
		.args = "[TEXT]",
		.help = "Search for words on this page",
		.hint = "search",
		.hint_rank = 5,
		.max_args = -1,
		.run = run_search,
	},
	{
		.name = "match-next",
		.args = "",
		.help = "Go to the next line that has what is marked",
		.run = run_match,
	},
	{
		.name = "match-previous",
		.args = "",
		.help = "Go to the line before that has what is marked",
		.run = run_match,
	},
};
const size_t page_command_count = ARRAY_SIZE(page_commands);

const struct command page_search_commands[] = {
	{
		.name = "match-next",
		.args = "",
		.help = "Go to the next line that has what is searched for",
		.hint = "next match",
		.hint_rank = 1,
		.run = run_match,
	},
	{
		.name = "match-previous",
		.args = "",
		.help = "Go to the line before that has what is searched for",
		.hint = "previous",
		.hint_rank = 1,
		.run = run_match,
	},
};
const size_t page_search_command_count = ARRAY_SIZE(page_search_commands);

size_t page_search_scopes(struct page_search *search, struct command_scope *scopes, size_t max)
{
	size_t count = 0;

	if (max < PAGE_SEARCH_SCOPES)
		return 0;
	if (search->typed.length)
		scopes[count++] = (struct command_scope){ "search", page_search_commands,
							  page_search_command_count, search, NULL };
	scopes[count++] =
		(struct command_scope){ "page", page_commands, page_command_count, search, NULL };
	scopes[count++] = pager_scope(search->pager);
	return count;
}
