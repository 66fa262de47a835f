/* media.c - Media of a message, and their content.
 * https://www.twilio.com/docs/messaging/api/media-resource */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "sandbox/attachment.h"
#include "sandbox/content.h"
#include "sandbox/dates.h"
#include "sandbox/jsonout.h"
#include "sandbox/message_json.h"
#include "sandbox/records.h"

#define DAY 86400
/* A medium's number: the message's handle and which of its media. */
#define MEDIUM_SHIFT 32

static void medium_sid(const struct sandbox *sandbox, uint32_t which, char sid[static SID_SIZE])
{
	sid_format(sandbox->account.seed, SID_MEDIA, "ME",
		   (uint64_t)which << MEDIUM_SHIFT | sandbox->scratch.handle, sid);
}

static bool is_deleted(const struct message *message, uint32_t which)
{
	return message->marks & MARK_MEDIA << which;
}

static void write_medium(const struct sandbox *sandbox, const struct request *request,
			 uint32_t which, struct strbuf *out)
{
	const struct message *message = &sandbox->scratch;
	char sid[SID_SIZE];

	(void)request;
	medium_sid(sandbox, which, sid);
	strbuf_addf(out, "{\"account_sid\": \"%s\", \"content_type\": \"%s\"", sandbox->account.sid,
		    media_types[message->media[which]]);
	strbuf_addstr(out, ", \"date_created\": ");
	out_date(out, message->created);
	strbuf_addstr(out, ", \"date_updated\": ");
	out_date(out, message->created);
	strbuf_addf(out, ", \"parent_sid\": \"%s\", \"sid\": \"%s\", \"uri\": \"", message->sid,
		    sid);
	message_path(out, &sandbox->account, message);
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

/* Which medium of the message in sandbox->scratch has this SID. */
static bool find_in_message(const struct sandbox *sandbox, const char *sid, uint32_t *which)
{
	const struct message *message = &sandbox->scratch;
	uint64_t number;

	if (!sid_parse(sandbox->account.seed, SID_MEDIA, sid, &number) ||
	    (uint32_t)number != message->handle)
		return false;
	*which = (uint32_t)(number >> MEDIUM_SHIFT);
	return *which < message->media_count && !is_deleted(message, *which);
}

static bool find_medium(struct sandbox *sandbox, const struct request *request, struct reply *reply,
			uint32_t *which)
{
	if (!load_message(sandbox, request, reply))
		return false;
	if (find_in_message(sandbox, request->captures[2], which))
		return true;
	reply_not_found(reply, request);
	return false;
}

/* A bound on DateCreated, DATE_NONE where there is none. */
static bool parse_bound(const struct request *request, struct reply *reply, const char *name,
			int64_t *when, bool *day_only)
{
	const struct param *param = params_get(&request->query, name);

	*when = DATE_NONE;
	if (param == NULL || param->length == 0 ||
	    dates_parse(param->value, param->length, when, day_only))
		return true;
	reply_error_text(reply, 20001, "Invalid date value: %s", param->value);
	return false;
}

/* Whether media of that time pass the filters: DateCreated is a whole day, DateCreated> and
 * DateCreated< are bounds that belong to it, a day with all its hours. */
static bool filter_created(const struct request *request, struct reply *reply, int64_t created,
			   bool *listed)
{
	int64_t day, after, before;
	bool day_only;

	if (!parse_bound(request, reply, "DateCreated", &day, &day_only) ||
	    !parse_bound(request, reply, "DateCreated>", &after, &day_only) ||
	    !parse_bound(request, reply, "DateCreated<", &before, &day_only))
		return false;
	if (before != DATE_NONE && day_only)
		before += DAY - 1;
	*listed = (day == DATE_NONE || date_utc_midnight(day) == date_utc_midnight(created)) &&
		  (after == DATE_NONE || created >= after) &&
		  (before == DATE_NONE || created <= before);
	return true;
}

/* The time of a message is that of all its media, so that a list shows all of them or none. */
void media_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const char *const filters[] = { "DateCreated", "DateCreated<", "DateCreated>",
					       NULL };
	static const struct record_kind kind = {
		.key = "media_list", .filters = filters, .name = medium_sid, .write = write_medium
	};
	struct message *message = &sandbox->scratch;
	bool listed;

	if (!load_message(sandbox, request, reply) ||
	    !filter_created(request, reply, message->created, &listed))
		return;
	vec_clear(&sandbox->page);
	for (uint32_t i = 0; listed && i < message->media_count; i++)
		if (!is_deleted(message, i))
			vec_push(&sandbox->page, i);
	records_reply(sandbox, request, reply, &kind, &sandbox->page);
}

void media_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t which;

	if (find_medium(sandbox, request, reply, &which))
		write_medium(sandbox, request, which, reply->body);
}

void media_delete(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t which;

	if (!find_medium(sandbox, request, reply, &which))
		return;
	account_mark(&sandbox->account, sandbox->scratch.handle, (uint16_t)(MARK_MEDIA << which));
	reply->status = 204;
}

static void write_content(const struct message *message, uint32_t which, struct reply *reply)
{
	enum media_kind kind = (enum media_kind)message->media[which];

	reply->content_type = media_types[kind];
	attachment_write(reply->body, kind, message->media_numbers[which]);
}

/* The medium's path without ".json": the content, or where it is. */
void media_redirect(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct strbuf link = STRBUF_INIT(STRBUF_LINE);
	uint32_t which;

	if (!find_medium(sandbox, request, reply, &which))
		return;
	if (sandbox->account.assume.media == 200) {
		write_content(&sandbox->scratch, which, reply);
		return;
	}
	strbuf_addf(&path, "/media/%s/%s", sandbox->account.sid, request->captures[2]);
	content_link(sandbox, path.data, &link);
	reply->status = sandbox->account.assume.media;
	reply->content_type = "text/plain";
	reply_header(reply, "Location", "%s", link.data);
	strbuf_release(&path);
	strbuf_release(&link);
}

/* "AC…/ME…" */
bool media_content(struct sandbox *sandbox, const char *name, struct reply *reply)
{
	const char *sid = name + SID_LENGTH + 1;
	int64_t now = account_now(&sandbox->account);
	uint32_t handle, which;
	uint64_t number;

	if (strlen(name) != 2 * SID_LENGTH + 1 || !sid_is_wellformed(name, SID_LENGTH, "AC") ||
	    !sid_is_wellformed(sid, SID_LENGTH, "ME"))
		return false;
	sandbox = sandbox_of_account(sandbox, name);
	if (sandbox == NULL || !sid_parse(sandbox->account.seed, SID_MEDIA, sid, &number))
		return false;
	handle = (uint32_t)number;
	if (!account_has(&sandbox->account, handle, now) ||
	    account_marks(&sandbox->account, handle) & MARK_DELETED)
		return false;
	account_message(&sandbox->account, handle, now, &sandbox->scratch);
	if (!find_in_message(sandbox, sid, &which))
		return false;
	write_content(&sandbox->scratch, which, reply);
	return true;
}
