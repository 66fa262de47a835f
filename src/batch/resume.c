#include "batch/resume.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "batch/apply.h"
#include "batch/connection.h"
#include "batch/output.h"
#include "ops/plans.h"
#include "ops/report.h"

#define PROGRAM "msgdeck " PACKAGE_VERSION
#define API_HOST "https://api.twilio.com"

struct resume {
	const struct cli_resume *wanted;
	struct settings *settings;
	struct credentials credentials;
	struct fetch *fetch;
	char *account, *host;
	struct journal_header header;
	struct journal_record record;
	struct journal *journal;
	struct output report;
};

static void say(const char *text)
{
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addstr(&line, "msgdeck: ");
	text_clean(&line, text, strlen(text), TEXT_KEEP_NEWLINES);
	strbuf_addch(&line, '\n');
	file_write_all(STDERR_FILENO, line.data, line.length, NULL);
	strbuf_release(&line);
}

/* -- the list ---------------------------------------------------------------------------------- */

static void add_plan(struct strbuf *out, const struct plan_summary *plan)
{
	char when[DATE_ISO_SIZE] = "-";

	date_format_iso(plan->created, when);
	strbuf_addf(out, "%s  %s  %-14s ", plans_name(plan->path), plan->fault ? "-" : when,
		    plan->op < OP_COUNT ? op_verb(plan->op)->name : "-");
	plans_add_left(plan, out);
	if (plan->holder)
		strbuf_addf(out, "; process %ld works on it", plan->holder);
	strbuf_addch(out, '\n');
}

int plans_run(const char *directory, int fd)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT), clean = STRBUF_INIT(STRBUF_TEXT);
	struct plan_list list;
	bool any;

	plans_find(directory, &list);
	any = list.count > 0;
	for (size_t i = 0; i < list.count; i++)
		add_plan(&out, &list.items[i]);
	if (!any)
		strbuf_addstr(&out, "No changes are left unfinished.\n");
	text_clean(&clean, out.data, out.length, TEXT_KEEP_NEWLINES);
	file_write_all(fd, clean.data, clean.length, NULL);
	plans_release(&list);
	strbuf_release(&out);
	strbuf_release(&clean);
	return any ? EXIT_INCOMPLETE : EXIT_SUCCESS;
}

/* -- going on ---------------------------------------------------------------------------------- */

static bool choose(const struct plan_list *list, const char *name, size_t *chosen,
		   struct error *err)
{
	*chosen = 0;
	if (!list->count)
		return error_set(err, ERROR_USAGE, "No changes are left unfinished");
	if (!name && list->count > 1)
		return error_set(err, ERROR_USAGE,
				 "Several plans are left unfinished; msgdeck plans lists them: say "
				 "which, as in msgdeck resume %.16s",
				 plans_name(list->items[0].path));
	if (name)
		*chosen = plans_choose(list, name, err);
	return *chosen != SIZE_MAX;
}

static bool sign_in(struct resume *r, struct error *err)
{
	struct api_settings api;
	bool ok;

	if (credentials_look(r->settings, err) != CREDENTIALS_COMPLETE ||
	    !credentials_load(&r->credentials, r->settings, err))
		return false;
	apply_block_signals();
	ok = connection_settings(r->settings, &r->credentials, &api, err);
	if (ok) {
		r->account = xstrdup(api.account_sid);
		r->host = xstrdup(api.api_base ? api.api_base : API_HOST);
		r->header = (struct journal_header){ PROGRAM, r->account, r->host };
		r->fetch = fetch_start(&api, err);
	}
	api_settings_release(&api);
	return r->fetch != NULL;
}

static bool open_plan(struct resume *r, const char *directory, struct error *err)
{
	struct plan_list list;
	size_t chosen;
	bool good;

	if (settings_bool(r->settings, OPTION_READ_ONLY))
		return error_set(err, ERROR_REFUSED,
				 "Read-only: leave --read-only out to change the account");
	plans_find(directory, &list);
	good = choose(&list, r->wanted->plan, &chosen, err) && sign_in(r, err) &&
	       output_init(&r->report, r->wanted->report, false, err);
	if (good)
		r->journal = plans_open(list.items[chosen].path, r->header.account, r->header.host,
					&r->record, err);
	plans_release(&list);
	return r->journal != NULL;
}

static bool write_report(struct resume *r, const char *journal, struct error *err)
{
	bool csv = report_is_csv(r->wanted->report);
	const struct plan *plan = r->record.plan;
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	struct report_about about;
	bool good = report_about_init(&about, &r->header, journal, err) &&
		    output_open(&r->report, err);

	report_add_head(&out, csv);
	for (uint32_t i = 0; good && i < plan->items.count; i++) {
		struct report_row row;

		report_row_init(&row, plan, i);
		report_add_row(&out, csv, &about, &row);
		report_row_release(&row);
		good = output_write(&r->report, out.data, out.length, err);
		strbuf_reset(&out);
	}
	good = good && output_commit(&r->report, err);
	if (!good)
		output_abandon(&r->report);
	report_about_release(&about);
	strbuf_wipe(&out);
	return good;
}

/* What came of it, and what is in the way. */
static void say_end(const struct resume *r, const struct apply_end *end)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&text, "%s: ", op_verb((enum op)r->record.plan->items.items[0].op)->title);
	apply_add_counts(r->record.plan, &text);
	if (end->trouble.kind != ERROR_NONE) {
		strbuf_addf(&text, "\npaused: %s", error_text(&end->trouble));
		if (end->trouble.code)
			strbuf_addf(&text, " (Twilio error %d)", end->trouble.code);
	}
	if (!end->complete)
		strbuf_addf(&text, "\nmsgdeck resume %.*s goes on with the rest",
			    (int)strcspn(plans_name(journal_path(r->journal)), "."),
			    plans_name(journal_path(r->journal)));
	say(text.data);
	strbuf_release(&text);
}

static int carry_out(struct resume *r, struct error *err)
{
	struct progress progress;
	struct hours quiet;
	const struct apply_options options = {
		.quiet = &quiet,
		.per_second = (unsigned)settings_number(r->settings, OPTION_CHANGES_PER_SECOND),
		.in_flight = (unsigned)settings_number(r->settings, OPTION_CHANGES_IN_FLIGHT),
		.header = r->header,
		.progress = &progress,
	};
	const struct plan *plan = r->record.plan;
	struct apply_end end;
	bool good;

	progress_init(&progress, false);
	if (!hours_parse(&quiet, settings_text(r->settings, OPTION_QUIET_HOURS), err))
		return EXIT_BAD_USAGE;
	if (!apply_run(r->fetch, r->journal, r->record.plan, &r->record, &options, &end, err))
		return EXIT_BAD_USAGE;
	say_end(r, &end);
	good = end.complete && !plan->counts[ITEM_REFUSED] && !plan->counts[ITEM_FAILED] &&
	       !plan->counts[ITEM_UNKNOWN];
	error_release(&end.trouble);
	return good ? EXIT_SUCCESS : EXIT_INCOMPLETE;
}

/* All that is to be in the journal is there before the report counts its bytes. */
static int finish(struct resume *r, int code, struct error *err)
{
	char *path = xstrdup(journal_path(r->journal));
	bool good = journal_stop(r->journal) ||
		    error_set(err, ERROR_IO, "The journal %s is not complete", path);

	if (code != EXIT_BAD_USAGE && r->wanted->report)
		good = write_report(r, path, err) && good;
	free(path);
	return good ? code : EXIT_INCOMPLETE;
}

int resume_run(struct settings *settings, const char *directory, const struct cli_resume *wanted)
{
	struct resume r = {
		.wanted = wanted,
		.settings = settings,
		.credentials = CREDENTIALS_INIT,
		.report.fd = -1,
	};
	struct error err = ERROR_INIT;
	int code = EXIT_BAD_USAGE;

	if (open_plan(&r, directory, &err)) {
		code = carry_out(&r, &err);
		code = finish(&r, code, &err);
	}
	if (err.kind != ERROR_NONE)
		say(error_text(&err));
	error_release(&err);
	journal_record_release(&r.record);
	fetch_stop(r.fetch);
	free(r.account);
	free(r.host);
	credentials_release(&r.credentials);
	return code;
}
