#include "model/export_row.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/export_cell.h"

/* Room for a value that is made here: a SID, a time, an amount. */
#define SCRATCH_SIZE 64
_Static_assert(SCRATCH_SIZE >= SID_SIZE && SCRATCH_SIZE >= DATE_ISO_SIZE &&
		       SCRATCH_SIZE >= DECIMAL_SIZE,
	       "each value that is made here fits");

enum column {
	COLUMN_SID,
	COLUMN_DATE_CREATED,
	COLUMN_DATE_SENT,
	COLUMN_DATE_UPDATED,
	COLUMN_DIRECTION,
	COLUMN_FROM,
	COLUMN_TO,
	COLUMN_STATUS,
	COLUMN_ERROR_CODE,
	COLUMN_ERROR_MESSAGE,
	COLUMN_NUM_SEGMENTS,
	COLUMN_NUM_MEDIA,
	COLUMN_PRICE,
	COLUMN_PRICE_UNIT,
	COLUMN_SERVICE,
	COLUMN_ACCOUNT,
	COLUMN_BODY,
	COLUMN_COUNT
};

static const char *const names[COLUMN_COUNT + 1] = {
	[COLUMN_SID] = "sid",
	[COLUMN_DATE_CREATED] = "date_created",
	[COLUMN_DATE_SENT] = "date_sent",
	[COLUMN_DATE_UPDATED] = "date_updated",
	[COLUMN_DIRECTION] = "direction",
	[COLUMN_FROM] = "from",
	[COLUMN_TO] = "to",
	[COLUMN_STATUS] = "status",
	[COLUMN_ERROR_CODE] = "error_code",
	[COLUMN_ERROR_MESSAGE] = "error_message",
	[COLUMN_NUM_SEGMENTS] = "num_segments",
	[COLUMN_NUM_MEDIA] = "num_media",
	[COLUMN_PRICE] = "price",
	[COLUMN_PRICE_UNIT] = "price_unit",
	[COLUMN_SERVICE] = "messaging_service_sid",
	[COLUMN_ACCOUNT] = "account_sid",
	[COLUMN_BODY] = "body",
};

static const enum export_kind kinds[COLUMN_COUNT] = {
	[COLUMN_DIRECTION] = EXPORT_TEXT,    [COLUMN_FROM] = EXPORT_ADDRESS,
	[COLUMN_TO] = EXPORT_ADDRESS,        [COLUMN_STATUS] = EXPORT_TEXT,
	[COLUMN_ERROR_CODE] = EXPORT_NUMBER, [COLUMN_ERROR_MESSAGE] = EXPORT_TEXT,
	[COLUMN_PRICE_UNIT] = EXPORT_TEXT,   [COLUMN_BODY] = EXPORT_TEXT,
};

const char *const *export_columns(void)
{
	return names;
}

static struct text text_of(const char *string)
{
	return (struct text){ .data = string, .length = strlen(string) };
}

static struct text date_of(int64_t when, char scratch[static SCRATCH_SIZE])
{
	size_t length = date_format_iso(when, scratch);

	return (struct text){ .data = when == DATE_NONE ? NULL : scratch, .length = length };
}

static struct text sid_of(const struct sid *sid, char scratch[static SCRATCH_SIZE])
{
	sid_format(sid, scratch);
	return sid->kind == SID_NONE ? (struct text){ .data = NULL } : text_of(scratch);
}

static struct text number_of(int64_t number, char scratch[static SCRATCH_SIZE])
{
	snprintf(scratch, SCRATCH_SIZE, "%lld", (long long)number);
	return text_of(scratch);
}

static struct text word_of(struct text unknown, uint8_t word, const char *name)
{
	return word != 0 || unknown.data == NULL ? text_of(name) : unknown;
}

static struct text price_of(const struct message *m, char scratch[static SCRATCH_SIZE])
{
	if (!m->has_price)
		return (struct text){ .data = NULL };
	return (struct text){ .data = scratch, .length = decimal_format(m->price, scratch) };
}

/* The value of a column: a text of the message or in scratch, null where it has none. */
static struct text value_of(const struct message *m, const char *account, enum column column,
			    char scratch[static SCRATCH_SIZE])
{
	switch (column) {
	case COLUMN_SID:
		return sid_of(&m->sid, scratch);
	case COLUMN_DATE_CREATED:
		return date_of(m->date_created, scratch);
	case COLUMN_DATE_SENT:
		return date_of(m->date_sent, scratch);
	case COLUMN_DATE_UPDATED:
		return date_of(m->date_updated, scratch);
	case COLUMN_DIRECTION:
		return word_of(m->direction_word, m->direction,
			       message_direction_name(m->direction));
	case COLUMN_FROM:
		return m->from;
	case COLUMN_TO:
		return m->to;
	case COLUMN_STATUS:
		return word_of(m->status_word, m->status, message_status_name(m->status));
	case COLUMN_ERROR_CODE:
		return m->error_code ? number_of(m->error_code, scratch)
				     : (struct text){ .data = NULL };
	case COLUMN_ERROR_MESSAGE:
		return m->error_message;
	case COLUMN_NUM_SEGMENTS:
		return number_of(m->num_segments, scratch);
	case COLUMN_NUM_MEDIA:
		return number_of(m->num_media, scratch);
	case COLUMN_PRICE:
		return price_of(m, scratch);
	case COLUMN_PRICE_UNIT:
		return m->price_unit;
	case COLUMN_SERVICE:
		return sid_of(&m->service, scratch);
	case COLUMN_ACCOUNT:
		return text_of(account);
	case COLUMN_BODY:
		return m->body;
	case COLUMN_COUNT:
		break;
	}
	return (struct text){ .data = NULL };
}

static void jsonl_row(struct strbuf *out, const struct message *message, const char *account)
{
	char scratch[SCRATCH_SIZE];

	for (int i = 0; i < COLUMN_COUNT; i++) {
		strbuf_addch(out, i ? ',' : '{');
		json_write_string(out, names[i], strlen(names[i]));
		strbuf_addch(out, ':');
		export_cell_json(out, value_of(message, account, (enum column)i, scratch),
				 kinds[i]);
	}
	strbuf_addstr(out, "}\n");
}

static void csv_head(struct strbuf *out)
{
	for (int i = 0; i < COLUMN_COUNT; i++)
		strbuf_addf(out, "%s%s", i ? "," : "", names[i]);
	strbuf_addstr(out, "\r\n");
}

static void csv_row(struct strbuf *out, const struct message *message, const char *account)
{
	char scratch[SCRATCH_SIZE];

	for (int i = 0; i < COLUMN_COUNT; i++) {
		strbuf_addstr(out, i ? "," : "");
		export_cell_csv(out, value_of(message, account, (enum column)i, scratch), kinds[i]);
	}
	strbuf_addstr(out, "\r\n");
}

static const struct export_format formats[] = {
	{ .name = "jsonl", .terminal = true, .row = jsonl_row },
	{ .name = "csv", .head = csv_head, .row = csv_row },
};

const struct export_format *export_formats(size_t *count)
{
	*count = ARRAY_SIZE(formats);
	return formats;
}

const struct export_format *export_format_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}
