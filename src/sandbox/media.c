/* media.c - Media and Feedback of a message. */
#include <string.h>

#include "base/date.h"
#include "sandbox/jsonout.h"
#include "sandbox/message_json.h"
#include "sandbox/paging.h"
#include "sandbox/sandbox.h"

/* A medium's number: the message's handle and which of its media. */
#define MEDIUM_SHIFT 32

static void medium_sid(const struct account *account, uint32_t handle, uint32_t which,
		       char sid[static SID_SIZE])
{
	sid_format(account->seed, SID_MEDIA, "ME", (uint64_t)which << MEDIUM_SHIFT | handle, sid);
}

static bool is_deleted(const struct message *message, uint32_t which)
{
	return message->marks & MARK_MEDIA << which;
}

static void write_medium(struct strbuf *out, const struct account *account,
			 const struct message *message, uint32_t which)
{
	char sid[SID_SIZE];

	medium_sid(account, message->handle, which, sid);
	strbuf_addf(out, "{\"sid\": \"%s\", \"account_sid\": \"%s\", \"parent_sid\": \"%s\"", sid,
		    account->sid, message->sid);
	strbuf_addf(out, ", \"content_type\": \"%s\", \"date_created\": ",
		    media_types[message->media[which]]);
	out_date(out, message->created);
	strbuf_addstr(out, ", \"date_updated\": ");
	out_date(out, message->created);
	strbuf_addstr(out, ", \"uri\": \"");
	message_path(out, account, message);
	strbuf_addf(out, "/Media/%s.json\"}", sid);
}

/* The message of the path in full, in sandbox->scratch. */
static bool load_message(struct sandbox *sandbox, const struct request *request,
			 struct reply *reply)
{
	int64_t now = account_now(&sandbox->account);
	uint32_t handle;

	if (!sandbox_find_message(sandbox, request, reply, now, &handle))
		return false;
	account_message(&sandbox->account, handle, now, &sandbox->scratch);
	return true;
}

static bool find_medium(struct sandbox *sandbox, const struct request *request, struct reply *reply,
			uint32_t *which)
{
	struct message *message = &sandbox->scratch;
	uint64_t number;

	if (!load_message(sandbox, request, reply))
		return false;
	if (sid_parse(sandbox->account.seed, SID_MEDIA, request->captures[2], &number) &&
	    (uint32_t)number == message->handle) {
		*which = (uint32_t)(number >> MEDIUM_SHIFT);
		if (*which < message->media_count && !is_deleted(message, *which))
			return true;
	}
	reply_not_found(reply, request);
	return false;
}

/* The API's filters on DateCreated are by day or second of the message's own time, which is that
 * of all its media, so that a list shows all of them or none. */
void media_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const char *const filters[] = { "DateCreated", "DateCreated<", "DateCreated>",
					       NULL };
	struct message *message = &sandbox->scratch;
	struct paging paging;
	uint32_t count = 0;

	if (!paging_parse(&paging, request, reply) || !load_message(sandbox, request, reply))
		return;
	strbuf_addstr(reply->body, "{\"media_list\": [");
	for (uint32_t i = 0; i < message->media_count; i++) {
		if (is_deleted(message, i))
			continue;
		strbuf_addstr(reply->body, count++ > 0 ? ", " : "");
		write_medium(reply->body, &sandbox->account, message, i);
	}
	strbuf_addch(reply->body, ']');
	paging_write(&paging, request, filters, count, NULL, NULL, reply->body);
	strbuf_addch(reply->body, '}');
}

void media_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t which;

	if (find_medium(sandbox, request, reply, &which))
		write_medium(reply->body, &sandbox->account, &sandbox->scratch, which);
}

void media_delete(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t which;

	if (!find_medium(sandbox, request, reply, &which))
		return;
	account_mark(&sandbox->account, sandbox->scratch.handle, (uint16_t)(MARK_MEDIA << which));
	reply->status = 204;
}

void feedback_create(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const char *outcome = params_value(&request->form, "Outcome");
	struct message *message = &sandbox->scratch;

	if (!load_message(sandbox, request, reply))
		return;
	if (outcome == NULL)
		outcome = "confirmed";
	if (strcmp(outcome, "confirmed") != 0 && strcmp(outcome, "unconfirmed") != 0) {
		reply_error_text(reply, 20001, "Invalid Outcome value: %s", outcome);
		return;
	}
	if (!message->wants_feedback) {
		reply_error_status(reply, 20404, sandbox->account.assume.feedback_refusal);
		return;
	}
	account_mark(&sandbox->account, message->handle, MARK_FEEDBACK);
	strbuf_addf(reply->body, "{\"account_sid\": \"%s\", \"message_sid\": \"%s\"",
		    sandbox->account.sid, message->sid);
	strbuf_addf(reply->body, ", \"outcome\": \"%s\", \"date_created\": ", outcome);
	out_date(reply->body, account_now(&sandbox->account));
	strbuf_addstr(reply->body, ", \"date_updated\": ");
	out_date(reply->body, account_now(&sandbox->account));
	strbuf_addstr(reply->body, ", \"uri\": \"");
	message_path(reply->body, &sandbox->account, message);
	strbuf_addstr(reply->body, "/Feedback.json\"}");
}
