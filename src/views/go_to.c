#include "views/go_to.h"

#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "model/number.h"
#include "model/price.h"
#include "model/sender.h"
#include "model/service.h"
#include "ui/shell.h"
#include "views/find.h"
#include "views/list/cells.h"
#include "views/list/queries.h"
#include "views/prices/country_list.h"
#include "views/session/lists.h"
#include "views/views.h"

#define RECENT_MAX 12
/* On top of how well a name fits: kinds with few things go ahead of those with many, and what was gone
 * to lately ahead of all. */
#define BONUS_RECENT 150
#define BONUS_FEW 60
#define BONUS_SOME 30

struct place {
	char *text, *detail, *line;
	const char *kind;
};

struct go_to {
	struct session *session;
	struct place recent[RECENT_MAX]; /* the last first */
	size_t recent_count;
	struct sid sid;      /* what is typed, when it is one */
	struct strbuf typed; /* else, when it names messages: a number, an error code */
	struct strbuf named; /* what that is called */
};

/* -- kinds of things --------------------------------------------------------------------------- */

/* One kind: how many there are, and each. */
struct kind {
	const char *name;
	int bonus;
	size_t (*count)(struct go_to *go_to);
	bool (*item)(struct go_to *go_to, size_t index, struct palette_item *item);
};

static void add_line(struct palette_item *item, const char *command, const char *argument)
{
	strbuf_addf(&item->line, "%s ", command);
	command_quote(&item->line, argument);
}

static void add_sid_line(struct palette_item *item, const char *command, const struct sid *sid)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	add_line(item, command, text);
	strbuf_addf(&item->also, "%s", text);
}

static size_t recent_count(struct go_to *go_to)
{
	return go_to->recent_count;
}

static bool recent_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct place *place = &go_to->recent[index];

	strbuf_addstr(&item->text, place->text);
	strbuf_addstr(&item->detail, place->detail);
	strbuf_addstr(&item->line, place->line);
	item->kind = place->kind;
	item->bonus -= (int)index;
	return true;
}

static size_t sid_count(struct go_to *go_to)
{
	return go_to->sid.kind != SID_NONE;
}

static bool sid_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	(void)index;
	add_sid_line(item, "find", &go_to->sid);
	strbuf_add(&item->text, item->also.data, item->also.length);
	return true;
}

static size_t messages_count(struct go_to *go_to)
{
	return go_to->typed.length > 0;
}

static bool messages_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	(void)index;
	strbuf_addf(&item->text, "Messages with %s", go_to->named.data);
	strbuf_addstr(&item->also, go_to->typed.data);
	add_line(item, "find", go_to->typed.data);
	return true;
}

static size_t screen_count(struct go_to *go_to)
{
	(void)go_to;
	return views_count();
}

static bool screen_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct view_ops *ops = views_at(index);

	(void)go_to;
	if (!views_stands_alone(index))
		return false;
	strbuf_addstr(&item->text, ops->title);
	strbuf_addstr(&item->also, ops->name);
	strbuf_addstr(&item->detail, ops->help);
	add_line(item, "open", ops->name);
	return true;
}

static size_t query_count(struct go_to *go_to)
{
	return queries_count(go_to->session->options.queries);
}

static bool query_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct named_query *query = queries_at(go_to->session->options.queries, index);

	strbuf_addstr(&item->text, query->name);
	strbuf_addstr(&item->detail, query->text);
	add_line(item, "query", query->name);
	return true;
}

static const struct collection *list_of(struct go_to *go_to, enum resource resource)
{
	const struct list_id id = list_id(resource, NULL, NULL);

	return lists_peek(go_to->session, &id);
}

static size_t service_count(struct go_to *go_to)
{
	return collection_count(list_of(go_to, RESOURCE_SERVICES));
}

static bool service_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct service *service = collection_at(list_of(go_to, RESOURCE_SERVICES), index);

	cell_text(service->friendly_name, &item->text);
	cell_text(service->usecase, &item->detail);
	add_sid_line(item, "open pool", &service->sid);
	return true;
}

static size_t number_count(struct go_to *go_to)
{
	return collection_count(list_of(go_to, RESOURCE_NUMBERS));
}

/* Also the name that it has, which is mostly the number once more. */
static bool number_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct number *number = collection_at(list_of(go_to, RESOURCE_NUMBERS), index);

	cell_address(number->phone_number, &item->text);
	cell_text(number->friendly_name, &item->detail);
	add_sid_line(item, "find", &number->sid);
	strbuf_addch(&item->also, ' ');
	cell_text(number->phone_number, &item->also);
	strbuf_addch(&item->also, ' ');
	cell_text(number->friendly_name, &item->also);
	return true;
}

static size_t code_count(struct go_to *go_to)
{
	return collection_count(list_of(go_to, RESOURCE_SHORT_CODES));
}

static bool code_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct short_code *code = collection_at(list_of(go_to, RESOURCE_SHORT_CODES), index);

	cell_text(code->short_code, &item->text);
	cell_text(code->friendly_name, &item->detail);
	add_sid_line(item, "find", &code->sid);
	strbuf_addch(&item->also, ' ');
	cell_text(code->friendly_name, &item->also);
	return true;
}

static size_t country_count(struct go_to *go_to)
{
	const struct list_id id = country_list_id();

	return collection_count(lists_peek(go_to->session, &id));
}

static bool country_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct list_id id = country_list_id();
	const struct country *country = collection_at(lists_peek(go_to->session, &id), index);
	char iso[COUNTRY_SIZE];

	if (!country_letters(country, iso))
		return false;
	cell_text(country->name, &item->text);
	strbuf_addstr(&item->also, iso);
	strbuf_addf(&item->detail, "%s · prices", iso);
	add_line(item, "open country", iso);
	return true;
}

static size_t contact_count(struct go_to *go_to)
{
	return conversation_list_count(go_to->session->conversations);
}

static bool contact_item(struct go_to *go_to, size_t index, struct palette_item *item)
{
	const struct session *session = go_to->session;
	struct strbuf address = STRBUF_INIT(STRBUF_LINE);
	struct store_contact about;

	if (index >= conversation_list_count(session->conversations))
		return false;
	store_contact(session->store, conversation_list_at(session->conversations, index), &about);
	cell_address(about.address, &item->text);
	cell_text(about.address, &item->also);
	strbuf_addf(&item->detail, "%u message%s", about.count, about.count == 1 ? "" : "s");
	strbuf_add(&address, about.address.data, about.address.length);
	add_line(item, "open conversation", address.data);
	strbuf_wipe(&address);
	return true;
}

static const struct kind kinds[] = {
	{ "", BONUS_RECENT, recent_count, recent_item },
	{ "SID", BONUS_RECENT, sid_count, sid_item },
	{ "messages", BONUS_FEW, messages_count, messages_item },
	{ "screen", BONUS_FEW, screen_count, screen_item },
	{ "query", BONUS_FEW, query_count, query_item },
	{ "service", BONUS_FEW, service_count, service_item },
	{ "number", BONUS_SOME, number_count, number_item },
	{ "short code", BONUS_SOME, code_count, code_item },
	{ "country", BONUS_SOME, country_count, country_item },
	{ "contact", 0, contact_count, contact_item },
};

/* -- the source of the palette ----------------------------------------------------------------- */

static void parse_sid(struct go_to *go_to, const char *typed)
{
	size_t length = strlen(typed);
	const char *text = parse_trim(typed, &length);

	if (!sid_parse(text, length, &go_to->sid))
		go_to->sid = (struct sid){ .kind = SID_NONE };
}

/* A few digits are part of something's name, rather. */
static void parse_messages(struct go_to *go_to, const char *typed)
{
	struct strbuf query = STRBUF_INIT(STRBUF_LINE);
	enum find_kind kind;

	strbuf_reset(&go_to->typed);
	strbuf_reset(&go_to->named);
	kind = find_query(typed, strlen(typed), &query, &go_to->named);
	if (kind != FIND_NOTHING && kind != FIND_SHORT_NUMBER)
		strbuf_addstr(&go_to->typed, typed);
	strbuf_wipe(&query);
}

static size_t source_count(void *context, const char *typed)
{
	struct go_to *go_to = context;
	size_t count = 0;

	parse_sid(go_to, typed);
	parse_messages(go_to, typed);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		count += kinds[i].count(go_to);
	return count;
}

static bool source_item(void *context, size_t index, struct palette_item *item)
{
	struct go_to *go_to = context;

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		size_t count = kinds[i].count(go_to);

		if (index >= count) {
			index -= count;
			continue;
		}
		item->kind = kinds[i].name;
		item->bonus = kinds[i].bonus;
		return kinds[i].item(go_to, index, item);
	}
	return false;
}

/* -- what was gone to -------------------------------------------------------------------------- */

static void release_place(struct place *place)
{
	mem_wipe_free(place->text);
	mem_wipe_free(place->detail);
	mem_wipe_free(place->line);
}

static void remember(struct go_to *go_to, const struct palette_item *item)
{
	size_t at = 0;

	while (at < go_to->recent_count && strcmp(go_to->recent[at].line, item->line.data) != 0)
		at++;
	struct place place = { xstrdup(item->text.data), xstrdup(item->detail.data),
			       xstrdup(item->line.data), item->kind };

	if (at == RECENT_MAX)
		at--;
	if (at < go_to->recent_count)
		release_place(&go_to->recent[at]);
	else
		go_to->recent_count++;
	memmove(&go_to->recent[1], &go_to->recent[0], at * sizeof(go_to->recent[0]));
	go_to->recent[0] = place;
}

static void source_chosen(void *context, const struct palette_item *item)
{
	struct go_to *go_to = context;

	remember(go_to, item);
	shell_execute(go_to->session->shell, item->line.data);
}

/* -- life -------------------------------------------------------------------------------------- */

struct go_to *go_to_new(struct session *session)
{
	struct go_to *go_to = xcalloc(1, sizeof(*go_to));

	go_to->session = session;
	strbuf_init(&go_to->typed, STRBUF_LINE);
	strbuf_init(&go_to->named, STRBUF_LINE);
	return go_to;
}

void go_to_free(struct go_to *go_to)
{
	if (!go_to)
		return;
	for (size_t i = 0; i < go_to->recent_count; i++)
		release_place(&go_to->recent[i]);
	strbuf_wipe(&go_to->typed);
	strbuf_wipe(&go_to->named);
	free(go_to);
}

static void want_lists(struct session *session)
{
	const struct list_id wanted[] = {
		list_id(RESOURCE_SERVICES, NULL, NULL),
		list_id(RESOURCE_NUMBERS, NULL, NULL),
		list_id(RESOURCE_SHORT_CODES, NULL, NULL),
		country_list_id(),
	};

	for (size_t i = 0; i < ARRAY_SIZE(wanted); i++)
		lists_want(session, &wanted[i]);
}

unsigned go_to_command(struct command_call *call)
{
	struct session *session = call->target;
	struct strbuf typed = STRBUF_INIT(STRBUF_LINE);
	const struct palette_source source = {
		.count = source_count,
		.item = source_item,
		.chosen = source_chosen,
		.context = session->go_to,
		.title = "Go to",
	};

	for (int i = 1; i < call->argc; i++)
		strbuf_addf(&typed, "%s%s", i > 1 ? " " : "", call->argv[i]);
	want_lists(session);
	shell_palette(session->shell, &source, typed.data);
	strbuf_release(&typed);
	return EFFECT_REDRAW;
}
