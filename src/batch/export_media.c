/*
 * export_media.c - the media of all messages that have any: the list of messages goes by one page after
 * another, and each such message's media are asked for beside it.
 */
#include "batch/export_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "batch/fan.h"

/* What a medium's line says of its message. Texts are in one block behind it. */
struct holder {
	struct export_medium row;
	int64_t when;
	char texts[];
};

static struct text keep_text(char **at, struct text text)
{
	struct text kept = { .data = text.data ? *at : NULL, .length = text.length };

	if (text.length)
		memcpy(*at, text.data, text.length);
	*at += text.length;
	return kept;
}

static struct holder *holder_new(const struct message *message)
{
	struct holder *holder =
		xcalloc(1, sizeof(*holder) + message->from.length + message->to.length);
	char *at = holder->texts;

	holder->row.from = keep_text(&at, message->from);
	holder->row.to = keep_text(&at, message->to);
	holder->row.direction = message_direction_name(message->direction);
	holder->row.date_sent = message->date_sent;
	holder->when = message_time(message);
	return holder;
}

static bool write_media(struct export *x, const void *about, const struct result *page,
			struct error *err)
{
	const struct holder *holder = about;
	const struct medium *media = page->records;
	struct export_medium row = holder->row;

	for (size_t i = 0; i < page->record_count; i++) {
		row.medium = media[i];
		if (!export_row(x, &row, holder->when, err))
			return false;
	}
	return true;
}

/* The page of messages that is being looked through. */
struct walk {
	uint64_t job;
	struct result *page; /* NULL: none */
	size_t at;
	bool over; /* it was the last */
};

/* Asks for what may be asked for; lets the next page come when this one has been looked through. */
static void look_through(struct export *x, struct walk *walk, struct fan *fan)
{
	while (walk->page && fan_has_room(fan)) {
		if (walk->at == walk->page->message_count) {
			result_free(walk->page);
			walk->page = NULL;
			if (!walk->over)
				fetch_more(x->fetch, walk->job);
			return;
		}
		const struct message *message = &walk->page->messages[walk->at++];

		if (!message_may_have_media(message) || !export_wants(x, message))
			continue;
		struct list_id id = list_id(RESOURCE_MEDIA, &message->sid, NULL);

		fan_ask(fan, &id, holder_new(message));
	}
}

static bool take(struct export *x, struct walk *walk, struct fan *fan, struct result *result,
		 struct error *err)
{
	if (fan_offer(fan, result))
		return fan_give(fan, err) && target_flush(&x->target, err);
	walk->over = result->last;
	walk->page = result;
	walk->at = 0;
	x->read += result->message_count;
	export_count_bad(x, result);
	if (result->oldest != DATE_NONE)
		x->reached = result->oldest;
	return export_is_good(result, err);
}

bool export_read_media(struct export *x, struct error *err)
{
	struct walk walk = { .page = NULL };
	struct job job = {
		.kind = JOB_LIST,
		.priority = PRIORITY_HISTORY,
		.since = x->since,
		.until = x->until,
		.pages = 1,
		.to = { .data = x->to.length ? x->to.data : NULL, .length = x->to.length },
		.from = { .data = x->from.length ? x->from.data : NULL, .length = x->from.length },
	};
	struct fan fan;
	bool ok = true;

	fan_init(&fan, x, write_media, free);
	walk.job = fetch_submit(x->fetch, &job);
	while (ok && (!walk.over || walk.page || fan.count)) {
		look_through(x, &walk, &fan);
		if (walk.over && !walk.page && !fan.count)
			break;
		ok = take(x, &walk, &fan, export_receive(x), err);
	}
	if (walk.page)
		result_free(walk.page);
	fan_release(&fan);
	return ok;
}
