#include "views/media/media_export.h"

#include "base/date.h"

/* Where a medium is looked up, and what it is. */
struct found {
	struct session *session;
	struct message message;
	struct export_gallery row;
};

static const void *find(void *data, uint64_t key)
{
	struct found *found = data;
	const struct media_index *index = found->session->media;
	const struct store *store = found->session->store;
	uint32_t row = media_index_row(index, key);

	if (row == MEDIA_INDEX_NONE)
		return NULL;
	const struct media_entry *entry = media_index_get(index, row);
	uint32_t at = store_row(store, entry->message);
	if (at == STORE_NO_ROW)
		return NULL;
	store_get(store, at, &found->message);
	found->row = (struct export_gallery){
		.medium = {
			.medium = {
				.sid = entry->sid,
				.message = found->message.sid,
				.content_type = media_index_type(index, entry),
			},
			.direction = message_direction_name(found->message.direction),
			.from = found->message.from,
			.to = found->message.to,
		},
		.size = entry->size,
		.when = entry->time,
	};
	return &found->row;
}

unsigned media_export(struct session *session, struct table *table, struct command_call *call)
{
	static const struct list_export media = {
		.sheet = &sheet_gallery,
		.file = "media.jsonl",
		.one = "medium",
		.many = "media",
		.size = sizeof(struct found),
		.record = find,
	};
	const struct found found = { .session = session };

	return list_export(session, &media, &found, table, call);
}
