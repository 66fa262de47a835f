#include "model/stats_result.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NAME_SEGMENTS 2 /* 2^2: names are some hundreds */

static const int32_t delay_ends[STATS_DELAYS - 1] = { 1,  2,   3,   5,    10,   20,   30,
						      60, 120, 300, 1800, 7200, 86400 };

/* -- making ------------------------------------------------------------------------------------ */

struct stats_result *stats_result_new(const struct period *period, enum when_zone zone)
{
	struct stats_result *result = xcalloc(1, sizeof(*result));

	result->period = *period;
	result->zone = zone;
	for (size_t i = 0; i < STATS_KINDS; i++)
		intern_init(&result->names[i], NAME_SEGMENTS);
	return result;
}

void stats_result_free(struct stats_result *result)
{
	if (!result)
		return;
	for (size_t i = 0; i < STATS_KINDS; i++) {
		vec_release(&result->groups[i]);
		intern_release(&result->names[i]);
	}
	free(result);
}

struct stats_group *stats_result_group(struct stats_result *result, enum stats_kind kind,
				       struct text name)
{
	uint32_t number;

	if (!name.length || intern_full(&result->names[kind]))
		return NULL;
	number = intern_add(&result->names[kind], name);
	if (number > result->groups[kind].count)
		vec_push(&result->groups[kind],
			 ((struct stats_group){
				 .name = intern_text(&result->names[kind], number) }));
	return &result->groups[kind].items[number - 1];
}

size_t stats_result_currency(struct stats_result *result, struct text unit)
{
	size_t i;

	if (!unit.length || unit.length >= STATS_UNIT_SIZE)
		return STATS_CURRENCIES;
	for (i = 0; i < result->currency_count; i++)
		if (strlen(result->currencies[i]) == unit.length &&
		    memcmp(result->currencies[i], unit.data, unit.length) == 0)
			return i;
	if (i == STATS_CURRENCIES || memchr(unit.data, '\0', unit.length))
		return STATS_CURRENCIES;
	memcpy(result->currencies[i], unit.data, unit.length);
	result->currency_count++;
	return i;
}

void stats_result_add_delay(struct stats_result *result, int64_t seconds)
{
	size_t step = 0;

	while (step < STATS_DELAYS - 1 && seconds > delay_ends[step])
		step++;
	result->delays[step]++;
}

/* -- reading ----------------------------------------------------------------------------------- */

static uint64_t number_of(const struct stats_count *count, enum stats_measure measure)
{
	if (measure == STATS_FAILURES)
		return count->traffic.failed;
	return (uint64_t)count->traffic.sent + count->traffic.received;
}

int stats_compare(const struct stats_count *a, const struct stats_count *b,
		  enum stats_measure measure, size_t currency)
{
	if (measure == STATS_SPEND)
		return decimal_compare(a->spend[currency], b->spend[currency]);
	uint64_t one = number_of(a, measure);
	uint64_t two = number_of(b, measure);
	return (one > two) - (one < two);
}

bool stats_is_zero(const struct stats_count *count, enum stats_measure measure, size_t currency)
{
	static const struct stats_count zero;

	return stats_compare(count, &zero, measure, currency) == 0;
}

static double approximate(struct decimal value)
{
	double number = (double)value.units;

	for (unsigned i = 0; i < value.scale; i++)
		number /= 10;
	return number;
}

static double size_of(const struct stats_count *count, enum stats_measure measure, size_t currency)
{
	return measure == STATS_SPEND ? approximate(count->spend[currency])
				      : (double)number_of(count, measure);
}

double stats_share(const struct stats_count *count, const struct stats_count *of,
		   enum stats_measure measure, size_t currency)
{
	double whole = size_of(of, measure, currency);
	double share = whole > 0 ? size_of(count, measure, currency) / whole : 0;

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

bool stats_change(const struct stats_count *now, const struct stats_count *before,
		  enum stats_measure measure, size_t currency, int64_t *per_mille)
{
	double whole = size_of(before, measure, currency);
	double change = whole > 0 ? (size_of(now, measure, currency) - whole) / whole * 1000 : 0;

	*per_mille = (int64_t)(change < 0 ? change - 0.5 : change + 0.5);
	return whole > 0;
}

static bool goes_before(const struct stats_group *a, const struct stats_group *b,
			enum stats_measure measure, size_t currency)
{
	int order = stats_compare(&a->now, &b->now, measure, currency);
	size_t shorter = a->name.length < b->name.length ? a->name.length : b->name.length;

	if (order)
		return order > 0;
	order = memcmp(a->name.data, b->name.data, shorter);
	return order ? order < 0 : a->name.length < b->name.length;
}

size_t stats_top(const struct stats_result *result, enum stats_kind kind,
		 enum stats_measure measure, size_t currency, uint32_t *indexes, size_t max)
{
	const struct stats_group *groups = result->groups[kind].items;
	size_t count = 0;

	for (size_t i = 0; i < result->groups[kind].count; i++) {
		size_t at = count;
		if (stats_is_zero(&groups[i].now, measure, currency))
			continue;
		while (at > 0 &&
		       goes_before(&groups[i], &groups[indexes[at - 1]], measure, currency))
			at--;
		if (at == max)
			continue;
		if (count < max)
			count++;
		memmove(&indexes[at + 1], &indexes[at], (count - 1 - at) * sizeof(*indexes));
		indexes[at] = (uint32_t)i;
	}
	return count;
}

static int64_t rise_of(const struct stats_group *group)
{
	return (int64_t)group->now.traffic.failed - group->before.traffic.failed;
}

const struct stats_group *stats_risen(const struct stats_result *result, enum stats_kind kind)
{
	const struct stats_group *most = NULL;

	for (size_t i = 0; i < result->groups[kind].count; i++) {
		const struct stats_group *group = &result->groups[kind].items[i];
		int64_t more = rise_of(group) - (most ? rise_of(most) : 0);

		if (more > 0 || (more == 0 && most && goes_before(group, most, STATS_FAILURES, 0)))
			most = group;
	}
	return most;
}

int64_t stats_delay(const struct stats_result *result, unsigned per_mille)
{
	uint64_t all = 0;
	uint64_t so_far = 0;

	for (size_t i = 0; i < STATS_DELAYS; i++)
		all += result->delays[i];
	if (!all)
		return -1;
	for (size_t i = 0; i < STATS_DELAYS - 1; i++) {
		so_far += result->delays[i];
		if (so_far * 1000 >= all * per_mille)
			return delay_ends[i];
	}
	return -2;
}
