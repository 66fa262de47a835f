#include "views/find.h"

#include <string.h>

#include "base/mem.h"
#include "model/service.h"
#include "views/media/media_index.h"
#include "views/session/lists.h"
#include "views/views.h"

static unsigned refuse(struct error *err, const char *words)
{
	error_set(err, ERROR_USAGE, "%s", words);
	return EFFECT_FAILED;
}

/* The pool that a sender is in, as far as pools have been read. */
static unsigned open_pool_of(struct session *session, const struct sid *sid, struct error *err)
{
	const struct service *service = lists_service_of(session, sid);
	size_t done, total;

	if (!service)
		return refuse(err, lists_have_pools(session, &done, &total)
					   ? "No messaging service of this account has this sender"
					   : "The pools of the services have not been read yet: "
					     "open services, then try again");
	return views_open_sid(session->shell, "pool", &service->sid, err);
}

static unsigned find_message(struct session *session, const struct sid *sid, const char *text,
			     struct error *err)
{
	(void)sid;
	return views_open(session->shell, "message", text, err);
}

/* The message that has the medium, as far as lists of media have been read. */
static bool message_of_medium(const struct session *session, const struct sid *sid,
			      struct sid *message)
{
	const struct media_index *index = session->media;

	for (size_t i = 0; index && i < media_index_count(index); i++) {
		const struct media_entry *entry = media_index_get(index, media_index_at(index, i));
		if (!sid_equal(&entry->sid, sid))
			continue;
		*message = store_sid(session->store, store_row(session->store, entry->message));
		return true;
	}
	return false;
}

static unsigned find_medium(struct session *session, const struct sid *sid, const char *text,
			    struct error *err)
{
	struct sid message;
	char owner[SID_SIZE];

	if (!message_of_medium(session, sid, &message))
		return refuse(err,
			      "Twilio finds a medium only by its message, and which one has it is "
			      "not known here: open media, and look for it there");
	sid_format(&message, owner);
	return views_open_two(session->shell, "medium", owner, text, err);
}

static unsigned find_service(struct session *session, const struct sid *sid, const char *text,
			     struct error *err)
{
	(void)sid;
	return views_open(session->shell, "pool", text, err);
}

static unsigned find_number(struct session *session, const struct sid *sid, const char *text,
			    struct error *err)
{
	(void)sid;
	return views_open_filtered(session->shell, "numbers", text, err);
}

static unsigned find_code(struct session *session, const struct sid *sid, const char *text,
			  struct error *err)
{
	(void)sid;
	return views_open(session->shell, "short-code", text, err);
}

static unsigned find_sender(struct session *session, const struct sid *sid, const char *text,
			    struct error *err)
{
	(void)text;
	return open_pool_of(session, sid, err);
}

static unsigned find_account(struct session *session, const struct sid *sid, const char *text,
			     struct error *err)
{
	if (session->account_known && sid_equal(sid, &session->account_sid))
		return refuse(err, "That is the account that you are looking at");
	return views_open(session->shell, "account", text, err);
}

static const struct {
	unsigned (*open)(struct session *session, const struct sid *sid, const char *text,
			 struct error *err);
	const char *words; /* what it is called; where there is nothing to open, why */
} kinds[SID_KINDS] = {
	[SID_AC] = { find_account, "account" },
	[SID_SM] = { find_message, "message" },
	[SID_MM] = { find_message, "message" },
	[SID_ME] = { find_medium, "medium" },
	[SID_MG] = { find_service, "messaging service" },
	[SID_PN] = { find_number, "phone number" },
	[SID_SC] = { find_code, "short code" },
	[SID_AI] = { find_sender, "alphanumeric sender" },
	[SID_XE] = { find_sender, "channel sender" },
	[SID_HX] = { NULL, "HX is a content template: Twilio's Console shows it" },
	[SID_SK] = { NULL, "SK is an API key: msgdeck shows no keys" },
	[SID_RQ] = { NULL, "RQ is a request: Twilio's support can look it up by this" },
};

/* Without blanks around it; false when it is no SID. */
static bool parse(const char *text, size_t length, struct sid *sid)
{
	while (length && strchr(" \t\r\n", *text)) {
		text++;
		length--;
	}
	while (length && strchr(" \t\r\n", text[length - 1]))
		length--;
	return length && sid_parse(text, length, sid);
}

unsigned find_sid(struct session *session, const char *text, struct error *err)
{
	struct sid sid;
	char whole[SID_SIZE];

	if (!parse(text, strlen(text), &sid)) {
		error_set(
			err, ERROR_USAGE,
			"That is no SID that msgdeck knows: SM, MM, ME, MG, PN, SC, AI, XE or AC, "
			"and 32 hexadecimal digits");
		return EFFECT_FAILED;
	}
	sid_format(&sid, whole);
	if (!kinds[sid.kind].open)
		return refuse(err, kinds[sid.kind].words);
	return kinds[sid.kind].open(session, &sid, whole, err);
}

unsigned find_command(struct command_call *call)
{
	return find_sid(call->target, call->argv[1], call->err);
}

/* -- a paste ----------------------------------------------------------------------------------- */

static void offer_answered(void *context, enum dialog_answer answer)
{
	struct session *session = context;
	struct error err = ERROR_INIT;
	char text[SID_SIZE];

	sid_format(&session->pasted, text);
	if (answer == DIALOG_YES && (find_sid(session, text, &err) & EFFECT_FAILED))
		shell_error(session->shell, &err);
	error_release(&err);
}

unsigned find_pasted(void *context, const char *bytes, size_t length)
{
	struct session *session = context;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char name[SID_SIZE];
	struct sid sid;

	if (!parse(bytes, length, &sid))
		return EFFECT_PASS;
	if (!kinds[sid.kind].open) {
		shell_message(session->shell, STYLE_WARNING, "%s", kinds[sid.kind].words);
		return EFFECT_NONE;
	}
	session->pasted = sid;
	sid_format(&sid, name);
	strbuf_addf(&text, "Show the %s %s?", kinds[sid.kind].words, name);
	shell_dialog(session->shell,
		     &(struct dialog_spec){
			     .kind = DIALOG_CONFIRM,
			     .title = "A SID was pasted",
			     .text = text.data,
			     .go_on = "Show",
		     },
		     offer_answered, session);
	strbuf_release(&text);
	return EFFECT_REDRAW;
}
