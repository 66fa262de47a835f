#include "batch/export_resume.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/parse.h"

static void add_line(struct strbuf *out, const char *name, const char *value)
{
	strbuf_addstr(out, name);
	strbuf_addch(out, ' ');
	if (value)
		json_write_string(out, value, strlen(value));
	else
		strbuf_addstr(out, "(none)");
	strbuf_addch(out, '\n');
}

/* As typed, and what it means: the time zone may be another one now. */
static void add_time(struct strbuf *out, const char *name, const char *value, int64_t when)
{
	char date[DATE_ISO_SIZE];

	add_line(out, name, value);
	if (when == DATE_NONE)
		return;
	date_format_iso(when, date);
	strbuf_truncate(out, out->length - 1);
	strbuf_addf(out, " (%s)\n", date);
}

void export_resume_head(const struct export *x, struct strbuf *out)
{
	const struct cli_export *wanted = x->wanted;

	strbuf_addf(out, "%lld\n", (long long)x->now);
	add_line(out, "account", x->account);
	add_line(out, "api_base", x->api_base);
	add_line(out, "--format", x->format->name);
	add_line(out, "--to", x->to.length ? x->to.data : NULL);
	add_line(out, "--from", x->from.length ? x->from.data : NULL);
	add_line(out, "--filter", wanted->filter);
	add_time(out, "--since", wanted->since, x->since);
	add_time(out, "--until", wanted->until, x->until);
}

static bool differs(const struct export *x, const char *ours, const char *theirs, struct error *err)
{
	size_t a, b;

	for (;; ours += a + 1, theirs += b + 1) {
		a = strcspn(ours, "\n");
		b = strcspn(theirs, "\n");
		if (a != b || memcmp(ours, theirs, a) != 0 || !ours[a] || !theirs[b])
			break;
	}
	return error_set(err, ERROR_USAGE,
			 "%s was begun with %.*s, and this is %.*s: ask for the same, or remove it",
			 x->spool.path, (int)b, theirs, (int)a, ours);
}

static void say_kept(struct export *x, const struct spool_rest *rest)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char date[DATE_ISO_SIZE];

	date_format_iso(x->now, date);
	strbuf_addf(&text, "Going on with what %s has since %s: ", x->spool.path, date);
	export_add_count(&text, rest->rows, x->kind->one);
	strbuf_addstr(&text, " of ");
	export_add_count(&text, rest->count, "window");
	export_say(x, text.data);
	strbuf_release(&text);
}

bool export_resume_check(struct export *x, const struct spool_rest *rest, struct error *err)
{
	struct strbuf head = STRBUF_INIT(STRBUF_TEXT);
	long long begun;
	bool ok;

	if (sscanf(rest->head, "%lld\n", &begun) != 1)
		return error_set(err, ERROR_USAGE, "%s is not what an export leaves",
				 x->spool.path);
	x->now = begun;
	if (!export_read_times(x, err))
		return false;
	export_resume_head(x, &head);
	ok = strcmp(head.data, rest->head) == 0 || differs(x, head.data, rest->head, err);
	strbuf_release(&head);
	if (ok)
		say_kept(x, rest);
	return ok;
}
