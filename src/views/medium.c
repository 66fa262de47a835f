/*
 * medium.c - one medium: what it is, whose, its picture, and its file.
 *
 * The content is fetched when it is asked for, once, and kept as long as the screen is open: to be
 * shown, saved and handed to a viewer.
 */
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/medium_type.h"
#include "ui/term.h"
#include "views/act.h"
#include "views/cells.h"
#include "views/media_list.h"
#include "views/medium_file.h"
#include "views/preview.h"
#include "views/session.h"
#include "views/views.h"
#include "views/writer.h"

#define CONTENT_MAX ((size_t)16 << 20) /* Twilio takes 5 MB */
#define TITLE_MAX 512
#define LABEL_CELLS 10

enum content { CONTENT_NONE, CONTENT_ASKED, CONTENT_HERE, CONTENT_FAILED };

/* What to do once the content is here. */
enum intent { INTENT_NONE, INTENT_SHOW, INTENT_SAVE, INTENT_VIEW };

struct medium_view {
	struct view base;
	struct session *session;
	struct sid message;
	uint64_t key; /* of the entry; 0: the message's first, once it is known */

	enum content content;
	uint64_t job;
	char *bytes;
	size_t length;
	struct error error; /* why the content is not here, or cannot be shown */
	enum intent intent;
	char *path; /* INTENT_SAVE */

	bool shown; /* a picture is wanted */
	bool full;  /* and nothing else is */
	struct preview *preview;
	struct picture picture;
	struct picture_origin origin;
	unsigned box_width, box_height;   /* pixels that there is room for */
	unsigned made_width, made_height; /* those that the picture was made for */
	unsigned timer;
};

/* -- which one --------------------------------------------------------------------------------- */

static uint32_t row_of(const struct medium_view *view)
{
	const struct media_index *index = view->session->media;

	return view->key ? media_index_row(index, view->key)
			 : media_index_first(index, &view->message);
}

static bool get_medium(const struct medium_view *view, struct medium *medium)
{
	uint32_t row = row_of(view);

	return row != MEDIA_INDEX_NONE && media_index_medium(view->session->media, row, medium);
}

static void forget_content(struct medium_view *view)
{
	if (view->job)
		session_ask_no_more(view->session, view->job);
	preview_cancel(view->preview);
	picture_release(&view->picture);
	if (view->bytes)
		mem_wipe(view->bytes, view->length);
	free(view->bytes);
	free(view->path);
	error_release(&view->error);
	view->job = 0;
	view->preview = NULL;
	view->bytes = view->path = NULL;
	view->length = 0;
	view->content = CONTENT_NONE;
	view->intent = INTENT_NONE;
	view->shown = false;
	view->made_width = view->made_height = 0;
}

/* The message's list, when it is not there: then which media it has is not known. */
static void want_list(struct medium_view *view)
{
	uint32_t first = media_index_first(view->session->media, &view->message);

	if (first != MEDIA_INDEX_NONE)
		media_index_want(view->session->media, first, PRIORITY_NOW);
}

static bool is_hidden(const struct medium_view *view, struct error *err)
{
	if (!view->session->options.hide_bodies)
		return false;
	error_set(err, ERROR_REFUSED,
		  "What messages hold is kept off the screen in this session (hide_bodies)");
	return true;
}

/* -- the picture ------------------------------------------------------------------------------- */

static void picture_made(void *context, struct picture *picture,
			 const struct picture_origin *origin, const struct error *err)
{
	struct medium_view *view = context;

	view->preview = NULL;
	error_release(&view->error);
	picture_release(&view->picture);
	if (picture) {
		view->picture = *picture;
		view->origin = *origin;
		picture->rgb = NULL;
	} else {
		error_copy(&view->error, err);
	}
	shell_apply(view->base.shell, EFFECT_REDRAW);
}

/* The picture for the room that there was when it was last drawn. */
static void make_picture(void *context)
{
	struct medium_view *view = context;
	struct error err = ERROR_INIT;

	view->timer = 0;
	view->session->working--;
	preview_cancel(view->preview);
	view->made_width = view->box_width;
	view->made_height = view->box_height;
	view->preview = preview_start(view->session, view->bytes, view->length, view->box_width,
				      view->box_height, picture_made, view, &err);
	if (!view->preview) {
		error_release(&view->error);
		error_move(&view->error, &err);
	}
	shell_apply(view->base.shell, EFFECT_REDRAW);
}

/* After drawing: whether the room differs from that of the picture. */
static void fit_picture(struct medium_view *view, const struct pane *pane)
{
	view->box_width = (unsigned)pane->width;
	view->box_height = 2 * (unsigned)pane->height;
	if (!view->shown || view->content != CONTENT_HERE || view->timer || !pane->width ||
	    !pane->height ||
	    (view->made_width == view->box_width && view->made_height == view->box_height))
		return;
	view->session->working++;
	view->timer = loop_add_timer(view->session->loop, 0, make_picture, view);
}

static void stop_timer(struct medium_view *view)
{
	if (!view->timer)
		return;
	loop_remove_timer(view->session->loop, view->timer);
	view->timer = 0;
	view->session->working--;
}

/* -- the content ------------------------------------------------------------------------------- */

static bool view_outside(struct medium_view *view, struct error *err)
{
	char name[MEDIUM_NAME_SIZE];
	struct medium medium;

	if (!get_medium(view, &medium))
		return true;
	medium_file_name(&medium, name);
	return medium_file_view(view->session, name, view->bytes, view->length, err);
}

/* The content is here. */
static bool carry_out(struct medium_view *view, struct error *err)
{
	enum intent intent = view->intent;
	struct strbuf size = STRBUF_INIT(STRBUF_LINE);
	bool good = true;

	view->intent = INTENT_NONE;
	switch (intent) {
	case INTENT_NONE:
		break;
	case INTENT_SHOW:
		view->shown = true;
		view->made_width = view->made_height = 0;
		break;
	case INTENT_SAVE:
		good = medium_file_save(view->path, view->bytes, view->length, err);
		media_cell_size(view->length, &size);
		if (good)
			shell_message(view->base.shell, STYLE_GOOD, "%s saved as %s", size.data,
				      view->path);
		break;
	case INTENT_VIEW:
		good = view_outside(view, err);
		shell_apply(view->base.shell, EFFECT_REPAINT);
		break;
	}
	strbuf_release(&size);
	return good;
}

static unsigned want_content(struct medium_view *view, enum intent intent, struct error *err)
{
	struct medium medium;

	if (is_hidden(view, err))
		return EFFECT_FAILED;
	if (!get_medium(view, &medium)) {
		error_set(err, ERROR_USAGE, "What media this message has was not read yet");
		return EFFECT_FAILED;
	}
	view->intent = intent;
	if (view->content == CONTENT_HERE)
		return carry_out(view, err) ? EFFECT_REDRAW : EFFECT_FAILED;
	if (view->content == CONTENT_ASKED)
		return EFFECT_REDRAW;
	error_release(&view->error);
	view->content = CONTENT_ASKED;
	view->job = session_ask(view->session, &(struct job){ .kind = JOB_CONTENT,
							      .priority = PRIORITY_NOW,
							      .sid = medium.sid,
							      .of = medium.message,
							      .limit = CONTENT_MAX });
	return EFFECT_REDRAW;
}

static void take_content(struct medium_view *view, const struct result *result)
{
	struct error err = ERROR_INIT;

	view->job = 0;
	if (result->error.kind != ERROR_NONE) {
		view->content = CONTENT_FAILED;
		view->intent = INTENT_NONE;
		error_release(&view->error);
		error_copy(&view->error, &result->error);
		return;
	}
	view->content = CONTENT_HERE;
	view->bytes = xmemdup(result->content.data, result->content.length);
	view->length = result->content.length;
	if (row_of(view) != MEDIA_INDEX_NONE)
		media_index_set_size(view->session->media, row_of(view), view->length);
	if (!carry_out(view, &err))
		shell_error(view->base.shell, &err);
	error_release(&err);
}

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_show(struct command_call *call)
{
	return want_content(call->target, INTENT_SHOW, call->err);
}

static unsigned run_view(struct command_call *call)
{
	struct medium_view *view = call->target;

	if (!view->session->options.viewer) {
		medium_file_view(view->session, "", NULL, 0, call->err);
		return EFFECT_FAILED;
	}
	return want_content(view, INTENT_VIEW, call->err);
}

static unsigned run_save(struct command_call *call)
{
	struct medium_view *view = call->target;
	char name[MEDIUM_NAME_SIZE];
	struct medium medium;

	if (is_hidden(view, call->err))
		return EFFECT_FAILED;
	if (call->argc > 1) {
		free(view->path);
		view->path = xstrdup(call->argv[1]);
		return want_content(view, INTENT_SAVE, call->err);
	}
	if (get_medium(view, &medium)) {
		medium_file_name(&medium, name);
		writer_ask(view->session, "save", name);
	}
	return EFFECT_REDRAW;
}

static unsigned run_zoom(struct command_call *call)
{
	struct medium_view *view = call->target;

	view->full = !view->full;
	return EFFECT_REDRAW;
}

/* Another medium of the same message. */
static unsigned go(struct medium_view *view, int by)
{
	const struct media_index *index = view->session->media;
	uint32_t here = row_of(view), wanted = MEDIA_INDEX_NONE;

	if (here == MEDIA_INDEX_NONE)
		return EFFECT_NONE;
	for (uint32_t row = media_index_first(index, &view->message); row != MEDIA_INDEX_NONE;
	     row = media_index_get(index, row)->next) {
		const struct media_entry *entry = media_index_get(index, row);

		if (by < 0 && row == here)
			break;
		if (by < 0 || (entry->which > media_index_get(index, here)->which &&
			       wanted == MEDIA_INDEX_NONE))
			wanted = entry->listed ? row : wanted;
	}
	if (wanted == MEDIA_INDEX_NONE)
		return EFFECT_NONE;
	forget_content(view);
	view->key = media_index_get(index, wanted)->key;
	return EFFECT_REDRAW;
}

static unsigned run_next(struct command_call *call)
{
	return go(call->target, 1);
}

static unsigned run_previous(struct command_call *call)
{
	return go(call->target, -1);
}

static unsigned run_message(struct command_call *call)
{
	struct medium_view *view = call->target;

	return views_open_message(view->base.shell, view->session,
				  store_find(view->session->store, &view->message), call->err);
}

static unsigned run_conversation(struct command_call *call)
{
	struct medium_view *view = call->target;
	struct store *store = view->session->store;

	return views_open_conversation(view->base.shell, view->session,
				       store_contact_of(store, store_find(store, &view->message)),
				       &view->message, call->err);
}

static unsigned run_copy_sid(struct command_call *call)
{
	struct medium medium;
	char text[SID_SIZE];

	if (!get_medium(call->target, &medium))
		return EFFECT_NONE;
	sid_format(&medium.sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

static unsigned run_delete(struct command_call *call)
{
	struct medium_view *view = call->target;
	struct medium medium;
	struct plan *plan;

	if (!get_medium(view, &medium))
		return EFFECT_NONE;
	plan = plan_new(PLAN_OF_ONE, NULL);
	plan_add_target(plan, OP_DELETE_MEDIUM,
			&(struct plan_target){ .sid = medium.sid, .of = medium.message }, NULL);
	return act_on_plan(view->session, plan, NULL, NULL, call->err);
}

static bool is_there(void *target, const char **why)
{
	const struct medium_view *view = target;

	*why = "The medium is not there";
	return row_of(view) != MEDIA_INDEX_NONE;
}

static bool has_picture(void *target, const char **why)
{
	const struct medium_view *view = target;

	*why = "There is no picture yet; Enter fetches it";
	return view->picture.rgb != NULL;
}

static bool not_shown(void *target)
{
	const struct medium_view *view = target;

	return !view->shown;
}

static bool has_message(void *target, const char **why)
{
	const struct medium_view *view = target;

	*why = "Its message is not there any more";
	return store_find(view->session->store, &view->message) != STORE_NO_ROW;
}

static bool has_others(void *target, const char **why)
{
	const struct medium_view *view = target;
	uint32_t row = row_of(view);

	*why = "Its message has no other media";
	return row != MEDIA_INDEX_NONE &&
	       media_index_get(view->session->media,
			       media_index_first(view->session->media, &view->message))
			       ->next != MEDIA_INDEX_NONE;
}

static const struct command commands[] = {
	{
		.name = "show",
		.args = "",
		.help = "Fetch the file and draw its picture here",
		.hint = "picture",
		.hint_rank = 1,
		.run = run_show,
		.ready = is_there,
		.hinted = not_shown,
	},
	{
		.name = "save",
		.args = "[FILE]",
		.help = "Save the file as it came, under a new name",
		.hint = "save",
		.hint_rank = 2,
		.max_args = 1,
		.run = run_save,
		.ready = is_there,
	},
	{
		.name = "view",
		.args = "",
		.help = "Open the file with the command of the option \"viewer\"",
		.hint = "viewer",
		.hint_rank = 3,
		.run = run_view,
		.ready = is_there,
	},
	{
		.name = "zoom",
		.args = "",
		.help = "Give the whole screen to the picture, or take it back",
		.hint = "zoom",
		.hint_rank = 3,
		.run = run_zoom,
		.ready = has_picture,
	},
	{
		.name = "next-medium",
		.args = "",
		.help = "Show the next medium of the message",
		.hint = "next",
		.hint_rank = 2,
		.run = run_next,
		.ready = has_others,
	},
	{
		.name = "previous-medium",
		.args = "",
		.help = "Show the medium before it",
		.run = run_previous,
		.ready = has_others,
	},
	{
		.name = "delete",
		.args = "",
		.help = "Delete the medium, not its message; a review comes first",
		.hint = "delete",
		.hint_rank = 4,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_delete,
		.ready = is_there,
	},
	{
		.name = "open-message",
		.args = "",
		.help = "Show everything about its message",
		.hint = "message",
		.hint_rank = 5,
		.run = run_message,
		.ready = has_message,
	},
	{
		.name = "conversation",
		.args = "",
		.help = "Show the conversation that it belongs to",
		.hint = "conversation",
		.hint_rank = 5,
		.run = run_conversation,
		.ready = has_message,
	},
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy the medium's SID to the clipboard of your own machine (OSC 52)",
		.run = run_copy_sid,
		.ready = is_there,
	},
};

/* -- the view ---------------------------------------------------------------------------------- */

static uint64_t find_key(const struct medium_view *view, const char *text, struct error *err)
{
	const struct media_index *index = view->session->media;
	struct sid sid;

	if (!sid_parse(text, strlen(text), &sid) || sid.kind != SID_ME) {
		error_set(err, ERROR_USAGE, "A medium's SID is ME and 32 hexadecimal digits");
		return 0;
	}
	for (uint32_t row = media_index_first(index, &view->message); row != MEDIA_INDEX_NONE;
	     row = media_index_get(index, row)->next)
		if (sid_equal(&media_index_get(index, row)->sid, &sid))
			return media_index_get(index, row)->key;
	error_set(err, ERROR_USAGE, "The message does not have this medium");
	return 0;
}

static bool medium_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct medium_view *view = (struct medium_view *)base;
	const char *text = argc > 1 ? argv[1] : "";

	view->session = base->app;
	if (!sid_parse(text, strlen(text), &view->message) ||
	    (view->message.kind != SID_SM && view->message.kind != SID_MM))
		return error_set(err, ERROR_USAGE,
				 "A message's SID is SM or MM and 32 hexadecimal digits");
	if (argc > 2) {
		view->key = find_key(view, argv[2], err);
		return view->key != 0;
	}
	if (media_index_first(view->session->media, &view->message) == MEDIA_INDEX_NONE)
		return error_set(err, ERROR_USAGE, "This message has no media");
	want_list(view);
	return true;
}

static void medium_close(struct view *base)
{
	struct medium_view *view = (struct medium_view *)base;

	stop_timer(view);
	forget_content(view);
}

static void medium_refresh(struct view *base)
{
	struct medium_view *view = (struct medium_view *)base;

	media_index_again(view->session->media);
	want_list(view);
	if (view->content == CONTENT_FAILED) {
		view->content = CONTENT_NONE;
		error_release(&view->error);
	}
}

static unsigned medium_result(struct view *base, const void *context)
{
	struct medium_view *view = (struct medium_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_RESULT && view->job && news->result->job == view->job)
		take_content(view, news->result);
	else
		want_list(view);
	return EFFECT_REDRAW;
}

static void describe_type(const struct medium_view *view, const struct medium *medium,
			  struct strbuf *out)
{
	const struct medium_type *type = medium_type(medium->content_type);
	const struct media_entry *entry = media_index_get(view->session->media, row_of(view));

	if (type->type[0] || !medium->content_type.length)
		strbuf_addstr(out, type->title);
	else
		text_clean(out, medium->content_type.data, medium->content_type.length,
			   TEXT_ONE_LINE);
	if (view->picture.rgb)
		strbuf_addf(out, ", %u×%u pixels", view->origin.width, view->origin.height);
	if (entry->size) {
		strbuf_addstr(out, ", ");
		media_cell_size(entry->size, out);
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
	cell_address(message.from, &text);
	strbuf_addstr(&text, " → ");
	cell_address(message.to, &text);
	strbuf_addstr(&text, "   ");
	cell_time(store_time(view->session->store, row), &text);
	draw_fact(pane, inbound ? "received" : "sent", inbound ? STYLE_INBOUND : STYLE_OUTBOUND,
		  &text);
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
	char sid[SID_SIZE];

	describe_type(view, medium, &text);
	draw_fact(pane, "what", STYLE_STRONG, &text);
	draw_message(view, pane);
	sid_format(&medium->sid, sid);
	strbuf_reset(&text);
	strbuf_addstr(&text, sid);
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
		       "w saves the file, v opens it with the viewer.";
	return "Enter fetches the picture and shows it here.";
}

static void draw_note(const struct pane *pane, enum style_role role, const char *text)
{
	int row = pane->height / 3;

	for (const char *line = text; *line && row < pane->height; row++) {
		size_t length = strcspn(line, "\n");

		draw_field(pane, 1, row, pane->width - 2, role, DRAW_CENTER, line, length, NULL);
		line += length + (line[length] == '\n');
	}
}

static void draw_picture_pane(struct medium_view *view, const struct medium *medium,
			      const struct pane *pane)
{
	enum style_role role;

	draw_clear(pane, STYLE_TEXT);
	if (view->picture.rgb && view->shown) {
		picture_draw(pane, (pane->width - (int)view->picture.width) / 2,
			     (pane->height - (int)picture_rows(&view->picture)) / 2, &view->picture,
			     term_depth());
	} else {
		const char *note = note_of(view, medium, &role);
		draw_note(pane, role, note);
	}
	fit_picture(view, pane);
}

/* It is not known yet, or not any more. */
static void draw_absent(const struct medium_view *view, const struct pane *pane)
{
	const struct media_index *index = view->session->media;
	uint32_t row = row_of(view);

	draw_clear(pane, STYLE_TEXT);
	if (row == MEDIA_INDEX_NONE)
		draw_note(pane, STYLE_DIM, "The medium is not there any more.");
	else if (media_index_get(index, row)->state == MEDIA_READ)
		draw_note(pane, STYLE_DIM, "The message has no media any more.");
	else if (media_index_get(index, row)->state == MEDIA_FAILED)
		draw_note(pane, STYLE_BAD, error_text(media_index_error(index)));
	else
		draw_note(pane, STYLE_WAITING, "Asking what media the message has…");
}

static void medium_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct medium_view *view = (struct medium_view *)base;
	struct pane rest = *pane;
	struct medium medium;

	if (!(levels & LOOP_PRIMARY))
		return;
	draw_cursor(pane, 0, 0, false);
	if (!get_medium(view, &medium)) {
		draw_absent(view, pane);
		return;
	}
	if (!view->full || !view->picture.rgb)
		draw_facts(view, &medium, &rest);
	draw_picture_pane(view, &medium, &rest);
}

static void medium_describe(struct view *base, struct strbuf *out)
{
	const struct medium_view *view = (struct medium_view *)base;
	char text[SID_SHORT_SIZE];
	struct medium medium;

	if (!get_medium(view, &medium))
		return;
	sid_format_short(&medium.sid, text);
	strbuf_addf(out, "Medium %s", text);
}

const struct view_ops medium_view_ops = {
	.name = "medium",
	.title = "Medium",
	.help = "One picture or file of a message.",
	.size = sizeof(struct medium_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.open = medium_open,
	.close = medium_close,
	.refresh = medium_refresh,
	.result = medium_result,
	.draw = medium_draw,
	.describe = medium_describe,
};
