#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "batch/say.h"
#include "batch/send_internal.h"
#include "ops/journal.h"

/* -- what is asked for ------------------------------------------------------------------------- */

static bool read_repeats(const char *word, enum mailing_repeats *repeats, struct error *err)
{
	*repeats = REPEATS_REFUSED;
	if (!word)
		return true;
	*repeats = strcmp(word, "once") == 0 ? REPEATS_ONCE : REPEATS_ALL;
	return strcmp(word, "once") == 0 || strcmp(word, "all") == 0 ||
	       error_set(err, ERROR_USAGE, "--duplicates is once or all, not \"%.40s\"", word);
}

static bool read_template(const struct send_command *s, struct sendlist_options *options,
			  struct error *err)
{
	const char *name = s->wanted->template_name;

	if (!name)
		return true;
	if (s->wanted->text)
		return error_set(err, ERROR_USAGE, "Say --template or --text, not both");
	options->template_name = name;
	options->template_text = config_template_text(s->templates, name);
	if (!options->template_text)
		return error_set(err, ERROR_USAGE,
				 "The config file has no template \"%.40s\": templates = { %.40s = "
				 "\"Hello {name}\"; };",
				 name, name);
	return true;
}

static bool check_wanted(struct send_command *s, struct error *err)
{
	const struct cli_send *wanted = s->wanted;

	if (!wanted->file)
		return error_set(
			err, ERROR_USAGE,
			"Which list? Name a CSV file with the columns To and Body: msgdeck "
			"send list.csv");
	if (strcmp(wanted->file, "-") == 0)
		return error_set(
			err, ERROR_USAGE,
			"A list is read again when its sending is gone on with, so it is a "
			"file. The text alone may come on standard input: --text=-");
	if (!wanted->dry_run && !change_is_allowed(s->settings, err))
		return false;
	if (!hours_parse(&s->quiet, settings_text(s->settings, OPTION_QUIET_HOURS), err))
		return false;
	if (!wanted->dry_run && !wanted->yes && !isatty(STDIN_FILENO))
		return error_set(err, ERROR_USAGE,
				 "There is no terminal to ask at: give --yes, or --dry-run to see "
				 "first what it would be");
	if (!s->directory && !wanted->dry_run)
		return error_set(err, ERROR_USAGE,
				 "There is no place for the journal of changes; set HOME or "
				 "XDG_STATE_HOME");
	return change_new_file(&s->report, wanted->report, err);
}

static bool read_list(struct send_command *s, struct error *err)
{
	const struct cli_send *wanted = s->wanted;
	struct sendlist_options options = {
		.path = wanted->file,
		.text = wanted->text,
		.from = wanted->from,
		.service = wanted->service,
		.send_at = wanted->send_at,
	};

	if (!read_repeats(wanted->duplicates, &options.repeats, err) ||
	    !read_template(s, &options, err) || !change_text(&options.text, &s->typed, err))
		return false;
	s->list = sendlist_open(&options, err);
	if (!s->list)
		return false;
	sendlist_work(s->list, INT64_MAX);
	send_say_faults(s);
	if (!sendlist_check(s->list, wanted->skip_bad, err))
		return false;
	s->plan = sendlist_take_plan(s->list);
	plan_judge(s->plan, NULL, INT64_MAX);
	return true;
}

/* -- prices ------------------------------------------------------------------------------------ */

static void take_price(struct send_command *s, const struct result *result)
{
	const struct estimate *estimate = mailing_estimate(sendlist_mailing(s->list));

	for (size_t i = 0; i < s->prices.count; i++) {
		struct send_price *price = &s->prices.items[i];

		if (price->job != result->job)
			continue;
		if (result->record_count)
			price->known = estimate_country_cost(&estimate->countries.items[i],
							     result->records, &price->cost);
		if (!result->last)
			continue;
		price->job = 0;
		if (result->error.kind != ERROR_NONE)
			error_copy(&s->price_error, &result->error);
	}
}

static size_t prices_missing(const struct send_command *s)
{
	size_t count = 0;

	for (size_t i = 0; i < s->prices.count; i++)
		count += s->prices.items[i].job != 0;
	return count;
}

/* Those of each country, once. What cannot be read is told, and is in nobody's way. */
static void read_prices(struct send_command *s)
{
	const struct estimate *estimate = mailing_estimate(sendlist_mailing(s->list));

	for (size_t i = 0; i < estimate->countries.count; i++) {
		struct job job = {
			.kind = JOB_READ,
			.list = list_id(RESOURCE_PRICES, NULL, estimate->countries.items[i].iso),
		};

		vec_push(&s->prices,
			 ((struct send_price){ .job = fetch_submit(s->ground.fetch, &job) }));
	}
	while (prices_missing(s)) {
		struct result *result = fetch_receive(s->ground.fetch);

		if (result)
			take_price(s, result);
		else
			change_wait(s->ground.fetch, NULL);
		result_free(result);
	}
}

/* -- sending ----------------------------------------------------------------------------------- */

static bool carry_out(struct send_command *s, struct error *err)
{
	const struct apply_options options = {
		.quiet = &s->quiet,
		.per_second = settings_rate(s->settings, OPTION_CHANGES_PER_SECOND),
		.in_flight = (unsigned)settings_number(s->settings, OPTION_CHANGES_IN_FLIGHT),
		.header = s->ground.header,
		.progress = &s->progress,
	};
	struct journal *journal = journal_start(s->directory, err);
	bool good;

	if (!journal)
		return false;
	s->journal = xstrdup(journal_path(journal));
	good = apply_run(s->ground.fetch, journal, s->plan, NULL, &options, &s->end, err);
	if (!journal_stop(journal) && good)
		good = error_set(err, ERROR_IO, "The journal %s is not complete", s->journal);
	return good;
}

static int send_all(struct send_command *s, struct error *err)
{
	bool good;
	int code;

	if (!send_agree(s)) {
		say("Nothing was sent");
		return EXIT_INCOMPLETE;
	}
	good = carry_out(s, err);
	if (!s->journal)
		return EXIT_BAD_USAGE;
	code = send_say_end(s);
	if (s->wanted->report)
		good = change_report(&s->report, &s->ground,
				     &(struct change_part){ s->plan, s->journal }, 1,
				     good ? err : NULL) &&
		       good;
	return good ? code : EXIT_INCOMPLETE;
}

static int run(struct send_command *s, struct error *err)
{
	struct strbuf numbers = STRBUF_INIT(STRBUF_TEXT), clean = STRBUF_INIT(STRBUF_TEXT);

	if (!check_wanted(s, err) || !read_list(s, err) ||
	    !change_sign_in(&s->ground, s->settings, err))
		return EXIT_BAD_USAGE;
	progress_init(&s->progress, false);
	read_prices(s);
	if (!s->wanted->dry_run)
		return send_all(s, err);
	send_add_numbers(s, &numbers);
	strbuf_addstr(&numbers, "Nothing was sent: this was a dry run\n");
	text_clean(&clean, numbers.data, numbers.length, TEXT_KEEP_NEWLINES);
	bool told = say_output(STDOUT_FILENO, clean.data, clean.length);
	strbuf_release(&numbers);
	strbuf_release(&clean);
	return told ? EXIT_SUCCESS : EXIT_INCOMPLETE;
}

int send_run(struct settings *settings, const struct config_templates *templates,
	     const char *directory, const struct cli_send *wanted)
{
	struct send_command s = {
		.wanted = wanted,
		.templates = templates,
		.settings = settings,
		.directory = directory,
		.typed = STRBUF_INIT(STRBUF_TEXT),
		.ground = CHANGE_GROUND_INIT,
		.report.file.fd = -1,
		.price_error = ERROR_INIT,
		.end = { .trouble = ERROR_INIT },
	};
	struct error err = ERROR_INIT;
	int code = run(&s, &err);

	if (err.kind != ERROR_NONE)
		say(error_text(&err));
	change_release(&s.ground);
	sendlist_free(s.list);
	plan_free(s.plan);
	strbuf_wipe(&s.typed);
	vec_release(&s.prices);
	error_release(&s.price_error);
	error_release(&s.end.trouble);
	error_release(&err);
	free(s.journal);
	return code;
}
