#include "ops/pace.h"

#define TOKEN INT64_C(1000000)

static int64_t capacity(const struct pace *pace)
{
	int64_t most = pace->rate * (TOKEN / 1000) / 10;

	return most < TOKEN ? TOKEN : most;
}

void pace_init(struct pace *pace, double per_second, int64_t now)
{
	if (per_second > 0 && per_second < PACE_MIN)
		per_second = PACE_MIN;
	*pace = (struct pace){
		.rate = (int64_t)((per_second < PACE_MAX ? per_second : PACE_MAX) * 1000 + 0.5),
		.level = TOKEN,
		.filled_ms = now,
	};
}

static void fill(struct pace *pace, int64_t now)
{
	int64_t room = capacity(pace) - pace->level;
	int64_t passed = now - pace->filled_ms;

	if (passed <= 0)
		return;
	pace->filled_ms = now;
	/* A millionth of a token a millisecond is a thousandth a second. */
	pace->level += passed > room / pace->rate ? room : passed * pace->rate;
}

bool pace_take(struct pace *pace, int64_t now)
{
	if (!pace->rate)
		return true;
	fill(pace, now);
	if (pace->level < TOKEN)
		return false;
	pace->level -= TOKEN;
	return true;
}

int64_t pace_wait(struct pace *pace, int64_t now)
{
	if (!pace->rate)
		return 0;
	fill(pace, now);
	if (pace->level >= TOKEN)
		return 0;
	return (TOKEN - pace->level + pace->rate - 1) / pace->rate;
}

void meter_init(struct meter *meter, int64_t now)
{
	*meter = (struct meter){ .start_ms = now };
}

/* Makes the slot of `now` the newest; slots that were skipped are empty. */
static void move_to(struct meter *meter, int64_t now)
{
	int64_t slot = (now - meter->start_ms) / METER_SLOT_MS;

	if (slot - meter->slot > METER_SLOTS)
		meter->slot = slot - METER_SLOTS;
	while (meter->slot < slot)
		meter->slots[++meter->slot % METER_SLOTS] = 0;
}

void meter_count(struct meter *meter, int64_t now)
{
	move_to(meter, now);
	meter->slots[meter->slot % METER_SLOTS]++;
}

double meter_per_second(struct meter *meter, int64_t now)
{
	int64_t covered = METER_SLOTS * METER_SLOT_MS;
	uint64_t count = 0;

	move_to(meter, now);
	/* The newest slot has only begun; before the first round only the time so far counts, but
	 * for the first moments, which say nothing. */
	covered -= METER_SLOT_MS - (now - meter->start_ms) % METER_SLOT_MS;
	if (covered > now - meter->start_ms)
		covered = now - meter->start_ms;
	if (covered < METER_SLOT_MS)
		covered = METER_SLOT_MS;
	for (int i = 0; i < METER_SLOTS; i++)
		count += meter->slots[i];
	return (double)count * 1000 / (double)covered;
}
