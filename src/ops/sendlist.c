#include "ops/sendlist_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/text.h"
#include "model/schedule.h"
#include "model/template.h"
#include "model/when.h"
#include "ops/review.h"

#define ROWS_RUN 64 /* between two looks at the clock */

/* -- the file ---------------------------------------------------------------------------------- */

/* The file's own path, which is the same wherever msgdeck is started the next time. */
static char *absolute(const char *path, struct error *err)
{
	char *real = realpath(path, NULL);

	if (!real) {
		error_errno(err, errno, "%s cannot be read", path);
		return NULL;
	}
	if (strlen(real) <= SENDLIST_PATH_MAX && text_is_valid(real, strlen(real)))
		return real;
	error_set(err, ERROR_USAGE,
		  "The path of %s cannot be written down: it is longer than %d bytes or not UTF-8",
		  path, SENDLIST_PATH_MAX);
	free(real);
	return NULL;
}

bool sendlist_open_file(const char *path, int *fd, struct error *err)
{
	struct stat about;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (*fd < 0)
		return error_errno(err, errno, "%s cannot be read", path);
	if (fstat(*fd, &about) != 0 || !S_ISREG(about.st_mode))
		return error_set(err, ERROR_USAGE,
				 "%s is no file: what is sent must be there to go on with", path);
	return about.st_size <= (off_t)MAILING_FILE_MAX ||
	       error_set(err, ERROR_LIMIT, "%s is larger than %zu MB: send it in parts", path,
			 MAILING_FILE_MAX >> 20);
}

bool sendlist_read(struct sendlist *list, struct error *err)
{
	ssize_t got;

	if (!strbuf_reserve(&list->bytes, SENDLIST_READ_SIZE))
		return error_set(err, ERROR_LIMIT, "%s is too large", list->name);
	do {
		got = read(list->fd, list->bytes.data + list->bytes.length, SENDLIST_READ_SIZE);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_errno(err, errno, "%s cannot be read", list->name);
	sha256_add(&list->sha, list->bytes.data + list->bytes.length, (size_t)got);
	list->bytes.length += (size_t)got;
	return got > 0;
}

/* -- what was said ----------------------------------------------------------------------------- */

static char *copy(const char *text)
{
	return text ? xstrdup(text) : NULL;
}

static bool check_option(const char *option, enum outgoing_parameter parameter, const char *value,
			 struct error *err)
{
	return !value || outgoing_check_value(parameter, value, clock_now(), err) ||
	       error_prefix(err, "%s", option);
}

/* What would be wrong in every row is said once. */
static bool check_options(const struct sendlist *list, struct error *err)
{
	if (list->text && !template_check(list->text, err))
		return error_prefix(err, "%s %s", list->typed ? "The text" : "The template",
				    list->typed ? list->text : list->template_name);
	return check_option("The sender", OUT_FROM, list->from, err) &&
	       check_option("The service", OUT_SERVICE, list->service, err) &&
	       check_option("The time", OUT_SEND_AT, list->send_at, err);
}

struct sendlist *sendlist_open(const struct sendlist_options *options, struct error *err)
{
	struct sendlist *list = xcalloc(1, sizeof(*list));

	list->fd = -1;
	list->error = (struct error)ERROR_INIT;
	strbuf_init(&list->bytes, MAILING_FILE_MAX + SENDLIST_READ_SIZE);
	sha256_init(&list->sha);
	list->name = xstrdup(options->path);
	list->template_name = copy(options->template_name);
	list->typed = options->text != NULL;
	list->text = copy(options->text ? options->text : options->template_text);
	list->from = copy(options->from);
	list->service = copy(options->service);
	list->send_at = copy(options->send_at);
	list->repeats = options->repeats;
	if (check_options(list, err) && (list->path = absolute(options->path, err)) &&
	    sendlist_open_file(options->path, &list->fd, err))
		return list;
	sendlist_free(list);
	return NULL;
}

void sendlist_free(struct sendlist *list)
{
	if (!list)
		return;
	if (list->fd >= 0)
		close(list->fd);
	plan_free(list->plan);
	strbuf_wipe(&list->bytes);
	error_release(&list->error);
	mem_wipe_free(list->text);
	mem_wipe_free(list->from);
	free(list->template_name);
	free(list->service);
	free(list->send_at);
	free(list->name);
	free(list->path);
	free(list);
}

/* -- the plan ---------------------------------------------------------------------------------- */

static char **form_of_row(void *mailing, uint32_t row, int64_t send_at)
{
	return mailing_form(mailing, row, send_at);
}

static void free_mailing(void *mailing)
{
	mailing_free(mailing);
}

void sendlist_hash_given(const struct plan *plan, const char *text, const char *from,
			 uint8_t hash[static PLAN_HASH_SIZE])
{
	struct sha256 sha;

	sha256_init(&sha);
	sha256_add(&sha, plan->salt, sizeof(plan->salt));
	sha256_add(&sha, text ? text : "", text ? strlen(text) + 1 : 1);
	sha256_add(&sha, from ? from : "", from ? strlen(from) : 0);
	sha256_end(&sha, hash);
}

unsigned sendlist_given(const char *text, const char *from)
{
	return (text ? PLAN_GIVEN_TEXT : 0) | (from ? PLAN_GIVEN_FROM : 0);
}

void sendlist_use_mailing(struct plan_file *list, struct mailing *mailing)
{
	list->form = form_of_row;
	list->release = free_mailing;
	list->context = mailing;
}

static void begin_plan(struct sendlist *list)
{
	const char *typed = list->typed ? list->text : NULL;
	struct plan *plan = plan_new(PLAN_OF_FILE, NULL);
	struct plan_file *file = xcalloc(1, sizeof(*file));

	file->path = xstrdup(list->path);
	file->template_name = list->typed ? NULL : copy(list->template_name);
	file->service = copy(list->service);
	file->given = sendlist_given(typed, list->from);
	sha256_end(&list->sha, file->sha256);
	sendlist_hash_given(plan, typed, list->from, file->given_hash);
	sendlist_use_mailing(file, list->mailing);
	plan->list = file;
	list->plan = plan;
}

struct mailing *sendlist_mailing_new(const char *name, struct strbuf *bytes,
				     const struct sendlist_options *said, struct error *err)
{
	const struct mailing_options options = {
		.text = said->text,
		.values = {
			[OUT_FROM] = said->from,
			[OUT_SERVICE] = said->service,
			[OUT_SEND_AT] = said->send_at,
		},
		.repeats = said->repeats,
	};

	return mailing_new(name, bytes, &options, clock_now(), err);
}

static void begin_checking(struct sendlist *list)
{
	const struct sendlist_options said = {
		.text = list->text,
		.from = list->from,
		.service = list->service,
		.send_at = list->send_at,
		.repeats = list->repeats,
	};

	list->mailing = sendlist_mailing_new(list->name, &list->bytes, &said, &list->error);
	list->stage = list->mailing ? STAGE_CHECKING : STAGE_OVER;
	if (list->mailing)
		begin_plan(list);
}

/* A row that is sent becomes an item. */
static bool take_row(struct sendlist *list, char **form)
{
	struct plan_target target = {
		.form = (const char *const *)form,
		.label = form[1],
		.row = (uint32_t)mailing_count(list->mailing)->rows,
	};
	uint32_t item = (uint32_t)list->plan->items.count;
	bool good = plan_add_target(list->plan, OP_SEND, &target, &list->error);

	outgoing_form_free(form);
	if (good)
		plan_unload(list->plan, item);
	return good;
}

static bool check_rows(struct sendlist *list)
{
	for (int i = 0; i < ROWS_RUN; i++) {
		char **form;
		enum mailing_answer answer = mailing_next(list->mailing, &form);

		if (answer == MAILING_END || (answer == MAILING_ROW && !take_row(list, form)))
			return false;
	}
	return true;
}

bool sendlist_work(struct sendlist *list, int64_t deadline_ns)
{
	while (list->stage != STAGE_OVER) {
		if (list->stage == STAGE_CHECKING) {
			if (!check_rows(list))
				list->stage = STAGE_OVER;
		} else if (!sendlist_read(list, &list->error)) {
			list->stage = STAGE_OVER;
			if (list->error.kind == ERROR_NONE)
				begin_checking(list);
		}
		if (deadline_ns != INT64_MAX && clock_mono_ns() >= deadline_ns)
			break;
	}
	return list->stage != STAGE_OVER;
}

/* -- what there is ----------------------------------------------------------------------------- */

const struct error *sendlist_error(const struct sendlist *list)
{
	return list->error.kind == ERROR_NONE ? NULL : &list->error;
}

const struct mailing *sendlist_mailing(const struct sendlist *list)
{
	return list->mailing;
}

const char *sendlist_name(const struct sendlist *list)
{
	return list->name;
}

void sendlist_show_first(const struct sendlist *list, uint32_t count,
			 void (*show)(void *context, const char *to, const char *body),
			 void *context)
{
	struct plan *plan = list->plan;

	for (uint32_t i = 0; plan && i < plan->items.count && i < count; i++) {
		plan_load(plan, i);
		const struct plan_detail *detail = plan_need_detail(plan, i);
		const char *to = plan_form_value(detail, "To");

		if (to)
			show(context, to, plan_form_value(detail, "Body"));
		plan_unload(plan, i);
	}
}

bool sendlist_check(const struct sendlist *list, bool skip_bad, struct error *err)
{
	const struct mailing_count *count;

	if (list->error.kind != ERROR_NONE) {
		error_copy(err, &list->error);
		return false;
	}
	count = mailing_count(list->mailing);
	if (count->broken)
		return error_set(err, ERROR_USAGE, "%s cannot be read to its end: nothing is sent",
				 list->name);
	if (count->bad && !skip_bad)
		return error_set(err, ERROR_USAGE,
				 "%zu of %zu rows cannot be sent: nothing is sent. Mend them, or "
				 "leave them out (skip-bad)",
				 count->bad, count->rows);
	if (count->repeated && list->repeats == REPEATS_REFUSED)
		return error_set(err, ERROR_USAGE,
				 "%zu row%s to somebody who is in a row before: nothing is sent. "
				 "Say duplicates=once, so that the first row counts, or "
				 "duplicates=all",
				 count->repeated, count->repeated == 1 ? " is" : "s are");
	return list->plan->items.count > 0 ||
	       error_set(err, ERROR_USAGE, "There is nothing to send in %s", list->name);
}

static void add_number(struct strbuf *out, size_t number, const char *one)
{
	review_add_number(out, number);
	strbuf_addf(out, " %s%s", one, number == 1 ? "" : "s");
}

void sendlist_add_size(const struct estimate *estimate, struct strbuf *out)
{
	add_number(out, (size_t)estimate->segments, "segment");
	strbuf_addstr(out, " in all; ");
	if (!estimate->ucs2)
		strbuf_addstr(out, "every text is GSM-7");
	else
		add_number(out, estimate->ucs2, "message");
	if (estimate->ucs2)
		strbuf_addf(out, " %s UCS-2", estimate->ucs2 == 1 ? "is" : "are");
	if (estimate->unsized) {
		strbuf_addstr(out, "; ");
		add_number(out, estimate->unsized, "message");
		strbuf_addf(out, " without a text of %s own",
			    estimate->unsized == 1 ? "its" : "their");
	}
}

void sendlist_add_times(const struct sendlist *list, struct strbuf *out)
{
	const struct plan *plan = list->plan;
	int64_t first = INT64_MAX, last = INT64_MIN;
	char from[WHEN_SIZE], until[WHEN_SIZE], distance[WHEN_SIZE];
	size_t scheduled = 0;

	for (size_t i = 0; i < plan->details.count; i++) {
		int64_t when = plan->details.items[i].send_at;

		if (when == DATE_NONE)
			continue;
		scheduled++;
		first = when < first ? when : first;
		last = when > last ? when : last;
	}
	if (!scheduled) {
		strbuf_addstr(out, "All are sent at once");
		return;
	}
	if (scheduled == plan->items.count) {
		strbuf_addstr(out, "All are scheduled");
	} else {
		review_add_number(out, scheduled);
		strbuf_addf(out, " of them %s scheduled", scheduled == 1 ? "is" : "are");
	}
	when_full(first, WHEN_LOCAL, from);
	when_full(last, WHEN_LOCAL, until);
	when_distance(first, clock_now(), distance);
	if (first == last)
		strbuf_addf(out, ", for %s, %s", from, distance);
	else
		strbuf_addf(out, ", from %s, %s, to %s", from, distance, until);
	strbuf_addstr(out, ", and can be cancelled until then");
}

struct plan *sendlist_take_plan(struct sendlist *list)
{
	const struct mailing_count *count = mailing_count(list->mailing);
	struct plan *plan = list->plan;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	plan_note(plan, "From the file %s", list->name);
	sendlist_add_size(mailing_estimate(list->mailing), &text);
	plan_note(plan, "%s", text.data);
	strbuf_reset(&text);
	sendlist_add_times(list, &text);
	plan_note(plan, "%s", text.data);
	list->plan = NULL;
	if (count->bad)
		plan_note(plan, "%zu of %zu rows %s wrong and left out", count->bad, count->rows,
			  count->bad == 1 ? "is" : "are");
	if (count->repeated && list->repeats == REPEATS_ONCE)
		plan_note(plan, "%zu row%s to somebody who is in a row before %s left out",
			  count->repeated, count->repeated == 1 ? "" : "s",
			  count->repeated == 1 ? "is" : "are");
	else if (count->repeated)
		plan_note(plan, "%zu row%s to somebody who is in a row before", count->repeated,
			  count->repeated == 1 ? " is" : "s are");
	strbuf_release(&text);
	return plan;
}
