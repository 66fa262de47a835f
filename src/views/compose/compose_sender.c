/*
 * compose_sender.c - whom the account can send as: numbers, short codes, channel senders, services.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/address.h"
#include "model/number.h"
#include "model/sender.h"
#include "model/service.h"
#include "views/compose/compose.h"
#include "views/list/cells.h"
#include "views/session/lists.h"

static const struct {
	enum resource resource;
	const char *word;
} sender_lists[] = {
	{ RESOURCE_NUMBERS, NULL },
	{ RESOURCE_SHORT_CODES, NULL },
	{ RESOURCE_CHANNEL_SENDERS, "whatsapp" },
	{ RESOURCE_CHANNEL_SENDERS, "rcs" },
};

void compose_want_senders(struct compose *compose)
{
	struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);

	lists_want(compose->session, &services);
	for (size_t i = 0; i < ARRAY_SIZE(sender_lists); i++) {
		struct list_id id = list_id(sender_lists[i].resource, NULL, sender_lists[i].word);
		lists_want(compose->session, &id);
	}
}

/* -- senders in one form ----------------------------------------------------------------------- */

struct known_sender {
	struct sid sid;
	struct text address;
	struct text name; /* may be null */
	unsigned capabilities;
	bool has_capabilities; /* they are known */
};

static void read_sender(enum resource resource, const void *record, struct known_sender *out)
{
	if (resource == RESOURCE_NUMBERS) {
		const struct number *number = record;
		*out = (struct known_sender){
			.sid = number->sid,
			.address = number->phone_number,
			.name = number->friendly_name,
			.capabilities = number->capabilities,
			.has_capabilities = true,
		};
	} else if (resource == RESOURCE_SHORT_CODES) {
		const struct short_code *code = record;
		*out = (struct known_sender){
			.sid = code->sid,
			.address = code->short_code,
			.name = code->friendly_name,
		};
	} else {
		const struct sender *sender = record;
		*out = (struct known_sender){
			.sid = sender->sid,
			.address = sender->address,
			.name = sender->status,
		};
	}
}

/* Calls for each until it says that it has enough; returns whether it did. */
static bool each_sender(const struct compose *compose,
			bool (*visit)(void *context, const struct known_sender *sender),
			void *context)
{
	for (size_t i = 0; i < ARRAY_SIZE(sender_lists); i++) {
		struct list_id id = list_id(sender_lists[i].resource, NULL, sender_lists[i].word);
		const struct collection *list = lists_peek(compose->session, &id);

		for (size_t k = 0; k < collection_count(list); k++) {
			struct known_sender sender;
			read_sender(id.resource, collection_at(list, k), &sender);
			if (visit(context, &sender))
				return true;
		}
	}
	return false;
}

static bool senders_are_complete(const struct compose *compose)
{
	for (size_t i = 0; i < ARRAY_SIZE(sender_lists); i++) {
		struct list_id id = list_id(sender_lists[i].resource, NULL, sender_lists[i].word);
		if (!collection_is_complete(lists_peek(compose->session, &id)))
			return false;
	}
	return true;
}

/* -- completion -------------------------------------------------------------------------------- */

struct offering {
	struct session *session;
	struct completion *completion;
	struct strbuf typed;  /* folded */
	struct strbuf number; /* the same as a number, "" where it is none */
};

static void offering_init(struct offering *offering, struct session *session, const char *line,
			  size_t length, struct completion *completion)
{
	*offering = (struct offering){ .session = session, .completion = completion };
	strbuf_init(&offering->typed, STRBUF_LINE);
	strbuf_init(&offering->number, STRBUF_LINE);
	text_fold(&offering->typed, line, length);
	if (!address_normalise(&offering->number, line, length))
		strbuf_reset(&offering->number);
	/* What matches is decided here: a part is enough. */
	completion->prefix = "";
}

static void offering_release(struct offering *offering)
{
	strbuf_release(&offering->typed);
	strbuf_release(&offering->number);
}

static bool contains(struct text text, const struct strbuf *folded)
{
	return text.length &&
	       text_contains_folded(text.data, text.length, folded->data, folded->length);
}

static bool offer_sender(void *context, const struct known_sender *sender)
{
	struct offering *offering = context;
	const struct service *service;
	struct strbuf help = STRBUF_INIT(STRBUF_LINE);
	char *address;

	if (!contains(sender->address, &offering->typed) &&
	    !contains(sender->name, &offering->typed) &&
	    (!offering->number.length || !contains(sender->address, &offering->number)))
		return false;
	if (sender->has_capabilities && !(sender->capabilities & CAPABLE_SMS))
		return false;
	if (sender->name.length)
		cell_text(sender->name, &help);
	service = lists_service_of(offering->session, &sender->sid);
	if (service) {
		strbuf_addstr(&help, help.length ? " · " : "");
		cell_text(service->friendly_name, &help);
	}
	address = xstrndup(sender->address.data, sender->address.length);
	completion_add(offering->completion, address, help.data);
	free(address);
	strbuf_release(&help);
	return offering->completion->count == COMPLETION_MAX;
}

void compose_complete_sender(void *context, const char *line, size_t length,
			     struct completion *completion)
{
	struct compose *compose = context;
	struct offering offering;

	offering_init(&offering, compose->session, line, length, completion);
	each_sender(compose, offer_sender, &offering);
	offering_release(&offering);
}

void compose_complete_service(void *context, const char *line, size_t length,
			      struct completion *completion)
{
	struct compose *compose = context;
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *list = lists_peek(compose->session, &id);
	struct offering offering;

	offering_init(&offering, compose->session, line, length, completion);
	completion->named = true;
	for (size_t i = 0; i < collection_count(list); i++) {
		const struct service *service = collection_at(list, i);
		struct strbuf help = STRBUF_INIT(STRBUF_LINE);
		char sid[SID_SIZE];

		sid_format(&service->sid, sid);
		if (contains((struct text){ sid, SID_LENGTH }, &offering.typed) ||
		    contains(service->friendly_name, &offering.typed)) {
			cell_text(service->friendly_name, &help);
			completion_add(completion, sid, help.data);
		}
		strbuf_release(&help);
	}
	offering_release(&offering);
}

/* -- remarks ----------------------------------------------------------------------------------- */

struct search_sender {
	struct text address;
	struct known_sender found;
};

static bool is_sender(void *context, const struct known_sender *sender)
{
	struct search_sender *search = context;

	if (sender->address.length != search->address.length ||
	    memcmp(sender->address.data, search->address.data, search->address.length) != 0)
		return false;
	search->found = *sender;
	return true;
}

static bool wants_media(const struct compose *compose)
{
	return *compose_value(compose, OUT_MEDIA) ||
	       strcmp(compose_value(compose, OUT_AS_MMS), "true") == 0;
}

static void add_name(const struct compose *compose, const struct known_sender *sender,
		     struct strbuf *out)
{
	const struct service *service = lists_service_of(compose->session, &sender->sid);

	if (sender->name.length)
		cell_text(sender->name, out);
	if (!service)
		return;
	strbuf_addstr(out, out->length ? " · " : "");
	cell_text(service->friendly_name, out);
}

void compose_remark_sender(void *context, const char *value, struct strbuf *out,
			   enum style_role *role)
{
	const struct compose *compose = context;
	struct strbuf address = STRBUF_INIT(STRBUF_LINE);
	struct search_sender search;
	struct address parsed;

	if (!*value)
		return;
	address_normalise(&address, value, strlen(value));
	search.address = (struct text){ address.data, address.length };
	address_parse(search.address, &parsed);
	if (!each_sender(compose, is_sender, &search)) {
		/* A name is no list's: only services have alpha senders. */
		if (senders_are_complete(compose) && parsed.kind != ADDRESS_NAME) {
			strbuf_addstr(out, "not a sender of this account");
			*role = STYLE_WARNING;
		}
	} else if (search.found.has_capabilities && !(search.found.capabilities & CAPABLE_SMS)) {
		strbuf_addstr(out, "cannot send messages");
		*role = STYLE_WARNING;
	} else if (search.found.has_capabilities && wants_media(compose) &&
		   !(search.found.capabilities & CAPABLE_MMS)) {
		strbuf_addstr(out, "cannot send media");
		*role = STYLE_WARNING;
	} else {
		add_name(compose, &search.found, out);
	}
	strbuf_release(&address);
}

/* Whether all four parts of the pool are known, and empty. */
static bool pool_is_empty(const struct compose *compose, const struct sid *service)
{
	static const enum resource parts[] = {
		RESOURCE_POOL_NUMBERS,
		RESOURCE_POOL_CODES,
		RESOURCE_POOL_ALPHAS,
		RESOURCE_POOL_CHANNELS,
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		struct list_id id = list_id(parts[i], service, NULL);
		const struct collection *list = lists_peek(compose->session, &id);

		if (collection_state(list) == COLLECTION_EMPTY)
			lists_want(compose->session, &id);
		if (!collection_is_complete(list) || collection_count(list))
			return false;
	}
	return true;
}

void compose_remark_service(void *context, const char *value, struct strbuf *out,
			    enum style_role *role)
{
	const struct compose *compose = context;
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *list = lists_peek(compose->session, &id);
	const struct service *service;
	struct sid sid;

	if (!sid_parse(value, strlen(value), &sid) || sid.kind != SID_MG)
		return;
	service = collection_get(list, &sid);
	if (service) {
		cell_text(service->friendly_name, out);
		if (!pool_is_empty(compose, &sid))
			return;
		strbuf_addstr(out, " · no sender in its pool (21704)");
		*role = STYLE_WARNING;
	} else if (collection_is_complete(list)) {
		strbuf_addstr(out, "not a service of this account");
		*role = STYLE_WARNING;
	}
}
