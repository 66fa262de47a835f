#include "model/message.h"

#include <string.h>

#include "base/date.h"

struct status_facts {
	const char *name;
	const char *mark;
	const char *mark_ascii;
	bool final;
	bool failure;
};

static const struct status_facts statuses[STATUS_COUNT] = {
	[STATUS_UNKNOWN] = { .name = "unknown", .mark = "?", .mark_ascii = "?" },
	[STATUS_ACCEPTED] = { .name = "accepted", .mark = "…", .mark_ascii = "." },
	[STATUS_SCHEDULED] = { .name = "scheduled", .mark = "⏲", .mark_ascii = "@" },
	[STATUS_QUEUED] = { .name = "queued", .mark = "…", .mark_ascii = "." },
	[STATUS_SENDING] = { .name = "sending", .mark = "…", .mark_ascii = "." },
	[STATUS_SENT] = { .name = "sent", .mark = "…", .mark_ascii = "." },
	[STATUS_DELIVERED] = { .name = "delivered", .mark = "✓", .mark_ascii = "+", .final = true },
	[STATUS_UNDELIVERED] = { .name = "undelivered",
				 .mark = "✗",
				 .mark_ascii = "x",
				 .final = true,
				 .failure = true },
	[STATUS_FAILED] = { .name = "failed",
			    .mark = "✗",
			    .mark_ascii = "x",
			    .final = true,
			    .failure = true },
	[STATUS_CANCELED] = { .name = "canceled", .mark = "-", .mark_ascii = "-", .final = true },
	[STATUS_READ] = { .name = "read", .mark = "✓", .mark_ascii = "+", .final = true },
	[STATUS_PARTIALLY_DELIVERED] = { .name = "partially_delivered",
					 .mark = "~",
					 .mark_ascii = "~" },
	[STATUS_RECEIVING] = { .name = "receiving", .mark = "←", .mark_ascii = "<" },
	[STATUS_RECEIVED] = { .name = "received", .mark = "←", .mark_ascii = "<", .final = true },
};

static const char *const directions[DIRECTION_COUNT] = {
	[DIRECTION_UNKNOWN] = "unknown",
	[DIRECTION_INBOUND] = "inbound",
	[DIRECTION_OUTBOUND_API] = "outbound-api",
	[DIRECTION_OUTBOUND_CALL] = "outbound-call",
	[DIRECTION_OUTBOUND_REPLY] = "outbound-reply",
};

static const struct status_facts *facts_of(enum message_status status)
{
	return &statuses[(unsigned)status < STATUS_COUNT ? status : STATUS_UNKNOWN];
}

static bool is_word(const char *word, const char *text, size_t length)
{
	return strlen(word) == length && memcmp(word, text, length) == 0;
}

const char *message_status_name(enum message_status status)
{
	return facts_of(status)->name;
}

enum message_status message_status_parse(const char *text, size_t length)
{
	for (unsigned status = STATUS_UNKNOWN + 1; status < STATUS_COUNT; status++)
		if (is_word(statuses[status].name, text, length))
			return (enum message_status)status;
	return STATUS_UNKNOWN;
}

const char *message_direction_name(enum message_direction direction)
{
	return directions[(unsigned)direction < DIRECTION_COUNT ? direction : DIRECTION_UNKNOWN];
}

enum message_direction message_direction_parse(const char *text, size_t length)
{
	for (unsigned direction = DIRECTION_UNKNOWN + 1; direction < DIRECTION_COUNT; direction++)
		if (is_word(directions[direction], text, length))
			return (enum message_direction)direction;
	return DIRECTION_UNKNOWN;
}

bool message_status_is_final(enum message_status status)
{
	return facts_of(status)->final;
}

bool message_status_is_failure(enum message_status status)
{
	return facts_of(status)->failure;
}

const char *message_status_mark(enum message_status status)
{
	return facts_of(status)->mark;
}

const char *message_status_mark_ascii(enum message_status status)
{
	return facts_of(status)->mark_ascii;
}

struct text message_contact(const struct message *message)
{
	return message->direction == DIRECTION_INBOUND ? message->from : message->to;
}

bool message_may_have_media(const struct message *message)
{
	return message->num_media > 0 || !message->has_num_media;
}

int64_t message_time(const struct message *message)
{
	return message->date_sent != DATE_NONE ? message->date_sent : message->date_created;
}
