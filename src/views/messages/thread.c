#include "views/messages/thread.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/errcode.h"
#include "model/when.h"
#include "views/list/cells.h"
#include "views/messages/thread_internal.h"

#define PIECE 200       /* messages taken in at a time */
#define AHEAD 60        /* take in more when fewer are above the screen */
#define BUBBLE_SHARE 90 /* per cent of the width that a text may take */
#define WIDTH_MAX 130   /* cells that a thread takes at most */
#define META_CELLS 24   /* beside a text: time and status */

/* -- items ------------------------------------------------------------------------------------- */

static size_t item_count(void *data)
{
	return ((struct thread *)data)->keys.count;
}

static uint64_t item_key(void *data, size_t index)
{
	struct thread *thread = data;

	return thread->keys.items[thread->keys.count - 1 - index];
}

/* The place of a row in keys, or where it would stand. */
static size_t place_of(const struct thread *thread, uint32_t row)
{
	size_t low = 0, high = thread->keys.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t other = store_row(thread_store(thread), thread->keys.items[middle]);
		if (store_compare(thread_store(thread), other, row) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool thread_find(const struct thread *thread, uint64_t key, size_t *place)
{
	uint32_t row = store_row(thread_store(thread), key);

	if (row == STORE_NO_ROW)
		return false;
	*place = place_of(thread, row);
	return *place < thread->keys.count && thread->keys.items[*place] == key;
}

static bool item_find(void *data, uint64_t key, size_t *index)
{
	struct thread *thread = data;
	size_t place;

	if (!thread_find(thread, key, &place))
		return false;
	*index = thread->keys.count - 1 - place;
	return true;
}

/* -- lines of one message ---------------------------------------------------------------------- */

static void day_line(struct pager_lines *lines, int64_t when)
{
	char day[WHEN_SIZE];
	size_t length = when_day(when, clock_now(), WHEN_LOCAL, day);

	pager_line(lines, 0);
	pager_center(lines);
	pager_span(lines, STYLE_DIM, day, length);
}

static void body_lines(const struct thread *thread, const struct message *message, bool inbound,
		       bool selected, int width, struct pager_lines *lines)
{
	int most = (width - META_CELLS) * BUBBLE_SHARE / 100;
	unsigned style = (inbound ? STYLE_INBOUND : STYLE_OUTBOUND) |
			 (selected ? STYLE_ON_SELECTED : 0);
	struct text text = message->body;
	char badge[32] = "";

	if (most < 16)
		most = 16;
	if (message->num_media)
		snprintf(badge, sizeof(badge), "[%u media]", message->num_media);
	if (thread->session->options.hide_bodies && text.length)
		text = (struct text){ "(hidden)", 8 };
	else if (!text.length && !message->num_media)
		text = (struct text){ "(no text)", 9 };
	if (badge[0]) {
		int at = inbound ? 3 : width - META_CELLS - (int)strlen(badge);
		pager_line(lines, at > 0 ? at : 0);
		pager_span(lines, STYLE_ACCENT, badge, strlen(badge));
	}
	if (!text.length)
		return;
	int cells = pager_measure(text.data, text.length, most, NULL);
	int indent = inbound ? 3 : width - META_CELLS - cells;
	pager_text(lines, style, indent > 0 ? indent : 0, cells, text.data, text.length);
}

static void meta(const struct message *message, bool inbound, bool selected,
		 struct pager_lines *lines)
{
	unsigned style = selected ? STYLE_DIM | STYLE_ON_SELECTED : STYLE_DIM;
	const char *mark = selected ? "•" : "";
	char clock[WHEN_SIZE];
	char side[META_CELLS * 4];

	when_clock(message_time(message), WHEN_LOCAL, clock);
	pager_right(lines);
	/* Fixed columns, so that the times of a conversation stand below each other. */
	if (inbound)
		snprintf(side, sizeof(side), "%s%s ← %-14s", mark, clock, "");
	else
		snprintf(side, sizeof(side), "%s%s → ", mark, clock);
	pager_span(lines, style, side, strlen(side));
	if (!inbound)
		pager_format(lines, cell_status_role(message->status), "%s %-12s",
			     message_status_mark(message->status),
			     message_status_name(message->status));
}

static void failure_lines(const struct message *message, struct pager_lines *lines)
{
	const struct errcode *known = errcode_find(message->error_code);

	pager_line(lines, 0);
	pager_right(lines);
	pager_format(lines, STYLE_BAD, "✗ %d ", message->error_code);
	if (known)
		pager_format(lines, STYLE_BAD, "%s ", known->title);
	else
		pager_span_foreign(lines, STYLE_BAD, message->error_message.data,
				   message->error_message.length);
}

static void item_build(void *data, size_t index, int width, struct pager_lines *lines)
{
	struct thread *thread = data;
	size_t place = thread->keys.count - 1 - index;
	uint32_t row = store_row(thread_store(thread), thread->keys.items[place]);
	struct message message;

	if (row == STORE_NO_ROW)
		return;
	store_get(thread_store(thread), row, &message);
	int64_t when = message_time(&message);
	bool new_day = true;
	if (place + 1 < thread->keys.count) {
		uint32_t older = store_row(thread_store(thread), thread->keys.items[place + 1]);
		new_day = older == STORE_NO_ROW ||
			  when_day_number(store_time(thread_store(thread), older), WHEN_LOCAL) !=
				  when_day_number(when, WHEN_LOCAL);
	}
	if (new_day)
		day_line(lines, when);
	bool inbound = message.direction == DIRECTION_INBOUND;
	bool selected = keyset_has(&thread->selection, thread->keys.items[place]);
	body_lines(thread, &message, inbound, selected, width, lines);
	meta(&message, inbound, selected, lines);
	if (message.error_code)
		failure_lines(&message, lines);
}

static const struct pager_source source = {
	.count = item_count,
	.key = item_key,
	.find = item_find,
	.build = item_build,
};

/* -- keeping up -------------------------------------------------------------------------------- */

static uint32_t oldest_row(const struct thread *thread)
{
	struct store_contact about;

	if (thread->keys.count)
		return store_row(thread_store(thread), thread->keys.items[thread->keys.count - 1]);
	store_contact(thread_store(thread), thread->contact, &about);
	return about.newest;
}

/* Takes in up to `count` older messages from the cache; returns how many. */
static size_t take_older(struct thread *thread, size_t count)
{
	uint32_t row = oldest_row(thread);
	size_t taken = 0;

	if (thread->keys.count && row != STORE_NO_ROW) {
		/* Its day line may go when an older message of that day comes before it. */
		pager_changed(thread->pager, thread->keys.items[thread->keys.count - 1]);
		row = store_contact_older(thread_store(thread), row);
	}
	for (; taken < count && row != STORE_NO_ROW; taken++) {
		vec_push(&thread->keys, store_key(thread_store(thread), row));
		row = store_contact_older(thread_store(thread), row);
	}
	return taken;
}

static void update_notice(struct thread *thread)
{
	const struct session *session = thread->session;

	if (thread->contact == STORE_NO_CONTACT)
		pager_set_notice(thread->pager, STYLE_DIM, NULL);
	else if (session_loading_contact(session, thread->contact))
		pager_set_notice(thread->pager, STYLE_WAITING, "… loading older messages");
	else if (session_has_whole_contact(session, thread->contact))
		pager_set_notice(thread->pager, STYLE_DIM, "start of the conversation");
	else if (session_has_contact(session, thread->contact))
		pager_set_notice(thread->pager, STYLE_DIM,
				 "… older messages, if there are any, are not loaded");
	else
		pager_set_notice(thread->pager, STYLE_DIM,
				 "… older messages load as you scroll up");
}

bool thread_extend(struct thread *thread, bool ask)
{
	bool changed = false;

	if (thread->contact == STORE_NO_CONTACT)
		return false;
	if (pager_items_above(thread->pager) < AHEAD)
		changed = take_older(thread, PIECE) > 0;
	if (ask && !changed && pager_items_above(thread->pager) == 0)
		session_want_contact(thread->session, thread->contact);
	update_notice(thread);
	return changed;
}

void thread_set_contact(struct thread *thread, uint32_t contact)
{
	if (thread->contact == contact)
		return;
	thread->contact = contact;
	keyset_clear(&thread->selection);
	thread->range_start = 0;
	vec_clear(&thread->keys);
	if (contact != STORE_NO_CONTACT)
		take_older(thread, PIECE);
	pager_reset(thread->pager);
	pager_to_end(thread->pager);
	update_notice(thread);
}

static bool row_added(struct thread *thread, uint32_t row)
{
	size_t place = place_of(thread, row);
	uint64_t key = store_key(thread_store(thread), row);

	if (place < thread->keys.count && thread->keys.items[place] == key)
		return false;
	/* Older than what is held: taken in when one scrolls there. */
	if (place == thread->keys.count && thread->keys.count >= AHEAD)
		return false;
	(void)vec_push_new(&thread->keys);
	memmove(&thread->keys.items[place + 1], &thread->keys.items[place],
		(thread->keys.count - 1 - place) * sizeof(*thread->keys.items));
	thread->keys.items[place] = key;
	if (place > 0)
		pager_changed(thread->pager, thread->keys.items[place - 1]);
	return true;
}

static bool row_removing(struct thread *thread, uint32_t row)
{
	size_t place;

	keyset_remove(&thread->selection, store_key(thread_store(thread), row));
	if (!thread_find(thread, store_key(thread_store(thread), row), &place))
		return false;
	vec_remove(&thread->keys, place);
	pager_changed(thread->pager, 0);
	return true;
}

/* Its time changed: it may stand anywhere in keys. */
static bool row_moved(struct thread *thread, uint32_t row)
{
	uint64_t key = store_key(thread_store(thread), row);

	for (size_t i = 0; i < thread->keys.count; i++)
		if (thread->keys.items[i] == key) {
			vec_remove(&thread->keys, i);
			break;
		}
	pager_changed(thread->pager, 0);
	row_added(thread, row);
	return true;
}

bool thread_store_changed(struct thread *thread, const struct store_event *event)
{
	if (event->kind == STORE_EVENT_CLEARED) {
		thread_set_contact(thread, STORE_NO_CONTACT);
		return true;
	}
	if (thread->contact == STORE_NO_CONTACT || event->contact != thread->contact)
		return false;
	switch (event->kind) {
	case STORE_EVENT_ADDED:
		return row_added(thread, event->row);
	case STORE_EVENT_REMOVING:
		return row_removing(thread, event->row);
	case STORE_EVENT_REMOVED:
		return false;
	default:
		if (event->reordered)
			return row_moved(thread, event->row);
		pager_changed(thread->pager, store_key(thread_store(thread), event->row));
		return true;
	}
}

/* -- life -------------------------------------------------------------------------------------- */

struct thread *thread_new(struct session *session)
{
	struct thread *thread = xcalloc(1, sizeof(*thread));

	thread->session = session;
	thread->contact = STORE_NO_CONTACT;
	thread->pager = pager_new(&source, thread, PAGER_ITEMS | PAGER_FOLLOW);
	strbuf_init(&thread->sought, STRBUF_LINE);
	return thread;
}

void thread_free(struct thread *thread)
{
	if (!thread)
		return;
	pager_free(thread->pager);
	vec_release(&thread->keys);
	keyset_release(&thread->selection);
	strbuf_wipe(&thread->sought);
	marks_clear(&thread->marks);
	marks_clear(&thread->of_list);
	prompt_history_release(&thread->searches);
	free(thread);
}

uint32_t thread_contact(const struct thread *thread)
{
	return thread->contact;
}

struct pager *thread_pager(struct thread *thread)
{
	return thread->pager;
}

uint32_t thread_cursor_row(const struct thread *thread)
{
	uint64_t key = pager_cursor(thread->pager);

	return key ? store_row(thread_store(thread), key) : STORE_NO_ROW;
}

bool thread_show(struct thread *thread, uint64_t key)
{
	size_t place;

	while (!thread_find(thread, key, &place))
		if (!take_older(thread, PIECE))
			return false;
	return pager_show(thread->pager, key);
}

void thread_draw(struct thread *thread, const struct pane *pane, bool focused)
{
	/* On a wide screen both sides of a talk stay within one look. */
	struct pane column = pane_part(
		pane, 0, 0, pane->width < WIDTH_MAX ? pane->width : WIDTH_MAX, pane->height);
	struct pane rest =
		pane_part(pane, column.width, 0, pane->width - column.width, pane->height);

	draw_clear(&rest, STYLE_TEXT);
	pager_draw(thread->pager, &column, focused);
}
