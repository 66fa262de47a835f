#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "batch/erase_internal.h"
#include "batch/look.h"
#include "batch/say.h"
#include "ops/journal.h"

/* -- finding and looking ----------------------------------------------------------------------- */

/* Until all is found. */
bool erase_work(struct erase_command *e, struct error *err)
{
	look_await(e->erase, e->ground.fetch, &e->progress, erase_show_progress, e);
	e->bad_records += erase_count(e->erase)->bad_records;
	if (erase_state(e->erase) != ERASE_FAILED)
		return true;
	error_copy(err, erase_error(e->erase));
	return error_prefix(err, "Not all messages could be listed");
}

bool erase_begin_command(struct erase_command *e, struct error *err)
{
	const struct erase_wanted wanted = {
		.op = e->op,
		.media = e->wanted->media,
		.since = e->since,
		.until = e->until,
		.filter = e->filter,
		.about = e->about,
		.found = e->wanted->export && !e->wanted->dry_run ? erase_export_message : NULL,
		.context = e,
		.key = e->ground.key,
	};
	struct erase_transport transport;

	erase_use_fetch(&transport, e->ground.fetch);
	e->erase = erase_new(&wanted, &transport);
	return erase_read_addresses(e, err);
}

/* -- a round ----------------------------------------------------------------------------------- */

/* Whether there is anything to do, now or later. */
static bool has_work(const struct plan *plan)
{
	return plan->counts[ITEM_READY] + plan->counts[ITEM_WAITING] > 0;
}

bool erase_apply_round(struct erase_command *e, const struct journal_record *record,
		       struct error *err)
{
	const struct apply_options options = {
		.quiet = &e->quiet,
		.per_second = settings_rate(e->settings, OPTION_CHANGES_PER_SECOND),
		.in_flight = (unsigned)settings_number(e->settings, OPTION_CHANGES_IN_FLIGHT),
		.header = e->ground.header,
		.progress = &e->progress,
		.leave_waiting = !e->wanted->wait,
	};
	const struct erase_round *round = &e->rounds.items[e->rounds.count - 1];
	struct apply_end end;
	bool good = apply_run(e->ground.fetch, round->journal, round->plan, record, &options, &end,
			      err);

	e->stopped = !good || (!end.complete && !end.waiting);
	error_move(&e->trouble, &end.trouble);
	return good;
}

/* Carries the plan out, which then belongs to the rounds. */
static bool apply_plan(struct erase_command *e, struct plan *plan, struct error *err)
{
	struct journal *journal = journal_start(e->directory, err);

	if (!journal) {
		plan_free(plan);
		return false;
	}
	vec_push(&e->rounds, ((struct erase_round){ .plan = plan,
						    .journal = journal,
						    .path = xstrdup(journal_path(journal)) }));
	return erase_apply_round(e, NULL, err);
}

/* From the last one: a round is over when what has come meanwhile is safe in the journal of the next. */
bool erase_close_rounds(struct erase_command *e, struct error *err)
{
	bool kept = e->looked, good = true;

	for (size_t i = e->rounds.count; i-- > 0;) {
		struct erase_round *round = &e->rounds.items[i];

		round->unseen = !kept || !erase_close(round->plan, round->journal);
		kept = journal_stop(round->journal);
		round->journal = NULL;
		if (!kept && good)
			good = error_set(err, ERROR_IO, "The journal %s is not complete",
					 round->path);
	}
	return good;
}

/* Looks whether it is done, and lists again: the export of what is new is complete then. */
static bool look(struct erase_command *e, struct error *err)
{
	if (!erase_export_open(e, e->rounds.count + 1, err))
		return false;
	erase_look(e->erase, e->rounds.items[e->rounds.count - 1].plan);
	if (!erase_work(e, err) || !erase_export_close(e, err))
		return false;
	for (size_t i = 0; i < e->rounds.count; i++)
		erase_mark(e->erase, e->rounds.items[i].plan);
	return true;
}

/* What has come while an erasure was interrupted was not agreed to with the rest. */
static bool agree_again(const struct erase_command *e, const struct plan *plan)
{
	return !e->asks_again || e->wanted->yes ||
	       (isatty(STDIN_FILENO) == 1 && erase_agree(e, plan));
}

bool erase_follow(struct erase_command *e, struct error *err)
{
	while (!e->stopped) {
		if (!look(e, err))
			return false;
		struct plan *plan = erase_take_plan(e->erase);
		size_t newcomers = plan->counts[ITEM_READY] + plan->counts[ITEM_WAITING];
		bool agreed = !newcomers || agree_again(e, plan);
		if (!newcomers || e->rounds.count >= ERASE_ROUNDS || !agreed) {
			e->left_over = newcomers;
			e->looked = agreed;
			plan_free(plan);
			return true;
		}
		e->newcomers += newcomers;
		e->asks_again = false;
		if (!apply_plan(e, plan, err))
			return false;
	}
	return true;
}

bool erase_write_report(struct erase_command *e, struct error *err)
{
	struct VEC(struct change_part) parts = { .count = 0 };
	bool good = true;

	for (size_t i = 0; i < e->rounds.count; i++)
		vec_push(&parts, ((struct change_part){ e->rounds.items[i].plan,
							e->rounds.items[i].path }));
	if (e->wanted->report)
		good = change_report(&e->report, &e->ground, parts.items, parts.count, err);
	vec_release(&parts);
	return good;
}

/* -- the command ------------------------------------------------------------------------------- */

static int nothing_to_do(struct erase_command *e, const struct plan *plan)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&text, "There is nothing to do: %zu messages were found", plan->items.count);
	if (plan->counts[ITEM_LEFT])
		strbuf_addf(&text, ", %zu without a text already", plan->counts[ITEM_LEFT]);
	say(text.data);
	strbuf_release(&text);
	return e->bad_records ? EXIT_INCOMPLETE : EXIT_SUCCESS;
}

static int erase_found(struct erase_command *e, struct plan *plan, struct error *err)
{
	bool good;

	if (!has_work(plan)) {
		int code = nothing_to_do(e, plan);

		plan_free(plan);
		return erase_write_report(e, err) ? code : EXIT_INCOMPLETE;
	}
	if (!erase_agree(e, plan)) {
		plan_free(plan);
		say("Nothing was changed");
		return EXIT_INCOMPLETE;
	}
	/* The first plan is agreed to; those of newcomers follow. */
	good = apply_plan(e, plan, err) && erase_follow(e, err);
	good = erase_close_rounds(e, good ? err : NULL) && good;
	int code = e->rounds.count ? erase_say_end(e) : EXIT_INCOMPLETE;
	good = erase_write_report(e, good ? err : NULL) && good;
	return good ? code : EXIT_INCOMPLETE;
}

static int run(struct erase_command *e, struct error *err)
{
	bool dry = e->wanted->dry_run;

	if ((!dry && !change_is_allowed(e->settings, err)) || !erase_read_wanted(e, err) ||
	    !change_sign_in(&e->ground, e->settings, err) || !erase_begin_command(e, err) ||
	    (!dry && !erase_export_open(e, 1, err)))
		return EXIT_BAD_USAGE;
	progress_init(&e->progress, false);
	erase_find(e->erase);
	if (!erase_work(e, err) || (!dry && !erase_export_close(e, err)))
		return EXIT_INCOMPLETE;
	struct plan *plan = erase_take_plan(e->erase);
	if (!dry)
		return erase_found(e, plan, err);
	bool told = erase_print_count(e, plan);
	plan_free(plan);
	return e->bad_records || !told ? EXIT_INCOMPLETE : EXIT_SUCCESS;
}

void erase_release_command(struct erase_command *e)
{
	erase_export_abandon(e);
	erase_free(e->erase);
	for (size_t i = 0; i < e->rounds.count; i++) {
		plan_free(e->rounds.items[i].plan);
		free(e->rounds.items[i].path);
	}
	vec_release(&e->rounds);
	filter_free(e->filter);
	error_release(&e->trouble);
	mem_wipe_free(e->about);
}

int erase_run(struct settings *settings, const struct address_book *names, const char *directory,
	      const struct cli_erase *wanted)
{
	struct erase_command e = ERASE_COMMAND_INIT;
	struct error err = ERROR_INIT;
	int code;

	e.wanted = wanted;
	e.settings = settings;
	e.names = names;
	e.directory = directory;
	code = run(&e, &err);

	if (err.kind != ERROR_NONE)
		erase_say_failure(&e, &err);
	error_release(&err);
	erase_release_command(&e);
	change_release(&e.ground);
	return code;
}
