#include "api/page.h"

#include <inttypes.h>
#include <string.h>

#include "api/jsonstream.h"
#include "api/record.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* Bytes given to the tokens at a time, so that what is read is still in the nearest cache. */
#define PIECE 32768

enum place {
	AT_START,
	AT_ROOT,   /* in the outermost object of a list answer */
	AT_LIST,   /* in its array */
	AT_RECORD, /* in a record */
	AT_FLAGS,  /* in an array or object of flags */
	AT_META,   /* in "meta" */
	AT_END,
};

/* What the value that comes is, in the head of a list answer. */
enum expect {
	EXPECT_NAME, /* no value: a name or the end */
	EXPECT_LINK,
	EXPECT_LIST,
	EXPECT_META,
};

/* A value that is passed over: the depth at which it ends. */
struct passage {
	bool active;
	unsigned depth;
};

struct page_reader {
	struct jsonstream js;
	const struct page_shape *shape;
	enum place at;
	struct arena arena;

	char *records;
	size_t count;
	size_t capacity;
	bool found; /* the list, or the one record */

	/* The record under way. */
	const struct field *field; /* whose value is next */
	unsigned depth;            /* of its object */
	uint64_t flaws;            /* of the stream when it began */
	uint64_t seen;             /* bit per row: has a value */
	size_t nth;                /* members so far */
	bool bad;
	bool recovering;
	uint64_t excused; /* flaws in records so far: they cost no more than the record */

	uint8_t order[PAGE_FIELDS_MAX]; /* row of the nth member of the record before */
	uint8_t lengths[PAGE_FIELDS_MAX];
	uint64_t required;

	/* The flags under way. */
	uint8_t flags;
	uint8_t flag; /* of the member whose value is next */
	bool flags_bad;
	bool flags_named; /* an object, not an array */

	struct passage skip;
	struct passage secret;
	struct strbuf whole; /* the document, of a shape with read() */
	enum expect expect;
	struct text next;
	size_t bad_records;
	size_t bad_members;
	struct date_memory memory;
};

void page_release(struct page *page)
{
	arena_wipe(&page->arena);
	*page = (struct page){ .count = 0 };
}

struct page_reader *page_reader_new(const struct page_shape *shape)
{
	struct page_reader *r = xcalloc(1, sizeof(*r));
	jsonstream_init(&r->js);
	strbuf_init(&r->whole, PAGE_WHOLE_MAX);
	r->shape = shape;
	if (!shape->record)
		return r;
	for (size_t i = 0; i < shape->record->field_count; i++) {
		r->order[i] = (uint8_t)i;
		r->lengths[i] = (uint8_t)strlen(shape->record->fields[i].name);
		if (shape->record->fields[i].required)
			r->required |= UINT64_C(1) << i;
	}
	return r;
}

void page_reader_free(struct page_reader *r)
{
	if (!r)
		return;
	jsonstream_release(&r->js);
	strbuf_wipe(&r->whole);
	arena_wipe(&r->arena);
	free(r->records);
	free(r);
}

static bool is(const struct page_reader *r, const char *name)
{
	return jsonstream_is(&r->js, name, strlen(name));
}

static bool opens(enum token_kind kind)
{
	return kind == TOKEN_OBJECT || kind == TOKEN_ARRAY;
}

static void passage_start(struct passage *passage, const struct page_reader *r)
{
	passage->active = true;
	passage->depth = r->js.depth;
}

/* After each token: whether it was the last of the value. */
static void passage_look(struct passage *passage, const struct page_reader *r, enum token_kind kind)
{
	if (kind != TOKEN_NAME && !opens(kind) && r->js.depth == passage->depth)
		passage->active = false;
}

static char *record_now(struct page_reader *r)
{
	return r->records + r->count * r->shape->record->size;
}

static bool start_record(struct page_reader *r)
{
	size_t size = r->shape->record->size;
	if (r->count >= PAGE_RECORDS_MAX)
		return false;
	if (r->count == r->capacity) {
		r->capacity = r->capacity ? r->capacity * 2 : r->shape->list ? 64 : 1;
		r->records = xreallocarray(r->records, r->capacity, size);
	}
	memcpy(record_now(r), r->shape->record->empty, size);
	r->at = AT_RECORD;
	r->depth = r->js.depth;
	r->field = NULL;
	r->flaws = r->js.flaws;
	r->seen = 0;
	r->nth = 0;
	r->bad = false;
	return true;
}

static void end_record(struct page_reader *r)
{
	bool whole = (r->seen & r->required) == r->required;
	bool strict = !r->bad && r->js.flaws == r->flaws;
	r->excused += r->js.flaws - r->flaws;
	if (whole && strict)
		r->count++;
	else
		r->bad_records++;
	r->recovering = false;
	r->at = r->shape->list ? AT_LIST : AT_END;
}

/* The row for the name just read, or NULL. Records of a list mostly have the same order. */
static const struct field *find_field(struct page_reader *r)
{
	const struct record_shape *shape = r->shape->record;
	size_t nth = r->nth < PAGE_FIELDS_MAX - 1 ? r->nth++ : r->nth;
	size_t guess = r->order[nth];
	const struct jsonstream *js = &r->js;

	if (guess < shape->field_count && !js->escaped && js->length == r->lengths[guess] &&
	    memcmp(js->text, shape->fields[guess].name, js->length) == 0)
		return &shape->fields[guess];
	for (size_t i = 0; i < shape->field_count; i++) {
		if (jsonstream_is(js, shape->fields[i].name, r->lengths[i])) {
			r->order[nth] = (uint8_t)i;
			return &shape->fields[i];
		}
	}
	return NULL;
}

static void record_name(struct page_reader *r)
{
	r->field = find_field(r);
	if (!r->field || r->field->kind == FIELD_SKIP)
		passage_start(&r->skip, r);
}

static void note_field(struct page_reader *r, enum field_result result)
{
	uint64_t bit = UINT64_C(1) << (r->field - r->shape->record->fields);
	r->seen = result == FIELD_SET ? r->seen | bit : r->seen & ~bit;
	r->bad_members += result == FIELD_BAD;
}

static void record_value(struct page_reader *r, enum token_kind kind)
{
	if (opens(kind)) {
		if (r->field->kind == FIELD_FLAGS) {
			r->at = AT_FLAGS;
			r->flags = r->flag = 0;
			r->flags_bad = false;
			r->flags_named = kind == TOKEN_OBJECT;
			return;
		}
		r->skip = (struct passage){ .active = true, .depth = r->js.depth - 1 };
	}
	note_field(r, field_store(r->shape->record, r->field, &r->js, kind, record_now(r),
				  &r->arena, &r->memory));
}

/* Whether the member is none that the table knows: its value may be of any kind. */
static bool is_new_flag(const struct page_reader *r)
{
	return r->flag == r->field->word("", 0);
}

/* A string of an array, or a name or a value of an object, or the end of either. */
static void flags_token(struct page_reader *r, enum token_kind kind)
{
	if (r->js.depth == r->depth) {
		r->at = AT_RECORD;
		field_store_flags(r->shape->record, r->field, r->flags_bad ? NULL : &r->flags,
				  record_now(r));
		note_field(r, r->flags_bad ? FIELD_BAD : FIELD_SET);
	} else if (kind == TOKEN_NAME) {
		r->flag = field_flag(r->field, &r->js);
	} else if (r->flags_named && kind == TOKEN_TRUE) {
		r->flags |= r->flag;
	} else if (!r->flags_named && kind == TOKEN_STRING) {
		r->flags |= field_flag(r->field, &r->js);
	} else if (!r->flags_named || (kind != TOKEN_FALSE && kind != TOKEN_NULL)) {
		r->flags_bad |= !r->flags_named || !is_new_flag(r);
		if (opens(kind))
			r->skip = (struct passage){ .active = true, .depth = r->js.depth - 1 };
	}
}

static void record_token(struct page_reader *r, enum token_kind kind)
{
	if (kind == TOKEN_NAME)
		record_name(r);
	else if (kind == TOKEN_OBJECT_END && r->js.depth == r->depth - 1)
		end_record(r);
	else
		record_value(r, kind);
}

static bool start_token(struct page_reader *r, enum token_kind kind)
{
	if (kind != TOKEN_OBJECT)
		return false;
	if (!r->shape->list) {
		r->found = true;
		return start_record(r);
	}
	r->at = AT_ROOT;
	return true;
}

static bool list_token(struct page_reader *r, enum token_kind kind)
{
	if (kind == TOKEN_OBJECT)
		return start_record(r);
	if (kind == TOKEN_ARRAY_END && r->js.depth == 1) {
		r->at = AT_ROOT;
		return true;
	}
	r->bad_records++;
	if (kind == TOKEN_ARRAY)
		r->skip = (struct passage){ .active = true, .depth = r->js.depth - 1 };
	return true;
}

static bool link_value(struct page_reader *r, enum token_kind kind)
{
	r->next = (struct text){ .data = NULL };
	if (kind == TOKEN_NULL)
		return true;
	if (kind != TOKEN_STRING)
		return false;
	if (!r->js.length)
		return true;
	char *bytes = arena_bytes(&r->arena, r->js.length + 1);
	r->next.length = jsonstream_decode(&r->js, bytes);
	r->next.data = bytes;
	bytes[r->next.length] = '\0';
	return true;
}

static void head_name(struct page_reader *r)
{
	if (is(r, "next_page_uri") || is(r, "next_page_url"))
		r->expect = EXPECT_LINK;
	else if (r->at == AT_ROOT && is(r, r->shape->list))
		r->expect = EXPECT_LIST;
	else if (r->at == AT_ROOT && is(r, "meta"))
		r->expect = EXPECT_META;
	else
		passage_start(&r->skip, r);
}

static bool head_value(struct page_reader *r, enum token_kind kind)
{
	enum expect expect = r->expect;
	r->expect = EXPECT_NAME;
	if (expect == EXPECT_LINK)
		return link_value(r, kind);
	if (expect == EXPECT_META && kind == TOKEN_NULL)
		return true;
	if (expect == EXPECT_META) {
		r->at = AT_META;
		return kind == TOKEN_OBJECT;
	}
	r->at = AT_LIST;
	r->found = true;
	r->count = 0;
	r->bad_records = 0;
	return kind == TOKEN_ARRAY;
}

/* In the outermost object or in "meta". */
static bool head_token(struct page_reader *r, enum token_kind kind)
{
	if (r->expect != EXPECT_NAME)
		return head_value(r, kind);
	if (kind == TOKEN_NAME)
		head_name(r);
	else
		r->at = r->at == AT_META ? AT_ROOT : AT_END;
	return true;
}

static bool take_token(struct page_reader *r, enum token_kind kind)
{
	switch (r->at) {
	case AT_START:
		return start_token(r, kind);
	case AT_ROOT:
	case AT_META:
		return head_token(r, kind);
	case AT_LIST:
		return list_token(r, kind);
	case AT_RECORD:
		record_token(r, kind);
		return true;
	case AT_FLAGS:
		flags_token(r, kind);
		return true;
	case AT_END:
		break;
	}
	return false;
}

static bool fail(const struct page_reader *r, const char *problem, struct error *err)
{
	return error_set(err, ERROR_PROTOCOL,
			 "the answer is not readable: %s (near byte %" PRIu64 ")", problem,
			 jsonstream_offset(&r->js));
}

/* A record that is no JSON is left; anything else that is none ends the page. */
static bool leave_broken_record(struct page_reader *r)
{
	if ((r->at != AT_RECORD && r->at != AT_FLAGS) || !r->shape->list || r->recovering ||
	    r->js.finished)
		return false;
	r->at = AT_RECORD;
	r->bad = true;
	r->recovering = true;
	r->skip.active = false;
	r->secret.active = false;
	jsonstream_recover(&r->js, r->depth);
	return true;
}

/* Takes all the tokens that are there. */
static bool read_tokens(struct page_reader *r, struct error *err)
{
	static const char secret[] = "auth_token";
	for (;;) {
		enum token_kind kind = jsonstream_next(&r->js);
		if (kind == TOKEN_MORE || kind == TOKEN_END)
			return true;
		if (kind == TOKEN_BROKEN) {
			if (leave_broken_record(r))
				continue;
			return fail(r, r->js.problem, err);
		}
		if (kind == TOKEN_NAME && r->js.length >= sizeof(secret) - 1 && !r->secret.active &&
		    jsonstream_is(&r->js, secret, sizeof(secret) - 1)) {
			passage_start(&r->secret, r);
			if (!r->skip.active)
				passage_start(&r->skip, r);
			continue;
		}
		if (r->secret.active) {
			if (kind != TOKEN_NAME)
				jsonstream_wipe_token(&r->js);
			passage_look(&r->secret, r, kind);
		}
		if (r->skip.active) {
			passage_look(&r->skip, r, kind);
			continue;
		}
		if (!take_token(r, kind))
			return fail(r, "it has another shape than documented", err);
	}
}

bool page_reader_feed(struct page_reader *r, const char *bytes, size_t length, struct error *err)
{
	if (r->shape->read)
		return strbuf_add(&r->whole, bytes, length) ||
		       error_set(err, ERROR_LIMIT, "the answer is larger than %u bytes",
				 PAGE_WHOLE_MAX);
	while (length > 0) {
		size_t piece = length < PIECE ? length : PIECE;
		if (!jsonstream_feed(&r->js, bytes, piece))
			return fail(r, r->js.problem, err);
		if (!read_tokens(r, err))
			return false;
		bytes += piece;
		length -= piece;
	}
	return true;
}

bool page_reader_finish(struct page_reader *r, struct page *page, struct error *err)
{
	if (r->shape->read) {
		*page = (struct page){ .count = 0 };
		return r->shape->read(r->whole.data, r->whole.length, page, err);
	}
	jsonstream_finish(&r->js);
	if (!read_tokens(r, err))
		return false;
	if (r->js.flaws > r->excused && r->shape->list)
		return fail(r, "a text outside of the records is not JSON", err);
	if (!r->found || r->at != AT_END)
		return fail(r, "what should be in it is missing", err);
	if (!r->shape->list && r->count == 0)
		return error_set(err, ERROR_PROTOCOL, "the answer holds no readable %s",
				 r->shape->record->name);
	size_t size = r->count * r->shape->record->size;
	*page = (struct page){
		.count = r->count,
		.bad_records = r->bad_records,
		.bad_members = r->bad_members,
		.next = r->next,
	};
	page->records = arena_alloc(&r->arena, size ? size : 1);
	if (size)
		memcpy(page->records, r->records, size);
	arena_move(&page->arena, &r->arena);
	return true;
}
