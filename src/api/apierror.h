/*
 * apierror.h - what the API says when it says no, as a struct error.
 *
 * Three documented shapes of body are read: {code, message, more_info, status}, RFC 9457 ({title,
 * detail, status} and perhaps code), and "V1" ({code, message, httpStatusCode, userError}).
 * Anything else, such as a gateway's HTML page, is shown as the status and the first bytes, cleaned.
 *
 * Source: https://www.twilio.com/docs/usage/twilios-response and the official clients' decoders.
 */
#ifndef MSGDECK_API_APIERROR_H
#define MSGDECK_API_APIERROR_H

#include "api/answer.h"
#include "base/error.h"

/* Fills err from an answer that is no success: ERROR_AUTH for 401 and 403, else ERROR_API. Returns
 * false. */
bool apierror_set(struct error *err, const struct answer *answer);

#endif
