#include "model/store_codec.h"

#include <string.h>

#include "base/date.h"
#include "model/store_internal.h"

/* Keys of the interned tables. What follows the fixed part is text. */
struct price_key {
	int64_t units;
	uint8_t scale;
	uint8_t has_price;
	uint8_t has_unit;
	char unit[13]; /* ISO 4217 codes have 3 letters; longer ones are rare */
};

struct error_key {
	int32_t code;
	char has_words;
	char words[251];
};

#define PRICE_KEY_HEAD offsetof(struct price_key, unit)
#define ERROR_KEY_HEAD offsetof(struct error_key, words)
/* Distinct error words beyond this are not Twilio's few constants: kept with their row instead. */
#define ERRORS_MAX 4096

/* Interns a key unless its table has no number left below max. 0: does not fit. */
static uint32_t intern_key(struct intern *table, const void *key, size_t length, uint32_t max)
{
	struct text text = { .data = key, .length = length };
	uint32_t number = intern_find(table, text);

	if (number != INTERN_NOT_FOUND)
		return number;
	return table->count + 1 < max ? intern_add(table, text) : 0;
}

static bool write_service(struct store *store, struct row *row, const struct sid *service)
{
	struct sid key = { .kind = service->kind, .upper = service->upper };

	row->service = 0;
	if (service->kind == SID_NONE)
		return true;
	memcpy(key.bytes, service->bytes, sizeof(key.bytes));
	row->service = (uint16_t)intern_key(&store->services, &key, sizeof(key), UINT16_MAX);
	return row->service != 0;
}

static bool write_price(struct store *store, struct row *row, const struct message *message)
{
	struct price_key key;

	row->price = 0;
	if (!message->has_price && message->price_unit.data == NULL)
		return true;
	if (message->price_unit.length > sizeof(key.unit))
		return false;
	memset(&key, 0, sizeof(key));
	if (message->has_price) {
		key.has_price = 1;
		key.units = message->price.units;
		key.scale = message->price.scale;
	}
	if (message->price_unit.data != NULL) {
		key.has_unit = 1;
		memcpy(key.unit, message->price_unit.data, message->price_unit.length);
	}
	row->price = (uint16_t)intern_key(&store->prices, &key,
					  PRICE_KEY_HEAD + message->price_unit.length, UINT16_MAX);
	return row->price != 0;
}

static bool write_error(struct store *store, struct row *row, const struct message *message)
{
	struct error_key key;

	row->error = 0;
	if (message->error_code == 0 && message->error_message.data == NULL)
		return true;
	if (message->error_message.length > sizeof(key.words))
		return false;
	memset(&key, 0, sizeof(key));
	key.code = message->error_code;
	if (message->error_message.data != NULL) {
		key.has_words = 1;
		memcpy(key.words, message->error_message.data, message->error_message.length);
	}
	row->error = intern_key(&store->errors, &key,
				ERROR_KEY_HEAD + message->error_message.length, ERRORS_MAX);
	return row->error != 0;
}

static bool fits_time(int64_t when)
{
	return when > 0 && when < UINT32_MAX;
}

static bool write_times(struct row *row, const struct message *message)
{
	int64_t time = message_time(message);
	int64_t lag;

	row->lag = ROW_LAG_NONE;
	row->updated = 0;
	if (message->date_sent == DATE_NONE)
		row->flags |= ROW_UNSENT;
	row->time = fits_time(time) ? (uint32_t)time : 0;
	if (!fits_time(time))
		return false;
	if (message->date_updated != DATE_NONE) {
		if (!fits_time(message->date_updated))
			return false;
		row->updated = (uint32_t)message->date_updated;
	}
	if (message->date_created == DATE_NONE)
		return true;
	if (!fits_time(message->date_created))
		return false;
	lag = time - message->date_created;
	if (lag < ROW_LAG_MIN || lag > ROW_LAG_MAX)
		return false;
	row->lag = (int32_t)lag;
	return true;
}

static bool write_counts(struct row *row, const struct message *message)
{
	row->segments = (uint8_t)message->num_segments;
	row->media = (uint8_t)message->num_media;
	return message->num_segments <= UINT8_MAX && message->num_media <= UINT8_MAX;
}

void codec_write(struct store *store, uint32_t number, const struct message *message)
{
	struct row *row = rows_at(&store->rows, number);
	bool fits = true;

	codec_forget(store, number);
	row->flags &= (uint8_t)~ROW_UNSENT;
	memcpy(rows_sid(&store->rows, number), message->sid.bytes, sizeof(message->sid.bytes));
	row->sid_kind = message->sid.kind & 15;
	row->sid_upper = message->sid.upper & 1;
	row->status = message->status & 15;
	row->direction = message->direction & 7;
	row->from = intern_add(&store->addresses, message->from);
	row->to = intern_add(&store->addresses, message->to);
	fits &= write_service(store, row, &message->service);
	fits &= write_price(store, row, message);
	fits &= write_error(store, row, message);
	fits &= write_times(row, message);
	fits &= write_counts(row, message);
	if (!fits) {
		row->flags |= ROW_RARE;
		rare_table_add(&store->rares, number, message);
	}
}

static const struct message *rare_of(const struct store *store, uint32_t row)
{
	return rare_table_get(&store->rares, row);
}

void codec_forget(struct store *store, uint32_t number)
{
	struct row *row = rows_at(&store->rows, number);

	if (!(row->flags & ROW_RARE))
		return;
	rare_table_remove(&store->rares, number);
	row->flags &= (uint8_t)~ROW_RARE;
}

static void read_service(const struct store *store, const struct row *row, struct sid *out)
{
	*out = (struct sid){ .kind = SID_NONE };
	if (row->service != 0)
		memcpy(out, intern_text(&store->services, row->service).data, sizeof(*out));
}

static void read_price(const struct store *store, const struct row *row, struct message *out)
{
	struct price_key key;
	struct text text;

	out->has_price = false;
	out->price = (struct decimal){ .units = 0 };
	out->price_unit = (struct text){ .data = NULL };
	if (row->price == 0)
		return;
	text = intern_text(&store->prices, row->price);
	memcpy(&key, text.data, PRICE_KEY_HEAD);
	out->has_price = key.has_price;
	out->price = (struct decimal){ .units = key.units, .scale = key.scale };
	if (key.has_unit)
		out->price_unit = (struct text){ .data = text.data + PRICE_KEY_HEAD,
						 .length = text.length - PRICE_KEY_HEAD };
}

static void read_error(const struct store *store, const struct row *row, struct message *out)
{
	struct text text;

	out->error_code = 0;
	out->error_message = (struct text){ .data = NULL };
	if (row->error == 0)
		return;
	text = intern_text(&store->errors, row->error);
	memcpy(&out->error_code, text.data, sizeof(out->error_code));
	if (text.data[offsetof(struct error_key, has_words)])
		out->error_message = (struct text){ .data = text.data + ERROR_KEY_HEAD,
						    .length = text.length - ERROR_KEY_HEAD };
}

static void read_times(const struct row *row, struct message *out)
{
	int64_t time = row->time;

	out->date_sent = row->flags & ROW_UNSENT ? DATE_NONE : time;
	out->date_created = row->lag == ROW_LAG_NONE ? DATE_NONE : time - row->lag;
	out->date_updated = row->updated == 0 ? DATE_NONE : row->updated;
}

static void read_columns(const struct store *store, const struct row *row, struct message *out)
{
	read_service(store, row, &out->service);
	read_price(store, row, out);
	read_error(store, row, out);
	read_times(row, out);
	out->num_segments = row->segments;
	out->num_media = row->media;
	out->status_word = out->direction_word = (struct text){ .data = NULL };
}

void codec_read(const struct store *store, uint32_t number, struct message *out)
{
	const struct row *row = rows_at(&store->rows, number);

	if (row->flags & ROW_RARE)
		*out = *rare_of(store, number);
	else
		read_columns(store, row, out);
	out->sid = rows_whole_sid(&store->rows, number);
	out->from = intern_text(&store->addresses, row->from);
	out->to = intern_text(&store->addresses, row->to);
	out->body = texts_get(&store->texts, *rows_text(&store->rows, number));
	out->status = row->status;
	out->direction = row->direction;
}

int64_t codec_time(const struct store *store, uint32_t number)
{
	const struct row *row = rows_at(&store->rows, number);

	return row->flags & ROW_RARE ? message_time(rare_of(store, number)) : row->time;
}

uint32_t codec_segments(const struct store *store, uint32_t number)
{
	const struct row *row = rows_at(&store->rows, number);

	return row->flags & ROW_RARE ? (uint32_t)rare_of(store, number)->num_segments
				     : row->segments;
}

uint32_t codec_media(const struct store *store, uint32_t number)
{
	const struct row *row = rows_at(&store->rows, number);

	return row->flags & ROW_RARE ? (uint32_t)rare_of(store, number)->num_media : row->media;
}

int32_t codec_error_code(const struct store *store, uint32_t number)
{
	const struct row *row = rows_at(&store->rows, number);
	int32_t code = 0;

	if (row->flags & ROW_RARE)
		return rare_of(store, number)->error_code;
	if (row->error != 0)
		memcpy(&code, intern_text(&store->errors, row->error).data, sizeof(code));
	return code;
}
