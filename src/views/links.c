#include "views/links.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "model/address.h"
#include "model/errcode.h"
#include "ui/shell.h"
#include "views/list/cells.h"
#include "views/prices/country_list.h"
#include "views/services/service_list.h"
#include "views/session/lists.h"

struct link {
	const char *kind;
	char *text, *line;
	struct sid
		service; /* whose name ends the text, once it is known; of no kind: the text is whole */
};

struct links {
	struct session *session;
	struct VEC(struct link) all;
};

/* -- the source of the palette ----------------------------------------------------------------- */

static size_t source_count(void *context, const char *typed)
{
	(void)typed;
	return ((const struct links *)context)->all.count;
}

/* Its SID until the services have come: then the palette asks again. */
static void add_service_name(struct session *session, const struct sid *sid, struct strbuf *out)
{
	const struct service *service = service_find(session, sid);
	char text[SID_SIZE];

	sid_format(sid, text);
	if (service && service->friendly_name.length)
		cell_text(service->friendly_name, out);
	else
		strbuf_addstr(out, text);
}

/* In the order in which they were added. */
static bool source_item(void *context, size_t index, struct palette_item *item)
{
	const struct links *links = context;
	const struct link *link = &links->all.items[index];

	item->kind = link->kind;
	strbuf_addstr(&item->text, link->text);
	if (link->service.kind == SID_MG)
		add_service_name(links->session, &link->service, &item->text);
	strbuf_addstr(&item->also, link->kind);
	strbuf_addstr(&item->line, link->line);
	return true;
}

static void source_chosen(void *context, const struct palette_item *item)
{
	shell_execute(((struct links *)context)->session->shell, item->line.data);
}

static struct links *start(struct session *session)
{
	links_free(session->links);
	session->links = xcalloc(1, sizeof(*session->links));
	session->links->session = session;
	return session->links;
}

void links_free(struct links *links)
{
	if (!links)
		return;
	for (size_t i = 0; i < links->all.count; i++) {
		mem_wipe_free(links->all.items[i].text);
		mem_wipe_free(links->all.items[i].line);
	}
	vec_release(&links->all);
	free(links);
}

static unsigned show(struct links *links)
{
	const struct palette_source source = {
		.count = source_count,
		.item = source_item,
		.chosen = source_chosen,
		.context = links,
		.title = "From here to",
	};

	shell_palette(links->session->shell, &source, "");
	return EFFECT_REDRAW;
}

/* -- links ------------------------------------------------------------------------------------- */

/* `text` is cleaned here; the command line is a command and one argument, or two. */
static void add_two(struct links *links, const char *kind, struct text text, const char *command,
		    const char *argument, const char *second)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE), line = STRBUF_INIT(COMMAND_LINE_MAX);

	cell_text(text, &clean);
	strbuf_addf(&line, "%s ", command);
	command_quote(&line, argument);
	if (second) {
		strbuf_addch(&line, ' ');
		command_quote(&line, second);
	}
	vec_push(&links->all,
		 ((struct link){
			 .kind = kind, .text = xstrdup(clean.data), .line = xstrdup(line.data) }));
	strbuf_wipe(&clean);
	strbuf_wipe(&line);
}

static void add(struct links *links, const char *kind, const char *text, size_t length,
		const char *command, const char *argument)
{
	add_two(links, kind, (struct text){ text, length }, command, argument, NULL);
}

/* At the message that it is the link of. */
static void add_contact(struct links *links, struct text address, const struct sid *sid)
{
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE), raw = STRBUF_INIT(STRBUF_LINE);
	char text[SID_SIZE];

	if (!address.length)
		return;
	cell_address(address, &shown);
	strbuf_add(&raw, address.data, address.length);
	sid_format(sid, text);
	add_two(links, "contact", (struct text){ shown.data, shown.length }, "open conversation",
		raw.data, text);
	strbuf_wipe(&shown);
	strbuf_wipe(&raw);
}

/* The last text ends with the name of this service. */
static void end_with(struct links *links, const struct sid *service)
{
	if (service)
		links->all.items[links->all.count - 1].service = *service;
}

/* The messages that have a value, and what of them failed; `service`: whose name is shown in place of
 * `shown`, or NULL. */
static void add_traffic(struct links *links, const char *kind, const char *field, struct text value,
			struct text shown, const struct sid *service)
{
	struct strbuf query = STRBUF_INIT(STRBUF_LINE), text = STRBUF_INIT(STRBUF_LINE);

	if (!value.length)
		return;
	strbuf_addf(&query, "%s:", field);
	filter_quote(&query, value.data, value.length);
	strbuf_addstr(&text, "messages of ");
	strbuf_add(&text, shown.data, shown.length);
	add(links, kind, text.data, text.length, "open traffic", query.data);
	end_with(links, service);
	strbuf_addstr(&query, " is:failed");
	strbuf_reset(&text);
	strbuf_addstr(&text, "failures of ");
	strbuf_add(&text, shown.data, shown.length);
	add(links, kind, text.data, text.length, "open traffic", query.data);
	end_with(links, service);
	strbuf_wipe(&query);
	strbuf_wipe(&text);
}

static void add_sender_traffic(struct links *links, struct text address)
{
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE);

	if (address.data)
		cell_address(address, &shown);
	add_traffic(links, "sender", "sender", address, (struct text){ shown.data, shown.length },
		    NULL);
	strbuf_wipe(&shown);
}

static void add_service(struct links *links, const struct sid *sid)
{
	char text[SID_SIZE];

	if (sid->kind != SID_MG)
		return;
	sid_format(sid, text);
	add(links, "service", "", 0, "open pool", text);
	end_with(links, sid);
	add(links, "service", "its settings", strlen("its settings"), "open service-form", text);
	add_traffic(links, "service", "service", (struct text){ text, SID_LENGTH },
		    (struct text){ "", 0 }, sid);
}

static void add_country(struct links *links, struct text number)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	struct address address;

	address_parse(number, &address);
	if (!*address.country)
		return;
	country_name(links->session, address.country, &name);
	add(links, "prices", name.data, name.length, "open country", address.country);
	strbuf_release(&name);
}

static void add_error(struct links *links, int32_t code)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char query[32];
	const char *title = errcode_title(code);

	if (!code)
		return;
	snprintf(query, sizeof(query), "error:%" PRId32, code);
	strbuf_addf(&text, "all with %" PRId32 " %s", code, title ? title : "");
	add(links, "error", text.data, text.length, "open traffic", query);
	strbuf_release(&text);
}

/* -- of what ----------------------------------------------------------------------------------- */

static void want_services(struct session *session)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);

	lists_want(session, &id);
}

unsigned links_of_message(struct session *session, const struct message *message)
{
	struct links *links = start(session);
	bool inbound = message->direction == DIRECTION_INBOUND;

	want_services(session);
	add_contact(links, message_contact(message), &message->sid);
	add_error(links, message->error_code);
	add_service(links, &message->service);
	add_sender_traffic(links, inbound ? message->to : message->from);
	add_country(links, message_contact(message));
	return show(links);
}

unsigned links_of_sender(struct session *session, const struct listed_sender *listed)
{
	struct links *links = start(session);
	const struct service *service = lists_service_of(session, &listed->sender.sid);

	if (service)
		add_service(links, &service->sid);
	add_sender_traffic(links, listed->sender.address);
	add_country(links, listed->sender.address);
	return show(links);
}

unsigned links_of_service(struct session *session, const struct service *service)
{
	struct links *links = start(session);

	add_service(links, &service->sid);
	return show(links);
}

unsigned links_of_number(struct session *session, const char *number, bool is_contact)
{
	struct links *links = start(session);
	struct text address = { number, strlen(number) };
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE);

	cell_address(address, &shown);
	if (is_contact)
		add(links, "contact", shown.data, shown.length, "open conversation", number);
	add_traffic(links, "contact", "with", address, (struct text){ shown.data, shown.length },
		    NULL);
	add_country(links, address);
	strbuf_wipe(&shown);
	return show(links);
}
