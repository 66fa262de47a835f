#include "views/list/query_values.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/address.h"
#include "model/address_book.h"
#include "model/errcode.h"
#include "model/service.h"
#include "views/list/cells.h"
#include "views/list/search.h"
#include "views/session/lists.h"

/* How many messages, or records, are looked at. */
#define LOOKED_AT 4000
#define VALUE_MAX 120 /* bytes; nobody chooses a longer one */
#define OCCURS "occurs"

/* What is being typed, and where what suits it goes. */
struct offer {
	const struct filter_language *language;
	const struct filter_field *field;
	const char *typed;
	struct completion *completion;
	struct filter_datum datum; /* of the record that is looked at */
};

/* -- one value --------------------------------------------------------------------------------- */

static bool suits(const struct offer *offer, const char *text)
{
	return strncasecmp(text, offer->typed, strlen(offer->typed)) == 0;
}

static void add_word(struct offer *offer, const char *word, const char *help)
{
	if (suits(offer, word))
		completion_add(offer->completion, word, help);
}

/* Foreign text as it has to be typed; nothing where it holds what cannot be. */
static void add_text(struct offer *offer, const char *text, size_t length, const char *help)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE);
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);

	if (!length || length > VALUE_MAX)
		return;
	text_clean(&clean, text, length, TEXT_ONE_LINE);
	if (strpbrk(clean.data, " ,()\"\\"))
		filter_quote(&word, clean.data, clean.length);
	else
		strbuf_add(&word, clean.data, clean.length);
	if (clean.length == length && memcmp(clean.data, text, length) == 0 &&
	    (suits(offer, clean.data) || suits(offer, word.data)))
		completion_add(offer->completion, word.data, help);
	strbuf_release(&clean);
	strbuf_release(&word);
}

static void add_sid(struct offer *offer, const struct sid *sid)
{
	char text[SID_SIZE];

	if (sid->kind == SID_NONE)
		return;
	sid_format(sid, text);
	add_word(offer, text, OCCURS);
}

static void add_address(struct offer *offer, struct text address)
{
	struct text name = address_book_name(cell_names_used(), address);
	struct strbuf help = STRBUF_INIT(STRBUF_LINE);

	if (name.data)
		text_clean(&help, name.data, name.length, TEXT_ONE_LINE);
	if (address.data)
		add_text(offer, address.data, address.length, help.length ? help.data : OCCURS);
	strbuf_release(&help);
}

/* -- of messages ------------------------------------------------------------------------------- */

static void add_error(struct offer *offer, uint32_t code)
{
	char word[16];

	if (!code)
		return;
	snprintf(word, sizeof(word), "%" PRIu32, code);
	add_word(offer, word, errcode_title((int32_t)code));
}

static void add_of_message(struct offer *offer, const struct message *message)
{
	const char *name = offer->field->name;
	bool inbound = message->direction == DIRECTION_INBOUND;
	struct address address;

	if (offer->field->kind == FILTER_COUNTRY) {
		address_parse(message_contact(message), &address);
		if (*address.country)
			add_word(offer, address.country, OCCURS);
	} else if (strcmp(name, "error") == 0) {
		add_error(offer, message->error_code);
	} else if (strcmp(name, "sender") == 0) {
		add_address(offer, inbound ? message->to : message->from);
	} else if (strcmp(name, "with") == 0) {
		add_address(offer, message_contact(message));
	} else if (offer->field->kind == FILTER_ADDRESS) {
		add_address(offer, strcmp(name, "to") == 0 ? message->to : message->from);
	}
}

static void add_of_messages(struct offer *offer, const struct store *store)
{
	size_t count = store_count(store);

	for (size_t rank = 0; rank < count && rank < LOOKED_AT; rank++) {
		struct message message;

		store_get(store, store_at(store, rank), &message);
		add_of_message(offer, &message);
	}
}

/* -- of records -------------------------------------------------------------------------------- */

/* Each of what stands between these bytes. */
static void add_parts(struct offer *offer, const char *between)
{
	const char *at = offer->datum.text.data;

	for (at += strspn(at, between); *at; at += strspn(at, between)) {
		size_t length = strcspn(at, between);

		if (offer->field->kind == FILTER_ADDRESS)
			add_address(offer, (struct text){ at, length });
		else
			add_text(offer, at, length, OCCURS);
		at += length;
	}
}

static void add_number(struct offer *offer, int64_t number)
{
	char word[32];

	/* Counts are compared rather than chosen. */
	if (number <= 0 || !offer->field->alias || strcmp(offer->field->alias, "code") != 0)
		return;
	snprintf(word, sizeof(word), "%" PRId64, number);
	add_word(offer, word,
		 strcmp(offer->field->name, "error") == 0 ? errcode_title((int32_t)number)
							  : OCCURS);
}

static void add_of_record(void *context, const void *list, const void *record)
{
	struct offer *offer = context;
	struct filter_datum *datum = &offer->datum;

	strbuf_reset(&datum->text);
	datum->number = FILTER_ABSENT;
	datum->sid = (struct sid){ .kind = SID_NONE };
	offer->language->read(list, record, offer->field->id, datum);
	switch (offer->field->kind) {
	case FILTER_WORD:
	case FILTER_COUNTRY:
		add_parts(offer, " ");
		break;
	case FILTER_TEXT:
	case FILTER_ADDRESS:
	case FILTER_SERVICE:
		add_parts(offer, "\n");
		break;
	case FILTER_SID:
		add_sid(offer, &datum->sid);
		break;
	case FILTER_NUMBER:
		add_number(offer, datum->number);
		break;
	default:
		break;
	}
}

static void add_of_records(struct offer *offer, struct search *search)
{
	/* All that a row shows is nothing to choose from; and the words of some fields are all known. */
	if ((offer->field->kind == FILTER_TEXT && strcmp(offer->field->name, "text") == 0) ||
	    (offer->field->kind == FILTER_WORD && offer->field->values))
		return;
	strbuf_init(&offer->datum.text, STRBUF_TEXT);
	search_visit(search, LOOKED_AT, add_of_record, offer);
	strbuf_wipe(&offer->datum.text);
}

/* -- all of them ------------------------------------------------------------------------------- */

static void add_services(struct offer *offer, struct session *session)
{
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_want(session, &id);

	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		char sid[SID_SIZE];

		sid_format(&service->sid, sid);
		add_text(offer, service->friendly_name.data, service->friendly_name.length, sid);
	}
	add_word(offer, "none", "through no service");
}

static const char *const *words_of(const struct filter_field *field)
{
	static const char *const times[] = { "1h", "24h", "today", "yesterday", "7d", "30d", NULL };
	static const char *const numbers[] = { "yes", "no", NULL };
	static const char *const none[] = { NULL };

	if (field->values)
		return field->values;
	switch (field->kind) {
	case FILTER_TIME:
	case FILTER_SINCE:
	case FILTER_UNTIL:
		return times;
	case FILTER_NUMBER:
	case FILTER_MONEY:
		return numbers;
	default:
		return none;
	}
}

void query_offer_values(struct search *search, const struct filter_language *language,
			const struct filter_field *field, const char *typed,
			struct completion *completion)
{
	struct offer offer = {
		.language = language,
		.field = field,
		.typed = typed,
		.completion = completion,
	};
	struct strbuf help = STRBUF_INIT(STRBUF_LINE);

	/* Words that are all there are need no example. */
	if (!field->values)
		strbuf_addf(&help, "e.g. %s", field->example);
	for (const char *const *word = words_of(field); *word; word++)
		add_word(&offer, *word, help.data);
	strbuf_release(&help);
	if (!search->session)
		return;
	if (field->kind == FILTER_SERVICE)
		add_services(&offer, search->session);
	if (language->read)
		add_of_records(&offer, search);
	else
		add_of_messages(&offer, search->session->store);
}
