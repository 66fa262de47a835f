#include "sandbox/plan.h"

#include <string.h>

#include "base/mem.h"
#include "sandbox/story.h"
#include "sandbox/traffic.h"

#define DIGIT_BITS 11
#define DIGITS (1u << DIGIT_BITS)

static uint32_t grown(uint32_t capacity, uint32_t needed)
{
	if (capacity == 0)
		capacity = 1024;
	while (capacity < needed)
		capacity += capacity / 2;
	return capacity;
}

uint32_t plan_add_episode(struct plan *plan, const struct episode *episode)
{
	if (plan->episode_count == plan->episode_capacity) {
		plan->episode_capacity = grown(plan->episode_capacity, plan->episode_count + 1);
		plan->episodes = xreallocarray(plan->episodes, plan->episode_capacity,
					       sizeof(*plan->episodes));
	}
	plan->episodes[plan->episode_count] = *episode;
	return plan->episode_count++;
}

static void reserve(struct plan *plan, uint32_t capacity)
{
	if (capacity <= plan->capacity)
		return;
	plan->capacity = grown(plan->capacity, capacity);
	plan->times = xreallocarray(plan->times, plan->capacity, sizeof(*plan->times));
	plan->refs = xreallocarray(plan->refs, plan->capacity, sizeof(*plan->refs));
}

void plan_add_message(struct plan *plan, int64_t when, uint32_t episode, uint32_t line)
{
	reserve(plan, plan->count + 1);
	plan->times[plan->count] = (uint32_t)when;
	plan->refs[plan->count++] = REF(episode, line);
}

/* One pass of a radix sort by `shift`; stable. */
static void sort_digit(const uint32_t *times, const uint32_t *refs, uint32_t *to_times,
		       uint32_t *to_refs, uint32_t count, unsigned shift)
{
	uint32_t starts[DIGITS] = { 0 };
	uint32_t sum = 0;

	for (uint32_t i = 0; i < count; i++)
		starts[times[i] >> shift & (DIGITS - 1)]++;
	for (uint32_t digit = 0; digit < DIGITS; digit++) {
		uint32_t here = starts[digit];

		starts[digit] = sum;
		sum += here;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = starts[times[i] >> shift & (DIGITS - 1)]++;

		to_times[at] = times[i];
		to_refs[at] = refs[i];
	}
}

/* Orders the messages from `first` on by time. */
static void sort_messages(struct plan *plan, uint32_t first)
{
	uint32_t count = plan->count - first;
	uint32_t *times = plan->times + first;
	uint32_t *refs = plan->refs + first;
	uint32_t *other_times = xreallocarray(NULL, count, sizeof(*other_times));
	uint32_t *other_refs = xreallocarray(NULL, count, sizeof(*other_refs));

	sort_digit(times, refs, other_times, other_refs, count, 0);
	sort_digit(other_times, other_refs, times, refs, count, DIGIT_BITS);
	sort_digit(times, refs, other_times, other_refs, count, 2 * DIGIT_BITS);
	memcpy(times, other_times, count * sizeof(*times));
	memcpy(refs, other_refs, count * sizeof(*refs));
	free(other_times);
	free(other_refs);
}

/* Links the messages from `first` on to those before with the same contact. */
static void index_messages(struct plan *plan, uint32_t first)
{
	plan->previous = xreallocarray(plan->previous, plan->capacity, sizeof(*plan->previous));
	plan->own = xreallocarray(plan->own, plan->capacity, sizeof(*plan->own));
	for (uint32_t i = first; i < plan->count; i++) {
		uint32_t contact = plan_episode(plan, i)->contact;

		plan->previous[i] = plan->last[contact];
		plan->last[contact] = i;
		plan->own[i] = story_own(plan, i);
	}
}

static void finish(struct plan *plan, uint32_t first)
{
	sort_messages(plan, first);
	index_messages(plan, first);
}

void plan_init(struct plan *plan, const struct people *people, const struct catalogue *catalogue,
	       uint64_t seed, uint32_t messages, uint32_t days, int64_t end, uint32_t per_minute)
{
	*plan = (struct plan){ .people = people, .catalogue = catalogue, .seed = seed, .end = end };
	plan->until = end + PLAN_STRETCH;
	plan->last = xreallocarray(NULL, people->count, sizeof(*plan->last));
	memset(plan->last, 0xff, people->count * sizeof(*plan->last));
	reserve(plan, messages + 1);
	traffic_history(plan, messages, days);
	traffic_future(plan, end, plan->until, per_minute);
	finish(plan, 0);
}

void plan_extend(struct plan *plan, uint32_t per_minute)
{
	uint32_t first = plan->count;

	traffic_future(plan, plan->until, plan->until + PLAN_STRETCH, per_minute);
	plan->until += PLAN_STRETCH;
	finish(plan, first);
}

void plan_release(struct plan *plan)
{
	free(plan->episodes);
	free(plan->times);
	free(plan->refs);
	free(plan->previous);
	free(plan->own);
	free(plan->last);
	*plan = (struct plan){ 0 };
}

uint32_t plan_lower_bound(const struct plan *plan, int64_t when)
{
	uint32_t low = 0;
	uint32_t high = plan->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if ((int64_t)plan->times[middle] < when)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum language language_of(const struct plan *plan, const struct episode *episode)
{
	return (enum language)plan->people->contacts[episode->contact].language;
}

/* The script behind a campaign's first line, or NULL. */
static const struct script *ending_of(const struct plan *plan, const struct episode *episode)
{
	enum language language = language_of(plan, episode);

	if (episode->ending == ENDING_NONE || episode->ending == ENDING_REFUSED)
		return NULL;
	if (episode->ending >= ENDING_STOP)
		return catalogue_script(plan->catalogue, language, EPISODE_STOP,
					episode->ending - ENDING_STOP);
	return catalogue_script(plan->catalogue, language, EPISODE_AFTER,
				episode->ending - ENDING_AFTER);
}

static const struct script *script_of(const struct plan *plan, const struct episode *episode)
{
	return catalogue_script(plan->catalogue, language_of(plan, episode),
				(enum episode_kind)episode->kind, episode->script);
}

const struct line *plan_line(const struct plan *plan, const struct episode *episode, uint32_t line)
{
	if (episode->kind == EPISODE_CAMPAIGN && line > 0)
		return &ending_of(plan, episode)->lines[line - 1];
	return &script_of(plan, episode)->lines[line];
}

uint32_t plan_line_count(const struct plan *plan, const struct episode *episode)
{
	const struct script *ending;

	if (episode->kind != EPISODE_CAMPAIGN)
		return script_of(plan, episode)->count;
	ending = ending_of(plan, episode);
	return 1 + (ending == NULL ? 0 : ending->count);
}
