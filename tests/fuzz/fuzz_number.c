/*
 * fuzz_number.c - numbers, durations, sizes and money: in range or refused, and exact.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "base/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_decimal(struct decimal value)
{
	char text[DECIMAL_SIZE];
	struct decimal again;
	struct decimal sum = value;

	demand(decimal_parse(text, decimal_format(value, text), &again));
	demand(again.units == value.units && again.scale == value.scale);
	demand(decimal_add(&sum, decimal_negate(value)));
	demand(decimal_is_zero(sum));
	demand(decimal_compare(value, decimal_negate(value)) ==
	       (value.units > 0) - (value.units < 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct decimal value;
	int64_t number;
	uint64_t bytes;
	bool flag;

	if (parse_int64(text, size, -1000, 1000, &number))
		demand(number >= -1000 && number <= 1000);
	if (parse_duration(text, size, 1000, &number))
		demand(number >= 0);
	parse_size(text, size, &bytes);
	parse_bool(text, size, &flag);
	if (decimal_parse(text, size, &value))
		check_decimal(value);
	return 0;
}
