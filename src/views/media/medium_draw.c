#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/medium_type.h"
#include "model/when.h"
#include "ui/keytext.h"
#include "ui/shell.h"
#include "ui/term.h"
#include "ui/wrap.h"
#include "views/list/cells.h"
#include "views/media/media_index.h"
#include "views/media/media_list.h"
#include "views/media/medium_view.h"

#define LABEL_CELLS 10

static void describe_type(const struct medium_view *view, const struct medium *medium,
			  struct strbuf *out)
{
	const struct medium_type *type = medium_type(medium->content_type);
	const struct media_entry *entry =
		media_index_get(view->session->media, medium_view_row(view));

	if (type->type[0] || !medium->content_type.length)
		strbuf_addstr(out, type->title);
	else
		cell_text(medium->content_type, out);
	if (picture_is_there(&view->picture))
		strbuf_addf(out, ", %u×%u pixels", view->origin.width, view->origin.height);
	if (entry->size) {
		strbuf_addstr(out, ", ");
		cell_size(entry->size, out);
	}
	if (entry->count > 1)
		strbuf_addf(out, "   %u of %u", entry->which + 1u, entry->count);
}

static void draw_fact(struct pane *pane, const char *label, unsigned style,
		      const struct strbuf *text)
{
	struct pane line = pane_cut(pane, 1);

	if (!line.height)
		return;
	draw_clear(&line, STYLE_TEXT);
	draw_text(&line, 1, 0, LABEL_CELLS - 1, STYLE_DIM, label);
	draw_clean(&line, LABEL_CELLS, 0, line.width - LABEL_CELLS, style, text->data,
		   text->length);
}

static void draw_time(int64_t when, const char *label, struct pane *pane)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char words[WHEN_SIZE];

	if (when == DATE_NONE)
		return;
	when_full(when, WHEN_LOCAL, words);
	strbuf_addstr(&text, words);
	when_distance(when, clock_now(), words);
	strbuf_addf(&text, " (%s)", words);
	draw_fact(pane, label, STYLE_TEXT, &text);
	strbuf_release(&text);
}

static void draw_message(const struct medium_view *view, struct pane *pane)
{
	uint32_t row = store_find(view->session->store, &view->message);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct message message;
	bool inbound;

	if (row == STORE_NO_ROW)
		return;
	store_get(view->session->store, row, &message);
	inbound = message.direction == DIRECTION_INBOUND;
	cell_contact(message.from, &text);
	strbuf_addstr(&text, " → ");
	cell_contact(message.to, &text);
	draw_fact(pane, "between", inbound ? STYLE_INBOUND : STYLE_OUTBOUND, &text);
	draw_time(store_time(view->session->store, row), inbound ? "received" : "sent", pane);
	message.num_media = 0;
	strbuf_reset(&text);
	cell_body(view->session, &message, &text);
	draw_fact(pane, "text", message.body.length ? STYLE_TEXT : STYLE_DIM, &text);
	strbuf_release(&text);
}

static void draw_facts(const struct medium_view *view, const struct medium *medium,
		       struct pane *pane)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	describe_type(view, medium, &text);
	draw_fact(pane, "what", STYLE_STRONG, &text);
	draw_message(view, pane);
	strbuf_reset(&text);
	sid_write(&medium->sid, &text);
	draw_fact(pane, "SID", STYLE_DIM, &text);
	struct pane rule = pane_cut(pane, 1);
	if (rule.height)
		draw_rule(&rule, 0, STYLE_BORDER, NULL);
	strbuf_release(&text);
}

/* What stands where the picture will be. */
static const char *note_of(const struct medium_view *view, const struct medium *medium,
			   enum style_role *role)
{
	*role = STYLE_DIM;
	if (view->error.kind != ERROR_NONE) {
		*role = STYLE_BAD;
		return error_text(&view->error);
	}
	*role = STYLE_WAITING;
	if (view->content == CONTENT_ASKED)
		return "Fetching the file…";
	if (view->preview || view->timer || view->shown)
		return "Decoding the picture…";
	*role = STYLE_DIM;
	if (view->session->options.hide_bodies)
		return "Hidden (hide_bodies)";
	if (!medium_type(medium->content_type)->shown)
		return "JPEG, PNG and GIF can be shown here.\n"
		       "{medium save} saves the file, {medium view} opens it with the viewer.";
	return "{medium show} fetches the picture and shows it here.";
}

static void draw_note(const struct medium_view *view, const struct pane *pane, enum style_role role,
		      const char *text)
{
	struct strbuf note = STRBUF_INIT(STRBUF_TEXT);
	int row = pane->height / 3;
	struct wrap_line line;
	struct wrap wrap;

	if (role == STYLE_BAD)
		strbuf_addf(&note, "✗ %s", text);
	else
		keytext_expand(shell_keymap(view->base.shell), text, &note);
	wrap_start(&wrap, note.data, note.length, pane->width > 2 ? (size_t)pane->width - 2 : 1);
	for (; row < pane->height && wrap_next(&wrap, &line); row++)
		draw_field(pane, 1, row, pane->width - 2, role, DRAW_CENTER, line.text, line.length,
			   NULL);
	strbuf_release(&note);
}

static void draw_picture_pane(struct medium_view *view, const struct medium *medium,
			      const struct pane *pane)
{
	enum style_role role;

	draw_clear(pane, STYLE_TEXT);
	if (picture_is_there(&view->picture) && view->shown) {
		picture_draw(pane, (pane->width - (int)view->picture.width) / 2,
			     (pane->height - (int)picture_rows(&view->picture)) / 2, &view->picture,
			     term_depth());
	} else {
		const char *note = note_of(view, medium, &role);
		draw_note(view, pane, role, note);
	}
	medium_content_fit(view, pane);
}

/* It is not known yet, or not any more. */
static void draw_absent(const struct medium_view *view, const struct pane *pane)
{
	const struct media_index *index = view->session->media;
	uint32_t row = medium_view_row(view);

	draw_clear(pane, STYLE_TEXT);
	if (row == MEDIA_INDEX_NONE)
		draw_note(view, pane, STYLE_DIM, "The medium is not there any more.");
	else if (media_index_get(index, row)->state == MEDIA_READ)
		draw_note(view, pane, STYLE_DIM, "The message has no media any more.");
	else if (media_index_get(index, row)->state == MEDIA_FAILED)
		draw_note(view, pane, STYLE_BAD, error_text(media_index_error(index)));
	else
		draw_note(view, pane, STYLE_WAITING, "Asking what media the message has…");
}

void medium_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct medium_view *view = (struct medium_view *)base;
	struct pane rest = *pane;
	struct medium medium;

	if (!(levels & LOOP_PRIMARY))
		return;
	draw_cursor(pane, 0, 0, false);
	if (!medium_view_get(view, &medium)) {
		draw_absent(view, pane);
		return;
	}
	if (!view->full || !picture_is_there(&view->picture))
		draw_facts(view, &medium, &rest);
	draw_picture_pane(view, &medium, &rest);
}
