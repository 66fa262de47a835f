/*
 * export_sheet.h - which values of a record are written into a file: one table for each resource.
 *
 * A sheet has all members of its resource but those that say no more than the SIDs do (uri, url,
 * links, subresource_uris), under the API's names where the API has one. What the API leaves to
 * another request, and what an operator needs beside it, is in the flat records below. Pure; any
 * thread.
 */
#ifndef MSGDECK_MODEL_EXPORT_SHEET_H
#define MSGDECK_MODEL_EXPORT_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/export_cell.h"
#include "model/medium.h"
#include "model/price.h"
#include "model/resource.h"
#include "model/sender.h"

/* Room for a value that is made here: a SID, a time, an amount, capabilities. */
#define EXPORT_SCRATCH 96

/* How a column's value lies in its record. */
enum export_form {
	FORM_MADE,     /* as `make` says */
	FORM_TEXT,     /* struct text */
	FORM_WORD,     /* const char * */
	FORM_SID,      /* struct sid; SID_NONE is null */
	FORM_DATE,     /* int64_t; DATE_NONE is null */
	FORM_INT32,    /* int32_t */
	FORM_INT64,    /* int64_t */
	FORM_BOOL,     /* bool */
	FORM_ABLE_SET, /* capabilities, an array of words in the API */
	FORM_ABLE_MAP, /* capabilities, an object of booleans in the API */
	FORM_ACCOUNT,  /* not in the record: the account that it is of */
};

struct export_column {
	const char *name;
	enum export_kind kind;
	enum export_form form;
	size_t offset;
	/* The value: a text of the record or in scratch, null where it has none. */
	struct text (*make)(const void *record, char scratch[static EXPORT_SCRATCH]);
};

struct export_sheet {
	const struct export_column *columns;
	size_t count;
};

/* Of a message's medium, with whose it is. */
struct export_medium {
	struct medium medium;
	struct text from, to;
	const char *direction;
	int64_t date_sent;
};

struct export_sender {
	struct sender sender;
	struct sid service; /* whose pool it is in */
	struct text service_name;
	const char *kind; /* export_sender_kind() */
};

/* "phone-number", "short-code", "alpha-sender", "channel-sender": what a list of a service's pool has;
 * "" for another list. */
const char *export_sender_kind(enum resource pool);

/* One price of a country: a row for each carrier and type of number, inbound ones without carrier. */
struct export_price {
	struct text country, iso, unit;
	struct text mcc, mnc, carrier;
	struct price price;
	const char *direction; /* "outbound", "inbound" */
};

struct export_deactivation {
	int64_t day;
	uint64_t number; /* its digits, without "+" */
};

/* A deactivated number beside the contact of the cache that has it. */
struct export_lost_contact {
	struct export_deactivation number;
	struct text contact; /* null: no contact has it */
	int64_t messages;    /* with the contact, in the cache */
	int64_t last;        /* when the newest of them was, DATE_NONE: there is none */
};

/* A medium of the gallery; or its message, while it is not known what that has. */
struct export_gallery {
	struct export_medium medium;
	uint64_t size; /* bytes, where its content was fetched; 0: not known */
	int64_t when;  /* of the message */
};

/* A country of the price list, and what the cache has of it. */
struct export_country {
	struct text name, iso;
	int64_t sent, received; /* messages */
	struct text cost;       /* of all of them, "12.05 USD" */
};

extern const struct export_sheet sheet_messages;      /* struct message */
extern const struct export_sheet sheet_media;         /* struct export_medium */
extern const struct export_sheet sheet_services;      /* struct service */
extern const struct export_sheet sheet_senders;       /* struct export_sender */
extern const struct export_sheet sheet_short_codes;   /* struct short_code */
extern const struct export_sheet sheet_numbers;       /* struct number */
extern const struct export_sheet sheet_prices;        /* struct export_price */
extern const struct export_sheet sheet_deactivations; /* struct export_deactivation */
extern const struct export_sheet sheet_lost_contacts; /* struct export_lost_contact */
extern const struct export_sheet sheet_gallery;       /* struct export_gallery */
extern const struct export_sheet sheet_countries;     /* struct export_country */

/* A column's value: a text of the record or in scratch, null where it has none. `json`: as bare JSON
 * where its kind is EXPORT_BARE, else as CSV shows it. */
struct text export_value(const struct export_column *column, const void *record,
			 const char *account, bool json, char scratch[static EXPORT_SCRATCH]);

#endif
