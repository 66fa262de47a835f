/*
 * compose_summary.c - what stands below the form of the compose screen.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/gsm.h"
#include "views/compose/compose.h"

#define LABEL_CELLS 9
/* Characters that are named before the rest is only counted. */
#define FOREIGN_MAX 12

void compose_add_size(const struct segments *size, struct strbuf *out)
{
	strbuf_addf(out, "%zu character%s · %s", size->characters, size->characters == 1 ? "" : "s",
		    segments_encoding_name(size->encoding));
	if (size->segments)
		strbuf_addf(out, " · %zu segment%s, %zu left", size->segments,
			    size->segments == 1 ? "" : "s", size->left);
}

/* -- the characters that cost ------------------------------------------------------------------ */

struct foreign {
	const char *bytes;
	size_t length;
	uint32_t codepoint;
	size_t first, count; /* which character of the text, from 1 */
};

/* Which characters make the text UCS-2, each once; returns how many there are, of which at most `max`
 * are in the array. */
static size_t find_foreign(const char *body, struct foreign *found, size_t max)
{
	struct text text = { body, strlen(body) };
	size_t offset = 0, position = 0, counted = 0, length, count = 0;
	uint32_t codepoint;

	for (; segments_next_foreign(text, &offset, &length, &codepoint); offset += length) {
		size_t i = 0;

		for (; counted <= offset; position++) {
			uint32_t skipped;
			counted += text_decode(body + counted, text.length - counted, &skipped);
		}
		while (i < count && i < max && found[i].codepoint != codepoint)
			i++;
		if (i < count && i < max) {
			found[i].count++;
			continue;
		}
		if (count < max)
			found[count] =
				(struct foreign){ body + offset, length, codepoint, position, 1 };
		count++;
	}
	return count;
}

/* Draws and goes on. */
static int put(const struct pane *pane, int column, int row, unsigned style, const char *text)
{
	return column + draw_text(pane, column, row, pane->width - column, style, text);
}

/* "“ at 6 (2 of them) → "", … */
static int draw_one(const struct pane *pane, int column, int row, const struct foreign *foreign)
{
	const char *instead = gsm_look_alike(foreign->codepoint);
	struct strbuf shown = STRBUF_INIT(STRBUF_LINE);
	char text[64];

	text_clean(&shown, foreign->bytes, foreign->length, TEXT_ONE_LINE);
	column += draw_clean(pane, column, row, pane->width - column, STYLE_WARNING, shown.data,
			     shown.length);
	strbuf_release(&shown);
	snprintf(text, sizeof(text), foreign->count > 1 ? " at %zu (%zu times)" : " at %zu",
		 foreign->first, foreign->count);
	column = put(pane, column, row, STYLE_DIM, text);
	if (!instead)
		return column;
	column = put(pane, column, row, STYLE_DIM, " → ");
	if (!*instead || *instead == ' ' || *instead == '\n')
		return put(pane, column, row, STYLE_DIM,
			   !*instead         ? "nothing"
			   : *instead == ' ' ? "blank"
					     : "new line");
	return put(pane, column, row, STYLE_GOOD, instead);
}

static void draw_foreign_list(const struct pane *pane, int row, const char *body)
{
	struct foreign found[FOREIGN_MAX];
	size_t count = find_foreign(body, found, FOREIGN_MAX);
	size_t shown = count < FOREIGN_MAX ? count : FOREIGN_MAX;
	int column = LABEL_CELLS + 1;

	for (size_t i = 0; i < shown; i++) {
		/* A place is kept for how many more there are. */
		if (column > pane->width - 28)
			break;
		if (i)
			column = put(pane, column, row, STYLE_DIM, ", ");
		column = draw_one(pane, column, row, &found[i]);
		count--;
	}
	if (count)
		draw_format(pane, column, row, pane->width - column, STYLE_DIM, ", %zu more",
			    count);
}

/* What the replacement would bring: "~ replaces 3: GSM-7 · 1 segment". */
static void draw_remedy(const struct compose *compose, const struct pane *pane, int row)
{
	const char *body = compose_value(compose, OUT_BODY);
	struct strbuf plain = STRBUF_INIT(STRBUF_TEXT);
	size_t replaced = gsm_replace(&plain, (struct text){ body, strlen(body) });
	struct segments after;

	segments_count((struct text){ plain.data, plain.length }, &after);
	if (!replaced)
		draw_text(pane, LABEL_CELLS + 1, row, pane->width - LABEL_CELLS - 1, STYLE_DIM,
			  "GSM-7 has nothing like them: the text stays UCS-2");
	else if (after.encoding == SEGMENTS_UCS2)
		draw_format(pane, LABEL_CELLS + 1, row, pane->width - LABEL_CELLS - 1, STYLE_DIM,
			    "~ replaces %zu, but %zu stay%s, so it remains UCS-2", replaced,
			    after.foreign, after.foreign == 1 ? "s" : "");
	else
		draw_format(pane, LABEL_CELLS + 1, row, pane->width - LABEL_CELLS - 1, STYLE_ACCENT,
			    "~ replaces %zu: GSM-7, %s%zu segment%s, %zu left", replaced,
			    after.segments == compose->size.segments ? "still " : "",
			    after.segments, after.segments == 1 ? "" : "s", after.left);
	strbuf_wipe(&plain);
}

/* -- the whole --------------------------------------------------------------------------------- */

static void draw_label(const struct pane *pane, int row, const char *label)
{
	draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	draw_text(pane, 1, row, LABEL_CELLS, STYLE_DIM, label);
}

/* What is in the way of sending, or that nothing is. */
static void add_ready(const struct compose *compose, struct strbuf *out, enum style_role *role)
{
	struct outgoing outgoing;
	enum outgoing_parameter at;
	struct error err = ERROR_INIT;

	compose_outgoing(compose, &outgoing);
	if (outgoing_check(&outgoing, clock_now(), &at, &err)) {
		strbuf_addstr(out, "✓ ready: a review comes before it is sent");
		*role = STYLE_GOOD;
	} else {
		text_clean(out, error_text(&err), strlen(error_text(&err)), TEXT_ONE_LINE);
		*role = STYLE_WAITING;
	}
	error_release(&err);
}

static void draw_price(const struct compose *compose, const struct pane *pane, int row)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	enum style_role role = STYLE_TEXT;

	compose_price(compose, &text, &role);
	draw_clean(pane, LABEL_CELLS + 1, row, pane->width - LABEL_CELLS - 1, role, text.data,
		   text.length);
	strbuf_release(&text);
}

static void draw_state(const struct compose *compose, const struct compose_state *state,
		       const struct pane *pane, int row)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	enum style_role role = state->role;

	if (state->words)
		strbuf_addstr(&text, state->words);
	else
		add_ready(compose, &text, &role);
	draw_clean(pane, LABEL_CELLS + 1, row, pane->width - LABEL_CELLS - 1, role, text.data,
		   text.length);
	strbuf_release(&text);
}

void compose_draw_summary(const struct compose *compose, const struct compose_state *state,
			  const struct pane *pane)
{
	const char *body = compose_value(compose, OUT_BODY);
	struct strbuf size = STRBUF_INIT(STRBUF_LINE);

	compose_add_size(&compose->size, &size);
	draw_rule(pane, 0, STYLE_BORDER, *body ? size.data : NULL);
	strbuf_release(&size);
	draw_label(pane, 1, "price");
	draw_price(compose, pane, 1);
	draw_label(pane, 2, compose->size.foreign ? "UCS-2 by" : "");
	draw_label(pane, 3, "");
	if (compose->size.foreign) {
		draw_foreign_list(pane, 2, body);
		draw_remedy(compose, pane, 3);
	}
	draw_label(pane, 4, "send");
	draw_state(compose, state, pane, 4);
}
