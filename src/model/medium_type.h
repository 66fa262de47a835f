/*
 * medium_type.h - what a content type is called, and what a file of it is named.
 *
 * Content types come from whoever sent the file, so they are only looked up here, never used: a type
 * that is not in the table is "other", and its file ends in .bin. Pure; any thread.
 *
 * Source: https://www.twilio.com/docs/messaging/guides/accepted-mime-types
 */
#ifndef MSGDECK_MODEL_MEDIUM_TYPE_H
#define MSGDECK_MODEL_MEDIUM_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/medium.h"

enum medium_class {
	MEDIUM_PICTURE,
	MEDIUM_VIDEO,
	MEDIUM_AUDIO,
	MEDIUM_CONTACT,
	MEDIUM_DOCUMENT,
	MEDIUM_OTHER,
};

struct medium_type {
	const char *type;      /* "image/jpeg", lower case */
	const char *title;     /* "JPEG picture" */
	const char *extension; /* "jpg" */
	enum medium_class class;
	bool shown; /* msgdeck-preview decodes it */
};

/* The row for a content type as it came: parameters and case do not count. Never NULL: for what is not
 * in the table a row with the title "other". */
const struct medium_type *medium_type(struct text content_type);
/* The i-th row, NULL behind the last. */
const struct medium_type *medium_type_at(size_t index);
/* "2026-11-23-ME12ab34cd56ef.jpg": a name for its file, from nothing that its sender chose. */
#define MEDIUM_NAME_SIZE 64
void medium_file_name(const struct medium *medium, char name[static MEDIUM_NAME_SIZE]);

#endif
