#include "views/account/deactivated_list.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "model/address.h"
#include "views/list/cells.h"

#define CHUNK 65536u
/* What contacts have beyond DEACTIVATED_LISTED is bounded, too: rows are places in the chunks. */
#define ROWS_MAX (DEACTIVATED_LISTED + 1000000u)
#define CHUNKS (ROWS_MAX / CHUNK + 1)
#define SEGMENT_BITS 6
#define SLICE 4096u /* numbers that are looked at between two looks at the clock */
#define US_DIGITS 11
#define NUMBER_SIZE 24

/* -- contacts by their numbers --------------------------------------------------------------------- */

static uint64_t hash_number(uint64_t number)
{
	return hash_bytes(&number, sizeof(number));
}

static uint64_t hash_of(uint32_t contact, const void *context)
{
	const struct deactivated_list *list = context;

	return hash_number(list->numbers.items[contact]);
}

static bool names(uint32_t contact, const void *wanted, const void *context)
{
	const struct deactivated_list *list = context;

	return list->numbers.items[contact] == *(const uint64_t *)wanted;
}

/* The digits of an address in the United States' numbering plan, on whatever channel; 0: not there. */
static uint64_t number_of(struct text text)
{
	struct address address;
	uint64_t number = 0;

	address_parse(text, &address);
	if (address.kind != ADDRESS_PHONE || address.value.length != US_DIGITS + 1 ||
	    address.value.data[1] != '1')
		return 0;
	for (size_t i = 1; i < address.value.length; i++)
		number = number * 10 + (uint64_t)(address.value.data[i] - '0');
	return number;
}

static struct store *store_of(const struct deactivated_list *list)
{
	return list->cells.session->store;
}

static void forget_contacts(struct deactivated_list *list)
{
	idset_release(&list->by_number);
	list->by_number = (struct idset){ .hash_of = hash_of, .names = names, .context = list };
	idset_init(&list->by_number, SEGMENT_BITS);
	vec_clear(&list->numbers);
	vec_clear(&list->known);
	list->looked_for = 0;
	list->scanned = 0;
	list->epoch = store_epoch(store_of(list));
}

/* The first contact of a number is the one: mostly that of plain messages, for a number that is also
 * on WhatsApp is a contact of its own there. */
static void learn_contacts(struct deactivated_list *list)
{
	size_t count = store_contact_count(store_of(list));

	for (size_t i = list->numbers.count; i < count && i < IDSET_ID_MAX; i++) {
		struct store_contact about;

		store_contact(store_of(list), (uint32_t)i, &about);
		uint64_t number = number_of(about.address);
		uint64_t hash = hash_number(number);
		vec_push(&list->numbers, number);
		if (number && idset_find(&list->by_number, hash, &number) == IDSET_NONE)
			idset_add(&list->by_number, hash, (uint32_t)i);
	}
}

static uint32_t contact_of_number(const struct deactivated_list *list, uint64_t number)
{
	uint32_t contact = idset_find(&list->by_number, hash_number(number), &number);
	struct store_contact about;

	if (contact == IDSET_NONE || list->epoch != store_epoch(store_of(list)))
		return STORE_NO_CONTACT;
	store_contact(store_of(list), contact, &about);
	return about.count ? contact : STORE_NO_CONTACT;
}

/* -- numbers ----------------------------------------------------------------------------------- */

void deactivated_list_init(struct deactivated_list *list, struct session *session,
			   struct search *search)
{
	list->cells.session = session;
	list->search = search;
	list->chunks = xcalloc(CHUNKS, sizeof(*list->chunks));
	list->contacts_only = true;
	forget_contacts(list);
}

static void free_chunks(struct deactivated_list *list)
{
	for (size_t i = 0; i < CHUNKS; i++) {
		free(list->chunks[i]);
		list->chunks[i] = NULL;
	}
	list->count = 0;
	list->load++;
}

void deactivated_list_release(struct deactivated_list *list)
{
	free_chunks(list);
	free(list->chunks);
	vec_release(&list->known);
	vec_release(&list->numbers);
	idset_release(&list->by_number);
}

void deactivated_list_clear(struct deactivated_list *list, struct table *table)
{
	free_chunks(list);
	vec_clear(&list->known);
	list->scanned = 0;
	table_select_none(table);
	table_reset(table);
}

size_t deactivated_list_count(const struct deactivated_list *list)
{
	return list->count;
}

size_t deactivated_list_known(const struct deactivated_list *list)
{
	return list->known.count;
}

uint64_t deactivated_list_number(const struct deactivated_list *list, uint32_t row)
{
	return list->chunks[row / CHUNK][row % CHUNK];
}

uint32_t deactivated_list_contact(const struct deactivated_list *list, uint32_t row)
{
	return contact_of_number(list, deactivated_list_number(list, row));
}

void deactivated_number_write(uint64_t number, struct strbuf *out)
{
	strbuf_addf(out, "+%" PRIu64, number);
}

void deactivated_list_add(struct deactivated_list *list, struct table *table,
			  const uint64_t *numbers, size_t count)
{
	learn_contacts(list);
	for (size_t i = 0; i < count && list->count < ROWS_MAX; i++) {
		uint32_t row = (uint32_t)list->count;

		if (row >= DEACTIVATED_LISTED &&
		    contact_of_number(list, numbers[i]) == STORE_NO_CONTACT)
			continue;
		if (row % CHUNK == 0)
			list->chunks[row / CHUNK] = xcalloc(CHUNK, sizeof(uint64_t));
		list->chunks[row / CHUNK][row % CHUNK] = numbers[i];
		list->count++;
		table_row_added(table, row);
	}
}

/* -- which are contacts ------------------------------------------------------------------------ */

/* The place of the first known row that is not before `row`. */
static size_t known_place(const struct deactivated_list *list, uint32_t row)
{
	size_t low = 0, high = list->known.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->known.items[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool note_known(struct deactivated_list *list, uint32_t row)
{
	size_t place = known_place(list, row);

	if (place < list->known.count && list->known.items[place] == row)
		return false;
	vec_push(&list->known, row);
	memmove(&list->known.items[place + 1], &list->known.items[place],
		(list->known.count - 1 - place) * sizeof(row));
	list->known.items[place] = row;
	return true;
}

/* Those whose last message has left the cache are contacts no more. */
static void drop_gone(struct deactivated_list *list, struct table *table)
{
	for (size_t i = list->known.count; i-- > 0;) {
		uint32_t row = list->known.items[i];

		if (deactivated_list_contact(list, row) != STORE_NO_CONTACT)
			continue;
		vec_remove(&list->known, i);
		table_row_changed(table, row);
	}
}

bool deactivated_list_contacts_changed(struct deactivated_list *list, struct table *table)
{
	if (list->epoch != store_epoch(store_of(list))) {
		forget_contacts(list);
		table_reset(table);
	}
	drop_gone(list, table);
	return !deactivated_list_looked(list);
}

bool deactivated_list_looked(const struct deactivated_list *list)
{
	return list->scanned == list->count &&
	       list->looked_for == store_contact_count(store_of(list));
}

bool deactivated_list_work(struct deactivated_list *list, struct table *table, int64_t deadline_ns,
			   bool *changed)
{
	size_t contacts = store_contact_count(store_of(list));

	/* What came meanwhile is looked for in another round. */
	if (list->scanned == list->count && list->looked_for != contacts)
		list->scanned = 0;
	if (list->scanned == 0) {
		learn_contacts(list);
		list->looked_for = contacts;
	}
	while (list->scanned < list->count) {
		uint32_t row = (uint32_t)list->scanned++;

		if (deactivated_list_contact(list, row) != STORE_NO_CONTACT &&
		    note_known(list, row)) {
			table_row_changed(table, row);
			*changed = true;
		}
		if (list->scanned % SLICE == 0 && clock_mono_ns() >= deadline_ns)
			break;
	}
	return !deactivated_list_looked(list);
}

/* -- source ------------------------------------------------------------------------------------ */

static size_t source_count(void *data)
{
	return ((struct deactivated_list *)data)->count;
}

static uint64_t source_key(void *data, uint32_t row)
{
	const struct deactivated_list *list = data;

	return (uint64_t)list->load << 32 | (row + 1);
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	const struct deactivated_list *list = data;

	*row = (uint32_t)key - 1;
	return key >> 32 == list->load && *row < list->count;
}

static bool source_match(void *data, uint32_t row)
{
	const struct deactivated_list *list = data;

	if (list->contacts_only && deactivated_list_contact(list, row) == STORE_NO_CONTACT)
		return false;
	return search_passes(list->search, list, &row);
}

/* -- in which words they are searched ---------------------------------------------------------- */

enum { FIELD_NUMBER, FIELD_CONTACT };

static const struct filter_field fields[] = {
	{ .name = "number",
	  .alias = "text",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the number",
	  .example = "number:1512",
	  .id = FIELD_NUMBER },
	{ .name = "is",
	  .kind = FILTER_WORD,
	  .help = "contact: messages of the cache went to or came from it",
	  .example = "is:contact",
	  .values = (const char *const[]){ "contact", NULL },
	  .id = FIELD_CONTACT },
};

static void read_number(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct deactivated_list *list = data;
	uint32_t row = *(const uint32_t *)record;

	if (id == FIELD_NUMBER)
		deactivated_number_write(deactivated_list_number(list, row), &datum->text);
	else if (deactivated_list_contact(list, row) != STORE_NO_CONTACT)
		strbuf_addstr(&datum->text, "contact");
}

const struct filter_language deactivated_language = {
	.fields = fields,
	.count = ARRAY_SIZE(fields),
	.read = read_number,
};

const struct table_source deactivated_list_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.match = source_match,
};

/* -- columns ----------------------------------------------------------------------------------- */

static void number_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct deactivated_list *list = data;
	struct strbuf address = STRBUF_INIT(NUMBER_SIZE);

	*role = deactivated_list_contact(list, row) == STORE_NO_CONTACT ? STYLE_TEXT : STYLE_STRONG;
	deactivated_number_write(deactivated_list_number(list, row), &address);
	cell_contact_whole((struct text){ address.data, address.length }, out);
	strbuf_release(&address);
}

static int number_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(deactivated_list_number(data, a), deactivated_list_number(data, b));
}

static uint64_t number_sort_key(void *data, uint32_t row)
{
	return TABLE_KEY(deactivated_list_number(data, row));
}

/* What the list of contacts says in this column; nothing where the number is no contact's. */
static void contact_cell(struct deactivated_list *list, uint32_t row, enum contact_column column,
			 struct strbuf *out, enum style_role *role)
{
	uint32_t contact = deactivated_list_contact(list, row);

	if (contact != STORE_NO_CONTACT)
		contact_columns[column].text(&list->cells, contact, out, role);
}

/* A number that is no contact's comes first, as one with no message. */
static int contact_cell_compare(struct deactivated_list *list, uint32_t a, uint32_t b,
				enum contact_column column)
{
	uint32_t first = deactivated_list_contact(list, a);
	uint32_t second = deactivated_list_contact(list, b);

	if (first == STORE_NO_CONTACT || second == STORE_NO_CONTACT)
		return (first != STORE_NO_CONTACT) - (second != STORE_NO_CONTACT);
	return contact_columns[column].compare(&list->cells, first, second);
}

static void messages_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	contact_cell(data, row, CONTACT_MESSAGES, out, role);
}

static int messages_compare(void *data, uint32_t a, uint32_t b)
{
	return contact_cell_compare(data, a, b, CONTACT_MESSAGES);
}

static void failed_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	contact_cell(data, row, CONTACT_FAILED, out, role);
}

static int failed_compare(void *data, uint32_t a, uint32_t b)
{
	return contact_cell_compare(data, a, b, CONTACT_FAILED);
}

static void last_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	contact_cell(data, row, CONTACT_LAST, out, role);
}

static void when_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	contact_cell(data, row, CONTACT_WHEN, out, role);
}

static void state_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	contact_cell(data, row, CONTACT_STATE, out, role);
}

static void state_brief(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct deactivated_list *list = data;

	contact_columns[CONTACT_STATE].brief(&list->cells, deactivated_list_contact(list, row), out,
					     role);
}

const struct table_column deactivated_columns[DEACTIVATED_COLUMN_COUNT] = {
	{
		.name = "number",
		.title = "NUMBER",
		.help = "The number that its carrier has deactivated",
		.width = 16,
		.weight = 1,
		.max_width = 22,
		.rank = 1,
		.text = number_text,
		.compare = number_compare,
		.sort_key = number_sort_key,
	},
	{
		.name = "messages",
		.title = "MSGS",
		.help = "Messages in the cache to and from it; empty where it is no contact",
		.width = 6,
		.rank = 2,
		.align = DRAW_RIGHT,
		.text = messages_text,
		.compare = messages_compare,
		.descending = true,
	},
	{
		.name = "failed",
		.title = "FAIL",
		.help = "How many of them failed or were undelivered",
		.width = 5,
		.rank = 4,
		.align = DRAW_RIGHT,
		.text = failed_text,
		.compare = failed_compare,
		.descending = true,
	},
	{
		.name = "last",
		.title = "LAST MESSAGE",
		.help = "The newest message, from either side",
		.width = 20,
		.weight = 5,
		.rank = 5,
		.text = last_text,
	},
	{
		.name = "when",
		.title = "WHEN",
		.help = "How long ago that was",
		.width = 6,
		.rank = 3,
		.align = DRAW_RIGHT,
		.text = when_text,
	},
	{
		.name = "state",
		.title = "STATE",
		.help = "State of the newest message",
		.width = 9,
		.step = CELL_STATUS_WHOLE,
		.rank = 3,
		.text = state_text,
		.brief = state_brief,
	},
};
