#include "api/shapes.h"

#include <stddef.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/account.h"

#define SKIP(name_)                                 \
	{                                           \
		.name = (name_), .kind = FIELD_SKIP \
	}
#define FIELD(type, name_, kind_, member)                                          \
	{                                                                          \
		.name = (name_), .kind = (kind_), .offset = offsetof(type, member) \
	}

static uint8_t status_word(const char *text, size_t length)
{
	enum message_status status = message_status_parse(text, length);
	return (uint8_t)status;
}

static uint8_t direction_word(const char *text, size_t length)
{
	enum message_direction direction = message_direction_parse(text, length);
	return (uint8_t)direction;
}

static const struct field message_fields[] = {
	FIELD(struct message, "body", FIELD_TEXT, body),
	FIELD(struct message, "num_segments", FIELD_UINT16, num_segments),
	{ .name = "direction",
	  .kind = FIELD_WORD,
	  .offset = offsetof(struct message, direction),
	  .flag = offsetof(struct message, direction_word),
	  .word = direction_word },
	FIELD(struct message, "from", FIELD_TEXT, from),
	FIELD(struct message, "to", FIELD_TEXT, to),
	FIELD(struct message, "date_updated", FIELD_RFC2822, date_updated),
	{ .name = "price",
	  .kind = FIELD_DECIMAL,
	  .offset = offsetof(struct message, price),
	  .flag = offsetof(struct message, has_price) },
	FIELD(struct message, "error_message", FIELD_TEXT, error_message),
	SKIP("uri"),
	SKIP("account_sid"),
	{ .name = "num_media",
	  .kind = FIELD_UINT16,
	  .offset = offsetof(struct message, num_media),
	  .flag = offsetof(struct message, has_num_media) },
	{ .name = "status",
	  .kind = FIELD_WORD,
	  .offset = offsetof(struct message, status),
	  .flag = offsetof(struct message, status_word),
	  .word = status_word },
	FIELD(struct message, "messaging_service_sid", FIELD_SID, service),
	{ .name = "sid",
	  .kind = FIELD_SID,
	  .offset = offsetof(struct message, sid),
	  .required = true },
	FIELD(struct message, "date_sent", FIELD_RFC2822, date_sent),
	FIELD(struct message, "date_created", FIELD_RFC2822, date_created),
	FIELD(struct message, "error_code", FIELD_INT32, error_code),
	FIELD(struct message, "price_unit", FIELD_TEXT, price_unit),
	SKIP("api_version"),
	SKIP("subresource_uris"),
};

static const struct message empty_message = {
	.date_created = DATE_NONE,
	.date_sent = DATE_NONE,
	.date_updated = DATE_NONE,
};

static const struct record_shape message_shape = {
	.name = "message",
	.size = sizeof(struct message),
	.empty = &empty_message,
	.fields = message_fields,
	.field_count = ARRAY_SIZE(message_fields),
};

const struct page_shape page_of_messages = { .list = "messages", .record = &message_shape };
const struct page_shape page_of_message = { .record = &message_shape };

static const struct field account_fields[] = {
	{ .name = "sid",
	  .kind = FIELD_SID,
	  .offset = offsetof(struct account, sid),
	  .required = true },
	FIELD(struct account, "owner_account_sid", FIELD_SID, owner),
	FIELD(struct account, "friendly_name", FIELD_TEXT, friendly_name),
	FIELD(struct account, "status", FIELD_TEXT, status),
	FIELD(struct account, "type", FIELD_TEXT, type),
	FIELD(struct account, "date_created", FIELD_RFC2822, date_created),
	FIELD(struct account, "date_updated", FIELD_RFC2822, date_updated),
};

static const struct account empty_account = {
	.date_created = DATE_NONE,
	.date_updated = DATE_NONE,
};

static const struct record_shape account_shape = {
	.name = "account",
	.size = sizeof(struct account),
	.empty = &empty_account,
	.fields = account_fields,
	.field_count = ARRAY_SIZE(account_fields),
};

const struct page_shape page_of_accounts = { .list = "accounts", .record = &account_shape };
const struct page_shape page_of_account = { .record = &account_shape };

static const struct field balance_fields[] = {
	{ .name = "balance",
	  .kind = FIELD_DECIMAL,
	  .offset = offsetof(struct account, balance),
	  .flag = offsetof(struct account, has_balance),
	  .required = true },
	FIELD(struct account, "currency", FIELD_TEXT, currency),
};

static const struct record_shape balance_shape = {
	.name = "balance",
	.size = sizeof(struct account),
	.empty = &empty_account,
	.fields = balance_fields,
	.field_count = ARRAY_SIZE(balance_fields),
};

const struct page_shape page_of_balance = { .record = &balance_shape };
