/*
 * compose.c - writing a message and sending it.
 *
 * The form says what is sent, the lines below it what that means: size, price, what is in the way.
 * Sending is a plan like every other change (views/changes/act.h), with its review and its journal. Until it
 * is known what came of it the text stays (views/compose/draft.h): here, and where the screen is opened again.
 */
#include "views/compose/compose.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/gsm.h"
#include "ui/wrap.h"
#include "views/changes/act.h"
#include "views/compose/draft.h"
#include "views/compose/reply.h"
#include "views/views.h"

/* Lines that say what came of it. */
#define TROUBLE_ROWS 4

struct compose_view {
	struct view base;
	struct compose compose;
	char *text_before;   /* the look-alikes were replaced; NULL: they were not */
	bool following;      /* the session's draft is of this screen */
	bool sent;           /* nothing is left to be sent */
	bool unsure;         /* some of it may have been sent */
	struct strbuf words; /* what came of it */
	struct sid sid;      /* sent: the message, where it is one */
};

/* -- commands ---------------------------------------------------------------------------------- */

static struct session *session_of(const struct compose_view *view)
{
	return view->compose.session;
}

static bool is_sending(const struct compose_view *view)
{
	const struct draft *draft = session_of(view)->draft;

	return view->following && draft && draft->state == DRAFT_SENDING;
}

static bool may_send(void *target, const char **why)
{
	const struct compose_view *view = target;

	*why = view->sent ? "It has been sent; n writes another" : "It is being sent";
	return !view->sent && !is_sending(view);
}

static unsigned not_yet(struct command_call *call)
{
	error_set(call->err, ERROR_USAGE, "It cannot be sent like this: the form says why");
	return EFFECT_FAILED | EFFECT_REDRAW;
}

static unsigned run_send(struct command_call *call)
{
	struct compose_view *view = call->target;
	struct session *session = session_of(view);
	struct outgoing outgoing;
	struct plan *plan;

	/* The field says what is wrong. */
	if (!form_check(view->compose.form, NULL))
		return not_yet(call);
	plan = compose_plan(&view->compose,
			    view->unsure ? "It may have been sent already: look before you send "
					   "it again"
					 : NULL,
			    NULL);
	if (!plan)
		return not_yet(call);
	compose_outgoing(&view->compose, &outgoing);
	draft_offer(session, &outgoing);
	view->following = true;
	session->speaker = &view->base;
	unsigned effects = act_on_plan(session, plan, draft_started, session, call->err);
	if (effects & EFFECT_FAILED)
		draft_drop(session);
	return effects | EFFECT_REDRAW;
}

static unsigned run_replace(struct command_call *call)
{
	struct compose_view *view = call->target;
	const char *body = compose_value(&view->compose, OUT_BODY);
	struct strbuf plain = STRBUF_INIT(STRBUF_TEXT);
	size_t replaced = gsm_replace(&plain, (struct text){ body, strlen(body) });

	if (replaced) {
		mem_wipe_free(view->text_before);
		view->text_before = xstrdup(body);
		compose_set(&view->compose, OUT_BODY, plain.data);
		strbuf_addf(&call->message, "%zu character%s replaced; %s", replaced,
			    replaced == 1 ? "" : "s",
			    view->compose.size.foreign ? "others keep it UCS-2; U undoes it"
						       : "it is GSM-7 now; U undoes it");
	} else {
		strbuf_addstr(&call->message, "Nothing here has a look-alike in GSM-7");
	}
	strbuf_wipe(&plain);
	return EFFECT_REDRAW;
}

static unsigned run_restore(struct command_call *call)
{
	struct compose_view *view = call->target;

	compose_set(&view->compose, OUT_BODY, view->text_before);
	mem_wipe_free(view->text_before);
	view->text_before = NULL;
	return EFFECT_REDRAW;
}

static bool has_foreign(void *target, const char **why)
{
	*why = "Every character of the text is GSM-7";
	return ((struct compose_view *)target)->compose.size.foreign > 0 && may_send(target, why);
}

static bool was_replaced(void *target, const char **why)
{
	*why = "Nothing was replaced";
	return ((struct compose_view *)target)->text_before != NULL && may_send(target, why);
}

static unsigned run_new(struct command_call *call)
{
	struct compose_view *view = call->target;
	struct session *session = session_of(view);

	/* In place of this one. */
	shell_back(view->base.shell);
	return reply_to_nobody(session, call->err);
}

static bool is_sent(void *target, const char **why)
{
	*why = "It has not been sent";
	return ((struct compose_view *)target)->sent;
}

static unsigned run_open(struct command_call *call)
{
	struct compose_view *view = call->target;

	if (view->sid.kind == SID_NONE)
		return views_open(view->base.shell, "changes", NULL, call->err);
	return views_open_sid(view->base.shell, "message", &view->sid, call->err);
}

static bool hints_sent(void *target)
{
	return ((struct compose_view *)target)->sent;
}

static unsigned run_pick(struct command_call *call)
{
	struct compose_view *view = call->target;
	const char *name = form_cursor(view->compose.form)->name;
	bool service = strcmp(name, outgoing_name(OUT_SERVICE)) == 0;
	bool fallback = strcmp(name, outgoing_name(OUT_FALLBACK_FROM)) == 0;

	if (service)
		return views_open(view->base.shell, "choose-service", NULL, call->err);
	return views_open(view->base.shell, "choose-sender",
			  outgoing_name(fallback ? OUT_FALLBACK_FROM : OUT_FROM), call->err);
}

static unsigned run_template(struct command_call *call)
{
	return compose_template(&((struct compose_view *)call->target)->compose, call);
}

static void complete_template(const struct command_call *call, struct completion *completion)
{
	compose_template_complete(&((struct compose_view *)call->target)->compose, call,
				  completion);
}

static const struct command commands[] = {
	{
		.name = "send",
		.args = "",
		.help = "Send it, or schedule it; a review comes first",
		.hint = "send",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_send,
		.ready = may_send,
	},
	{
		.name = "pick",
		.args = "",
		.help = "Choose the sender, or the service, from what the account has",
		.hint = "pick sender",
		.hint_rank = 2,
		.run = run_pick,
		.ready = may_send,
	},
	{
		.name = "template",
		.args = "[NAME [VARIABLE=VALUE…]]",
		.help = "Begin the text with a template of the config file; what it lacks is asked for",
		.hint = "template",
		.hint_rank = 3,
		.max_args = -1,
		.run = run_template,
		.ready = may_send,
		.complete = complete_template,
	},
	{
		.name = "to-gsm",
		.args = "",
		.help = "Replace characters that make the text UCS-2 by those that look like them",
		.hint = "to GSM-7",
		.hint_rank = 1,
		.run = run_replace,
		.ready = has_foreign,
	},
	{
		.name = "from-gsm",
		.args = "",
		.help = "Take the replacement of characters back",
		.hint = "as it was",
		.hint_rank = 2,
		.run = run_restore,
		.ready = was_replaced,
	},
	{
		.name = "open-sent",
		.args = "",
		.help = "Show the message that was sent, or what came of each",
		.hint = "open",
		.hint_rank = 1,
		.run = run_open,
		.ready = is_sent,
		.hinted = hints_sent,
	},
	{
		.name = "new",
		.args = "",
		.help = "Write another message",
		.hint = "another",
		.hint_rank = 2,
		.run = run_new,
		.ready = is_sent,
		.hinted = hints_sent,
	},
};

/* -- the session's draft ----------------------------------------------------------------------- */

static void say(struct compose_view *view, const struct strbuf *words)
{
	strbuf_reset(&view->words);
	strbuf_add(&view->words, words->data, words->length);
}

/* Nothing is left: what is shown is what was sent. */
static void take_sent(struct compose_view *view, const struct draft *draft)
{
	view->sent = true;
	view->unsure = false;
	view->sid = draft->sid;
	form_set_fixed(view->compose.form, "It has been sent; n writes another");
	draft_drop(session_of(view));
	view->following = false;
}

/* What is left to be sent is in the form. */
static void take_left(struct compose_view *view, const struct draft *draft)
{
	view->unsure = draft->state == DRAFT_UNSURE;
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++)
		form_set(view->compose.form, outgoing_name((enum outgoing_parameter)i),
			 draft->values[i]);
	form_set_fixed(view->compose.form, NULL);
	compose_update(&view->compose);
}

static void take_draft(struct compose_view *view)
{
	const struct draft *draft = session_of(view)->draft;

	if (!view->following || !draft)
		return;
	say(view, &draft->words);
	switch (draft->state) {
	case DRAFT_OFFERED:
		break;
	case DRAFT_SENDING:
		form_set_fixed(view->compose.form, "It is being sent");
		break;
	case DRAFT_SENT:
		take_sent(view, draft);
		break;
	case DRAFT_LEFT:
	case DRAFT_UNSURE:
		take_left(view, draft);
		break;
	}
}

/* -- the view ---------------------------------------------------------------------------------- */

static void form_moved(void *context, const char *name)
{
	(void)name;
	compose_update(context);
}

static bool set_argument(struct compose_view *view, const char *argument, struct error *err)
{
	const char *equals = strchr(argument, '=');

	for (unsigned i = 0; equals && i < OUTGOING_PARAMETERS; i++) {
		const char *name = outgoing_name((enum outgoing_parameter)i);
		if (strlen(name) != (size_t)(equals - argument) ||
		    strncasecmp(name, argument, strlen(name)) != 0)
			continue;
		form_set(view->compose.form, name, equals + 1);
		return true;
	}
	return error_set(err, ERROR_USAGE,
			 "\"%s\" is no parameter of a message: write To=+14155552671", argument);
}

static void compose_close(struct view *base)
{
	struct compose_view *view = (struct compose_view *)base;

	if (view->compose.session->speaker == base)
		view->compose.session->speaker = NULL;
	compose_template_release(&view->compose);
	form_free(view->compose.form);
	recipients_release(&view->compose.recipients);
	mem_wipe_free(view->text_before);
	strbuf_wipe(&view->words);
}

/* argv: "compose" [NAME=VALUE …]. */
static bool compose_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct compose_view *view = (struct compose_view *)base;
	struct session *session = base->app;

	view->compose.session = session;
	view->compose.form = form_new(compose_fields, COMPOSE_FIELDS, &view->compose);
	form_set_new(view->compose.form, true);
	form_on_change(view->compose.form, form_moved);
	strbuf_init(&view->words, STRBUF_LINE);
	for (int i = 1; i < argc; i++) {
		if (set_argument(view, argv[i], err))
			continue;
		compose_close(base);
		return false;
	}
	compose_want_senders(&view->compose);
	if (session->draft && session->draft->state == DRAFT_SENT)
		draft_drop(session);
	if (argc == 1 && session->draft) {
		view->following = true;
		take_left(view, session->draft);
		take_draft(view);
	}
	compose_update(&view->compose);
	if (argc > 1)
		form_go(view->compose.form, outgoing_name(OUT_BODY));
	return true;
}

static unsigned compose_result(struct view *base, const void *context)
{
	struct compose_view *view = (struct compose_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_CHANGES)
		take_draft(view);
	return news->kind == NEWS_CHANGES || news->kind == NEWS_LIST ? EFFECT_REDRAW : EFFECT_NONE;
}

static void compose_refresh(struct view *base)
{
	compose_want_senders(&((struct compose_view *)base)->compose);
	session_refresh(base->app);
}

static unsigned compose_key(struct view *base, uint32_t key)
{
	return form_key(((struct compose_view *)base)->compose.form, key);
}

static unsigned compose_paste(struct view *base, const char *bytes, size_t length)
{
	return form_paste(((struct compose_view *)base)->compose.form, bytes, length);
}

/* Above the form, while something was not sent: whose, and why. */
static void draw_trouble(const struct compose_view *view, struct pane *rest)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct wrap_line line;
	struct wrap wrap;

	strbuf_addstr(&text, view->unsure ? "? " : "✗ This was not sent: ");
	text_clean(&text, view->words.data, view->words.length, TEXT_ONE_LINE);
	wrap_start(&wrap, text.data, text.length, (size_t)rest->width - 2);
	for (int row = 0; row < TROUBLE_ROWS && wrap_next(&wrap, &line); row++) {
		struct pane top = pane_cut(rest, 1);
		draw_fill(&top, 0, 0, top.width, STYLE_TEXT);
		draw_clean(&top, 1, 0, top.width - 2, view->unsure ? STYLE_WARNING : STYLE_BAD,
			   line.text, line.length);
	}
	strbuf_release(&text);
}

static void compose_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct compose_view *view = (struct compose_view *)base;
	struct compose_state state = { .words = NULL };
	struct pane rest = *pane;
	struct pane bottom = pane_cut(&rest, -COMPOSE_SUMMARY_ROWS);
	char sent[SID_SIZE + 64], sid[SID_SIZE];

	if (!(levels & LOOP_PRIMARY))
		return;
	if (view->sent) {
		sid_format(&view->sid, sid);
		snprintf(sent, sizeof(sent), "✓ %s %s",
			 *compose_value(&view->compose, OUT_SEND_AT) ? "scheduled" : "sent", sid);
		state = (struct compose_state){ sent, STYLE_GOOD };
	} else if (is_sending(view)) {
		state = (struct compose_state){ draft_is_looked_for(session_of(view))
							? "… no answer came: looking in the "
							  "message list whether it was sent"
							: "… on its way to Twilio",
						STYLE_WAITING };
	} else if (view->words.length) {
		draw_trouble(view, &rest);
	}
	if (view->unsure && !is_sending(view))
		state = (struct compose_state){ "? look into the conversation before you "
						"send it again",
						STYLE_WARNING };
	form_draw(view->compose.form, &rest, !view->sent);
	compose_draw_summary(&view->compose, &state, &bottom);
}

static size_t compose_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	struct compose_view *view = (struct compose_view *)base;

	if (max < 1 || view->sent)
		return 0;
	scopes[0] = form_scope(view->compose.form);
	return 1;
}

static bool compose_escape(struct view *base)
{
	return form_escape(((struct compose_view *)base)->compose.form);
}

static bool compose_typing(const struct view *base)
{
	return form_editing(((const struct compose_view *)base)->compose.form);
}

static bool compose_unsaved(const struct view *base, struct strbuf *what)
{
	const struct compose_view *view = (const struct compose_view *)base;
	const struct compose *compose = &view->compose;

	if (view->sent || is_sending(view))
		return false;
	if (!*compose_value(compose, OUT_BODY) && !*compose_value(compose, OUT_MEDIA) &&
	    !*compose_value(compose, OUT_CONTENT))
		return false;
	strbuf_addstr(what, view->unsure ? "It is not known whether this message was sent."
					 : "This message has not been sent.");
	return true;
}

static void compose_describe(struct view *base, struct strbuf *out)
{
	(void)base;
	strbuf_addstr(out, "New message");
}

const struct view_ops compose_view_ops = {
	.name = "compose",
	.title = "New message",
	.help = "Writing a message: to whom, from whom, what, when; with its size and price.",
	.size = sizeof(struct compose_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.open = compose_open,
	.close = compose_close,
	.refresh = compose_refresh,
	.result = compose_result,
	.draw = compose_draw,
	.key = compose_key,
	.paste = compose_paste,
	.scopes = compose_scopes,
	.widgets = { "form" },
	.describe = compose_describe,
	.escape = compose_escape,
	.typing = compose_typing,
	.unsaved = compose_unsaved,
};
