/*
 * filter.h - the query language in which messages, and the records of every list, are searched.
 *
 *	status:failed,undelivered since:7d -error:30003 "your code"
 *
 * Grammar, loosest first:
 *
 *	query    = { term }                  all must hold; an empty query matches everything
 *	either   = query "or" query          also written "|"
 *	both     = term [ "and" | "&" ] term
 *	negation = ( "-" | "!" | "not" ) term
 *	term     = "(" query ")" | field | word | "phrase"
 *	field    = name ( ":" | "=" | "!=" | "<" | "<=" | ">" | ">=" ) value { "," value }
 *	value    = word | "phrase" | word ".." word | day clock
 *
 * A bare word or phrase is searched in the text and both addresses without regard to case; a number
 * is also compared with the error code and, typed as people write it, with the digits of the
 * addresses; a status' name also finds the messages in that state; a whole SID finds its message.
 * In a phrase \" and \\ stand for " and \. A word may hold anything but blanks, parentheses in
 * pairs; what would be read as something else goes into quotes. Only after a day, as the value of a
 * time, a blank and a clock belong to the word: since:yesterday 18:00.
 *
 * Which fields there are, a language says: a table, from which help, completion and documents are
 * made. That of messages is filter_messages. A list has its own, of its records' values, whose first
 * field is what bare words are searched in.
 *
 * Texts are compared after Unicode case folding, byte by byte; nothing is normalised.
 *
 * Thread: the UI thread alone. A filter remembers which addresses matched, so it serves one store.
 */
#ifndef MSGDECK_MODEL_FILTER_H
#define MSGDECK_MODEL_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "model/store.h"
#include "model/when.h"

/* Limits of a query; beyond them filter_compile() fails. */
#define FILTER_TEXT_MAX 2048 /* bytes */
#define FILTER_DEPTH_MAX 32  /* parentheses and negations inside one another */
#define FILTER_NODES_MAX 256 /* parts: about four for a bare word, one for a field */
#define FILTER_WORD_MAX 256  /* bytes of one word, folded */

struct filter;

enum filter_kind {
	FILTER_TEXT,      /* contains */
	FILTER_ADDRESS,   /* contains, or its digits */
	FILTER_STATUS,    /* a status, or the start of only one */
	FILTER_DIRECTION, /* in, out, or the start of a direction */
	FILTER_NUMBER,    /* whole; a..b, comparisons; yes, no: other than 0, 0 */
	FILTER_MONEY,     /* decimal, what it costs, so without the sign; comparisons, yes, no */
	FILTER_TIME,      /* a date, a time, 2h or 3d before now, today, yesterday, mon */
	FILTER_SINCE,     /* the same: then or later */
	FILTER_UNTIL,     /* the same: then or earlier */
	FILTER_SID,       /* a SID or the start of one; none */
	FILTER_SERVICE,   /* the same, of a service, or part of its name */
	FILTER_COUNTRY,   /* ISO 3166-1 alpha-2 */
	FILTER_STATE,     /* the words of is: */
	FILTER_WORD,      /* of a list: one of the record's words, or the start of one */
};

struct filter_field {
	const char *name;
	const char *alias; /* another name, or NULL */
	enum filter_kind kind;
	const char *help;          /* one line without a full stop */
	const char *example;       /* a whole term */
	const char *const *values; /* for completion, ends with NULL; may be NULL */
	int id;                    /* which one it is inside the filter */
};

/* What a record of a list has in a field: what fits the field's kind. */
struct filter_datum {
	struct strbuf text;   /* append: texts, addresses, countries, words between blanks, names */
	int64_t number;       /* FILTER_ABSENT when there is none: nothing compares with it */
	struct decimal money; /* where has_money */
	bool has_money;
	struct sid sid; /* SID_NONE: none */
};

#define FILTER_ABSENT INT64_MIN /* also DATE_NONE */

struct filter_language {
	const struct filter_field *fields;
	size_t count;
	/* Fills in what the field with this id has. NULL for messages, which are read by filter_match(). */
	void (*read)(const void *list, const void *record, int id, struct filter_datum *datum);
};

extern const struct filter_language filter_messages;

/* By name or alias in any case; NULL when there is none. */
const struct filter_field *filter_field_find(const struct filter_language *language,
					     const char *name, size_t length);

/* Where in the query the fault lies, in bytes. */
struct filter_place {
	size_t offset;
	size_t length;
};

/* NULL, with the error and its place, when the query does not follow the grammar. `now` and `zone`
 * give relative times their meaning, once. `place` may be NULL. */
struct filter *filter_compile(const char *text, size_t length, int64_t now, enum when_zone zone,
			      struct filter_place *place, struct error *err);

/* What a query is asked of, beside its text. */
struct address_book;
struct filter_setting {
	const struct filter_language *language;
	int64_t now;
	enum when_zone zone;
	/* Of messages: appends the name of a service, nothing where it is not known; is called while
	 * matching. NULL: services have no names here, and a query with one is at fault. */
	void (*service_name)(void *context, const struct sid *service, struct strbuf *out);
	void *context;
	/* Names of addresses, which are then found by them, too; NULL: none. Must outlive the filter. */
	const struct address_book *names;
	/* Of messages: fields of what goes with each of them, a medium; texts alone. They are asked of
	 * filter_match_beside() only. NULL: none. */
	const struct filter_language *beside;
};

/* Puts below the error's text the query, cleaned, and a row that points at the fault's place. Returns
 * false. */
bool filter_point_at(const char *text, size_t length, const struct filter_place *place,
		     struct error *err);
struct filter *filter_compile_for(const struct filter_setting *setting, const char *text,
				  size_t length, struct filter_place *place, struct error *err);
void filter_free(struct filter *filter);
/* Whether names of services decide: then it is another filter when services came or were renamed. */
bool filter_names_services(const struct filter *filter);
/* It matches every message. */
bool filter_is_empty(const struct filter *filter);
/* No message older than this can match: scans of the store, newest first, may stop there. DATE_NONE
 * when any can. */
int64_t filter_since(const struct filter *filter);
/* No message newer than this can match; INT64_MAX when any can. */
int64_t filter_until(const struct filter *filter);
/* The whole phone numbers, or addresses of a channel, that every match was sent from, to, or has as either:
 * what the message list of the service can be asked for. Null where the query names none; false when it
 * names none at all. Valid for the life of the filter. */
struct filter_addresses {
	struct text from, to, with;
};
bool filter_addresses(const struct filter *filter, struct filter_addresses *out);
/* Calls found() for each text that is looked for, folded, but not what must not be there. `number`: as
 * the API writes it, where people see blanks within. */
void filter_each_text(const struct filter *filter,
		      void (*found)(void *context, const char *text, size_t length, bool number),
		      void *context);
/* Cost: about 100 ns for a word in an average text. */
bool filter_match(struct filter *filter, const struct store *store, uint32_t row);
/* The same of a message and what goes with it. `record` is NULL where that is not known yet: then what may
 * match does. */
bool filter_match_beside(struct filter *filter, const struct store *store, uint32_t row,
			 const void *list, const void *record);
/* The same for a message that is in no store, where none is unread. */
bool filter_match_message(struct filter *filter, const struct message *message);
/* Whether a record of a list matches a query in the list's language. */
bool filter_match_record(struct filter *filter, const void *list, const void *record);

/* Appends the text as a phrase, which is not empty: in quotes, those within it escaped. */
void filter_quote(struct strbuf *query, const char *text, size_t length);
/* Appends what asks for all that one of the account's own addresses sent, or was sent. */
void filter_both_ways(struct strbuf *query, const char *address, size_t length);

/* What a time means in a query: the first and the last second of what is named. False, with
 * ERROR_USAGE, when it names none. */
bool filter_time(const char *text, size_t length, int64_t now, enum when_zone zone, int64_t *first,
		 int64_t *last, struct error *err);

#endif
