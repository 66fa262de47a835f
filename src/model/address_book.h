/*
 * address_book.h - names for addresses, as the operator knows them.
 *
 * A name belongs to an address in the form that the API uses; one for a number is also for its channels
 * ("whatsapp:+1…"), unless these have names of their own. What was given first stays: the config file's
 * before the address book's file. Names are what somebody wrote: to be cleaned where they are shown.
 *
 * Cost: about 60 bytes and the two texts for each. Pure.
 */
#ifndef MSGDECK_MODEL_ADDRESS_BOOK_H
#define MSGDECK_MODEL_ADDRESS_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/message.h"

#define ADDRESS_BOOK_NAME_MAX 200 /* bytes */
#define ADDRESS_BOOK_MAX 1000000  /* names */

struct address_book;

struct address_book *address_book_new(void);
void address_book_free(struct address_book *book);
size_t address_book_count(const struct address_book *book);

/* "NUMBER = NAME". The error says what is wrong, without a place. */
bool address_book_add(struct address_book *book, const char *line, struct error *err);
/* Rows of "number,name"; other columns are left alone, and a first row without any digit is a header.
 * The error begins with "file:line: ". */
bool address_book_read(struct address_book *book, const char *file, const char *text, size_t length,
		       struct error *err);

/* Null where there is none; NULL as book knows nobody. */
struct text address_book_name(const struct address_book *book, struct text address);

#endif
