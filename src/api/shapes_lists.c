#include "api/shapes.h"

#include <stddef.h>

#include "api/prices.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/medium.h"
#include "model/number.h"
#include "model/price.h"
#include "model/sender.h"
#include "model/service.h"

#define FIELD(type, name_, kind_, member)                                          \
	{                                                                          \
		.name = (name_), .kind = (kind_), .offset = offsetof(type, member) \
	}
#define REQUIRED(type, name_, kind_, member)                                        \
	{                                                                           \
		.name = (name_), .kind = (kind_), .offset = offsetof(type, member), \
		.required = true                                                    \
	}
#define FLAGS(type, name_, member)                                                      \
	{                                                                               \
		.name = (name_), .kind = FIELD_FLAGS, .offset = offsetof(type, member), \
		.word = capability,                                                     \
	}
#define RECORD(name_, type, empty_, fields_)                                                   \
	{                                                                                      \
		.name = (name_), .size = sizeof(type), .empty = (empty_), .fields = (fields_), \
		.field_count = ARRAY_SIZE(fields_),                                            \
	}

static uint8_t capability(const char *text, size_t length)
{
	return (uint8_t)capability_parse(text, length);
}

/* -- services ---------------------------------------------------------------------------------- */

static const struct field service_fields[] = {
	REQUIRED(struct service, "sid", FIELD_SID, sid),
	FIELD(struct service, "friendly_name", FIELD_TEXT, friendly_name),
	FIELD(struct service, "date_created", FIELD_ISO8601, date_created),
	FIELD(struct service, "date_updated", FIELD_ISO8601, date_updated),
	FIELD(struct service, "inbound_request_url", FIELD_TEXT, inbound_request_url),
	FIELD(struct service, "inbound_method", FIELD_TEXT, inbound_method),
	FIELD(struct service, "fallback_url", FIELD_TEXT, fallback_url),
	FIELD(struct service, "fallback_method", FIELD_TEXT, fallback_method),
	FIELD(struct service, "status_callback", FIELD_TEXT, status_callback),
	FIELD(struct service, "sticky_sender", FIELD_BOOL, sticky_sender),
	FIELD(struct service, "mms_converter", FIELD_BOOL, mms_converter),
	FIELD(struct service, "smart_encoding", FIELD_BOOL, smart_encoding),
	FIELD(struct service, "scan_message_content", FIELD_TEXT, scan_message_content),
	FIELD(struct service, "fallback_to_long_code", FIELD_BOOL, fallback_to_long_code),
	FIELD(struct service, "area_code_geomatch", FIELD_BOOL, area_code_geomatch),
	FIELD(struct service, "synchronous_validation", FIELD_BOOL, synchronous_validation),
	FIELD(struct service, "validity_period", FIELD_INT32, validity_period),
	FIELD(struct service, "usecase", FIELD_TEXT, usecase),
	FIELD(struct service, "us_app_to_person_registered", FIELD_BOOL,
	      us_app_to_person_registered),
	FIELD(struct service, "use_inbound_webhook_on_number", FIELD_BOOL,
	      use_inbound_webhook_on_number),
};

static const struct service empty_service = {
	.date_created = DATE_NONE,
	.date_updated = DATE_NONE,
};

static const struct record_shape service_shape =
	RECORD("service", struct service, &empty_service, service_fields);
const struct page_shape page_of_services = { .list = "services", .record = &service_shape };
const struct page_shape page_of_service = { .record = &service_shape };

/* -- senders ----------------------------------------------------------------------------------- */

static const struct sender empty_sender = {
	.date_created = DATE_NONE,
	.date_updated = DATE_NONE,
};

#define POOL_FIELDS(address_name)                                                  \
	REQUIRED(struct sender, "sid", FIELD_SID, sid),                            \
		FIELD(struct sender, "service_sid", FIELD_SID, service),           \
		FIELD(struct sender, address_name, FIELD_TEXT, address),           \
		FIELD(struct sender, "country_code", FIELD_TEXT, country),         \
		FLAGS(struct sender, "capabilities", capabilities),                \
		FIELD(struct sender, "date_created", FIELD_ISO8601, date_created), \
		FIELD(struct sender, "date_updated", FIELD_ISO8601, date_updated)

static const struct field pool_number_fields[] = { POOL_FIELDS("phone_number") };
static const struct field pool_code_fields[] = { POOL_FIELDS("short_code") };
static const struct field pool_alpha_fields[] = { POOL_FIELDS("alpha_sender") };

static const struct record_shape pool_number_shape =
	RECORD("phone number", struct sender, &empty_sender, pool_number_fields);
const struct page_shape page_of_pool_numbers = { .list = "phone_numbers",
						 .record = &pool_number_shape };
const struct page_shape page_of_pool_number = { .record = &pool_number_shape };

static const struct record_shape pool_code_shape =
	RECORD("short code", struct sender, &empty_sender, pool_code_fields);
const struct page_shape page_of_pool_codes = { .list = "short_codes", .record = &pool_code_shape };
const struct page_shape page_of_pool_code = { .record = &pool_code_shape };

static const struct record_shape pool_alpha_shape =
	RECORD("alpha sender", struct sender, &empty_sender, pool_alpha_fields);
const struct page_shape page_of_pool_alphas = { .list = "alpha_senders",
						.record = &pool_alpha_shape };
const struct page_shape page_of_pool_alpha = { .record = &pool_alpha_shape };

static const struct field pool_channel_fields[] = {
	REQUIRED(struct sender, "sid", FIELD_SID, sid),
	FIELD(struct sender, "messaging_service_sid", FIELD_SID, service),
	FIELD(struct sender, "sender", FIELD_TEXT, address),
	FIELD(struct sender, "sender_type", FIELD_TEXT, type),
	FIELD(struct sender, "country_code", FIELD_TEXT, country),
	FIELD(struct sender, "date_created", FIELD_ISO8601, date_created),
	FIELD(struct sender, "date_updated", FIELD_ISO8601, date_updated),
};

static const struct record_shape pool_channel_shape =
	RECORD("channel sender", struct sender, &empty_sender, pool_channel_fields);
const struct page_shape page_of_pool_channels = { .list = "senders",
						  .record = &pool_channel_shape };
const struct page_shape page_of_pool_channel = { .record = &pool_channel_shape };

static const struct field channel_sender_fields[] = {
	REQUIRED(struct sender, "sid", FIELD_SID, sid),
	FIELD(struct sender, "status", FIELD_TEXT, status),
	FIELD(struct sender, "sender_id", FIELD_TEXT, address),
};

static const struct record_shape channel_sender_shape =
	RECORD("channel sender", struct sender, &empty_sender, channel_sender_fields);
const struct page_shape page_of_channel_senders = { .list = "senders",
						    .record = &channel_sender_shape };

/* -- numbers and short codes of the account ------------------------------------------------------ */

static const struct field number_fields[] = {
	REQUIRED(struct number, "sid", FIELD_SID, sid),
	FIELD(struct number, "phone_number", FIELD_TEXT, phone_number),
	FIELD(struct number, "friendly_name", FIELD_TEXT, friendly_name),
	FIELD(struct number, "type", FIELD_TEXT, type),
	FIELD(struct number, "origin", FIELD_TEXT, origin),
	FIELD(struct number, "status", FIELD_TEXT, status),
	FIELD(struct number, "sms_url", FIELD_TEXT, sms_url),
	FIELD(struct number, "sms_method", FIELD_TEXT, sms_method),
	FIELD(struct number, "sms_fallback_url", FIELD_TEXT, sms_fallback_url),
	FIELD(struct number, "sms_fallback_method", FIELD_TEXT, sms_fallback_method),
	FIELD(struct number, "date_created", FIELD_RFC2822, date_created),
	FIELD(struct number, "date_updated", FIELD_RFC2822, date_updated),
	FLAGS(struct number, "capabilities", capabilities),
	FIELD(struct number, "beta", FIELD_BOOL, beta),
	FIELD(struct number, "api_version", FIELD_TEXT, api_version),
	FIELD(struct number, "sms_application_sid", FIELD_TEXT, sms_application_sid),
	FIELD(struct number, "status_callback", FIELD_TEXT, status_callback),
	FIELD(struct number, "status_callback_method", FIELD_TEXT, status_callback_method),
	FIELD(struct number, "voice_receive_mode", FIELD_TEXT, voice_receive_mode),
	FIELD(struct number, "voice_url", FIELD_TEXT, voice_url),
	FIELD(struct number, "voice_method", FIELD_TEXT, voice_method),
	FIELD(struct number, "voice_fallback_url", FIELD_TEXT, voice_fallback_url),
	FIELD(struct number, "voice_fallback_method", FIELD_TEXT, voice_fallback_method),
	FIELD(struct number, "voice_application_sid", FIELD_TEXT, voice_application_sid),
	FIELD(struct number, "trunk_sid", FIELD_TEXT, trunk_sid),
	FIELD(struct number, "address_requirements", FIELD_TEXT, address_requirements),
	FIELD(struct number, "address_sid", FIELD_TEXT, address_sid),
	FIELD(struct number, "identity_sid", FIELD_TEXT, identity_sid),
	FIELD(struct number, "bundle_sid", FIELD_TEXT, bundle_sid),
	FIELD(struct number, "emergency_status", FIELD_TEXT, emergency_status),
	FIELD(struct number, "emergency_address_sid", FIELD_TEXT, emergency_address_sid),
	FIELD(struct number, "emergency_address_status", FIELD_TEXT, emergency_address_status),
	FIELD(struct number, "voice_caller_id_lookup", FIELD_BOOL, voice_caller_id_lookup),
};

static const struct number empty_number = {
	.date_created = DATE_NONE,
	.date_updated = DATE_NONE,
};

static const struct record_shape number_shape =
	RECORD("phone number", struct number, &empty_number, number_fields);
const struct page_shape page_of_numbers = { .list = "incoming_phone_numbers",
					    .record = &number_shape };

static const struct field short_code_fields[] = {
	REQUIRED(struct short_code, "sid", FIELD_SID, sid),
	FIELD(struct short_code, "short_code", FIELD_TEXT, short_code),
	FIELD(struct short_code, "friendly_name", FIELD_TEXT, friendly_name),
	FIELD(struct short_code, "api_version", FIELD_TEXT, api_version),
	FIELD(struct short_code, "sms_url", FIELD_TEXT, sms_url),
	FIELD(struct short_code, "sms_method", FIELD_TEXT, sms_method),
	FIELD(struct short_code, "sms_fallback_url", FIELD_TEXT, sms_fallback_url),
	FIELD(struct short_code, "sms_fallback_method", FIELD_TEXT, sms_fallback_method),
	FIELD(struct short_code, "date_created", FIELD_RFC2822, date_created),
	FIELD(struct short_code, "date_updated", FIELD_RFC2822, date_updated),
};

static const struct short_code empty_short_code = {
	.date_created = DATE_NONE,
	.date_updated = DATE_NONE,
};

static const struct record_shape short_code_shape =
	RECORD("short code", struct short_code, &empty_short_code, short_code_fields);
const struct page_shape page_of_short_codes = { .list = "short_codes",
						.record = &short_code_shape };
const struct page_shape page_of_short_code = { .record = &short_code_shape };

/* -- what belongs to a message ------------------------------------------------------------------- */

static const struct field medium_fields[] = {
	REQUIRED(struct medium, "sid", FIELD_SID, sid),
	FIELD(struct medium, "parent_sid", FIELD_SID, message),
	FIELD(struct medium, "content_type", FIELD_TEXT, content_type),
	FIELD(struct medium, "date_created", FIELD_RFC2822, date_created),
	FIELD(struct medium, "date_updated", FIELD_RFC2822, date_updated),
};

static const struct medium empty_medium = {
	.date_created = DATE_NONE,
	.date_updated = DATE_NONE,
};

static const struct record_shape medium_shape =
	RECORD("media file", struct medium, &empty_medium, medium_fields);
const struct page_shape page_of_media = { .list = "media_list", .record = &medium_shape };
const struct page_shape page_of_medium = { .record = &medium_shape };

static const struct field feedback_fields[] = {
	REQUIRED(struct feedback, "message_sid", FIELD_SID, message),
};

static const struct feedback empty_feedback;

static const struct record_shape feedback_shape =
	RECORD("feedback", struct feedback, &empty_feedback, feedback_fields);
const struct page_shape page_of_feedback = { .record = &feedback_shape };

/* -- prices -------------------------------------------------------------------------------------- */

static const struct field country_fields[] = {
	FIELD(struct country, "country", FIELD_TEXT, name),
	REQUIRED(struct country, "iso_country", FIELD_TEXT, iso),
};

static const struct country empty_country;

static const struct record_shape country_shape =
	RECORD("country", struct country, &empty_country, country_fields);
const struct page_shape page_of_countries = { .list = "countries", .record = &country_shape };

const struct page_shape page_of_prices = { .read = prices_read };
