/*
 * export_words.c - what an export says on standard error.
 */
#include "batch/export_internal.h"

#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"

void export_say(struct export *x, const char *text)
{
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);

	progress_clear(&x->progress);
	strbuf_addstr(&line, "msgdeck: ");
	text_clean(&line, text, strlen(text), TEXT_KEEP_NEWLINES);
	strbuf_addch(&line, '\n');
	file_write_all(STDERR_FILENO, line.data, line.length, NULL);
	strbuf_release(&line);
}

void export_add_count(struct strbuf *out, uint64_t count, const char *what)
{
	const size_t length = strlen(what);
	const bool y = length > 1 && what[length - 1] == 'y';

	strbuf_addf(out, "%llu %.*s", (unsigned long long)count,
		    (int)(count != 1 && y ? length - 1 : length), what);
	if (count != 1)
		strbuf_addstr(out, y ? "ies" : "s");
}

static void add_reach(const struct export *x, struct strbuf *line)
{
	char day[DATE_ISO_SIZE];

	if (x->joining) {
		strbuf_addf(line, ", put in order: %llu", (unsigned long long)x->written);
	} else if (x->windows) {
		strbuf_addstr(line, " in ");
		export_add_count(line, x->windows, "window");
	} else if (x->reached != DATE_NONE) {
		date_format_day(x->reached, day);
		strbuf_addf(line, ", back to %s", day);
	}
}

void export_show_progress(struct export *x)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	struct fetch_health health;

	if (!progress_is_due(&x->progress))
		return;
	export_add_count(&line, x->windows ? x->read : x->written, x->kind->one);
	if (x->written != x->read && !x->windows)
		strbuf_addf(&line, " of %llu read", (unsigned long long)x->read);
	add_reach(x, &line);
	fetch_health(x->fetch, &health);
	if (health.waiting)
		strbuf_addstr(&line, "; Twilio asks to wait");
	else if (health.last_error.kind != ERROR_NONE)
		strbuf_addf(&line, "; %s", error_text(&health.last_error));
	error_release(&health.last_error);
	progress_show(&x->progress, line.data);
	strbuf_release(&line);
}

static void add_how_far(const struct export *x, struct strbuf *text)
{
	char date[DATE_ISO_SIZE];

	if (x->target.path)
		strbuf_addf(text, "%s was not written; ", x->target.path);
	export_add_count(text, x->windows ? x->read : x->written, x->kind->one);
	strbuf_addstr(text, x->target.path ? " had come" : " came");
	if (x->reached != DATE_NONE && !x->windows) {
		date_format_iso(x->reached, date);
		strbuf_addf(text, ", those sent before %s are missing", date);
	}
	strbuf_addch(text, '\n');
	if (x->kept_in)
		strbuf_addf(text, "What has come is kept in %s: the same command goes on with it\n",
			    x->kept_in);
}

void export_say_failure(struct export *x, const struct error *err, const struct hint_facts *facts)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&text, "The export is not complete: %s", error_text(err));
	if (err->code)
		strbuf_addf(&text, " (Twilio error %d)", err->code);
	if (err->request_id[0])
		strbuf_addf(&text, ", request %s", err->request_id);
	strbuf_addch(&text, '\n');
	add_how_far(x, &text);
	hint_add(&text, "", err, facts);
	strbuf_truncate(&text, text.length - 1);
	export_say(x, text.data);
	strbuf_release(&text);
}

void export_say_summary(struct export *x)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (x->bad_records) {
		export_add_count(&text, x->bad_records, x->kind->one);
		strbuf_addstr(&text, " could not be understood and are missing");
		export_say(x, text.data);
	}
	if (x->bad_members) {
		strbuf_reset(&text);
		export_add_count(&text, x->bad_members, "value");
		strbuf_addstr(&text, " could not be understood and are empty");
		export_say(x, text.data);
	}
	if (x->progress.watched) {
		strbuf_reset(&text);
		export_add_count(&text, x->written, x->kind->one);
		if (x->target.by_day) {
			strbuf_addstr(&text, " in ");
			export_add_count(&text, x->files, "file");
		} else if (x->target.path) {
			strbuf_addf(&text, " in %s", x->target.path);
		}
		export_say(x, text.data);
	}
	strbuf_release(&text);
}
