#include "ops/pace.h"

#define TOKEN 1000

static int64_t capacity(const struct pace *pace)
{
	int64_t most = (int64_t)pace->per_second * TOKEN / 10;

	return most < TOKEN ? TOKEN : most;
}

void pace_init(struct pace *pace, uint32_t per_second, int64_t now)
{
	*pace = (struct pace){
		.per_second = per_second < PACE_MAX ? per_second : PACE_MAX,
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
	/* A thousandth of a token a millisecond is a token a second. */
	int64_t gain = passed * pace->per_second;
	pace->level += gain < room ? gain : room;
}

bool pace_take(struct pace *pace, int64_t now)
{
	if (!pace->per_second)
		return true;
	fill(pace, now);
	if (pace->level < TOKEN)
		return false;
	pace->level -= TOKEN;
	return true;
}

int64_t pace_wait(struct pace *pace, int64_t now)
{
	if (!pace->per_second)
		return 0;
	fill(pace, now);
	if (pace->level >= TOKEN)
		return 0;
	return (TOKEN - pace->level + pace->per_second - 1) / pace->per_second;
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
