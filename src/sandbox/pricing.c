/* pricing.c - countries and their prices.
 * https://www.twilio.com/docs/messaging/api/pricing */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sandbox/jsonout.h"
#include "sandbox/places.h"
#include "sandbox/records.h"
#include "sandbox/rng.h"

#define COUNTRIES "/v1/Messaging/Countries"
#define ALL_NETWORKS "00 All networks"

/* By the letters of struct place. */
static const struct {
	char letter;
	const char *name;
	uint32_t inbound; /* in 1/100000 USD */
} types[] = {
	{ 'l', "local", 750 },     { 'm', "mobile", 750 },    { 's', "shortcode", 500 },
	{ 't', "toll free", 750 }, { 'n', "national", 1000 },
};

static void write_url(struct strbuf *out, const struct request *request, const char *iso)
{
	strbuf_addf(out, "\"https://%s" COUNTRIES "/%s\"", request->host, iso);
}

/* Begins both kinds of the resource. */
static void write_head(struct strbuf *out, const struct place *place)
{
	strbuf_addstr(out, "{\"country\": ");
	out_text(out, place->name);
	strbuf_addf(out, ", \"iso_country\": \"%s\"", place->iso);
}

/* Four decimals, and a fifth that is not zero. */
static void write_decimal(struct strbuf *out, uint32_t price)
{
	if (price % 10 != 0)
		strbuf_addf(out, "\"%u.%05u\"", price / 100000, price % 100000);
	else
		strbuf_addf(out, "\"%u.%04u\"", price / 100000, price % 100000 / 10);
}

/* A third of the prices have a discount. */
static void write_price(struct strbuf *out, const char *type, uint32_t base, uint64_t number)
{
	uint32_t current = chance(number, 330) ? base - base / 20 - pick(number, base / 20 + 1)
					       : base;

	strbuf_addstr(out, "{\"base_price\": ");
	write_decimal(out, base);
	strbuf_addstr(out, ", \"current_price\": ");
	write_decimal(out, current);
	strbuf_addf(out, ", \"number_type\": \"%s\"}", type);
}

static uint64_t number_of(const struct sandbox *sandbox, const struct place *place, uint64_t what)
{
	return mix(mix(sandbox->account.seed,
		       (uint64_t)place->iso[0] << 8 | (uint8_t)place->iso[1]),
		   what);
}

/* Numbers of the country's own kinds, and at least the foreign ones, which are mobile. */
static void write_types(struct strbuf *out, const struct place *place, uint32_t base,
			uint64_t number)
{
	const char *letters = *place->numbers == '\0' ? "m" : place->numbers;
	bool first = true;

	strbuf_addstr(out, "[");
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		if (strchr(letters, types[i].letter) == NULL)
			continue;
		strbuf_addstr(out, first ? "" : ", ");
		write_price(out, types[i].name, base + base * (uint32_t)i / 1000 * 10,
			    mix(number, i));
		first = false;
	}
	strbuf_addch(out, ']');
}

/* A network costs the country's price, or up to a quarter more. */
static void write_network(struct strbuf *out, const struct sandbox *sandbox,
			  const struct place *place, const char *text, size_t length)
{
	size_t code = strcspn(text, " ");
	uint64_t number = number_of(sandbox, place,
				    (uint64_t)length << 16 | (uint64_t)(uint8_t)text[0] << 8 |
					    (uint8_t)text[code - 1]);
	uint32_t base = place->price;

	if (chance(number, 500))
		base += pick(mix64(number), base / 4 + 1) / 10 * 10;
	strbuf_addstr(out, "{\"carrier\": ");
	out_string(out, text + code + 1, length - code - 1, true);
	strbuf_addstr(out, ", \"mcc\": ");
	out_text(out, place->mcc);
	strbuf_addstr(out, ", \"mnc\": ");
	out_string(out, text, code, true);
	strbuf_addstr(out, ", \"prices\": ");
	write_types(out, place, base, number);
	strbuf_addch(out, '}');
}

static void write_outbound(struct strbuf *out, const struct sandbox *sandbox,
			   const struct place *place)
{
	const char *at = place->networks == NULL ? ALL_NETWORKS : place->networks;

	strbuf_addstr(out, ", \"outbound_sms_prices\": [");
	while (place->price > 0 && *at != '\0') {
		size_t length = strcspn(at, "|");

		write_network(out, sandbox, place, at, length);
		at += length;
		at += *at == '|';
		strbuf_addstr(out, *at == '\0' ? "" : ", ");
	}
	strbuf_addch(out, ']');
}

static void write_inbound(struct strbuf *out, const struct sandbox *sandbox,
			  const struct place *place)
{
	bool first = true;

	strbuf_addstr(out, ", \"inbound_sms_prices\": [");
	for (size_t i = 0; i < ARRAY_SIZE(types); i++) {
		if (strchr(place->numbers, types[i].letter) == NULL)
			continue;
		strbuf_addstr(out, first ? "" : ", ");
		write_price(out, types[i].name, types[i].inbound,
			    number_of(sandbox, place, 1000 + i));
		first = false;
	}
	strbuf_addch(out, ']');
}

static void country_name(const struct sandbox *sandbox, uint32_t record, char name[static SID_SIZE])
{
	(void)sandbox;
	snprintf(name, SID_SIZE, "%s", places[record].iso);
}

static void write_country(const struct sandbox *sandbox, const struct request *request,
			  uint32_t record, struct strbuf *out)
{
	(void)sandbox;
	write_head(out, &places[record]);
	strbuf_addstr(out, ", \"url\": ");
	write_url(out, request, places[record].iso);
	strbuf_addch(out, '}');
}

void country_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const struct record_kind kind = { .key = "countries",
						 .filters = no_filters,
						 .has_meta = true,
						 .name = country_name,
						 .write = write_country };

	vec_clear(&sandbox->page);
	for (uint32_t i = 0; i < place_count; i++)
		vec_push(&sandbox->page, i);
	records_reply(sandbox, request, reply, &kind, &sandbox->page);
}

static const struct place *find_place(const char *iso)
{
	for (uint32_t i = 0; i < place_count; i++)
		if (strcasecmp(places[i].iso, iso) == 0)
			return &places[i];
	return NULL;
}

/* Codes are taken in either case. */
void country_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const struct place *place = find_place(request->captures[0]);

	if (place == NULL) {
		reply_not_found(reply, request);
		return;
	}
	write_head(reply->body, place);
	write_outbound(reply->body, sandbox, place);
	write_inbound(reply->body, sandbox, place);
	strbuf_addstr(reply->body, ", \"price_unit\": \"USD\", \"url\": ");
	write_url(reply->body, request, place->iso);
	strbuf_addch(reply->body, '}');
}
