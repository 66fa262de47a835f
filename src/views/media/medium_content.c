#include "views/list/cells.h"
#include "views/media/medium_view.h"

#include <string.h>

#include "base/mem.h"
#include "model/medium_type.h"
#include "views/media/media_index.h"
#include "views/media/media_list.h"
#include "views/media/medium_file.h"

#define CONTENT_MAX ((size_t)16 << 20) /* Twilio takes 5 MB */

uint32_t medium_view_row(const struct medium_view *view)
{
	const struct media_index *index = view->session->media;

	return view->key ? media_index_row(index, view->key)
			 : media_index_first(index, &view->message);
}

bool medium_view_get(const struct medium_view *view, struct medium *medium)
{
	uint32_t row = medium_view_row(view);

	return row != MEDIA_INDEX_NONE && media_index_medium(view->session->media, row, medium);
}

bool medium_content_hidden(const struct medium_view *view, struct error *err)
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
		*picture = (struct picture){ .width = 0 };
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
void medium_content_fit(struct medium_view *view, const struct pane *pane)
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

	if (!medium_view_get(view, &medium))
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
		cell_size(view->length, &size);
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

unsigned medium_content_want(struct medium_view *view, enum intent intent, struct error *err)
{
	struct medium medium;

	if (medium_content_hidden(view, err))
		return EFFECT_FAILED;
	if (!medium_view_get(view, &medium)) {
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

void medium_content_take(struct medium_view *view, const struct result *result)
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
	if (medium_view_row(view) != MEDIA_INDEX_NONE)
		media_index_set_size(view->session->media, medium_view_row(view), view->length);
	if (!carry_out(view, &err))
		shell_error(view->base.shell, &err);
	error_release(&err);
}

void medium_content_forget(struct medium_view *view)
{
	stop_timer(view);
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
