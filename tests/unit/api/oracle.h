/*
 * oracle.h - a page of messages read the slow way, through a JSON tree, to check the fast one by.
 */
#ifndef MSGDECK_TESTS_ORACLE_H
#define MSGDECK_TESTS_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

#include "api/page.h"

/* False when it is no page of messages. page_release() frees it. */
bool oracle_page(const char *bytes, size_t length, struct page *page);
/* NULL when both hold the same, else what differs (static). */
const char *oracle_difference(const struct page *a, const struct page *b);

#endif
