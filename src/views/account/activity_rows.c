#include "views/account/activity_rows.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "views/list/cells.h"
#include "views/list/datum.h"
#include "views/list/languages.h"

/* -- source ------------------------------------------------------------------------------------ */

static const struct activity_request *request_at(void *data, uint32_t row)
{
	return &((struct activity_rows *)data)->requests[row];
}

static size_t source_count(void *data)
{
	return ((struct activity_rows *)data)->count;
}

static uint64_t source_key(void *data, uint32_t row)
{
	return request_at(data, row)->number;
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	for (*row = 0; *row < source_count(data); (*row)++)
		if (request_at(data, *row)->number == key)
			return true;
	return false;
}

static bool source_match(void *data, uint32_t row)
{
	return search_passes(((struct activity_rows *)data)->search, data, request_at(data, row));
}

const struct table_source activity_rows_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.match = source_match,
};

/* -- columns ----------------------------------------------------------------------------------- */

static const struct {
	const char *shown;
	const char *word; /* in a query */
	enum style_role role;
} outcomes[ACTIVITY_OUTCOMES] = {
	[ACTIVITY_FLYING] = { "→ in flight", "in-flight", STYLE_WAITING },
	[ACTIVITY_DONE] = { "✓", "done", STYLE_GOOD },
	[ACTIVITY_AGAIN] = { "! again", "again", STYLE_WARNING },
	[ACTIVITY_THROTTLED] = { "! slow down", "slow-down", STYLE_WARNING },
	[ACTIVITY_FAILED] = { "✗", "failed", STYLE_BAD },
	[ACTIVITY_CANCELLED] = { "○ not needed", "not-needed", STYLE_DIM },
};

static const char *const priorities[] = {
	[PRIORITY_NOW] = "you",
	[PRIORITY_AHEAD] = "ahead",
	[PRIORITY_HISTORY] = "history",
	[PRIORITY_POLL] = "nobody",
	NULL,
};

static void started_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_time(request_at(data, row)->started, out);
}

static void outcome_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct activity_request *request = request_at(data, row);

	*role = outcomes[request->outcome].role;
	strbuf_addstr(out, outcomes[request->outcome].shown);
	if (request->status)
		strbuf_addf(out, " %d", request->status);
	else if (request->outcome == ACTIVITY_AGAIN || request->outcome == ACTIVITY_FAILED)
		strbuf_addstr(out, " no answer");
}

static void request_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct activity_request *request = request_at(data, row);

	(void)role;
	strbuf_addf(out, "%s %s", request->verb, request->endpoint);
}

static void who_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	strbuf_addstr(out, priorities[request_at(data, row)->priority]);
}

static void attempt_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	unsigned attempt = request_at(data, row)->attempt;

	*role = attempt > 1 ? STYLE_WARNING : STYLE_DIM;
	strbuf_addf(out, "%u", attempt);
}

void activity_add_ms(struct strbuf *out, int64_t ms)
{
	if (ms >= 0)
		strbuf_addf(out, "%lld ms", (long long)ms);
}

static void latency_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	activity_add_ms(out, request_at(data, row)->latency_ms);
}

static void took_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	activity_add_ms(out, request_at(data, row)->took_ms);
}

static void bytes_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	if (request_at(data, row)->outcome != ACTIVITY_FLYING)
		cell_size(request_at(data, row)->bytes, out);
}

static void id_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const char *id = request_at(data, row)->request_id;

	*role = STYLE_DIM;
	text_clean(out, id, strlen(id), TEXT_ONE_LINE);
}

#define COMPARE(name, member)                                            \
	static int compare_##name(void *data, uint32_t a, uint32_t b)    \
	{                                                                \
		return cell_order((int64_t)request_at(data, a)->member,  \
				  (int64_t)request_at(data, b)->member); \
	}

COMPARE(outcome, outcome)
COMPARE(latency, latency_ms)
COMPARE(took, took_ms)
COMPARE(bytes, bytes)

static int compare_request(void *data, uint32_t a, uint32_t b)
{
	return strcmp(request_at(data, a)->endpoint, request_at(data, b)->endpoint);
}

const struct table_column activity_columns[ACTIVITY_COLUMN_COUNT] = {
	{ .name = "started",
	  .title = "STARTED",
	  .help = "when it was sent",
	  .width = 8,
	  .rank = 3,
	  .text = started_text },
	{ .name = "request",
	  .title = "REQUEST",
	  .help = "what was asked of which endpoint",
	  .width = 22,
	  .weight = 1,
	  .max_width = 34,
	  .rank = 1,
	  .text = request_text,
	  .compare = compare_request },
	{ .name = "outcome",
	  .title = "ANSWER",
	  .help = "how far it is, or what came of it, with the HTTP status",
	  .width = 17,
	  .rank = 1,
	  .text = outcome_text,
	  .compare = compare_outcome },
	{ .name = "for",
	  .title = "FOR",
	  .help = "who waits for it: you, you soon (ahead), the history, nobody (news)",
	  .width = 7,
	  .rank = 5,
	  .text = who_text },
	{ .name = "try",
	  .title = "TRY",
	  .help = "the how many-th attempt it was",
	  .width = 3,
	  .rank = 6,
	  .align = DRAW_RIGHT,
	  .text = attempt_text },
	{ .name = "latency",
	  .title = "LATENCY",
	  .help = "until the first byte of the answer",
	  .width = 8,
	  .rank = 2,
	  .align = DRAW_RIGHT,
	  .text = latency_text,
	  .compare = compare_latency,
	  .descending = true },
	{ .name = "took",
	  .title = "TOOK",
	  .help = "until its last byte",
	  .width = 8,
	  .rank = 4,
	  .align = DRAW_RIGHT,
	  .text = took_text,
	  .compare = compare_took,
	  .descending = true },
	{ .name = "bytes",
	  .title = "BYTES",
	  .help = "of the answer, after decompression",
	  .width = 9,
	  .rank = 3,
	  .align = DRAW_RIGHT,
	  .text = bytes_text,
	  .compare = compare_bytes,
	  .descending = true },
	{ .name = "id",
	  .title = "TWILIO'S REQUEST ID",
	  .help = "by which Twilio's support finds it",
	  .width = 34,
	  .rank = 7,
	  .text = id_text },
};

/* -- in which words they are searched ---------------------------------------------------------- */

enum {
	REQUEST_TEXT,
	REQUEST_ENDPOINT,
	REQUEST_ANSWER,
	REQUEST_STATUS,
	REQUEST_FOR,
	REQUEST_TRY,
	REQUEST_LATENCY,
	REQUEST_TOOK,
	REQUEST_BYTES,
	REQUEST_STARTED,
	REQUEST_ID,
};

static const char *const answer_words[] = { "in-flight", "done",       "again", "slow-down",
					    "failed",    "not-needed", NULL };

static const struct filter_field request_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in what was asked, what came of it, for whom, and Twilio's request id",
	  .example = "text:POST",
	  .id = REQUEST_TEXT },
	{ .name = "endpoint",
	  .alias = "request",
	  .kind = FILTER_TEXT,
	  .help = "part of the name of what was asked",
	  .example = "endpoint:message",
	  .id = REQUEST_ENDPOINT },
	{ .name = "answer",
	  .kind = FILTER_WORD,
	  .help = "what came of it: done, again, slow-down, failed, not-needed, in-flight",
	  .example = "answer:again,failed",
	  .values = answer_words,
	  .id = REQUEST_ANSWER },
	{ .name = "status",
	  .alias = "code",
	  .kind = FILTER_NUMBER,
	  .help = "the HTTP status of the answer",
	  .example = "status>=400",
	  .id = REQUEST_STATUS },
	{ .name = "for",
	  .kind = FILTER_WORD,
	  .help = "who waits for it: you, ahead, history or nobody",
	  .example = "for:you",
	  .values = priorities,
	  .id = REQUEST_FOR },
	{ .name = "try",
	  .kind = FILTER_NUMBER,
	  .help = "the how many-th attempt it was",
	  .example = "try>1",
	  .id = REQUEST_TRY },
	{ .name = "latency",
	  .kind = FILTER_NUMBER,
	  .help = "milliseconds to the first byte of the answer",
	  .example = "latency>500",
	  .id = REQUEST_LATENCY },
	{ .name = "took",
	  .kind = FILTER_NUMBER,
	  .help = "milliseconds to its last byte",
	  .example = "took>1000",
	  .id = REQUEST_TOOK },
	{ .name = "bytes",
	  .kind = FILTER_NUMBER,
	  .help = "of the answer, after decompression",
	  .example = "bytes>100000",
	  .id = REQUEST_BYTES },
	{ .name = "date",
	  .alias = "started",
	  .kind = FILTER_TIME,
	  .help = "when it was sent",
	  .example = "date:1h",
	  .id = REQUEST_STARTED },
	SINCE_UNTIL_FIELDS(REQUEST_STARTED, "sent"),
	{ .name = "id",
	  .kind = FILTER_TEXT,
	  .help = "part of Twilio's id of the request",
	  .example = "id:RQ45",
	  .id = REQUEST_ID },
};

static void read_words(const struct activity_request *request, struct strbuf *out)
{
	strbuf_addf(out, "%s %s\n%s\n%s\n%s", request->verb, request->endpoint,
		    outcomes[request->outcome].word, priorities[request->priority],
		    request->request_id);
}

static int64_t if_there(int64_t number)
{
	return number >= 0 ? number : FILTER_ABSENT;
}

static int64_t number_of(const struct activity_request *request, int id)
{
	switch (id) {
	case REQUEST_STATUS:
		return request->status ? request->status : FILTER_ABSENT;
	case REQUEST_TRY:
		return request->attempt;
	case REQUEST_LATENCY:
		return if_there(request->latency_ms);
	case REQUEST_TOOK:
		return if_there(request->took_ms);
	case REQUEST_BYTES:
		return (int64_t)request->bytes;
	default:
		return request->started;
	}
}

static void read_request(const void *list, const void *record, int id, struct filter_datum *datum)
{
	const struct activity_request *request = record;

	(void)list;
	switch (id) {
	case REQUEST_TEXT:
		read_words(request, &datum->text);
		break;
	case REQUEST_ENDPOINT:
		strbuf_addf(&datum->text, "%s %s", request->verb, request->endpoint);
		break;
	case REQUEST_ANSWER:
		strbuf_addstr(&datum->text, outcomes[request->outcome].word);
		break;
	case REQUEST_FOR:
		strbuf_addstr(&datum->text, priorities[request->priority]);
		break;
	case REQUEST_ID:
		strbuf_addstr(&datum->text, request->request_id);
		break;
	default:
		datum->number = number_of(request, id);
		break;
	}
}

const struct filter_language request_language = {
	.fields = request_fields,
	.count = ARRAY_SIZE(request_fields),
	.read = read_request,
};
