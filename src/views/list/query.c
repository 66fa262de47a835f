#include "views/list/query.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "model/address.h"
#include "model/errcode.h"
#include "model/service.h"
#include "views/list/search.h"
#include "views/session/lists.h"

/* Characters that may stand before a field's name. */
#define OPENERS "-!("

static size_t word_start(const char *line, size_t length)
{
	size_t start = length;

	while (start > 0 && !strchr(" \t", line[start - 1]))
		start--;
	while (start < length && strchr(OPENERS, line[start]))
		start++;
	return start;
}

static void offer_fields(const struct filter_language *language, struct completion *completion)
{
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < language->count; i++) {
		strbuf_reset(&word);
		strbuf_addf(&word, "%s:", language->fields[i].name);
		completion_add(completion, word.data, language->fields[i].help);
	}
	strbuf_release(&word);
}

/* -- values that occur ------------------------------------------------------------------------- */

/* How many messages are looked at for values: the newest. A millisecond. */
#define LOOKED_AT 4000

/* Foreign text as it has to be typed; nothing where it holds what cannot be. */
static void offer(struct completion *completion, const char *text, size_t length, const char *help)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE);
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);

	text_clean(&clean, text, length, TEXT_ONE_LINE);
	bool fine = length && clean.length == length && memcmp(clean.data, text, length) == 0;

	if (strpbrk(clean.data, " ,()\"\\"))
		filter_quote(&word, clean.data, clean.length);
	else
		strbuf_add(&word, clean.data, clean.length);
	if (fine)
		completion_add(completion, word.data, help);
	strbuf_release(&clean);
	strbuf_release(&word);
}

static void offer_services(struct session *session, struct completion *completion)
{
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_peek(session, &id);

	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		char sid[SID_SIZE];

		sid_format(&service->sid, sid);
		offer(completion, service->friendly_name.data, service->friendly_name.length, sid);
	}
}

static void offer_error(uint32_t code, struct completion *completion)
{
	char word[16];

	if (!code)
		return;
	snprintf(word, sizeof(word), "%" PRIu32, code);
	completion_add(completion, word, errcode_title((int32_t)code));
}

static void offer_of_message(const struct filter_field *field, const struct message *message,
			     struct completion *completion)
{
	bool inbound = message->direction == DIRECTION_INBOUND;
	struct address address;

	if (field->kind == FILTER_COUNTRY) {
		address_parse(message_contact(message), &address);
		if (*address.country)
			completion_add(completion, address.country, "occurs");
	} else if (strcmp(field->name, "error") == 0) {
		offer_error(message->error_code, completion);
	} else if (strcmp(field->name, "sender") == 0) {
		struct text own = inbound ? message->to : message->from;

		offer(completion, own.data ? own.data : "", own.length, "the account's own");
	}
}

static void offer_of_messages(const struct search *search, const struct filter_field *field,
			      struct completion *completion)
{
	const struct store *store = search->session->store;
	size_t count = store_count(store);

	for (size_t rank = 0; rank < count && rank < LOOKED_AT; rank++) {
		struct message message;

		store_get(store, store_at(store, rank), &message);
		offer_of_message(field, &message, completion);
	}
}

/* Fields whose value is as good typed as offered. */
static bool occurs(const struct filter_field *field)
{
	return field->kind == FILTER_COUNTRY || field->kind == FILTER_ADDRESS ||
	       strcmp(field->name, "error") == 0;
}

static void offer_values(const struct search *search, const struct filter_field *field,
			 struct completion *completion)
{
	struct strbuf help = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&help, "e.g. %s", field->example);
	for (const char *const *value = field->values; value && *value; value++)
		completion_add(completion, *value, help.data);
	strbuf_release(&help);
	if (!search->session)
		return;
	if (field->kind == FILTER_SERVICE) {
		offer_services(search->session, completion);
		completion_add(completion, "none", "through no service");
	} else if (occurs(field)) {
		offer_of_messages(search, field, completion);
	}
}

void query_complete(const struct search *search, const char *line, size_t length,
		    struct completion *completion)
{
	size_t start = word_start(line, length);
	const char *colon = memchr(line + start, ':', length - start);
	const struct filter_field *field = NULL;
	char prefix[FILTER_WORD_MAX];

	if (colon) {
		field = filter_field_find(search->language, line + start,
					  (size_t)(colon - line) - start);
		if (!field)
			return;
		start = (size_t)(colon - line) + 1;
		for (size_t i = start; i < length; i++)
			if (line[i] == ',')
				start = i + 1;
	}
	snprintf(prefix, sizeof(prefix), "%.*s", (int)(length - start), line + start);
	completion->prefix = prefix;
	completion->replace_from = start;
	if (field)
		offer_values(search, field, completion);
	else
		offer_fields(search->language, completion);
	completion->prefix = "";
}

bool query_word(void *session, const void *data, size_t index, struct strbuf *name,
		struct strbuf *help)
{
	const struct filter_language *language = data;
	const struct filter_field *field = &language->fields[index];

	(void)session;
	if (index >= language->count)
		return false;
	strbuf_addf(name, "%s:", field->name);
	strbuf_addf(help, "%s, e.g. %s", field->help, field->example);
	return true;
}
