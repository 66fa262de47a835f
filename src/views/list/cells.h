/*
 * cells.h - how the members of a message are written in a table: one place, so that a status or a
 * price looks the same on every screen.
 *
 * Each function appends cleaned text to `out`. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_CELLS_H
#define MSGDECK_VIEWS_LIST_CELLS_H

#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "model/message.h"
#include "model/store.h"
#include "ui/style.h"

struct session;

#define COUNT_SIZE 32
/* "102,331". Returns the length. */
size_t count_format(uint64_t number, char text[static COUNT_SIZE]);
/* The same with two significant digits, for estimates: "390,000". */
size_t count_format_rough(uint64_t number, char text[static COUNT_SIZE]);

/* A text of Twilio's on one line; nothing for a null one. */
void cell_text(struct text text, struct strbuf *out);
/* The same; a dim dash in place of an empty one. */
void cell_text_or_dash(struct text text, struct strbuf *out, enum style_role *role);

/* "+1 415 555 2671", "whatsapp:+55 11 …", "Acme". A null address is "(none)". */
void cell_address(struct text address, struct strbuf *out);
/* Whose names the two below tell; of the whole program, NULL for none. */
struct address_book;
void cell_use_names(const struct address_book *book);
const struct address_book *cell_names_used(void);
/* The name that the address has in the address book, else the address: where one contact is told from
 * others. */
void cell_contact(struct text address, struct strbuf *out);
/* A messaging service's name, or its SID in short while that is not known: the services are asked for then,
 * when nobody waits for anything else. Nothing for none. */
void cell_service(struct session *session, const struct sid *sid, struct strbuf *out);
/* "Ada Example, +1 415 555 2671": where the number matters. */
void cell_contact_whole(struct text address, struct strbuf *out);
/* `before` and the country's two letters, "GB", or its state's or province's, "US-TX", where the number
 * tells them. */
void cell_country(struct text address, const char *before, struct strbuf *out);
/* "Ada Example, +1 415 555 2671 ── 14 messages, 1 failed ── US": above a thread. */
void cell_contact_title(const struct store_contact *about, struct strbuf *out);
/* How the two below tell times, in the order of the option's words: of the whole program, as the zone
 * is. Mixed: each its own way. */
enum cell_times { TIMES_MIXED, TIMES_RELATIVE, TIMES_ABSOLUTE };
void cell_use_times(enum cell_times kind);
enum cell_times cell_times_used(void);
/* "UTC": the zone in which times of the day are told. */
void cell_zone(struct strbuf *out);
/* The same, but nothing while cell_time() tells how long ago. */
void cell_time_zone(struct strbuf *out);
/* In at most 10 cells: time since, then the date: "now", "2m", "Mon", "12 Nov", "2024-03-01"; or the
 * time of day: "17:02", "12 Nov". */
void cell_when(int64_t when, struct strbuf *out);
/* In at most 12 cells, as exact as it matters: "09:12:44" today, "12 Nov 09:12" this year, else
 * "2024-03-01"; or the time since, as above. */
void cell_time(int64_t when, struct strbuf *out);
/* The text on one line, or what stands in its place: redacted, media only, hidden. */
void cell_body(const struct session *session, const struct message *message, struct strbuf *out);
/* Mark, Twilio's word and an error's code: "✓ delivered", "✗ undelivered 30003". */
#define CELL_STATUS_WHOLE 19 /* cells of nearly all of them */
void cell_status_whole(enum message_status status, int32_t error_code, struct strbuf *out);
/* The same in at most 14 cells: "✓ delivered", "✗ undel 30003". */
void cell_status(enum message_status status, int32_t error_code, struct strbuf *out);
/* The same in at most 9 cells: "✓ deliv", "✗ 30003", "← recv". */
void cell_state(enum message_status status, int32_t error_code, struct strbuf *out);
enum style_role cell_status_role(enum message_status status);
/* "→" or "←". */
const char *cell_direction(enum message_direction direction);
/* Without the sign of a charge: "0.0079 USD"; empty until billed. */
void cell_price(const struct message *message, struct strbuf *out);

/* "740 B", "1.5 KB", "108.2 MB". */
void cell_size(uint64_t bytes, struct strbuf *out);

/* Order of two texts by their bytes, the shorter first where one begins like the other. */
int cell_compare(struct text a, struct text b);
/* Order of two numbers: times, counts. */
int cell_order(int64_t a, int64_t b);

#endif
