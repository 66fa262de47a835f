#include "sandbox/assume.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "sandbox/deactivated.h"

#define NUMBER "NUMBER"
#define VALUES_MAX 4

/* The first value of each is the default. */
static const struct assumption {
	const char *name;
	size_t member;
	struct {
		const char *word; /* NUMBER: any from 0 to 86400 */
		int value;
	} values[VALUES_MAX];
	const char *help;
} table[] = {
	{ "date-filter",
	  offsetof(struct assumptions, dates_by_day),
	  { { "second", 0 }, { "day", 1 } },
	  "whether DateSent< and DateSent> look at the time of day" },
	{ "date-before",
	  offsetof(struct assumptions, before_first_second),
	  { { "whole-day", 0 }, { "first-second", 1 } },
	  "what DateSent<=DAY still includes of that day" },
	{ "null-dates",
	  offsetof(struct assumptions, nulls_filtered),
	  { { "unlisted", 1 }, { "listed", 0 } },
	  "whether messages without date_sent pass a DateSent filter (by date_created)" },
	{ "null-order",
	  offsetof(struct assumptions, null_order),
	  { { "created", NULL_ORDER_CREATED },
	    { "first", NULL_ORDER_FIRST },
	    { "last", NULL_ORDER_LAST } },
	  "where messages without date_sent stand in the list" },
	{ "redact-in-flight",
	  offsetof(struct assumptions, redact_in_flight),
	  { { "refused", 0 }, { "accepted", 1 } },
	  "redacting a message that is not final yet (refused: 409, 20009)" },
	{ "status-20009",
	  offsetof(struct assumptions, status_20009),
	  { { "409", 409 }, { "422", 422 } },
	  "HTTP status of error 20009" },
	{ "page-size",
	  offsetof(struct assumptions, page_refused),
	  { { "capped", 0 }, { "refused", 1 } },
	  "what becomes of a PageSize above 1000: pages of 1000, or 400 (20007)" },
	{ "deleted-linger",
	  offsetof(struct assumptions, deleted_linger),
	  { { "0", 0 }, { NUMBER, 0 } },
	  "seconds for which lists still show a deleted message" },
	{ "retry-after",
	  offsetof(struct assumptions, retry_after),
	  { { "none", -1 }, { NUMBER, 0 } },
	  "seconds in the Retry-After header of a 429" },
	{ "feedback-refusal",
	  offsetof(struct assumptions, feedback_refusal),
	  { { "404", 404 }, { "400", 400 } },
	  "HTTP status for Feedback on a message sent without ProvideFeedback" },
	{ "status-added",
	  offsetof(struct assumptions, status_added),
	  { { "201", 201 }, { "200", 200 } },
	  "HTTP status when a number or short code is added to a service" },
	{ "channel-pools",
	  offsetof(struct assumptions, channels_shared),
	  { { "one", 0 }, { "many", 1 } },
	  "in how many services a channel sender may be (one: 409, 21712)" },
	{ "content-seconds",
	  offsetof(struct assumptions, content_seconds),
	  { { "120", 120 }, { NUMBER, 0 } },
	  "for how long a link to media or deactivations holds" },
	{ "media",
	  offsetof(struct assumptions, media),
	  { { "307", 307 }, { "302", 302 }, { "200", 200 } },
	  "HTTP status for a medium without .json: a redirect, or the content itself" },
	{ "deactivations",
	  offsetof(struct assumptions, deactivations),
	  { { "plain", DEACTIVATED_PLAIN },
	    { "plus", DEACTIVATED_PLUS },
	    { "crlf", DEACTIVATED_CRLF },
	    { "blank", DEACTIVATED_BLANK } },
	  "lines of a deactivations file: digits, with a plus sign, ended by CR and LF, or with "
	  "an empty line behind each" },
	{ "deactivations-link",
	  offsetof(struct assumptions, link_in_body),
	  { { "header", 0 }, { "body", 1 } },
	  "whether the link to a deactivations file is also a Location header, or in the JSON alone" },
	{ "key-accounts",
	  offsetof(struct assumptions, key_accounts),
	  { { "401", 401 }, { "403", 403 }, { "allowed", 200 } },
	  "the API key that lists accounts or asks for a subaccount (20003, 20403)" },
	{ "denied",
	  offsetof(struct assumptions, denied),
	  { { "401", 401 }, { "403", 403 } },
	  "HTTP status for what --deny denies (20003, 20403)" },
	{ "json-text",
	  offsetof(struct assumptions, utf8),
	  { { "escaped", 0 }, { "utf8", 1 } },
	  "whether JSON has \\u escapes or UTF-8 for what is not ASCII" },
};

static int *member(struct assumptions *assumptions, const struct assumption *row)
{
	return (int *)(void *)((char *)assumptions + row->member);
}

void assume_init(struct assumptions *assumptions)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		*member(assumptions, &table[i]) = table[i].values[0].value;
}

static void describe_values(struct strbuf *out, const struct assumption *row)
{
	for (int i = 0; i < VALUES_MAX && row->values[i].word != NULL; i++)
		strbuf_addf(out, "%s%s", i > 0 ? "|" : "", row->values[i].word);
}

static bool set_value(struct assumptions *assumptions, const struct assumption *row,
		      const char *value, struct error *err)
{
	struct strbuf values = STRBUF_INIT(STRBUF_LINE);
	int64_t number;

	for (int i = 0; i < VALUES_MAX && row->values[i].word != NULL; i++) {
		if (strcmp(row->values[i].word, value) == 0 && strcmp(value, NUMBER) != 0) {
			*member(assumptions, row) = row->values[i].value;
			return true;
		}
		if (strcmp(row->values[i].word, NUMBER) == 0 &&
		    parse_int64(value, strlen(value), 0, 86400, &number)) {
			*member(assumptions, row) = (int)number;
			return true;
		}
	}
	describe_values(&values, row);
	error_set(err, ERROR_USAGE, "assumption %s is one of %s, not \"%s\"", row->name,
		  values.data, value);
	strbuf_release(&values);
	return false;
}

bool assume_set(struct assumptions *assumptions, const char *text, struct error *err)
{
	const char *equals = strchr(text, '=');

	if (equals == NULL)
		return error_set(err, ERROR_USAGE, "an assumption is NAME=VALUE, not \"%s\"", text);
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		size_t length = strlen(table[i].name);

		if (length == (size_t)(equals - text) && memcmp(text, table[i].name, length) == 0)
			return set_value(assumptions, &table[i], equals + 1, err);
	}
	return error_set(err, ERROR_USAGE, "there is no assumption \"%.*s\"", (int)(equals - text),
			 text);
}

void assume_describe(struct strbuf *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		strbuf_addf(out, "  %s=", table[i].name);
		describe_values(out, &table[i]);
		strbuf_addf(out, "\n        %s\n", table[i].help);
	}
}
