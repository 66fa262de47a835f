#include "sandbox/wildcard.h"

#include <string.h>

static const char signs[] = "0123456789*";

static bool begins_with(const char *number, const char *pattern)
{
	for (pattern += strcspn(pattern, signs); *pattern != '\0';
	     pattern++, pattern += strcspn(pattern, signs)) {
		if (*number == '\0' || (*pattern != '*' && *pattern != *number))
			return false;
		number++;
	}
	return true;
}

bool wildcard_matches(const char *pattern, const char *number)
{
	bool from_the_start = *pattern == '+';

	number += *number == '+';
	do {
		if (begins_with(number, pattern))
			return true;
	} while (!from_the_start && *number++ != '\0');
	return false;
}
