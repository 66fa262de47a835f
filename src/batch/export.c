#include "batch/export.h"

#include <poll.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "batch/connection.h"
#include "batch/hint.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "config/credentials.h"
#include "fetch/fetch.h"
#include "model/address.h"
#include "model/export_row.h"
#include "model/filter.h"

/* Pages read ahead of the one that is being written. */
#define PAGES_AHEAD 2
/* Bytes that are collected before they are written. */
#define PIECE (64 * 1024)
/* Nobody waits at a screen: outlast a short trouble of the network. */
#define TRIES 8

struct export
{
	const struct cli_export *wanted;
	const struct export_format *format;
	struct filter *filter;  /* NULL: none */
	int64_t since, until;   /* DATE_NONE: open */
	struct strbuf to, from; /* as the API writes them */
	struct credentials credentials;
	struct fetch *fetch;
	uint64_t job;
	struct output output;
	struct progress progress;
	struct strbuf rows; /* not written yet */
	bool begun;         /* what comes before the first message was written */
	uint64_t read, written, bad_records, bad_members;
	int64_t reached; /* oldest date_sent so far, DATE_NONE before */
};

/* -- what is asked for ------------------------------------------------------------------------- */

static bool read_time(const char *option, const char *text, bool last, int64_t *when,
		      struct error *err)
{
	int64_t low, high;

	*when = DATE_NONE;
	if (!text)
		return true;
	if (!filter_time(text, strlen(text), clock_now(), WHEN_LOCAL, &low, &high, err))
		return error_prefix(err, "%s", option);
	*when = last ? high : low;
	return true;
}

static bool read_format(struct export *x, struct error *err)
{
	size_t count;
	const struct export_format *formats = export_formats(&count);
	const char *name = x->wanted->format ? x->wanted->format : formats[0].name;
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

static bool read_filter(struct export *x, struct error *err)
{
	const char *text = x->wanted->filter;

	if (!text)
		return true;
	x->filter = filter_compile(text, strlen(text), clock_now(), WHEN_LOCAL, NULL, err);
	return x->filter || error_prefix(err, "--filter");
}

static bool read_wanted(struct export *x, struct error *err)
{
	const struct cli_export *wanted = x->wanted;

	if (wanted->to)
		address_normalise(&x->to, wanted->to, strlen(wanted->to));
	if (wanted->from)
		address_normalise(&x->from, wanted->from, strlen(wanted->from));
	if (!read_format(x, err) || !read_filter(x, err) ||
	    !read_time("--since", wanted->since, false, &x->since, err) ||
	    !read_time("--until", wanted->until, true, &x->until, err))
		return false;
	if (x->since != DATE_NONE && x->until != DATE_NONE && x->since > x->until)
		return error_set(err, ERROR_USAGE, "--since is later than --until");
	if (!output_init(&x->output, wanted->output, wanted->overwrite, err))
		return false;
	if (!x->format->terminal && output_is_terminal(&x->output))
		return error_set(err, ERROR_USAGE,
				 "%s keeps control characters as they are, so it does not go to a "
				 "terminal: use --output, or a pipe",
				 x->format->name);
	return true;
}

/* Whether this message is one of those that were asked for. */
static bool is_wanted(const struct export *x, const struct message *message)
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

/* -- what is said ------------------------------------------------------------------------------ */

static void say(struct export *x, const char *text)
{
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);

	progress_clear(&x->progress);
	strbuf_addstr(&line, "msgdeck: ");
	text_clean(&line, text, strlen(text), TEXT_KEEP_NEWLINES);
	strbuf_addch(&line, '\n');
	file_write_all(STDERR_FILENO, line.data, line.length, NULL);
	strbuf_release(&line);
}

static void add_count(struct strbuf *out, uint64_t count, const char *what)
{
	strbuf_addf(out, "%llu %s%s", (unsigned long long)count, what, count == 1 ? "" : "s");
}

static void show_progress(struct export *x)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	struct fetch_health health;
	char day[DATE_ISO_SIZE];

	if (!progress_is_due(&x->progress))
		return;
	add_count(&line, x->written, "message");
	if (x->written != x->read)
		strbuf_addf(&line, " of %llu read", (unsigned long long)x->read);
	if (x->reached != DATE_NONE) {
		date_format_day(x->reached, day);
		strbuf_addf(&line, ", back to %s", day);
	}
	fetch_health(x->fetch, &health);
	if (health.waiting)
		strbuf_addstr(&line, "; Twilio asks to wait");
	else if (health.last_error.kind != ERROR_NONE)
		strbuf_addf(&line, "; %s", error_text(&health.last_error));
	error_release(&health.last_error);
	progress_show(&x->progress, line.data);
	strbuf_release(&line);
}

/* How far it came, and why not further. */
static void say_failure(struct export *x, const struct error *err, const struct hint_facts *facts)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	char date[DATE_ISO_SIZE];

	strbuf_addf(&text, "The export is not complete: %s", error_text(err));
	if (err->code)
		strbuf_addf(&text, " (Twilio error %d)", err->code);
	if (err->request_id[0])
		strbuf_addf(&text, ", request %s", err->request_id);
	strbuf_addch(&text, '\n');
	if (x->output.path)
		strbuf_addf(&text, "%s was not written; ", x->output.path);
	add_count(&text, x->written, "message");
	strbuf_addstr(&text, x->output.path ? " had come" : " came");
	if (x->reached != DATE_NONE) {
		date_format_iso(x->reached, date);
		strbuf_addf(&text, ", those sent before %s are missing", date);
	}
	strbuf_addch(&text, '\n');
	hint_add(&text, "", err, facts);
	strbuf_truncate(&text, text.length - 1);
	say(x, text.data);
	strbuf_release(&text);
}

static void say_summary(struct export *x)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (x->bad_records) {
		add_count(&text, x->bad_records, "message");
		strbuf_addstr(&text, " could not be understood and are missing");
		say(x, text.data);
	}
	if (x->bad_members) {
		strbuf_reset(&text);
		add_count(&text, x->bad_members, "value");
		strbuf_addstr(&text, " could not be understood and are empty");
		say(x, text.data);
	}
	if (x->progress.watched) {
		strbuf_reset(&text);
		add_count(&text, x->written, "message");
		if (x->output.path)
			strbuf_addf(&text, " in %s", x->output.path);
		say(x, text.data);
	}
	strbuf_release(&text);
}

/* -- the work ---------------------------------------------------------------------------------- */

static bool write_rows(struct export *x, struct error *err)
{
	if (x->rows.overflow)
		return error_set(err, ERROR_LIMIT, "A message is too large to be written");
	bool ok = output_write(&x->output, x->rows.data, x->rows.length, err);
	strbuf_reset(&x->rows);
	return ok;
}

static bool take_page(struct export *x, const struct result *result, struct error *err)
{
	if (!x->begun && x->format->head)
		x->format->head(&x->rows);
	x->begun = true;
	x->read += result->message_count;
	x->bad_records += result->bad_records;
	x->bad_members += result->bad_members;
	if (result->oldest != DATE_NONE)
		x->reached = result->oldest;
	for (size_t i = 0; i < result->message_count; i++) {
		if (!is_wanted(x, &result->messages[i]))
			continue;
		x->format->row(&x->rows, &result->messages[i], x->credentials.account_sid);
		x->written++;
		if (x->rows.length >= PIECE && !write_rows(x, err))
			return false;
	}
	return write_rows(x, err);
}

/* The next result, to be freed; shows how far things are while it waits. */
static struct result *receive(struct export *x)
{
	for (;;) {
		struct pollfd wait = { .fd = fetch_wake_fd(x->fetch), .events = POLLIN };
		struct result *result = fetch_receive(x->fetch);

		show_progress(x);
		if (result)
			return result;
		poll(&wait, 1, x->progress.watched ? PROGRESS_MS : -1);
	}
}

static bool take_all(struct export *x, struct error *err)
{
	struct job job = {
		.kind = JOB_LIST,
		.priority = PRIORITY_HISTORY,
		.since = x->since,
		.until = x->until,
		.pages = PAGES_AHEAD,
	};
	bool ok = true, last = false;

	if (x->wanted->to)
		job.to = (struct text){ .data = x->to.data, .length = x->to.length };
	if (x->wanted->from)
		job.from = (struct text){ .data = x->from.data, .length = x->from.length };
	x->job = fetch_submit(x->fetch, &job);
	while (ok && !last) {
		struct result *result = receive(x);

		last = result->last;
		if (result->error.kind != ERROR_NONE) {
			error_move(err, &result->error);
			ok = false;
		} else {
			ok = take_page(x, result, err);
		}
		result_free(result);
		fetch_more(x->fetch, x->job);
	}
	return ok;
}

static bool sign_in(struct export *x, struct settings *settings, struct error *err)
{
	struct api_settings api;

	if (credentials_look(settings, err) != CREDENTIALS_COMPLETE ||
	    !credentials_load(&x->credentials, settings, err))
		return false;
	bool ok = connection_settings(settings, &x->credentials, &api, err);
	api.tries = TRIES;
	if (ok)
		x->fetch = fetch_start(&api, err);
	api_settings_release(&api);
	return x->fetch != NULL;
}

static int run(struct export *x, struct settings *settings)
{
	struct error err = ERROR_INIT;
	struct hint_facts facts = {
		.region = settings_text(settings, OPTION_REGION),
		.own_base = settings_is_set(settings, OPTION_API_BASE),
	};
	int code = EXIT_SUCCESS;

	if (!read_wanted(x, &err) || !sign_in(x, settings, &err) ||
	    !output_open(&x->output, &err)) {
		say(x, error_text(&err));
		error_release(&err);
		return EXIT_BAD_USAGE;
	}
	facts.uses_api_key = x->credentials.uses_api_key;
	facts.password_at = x->credentials.origin;
	progress_init(&x->progress, output_is_terminal(&x->output));
	if (!take_all(x, &err) || !output_commit(&x->output, &err)) {
		code = EXIT_INCOMPLETE;
		output_abandon(&x->output);
		if (!x->output.gone)
			say_failure(x, &err, &facts);
	} else {
		code = x->bad_records || x->bad_members ? EXIT_INCOMPLETE : EXIT_SUCCESS;
		say_summary(x);
	}
	progress_clear(&x->progress);
	error_release(&err);
	return code;
}

int export_messages(struct settings *settings, const struct cli_export *wanted)
{
	struct export x = {
		.wanted = wanted,
		.credentials = CREDENTIALS_INIT,
		.to = STRBUF_INIT(STRBUF_LINE),
		.from = STRBUF_INIT(STRBUF_LINE),
		.rows = STRBUF_INIT(STRBUF_TEXT),
		.output.fd = -1,
		.reached = DATE_NONE,
	};

	int code = run(&x, settings);
	fetch_stop(x.fetch);
	filter_free(x.filter);
	credentials_release(&x.credentials);
	strbuf_wipe(&x.rows);
	strbuf_release(&x.to);
	strbuf_release(&x.from);
	return code;
}
