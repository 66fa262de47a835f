#include "batch/change.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "batch/apply_words.h"
#include "batch/connection.h"
#include "batch/say.h"
#include "ops/plans.h"
#include "ops/report.h"

#define PROGRAM "msgdeck " PACKAGE_VERSION
#define API_HOST "https://api.twilio.com"

bool change_is_allowed(const struct settings *settings, struct error *err)
{
	return !settings_bool(settings, OPTION_READ_ONLY) ||
	       error_set(err, ERROR_REFUSED,
			 "Read-only: leave --read-only out to change the account");
}

bool change_sign_in(struct change_ground *ground, struct settings *settings, struct error *err)
{
	struct api_settings api;
	bool ok;

	if (credentials_look(settings, err) != CREDENTIALS_COMPLETE ||
	    !credentials_load(&ground->credentials, settings, err))
		return false;
	credentials_key(&ground->credentials, ERASE_KEY_PURPOSE, ground->key);
	apply_block_signals();
	ok = connection_settings(settings, &ground->credentials, &api, err);
	if (ok) {
		ground->account = xstrdup(api.account_sid);
		ground->host = xstrdup(api.api_base ? api.api_base : API_HOST);
		ground->header = (struct journal_header){ PROGRAM, ground->account, ground->host };
		ground->fetch = fetch_start(&api, err);
	}
	api_settings_release(&api);
	return ground->fetch != NULL;
}

void change_release(struct change_ground *ground)
{
	fetch_stop(ground->fetch);
	free(ground->account);
	free(ground->host);
	credentials_release(&ground->credentials);
	mem_wipe(ground->key, sizeof(ground->key));
}

/* Those that are in one state for one reason, and their code where they have the same. */
static size_t count_reason(const struct plan *plan, enum item_state state, unsigned why, int *code)
{
	size_t count = 0;

	for (size_t i = 0; plan->whys[why] && i < plan->items.count; i++) {
		const struct plan_item *item = &plan->items.items[i];

		if (item->state != state || item->why != why)
			continue;
		*code = !count++ || *code == item->code ? item->code : 0;
	}
	return count;
}

void change_add_reasons(const struct plan *plan, struct strbuf *out)
{
	static const enum item_state states[] = { ITEM_WAITING, ITEM_REFUSED, ITEM_FAILED,
						  ITEM_UNKNOWN };
	static const char *const words[] = { "waiting", "refused", "failed", "unknown" };

	for (size_t s = 0; s < ARRAY_SIZE(states); s++) {
		for (unsigned why = WHY_NONE + 1; plan->counts[states[s]] && why < WHY_COUNT;
		     why++) {
			int code = 0;
			size_t count = count_reason(plan, states[s], why, &code);

			if (!count)
				continue;
			strbuf_addch(out, '\n');
			review_add_number(out, count);
			strbuf_addf(out, " %s: ", words[s]);
			op_explain(out, (enum op_why)why, code, 0, NULL);
		}
	}
}

bool change_text(const char **text, struct strbuf *read, struct error *err)
{
	if (!*text || strcmp(*text, "-") != 0)
		return true;
	if (!file_read_open(STDIN_FILENO, "standard input", read, err))
		return false;
	while (read->length && strchr("\r\n", read->data[read->length - 1]))
		strbuf_truncate(read, read->length - 1);
	if (!read->length)
		return error_set(err, ERROR_USAGE, "No text came on standard input");
	*text = read->data;
	return true;
}

bool change_agree(const struct review *review)
{
	char line[64];

	fprintf(stderr, "Type %zu to go on: ", review->count);
	if (!fgets(line, sizeof(line), stdin))
		return false;
	line[strcspn(line, "\n")] = '\0';
	return review_count_matches(review, line);
}

void change_add_end(const struct plan *plan, const char *journal, const struct apply_end *end,
		    struct strbuf *out)
{
	const char *name = plans_name(journal);

	strbuf_addf(out, "%s: ", op_verb(plan_op(plan))->title);
	apply_add_counts(plan, out);
	change_add_reasons(plan, out);
	if (end->trouble.kind != ERROR_NONE) {
		strbuf_addf(out, "\npaused: %s", error_text(&end->trouble));
		if (end->trouble.code)
			strbuf_addf(out, " (Twilio error %d)", end->trouble.code);
	}
	if (!end->complete)
		strbuf_addf(out, "\nmsgdeck resume %.*s goes on with the rest",
			    (int)strcspn(name, "."), name);
}

void change_wait(struct fetch *fetch, const struct progress *progress)
{
	struct pollfd fd = { .fd = fetch_wake_fd(fetch), .events = POLLIN };
	const struct timespec pause = { .tv_nsec = PROGRESS_MS * 1000000L };
	sigset_t none;

	sigemptyset(&none);
	ppoll(&fd, 1, progress && progress->watched ? &pause : NULL, &none);
}

bool change_new_file(struct output *output, const char *path, struct error *err)
{
	struct new_file trial;

	if (path && strcmp(path, "-") == 0)
		return error_set(err, ERROR_USAGE,
				 "\"-\" is no file: evidence needs one that stays");
	if (path && access(path, F_OK) == 0)
		return error_set(err, ERROR_USAGE, "%s is there already: name a new file", path);
	if (!output_init(output, path, false, err))
		return false;
	if (!path)
		return true;
	if (!new_file_open(&trial, path, false, err))
		return false;
	new_file_drop(&trial);
	return true;
}

static bool write_part(struct output *output, const struct change_ground *ground,
		       const struct change_part *part, bool csv, struct error *err)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	struct report_about about;
	bool good = report_about_init(&about, &ground->header, part->journal, err);

	for (uint32_t i = 0; good && i < part->plan->items.count; i++) {
		struct report_row row;

		report_row_init(&row, part->plan, i);
		report_add_row(&out, csv, &about, &row);
		report_row_release(&row);
		good = output_write(output, out.data, out.length, err);
		strbuf_reset(&out);
	}
	report_about_release(&about);
	strbuf_wipe(&out);
	return good;
}

/* Where to find what a report that could not be written would have told. */
static void say_journals(const struct change_part *parts, size_t count)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addstr(&text, "There is no report; what came of each item is in");
	for (size_t i = 0; i < count; i++)
		strbuf_addf(&text, "%s %s", i ? "," : "", parts[i].journal);
	if (count)
		say(text.data);
	strbuf_release(&text);
}

bool change_report(struct output *output, const struct change_ground *ground,
		   const struct change_part *parts, size_t count, struct error *err)
{
	bool csv = report_is_csv(output->path);
	struct strbuf head = STRBUF_INIT(STRBUF_LINE);
	bool good = output_open(output, err);

	report_add_head(&head, csv);
	good = good && output_write(output, head.data, head.length, err);
	for (size_t i = 0; good && i < count; i++)
		good = write_part(output, ground, &parts[i], csv, err);
	good = good && output_commit(output, err);
	if (!good) {
		output_abandon(output);
		say_journals(parts, count);
	}
	strbuf_release(&head);
	return good;
}
