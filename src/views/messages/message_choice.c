#include "views/messages/message_choice.h"

#include "base/mem.h"
#include "base/vec.h"
#include "views/messages/contact_list.h"

void message_choice_table(struct table *table, enum choice_else otherwise,
			  struct message_choice *choice)
{
	choice->count = otherwise == CHOICE_ELSE_CURSOR ? table_targets(table, &choice->keys)
							: table_chosen(table, &choice->keys);
}

struct choice_keys VEC(uint64_t);

static void add_contact(const struct store *store, uint32_t contact, struct choice_keys *keys)
{
	struct store_contact about;

	store_contact(store, contact, &about);
	for (uint32_t row = about.newest; row != STORE_NO_ROW;
	     row = store_contact_older(store, row))
		vec_push(keys, store_key(store, row));
}

void message_choice_contacts(const struct session *session, struct table *table,
			     enum choice_else otherwise, struct message_choice *choice)
{
	struct choice_keys keys = { .count = 0 };
	uint64_t *contacts = NULL;

	if (table_selected(table) || otherwise == CHOICE_ELSE_CURSOR) {
		size_t count = table_targets(table, &contacts);
		for (size_t i = 0; i < count; i++)
			add_contact(session->store, contact_list_contact(contacts[i]), &keys);
		free(contacts);
	} else {
		for (size_t i = 0; i < table_count(table); i++)
			add_contact(session->store, table_row_at(table, i), &keys);
	}
	*choice = (struct message_choice){ keys.items, keys.count };
}

void message_choice_thread(const struct thread *thread, enum choice_else otherwise,
			   struct message_choice *choice)
{
	choice->count = otherwise == CHOICE_ELSE_CURSOR ? thread_targets(thread, &choice->keys)
							: thread_shown(thread, &choice->keys);
}

void message_choice_row(const struct session *session, uint32_t row, struct message_choice *choice)
{
	bool there = row != STORE_NO_ROW;
	uint64_t key = there ? store_key(session->store, row) : 0;

	*choice = (struct message_choice){ xmemdup(&key, sizeof(key)), there ? 1 : 0 };
}

void message_choice_release(struct message_choice *choice)
{
	free(choice->keys);
	*choice = (struct message_choice){ .keys = NULL };
}

bool message_choice_allowed(const struct session *session, const char *verb, struct error *err)
{
	return !session->options.hide_bodies ||
	       error_set(err, ERROR_REFUSED,
			 "Texts are hidden in this session (hide_bodies), so they are not %s",
			 verb);
}
