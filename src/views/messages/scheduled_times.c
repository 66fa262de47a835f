#include "views/messages/scheduled_times.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/schedule.h"
#include "ops/journal_read.h"
#include "views/changes/changes.h"
#include "views/session/session.h"

#define JOURNALS_MAX 1000
#define JOURNAL_SIZE_MAX (2 * 1024 * 1024)
/* The start of a journal's name, by which it is known how old it is: YYYYMMDDTHHMMSSZ. */
#define STAMP_LENGTH 16

struct scheduled_time {
	struct sid sid;
	int64_t when;
};

struct scheduled_times {
	struct session *session;
	void (*changed)(void *context);
	void *context;
	struct VEC(char *) journals;             /* names yet to be read, the newest last */
	struct VEC(struct scheduled_time) times; /* by SID */
	unsigned timer;
};

/* -- times ------------------------------------------------------------------------------------- */

static int compare_times(const void *a, const void *b)
{
	return sid_compare(&((const struct scheduled_time *)a)->sid,
			   &((const struct scheduled_time *)b)->sid);
}

/* Among the first `count`, which are sorted. */
static const struct scheduled_time *find_among(const struct scheduled_times *times, size_t count,
					       const struct sid *sid)
{
	struct scheduled_time key = { .sid = *sid };

	return count ? bsearch(&key, times->times.items, count, sizeof(key), compare_times) : NULL;
}

int64_t scheduled_times_find(const struct scheduled_times *times, const struct sid *sid)
{
	const struct scheduled_time *found = find_among(times, times->times.count, sid);

	return found ? found->when : DATE_NONE;
}

/* Takes in the sends of a plan that were done; false when there was none. */
static bool take_plan(struct scheduled_times *times, const struct plan *plan)
{
	size_t before = times->times.count;

	for (uint32_t i = 0; i < plan->items.count; i++) {
		const struct plan_item *item = &plan->items.items[i];
		const struct plan_detail *detail = plan_detail(plan, i);

		if (item->op != OP_SEND || item->state != ITEM_DONE || !detail ||
		    detail->send_at == DATE_NONE || item->sid.kind == SID_NONE ||
		    find_among(times, before, &item->sid))
			continue;
		vec_push(&times->times, ((struct scheduled_time){ item->sid, detail->send_at }));
	}
	if (times->times.count == before)
		return false;
	qsort(times->times.items, times->times.count, sizeof(*times->times.items), compare_times);
	return true;
}

void scheduled_times_update(struct scheduled_times *times)
{
	const struct plan *plan = changes_plan(times->session->changes);

	if (plan && take_plan(times, plan))
		times->changed(times->context);
}

/* -- journals ---------------------------------------------------------------------------------- */

static void read_journal(struct scheduled_times *times, const char *name)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct journal_record record;
	struct stat about;

	strbuf_addf(&path, "%s/%s", times->session->options.plans, name);
	if (stat(path.data, &about) == 0 && S_ISREG(about.st_mode) &&
	    about.st_size <= JOURNAL_SIZE_MAX && journal_read(path.data, &record, NULL)) {
		if (take_plan(times, record.plan))
			times->changed(times->context);
		journal_record_release(&record);
	}
	strbuf_release(&path);
}

/* One at a time, so that the keyboard does not wait. */
static void read_next(void *context)
{
	struct scheduled_times *times = context;
	char *name;

	times->timer = 0;
	if (!times->journals.count)
		return;
	name = vec_pop(&times->journals);
	read_journal(times, name);
	free(name);
	if (times->journals.count)
		times->timer = loop_add_timer(times->session->loop, 0, read_next, times);
}

/* What was scheduled before this has been sent by now. */
static void oldest_stamp(char stamp[static STAMP_LENGTH + 1])
{
	char iso[DATE_ISO_SIZE];
	size_t length = 0;

	date_format_iso(clock_now() - SCHEDULE_MAX_S, iso);
	for (const char *c = iso; *c && length < STAMP_LENGTH; c++)
		if (*c != '-' && *c != ':')
			stamp[length++] = *c;
	stamp[length] = '\0';
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_wanted(const char *name, const char *oldest)
{
	size_t length = strlen(name);

	return length > STAMP_LENGTH + 6 && strcmp(name + length - 6, ".jsonl") == 0 &&
	       strncmp(name, oldest, STAMP_LENGTH) >= 0;
}

static void find_journals(struct scheduled_times *times)
{
	char oldest[STAMP_LENGTH + 1];
	const struct dirent *entry;
	DIR *folder = times->session->options.plans ? opendir(times->session->options.plans) : NULL;

	if (!folder)
		return;
	oldest_stamp(oldest);
	while ((entry = readdir(folder)))
		if (times->journals.count < JOURNALS_MAX && is_wanted(entry->d_name, oldest))
			vec_push(&times->journals, xstrdup(entry->d_name));
	closedir(folder);
	if (times->journals.count)
		qsort(times->journals.items, times->journals.count, sizeof(char *), compare_names);
}

struct scheduled_times *scheduled_times_new(struct session *session, void (*changed)(void *context),
					    void *context)
{
	struct scheduled_times *times = xcalloc(1, sizeof(*times));

	times->session = session;
	times->changed = changed;
	times->context = context;
	find_journals(times);
	if (times->journals.count)
		times->timer = loop_add_timer(session->loop, 0, read_next, times);
	return times;
}

void scheduled_times_free(struct scheduled_times *times)
{
	if (!times)
		return;
	if (times->timer)
		loop_remove_timer(times->session->loop, times->timer);
	for (size_t i = 0; i < times->journals.count; i++)
		free(times->journals.items[i]);
	vec_release(&times->journals);
	vec_release(&times->times);
	free(times);
}
