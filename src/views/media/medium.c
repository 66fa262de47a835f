/*
 * medium.c - one medium: what it is, whose, its picture, and its file.
 *
 * The content is fetched when it is asked for, once, and kept as long as the screen is open: to be
 * shown, saved and handed to a viewer.
 */
#include "views/media/medium_view.h"

#include <string.h>

#include "base/mem.h"
#include "model/medium_type.h"
#include "views/changes/act.h"
#include "views/media/media_index.h"
#include "views/media/medium_file.h"
#include "views/session/writer.h"
#include "views/views.h"

/* The message's list, when it is not there: then which media it has is not known. */
static void want_list(struct medium_view *view)
{
	uint32_t first = media_index_first(view->session->media, &view->message);

	if (first != MEDIA_INDEX_NONE)
		media_index_want(view->session->media, first, PRIORITY_NOW);
}
/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_show(struct command_call *call)
{
	return medium_content_want(call->target, INTENT_SHOW, call->err);
}

static unsigned run_view(struct command_call *call)
{
	struct medium_view *view = call->target;

	if (!view->session->options.viewer) {
		medium_file_view(view->session, "", NULL, 0, call->err);
		return EFFECT_FAILED;
	}
	return medium_content_want(view, INTENT_VIEW, call->err);
}

static unsigned run_save(struct command_call *call)
{
	struct medium_view *view = call->target;
	char name[MEDIUM_NAME_SIZE];
	struct medium medium;

	if (medium_content_hidden(view, call->err))
		return EFFECT_FAILED;
	if (call->argc > 1) {
		free(view->path);
		view->path = xstrdup(call->argv[1]);
		return medium_content_want(view, INTENT_SAVE, call->err);
	}
	if (medium_view_get(view, &medium)) {
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
	uint32_t here = medium_view_row(view), wanted = MEDIA_INDEX_NONE;

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
	medium_content_forget(view);
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

	if (!medium_view_get(call->target, &medium))
		return EFFECT_NONE;
	sid_format(&medium.sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

static unsigned run_delete(struct command_call *call)
{
	struct medium_view *view = call->target;
	struct medium medium;
	struct plan *plan;

	if (!medium_view_get(view, &medium))
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
	return medium_view_row(view) != MEDIA_INDEX_NONE;
}

static bool has_picture(void *target, const char **why)
{
	const struct medium_view *view = target;

	*why = "There is no picture yet; Enter fetches it";
	return picture_is_there(&view->picture);
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
	uint32_t row = medium_view_row(view);

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

	medium_content_forget(view);
}

/* Whether it is still there: the index hears of it when it is not. */
static void want_record(struct medium_view *view)
{
	struct job job = { .kind = JOB_READ,
			   .priority = PRIORITY_NOW,
			   .list = list_id(RESOURCE_MEDIA, &view->message, NULL) };
	struct medium medium;

	if (!medium_view_get(view, &medium))
		return;
	job.sid = medium.sid;
	session_ask(view->session, &job);
}

static void medium_refresh(struct view *base)
{
	struct medium_view *view = (struct medium_view *)base;

	media_index_again(view->session->media);
	want_list(view);
	want_record(view);
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
		medium_content_take(view, news->result);
	else
		want_list(view);
	return EFFECT_REDRAW;
}
static void medium_describe(struct view *base, struct strbuf *out)
{
	const struct medium_view *view = (struct medium_view *)base;
	char text[SID_SHORT_SIZE];
	struct medium medium;

	if (!medium_view_get(view, &medium))
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
