/*
 * script.h - phrasebooks in the form that messages are computed from.
 */
#ifndef MSGDECK_SANDBOX_SCRIPT_H
#define MSGDECK_SANDBOX_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "sandbox/people.h"
#include "sandbox/phrasebook.h"

#define SCRIPT_LINES_MAX 15
#define LINE_MEDIA_MAX 3

enum speaker { SPEAKER_ACCOUNT = '>', SPEAKER_CONTACT = '<', SPEAKER_AUTO = '+' };

enum media_kind {
	MEDIA_JPEG,
	MEDIA_PNG,
	MEDIA_GIF,
	MEDIA_MP4,
	MEDIA_OGG,
	MEDIA_PDF,
	MEDIA_VCARD,
	MEDIA_KIND_COUNT
};

extern const char *const media_types[MEDIA_KIND_COUNT];

struct line {
	const char *text; /* into the phrasebook; not NUL-terminated */
	uint32_t length;
	uint32_t wait; /* seconds after the line before; 0 where the speaker decides */
	uint8_t speaker;
	bool answered; /* the contact speaks next */
	uint8_t media_count;
	uint8_t media[LINE_MEDIA_MAX];
};

struct script {
	struct line lines[SCRIPT_LINES_MAX];
	uint32_t count;
};

struct script_list {
	struct script *items;
	uint32_t count;
};

/* All scripts of all languages. Read-only once made. */
struct catalogue {
	struct script_list lists[LANG_COUNT][EPISODE_KIND_COUNT];
};

void catalogue_init(struct catalogue *catalogue);
void catalogue_release(struct catalogue *catalogue);
/* The n-th script (any n), in the language or else in English. */
const struct script *catalogue_script(const struct catalogue *catalogue, enum language language,
				      enum episode_kind kind, uint32_t n);
/* Appends the line with its placeholders filled: those that stay the same through an episode from
 * `episode`, the code from `message`. */
void line_render(struct strbuf *out, const struct line *line, enum language language,
		 uint64_t contact, uint64_t episode, uint64_t message);

#endif
