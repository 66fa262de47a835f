/*
 * number.h - a phone number of the account, and a short code of the account.
 *
 * Which service has it is not said by either: that is known from the services' pools. Texts belong
 * to whoever decoded the record. Sources: schemas api.v2010.account.incoming_phone_number and
 * api.v2010.account.short_code; https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
#ifndef MSGDECK_MODEL_NUMBER_H
#define MSGDECK_MODEL_NUMBER_H

#include "model/message.h"

struct number {
	struct sid sid; /* PN */
	struct text phone_number;
	struct text friendly_name;
	struct text type;   /* local, mobile, toll-free, … */
	struct text origin; /* twilio, hosted */
	struct text status; /* in-use */
	struct text sms_url, sms_method, sms_fallback_url, sms_fallback_method;
	/* What messages have no part in, and what is only passed on. */
	struct text api_version, sms_application_sid, status_callback, status_callback_method;
	struct text voice_receive_mode, voice_url, voice_method, voice_fallback_url;
	struct text voice_fallback_method, voice_application_sid, trunk_sid;
	struct text address_requirements, address_sid, identity_sid, bundle_sid;
	struct text emergency_status, emergency_address_sid, emergency_address_status;
	int64_t date_created, date_updated;
	uint8_t capabilities; /* enum capability */
	bool beta;
	bool voice_caller_id_lookup;
};

struct short_code {
	struct sid sid; /* SC */
	struct text short_code;
	struct text friendly_name;
	struct text api_version;
	struct text sms_url, sms_method, sms_fallback_url, sms_fallback_method;
	int64_t date_created, date_updated;
};

#endif
