/*
 * service_language.c - the fields in which messaging services are searched.
 */
#include "base/mem.h"
#include "views/list/datum.h"
#include "views/list/languages.h"
#include "views/services/service_list.h"

enum {
	SERVICE_TEXT,
	SERVICE_NAME,
	SERVICE_SID,
	SERVICE_USECASE,
	SERVICE_URL,
	SERVICE_SENDERS,
	SERVICE_VALIDITY,
	SERVICE_CREATED,
	SERVICE_UPDATED,
	SERVICE_IS,
};

static const char *const service_states[] = { "a2p", "lost", "sticky", "geomatch", NULL };

static const struct filter_field service_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in name, use, SID and webhooks; also a2p and lost",
	  .example = "text:alerts",
	  .id = SERVICE_TEXT },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of its name",
	  .example = "name:alerts",
	  .id = SERVICE_NAME },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "the service with this SID, or all whose SIDs start so",
	  .example = "sid:MG9f",
	  .id = SERVICE_SID },
	{ .name = "use",
	  .alias = "usecase",
	  .kind = FILTER_WORD,
	  .help = "what it is for, as it was registered",
	  .example = "use:marketing",
	  .id = SERVICE_USECASE },
	{ .name = "url",
	  .kind = FILTER_TEXT,
	  .help = "part of one of its webhooks",
	  .example = "url:example.com",
	  .id = SERVICE_URL },
	{ .name = "senders",
	  .kind = FILTER_NUMBER,
	  .help = "how many senders are in its pool, as far as it was read",
	  .example = "senders:no",
	  .id = SERVICE_SENDERS },
	{ .name = "validity",
	  .kind = FILTER_NUMBER,
	  .help = "for how many seconds messages may wait",
	  .example = "validity<14400",
	  .id = SERVICE_VALIDITY },
	{ .name = "created",
	  .kind = FILTER_TIME,
	  .help = "when it was made",
	  .example = "created>2024-03",
	  .id = SERVICE_CREATED },
	{ .name = "updated",
	  .kind = FILTER_TIME,
	  .help = "when it was changed last",
	  .example = "updated:7d",
	  .id = SERVICE_UPDATED },
	SINCE_UNTIL_FIELDS(SERVICE_UPDATED, "changed last"),
	{ .name = "is",
	  .kind = FILTER_WORD,
	  .help = "a2p: registered for the US; lost: inbound messages are; sticky; geomatch",
	  .example = "is:lost",
	  .values = service_states,
	  .id = SERVICE_IS },
};

static int64_t count_senders(const struct list_rows *rows, const struct service *service)
{
	int64_t count = 0;

	for (unsigned kind = 0; kind < SENDER_KINDS; kind++) {
		const struct list_id id = sender_pool_id(&service->sid, (enum sender_kind)kind);
		const struct collection *pool = lists_peek(rows->session, &id);

		if (!collection_is_complete(pool))
			return FILTER_ABSENT;
		count += (int64_t)collection_count(pool);
	}
	return count;
}

static void add_urls(const struct service *service, struct filter_datum *datum)
{
	datum_line(datum, service->inbound_request_url);
	datum_line(datum, service->fallback_url);
	datum_line(datum, service->status_callback);
}

static void add_service_states(const struct service *service, struct filter_datum *datum)
{
	datum_word(datum, service->us_app_to_person_registered, "a2p");
	datum_word(datum, service_loses_inbound(service), "lost");
	datum_word(datum, service->sticky_sender, "sticky");
	datum_word(datum, service->area_code_geomatch, "geomatch");
}

static void read_service(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct service *service = record;

	switch (id) {
	case SERVICE_TEXT:
		datum_line(datum, service->friendly_name);
		datum_line(datum, service->usecase);
		datum_sid(datum, &service->sid);
		add_urls(service, datum);
		datum_word(datum, service->us_app_to_person_registered, "a2p");
		datum_word(datum, service_loses_inbound(service), "lost");
		break;
	case SERVICE_NAME:
		datum_text(datum, service->friendly_name);
		break;
	case SERVICE_SID:
		datum->sid = service->sid;
		break;
	case SERVICE_USECASE:
		datum_text(datum, service->usecase);
		break;
	case SERVICE_URL:
		add_urls(service, datum);
		break;
	case SERVICE_SENDERS:
		datum->number = count_senders(data, service);
		break;
	case SERVICE_VALIDITY:
		datum->number = service->validity_period;
		break;
	case SERVICE_CREATED:
		datum->number = service->date_created;
		break;
	case SERVICE_UPDATED:
		datum->number = service->date_updated;
		break;
	default:
		add_service_states(service, datum);
		break;
	}
}

const struct filter_language service_language = {
	.fields = service_fields,
	.count = ARRAY_SIZE(service_fields),
	.read = read_service,
};
