/*
 * medium.h - one file that came or went with a message. Its size is not known before its content.
 *
 * Texts belong to whoever decoded the record. Source: schema api.v2010.account.message.media;
 * https://www.twilio.com/docs/messaging/api/media-resource
 */
#ifndef MSGDECK_MODEL_MEDIUM_H
#define MSGDECK_MODEL_MEDIUM_H

#include "model/message.h"

struct medium {
	struct sid sid;           /* ME */
	struct sid message;       /* parent_sid: SM or MM */
	struct text content_type; /* as its sender said: never to be trusted */
	int64_t date_created, date_updated;
};

#endif
