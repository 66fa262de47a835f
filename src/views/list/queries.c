#include "views/list/queries.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "config/xdg.h"
#include "model/filter.h"
#include "ui/shell.h"
#include "views/views.h"

#define FILE_MAX (256 * 1024)

struct queries {
	struct named_queries all;
	char *file; /* where saved ones are */
};

size_t queries_count(const struct queries *queries)
{
	return queries ? queries->all.count : 0;
}

const struct named_query *queries_at(const struct queries *queries, size_t index)
{
	return &queries->all.items[index];
}

/* -- the file ---------------------------------------------------------------------------------- */

static void name_service(void *context, const struct sid *service, struct strbuf *out)
{
	(void)context, (void)service, (void)out;
}

/* Whether it follows the grammar: nothing is matched. */
static bool check(const char *text, struct error *err)
{
	const struct filter_setting setting = {
		.language = &filter_messages,
		.now = clock_now(),
		.zone = WHEN_LOCAL,
		.service_name = name_service,
	};
	struct filter *filter = filter_compile_for(&setting, text, strlen(text), NULL, err);

	filter_free(filter);
	return filter != NULL;
}

static bool check_all(const struct queries *queries, const char *config_file, struct error *err)
{
	for (size_t i = 0; i < queries->all.count; i++) {
		const struct named_query *query = &queries->all.items[i];

		if (!check(query->text, err))
			return error_prefix(err, "%s:%u: the query %s",
					    query->saved ? queries->file : config_file, query->line,
					    query->name);
	}
	return true;
}

static bool read_saved(struct queries *queries, struct error *err)
{
	struct config_file *file;
	bool good;

	if (access(queries->file, F_OK) != 0 && errno == ENOENT)
		return true;
	file = config_file_read(queries->file, err);
	good = file && named_queries_read(&queries->all, file, config_file_root(file), true, err);
	config_file_free(file);
	return good;
}

static bool write_saved(const struct queries *queries, struct error *err)
{
	struct strbuf text = STRBUF_INIT(FILE_MAX);
	char *directory = xdg_path(XDG_STATE, "", err);
	bool good;

	named_queries_write(&queries->all, &text);
	good = directory && file_make_directory(directory, err) &&
	       (!text.overflow ||
		error_set(err, ERROR_USAGE, "there are too many saved queries")) &&
	       file_write_private(queries->file, text.data, text.length, err);
	strbuf_wipe(&text);
	free(directory);
	return good;
}

struct queries *queries_new(const struct named_queries *configured, const char *config_file,
			    struct error *err)
{
	struct queries *queries = xcalloc(1, sizeof(*queries));

	for (size_t i = 0; i < configured->count; i++)
		named_queries_set(&queries->all, configured->items[i].name,
				  configured->items[i].text, false, configured->items[i].line);
	queries->file = xdg_path(XDG_STATE, "queries", err);
	if (queries->file && read_saved(queries, err) && check_all(queries, config_file, err))
		return queries;
	queries_free(queries);
	return NULL;
}

void queries_free(struct queries *queries)
{
	if (!queries)
		return;
	named_queries_release(&queries->all);
	free(queries->file);
	free(queries);
}

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned refuse(struct command_call *call, const char *name, const char *why)
{
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE);

	text_clean(&shown, name, strlen(name), TEXT_ONE_LINE);
	error_set(call->err, ERROR_USAGE, "The query \"%s\" %s", shown.data, why);
	strbuf_release(&shown);
	return EFFECT_FAILED;
}

static void offer_names(const struct queries *queries, struct completion *completion)
{
	for (size_t i = 0; i < queries->all.count; i++)
		completion_add(completion, queries->all.items[i].name, queries->all.items[i].text);
}

static void complete_name(void *context, const char *line, size_t length,
			  struct completion *completion)
{
	char *prefix = xstrndup(line, length);

	completion->prefix = prefix;
	completion->replace_from = 0;
	offer_names(((const struct session *)context)->options.queries, completion);
	completion->prefix = "";
	free(prefix);
}

static void name_typed(void *context, const char *name)
{
	struct session *session = context;
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);

	if (!name || !*name)
		return;
	strbuf_addstr(&line, "query ");
	command_quote(&line, name);
	shell_execute(session->shell, line.data);
	strbuf_release(&line);
}

/* Lets one be chosen. */
static unsigned ask_name(struct command_call *call)
{
	struct session *session = call->target;

	if (!session->options.queries->all.count) {
		error_set(call->err, ERROR_USAGE,
			  "No query has a name yet: save-query NAME gives one to what the messages "
			  "are filtered by");
		return EFFECT_FAILED;
	}
	shell_prompt(session->shell, &(struct shell_prompt){
					     .label = "query: ",
					     .complete = complete_name,
					     .done = name_typed,
					     .context = session,
					     .list = true,
				     });
	return EFFECT_REDRAW;
}

unsigned queries_run(struct command_call *call)
{
	struct session *session = call->target;
	const struct queries *queries = session->options.queries;
	size_t index;

	if (call->argc == 1)
		return ask_name(call);
	index = named_queries_find(&queries->all, call->argv[1]);
	if (index == SIZE_MAX)
		return refuse(call, call->argv[1], "does not exist; save-query makes one");
	return views_open_filtered(session->shell, "messages", queries->all.items[index].text,
				   call->err);
}

/* What is to be saved: the words of the command, or what the screen's messages are filtered by. */
static bool wanted(const struct command_call *call, struct strbuf *text)
{
	const struct session *session = call->target;
	const struct view *view = shell_view(session->shell);
	const char *shown = view && view->ops->query ? view->ops->query(view) : NULL;

	strbuf_addstr(text, command_text(call, 1));
	if (call->argc == 2 && shown)
		strbuf_addstr(text, shown);
	if (text->overflow)
		return error_set(call->err, ERROR_USAGE, "the filter is too long");
	return text->length || error_set(call->err, ERROR_USAGE,
					 "Which query? Filter the messages first, or write it "
					 "behind the name");
}

static bool save(struct queries *queries, const char *name, const char *text, struct error *err)
{
	if (!query_name_valid(name))
		return error_set(err, ERROR_USAGE,
				 "A query's name is a letter, then up to %d letters, digits, - "
				 "and _",
				 QUERY_NAME_MAX - 1);
	for (const char *at = text; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return error_set(err, ERROR_USAGE,
					 "A query to be saved has no control characters");
	if (!check(text, err))
		return false;
	named_queries_set(&queries->all, name, text, true, 0);
	return write_saved(queries, err);
}

unsigned queries_run_save(struct command_call *call)
{
	struct session *session = call->target;
	struct strbuf text = STRBUF_INIT(FILTER_TEXT_MAX);
	bool good = wanted(call, &text) &&
		    save(session->options.queries, call->argv[1], text.data, call->err);

	if (good)
		strbuf_addf(&call->message, "saved: query %s shows %s", call->argv[1], text.data);
	strbuf_wipe(&text);
	return good ? EFFECT_NONE : EFFECT_FAILED;
}

unsigned queries_run_forget(struct command_call *call)
{
	struct queries *queries = ((struct session *)call->target)->options.queries;
	size_t index = named_queries_find(&queries->all, call->argv[1]);

	if (index == SIZE_MAX)
		return refuse(call, call->argv[1], "does not exist");
	if (!queries->all.items[index].saved)
		return refuse(call, call->argv[1], "is in the config file: take it out there");
	named_queries_remove(&queries->all, index);
	if (!write_saved(queries, call->err))
		return EFFECT_FAILED;
	strbuf_addf(&call->message, "forgotten: %s", call->argv[1]);
	return EFFECT_NONE;
}

void queries_complete(const struct command_call *call, struct completion *completion)
{
	const struct queries *queries = ((const struct session *)call->target)->options.queries;

	if (call->argc != 2)
		return;
	offer_names(queries, completion);
}
