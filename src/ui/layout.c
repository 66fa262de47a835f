#include "ui/layout.h"

#include <stdbool.h>

/* Least width of the columns that are left, with gaps. */
static int least_width(const struct layout_column *columns, size_t count, int gap)
{
	int sum = -gap;

	for (size_t i = 0; i < count; i++)
		if (columns[i].width)
			sum += columns[i].width + gap;
	return sum < 0 ? 0 : sum;
}

/* Whether there is a column that stays less long than this one. */
static bool has_lesser(const struct layout_column *columns, size_t count, int rank)
{
	for (size_t i = 0; i < count; i++)
		if (columns[i].width && columns[i].rank > rank)
			return true;
	return false;
}

/* Cells that the column gets on top of its least, because lesser ones are shown. */
static int wished(const struct layout_column *columns, size_t count, size_t index)
{
	const struct layout_column *column = &columns[index];

	return column->width && column->wish > column->width &&
			       has_lesser(columns, count, column->rank)
		       ? column->wish - column->width
		       : 0;
}

/* Width below which a column is dropped: the least of all, and what the better ones wish for. */
static int needed_width(const struct layout_column *columns, size_t count, int gap)
{
	int sum = least_width(columns, count, gap);

	for (size_t i = 0; i < count; i++)
		sum += wished(columns, count, i);
	return sum;
}

static size_t kept(const struct layout_column *columns, size_t count)
{
	size_t number = 0;

	for (size_t i = 0; i < count; i++)
		number += columns[i].width > 0;
	return number;
}

static void drop_one(struct layout_column *columns, size_t count)
{
	size_t worst = count;

	for (size_t i = 0; i < count; i++)
		if (columns[i].width && (worst == count || columns[i].rank >= columns[worst].rank))
			worst = i;
	if (worst < count)
		columns[worst].width = 0;
}

static int room_of(const struct layout_column *column)
{
	if (!column->width || column->weight <= 0)
		return 0;
	if (!column->max)
		return 1 << 20;
	return column->max > column->width ? column->max - column->width : 0;
}

/* Gives out the cells left over by weight; what a column cannot take goes to the others. */
static void share_rest(struct layout_column *columns, size_t count, int rest)
{
	while (rest > 0) {
		int weights = 0;
		int given = 0;

		for (size_t i = 0; i < count; i++)
			if (room_of(&columns[i]))
				weights += columns[i].weight;
		if (!weights)
			return;
		for (size_t i = 0; i < count && given < rest; i++) {
			int room = room_of(&columns[i]);
			int share = room ? rest * columns[i].weight / weights : 0;

			if (room && share == 0)
				share = 1;
			if (share > room)
				share = room;
			if (share > rest - given)
				share = rest - given;
			columns[i].width += share;
			given += share;
		}
		rest -= given;
	}
}

/* Returns what is left over then. */
static int take_steps(struct layout_column *columns, size_t count, int rest)
{
	for (size_t i = 0; i < count; i++) {
		int cost = columns[i].step - columns[i].width;

		if (columns[i].width && cost > 0 && cost <= rest / 3) {
			columns[i].width += cost;
			rest -= cost;
		}
	}
	return rest;
}

void layout_fit(struct layout_column *columns, size_t count, int width, int gap)
{
	int rest;

	for (size_t i = 0; i < count; i++)
		columns[i].width = columns[i].min > 0 ? columns[i].min : 1;
	while (kept(columns, count) > 1 && needed_width(columns, count, gap) > width)
		drop_one(columns, count);
	if (least_width(columns, count, gap) > width) {
		for (size_t i = 0; i < count; i++)
			if (columns[i].width)
				columns[i].width = width > 0 ? width : 0;
		return;
	}
	rest = width - needed_width(columns, count, gap);
	for (size_t i = 0; i < count; i++)
		columns[i].width += wished(columns, count, i);
	share_rest(columns, count, take_steps(columns, count, rest));
}
