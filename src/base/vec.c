#include "base/vec.h"

#include <stdint.h>

enum { FIRST_CAPACITY = 8 };

void *vec_grow(void *items, size_t *capacity, size_t needed, size_t item_size)
{
	size_t grown = *capacity ? *capacity : FIRST_CAPACITY;

	while (grown < needed)
		grown = grown <= SIZE_MAX / 2 ? grown * 2 : needed;
	items = xreallocarray(items, grown, item_size);
	*capacity = grown;
	return items;
}
