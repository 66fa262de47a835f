/*
 * filter_fields.c - the fields of the query language, and their words.
 */
#include <string.h>

#include "base/mem.h"
#include "model/filter_internal.h"

const char *const filter_status_words[] = {
	"accepted",
	"scheduled",
	"queued",
	"sending",
	"sent",
	"delivered",
	"read",
	"undelivered",
	"failed",
	"canceled",
	"receiving",
	"received",
	"partially_delivered",
	"unknown",
	NULL,
};

const char *const filter_direction_words[] = {
	"in", "out", "inbound", "outbound-api", "outbound-call", "outbound-reply", NULL,
};

const char *const filter_state_words[] = {
	[STATE_FAILED] = "failed",     [STATE_WAITING] = "waiting",
	[STATE_FINAL] = "final",       [STATE_INBOUND] = "inbound",
	[STATE_OUTBOUND] = "outbound", [STATE_MEDIA] = "media",
	[STATE_PRICED] = "priced",     [STATE_EMPTY] = "empty",
	[STATE_UNREAD] = "unread",     NULL,
};

static const char *const time_words[] = { "1h", "24h", "today", "yesterday", "7d", "30d", NULL };
static const char *const number_words[] = { "yes", "no", NULL };
static const char *const none_words[] = { "none", NULL };

static const struct filter_field fields[] = {
	{ .name = "text",
	  .alias = "body",
	  .kind = FILTER_TEXT,
	  .help = "words in the text alone",
	  .example = "text:\"your code\"",
	  .id = FIELD_TEXT },
	{ .name = "from",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the sender's address",
	  .example = "from:+1512",
	  .id = FIELD_FROM },
	{ .name = "to",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the receiver's address",
	  .example = "to:whatsapp",
	  .id = FIELD_TO },
	{ .name = "with",
	  .alias = "contact",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the other party's address or name, whoever sent it",
	  .example = "with:\"+44 7700 900123\"",
	  .id = FIELD_WITH },
	{ .name = "sender",
	  .alias = "own",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the account's own address, whichever way the message went",
	  .example = "sender:73529",
	  .id = FIELD_SENDER },
	{ .name = "status",
	  .kind = FILTER_STATUS,
	  .help = "one of these states",
	  .example = "status:failed,undelivered",
	  .values = filter_status_words,
	  .id = FIELD_STATUS },
	{ .name = "direction",
	  .alias = "dir",
	  .kind = FILTER_DIRECTION,
	  .help = "in or out",
	  .example = "direction:in",
	  .values = filter_direction_words,
	  .id = FIELD_DIRECTION },
	{ .name = "error",
	  .alias = "code",
	  .kind = FILTER_NUMBER,
	  .help = "an error code, a range of them, yes or no",
	  .example = "error:30003,30005",
	  .values = number_words,
	  .id = FIELD_ERROR },
	{ .name = "media",
	  .kind = FILTER_NUMBER,
	  .help = "how many pictures and files",
	  .example = "media:yes",
	  .values = number_words,
	  .id = FIELD_MEDIA },
	{ .name = "segments",
	  .kind = FILTER_NUMBER,
	  .help = "how many segments were sent",
	  .example = "segments>2",
	  .id = FIELD_SEGMENTS },
	{ .name = "price",
	  .alias = "cost",
	  .kind = FILTER_MONEY,
	  .help = "what it cost, in the account's currency; yes or no: whether it is known",
	  .example = "price>=0.05",
	  .values = number_words,
	  .id = FIELD_PRICE },
	{ .name = "date",
	  .alias = "on",
	  .kind = FILTER_TIME,
	  .help = "on this day, in this month, within the last 2h",
	  .example = "date:2024-03-01",
	  .values = time_words,
	  .id = FIELD_DATE },
	{ .name = "since",
	  .alias = "after",
	  .kind = FILTER_SINCE,
	  .help = "at that time or later",
	  .example = "since:3d",
	  .values = time_words,
	  .id = FIELD_SINCE },
	{ .name = "until",
	  .alias = "before",
	  .kind = FILTER_UNTIL,
	  .help = "at that time or earlier, a whole day counts with its end",
	  .example = "until:2024-03-31",
	  .values = time_words,
	  .id = FIELD_UNTIL },
	{ .name = "service",
	  .kind = FILTER_SERVICE,
	  .help = "sent through a messaging service, by its SID or part of its name; none: through "
		  "no service",
	  .example = "service:alerts",
	  .values = none_words,
	  .id = FIELD_SERVICE },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "the message with this SID, or all whose SIDs start so",
	  .example = "sid:SM8f",
	  .id = FIELD_SID },
	{ .name = "country",
	  .kind = FILTER_COUNTRY,
	  .help = "the country of the other party's number, or the state: US-TX, CA-ON",
	  .example = "country:GB,IE",
	  .id = FIELD_COUNTRY },
	{ .name = "is",
	  .kind = FILTER_STATE,
	  .help = "a state of several kinds",
	  .example = "is:failed",
	  .values = filter_state_words,
	  .id = FIELD_IS },
};

const struct filter_language filter_messages = { .fields = fields, .count = ARRAY_SIZE(fields) };

bool filter_equals_nocase(const char *word, const char *text, size_t length)
{
	return strlen(word) == length && strncasecmp(word, text, length) == 0;
}

const struct filter_field *filter_field_find(const struct filter_language *language,
					     const char *name, size_t length)
{
	for (size_t i = 0; i < language->count; i++) {
		const struct filter_field *field = &language->fields[i];

		if (filter_equals_nocase(field->name, name, length) ||
		    (field->alias != NULL && filter_equals_nocase(field->alias, name, length)))
			return field;
	}
	return NULL;
}
