/*
 * address_plan.h - numbering plans as tables. Internal to address.c.
 *
 * Both are searched for the longest prefix of a number's digits; the order of rows does not matter.
 */
#ifndef MSGDECK_MODEL_ADDRESS_PLAN_H
#define MSGDECK_MODEL_ADDRESS_PLAN_H

#include <stddef.h>

struct plan_country {
	char prefix[8];
	char country[3];
};

/* How the digits behind the country code are grouped: "254" is 2, 5 and 4. A number of another
 * length stretches or shrinks the group before the last, or the last of two; one that has no two
 * digits for that group is grouped by threes. */
struct plan_groups {
	char prefix[8];
	char groups[8];
};

/* "US-TX" and its area codes, three digits each, with a blank between them. */
struct plan_region {
	char region[6];
	const char *codes;
};

extern const struct plan_country plan_countries[];
extern const size_t plan_country_count;
extern const struct plan_region plan_regions[];
extern const size_t plan_region_count;
extern const struct plan_groups plan_groups[];
extern const size_t plan_group_count;

#endif
