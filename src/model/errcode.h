/*
 * errcode.h - what Twilio's error codes mean.
 *
 * The table is errcode.def: numbers and short titles are Twilio's, hints are our own. Codes are
 * many and move, so an answer's own message comes first where there is one; nothing may depend on a
 * code being here.
 */
#ifndef MSGDECK_MODEL_ERRCODE_H
#define MSGDECK_MODEL_ERRCODE_H

#include <stddef.h>
#include <stdint.h>

struct errcode {
	int32_t code;
	const char *title;
	const char *hint; /* of this code alone; NULL: see errcode_hint() */
};

/* NULL when the code is not known. */
const struct errcode *errcode_find(int32_t code);
/* "Unreachable destination handset"; NULL when the code is not known. */
const char *errcode_title(int32_t code);
/* What it means for an operator and what to do, one line without a full stop: the code's own hint,
 * else that of its family, which may cover codes that are not in the table; NULL for neither. */
const char *errcode_hint(int32_t code);
/* All codes by rising number. */
const struct errcode *errcode_all(size_t *count);

#define ERRCODE_URL_SIZE 64
/* "https://www.twilio.com/docs/errors/30003". */
void errcode_url(int32_t code, char url[static ERRCODE_URL_SIZE]);

#endif
