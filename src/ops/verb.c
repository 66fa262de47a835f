#include "ops/verb.h"

#include <string.h>

#include "base/mem.h"
#include "model/errcode.h"

static const struct op_verb verbs[OP_COUNT] = {
	[OP_REDACT] = {
		.name = "redact",
		.title = "Redact text",
		.doing = "Redacting",
		.done = "redacted",
		.phrase = "Redact the text of",
		.noun = "message",
		.warning = "A redacted text cannot be brought back; numbers, times and media stay",
		.irreversible = true,
		.repeatable = true,
		.change = CHANGE_REDACT,
		.effect = OP_EFFECT_EMPTY,
	},
	[OP_DELETE] = {
		.name = "delete",
		.title = "Delete",
		.doing = "Deleting",
		.done = "deleted",
		.phrase = "Delete",
		.noun = "message",
		.warning = "A deleted message cannot be brought back, nor can its media",
		.irreversible = true,
		.repeatable = true,
		.change = CHANGE_DELETE,
		.effect = OP_EFFECT_REMOVE,
	},
	[OP_CANCEL] = {
		.name = "cancel",
		.title = "Cancel sending",
		.doing = "Cancelling",
		.done = "cancelled",
		.phrase = "Cancel",
		.noun = "scheduled message",
		.warning = "A cancelled message can only be scheduled anew",
		.irreversible = true,
		.repeatable = true,
		.change = CHANGE_CANCEL,
	},
};

static const struct {
	const char *name;
	const char *words;  /* for a table */
	const char *advice; /* goes on the sentence, or NULL */
} whys[WHY_COUNT] = {
	[WHY_NONE] = { "none", "", NULL },
	[WHY_NO_TEXT] = { "no-text", "has no text any more", NULL },
	[WHY_CANCELED] = { "canceled", "is cancelled already", NULL },
	[WHY_NOT_FINAL] = { "not-final", "is still on its way",
			    "Twilio allows this once it has arrived or failed; it is tried again" },
	[WHY_SCHEDULED] = { "scheduled", "is scheduled", "cancel it first" },
	[WHY_NOT_SCHEDULED] = { "not-scheduled", "is not scheduled",
				"only what waits for its time can be cancelled" },
	[WHY_GONE] = { "gone", "is not there any more", NULL },
	[WHY_TOO_LATE] = { "too-late", "could not be cancelled any more",
			   "it has left, or is about to" },
	[WHY_NOT_ACCEPTED] = { "not-accepted", "the request was not accepted",
			       "the message may be in a state that Twilio does not change" },
	[WHY_CREDENTIALS] = { "credentials", "the credentials were not accepted",
			      "look at key and secret, at the region, and whether the account is "
			      "active" },
	[WHY_NOT_ALLOWED] = { "not-allowed", "this key or account may not do this",
			      "use a key that may change messages" },
	[WHY_THROTTLED] = { "throttled", "too many requests on this account at the same time",
			    "it is tried again" },
	[WHY_SERVER] = { "server", "Twilio had a fault of its own", "try again later" },
	[WHY_NETWORK] = { "network", "no answer from Twilio",
			  "try again when the network is back" },
	[WHY_NO_TRUST] = { "no-trust", "no secure connection to Twilio", NULL },
	[WHY_UNREADABLE] = { "unreadable", "the answer could not be read",
			     "is something in between?" },
	[WHY_READ_ONLY] = { "read-only", "msgdeck did not send it", "this session is read-only" },
	[WHY_TAKEN_BACK] = { "taken-back", "was taken back before it was done", NULL },
	[WHY_OTHER] = { "other", "Twilio refused", NULL },
};

const struct op_verb *op_verb(enum op op)
{
	return &verbs[op];
}

enum op op_find(const char *name)
{
	unsigned i = 0;

	while (i < OP_COUNT && strcmp(verbs[i].name, name) != 0)
		i++;
	return (enum op)i;
}

const char *op_why_name(enum op_why why)
{
	return whys[why].name;
}

enum op_why op_why_find(const char *name)
{
	unsigned i = 0;

	while (i < WHY_COUNT && strcmp(whys[i].name, name) != 0)
		i++;
	return (enum op_why)i;
}

const char *op_why_words(enum op_why why)
{
	return whys[why].words;
}

static struct op_judgement judge(enum op_decision decision, enum op_why why)
{
	return (struct op_judgement){ decision, why };
}

/* Redaction and deletion want the message to have come to its end. `sent` may be that end, and a
 * status that is not known, or is deprecated, is for the server to judge. */
static struct op_judgement judge_ended(enum message_status status)
{
	switch (status) {
	case STATUS_SCHEDULED:
		return judge(OP_REFUSE, WHY_SCHEDULED);
	case STATUS_ACCEPTED:
	case STATUS_QUEUED:
	case STATUS_SENDING:
	case STATUS_RECEIVING:
		return judge(OP_WAIT, WHY_NOT_FINAL);
	default:
		return judge(OP_DO, WHY_NONE);
	}
}

static struct op_judgement judge_cancel(enum message_status status)
{
	switch (status) {
	case STATUS_SCHEDULED:
	case STATUS_UNKNOWN:
		return judge(OP_DO, WHY_NONE);
	case STATUS_CANCELED:
		return judge(OP_LEAVE, WHY_CANCELED);
	default:
		return judge(OP_REFUSE, WHY_NOT_SCHEDULED);
	}
}

struct op_judgement op_judge(enum op op, const struct op_target *target)
{
	if (op == OP_CANCEL)
		return judge_cancel(target->status);
	if (op == OP_REDACT && target->empty)
		return judge(OP_LEAVE, WHY_NO_TEXT);
	return judge_ended(target->status);
}

static struct op_outcome ended(enum op_end end, enum op_why why)
{
	return (struct op_outcome){ .end = end, .why = why };
}

static struct op_outcome paused(enum op_end end, enum op_why why)
{
	return (struct op_outcome){ .end = end, .why = why, .pause = true };
}

static bool is_open(enum op op, const struct result *result)
{
	return result->unclear && !verbs[op].repeatable;
}

/* It failed without a clear no. */
static struct op_outcome open_end(enum op op, const struct result *result, enum op_why why)
{
	return ended(is_open(op, result) ? OP_END_UNKNOWN : OP_END_FAILED, why);
}

static struct op_outcome by_status(enum op op, const struct result *result)
{
	int status = result->error.http_status;

	/* A 404 or a redirect without a code is not Twilio's: a gateway or a login page. */
	if (status / 100 == 3 || (status == 404 && !result->error.code))
		return open_end(op, result, WHY_UNREADABLE);
	if (status == 404)
		return op == OP_DELETE ? ended(OP_END_DONE, WHY_GONE)
				       : ended(OP_END_LEFT, WHY_GONE);
	if (status == 429)
		return ended(OP_END_WAIT, WHY_THROTTLED);
	if (status == 401)
		return paused(OP_END_READY, WHY_CREDENTIALS);
	if (status == 403)
		return paused(OP_END_READY, WHY_NOT_ALLOWED);
	if (status >= 500)
		return open_end(op, result, WHY_SERVER);
	return ended(OP_END_REFUSED, WHY_OTHER);
}

static struct op_outcome too_late(const struct result *result)
{
	if (result->message_count && result->messages[0].status == STATUS_CANCELED)
		return ended(OP_END_DONE, WHY_NONE);
	return ended(OP_END_REFUSED, WHY_TOO_LATE);
}

static struct op_outcome by_answer(enum op op, const struct result *result)
{
	switch (result->error.code) {
	case 20009:
		return ended(OP_END_WAIT, WHY_NOT_FINAL);
	case 30409:
		return op == OP_CANCEL ? too_late(result) : ended(OP_END_REFUSED, WHY_OTHER);
	case 30400:
	case 20001:
		return ended(OP_END_REFUSED, WHY_NOT_ACCEPTED);
	case 20003:
		return paused(OP_END_READY, WHY_CREDENTIALS);
	case 20403:
		return paused(OP_END_READY, WHY_NOT_ALLOWED);
	case 20429:
		return ended(OP_END_WAIT, WHY_THROTTLED);
	default:
		return by_status(op, result);
	}
}

struct op_outcome op_outcome(enum op op, const struct result *result)
{
	switch (result->error.kind) {
	case ERROR_NONE:
		return ended(OP_END_DONE, WHY_NONE);
	case ERROR_API:
	case ERROR_AUTH:
		return by_answer(op, result);
	case ERROR_NETWORK:
		return open_end(op, result, WHY_NETWORK);
	case ERROR_TLS:
		return paused(is_open(op, result) ? OP_END_UNKNOWN : OP_END_READY, WHY_NO_TRUST);
	case ERROR_REFUSED:
		return paused(OP_END_READY, WHY_READ_ONLY);
	case ERROR_CANCELLED:
		return verbs[op].repeatable ? ended(OP_END_READY, WHY_TAKEN_BACK)
					    : ended(OP_END_UNKNOWN, WHY_TAKEN_BACK);
	default:
		return open_end(op, result, WHY_UNREADABLE);
	}
}

/* Twilio asks to wait at least a minute after 20009, then several. */
int64_t op_wait_ms(enum op_why why, unsigned tries)
{
	int64_t wait = why == WHY_NOT_FINAL ? 60 * 1000 : 5 * 1000;

	for (unsigned i = 1; i < tries && wait < OP_WAIT_MAX_MS; i++)
		wait *= 2;
	return wait < OP_WAIT_MAX_MS ? wait : OP_WAIT_MAX_MS;
}

static void add_marks(struct strbuf *out, int code, int http_status, const char *request_id)
{
	const char *separator = " (";

	if (code) {
		strbuf_addf(out, "%serror %d", separator, code);
		separator = ", ";
	} else if (http_status >= 300) {
		strbuf_addf(out, "%sHTTP status %d", separator, http_status);
		separator = ", ";
	}
	if (request_id && *request_id) {
		strbuf_addf(out, "%srequest %s", separator, request_id);
		separator = ", ";
	}
	if (*separator == ',')
		strbuf_addch(out, ')');
}

void op_explain(struct strbuf *out, enum op_why why, int code, int http_status,
		const char *request_id)
{
	const char *words = whys[why].words;
	const char *advice = whys[why].advice;

	if (why == WHY_OTHER && code && errcode_title(code)) {
		words = errcode_title(code);
		advice = errcode_hint(code);
	}
	strbuf_addstr(out, words);
	if (advice)
		strbuf_addf(out, ": %s", advice);
	add_marks(out, code, http_status, request_id);
}
