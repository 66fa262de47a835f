/*
 * names.h - the names for numbers that the operator gives: those of the config file, and those of the
 * address book's file.
 */
#ifndef MSGDECK_BATCH_NAMES_H
#define MSGDECK_BATCH_NAMES_H

#include "base/error.h"
#include "config/load.h"
#include "config/settings.h"
#include "model/address_book.h"

/* To be freed with address_book_free(). NULL, and an error that begins with file and line, where one of
 * them is wrong or the file cannot be read. */
struct address_book *names_load(const struct settings *settings, const struct config *config,
				struct error *err);

#endif
