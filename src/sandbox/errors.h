/*
 * errors.h - Twilio's error codes that the sandbox uses: for answers, and for messages that fail.
 * Source: https://www.twilio.com/docs/api/errors
 */
#ifndef MSGDECK_SANDBOX_ERRORS_H
#define MSGDECK_SANDBOX_ERRORS_H

struct error_info {
	int code;
	int status; /* HTTP; 0 for errors that only messages have */
	const char *message;
};

/* Never NULL: 20500 for unknown codes. */
const struct error_info *error_info(int code);

#endif
