#include "ops/duelist.h"

static void swap(struct due *a, struct due *b)
{
	struct due kept = *a;

	*a = *b;
	*b = kept;
}

void duelist_add(struct duelist *list, int64_t when, uint32_t item)
{
	size_t i = list->count;

	vec_push(list, ((struct due){ .when = when, .item = item }));
	for (; i > 0 && list->items[i].when < list->items[(i - 1) / 2].when; i = (i - 1) / 2)
		swap(&list->items[i], &list->items[(i - 1) / 2]);
}

int64_t duelist_next(const struct duelist *list)
{
	return list->count ? list->items[0].when : -1;
}

static void sink(struct duelist *list)
{
	for (size_t i = 0;;) {
		size_t least = i;

		for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < list->count; child++)
			if (list->items[child].when < list->items[least].when)
				least = child;
		if (least == i)
			return;
		swap(&list->items[i], &list->items[least]);
		i = least;
	}
}

bool duelist_take(struct duelist *list, int64_t now, uint32_t *item)
{
	if (!list->count || list->items[0].when > now)
		return false;
	*item = list->items[0].item;
	list->items[0] = list->items[list->count - 1];
	list->count--;
	sink(list);
	return true;
}

void duelist_hurry(struct duelist *list, int64_t now)
{
	for (size_t i = 0; i < list->count; i++)
		list->items[i].when = now;
}

void duelist_release(struct duelist *list)
{
	vec_release(list);
}
