#include "batch/target.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"

/* Bytes that are collected before they are written. */
#define PIECE ((size_t)64 * 1024)

struct day_file {
	char *path;
	struct output output;
};

static bool is_pattern(const char *path)
{
	for (const char *at = path; path && (at = strchr(at, '%')); at += 2) {
		if (at[1] && strchr("Ymd", at[1]))
			return true;
		if (!at[1])
			break;
	}
	return false;
}

static bool check_pattern(const char *path, struct error *err)
{
	for (const char *at = path; (at = strchr(at, '%')); at += 2)
		if (!at[1] || !strchr("Ymd%", at[1]))
			return error_set(err, ERROR_USAGE,
					 "--output: in a name for each day there are %%Y, %%m and "
					 "%%d, and %%%% for a percent sign");
	return true;
}

bool target_init(struct target *target, const char *path, bool overwrite, struct error *err)
{
	bool file = path && strcmp(path, "-") != 0;

	target->path = file ? path : NULL;
	target->overwrite = overwrite;
	target->by_day = file && is_pattern(path);
	strbuf_init(&target->rows, STRBUF_TEXT);
	if (target->by_day)
		return check_pattern(path, err);
	return output_init(&target->output, path, overwrite, err);
}

void target_release(struct target *target)
{
	target_abandon(target);
	for (size_t i = 0; i < target->days.count; i++) {
		free(target->days.items[i]->path);
		free(target->days.items[i]);
	}
	vec_release(&target->days);
	strbuf_wipe(&target->rows);
}

bool target_is_terminal(const struct target *target)
{
	return !target->by_day && output_is_terminal(&target->output);
}

bool target_is_gone(const struct target *target)
{
	return !target->by_day && target->output.gone;
}

bool target_open(struct target *target, struct error *err)
{
	return target->by_day || output_open(&target->output, err);
}

static bool name_day(const struct target *target, int64_t when, struct strbuf *name,
		     struct error *err)
{
	struct civil day;

	date_to_local(when == DATE_NONE ? 0 : when, &day);
	for (const char *at = target->path; *at; at++) {
		if (*at != '%') {
			strbuf_addch(name, *at);
			continue;
		}
		at++;
		if (*at == 'Y')
			strbuf_addf(name, "%04d", day.year);
		else if (*at == 'm' || *at == 'd')
			strbuf_addf(name, "%02d", *at == 'm' ? day.month : day.day);
		else
			strbuf_addch(name, '%');
	}
	return !name->overflow || error_set(err, ERROR_USAGE, "The output's path is too long");
}

/* Where it is among the days, or belongs. */
static size_t find_day(const struct target *target, const char *path)
{
	size_t low = 0, high = target->days.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(target->days.items[middle]->path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct day_file *make_day(struct target *target, const char *path, size_t at,
				 struct error *err)
{
	struct day_file *day = xcalloc(1, sizeof(*day));

	day->path = xstrdup(path);
	bool ok = output_init(&day->output, day->path, target->overwrite, err);
	day->output.many = true;
	if (!ok || !output_open(&day->output, err)) {
		free(day->path);
		free(day);
		return NULL;
	}
	vec_push(&target->days, day);
	memmove(&target->days.items[at + 1], &target->days.items[at],
		(target->days.count - 1 - at) * sizeof(day));
	target->days.items[at] = day;
	if (target->format->head)
		target->format->head(&target->rows, target->sheet);
	return day;
}

/* What follows is for this file. */
static bool go_to_day(struct target *target, const char *path, struct error *err)
{
	size_t at;

	if (target->day && strcmp(target->day->path, path) == 0)
		return true;
	if (target->day && (!target_flush(target, err) || !output_rest(&target->day->output, err)))
		return false;
	at = find_day(target, path);
	if (at < target->days.count && strcmp(target->days.items[at]->path, path) == 0)
		target->day = target->days.items[at];
	else
		target->day = make_day(target, path, at, err);
	return target->day != NULL;
}

struct strbuf *target_row(struct target *target, int64_t when, struct error *err)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	bool ok;

	if (!target->by_day) {
		if (!target->begun && target->format->head)
			target->format->head(&target->rows, target->sheet);
		target->begun = true;
		return &target->rows;
	}
	ok = name_day(target, when, &name, err) && go_to_day(target, name.data, err);
	strbuf_release(&name);
	return ok ? &target->rows : NULL;
}

bool target_write(struct target *target, struct error *err)
{
	return target->rows.length < PIECE || target_flush(target, err);
}

bool target_flush(struct target *target, struct error *err)
{
	struct output *output = target->by_day ? NULL : &target->output;
	bool ok;

	if (target->rows.overflow)
		return error_set(err, ERROR_LIMIT, "A record is too large to be written");
	if (target->by_day && target->day)
		output = &target->day->output;
	ok = !output || output_write(output, target->rows.data, target->rows.length, err);
	strbuf_reset(&target->rows);
	return ok;
}

bool target_commit(struct target *target, size_t *files, struct error *err)
{
	*files = target->by_day ? target->days.count : 1;
	if (!target->by_day)
		return target_row(target, DATE_NONE, err) && target_flush(target, err) &&
		       output_commit(&target->output, err);
	if (!target_flush(target, err))
		return false;
	for (size_t i = 0; i < target->days.count; i++)
		if (!output_commit(&target->days.items[i]->output, err))
			return false;
	return true;
}

void target_abandon(struct target *target)
{
	if (!target->by_day)
		output_abandon(&target->output);
	for (size_t i = 0; i < target->days.count; i++)
		output_abandon(&target->days.items[i]->output);
}
