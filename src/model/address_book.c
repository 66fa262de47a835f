#include "model/address_book.h"

#include <string.h>

#include "base/csv.h"
#include "base/mem.h"
#include "base/parse.h"
#include "base/vec.h"
#include "model/address.h"
#include "model/intern.h"

#define SEGMENT_BITS 10

struct address_book {
	struct intern addresses;
	struct VEC(struct text) names; /* by an address's number - 1 */
};

struct address_book *address_book_new(void)
{
	struct address_book *book = xcalloc(1, sizeof(*book));

	intern_init(&book->addresses, SEGMENT_BITS);
	return book;
}

void address_book_free(struct address_book *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < book->names.count; i++) {
		char *name = (char *)(uintptr_t)book->names.items[i].data;
		mem_wipe(name, book->names.items[i].length);
		free(name);
	}
	vec_release(&book->names);
	intern_release(&book->addresses);
	free(book);
}

size_t address_book_count(const struct address_book *book)
{
	return book->names.count;
}

static struct text trim(const char *from, size_t length)
{
	const char *data = parse_trim(from, &length);

	return (struct text){ data, length };
}

static bool add(struct address_book *book, struct text number, struct text name, struct error *err)
{
	struct strbuf address = STRBUF_INIT(STRBUF_LINE);
	bool good = address_normalise(&address, number.data, number.length);
	uint32_t before = book->addresses.count;

	if (!good)
		error_set(err, ERROR_USAGE, "\"%.*s\" is not a number", (int)number.length,
			  number.data);
	else if (!name.length)
		good = error_set(err, ERROR_USAGE, "%s has no name", address.data);
	else if (name.length > ADDRESS_BOOK_NAME_MAX)
		good = error_set(err, ERROR_LIMIT, "the name of %s is longer than %d bytes",
				 address.data, ADDRESS_BOOK_NAME_MAX);
	else if (before == ADDRESS_BOOK_MAX)
		good = error_set(err, ERROR_LIMIT, "there are more than %d names",
				 ADDRESS_BOOK_MAX);
	if (good &&
	    intern_add(&book->addresses, (struct text){ address.data, address.length }) > before)
		vec_push(&book->names,
			 ((struct text){ xstrndup(name.data, name.length), name.length }));
	strbuf_release(&address);
	return good;
}

bool address_book_add(struct address_book *book, const char *line, struct error *err)
{
	const char *equals = strchr(line, '=');

	if (!equals)
		return error_set(err, ERROR_USAGE, "a contact is written \"NUMBER = NAME\"");
	return add(book, trim(line, (size_t)(equals - line)), trim(equals + 1, strlen(equals + 1)),
		   err);
}

static bool add_row(struct address_book *book, const struct csv *csv, bool first, struct error *err)
{
	size_t number_length, name_length;
	const char *number = csv_cell(csv, 0, &number_length);
	const char *name = csv_cell(csv, 1, &name_length);

	if (first && !strpbrk(number, "0123456789"))
		return true;
	return add(book, trim(number, number_length), trim(name, name_length), err);
}

bool address_book_read(struct address_book *book, const char *file, const char *text, size_t length,
		       struct error *err)
{
	enum csv_answer answer;
	bool good = true;
	struct csv csv;

	csv_init(&csv, text, length);
	for (bool first = true; good && (answer = csv_next(&csv, err)) != CSV_END; first = false)
		good = answer == CSV_ROW && add_row(book, &csv, first, err);
	if (!good)
		error_prefix(err, "%s:%u", file, csv.line);
	csv_release(&csv);
	return good;
}

static struct text find(const struct address_book *book, struct text address)
{
	uint32_t number = address.data ? intern_find(&book->addresses, address) : INTERN_NULL;

	if (number == INTERN_NULL || number == INTERN_NOT_FOUND)
		return (struct text){ .data = NULL };
	return book->names.items[number - 1];
}

struct text address_book_name(const struct address_book *book, struct text address)
{
	struct text name = { .data = NULL };
	struct address parsed;

	if (!book || !book->names.count)
		return name;
	name = find(book, address);
	if (name.data)
		return name;
	address_parse(address, &parsed);
	return parsed.channel.data ? find(book, parsed.value) : name;
}
