#include "views/overview/overview.h"

/* Moves the cursor of the area by one, as the wheel does. */
static void step(struct overview *overview, enum overview_area area, int lines)
{
	bool on = lines > 0;

	overview->area = area;
	if (area == AREA_CHART) {
		if (on && overview->bucket + 1 < overview->result->period.buckets)
			overview_choose_bucket(overview, overview->bucket + 1);
		else if (!on && overview->bucket > 0)
			overview_choose_bucket(overview, overview->bucket - 1);
		return;
	}
	const struct overview_list *list = &overview->lists[area];
	if (on ? list->cursor + 1 < list->count : list->cursor > 0)
		overview_choose(overview, (enum stats_kind)area,
				on ? list->cursor + 1 : list->cursor - 1);
}

static void click_chart(struct overview *overview, struct mouse *mouse)
{
	size_t bucket =
		overview_bucket_at(overview, mouse->column - overview->drawn[AREA_CHART].column);

	mouse->open = overview->area == AREA_CHART && bucket == overview->bucket;
	overview->area = AREA_CHART;
	if (bucket != SIZE_MAX)
		overview_choose_bucket(overview, bucket);
}

static void click_list(struct overview *overview, enum overview_area area, struct mouse *mouse)
{
	const struct overview_list *list = &overview->lists[area];
	size_t at = list->first + (size_t)(mouse->row - overview->drawn[area].row);

	mouse->open = overview->area == area && at == list->cursor && at < list->count;
	overview->area = area;
	if (at < list->count)
		overview_choose(overview, (enum stats_kind)area, at);
}

unsigned overview_mouse(struct view *base, struct mouse *mouse)
{
	struct overview *overview = (struct overview *)base;

	if (!overview->result)
		return EFFECT_NONE;
	for (unsigned i = 0; i < AREA_COUNT; i++) {
		enum overview_area area = (enum overview_area)i;

		if (!mouse_is_in(mouse, &overview->drawn[area]))
			continue;
		if (mouse->lines)
			step(overview, area, mouse->lines);
		else if (area == AREA_CHART)
			click_chart(overview, mouse);
		else
			click_list(overview, area, mouse);
		return EFFECT_REDRAW;
	}
	return EFFECT_NONE;
}
