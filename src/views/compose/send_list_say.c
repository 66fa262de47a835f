/*
 * send_list_say.c - what is said of all rows of a list: text, sender, service, time; typed, or chosen.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/service.h"
#include "views/compose/send_list.h"
#include "views/session/lists.h"

static const char *const said_names[SAIDS] = {
	[SAID_TEMPLATE] = "template", [SAID_TEXT] = "text",       [SAID_FROM] = "from",
	[SAID_SERVICE] = "service",   [SAID_SEND_AT] = "send-at",
};

static bool has_template(const struct send_list_view *view, const char *name, struct error *err)
{
	return config_template_text(view->session->options.templates, name) ||
	       error_set(err, ERROR_USAGE, "The config file has no template \"%s\"", name);
}

static void say(struct send_list_view *view, enum said what, const char *value)
{
	mem_wipe_free(view->said[what]);
	view->said[what] = value && *value ? xstrdup(value) : NULL;
}

/* The SID of the service that is called so, or that has this in its name alone. */
static bool name_service(struct session *session, const char *value, char sid[static SID_SIZE],
			 struct error *err)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_want(session, &id);
	struct strbuf folded = STRBUF_INIT(STRBUF_TEXT);
	const struct service *found = NULL;
	size_t matches = 0;

	text_fold(&folded, value, strlen(value));
	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		struct text name = service->friendly_name;

		if (!name.data ||
		    !text_contains_folded(name.data, name.length, folded.data, folded.length))
			continue;
		found = service;
		matches = name.length == strlen(value) ? 1 : matches + 1;
		if (name.length == strlen(value))
			break;
	}
	strbuf_wipe(&folded);
	if (!found && !collection_is_complete(services))
		return error_set(err, ERROR_USAGE,
				 "The services are not loaded yet; v chooses, once they are");
	if (matches != 1)
		return error_set(err, ERROR_USAGE, "%s service is called \"%s\"",
				 found ? "More than one" : "No", value);
	sid_format(&found->sid, sid);
	return true;
}

bool send_list_set(struct send_list_view *view, const char *name, const char *value,
		   struct error *err)
{
	enum said what = 0;
	char sid[SID_SIZE];
	struct sid is_sid;

	while (what < SAIDS && strcmp(said_names[what], name) != 0)
		what++;
	if (what == SAIDS)
		return error_set(err, ERROR_USAGE,
				 "\"%s\" is nothing that can be said of a list: template, text, "
				 "from, service, send-at, duplicates or skip-bad",
				 name);
	if (what == SAID_TEMPLATE && *value && !has_template(view, value, err))
		return false;
	if (what == SAID_SERVICE && *value && !sid_parse(value, strlen(value), &is_sid)) {
		if (!name_service(view->session, value, sid, err))
			return false;
		value = sid;
	}
	/* There is one text. */
	if (what == SAID_TEMPLATE || what == SAID_TEXT)
		say(view, what == SAID_TEXT ? SAID_TEMPLATE : SAID_TEXT, NULL);
	say(view, what, value);
	return true;
}

static unsigned set_and_read(struct send_list_view *view, const char *name, const char *value,
			     struct error *err)
{
	if (!send_list_set(view, name, value, err))
		return EFFECT_FAILED;
	send_list_read(view);
	return EFFECT_REDRAW;
}

unsigned send_list_run_set(struct command_call *call)
{
	static const struct {
		const char *field;
		enum said what;
	} fields[] = {
		{ "From", SAID_FROM },
		{ "MessagingServiceSid", SAID_SERVICE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (strcmp(call->argv[1], fields[i].field) == 0)
			return set_and_read(call->target, said_names[fields[i].what], call->argv[2],
					    call->err);
	error_set(call->err, ERROR_USAGE, "\"%s\" is nothing that can be said of a list",
		  call->argv[1]);
	return EFFECT_FAILED;
}

static void answered(struct send_list_view *view, enum said what, const char *text)
{
	struct error err = ERROR_INIT;

	if (text && set_and_read(view, said_names[what], text, &err) & EFFECT_FAILED)
		shell_error(view->base.shell, &err);
	error_release(&err);
}

static void text_typed(void *view, const char *text)
{
	answered(view, SAID_TEXT, text);
}

static void template_typed(void *view, const char *text)
{
	answered(view, SAID_TEMPLATE, text);
}

static void time_typed(void *view, const char *text)
{
	answered(view, SAID_SEND_AT, text);
}

static void complete_template(void *context, const char *line, size_t length,
			      struct completion *completion)
{
	const struct send_list_view *view = context;
	const struct config_templates *templates = view->session->options.templates;
	char *prefix = xstrndup(line, length);

	completion->prefix = prefix;
	completion->replace_from = 0;
	for (size_t i = 0; i < templates->count; i++)
		completion_add(completion, templates->items[i].name, templates->items[i].text);
	completion->prefix = "";
	free(prefix);
}

static void ask(struct send_list_view *view, enum said what)
{
	const struct shell_prompt prompts[SAIDS] = {
		[SAID_TEMPLATE] = { .label = "template: ",
				    .hint = "its name in the config file; nothing takes it back",
				    .complete = complete_template,
				    .done = template_typed },
		[SAID_TEXT] = { .label = "text: ",
				.hint = "Hello {name}: columns in braces; nothing takes it back",
				.done = text_typed },
		[SAID_SEND_AT] = { .label = "send at: ",
				   .hint = "tomorrow 9:00, in 2h, fri 17:00; nothing: at once",
				   .done = time_typed },
	};
	struct shell_prompt prompt = prompts[what];

	prompt.initial = view->said[what];
	prompt.context = view;
	shell_prompt(view->base.shell, &prompt);
}

/* Without a value it is asked for, or chosen from what the account has. */
static unsigned say_or_ask(struct command_call *call, enum said what)
{
	struct send_list_view *view = call->target;

	if (call->argc == 1 && what == SAID_FROM)
		return views_open(view->base.shell, "choose-sender", "From", call->err);
	if (call->argc == 1 && what == SAID_SERVICE)
		return views_open(view->base.shell, "choose-service", NULL, call->err);
	if (call->argc > 1)
		return set_and_read(view, said_names[what],
				    call->argc == 2 ? call->argv[1] : command_text(call, 0),
				    call->err);
	ask(view, what);
	return EFFECT_REDRAW;
}

unsigned send_list_run_template(struct command_call *call)
{
	return say_or_ask(call, SAID_TEMPLATE);
}

unsigned send_list_run_text(struct command_call *call)
{
	return say_or_ask(call, SAID_TEXT);
}

unsigned send_list_run_from(struct command_call *call)
{
	return say_or_ask(call, SAID_FROM);
}

unsigned send_list_run_service(struct command_call *call)
{
	return say_or_ask(call, SAID_SERVICE);
}

unsigned send_list_run_send_at(struct command_call *call)
{
	return say_or_ask(call, SAID_SEND_AT);
}

void send_list_complete_template(const struct command_call *call, struct completion *completion)
{
	const struct send_list_view *view = call->target;
	const struct config_templates *templates = view->session->options.templates;

	for (size_t i = 0; call->argc == 2 && i < templates->count; i++)
		completion_add(completion, templates->items[i].name, templates->items[i].text);
}
