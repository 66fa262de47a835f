#include "api/prices.h"

#include <string.h>

#include "api/jsonstream.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/price.h"

struct price_list VEC(struct price);
struct carrier_list VEC(struct carrier_prices);

/* Functions that read return false when the document cannot be read on; a value that is only not as
 * documented is passed over, and noted in `row_bad`. */
struct reader {
	struct jsonstream js;
	struct arena arena;
	enum token_kind kind; /* the token last read */
	size_t rows;
	size_t bad;
	bool row_bad;
};

static bool next(struct reader *r)
{
	r->kind = jsonstream_next(&r->js);
	return r->kind != TOKEN_MORE && r->kind != TOKEN_END && r->kind != TOKEN_BROKEN;
}

static bool opens(enum token_kind kind)
{
	return kind == TOKEN_OBJECT || kind == TOKEN_ARRAY;
}

/* The rest of the value whose first token was read. */
static bool skip(struct reader *r)
{
	unsigned depth = r->js.depth;
	if (!opens(r->kind))
		return true;
	do
		if (!next(r))
			return false;
	while (r->js.depth >= depth);
	return true;
}

static bool is(const struct reader *r, const char *name)
{
	return jsonstream_is(&r->js, name, strlen(name));
}

static bool read_text(struct reader *r, struct text *text)
{
	if (!next(r))
		return false;
	if (r->kind == TOKEN_STRING) {
		char *bytes = arena_bytes(&r->arena, r->js.length + 1);
		text->length = jsonstream_decode(&r->js, bytes);
		text->data = bytes;
		return true;
	}
	r->row_bad |= r->kind != TOKEN_NULL;
	return skip(r);
}

static bool read_decimal(struct reader *r, struct decimal *value, bool *there)
{
	if (!next(r))
		return false;
	*there = (r->kind == TOKEN_STRING || r->kind == TOKEN_NUMBER) &&
		 decimal_parse_number(r->js.text, r->js.length, value);
	r->row_bad |= !*there && r->kind != TOKEN_NULL;
	return skip(r);
}

static bool skip_member(struct reader *r)
{
	return next(r) && skip(r);
}

static bool price_member(struct reader *r, void *row)
{
	struct price *price = row;
	if (is(r, "number_type"))
		return read_text(r, &price->number_type);
	if (is(r, "base_price"))
		return read_decimal(r, &price->base, &price->has_base);
	if (is(r, "current_price"))
		return read_decimal(r, &price->current, &price->has_current);
	return skip_member(r);
}

/* An object of which the brace was read; `member` reads the value after each name. */
static bool read_object(struct reader *r, bool (*member)(struct reader *r, void *row), void *row)
{
	while (next(r)) {
		if (r->kind == TOKEN_OBJECT_END)
			return true;
		if (!member(r, row))
			return false;
	}
	return false;
}

/* Whether the row that was read is to be kept. */
static bool keep_row(struct reader *r)
{
	bool keep = !r->row_bad && r->rows < PRICES_ROWS_MAX;
	r->rows += keep;
	r->bad += !keep;
	r->row_bad = false;
	return keep;
}

/* The next row of an array, its brace read. False at the array's end, or when nothing can be read any
 * more: then *broken is set. */
static bool next_row(struct reader *r, bool *broken)
{
	while (next(r)) {
		if (r->kind == TOKEN_OBJECT)
			return true;
		if (r->kind == TOKEN_ARRAY_END)
			return false;
		r->bad++;
		if (!skip(r))
			break;
	}
	*broken = true;
	return false;
}

/* Whether the value that comes is an array, of which then the bracket was read. */
static bool enter_array(struct reader *r, bool *broken)
{
	*broken = !next(r);
	if (*broken || r->kind == TOKEN_ARRAY)
		return !*broken;
	r->bad += r->kind != TOKEN_NULL;
	*broken = !skip(r);
	return false;
}

static const void *keep_rows(struct reader *r, const void *rows, size_t count, size_t size)
{
	if (!count)
		return NULL;
	return memcpy(arena_alloc(&r->arena, count * size), rows, count * size);
}

static bool read_prices(struct reader *r, const struct price **prices, size_t *count)
{
	struct price_list list = { .count = 0 };
	bool broken;
	if (enter_array(r, &broken)) {
		while (next_row(r, &broken)) {
			struct price price = { .has_base = false };
			if (!read_object(r, price_member, &price)) {
				broken = true;
				break;
			}
			if (keep_row(r))
				vec_push(&list, price);
		}
	}
	*prices = keep_rows(r, list.items, list.count, sizeof(*list.items));
	*count = list.count;
	vec_release(&list);
	return !broken;
}

/* A bad price within a carrier is left out alone: it says nothing of the others. */
static bool carrier_member(struct reader *r, void *row)
{
	struct carrier_prices *carrier = row;
	if (is(r, "mcc"))
		return read_text(r, &carrier->mcc);
	if (is(r, "mnc"))
		return read_text(r, &carrier->mnc);
	if (is(r, "carrier"))
		return read_text(r, &carrier->carrier);
	if (is(r, "prices")) {
		bool bad = r->row_bad;
		r->row_bad = false;
		bool well = read_prices(r, &carrier->prices, &carrier->price_count);
		r->row_bad = bad;
		return well;
	}
	return skip_member(r);
}

static bool read_carriers(struct reader *r, const struct carrier_prices **carriers, size_t *count)
{
	struct carrier_list list = { .count = 0 };
	bool broken;
	if (enter_array(r, &broken)) {
		while (next_row(r, &broken)) {
			struct carrier_prices carrier = { .price_count = 0 };
			if (!read_object(r, carrier_member, &carrier)) {
				broken = true;
				break;
			}
			if (keep_row(r))
				vec_push(&list, carrier);
		}
	}
	*carriers = keep_rows(r, list.items, list.count, sizeof(*list.items));
	*count = list.count;
	vec_release(&list);
	return !broken;
}

static bool country_member(struct reader *r, void *row)
{
	struct country_prices *country = row;
	if (is(r, "country"))
		return read_text(r, &country->name);
	if (is(r, "iso_country"))
		return read_text(r, &country->iso);
	if (is(r, "price_unit"))
		return read_text(r, &country->unit);
	if (is(r, "outbound_sms_prices"))
		return read_carriers(r, &country->outbound, &country->outbound_count);
	if (is(r, "inbound_sms_prices"))
		return read_prices(r, &country->inbound, &country->inbound_count);
	return skip_member(r);
}

static bool read_country(struct reader *r, struct country_prices *country)
{
	return next(r) && r->kind == TOKEN_OBJECT && read_object(r, country_member, country) &&
	       jsonstream_next(&r->js) == TOKEN_END;
}

bool prices_read(const char *bytes, size_t length, struct page *page, struct error *err)
{
	struct reader r = { .arena = ARENA_INIT };
	struct country_prices *country = arena_calloc(&r.arena, 1, sizeof(*country));
	jsonstream_init(&r.js);
	bool well = jsonstream_feed(&r.js, bytes, length);
	if (well) {
		jsonstream_finish(&r.js);
		well = read_country(&r, country) && r.js.flaws == 0;
	}
	if (!well)
		error_set(err, ERROR_PROTOCOL, "the answer is not readable: %s",
			  r.js.problem ? r.js.problem : "it has another shape than documented");
	else if (!country->iso.data)
		well = error_set(err, ERROR_PROTOCOL, "the answer holds no readable country");
	jsonstream_release(&r.js);
	if (!well) {
		arena_wipe(&r.arena);
		return false;
	}
	*page = (struct page){ .records = country, .count = 1, .bad_records = r.bad };
	arena_move(&page->arena, &r.arena);
	return true;
}
