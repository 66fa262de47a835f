#include "ops/verb.h"

#include "model/errcode.h"

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
	if (op > OP_CANCEL)
		return judge(OP_DO, WHY_NONE);
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
	return result->unclear && !op_verb(op)->repeatable;
}

/* It failed without a clear no. */
static struct op_outcome open_end(enum op op, const struct result *result, enum op_why why)
{
	return ended(is_open(op, result) ? OP_END_UNKNOWN : OP_END_FAILED, why);
}

/* Whether nothing is left to be done when the thing itself is not there. */
static struct op_outcome gone(enum op op)
{
	if (op_verb(op)->removes)
		return ended(OP_END_DONE, WHY_GONE);
	if (op == OP_ADD_SENDER)
		return ended(OP_END_REFUSED, WHY_NO_SERVICE);
	if (op == OP_FEEDBACK)
		return ended(OP_END_REFUSED, WHY_NO_FEEDBACK);
	if (op_verb(op)->object == OP_ON_NOTHING)
		return ended(OP_END_REFUSED, WHY_OTHER);
	return ended(OP_END_LEFT, WHY_GONE);
}

static struct op_outcome by_status(enum op op, const struct result *result)
{
	int status = result->error.http_status;

	/* A 404 or a redirect without a code is not Twilio's: a gateway or a login page. */
	if (status / 100 == 3 || (status == 404 && !result->error.code))
		return open_end(op, result, WHY_UNREADABLE);
	if (status == 404)
		return gone(op);
	if (status == 429)
		return ended(OP_END_WAIT, WHY_THROTTLED);
	if (status == 401)
		return paused(OP_END_READY, WHY_CREDENTIALS);
	if (status == 403)
		return paused(OP_END_READY, WHY_NOT_ALLOWED);
	if (status >= 500)
		return open_end(op, result, WHY_SERVER);
	/* The documents do not say how this is refused. */
	return ended(OP_END_REFUSED, op == OP_FEEDBACK ? WHY_NO_FEEDBACK : WHY_OTHER);
}

static struct op_outcome too_late(const struct result *result)
{
	if (result->message_count && result->messages[0].status == STATUS_CANCELED)
		return ended(OP_END_DONE, WHY_NONE);
	return ended(OP_END_REFUSED, WHY_TOO_LATE);
}

/* Those of a pool's senders. An alpha sender that is refused as full may be the very one that an
 * attempt before put there: the runner looks. */
static struct op_outcome by_pool(enum op op, const struct result *result)
{
	bool adds = op == OP_ADD_SENDER;

	switch (result->error.code) {
	case 21710:
		return adds ? ended(OP_END_DONE, WHY_HERE) : ended(OP_END_REFUSED, WHY_OTHER);
	case 21711:
		return adds ? ended(OP_END_REFUSED, WHY_OTHER) : ended(OP_END_DONE, WHY_GONE);
	case 21712:
		return ended(OP_END_REFUSED, WHY_ELSEWHERE);
	case 21714:
	case 30995:
		return ended(OP_END_REFUSED, WHY_FULL);
	case 21715:
		return ended(OP_END_REFUSED, WHY_UNFIT);
	case 21701:
	case 21705:
		return adds ? ended(OP_END_REFUSED, WHY_NO_SERVICE) : ended(OP_END_DONE, WHY_GONE);
	default:
		return by_status(op, result);
	}
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
		return ended(OP_END_REFUSED, op <= OP_CANCEL ? WHY_NOT_ACCEPTED : WHY_OTHER);
	case 20003:
		return paused(OP_END_READY, WHY_CREDENTIALS);
	case 20403:
		return paused(OP_END_READY, WHY_NOT_ALLOWED);
	case 20429:
		return ended(OP_END_WAIT, WHY_THROTTLED);
	default:
		return op_verb(op)->object == OP_ON_SENDER ? by_pool(op, result)
							   : by_status(op, result);
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
		return op_verb(op)->repeatable ? ended(OP_END_READY, WHY_TAKEN_BACK)
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

void op_explain_said(struct strbuf *out, const char *said, enum op_why why, int code,
		     int http_status, const char *request_id)
{
	const char *words = op_why_words(why);
	const char *advice = op_why_advice(why);

	if (why == WHY_OTHER && code && errcode_title(code)) {
		words = errcode_title(code);
		advice = errcode_hint(code);
	}
	strbuf_addstr(out, said ? said : words);
	if (advice)
		strbuf_addf(out, ": %s", advice);
	add_marks(out, code, http_status, request_id);
}

void op_explain(struct strbuf *out, enum op_why why, int code, int http_status,
		const char *request_id)
{
	op_explain_said(out, NULL, why, code, http_status, request_id);
}

void op_explain_trouble(struct strbuf *out, const struct error *trouble)
{
	const struct result answer = { .error = *trouble };

	if (trouble->kind == ERROR_API || trouble->kind == ERROR_AUTH) {
		op_explain(out, op_outcome(OP_DELETE, &answer).why, trouble->code,
			   trouble->http_status, trouble->request_id);
		return;
	}
	strbuf_addstr(out, error_text(trouble));
	add_marks(out, trouble->code, 0, trouble->request_id);
}
