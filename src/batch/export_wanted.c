/*
 * export_wanted.c - the options of an export, and what they mean.
 */
#include "batch/export_internal.h"

#include <string.h>

#include "base/date.h"
#include "model/address.h"

static bool read_time(const char *option, const char *text, int64_t now, bool last, int64_t *when,
		      struct error *err)
{
	int64_t low, high;

	*when = DATE_NONE;
	if (!text)
		return true;
	if (!filter_time(text, strlen(text), now, WHEN_LOCAL, &low, &high, err))
		return error_prefix(err, "%s", option);
	*when = last ? high : low;
	return true;
}

/* The format that a file's name ends with, as .csv; NULL: none of them. */
static const char *format_of(const char *path)
{
	const char *dot = path ? strrchr(path, '.') : NULL;

	return dot && export_format_find(dot + 1) ? dot + 1 : NULL;
}

static bool read_format(struct export *x, struct error *err)
{
	size_t count;
	const struct export_format *formats = export_formats(&count);
	const char *ending = format_of(x->wanted->output);
	const char *name = x->wanted->format ? x->wanted->format
			   : ending          ? ending
					     : formats[0].name;
	struct strbuf known = STRBUF_INIT(STRBUF_LINE);

	x->format = export_format_find(name);
	if (x->format)
		return true;
	for (size_t i = 0; i < count; i++)
		strbuf_addf(&known, "%s%s", i ? " or " : "", formats[i].name);
	error_set(err, ERROR_USAGE, "--format must be %s, not \"%s\"", known.data, name);
	strbuf_release(&known);
	return false;
}

bool export_read_times(struct export *x, struct error *err)
{
	const struct cli_export *wanted = x->wanted;
	const char *text = wanted->filter;

	if (text) {
		struct filter_place place;
		filter_free(x->filter);
		const struct filter_setting setting = {
			.language = &filter_messages,
			.now = x->now,
			.zone = WHEN_LOCAL,
			.names = x->names,
		};
		x->filter = filter_compile_for(&setting, text, strlen(text), &place, err);
		if (!x->filter) {
			error_prefix(err, "--filter");
			return filter_point_at(text, strlen(text), &place, err);
		}
	}
	if (!read_time("--since", wanted->since, x->now, false, &x->since, err) ||
	    !read_time("--until", wanted->until, x->now, true, &x->until, err))
		return false;
	if (x->since != DATE_NONE && x->until != DATE_NONE && x->since > x->until)
		return error_set(err, ERROR_USAGE, "--since is later than --until");
	return true;
}

static bool read_target(struct export *x, struct error *err)
{
	const struct cli_export *wanted = x->wanted;

	x->target.format = x->format;
	x->target.sheet = x->kind->sheet;
	if (!target_init(&x->target, wanted->output, wanted->overwrite, err))
		return false;
	if (x->target.by_day && !x->kind->dated)
		return error_set(err, ERROR_USAGE,
				 "--output: only messages and media have days to make files of");
	if (wanted->resume && !x->target.path)
		return error_set(err, ERROR_USAGE,
				 "--resume goes with --output: what went to a pipe is gone");
	if (wanted->unordered && x->target.path)
		return error_set(
			err, ERROR_USAGE,
			"--unordered is for standard output; a file is always in order, and "
			"as fast");
	if (!x->format->terminal && target_is_terminal(&x->target))
		return error_set(err, ERROR_USAGE,
				 "%s keeps control characters as they are, so it does not go to a "
				 "terminal: use --output, or a pipe",
				 x->format->name);
	return true;
}

bool export_read_wanted(struct export *x, struct error *err)
{
	const struct cli_export *wanted = x->wanted;

	if (wanted->to)
		address_normalise(&x->to, wanted->to, strlen(wanted->to));
	if (wanted->from)
		address_normalise(&x->from, wanted->from, strlen(wanted->from));
	return read_format(x, err) && export_read_times(x, err) && read_target(x, err);
}

bool export_wants(const struct export *x, const struct message *message)
{
	int64_t sent = message->date_sent;

	if ((x->since != DATE_NONE || x->until != DATE_NONE) && sent == DATE_NONE)
		return false;
	if (x->since != DATE_NONE && sent < x->since)
		return false;
	if (x->until != DATE_NONE && sent > x->until)
		return false;
	return !x->filter || filter_match_message(x->filter, message);
}
