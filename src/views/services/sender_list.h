/*
 * sender_list.h - senders as rows of a table: the pool of a service, or what the account owns.
 *
 * Several lists of the API stand one after another in one table: phone numbers, short codes, alpha
 * senders, channel senders. A row is its place among all of them; a key is the collection's and the
 * part's, so cursor and selection stay where they are when a list is loaded again.
 *
 * The data of the table is a struct sender_list. Cost: nothing is kept but the version of each part.
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICES_SENDER_LIST_H
#define MSGDECK_VIEWS_SERVICES_SENDER_LIST_H

#include "model/sender.h"
#include "model/service.h"
#include "ui/table.h"
#include "views/list/search.h"
#include "views/session/lists.h"

enum sender_kind { SENDER_NUMBER, SENDER_CODE, SENDER_ALPHA, SENDER_CHANNEL, SENDER_KINDS };

/* "PHONE NUMBERS", "SHORT CODES", …: above a section. */
const char *sender_kind_title(enum sender_kind kind);
enum sender_kind sender_kind_of(const struct sid *sid);
/* The list of a service's pool that has senders of this kind. */
struct list_id sender_pool_id(const struct sid *service, enum sender_kind kind);

/* Whether it is known for all senders of a kind which service has them. */
enum sender_places {
	PLACES_LOADING,
	PLACES_KNOWN,
	PLACES_UNKNOWN, /* a list that tells could not be read */
};

#define SENDER_PARTS_MAX 4

struct sender_part {
	enum sender_kind kind;
	struct list_id id;
	struct collection *collection;
	uint64_t version; /* of what the table shows */
};

struct sender_list {
	struct session *session;
	const struct search *search;
	struct sid service; /* whose pool this is, or who is to get the senders; SID_NONE: neither */
	enum sender_kind only; /* rows of this kind alone; SENDER_KINDS: all */
	struct sender_part parts[SENDER_PARTS_MAX];
	size_t part_count;
	enum sender_places places[SENDER_KINDS]; /* as of sender_list_update() */
};

/* The four parts of a service's pool; asks for what is missing. */
void sender_list_init_pool(struct sender_list *list, struct session *session,
			   const struct sid *service);
/* What the account owns: its numbers, and, with `all`, its short codes and channel senders. */
void sender_list_init_owned(struct sender_list *list, struct session *session, bool all);
/* Brings the table up to date; true when something had changed. To be called before rows are read. */
bool sender_list_update(struct sender_list *list, struct table *table);
/* Asks for all parts again. */
void sender_list_refresh(struct sender_list *list);
/* Says what the table says: the part that tells most about why something is missing. */
void sender_list_notice(const struct sender_list *list, const struct table *table,
			struct strbuf *text, struct table_notice *notice);

struct listed_sender {
	struct sender sender; /* of one of the account's own: made from its number or short code */
	struct text name;     /* what the account calls it; null in a pool */
	struct text sms_url;
};

/* False when there is no such row (any more). Texts are valid until the lists change. */
bool sender_list_get(const struct sender_list *list, uint32_t row, struct listed_sender *out);
bool sender_list_get_key(struct sender_list *list, uint64_t key, struct listed_sender *out);
/* Its record in the list of the API that it is of, and which that is: a struct number, short_code or
 * sender. NULL: there is no such row (any more). */
const void *sender_list_record(const struct sender_list *list, uint64_t key,
			       enum resource *resource);
size_t sender_list_count(const struct sender_list *list, enum sender_kind kind);
/* Whether all of this kind is there, and what went wrong where it is not; NULL: nothing. */
bool sender_list_has(const struct sender_list *list, enum sender_kind kind,
		     const struct error **error);

extern const struct table_source sender_list_source;

/* -- cells: `data` is the list ------------------------------------------------------------------ */

void sender_address_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_address_compare(void *data, uint32_t a, uint32_t b);
void sender_kind_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_kind_compare(void *data, uint32_t a, uint32_t b);
void sender_country_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_country_compare(void *data, uint32_t a, uint32_t b);
void sender_can_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_can_compare(void *data, uint32_t a, uint32_t b);
/* The service that has it. */
void sender_where_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_where_compare(void *data, uint32_t a, uint32_t b);
void sender_sent_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_sent_compare(void *data, uint32_t a, uint32_t b);
void sender_received_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_received_compare(void *data, uint32_t a, uint32_t b);
void sender_delivered_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_delivered_compare(void *data, uint32_t a, uint32_t b);
void sender_name_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_name_compare(void *data, uint32_t a, uint32_t b);
void sender_type_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
void sender_status_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
void sender_url_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
void sender_created_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
int sender_created_compare(void *data, uint32_t a, uint32_t b);
void sender_sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role);

/* Columns that several screens have, each at a place of its own: `rank`. */
#define SENDER_COLUMN_OWNED(place)                                                               \
	{                                                                                        \
		.name = "sender", .title = "SENDER",                                             \
		.help = "Phone number, short code or channel address", .width = 17, .weight = 1, \
		.max_width = 32, .middle = true, .text = sender_address_text,                    \
		.compare = sender_address_compare, .rank = place,                                \
	}
#define SENDER_COLUMN_COUNTRY(place)                                                           \
	{                                                                                      \
		.name = "country", .title = "CC", .help = "Its country", .width = 2,           \
		.text = sender_country_text, .compare = sender_country_compare, .rank = place, \
	}
#define SENDER_COLUMN_CAN(place)                                                               \
	{                                                                                      \
		.name = "can", .title = "CAN", .help = "What it can do: SMS, MMS, Voice, Fax", \
		.width = 13, .text = sender_can_text, .compare = sender_can_compare,           \
		.rank = place,                                                                 \
	}
#define SENDER_COLUMN_NAME(place)                                                                  \
	{                                                                                          \
		.name = "name", .title = "NAME", .help = "What the account calls it", .width = 14, \
		.weight = 2, .max_width = 40, .text = sender_name_text,                            \
		.compare = sender_name_compare, .rank = place,                                     \
	}
#define SENDER_COLUMN_SENT(place)                                                              \
	{                                                                                      \
		.name = "sent", .title = "SENT", .help = "Messages in the cache that it sent", \
		.width = 7, .align = DRAW_RIGHT, .text = sender_sent_text,                     \
		.compare = sender_sent_compare, .descending = true, .rank = place,             \
	}
#define SENDER_COLUMN_RECEIVED(place)                                                              \
	{                                                                                          \
		.name = "received", .title = "RECVD",                                              \
		.help = "Messages in the cache that it received", .width = 6, .align = DRAW_RIGHT, \
		.text = sender_received_text, .compare = sender_received_compare,                  \
		.descending = true, .rank = place,                                                 \
	}
#define SENDER_COLUMN_DELIVERED(place)                                                       \
	{                                                                                    \
		.name = "delivered", .title = "DELIVERED",                                   \
		.help = "Of those sent whose end is known, how many were delivered or read", \
		.width = 9, .align = DRAW_RIGHT, .text = sender_delivered_text,              \
		.compare = sender_delivered_compare, .rank = place,                          \
	}
#define SENDER_COLUMN_SID(place)                                                      \
	{                                                                             \
		.name = "sid", .title = "SID", .help = "Its identifier", .width = 34, \
		.text = sender_sid_text, .rank = place, .hidden = true,               \
	}

/* -- traffic ----------------------------------------------------------------------------------- */

/* A slice of counting for view_ops.work; returns whether there is more. */
bool sender_traffic_work(struct session *session, int64_t deadline_ns);
/* Opens the messages that an address of the account's own sent and received. Effects. */
unsigned sender_open_traffic(struct session *session, struct text address, struct error *err);

#endif
