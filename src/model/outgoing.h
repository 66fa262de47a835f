/*
 * outgoing.h - a message before it is sent: the parameters of CreateMessage, what is wrong with them
 * in words, and the form that goes out.
 *
 * Names, kinds and choices are those of the OpenAPI document (twilio_api_v2010, CreateMessage); the
 * limits are those of errors 21602, 21603, 21617, 21619, 21620, 21623, 21624, 35111 to 35118. What the
 * documents leave open is left to the service. MaxPrice (obsolete) and ForceDelivery (reserved) are
 * not here. Pure; any thread.
 */
#ifndef MSGDECK_MODEL_OUTGOING_H
#define MSGDECK_MODEL_OUTGOING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum outgoing_parameter {
	OUT_TO,
	OUT_FROM,
	OUT_SERVICE,
	OUT_BODY,
	OUT_MEDIA,
	OUT_SEND_AT,
	OUT_SHORTEN_URLS,
	OUT_STATUS_CALLBACK,
	OUT_VALIDITY,
	OUT_FEEDBACK,
	OUT_SMART_ENCODED,
	OUT_AS_MMS,
	OUT_CONTENT,
	OUT_VARIABLES,
	OUT_CONTENT_RETENTION,
	OUT_ADDRESS_RETENTION,
	OUT_RISK_CHECK,
	OUT_FALLBACK_FROM,
	OUT_APPLICATION,
	OUT_PERSISTENT_ACTION,
	OUT_TRAFFIC_TYPE,
	OUT_ATTEMPT,
	OUTGOING_PARAMETERS
};

#define OUTGOING_BODY_MAX 1600 /* characters */
#define OUTGOING_MEDIA_MAX 10
#define OUTGOING_VALIDITY_MAX 36000 /* seconds */

/* "" or NULL where nothing is said; lists have a value a line. To holds any number of recipients
 * (model/recipients.h), SendAt a time in ISO 8601 or words (model/schedule.h), in local time. */
struct outgoing {
	const char *values[OUTGOING_PARAMETERS];
};

/* "Body". */
const char *outgoing_name(enum outgoing_parameter parameter);
/* Whether a value is good by itself; "" always is. */
bool outgoing_check_value(enum outgoing_parameter parameter, const char *value, int64_t now,
			  struct error *err);
/* Whether a message can be made of it all: each value, and what they want of each other. On failure
 * *at is where to mend it. */
bool outgoing_check(const struct outgoing *outgoing, int64_t now, enum outgoing_parameter *at,
		    struct error *err);
/* When it is to be sent: DATE_NONE for at once, or where the time is not understood. */
int64_t outgoing_time(const struct outgoing *outgoing, int64_t now);
/* The form for one recipient: name, value, …, NULL. What is not said is not in it. The caller frees
 * with outgoing_form_free(). What outgoing_check() refuses gives a form that makes no sense. */
char **outgoing_form(const struct outgoing *outgoing, const char *to, int64_t now);
/* NULL for NULL. */
char **outgoing_form_copy(const char *const *form);
/* Wipes. */
void outgoing_form_free(char **form);

#endif
