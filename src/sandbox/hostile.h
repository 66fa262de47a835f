/*
 * hostile.h - answers whose texts are somebody's who means harm: --hostile.
 *
 * A file has one string of JSON in each line, quotes included, which is sent as it stands, be it right
 * or not. They take the place of the string members of JSON answers: names, addresses, texts, words and
 * errors always or every other time, dates and amounts now and then. SIDs and links stay, without which
 * nothing more could be asked for. The same answer always has the same texts.
 */
#ifndef MSGDECK_SANDBOX_HOSTILE_H
#define MSGDECK_SANDBOX_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"

/* A line of the file. */
struct hostile_text {
	size_t at, length;
};

struct hostile {
	struct strbuf file;
	struct VEC(struct hostile_text) texts;
};

#define HOSTILE_FILE_MAX ((size_t)64 << 20)

#define HOSTILE_INIT                                   \
	{                                              \
		.file = STRBUF_INIT(HOSTILE_FILE_MAX), \
	}

/* False where the file cannot be read, is too large, or has no text. */
bool hostile_load(struct hostile *hostile, const char *path, struct error *err);
void hostile_release(struct hostile *hostile);
/* Replaces the members of the JSON. */
void hostile_rewrite(const struct hostile *hostile, struct strbuf *json);

#endif
