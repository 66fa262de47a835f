#include "views/list/list_rows.h"

static const struct collection *collection_of(void *data)
{
	return ((const struct list_rows *)data)->collection;
}

static size_t source_count(void *data)
{
	return collection_count(collection_of(data));
}

static uint64_t source_key(void *data, uint32_t row)
{
	return collection_key(collection_of(data), row);
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	*row = collection_find_key(collection_of(data), key);
	return *row != COLLECTION_NONE;
}

static bool source_match(void *data, uint32_t row)
{
	const struct list_rows *rows = data;
	const void *record = collection_at(rows->collection, row);

	return rows->match ? rows->match(rows, record) : search_passes(rows->search, rows, record);
}

const struct table_source list_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.match = source_match,
};

void list_rows_init(struct list_rows *rows, struct session *session, const struct list_id *id,
		    const struct search *search)
{
	*rows = (struct list_rows){ .session = session, .search = search };
	rows->collection = lists_want(session, id);
	rows->version = collection_version(rows->collection);
}

bool list_rows_update(struct list_rows *rows, struct table *table)
{
	uint64_t version = collection_version(rows->collection);

	if (version == rows->version)
		return false;
	rows->version = version;
	table_reset(table);
	return true;
}

const void *list_rows_cursor(const struct list_rows *rows, const struct table *table)
{
	uint32_t row;

	if (!table_cursor_row(table, &row) || row >= collection_count(rows->collection))
		return NULL;
	return collection_at(rows->collection, row);
}
