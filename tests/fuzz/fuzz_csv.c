/*
 * fuzz_csv.c - rows are read to the end or to a fault with a line; cells hold no NUL; and an address book
 * takes any file or says where it is wrong.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/hash.h"
#include "model/address_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err = ERROR_INIT;
	enum csv_answer answer;
	unsigned line = 0;
	struct csv csv;

	hash_init();
	csv_init(&csv, (const char *)data, size);
	while ((answer = csv_next(&csv, &err)) == CSV_ROW) {
		if (csv.line <= line || csv.count == 0 || csv.count > CSV_CELLS_MAX)
			abort();
		line = csv.line;
		for (size_t i = 0; i < csv.count; i++) {
			size_t length;
			if (strlen(csv_cell(&csv, i, &length)) != length)
				abort();
		}
	}
	if ((answer == CSV_FAULT) != (err.kind != ERROR_NONE) || csv.line < line)
		abort();
	csv_release(&csv);
	error_release(&err);

	struct address_book *book = address_book_new();
	bool good = address_book_read(book, "book", (const char *)data, size, &err);
	if (good == (err.kind != ERROR_NONE))
		abort();
	address_book_free(book);
	error_release(&err);
	return 0;
}
