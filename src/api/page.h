/*
 * page.h - one answer of the API as records: bytes in as they arrive, decoded records out.
 *
 * A resource is a table (struct record_shape: member name, kind, offset) and an answer is a list of
 * such records or a single one (struct page_shape); another resource is another table, see
 * api/shapes.h; one that is nested has a reader of its own (api/prices.h). A list answer is an object
 * with an array of records and a next link, 2010 style (`next_page_uri`, relative) or v1 style
 * (`meta.next_page_url`, absolute); either is taken. On the last page the link, or the whole of
 * "meta", is null, missing or empty.
 *
 * What always holds: members that the table does not name are skipped, of two members of one name
 * the last wins, a member that is missing, null or not of its kind is left as in the table's empty
 * record, and a record without its required members (its SID), or that is not strict JSON, is left
 * out and counted. `auth_token` is overwritten in the buffer wherever it is met and never decoded.
 *
 * Thread: a reader has one owner at a time; the page that it gives belongs to who took it.
 */
#ifndef MSGDECK_API_PAGE_H
#define MSGDECK_API_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/message.h"

#define PAGE_RECORDS_MAX 20000 /* of one answer; the API gives at most 1000 */
#define PAGE_FIELDS_MAX 64     /* rows of one table */
#define PAGE_WHOLE_MAX (4u << 20)

enum field_kind {
	FIELD_SKIP,    /* documented, not wanted: named so that it is recognised quickly */
	FIELD_TEXT,    /* struct text */
	FIELD_SID,     /* struct sid */
	FIELD_RFC2822, /* int64_t seconds, DATE_NONE for null; ISO 8601 is read, too */
	FIELD_DECIMAL, /* struct decimal, from a string or a number; `flag`: whether it was there */
	FIELD_UINT16, /* uint16_t from a string or a number; `flag`, unless 0: whether it was there */
	FIELD_INT32,   /* int32_t from a number or a string, 0 for null */
	FIELD_WORD,    /* uint8_t: the table's own word() of a string, 0 for one that is unknown */
	FIELD_ISO8601, /* int64_t seconds, DATE_NONE for null; RFC 2822 is read, too */
	FIELD_BOOL,    /* bool */
	/* uint8_t: bits of the table's own word(), of the strings of an array or of those members
	 * of an object that are true; what word() does not know may have a value of any kind. */
	FIELD_FLAGS,
};

struct field {
	const char *name;
	enum field_kind kind;
	uint16_t offset;
	/* FIELD_DECIMAL, FIELD_UINT16: offset of a bool; FIELD_WORD: of a text for unknown ones. */
	uint16_t flag;
	bool required;
	uint8_t (*word)(const char *text, size_t length);
};

struct record_shape {
	const char *name; /* "message", for messages to the operator */
	size_t size;
	const void *empty; /* a record with nothing in it */
	const struct field *fields;
	size_t field_count;
};

struct page;

struct page_shape {
	const char *list; /* member that holds the array; NULL: the answer is one record */
	const struct record_shape *record;
	/* For a small record that no table describes: takes the place of all the rest. The whole
	 * document, at most PAGE_WHOLE_MAX bytes; *page owns nothing before. */
	bool (*read)(const char *bytes, size_t length, struct page *page, struct error *err);
};

struct page {
	struct arena arena; /* owns all that follows */
	void *records;      /* `count` of the shape's size */
	size_t count;
	size_t bad_records; /* left out */
	size_t bad_members; /* of records that were kept: not of their kind, left empty */
	struct text next;   /* next link as it came; null on the last page */
};

void page_release(struct page *page);

struct page_reader;

struct page_reader *page_reader_new(const struct page_shape *shape);
/* Wipes and frees. NULL is allowed. */
void page_reader_free(struct page_reader *reader);
/* False with ERROR_PROTOCOL when this cannot become a page any more. */
bool page_reader_feed(struct page_reader *reader, const char *bytes, size_t length,
		      struct error *err);
/* After the last byte: fills *page, which must not own anything. The reader is then used up. False
 * with ERROR_PROTOCOL when the document is not complete or is no such answer. */
bool page_reader_finish(struct page_reader *reader, struct page *page, struct error *err);

#endif
