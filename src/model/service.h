/*
 * service.h - a messaging service: what sends in the account's name, with its settings.
 *
 * Texts belong to whoever decoded the record. Source: schema messaging.v1.service;
 * https://www.twilio.com/docs/messaging/api/service-resource
 */
#ifndef MSGDECK_MODEL_SERVICE_H
#define MSGDECK_MODEL_SERVICE_H

#include "model/message.h"

struct service {
	struct sid sid; /* MG */
	struct text friendly_name;
	int64_t date_created, date_updated; /* DATE_NONE: null */
	struct text inbound_request_url;    /* null: inbound messages are lost, see below */
	struct text inbound_method;
	struct text fallback_url;
	struct text fallback_method;
	struct text status_callback;
	struct text scan_message_content; /* inherit, enable, disable */
	struct text usecase;
	int32_t validity_period; /* seconds */
	bool sticky_sender;
	bool mms_converter;
	bool smart_encoding;
	bool fallback_to_long_code; /* obsolete */
	bool area_code_geomatch;
	bool synchronous_validation;        /* reserved */
	bool use_inbound_webhook_on_number; /* then inbound_request_url does not matter */
	bool us_app_to_person_registered;   /* deleting it ends the US campaign */
};

#endif
