#include "model/export_sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/number.h"
#include "model/service.h"

_Static_assert(EXPORT_SCRATCH >= SID_SIZE && EXPORT_SCRATCH >= DATE_ISO_SIZE &&
		       EXPORT_SCRATCH >= DECIMAL_SIZE,
	       "each value that is made here fits");

#define MEMBER(type, member, name_, kind_, form_)                  \
	{                                                          \
		.name = (name_), .kind = (kind_), .form = (form_), \
		.offset = offsetof(type, member)                   \
	}
#define TEXT(type, member, name) MEMBER(type, member, name, EXPORT_TEXT, FORM_TEXT)
#define ADDRESS(type, member, name) MEMBER(type, member, name, EXPORT_ADDRESS, FORM_TEXT)
#define SID(type, member, name) MEMBER(type, member, name, EXPORT_MADE, FORM_SID)
#define DATE(type, member, name) MEMBER(type, member, name, EXPORT_MADE, FORM_DATE)
#define WORD(type, member, name) MEMBER(type, member, name, EXPORT_MADE, FORM_WORD)
#define BOOL(type, member, name) MEMBER(type, member, name, EXPORT_BARE, FORM_BOOL)
#define ACCOUNT                                                                  \
	{                                                                        \
		.name = "account_sid", .kind = EXPORT_TEXT, .form = FORM_ACCOUNT \
	}
#define MADE(name_, kind_, make_)                                 \
	{                                                         \
		.name = (name_), .kind = (kind_), .make = (make_) \
	}
#define SHEET(columns_)                                              \
	{                                                            \
		.columns = (columns_), .count = ARRAY_SIZE(columns_) \
	}

static const struct text none = { .data = NULL };

static struct text text_of(const char *string)
{
	return (struct text){ .data = string, .length = strlen(string) };
}

/* -- messages ---------------------------------------------------------------------------------- */

static struct text number_of(int64_t number, char scratch[static EXPORT_SCRATCH])
{
	snprintf(scratch, EXPORT_SCRATCH, "%lld", (long long)number);
	return text_of(scratch);
}

static struct text word_of(struct text unknown, uint8_t word, const char *name)
{
	return word != 0 || unknown.data == NULL ? text_of(name) : unknown;
}

static struct text decimal_of(bool there, struct decimal value, char scratch[static EXPORT_SCRATCH])
{
	if (!there)
		return none;
	return (struct text){ .data = scratch, .length = decimal_format(value, scratch) };
}

static struct text message_direction(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct message *m = record;

	(void)scratch;
	return word_of(m->direction_word, m->direction, message_direction_name(m->direction));
}

static struct text message_status(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct message *m = record;

	(void)scratch;
	return word_of(m->status_word, m->status, message_status_name(m->status));
}

static struct text message_error(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct message *m = record;

	return m->error_code ? number_of(m->error_code, scratch) : none;
}

static struct text message_segments(const void *record, char scratch[static EXPORT_SCRATCH])
{
	return number_of(((const struct message *)record)->num_segments, scratch);
}

static struct text message_media(const void *record, char scratch[static EXPORT_SCRATCH])
{
	return number_of(((const struct message *)record)->num_media, scratch);
}

static struct text message_price(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct message *m = record;

	return decimal_of(m->has_price, m->price, scratch);
}

static const struct export_column message_columns[] = {
	SID(struct message, sid, "sid"),
	DATE(struct message, date_created, "date_created"),
	DATE(struct message, date_sent, "date_sent"),
	DATE(struct message, date_updated, "date_updated"),
	MADE("direction", EXPORT_TEXT, message_direction),
	ADDRESS(struct message, from, "from"),
	ADDRESS(struct message, to, "to"),
	MADE("status", EXPORT_TEXT, message_status),
	MADE("error_code", EXPORT_BARE, message_error),
	TEXT(struct message, error_message, "error_message"),
	MADE("num_segments", EXPORT_MADE, message_segments),
	MADE("num_media", EXPORT_MADE, message_media),
	MADE("price", EXPORT_MADE, message_price),
	TEXT(struct message, price_unit, "price_unit"),
	SID(struct message, service, "messaging_service_sid"),
	ACCOUNT,
	TEXT(struct message, body, "body"),
};
const struct export_sheet sheet_messages = SHEET(message_columns);

static const struct export_column media_columns[] = {
	SID(struct export_medium, medium.sid, "sid"),
	SID(struct export_medium, medium.message, "parent_sid"),
	TEXT(struct export_medium, medium.content_type, "content_type"),
	DATE(struct export_medium, medium.date_created, "date_created"),
	DATE(struct export_medium, medium.date_updated, "date_updated"),
	DATE(struct export_medium, date_sent, "message_date_sent"),
	WORD(struct export_medium, direction, "direction"),
	ADDRESS(struct export_medium, from, "from"),
	ADDRESS(struct export_medium, to, "to"),
	ACCOUNT,
};
const struct export_sheet sheet_media = SHEET(media_columns);

/* -- what sends -------------------------------------------------------------------------------- */

static const struct export_column service_columns[] = {
	SID(struct service, sid, "sid"),
	TEXT(struct service, friendly_name, "friendly_name"),
	DATE(struct service, date_created, "date_created"),
	DATE(struct service, date_updated, "date_updated"),
	TEXT(struct service, inbound_request_url, "inbound_request_url"),
	TEXT(struct service, inbound_method, "inbound_method"),
	TEXT(struct service, fallback_url, "fallback_url"),
	TEXT(struct service, fallback_method, "fallback_method"),
	TEXT(struct service, status_callback, "status_callback"),
	BOOL(struct service, sticky_sender, "sticky_sender"),
	BOOL(struct service, mms_converter, "mms_converter"),
	BOOL(struct service, smart_encoding, "smart_encoding"),
	TEXT(struct service, scan_message_content, "scan_message_content"),
	BOOL(struct service, fallback_to_long_code, "fallback_to_long_code"),
	BOOL(struct service, area_code_geomatch, "area_code_geomatch"),
	BOOL(struct service, synchronous_validation, "synchronous_validation"),
	MEMBER(struct service, validity_period, "validity_period", EXPORT_BARE, FORM_INT32),
	TEXT(struct service, usecase, "usecase"),
	BOOL(struct service, us_app_to_person_registered, "us_app_to_person_registered"),
	BOOL(struct service, use_inbound_webhook_on_number, "use_inbound_webhook_on_number"),
	ACCOUNT,
};
const struct export_sheet sheet_services = SHEET(service_columns);

static const struct export_column sender_columns[] = {
	SID(struct export_sender, sender.sid, "sid"),
	WORD(struct export_sender, kind, "kind"),
	ADDRESS(struct export_sender, sender.address, "sender"),
	SID(struct export_sender, service, "service_sid"),
	TEXT(struct export_sender, service_name, "service_name"),
	TEXT(struct export_sender, sender.country, "country_code"),
	MEMBER(struct export_sender, sender.capabilities, "capabilities", EXPORT_BARE,
	       FORM_ABLE_SET),
	TEXT(struct export_sender, sender.type, "sender_type"),
	DATE(struct export_sender, sender.date_created, "date_created"),
	DATE(struct export_sender, sender.date_updated, "date_updated"),
	ACCOUNT,
};
const struct export_sheet sheet_senders = SHEET(sender_columns);

const char *export_sender_kind(enum resource pool)
{
	switch (pool) {
	case RESOURCE_POOL_NUMBERS:
		return "phone-number";
	case RESOURCE_POOL_CODES:
		return "short-code";
	case RESOURCE_POOL_ALPHAS:
		return "alpha-sender";
	case RESOURCE_POOL_CHANNELS:
		return "channel-sender";
	default:
		return "";
	}
}

static const struct export_column short_code_columns[] = {
	SID(struct short_code, sid, "sid"),
	ADDRESS(struct short_code, short_code, "short_code"),
	TEXT(struct short_code, friendly_name, "friendly_name"),
	TEXT(struct short_code, api_version, "api_version"),
	TEXT(struct short_code, sms_url, "sms_url"),
	TEXT(struct short_code, sms_method, "sms_method"),
	TEXT(struct short_code, sms_fallback_url, "sms_fallback_url"),
	TEXT(struct short_code, sms_fallback_method, "sms_fallback_method"),
	DATE(struct short_code, date_created, "date_created"),
	DATE(struct short_code, date_updated, "date_updated"),
	ACCOUNT,
};
const struct export_sheet sheet_short_codes = SHEET(short_code_columns);

static const struct export_column number_columns[] = {
	SID(struct number, sid, "sid"),
	ADDRESS(struct number, phone_number, "phone_number"),
	TEXT(struct number, friendly_name, "friendly_name"),
	TEXT(struct number, type, "type"),
	TEXT(struct number, origin, "origin"),
	TEXT(struct number, status, "status"),
	MEMBER(struct number, capabilities, "capabilities", EXPORT_BARE, FORM_ABLE_MAP),
	BOOL(struct number, beta, "beta"),
	TEXT(struct number, sms_url, "sms_url"),
	TEXT(struct number, sms_method, "sms_method"),
	TEXT(struct number, sms_fallback_url, "sms_fallback_url"),
	TEXT(struct number, sms_fallback_method, "sms_fallback_method"),
	TEXT(struct number, sms_application_sid, "sms_application_sid"),
	TEXT(struct number, status_callback, "status_callback"),
	TEXT(struct number, status_callback_method, "status_callback_method"),
	TEXT(struct number, voice_receive_mode, "voice_receive_mode"),
	TEXT(struct number, voice_url, "voice_url"),
	TEXT(struct number, voice_method, "voice_method"),
	TEXT(struct number, voice_fallback_url, "voice_fallback_url"),
	TEXT(struct number, voice_fallback_method, "voice_fallback_method"),
	TEXT(struct number, voice_application_sid, "voice_application_sid"),
	BOOL(struct number, voice_caller_id_lookup, "voice_caller_id_lookup"),
	TEXT(struct number, trunk_sid, "trunk_sid"),
	TEXT(struct number, address_requirements, "address_requirements"),
	TEXT(struct number, address_sid, "address_sid"),
	TEXT(struct number, identity_sid, "identity_sid"),
	TEXT(struct number, bundle_sid, "bundle_sid"),
	TEXT(struct number, emergency_status, "emergency_status"),
	TEXT(struct number, emergency_address_sid, "emergency_address_sid"),
	TEXT(struct number, emergency_address_status, "emergency_address_status"),
	TEXT(struct number, api_version, "api_version"),
	DATE(struct number, date_created, "date_created"),
	DATE(struct number, date_updated, "date_updated"),
	ACCOUNT,
};
const struct export_sheet sheet_numbers = SHEET(number_columns);

/* -- prices, deactivations --------------------------------------------------------------------- */

static struct text base_price(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct price *price = &((const struct export_price *)record)->price;

	return decimal_of(price->has_base, price->base, scratch);
}

static struct text current_price(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct price *price = &((const struct export_price *)record)->price;

	return decimal_of(price->has_current, price->current, scratch);
}

static const struct export_column price_columns[] = {
	TEXT(struct export_price, country, "country"),
	TEXT(struct export_price, iso, "iso_country"),
	WORD(struct export_price, direction, "direction"),
	TEXT(struct export_price, mcc, "mcc"),
	TEXT(struct export_price, mnc, "mnc"),
	TEXT(struct export_price, carrier, "carrier"),
	TEXT(struct export_price, price.number_type, "number_type"),
	MADE("base_price", EXPORT_MADE, base_price),
	MADE("current_price", EXPORT_MADE, current_price),
	TEXT(struct export_price, unit, "price_unit"),
};
const struct export_sheet sheet_prices = SHEET(price_columns);

static struct text deactivation_day(const void *record, char scratch[static EXPORT_SCRATCH])
{
	date_format_day(((const struct export_deactivation *)record)->day, scratch);
	return text_of(scratch);
}

static struct text deactivation_number(const void *record, char scratch[static EXPORT_SCRATCH])
{
	snprintf(scratch, EXPORT_SCRATCH, "+%llu",
		 (unsigned long long)((const struct export_deactivation *)record)->number);
	return text_of(scratch);
}

static const struct export_column deactivation_columns[] = {
	MADE("date", EXPORT_MADE, deactivation_day),
	MADE("phone_number", EXPORT_MADE, deactivation_number),
};
const struct export_sheet sheet_deactivations = SHEET(deactivation_columns);

/* -- what screens add -------------------------------------------------------------------------- */

static struct text lost_messages(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct export_lost_contact *lost = record;

	return lost->contact.data ? number_of(lost->messages, scratch) : none;
}

/* The first member is what the functions take. */
_Static_assert(offsetof(struct export_lost_contact, number) == 0, "its number and day");

static const struct export_column lost_columns[] = {
	MADE("number", EXPORT_MADE, deactivation_number),
	MADE("day", EXPORT_MADE, deactivation_day),
	ADDRESS(struct export_lost_contact, contact, "contact"),
	MADE("messages", EXPORT_BARE, lost_messages),
	DATE(struct export_lost_contact, last, "last_message"),
};
const struct export_sheet sheet_lost_contacts = SHEET(lost_columns);

static struct text gallery_size(const void *record, char scratch[static EXPORT_SCRATCH])
{
	const struct export_gallery *gallery = record;

	return gallery->size ? number_of((int64_t)gallery->size, scratch) : none;
}

static const struct export_column gallery_columns[] = {
	SID(struct export_gallery, medium.medium.sid, "sid"),
	SID(struct export_gallery, medium.medium.message, "message_sid"),
	TEXT(struct export_gallery, medium.medium.content_type, "content_type"),
	MADE("size", EXPORT_BARE, gallery_size),
	DATE(struct export_gallery, when, "date"),
	WORD(struct export_gallery, medium.direction, "direction"),
	ADDRESS(struct export_gallery, medium.from, "from"),
	ADDRESS(struct export_gallery, medium.to, "to"),
	ACCOUNT,
};
const struct export_sheet sheet_gallery = SHEET(gallery_columns);

static const struct export_column country_columns[] = {
	TEXT(struct export_country, name, "country"),
	TEXT(struct export_country, iso, "iso_country"),
	MEMBER(struct export_country, sent, "messages_sent", EXPORT_BARE, FORM_INT64),
	MEMBER(struct export_country, received, "messages_received", EXPORT_BARE, FORM_INT64),
	TEXT(struct export_country, cost, "cost"),
};
const struct export_sheet sheet_countries = SHEET(country_columns);

/* -- values ------------------------------------------------------------------------------------ */

static struct text date_of(int64_t when, char scratch[static EXPORT_SCRATCH])
{
	size_t length = date_format_iso(when, scratch);

	return (struct text){ .data = when == DATE_NONE ? NULL : scratch, .length = length };
}

static struct text sid_of(const struct sid *sid, char scratch[static EXPORT_SCRATCH])
{
	sid_format(sid, scratch);
	return sid->kind == SID_NONE ? none : text_of(scratch);
}

/* As the API has them: ["SMS","MMS"] for one in a pool, {"sms":true,…} for one of the account. */
static struct text capabilities_of(uint8_t able, enum export_form form, bool json,
				   char scratch[static EXPORT_SCRATCH])
{
	struct strbuf text = STRBUF_INIT(EXPORT_SCRATCH - 1);

	if (!json) {
		capability_write(able, &text);
	} else if (form == FORM_ABLE_MAP) {
		strbuf_addf(&text, "{\"fax\":%s,\"mms\":%s,\"sms\":%s,\"voice\":%s}",
			    able & CAPABLE_FAX ? "true" : "false",
			    able & CAPABLE_MMS ? "true" : "false",
			    able & CAPABLE_SMS ? "true" : "false",
			    able & CAPABLE_VOICE ? "true" : "false");
	} else {
		strbuf_addch(&text, '[');
		for (unsigned bit = 1; bit < CAPABLE_OTHER; bit <<= 1) {
			if (!(able & bit))
				continue;
			strbuf_addstr(&text, text.length > 1 ? ",\"" : "\"");
			capability_write(bit, &text);
			strbuf_addch(&text, '"');
		}
		strbuf_addch(&text, ']');
	}
	memcpy(scratch, text.data, text.length + 1);
	strbuf_release(&text);
	return text_of(scratch);
}

struct text export_value(const struct export_column *column, const void *record,
			 const char *account, bool json, char scratch[static EXPORT_SCRATCH])
{
	const void *member = (const char *)record + column->offset;

	switch (column->form) {
	case FORM_MADE:
		return column->make(record, scratch);
	case FORM_TEXT:
		return *(const struct text *)member;
	case FORM_WORD:
		return text_of(*(const char *const *)member);
	case FORM_SID:
		return sid_of(member, scratch);
	case FORM_DATE:
		return date_of(*(const int64_t *)member, scratch);
	case FORM_INT32:
		return number_of(*(const int32_t *)member, scratch);
	case FORM_INT64:
		return number_of(*(const int64_t *)member, scratch);
	case FORM_BOOL:
		return text_of(*(const bool *)member ? "true" : "false");
	case FORM_ABLE_SET:
	case FORM_ABLE_MAP:
		return capabilities_of(*(const uint8_t *)member, column->form, json, scratch);
	case FORM_ACCOUNT:
		return text_of(account);
	}
	return none;
}
