#include "views/list/search.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/shell.h"
#include "views/list/cells.h"
#include "views/list/query.h"
#include "views/services/service_list.h"
#include "views/session/session.h"

/* -- the language of a list that has only words ------------------------------------------------ */

static void read_words(const void *list, const void *record, int id, struct filter_datum *datum)
{
	const struct strbuf *words = record;

	(void)list, (void)id;
	strbuf_add(&datum->text, words->data, words->length);
}

static const struct filter_field word_fields[] = { SEARCH_TEXT_FIELD };

static const struct filter_language words = {
	.fields = word_fields,
	.count = ARRAY_SIZE(word_fields),
	.read = read_words,
};

/* -- life -------------------------------------------------------------------------------------- */

void search_init(struct search *search, struct shell *shell, struct table *table)
{
	*search = (struct search){
		.shell = shell,
		.table = table,
		.language = &words,
		.typed = STRBUF_INIT(FILTER_TEXT_MAX),
		.before = STRBUF_INIT(FILTER_TEXT_MAX),
	};
}

void search_speak(struct search *search, struct session *session,
		  const struct filter_language *language)
{
	search->session = session;
	search->language = language;
}

void search_release(struct search *search)
{
	filter_free(search->filter);
	marks_clear(&search->marks);
	strbuf_wipe(&search->typed);
	strbuf_wipe(&search->before);
	prompt_history_release(&search->history);
}

bool search_is_on(const struct search *search)
{
	return search->typed.length > 0;
}

/* -- the query --------------------------------------------------------------------------------- */

static void name_service(void *context, const struct sid *sid, struct strbuf *out)
{
	const struct service *service = service_find(context, sid);

	if (service)
		strbuf_add(out, service->friendly_name.data, service->friendly_name.length);
}

/* The words that stand before what was typed, in bytes. */
static size_t add_always(const struct search *search, struct strbuf *whole)
{
	if (search->always)
		strbuf_addf(whole, "%s (", search->always);
	return whole->length;
}

static struct filter *compile(const struct search *search, const char *text,
			      struct filter_place *place, struct error *err)
{
	const struct filter_setting setting = {
		.language = search->language,
		.now = clock_now(),
		.zone = WHEN_LOCAL,
		.service_name = search->session ? name_service : NULL,
		.context = search->session,
		.names = cell_names_used(),
		.beside = search->own,
	};
	struct strbuf whole = STRBUF_INIT(FILTER_TEXT_MAX + STRBUF_LINE);
	bool blank = text[strspn(text, " \t")] == '\0';
	size_t before = blank ? 0 : add_always(search, &whole);
	struct filter *filter;

	strbuf_addf(&whole, "%s%s", blank ? search->always : text, before ? ")" : "");
	filter = filter_compile_for(&setting, whole.data, whole.length, place, err);
	strbuf_release(&whole);
	if (!filter && place)
		place->offset -= place->offset < before ? place->offset : before;
	return filter;
}

static void mark(void *context, const char *text, size_t length, bool number)
{
	marks_add(&((struct search *)context)->marks, text, length, number);
}

static void apply(struct search *search)
{
	marks_clear(&search->marks);
	if (search->filter)
		filter_each_text(search->filter, mark, search);
	if (search->table) {
		table_set_query(search->table, search->typed.data);
		table_filter(search->table, search_is_on(search) || search->filter || search->part,
			     &search->marks);
	}
	shell_work(search->shell);
}

static void tell(const struct search *search, bool done)
{
	if (search->taken)
		search->taken(search->context, done);
}

/* They come by and by: search_news(). */
static void want_names(const struct search *search, bool wanted)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);

	if (wanted && search->session)
		lists_want(search->session, &id);
}

bool search_set(struct search *search, const char *text, struct filter_place *place,
		struct error *err)
{
	char *rest = xstrdup(text);
	bool good = !search->take || search->take(search->context, rest, err);
	bool asks = search->always || rest[strspn(rest, " \t")];
	struct filter *filter = good && asks ? compile(search, rest, place, err) : NULL;

	free(rest);
	if (good && asks && !filter && search->take) {
		char *before = xstrdup(search->typed.data);

		search->take(search->context, before, NULL);
		free(before);
	}
	if (!good || (asks && !filter))
		return false;
	filter_free(search->filter);
	search->filter = filter;
	want_names(search, filter && filter_names_services(filter));
	strbuf_reset(&search->typed);
	strbuf_addstr(&search->typed, text);
	while (search->typed.length && search->typed.data[search->typed.length - 1] == ' ')
		strbuf_truncate(&search->typed, search->typed.length - 1);
	apply(search);
	tell(search, false);
	return true;
}

void search_part(struct search *search, bool part)
{
	search->part = part;
	apply(search);
}

static void look_again(struct search *search)
{
	char *text = xstrdup(search->typed.data);

	search_set(search, text, NULL, NULL);
	mem_wipe_free(text);
}

void search_news(struct search *search, const struct news *news)
{
	if (news->kind == NEWS_LIST && search->filter && filter_names_services(search->filter))
		apply(search);
	else if (news->kind == NEWS_NAMES && search_is_on(search))
		look_again(search);
}

bool search_matches(const struct search *search, const struct strbuf *text)
{
	return search_passes(search, NULL, text);
}

bool search_passes(const struct search *search, const void *list, const void *record)
{
	if (!search->visit)
		return !search->filter || filter_match_record(search->filter, list, record);
	search->visit(search->visitor, list, record);
	return false;
}

void search_visit(struct search *search, size_t most,
		  void (*visit)(void *context, const void *list, const void *record), void *context)
{
	search->visit = visit;
	search->visitor = context;
	table_ask(search->table, most);
	search->visit = NULL;
}

/* -- the prompt -------------------------------------------------------------------------------- */

static void typed(void *context, const char *text)
{
	struct search *search = context;
	struct filter_place place = { 0, 0 };
	struct error err = ERROR_INIT;

	if (!search_set(search, text, &place, &err))
		shell_prompt_fault(search->shell, error_text(&err), place.offset, place.length);
	error_release(&err);
	/* For completion, by the time that it is asked for. */
	want_names(search, strstr(text, "service") != NULL);
	shell_apply(search->shell, EFFECT_REDRAW);
}

/* The text was taken in as it was typed; giving up brings back the query there was before. */
static void done(void *context, const char *text)
{
	struct search *search = context;
	const char *wanted = text ? text : search->before.data;
	struct error err = ERROR_INIT;

	if (strcmp(wanted, search->typed.data) != 0 && !search_set(search, wanted, NULL, &err))
		shell_error(search->shell, &err);
	error_release(&err);
	tell(search, true);
	shell_apply(search->shell, EFFECT_REDRAW);
}

static void completions(void *context, const char *line, size_t length,
			struct completion *completion)
{
	query_complete(context, line, length, completion);
}

static void open_prompt(struct search *search, const char *text)
{
	strbuf_reset(&search->before);
	strbuf_addstr(&search->before, search->typed.data);
	shell_prompt(search->shell,
		     &(struct shell_prompt){
			     .label = "/",
			     .hint = search->language ? "words or fields; Tab lists the fields"
						      : "words to look for",
			     .initial = text,
			     .history = &search->history,
			     .complete = completions,
			     .changed = typed,
			     .done = done,
			     .context = search,
		     });
}

/* As if it had been typed behind "/": what is wrong with it is shown there, to be mended. */
static void search_for(struct search *search, const char *text)
{
	struct filter_place place = { 0, 0 };
	struct error err = ERROR_INIT;

	if (search_set(search, text, &place, &err)) {
		tell(search, true);
	} else {
		open_prompt(search, text);
		shell_prompt_fault(search->shell, error_text(&err), place.offset, place.length);
	}
	error_release(&err);
}

unsigned search_command(struct search *search, struct command_call *call)
{
	if (call->argc > 1)
		search_for(search, command_text(call, 0));
	else
		open_prompt(search, search->typed.data);
	return EFFECT_REDRAW;
}

bool search_escape(struct search *search)
{
	if (!search_is_on(search))
		return false;
	search_set(search, "", NULL, NULL);
	tell(search, true);
	return true;
}

void search_status(const struct search *search, struct bar *bar)
{
	char text[COUNT_SIZE];
	size_t done, total;

	if (!search_is_on(search))
		return;
	count_format(table_count(search->table), text);
	bar_add(bar, STYLE_ACCENT, 1, "%s match", text);
	bar_add_foreign(bar, STYLE_MATCH, 2, search->typed.data, search->typed.length);
	table_progress(search->table, &done, &total);
	if (table_busy(search->table) && done < total)
		bar_add(bar, STYLE_WAITING, 2, "%zu %% looked at", done * 100 / total);
}
