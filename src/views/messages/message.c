/*
 * message.c - everything about one message: what became of it and why, all members, its text, how it
 * was split and charged, and the JSON as the API gave it.
 *
 * What the cache holds is shown at once; the message is read again meanwhile, so that the state and
 * the raw JSON are the server's latest.
 */
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "ui/page_search.h"
#include "views/changes/act.h"
#include "views/changes/erasure.h"
#include "views/compose/reply.h"
#include "views/links.h"
#include "views/messages/feedback.h"
#include "views/messages/handout.h"
#include "views/messages/message_copy.h"
#include "views/messages/message_export.h"
#include "views/messages/message_page.h"
#include "views/session/session.h"
#include "views/views.h"

struct message_view {
	struct view base;
	struct message_page page;
	struct pager *pager;
	struct page_search search;
};

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_raw(struct command_call *call)
{
	struct message_view *view = call->target;

	view->page.show_raw = !view->page.show_raw;
	pager_changed(view->pager, 0);
	if (view->page.show_raw)
		pager_show(view->pager, PAGE_RAW);
	return EFFECT_REDRAW;
}

static unsigned run_conversation(struct command_call *call)
{
	struct message_view *view = call->target;
	uint32_t row = store_find(view->page.session->store, &view->page.sid);

	return views_open_conversation(view->base.shell, view->page.session,
				       store_contact_of(view->page.session->store, row),
				       &view->page.sid, call->err);
}

static unsigned run_same_error(struct command_call *call)
{
	struct message_view *view = call->target;
	struct message message;
	char query[32];

	message_page_get(&view->page, &message);
	snprintf(query, sizeof(query), "error:%d", message.error_code);
	return views_open_filtered(view->base.shell, "messages", query, call->err);
}

static unsigned run_copy(struct command_call *call)
{
	return message_copy(&((struct message_view *)call->target)->page, call);
}

static bool is_there(void *target, const char **why)
{
	struct message message;

	*why = "The message is not there";
	return message_page_get(&((struct message_view *)target)->page, &message);
}

static bool has_error(void *target, const char **why)
{
	struct message message;

	*why = "This message has no error";
	return message_page_get(&((struct message_view *)target)->page, &message) &&
	       message.error_code;
}

/* redact, delete, cancel */
static unsigned run_change(struct command_call *call)
{
	struct message_view *view = call->target;

	return act_on_row(view->page.session, op_find(call->argv[0]),
			  store_find(view->page.session->store, &view->page.sid), call->err);
}

static unsigned run_export(struct command_call *call)
{
	struct message_view *view = call->target;

	return message_export_row(view->page.session,
				  store_find(view->page.session->store, &view->page.sid), call);
}

/* pager, editor, pipe */
static unsigned run_handout(struct command_call *call)
{
	struct message_view *view = call->target;
	struct message_choice choice;

	message_choice_row(view->page.session,
			   store_find(view->page.session->store, &view->page.sid), &choice);
	return handout(view->page.session, &choice, call);
}

static unsigned run_new(struct command_call *call)
{
	return reply_to_nobody(((struct message_view *)call->target)->page.session, call->err);
}

static unsigned run_reply(struct command_call *call)
{
	struct message_view *view = call->target;

	return reply_to_row(view->page.session,
			    store_find(view->page.session->store, &view->page.sid), call->err);
}

/* confirmed, unconfirmed */
static unsigned run_feedback(struct command_call *call)
{
	struct message_view *view = call->target;

	return feedback_give(view->page.session, &view->page.sid, call->argv[1], call->err);
}

static bool takes_feedback(void *target, const char **why)
{
	struct message message;

	*why = "Feedback is for messages that were sent";
	return message_page_get(&((struct message_view *)target)->page, &message) &&
	       message.direction != DIRECTION_INBOUND;
}

static unsigned run_erase(struct command_call *call)
{
	struct message_view *view = call->target;
	struct message message;

	if (!message_page_get(&view->page, &message))
		return EFFECT_NONE;
	struct text address = message_contact(&message);
	return erasure_run(view->base.app, call, &address, 1);
}

static unsigned run_media(struct command_call *call)
{
	struct message_view *view = call->target;

	return views_open_sid(view->base.shell, "medium", &view->page.sid, call->err);
}

static bool has_media(void *target, const char **why)
{
	struct message message;

	*why = "This message has no media";
	return message_page_get(&((struct message_view *)target)->page, &message) &&
	       message.num_media;
}

static unsigned run_links(struct command_call *call)
{
	struct message_view *view = call->target;
	struct message message;

	message_page_get(&view->page, &message);
	return links_of_message(view->page.session, &message);
}

static const struct command commands[] = {
	{
		.name = "media",
		.args = "",
		.help = "Show the pictures and files that belong to the message",
		.hint = "media",
		.hint_rank = 1,
		.run = run_media,
		.ready = has_media,
	},
	{
		.name = "conversation",
		.args = "",
		.help = "Show the conversation that the message belongs to",
		.hint = "conversation",
		.hint_rank = 1,
		.run = run_conversation,
		.ready = is_there,
	},
	{
		.name = "same-error",
		.args = "",
		.help = "Show all messages with the same error code",
		.hint = "same error",
		.hint_rank = 2,
		.run = run_same_error,
		.ready = has_error,
	},
	{
		.name = "raw",
		.args = "",
		.help = "Show or hide the JSON as the API gave it",
		.hint = "JSON",
		.hint_rank = 2,
		.run = run_raw,
		.ready = is_there,
	},
	{
		.name = "copy",
		.args = "[sid|text|from|to|service|json]",
		.help = "Copy to the clipboard of your own machine (OSC 52)",
		.hint = "copy SID",
		.hint_rank = 3,
		.max_args = 1,
		.run = run_copy,
		.ready = is_there,
		.complete = message_copy_complete,
	},
	EXPORT_COMMAND(run_export, "the message", is_there),
	HANDOUT_COMMANDS(run_handout, is_there),
	ACT_COMMANDS(run_change, is_there),
	ERASE_COMMAND(run_erase, is_there),
	REPLY_COMMANDS(run_new, run_reply, is_there),
	LINKS_COMMAND(run_links, is_there),
	{
		.name = "feedback",
		.args = "confirmed|unconfirmed",
		.help = "Tell Twilio whether the message did what it was for",
		.min_args = 1,
		.max_args = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_feedback,
		.ready = takes_feedback,
		.complete = feedback_complete,
	},
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool is_text_gone(const struct message_page *page)
{
	struct message message;

	return !message_page_get(page, &message) || !message.body.length;
}

/* The JSON does not keep a text that was redacted or deleted. */
static void forget_raw(struct message_view *view)
{
	strbuf_wipe(&view->page.raw);
	view->page.raw_has_text = false;
	pager_changed(view->pager, 0);
}

static void store_changed(const struct store_event *event, void *context)
{
	struct message_view *view = context;
	struct message_page *page = &view->page;

	if (!page->raw_has_text)
		return;
	if (event->kind == STORE_EVENT_CLEARED ||
	    (event->kind == STORE_EVENT_REMOVING &&
	     event->row == store_find(page->session->store, &page->sid))) {
		forget_raw(view);
	} else if (event->kind == STORE_EVENT_CHANGED && is_text_gone(page)) {
		forget_raw(view);
		page->answer = PAGE_WAITING;
		session_want_message(page->session, &page->sid);
	}
}

static bool message_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct message_view *view = (struct message_view *)base;
	const char *text = argc > 1 ? argv[1] : "";

	if (!sid_parse(text, strlen(text), &view->page.sid) ||
	    (view->page.sid.kind != SID_SM && view->page.sid.kind != SID_MM))
		return error_set(err, ERROR_USAGE,
				 "A message's SID is SM or MM and 32 hexadecimal digits");
	view->page.session = base->app;
	strbuf_init(&view->page.raw, STRBUF_TEXT);
	view->pager = pager_new(&message_page_source, &view->page, 0);
	page_search_init(&view->search, base->shell, view->pager);
	store_observe(view->page.session->store, store_changed, view);
	session_want_message(view->page.session, &view->page.sid);
	return true;
}

static void message_close(struct view *base)
{
	struct message_view *view = (struct message_view *)base;

	store_unobserve(view->page.session->store, store_changed, view);
	page_search_release(&view->search);
	pager_free(view->pager);
	error_release(&view->page.error);
	strbuf_wipe(&view->page.raw);
}

static void message_refresh(struct view *base)
{
	struct message_view *view = (struct message_view *)base;

	view->page.answer = PAGE_WAITING;
	session_want_message(view->page.session, &view->page.sid);
	session_refresh(view->page.session);
}

static void take_raw(struct message_view *view, struct text raw)
{
	struct json *json = raw.data ? json_parse(raw.data, raw.length, NULL) : NULL;
	const char *body = json ? json_get_string(json, "body") : NULL;

	forget_raw(view);
	if (json)
		json_write_pretty(&view->page.raw, json);
	view->page.raw_has_text = body && *body;
	json_free(json);
	/* It may have been read before the text was redacted. */
	if (view->page.raw_has_text && is_text_gone(&view->page))
		forget_raw(view);
}

static unsigned message_result(struct view *base, const void *context)
{
	struct message_view *view = (struct message_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_MESSAGE && sid_equal(&news->sid, &view->page.sid)) {
		view->page.answer = news->error ? PAGE_FAILED : PAGE_CAME;
		error_release(&view->page.error);
		if (news->error)
			error_copy(&view->page.error, news->error);
		take_raw(view, news->raw);
	}
	pager_changed(view->pager, 0);
	return EFFECT_REDRAW;
}

/* Twilio says of a message that is gone only that a "resource" was not found. */
static const char *why_not_there(const struct error *err)
{
	return err->http_status == 404 && err->code
		       ? "This account has no message with that SID: it was deleted, or "
			 "it is another account's."
		       : error_text(err);
}

static void message_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct message_view *view = (struct message_view *)base;
	struct message message;

	if (!(levels & LOOP_PRIMARY))
		return;
	if (message_page_get(&view->page, &message))
		pager_set_notice(view->pager, STYLE_DIM, NULL);
	else if (view->page.answer == PAGE_FAILED)
		pager_set_notice(view->pager, STYLE_BAD, why_not_there(&view->page.error));
	else
		pager_set_notice(view->pager, STYLE_WAITING,
				 view->page.answer == PAGE_WAITING
					 ? "Asking for the message…"
					 : "The message is not there any more");
	pager_draw(view->pager, pane, true);
}

static size_t message_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	return page_search_scopes(&((struct message_view *)base)->search, scopes, max);
}

static void message_status(struct view *base, struct bar *bar)
{
	page_search_status(&((struct message_view *)base)->search, bar);
}

static bool message_escape(struct view *base)
{
	return page_search_end(&((struct message_view *)base)->search);
}

static const struct marks *message_marks(const struct view *base)
{
	return &((const struct message_view *)base)->search.otherwise;
}

static void message_mark(struct view *base, const struct marks *marks)
{
	page_search_mark(&((struct message_view *)base)->search, marks);
}

static void message_describe(struct view *base, struct strbuf *out)
{
	char text[SID_SHORT_SIZE];

	sid_format_short(&((struct message_view *)base)->page.sid, text);
	strbuf_addf(out, "Message %s", text);
}

const struct view_ops message_view_ops = {
	.name = "message",
	.title = "Message",
	.help = "Everything about one message.",
	.size = sizeof(struct message_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.open = message_open,
	.close = message_close,
	.refresh = message_refresh,
	.result = message_result,
	.draw = message_draw,
	.scopes = message_scopes,
	.widgets = { "page", "pager" },
	.describe = message_describe,
	.status = message_status,
	.escape = message_escape,
	.marks = message_marks,
	.mark = message_mark,
};
