#include "views/account/deactivated_export.h"

#include "base/date.h"
#include "base/mem.h"

/* One that was chosen: the list may have gone when it is written. */
struct chosen {
	uint64_t number;
	uint32_t contact; /* or STORE_NO_CONTACT */
};

struct file {
	struct store *store;
	uint64_t epoch; /* of the contacts' numbers */
	struct chosen *chosen;
	struct export_lost_contact row;
};

static const void *find(void *data, uint64_t index)
{
	struct file *file = data;
	const struct chosen *chosen = &file->chosen[index];
	struct store_contact about = { .newest = STORE_NO_ROW };

	if (chosen->contact != STORE_NO_CONTACT && file->epoch == store_epoch(file->store))
		store_contact(file->store, chosen->contact, &about);
	file->row.number.number = chosen->number;
	file->row.contact = about.address;
	file->row.messages = about.count;
	file->row.last = about.newest == STORE_NO_ROW ? DATE_NONE
						      : store_time(file->store, about.newest);
	return &file->row;
}

static void release(void *data)
{
	free(((struct file *)data)->chosen);
}

static const struct list_export numbers = {
	.sheet = &sheet_lost_contacts,
	.file = "deactivations.csv",
	.one = "number",
	.many = "numbers",
	.size = sizeof(struct file),
	.record = find,
	.release = release,
};

/* What goes into the file; returns how many. */
static size_t choose(struct deactivated_list *list, struct table *table, struct chosen **chosen)
{
	uint64_t *keys;
	size_t wanted = table_chosen(table, &keys), count = 0;
	uint32_t row;

	*chosen = xcalloc(wanted, sizeof(**chosen));
	for (size_t i = 0; i < wanted; i++) {
		if (!deactivated_list_source.find(list, keys[i], &row))
			continue;
		(*chosen)[count++] = (struct chosen){
			.number = deactivated_list_number(list, row),
			.contact = deactivated_list_contact(list, row),
		};
	}
	free(keys);
	return count;
}

unsigned deactivated_export(struct deactivated_list *list, struct table *table, int64_t day,
			    struct command_call *call)
{
	struct session *session = list->cells.session;
	struct file file = {
		.store = session->store,
		.epoch = store_epoch(session->store),
		.row.number.day = day,
	};
	size_t count;

	if (list_export_asks(session, &numbers, call))
		return EFFECT_REDRAW;
	count = choose(list, table, &file.chosen);
	return list_export_keys(session, &numbers, &file, NULL, count, call);
}
