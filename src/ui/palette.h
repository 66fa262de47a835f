/*
 * palette.h - one line to type into, and the best of very many things below it to go to.
 *
 * The things come from a source by number; what is typed ranks them (ui/fuzzy.h), in slices, so that a
 * million do not hold up the keyboard. What is shown is copied: the source may change meanwhile.
 * Thread: UI.
 */
#ifndef MSGDECK_UI_PALETTE_H
#define MSGDECK_UI_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "ui/mouse.h"
#include "ui/surface.h"

#define PALETTE_KEPT 200 /* of the best, that can be walked through */

/* One thing. Its texts are appended, cleaned. */
struct palette_item {
	struct strbuf text;   /* what is shown first */
	struct strbuf also;   /* what it is found by, too: an address as the API writes it */
	struct strbuf detail; /* what is shown beside it, and not searched */
	struct strbuf line;   /* the command line that goes there: names the thing */
	const char *kind;     /* "contact" */
	int bonus;            /* on top of how well it fits: used lately, of a kind with few */
};

struct palette_source {
	/* How many there are; may be more with the next call. `typed` is not folded. */
	size_t (*count)(void *context, const char *typed);
	/* False: nothing is there (any more). */
	bool (*item)(void *context, size_t index, struct palette_item *item);
	/* Something was chosen; the palette is closed already. The texts are valid during the call. */
	void (*chosen)(void *context, const struct palette_item *item);
	void *context;
	const char *title; /* "Go to" */
};

struct palette;

enum palette_answer { PALETTE_OPEN, PALETTE_CHOSEN, PALETTE_CANCELLED };

struct palette *palette_new(const struct palette_source *source, const char *typed);
void palette_free(struct palette *palette);
/* Ranks again what the source has now; the cursor stays on what it was put on. */
void palette_again(struct palette *palette);
enum palette_answer palette_key(struct palette *palette, uint32_t key);
void palette_paste(struct palette *palette, const char *bytes, size_t length);
/* Enter was pressed while things were still ranked, and now they are: the choice is what is meant. */
bool palette_entered(const struct palette *palette);
/* What Enter goes to, NULL when nothing fits. */
const struct palette_item *palette_choice(const struct palette *palette);
/* Ranks until soon after the deadline (clock_mono_ns); returns whether there is more. Sets *changed. */
bool palette_work(struct palette *palette, int64_t deadline_ns, bool *changed);
/* A click chooses, the wheel moves. */
enum palette_answer palette_mouse(struct palette *palette, const struct mouse *mouse);
/* The line in a pane of one row, the rows at the bottom of the pane above: as many as fit well. */
void palette_draw(struct palette *palette, const struct pane *above, const struct pane *line);

#endif
