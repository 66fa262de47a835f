#include "views/search.h"

#include <string.h>

#include "base/text.h"
#include "ui/shell.h"
#include "views/cells.h"

void search_init(struct search *search, struct shell *shell, struct table *table)
{
	*search = (struct search){
		.shell = shell,
		.table = table,
		.typed = STRBUF_INIT(STRBUF_LINE),
		.folded = STRBUF_INIT(STRBUF_LINE * 4),
		.before = STRBUF_INIT(STRBUF_LINE),
	};
}

void search_release(struct search *search)
{
	strbuf_wipe(&search->typed);
	strbuf_wipe(&search->folded);
	strbuf_wipe(&search->before);
	prompt_history_release(&search->history);
}

bool search_is_on(const struct search *search)
{
	return search->folded.length > 0;
}

static void apply(struct search *search)
{
	bool on = search_is_on(search);

	/* Several words stand apart in a row: then none is marked. */
	table_filter(search->table, on || search->part,
		     on && !strchr(search->folded.data, ' ') ? search->folded.data : NULL);
	shell_work(search->shell);
}

void search_set(struct search *search, const char *text)
{
	size_t length = strlen(text);

	while (length && text[length - 1] == ' ')
		length--;
	strbuf_reset(&search->typed);
	strbuf_add(&search->typed, text, length);
	strbuf_reset(&search->folded);
	text_fold(&search->folded, text, length);
	apply(search);
}

void search_part(struct search *search, bool part)
{
	search->part = part;
	apply(search);
}

bool search_matches(const struct search *search, const struct strbuf *text)
{
	const char *word = search->folded.data;

	for (word += strspn(word, " "); *word; word += strspn(word, " ")) {
		size_t length = strcspn(word, " ");

		if (!text_contains_folded(text->data, text->length, word, length))
			return false;
		word += length;
	}
	return true;
}

static void typed(void *context, const char *text)
{
	struct search *search = context;

	search_set(search, text);
	shell_apply(search->shell, EFFECT_REDRAW);
}

static void done(void *context, const char *text)
{
	struct search *search = context;

	if (!text)
		typed(search, search->before.data);
}

unsigned search_command(struct search *search, struct command_call *call)
{
	if (call->argc > 1) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);
		for (int i = 1; i < call->argc; i++)
			strbuf_addf(&text, "%s%s", i > 1 ? " " : "", call->argv[i]);
		search_set(search, text.data);
		strbuf_release(&text);
		return EFFECT_REDRAW;
	}
	strbuf_reset(&search->before);
	strbuf_addstr(&search->before, search->typed.data);
	shell_prompt(search->shell, &(struct shell_prompt){
					    .label = "/",
					    .initial = search->typed.data,
					    .history = &search->history,
					    .changed = typed,
					    .done = done,
					    .context = search,
				    });
	return EFFECT_REDRAW;
}

bool search_escape(struct search *search)
{
	if (!search_is_on(search))
		return false;
	search_set(search, "");
	return true;
}

void search_status(const struct search *search, struct bar *bar)
{
	char text[COUNT_SIZE];

	if (!search_is_on(search))
		return;
	count_format(table_count(search->table), text);
	bar_add(bar, STYLE_ACCENT, 1, "%s match", text);
	bar_add_foreign(bar, STYLE_MATCH, 2, search->typed.data, search->typed.length);
}
