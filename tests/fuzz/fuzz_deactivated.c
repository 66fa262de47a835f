/*
 * fuzz_deactivated.c - the file of deactivated numbers, cut anywhere and with little room for what is
 * found, gives the same numbers as at once; and each is one that a number can be.
 */
#include <stdint.h>
#include <stdlib.h>

#include "model/deactivated.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct found {
	uint64_t count, bad, hash;
};

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void take(struct found *found, uint64_t number)
{
	demand(number >= UINT64_C(1000000) && number < UINT64_C(1000000000000000));
	found->hash = (found->hash ^ number) * UINT64_C(1099511628211);
	found->count++;
}

static void read_lines(const char *bytes, size_t size, size_t piece, size_t room,
		       struct found *found)
{
	struct deactivated_lines lines = { .bad = 0 };
	uint64_t numbers[8], last;

	*found = (struct found){ .count = 0 };
	for (size_t at = 0; at < size;) {
		size_t length = size - at < piece ? size - at : piece, taken;
		size_t count =
			deactivated_lines_feed(&lines, bytes + at, length, numbers, room, &taken);
		demand(count <= room && taken <= length && (taken || count));
		for (size_t i = 0; i < count; i++)
			take(found, numbers[i]);
		at += taken;
	}
	if (deactivated_lines_end(&lines, &last))
		take(found, last);
	found->bad = lines.bad;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct found whole, cut;
	int64_t day;

	read_lines(bytes, size, size ? size : 1, 8, &whole);
	read_lines(bytes, size, 1 + size % 5, 1 + size % 3, &cut);
	demand(whole.count == cut.count && whole.bad == cut.bad && whole.hash == cut.hash);
	if (deactivated_parse_day(bytes, size, INT64_C(1796040000), &day, NULL))
		demand(day % 86400 == 0 && day >= DEACTIVATED_FIRST_DAY &&
		       day <= deactivated_last_day(INT64_C(1796040000)));
	return 0;
}
