#include "batch/resume.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "batch/apply.h"
#include "batch/change.h"
#include "batch/erase.h"
#include "batch/look.h"
#include "batch/say.h"
#include "ops/plans.h"
#include "ops/sendlist.h"

struct resume {
	const struct cli_resume *wanted;
	const char *name;           /* of the plan, or a part of it; NULL: there is only one */
	struct cli_words addresses; /* of an erasure */
	const char *directory;
	const struct config_templates *templates;
	struct settings *settings;
	struct change_ground ground;
	struct journal_record record;
	struct journal *journal;
	struct output report;
};

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
	bool any, written;

	plans_find(directory, &list);
	any = list.count > 0;
	for (size_t i = 0; i < list.count; i++)
		add_plan(&out, &list.items[i]);
	if (!any)
		strbuf_addstr(&out, "No changes are left unfinished.\n");
	text_clean(&clean, out.data, out.length, TEXT_KEEP_NEWLINES);
	written = say_output(fd, clean.data, clean.length);
	plans_release(&list);
	strbuf_release(&out);
	strbuf_release(&clean);
	return any || !written ? EXIT_INCOMPLETE : EXIT_SUCCESS;
}

/* -- going on ---------------------------------------------------------------------------------- */

#define SET_ASIDE "msgdeck resume --set-aside"

/* Without a name: the only one, or, to go on with, the only one that can be gone on with. */
static bool choose(const struct plan_list *list, const struct resume *r, size_t *chosen,
		   struct error *err)
{
	size_t able = 0;

	*chosen = 0;
	if (!list->count)
		return error_set(err, ERROR_USAGE, "No changes are left unfinished");
	for (size_t i = 0; i < list->count && !r->wanted->set_aside; i++) {
		if (!plans_can_go_on(&list->items[i], SET_ASIDE, NULL))
			continue;
		*chosen = i;
		able++;
	}
	if (!r->name && list->count > 1 && able != 1)
		return error_set(err, ERROR_USAGE,
				 "Several plans are left unfinished; msgdeck plans lists them: say "
				 "which, as in msgdeck resume %.16s",
				 plans_name(list->items[0].path));
	if (r->name)
		*chosen = plans_choose(list, r->name, err);
	return *chosen != SIZE_MAX;
}

/* What is sent from a file is read again. */
static bool read_list(struct resume *r, struct error *err)
{
	struct plan *plan = r->record.plan;
	const char *name = plan->list ? plan->list->template_name : NULL;
	struct sendlist_options options = {
		.template_text = config_template_text(r->templates, name),
		.text = r->wanted->text,
		.from = r->wanted->from,
	};
	struct strbuf typed = STRBUF_INIT(STRBUF_TEXT);
	bool good = !plan->list || (change_text(&options.text, &typed, err) &&
				    sendlist_resume(plan, &options, err));

	strbuf_wipe(&typed);
	return good;
}

static bool open_plan(struct resume *r, struct error *err)
{
	struct plan_list list;
	size_t chosen;
	bool good;

	if (!change_is_allowed(r->settings, err))
		return false;
	plans_find(r->directory, &list);
	good = choose(&list, r, &chosen, err) &&
	       plans_can_go_on(&list.items[chosen], SET_ASIDE, err) &&
	       change_sign_in(&r->ground, r->settings, err) &&
	       change_new_file(&r->report, r->wanted->report, err);
	if (good)
		r->journal = plans_open(list.items[chosen].path, r->ground.header.account,
					r->ground.header.host, &r->record, err);
	plans_release(&list);
	return r->journal && read_list(r, err);
}

/* What came of it, and what is in the way; of an erasure also what a look showed. Returns whether all is
 * as it was to become. */
static bool end(struct resume *r, const struct apply_end *end, struct progress *progress)
{
	struct plan *plan = r->record.plan;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	bool addresses, good = end->complete && !plan->counts[ITEM_REFUSED] &&
			       !plan->counts[ITEM_FAILED] && !plan->counts[ITEM_UNKNOWN];

	change_add_end(plan, journal_path(r->journal), end, &text);
	if (end->complete && plan->erasure) {
		strbuf_addch(&text, '\n');
		good = look_verify(r->ground.fetch, plan, journal_path(r->journal), progress,
				   &text) &&
		       good;
		if (!erase_can_list(plan, &addresses) && !erase_close(plan, r->journal))
			strbuf_addstr(&text, "\nmsgdeck resume looks again");
	}
	say(text.data);
	strbuf_release(&text);
	return good;
}

/* -- erasures ---------------------------------------------------------------------------------- */

static bool is_address(const char *word)
{
	return word[0] == '+' || strchr(word, ':');
}

/* A plan goes before addresses. */
static void read_words(struct resume *r)
{
	const struct cli_words *words = &r->wanted->words;
	size_t first = words->count && !is_address(words->items[0]);

	r->name = first ? words->items[0] : NULL;
	for (size_t i = first; i < words->count; i++)
		r->addresses.items[r->addresses.count++] = words->items[i];
}

static bool gives_addresses(const struct resume *r)
{
	return r->addresses.count || r->wanted->file;
}

/* Whether what has come since can be looked for. */
static bool is_listed(const struct resume *r)
{
	bool addresses;

	return erase_can_list(r->record.plan, &addresses) && (!addresses || gives_addresses(r));
}

/* Addresses that nobody can compare are not passed over in silence. */
static bool may_go_on(const struct resume *r, struct error *err)
{
	return !gives_addresses(r) ||
	       error_set(err, ERROR_USAGE,
			 "The journal does not tell whose messages these were, so addresses cannot "
			 "be used: go on without them");
}

static int erase_again(struct resume *r, struct error *err)
{
	const struct cli_erase wanted = {
		.addresses = r->addresses,
		.file = r->wanted->file,
		.media = r->record.plan->scope.media,
		.yes = r->wanted->yes,
		.wait = true,
		.report = r->wanted->report,
	};
	const struct erase_resumed resumed = { r->settings, r->directory, &r->ground, &r->report };
	struct journal *journal = r->journal;

	r->journal = NULL;
	return erase_resume(&resumed, &wanted, &r->record, journal, err);
}

static int carry_out(struct resume *r, struct error *err)
{
	struct progress progress;
	struct hours quiet;
	const struct apply_options options = {
		.quiet = &quiet,
		.per_second = settings_rate(r->settings, OPTION_CHANGES_PER_SECOND),
		.in_flight = (unsigned)settings_number(r->settings, OPTION_CHANGES_IN_FLIGHT),
		.header = r->ground.header,
		.progress = &progress,
	};
	struct apply_end how;
	bool good;

	progress_init(&progress, false);
	if (!hours_parse(&quiet, settings_text(r->settings, OPTION_QUIET_HOURS), err))
		return EXIT_BAD_USAGE;
	if (!apply_run(r->ground.fetch, r->journal, r->record.plan, &r->record, &options, &how,
		       err))
		return EXIT_BAD_USAGE;
	good = end(r, &how, &progress);
	error_release(&how.trouble);
	return good ? EXIT_SUCCESS : EXIT_INCOMPLETE;
}

/* All that is to be in the journal is there before the report counts its bytes. */
static int finish(struct resume *r, int code, struct error *err)
{
	char *path = xstrdup(journal_path(r->journal));
	bool good = journal_stop(r->journal) ||
		    error_set(err, ERROR_IO, "The journal %s is not complete", path);

	if (code != EXIT_BAD_USAGE && r->wanted->report)
		good = change_report(&r->report, &r->ground,
				     &(struct change_part){ r->record.plan, path }, 1, err) &&
		       good;
	free(path);
	return good ? code : EXIT_INCOMPLETE;
}

/* Without it being gone on with, whosever account it is of. */
static bool set_aside(const struct resume *r, struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct plan_list list;
	size_t chosen;
	bool good;

	plans_find(r->directory, &list);
	good = choose(&list, r, &chosen, err) && plans_set_aside(list.items[chosen].path, err);
	if (good) {
		strbuf_addstr(&text, "Set aside: ");
		plans_add_left(&list.items[chosen], &text);
		strbuf_addf(&text, "\nThe journal stays: %s", list.items[chosen].path);
		say(text.data);
	}
	plans_release(&list);
	strbuf_release(&text);
	return good;
}

/* As the list of plans, and a success: whoever resumes at regular times has nothing to mend. */
static bool is_all_done(const struct resume *r)
{
	struct plan_list list;
	bool none;

	plans_find(r->directory, &list);
	none = !r->name && !r->wanted->set_aside && !list.count;
	plans_release(&list);
	return none;
}

int resume_run(struct settings *settings, const struct config_templates *templates,
	       const char *directory, const struct cli_resume *wanted)
{
	struct resume r = {
		.wanted = wanted,
		.directory = directory,
		.templates = templates,
		.settings = settings,
		.ground = CHANGE_GROUND_INIT,
		.report.file.fd = -1,
	};
	struct error err = ERROR_INIT;
	int code = EXIT_BAD_USAGE;

	read_words(&r);
	if (is_all_done(&r)) {
		say("No changes are left unfinished");
		code = EXIT_SUCCESS;
	} else if (wanted->set_aside) {
		code = set_aside(&r, &err) ? EXIT_SUCCESS : EXIT_BAD_USAGE;
	} else if (open_plan(&r, &err) && is_listed(&r)) {
		code = erase_again(&r, &err);
	} else if (r.journal && err.kind == ERROR_NONE && may_go_on(&r, &err)) {
		code = carry_out(&r, &err);
		code = finish(&r, code, &err);
	} else {
		journal_stop(r.journal);
	}
	if (err.kind != ERROR_NONE)
		say(error_text(&err));
	error_release(&err);
	journal_record_release(&r.record);
	change_release(&r.ground);
	return code;
}
