/*
 * deactivated.h - the numbers that United States carriers deactivated on a day, as a file.
 *
 * A day has so many lines of one length each, so that any part of the file is computed alone: it is
 * never held, however long. Most numbers are in area codes N9X, which are kept for the expansion of
 * the numbering plan and belong to nobody; within a day no number comes twice. A few are contacts
 * of the account that are in the United States: three in the day before the account's begin, none
 * to three in other days.
 */
#ifndef MSGDECK_SANDBOX_DEACTIVATED_H
#define MSGDECK_SANDBOX_DEACTIVATED_H

#include <stddef.h>
#include <stdint.h>

#include "sandbox/account.h"

#define DEACTIVATED_MAX 100000000
#define DEACTIVATED_CONTACTS_MAX 3

/* How a line looks: the assumption deactivations. */
enum deactivated_form {
	DEACTIVATED_PLAIN, /* 12025550123 */
	DEACTIVATED_PLUS,  /* +12025550123 */
	DEACTIVATED_CRLF,  /* with CR in front of LF */
	DEACTIVATED_BLANK, /* with an empty line behind */
};

struct deactivated {
	uint64_t seed; /* of the day */
	uint32_t count;
	enum deactivated_form form;
	uint32_t contact_count;
	char contacts[DEACTIVATED_CONTACTS_MAX][ADDRESS_SIZE];
};

/* `day` counts from 1970. */
void deactivated_init(struct deactivated *deactivated, const struct account *account, int64_t day,
		      uint32_t count);
/* In bytes. */
uint64_t deactivated_size(const struct deactivated *deactivated);
/* Writes the bytes of the file at `at`: as many as there is room for, until its end. */
size_t deactivated_read(const struct deactivated *deactivated, uint64_t at, char *to, size_t room);

#endif
