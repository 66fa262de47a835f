/*
 * oracle_shape.h - any answer that a table describes (api/page.h), read the slow way, through a JSON
 * tree, to check the fast one by.
 */
#ifndef MSGDECK_TESTS_ORACLE_SHAPE_H
#define MSGDECK_TESTS_ORACLE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "api/page.h"

/* False when it is no such answer. page_release() frees it. */
bool oracle_shape_page(const struct page_shape *shape, const char *bytes, size_t length,
		       struct page *page);
/* NULL when both hold the same, else what differs. */
const char *oracle_shape_difference(const struct page_shape *shape, const struct page *a,
				    const struct page *b);

#endif
