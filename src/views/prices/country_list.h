/*
 * country_list.h - the countries of the price list by name, and what the cache has of each.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_PRICES_COUNTRY_LIST_H
#define MSGDECK_VIEWS_PRICES_COUNTRY_LIST_H

#include "base/decimal.h"
#include "model/price.h"
#include "model/spending.h"
#include "ui/command.h"
#include "views/session/lists.h"

#define COUNTRY_SIZE 3 /* two letters and an end */

struct list_id country_list_id(void);
struct list_id country_prices_id(const char *iso);
/* The country's prices as far as they are here, or NULL. Valid until the next news. */
const struct country_prices *country_prices_of(struct session *session, const char *iso);

/* The two letters; false, and "", where Twilio gave something else. */
bool country_letters(const struct country *country, char iso[static COUNTRY_SIZE]);
/* Appends its name, cleaned, or its letters where the name is not known. */
void country_name(struct session *session, const char *iso, struct strbuf *out);
/* What somebody means who types two letters, or a part of a name that only one country has. The error
 * says why it is none. */
bool country_find(struct session *session, const char *typed, char iso[static COUNTRY_SIZE],
		  struct error *err);
/* Offers the countries whose letters or names begin with what is typed. */
void country_complete(struct session *session, const char *typed, struct completion *completion);
/* Opens the messages to and from the country's numbers. Effects. */
unsigned country_open_messages(struct session *session, const char *iso, struct error *err);

/* What the cache has of each country; NULL before the first slice. */
const struct spending *country_spending(const struct session *session);
/* Counts in slices; returns whether there is more. */
bool country_spending_work(struct session *session, int64_t deadline_ns);
/* Whether messages are not counted yet. */
bool country_spending_busy(const struct session *session);

/* "402.19 USD", further currencies behind it. */
void country_add_sums(const struct spending_sums *sums, struct strbuf *out);

/* The data of the table is a struct list_rows, of countries. */
#define COUNTRY_COLUMN_COUNT 6
extern const struct table_column country_columns[COUNTRY_COLUMN_COUNT];

#endif
