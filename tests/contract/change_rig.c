#include "change_rig.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "ops/sendlist.h"

static int64_t now_ms(void *context)
{
	const struct change_rig *rig = context;

	return rig->start_ms + (clock_mono_ms() - rig->start_ms) * rig->speed;
}

static unsigned add_timer(void *context, int64_t delay, void (*fn)(void *), void *argument)
{
	struct change_rig *rig = context;

	vec_push(&rig->timers, ((struct change_timer){ .id = ++rig->timer_ids,
						       .when = now_ms(rig) + delay,
						       .fn = fn,
						       .argument = argument }));
	return rig->timer_ids;
}

static void remove_timer(void *context, unsigned id)
{
	struct change_rig *rig = context;

	for (size_t i = 0; i < rig->timers.count; i++) {
		if (rig->timers.items[i].id == id) {
			vec_remove(&rig->timers, i);
			return;
		}
	}
	fail_msg("no timer %u", id);
}

static void add_fd(void *context, int fd, void (*fn)(void *), void *argument)
{
	struct change_rig *rig = context;

	rig->fd = fd;
	rig->fd_fn = fn;
	rig->fd_argument = argument;
}

static void remove_fd(void *context, int fd)
{
	struct change_rig *rig = context;

	assert_int_equal(rig->fd, fd);
	rig->fd = -1;
}

void change_open_sandbox(struct change_rig *rig, const char *const *options)
{
	const char *base = getenv("TMPDIR");
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	memset(rig, 0, sizeof(*rig));
	rig_open(&rig->rig, options);
	rig->store = store_new();
	rig->start_ms = clock_mono_ms();
	rig->speed = 1;
	rig->fd = -1;
	strbuf_addf(&path, "%s/changes.XXXXXX", base ? base : "/tmp");
	rig->directory = strbuf_detach(&path, NULL);
	assert_non_null(mkdtemp(rig->directory));
}

void change_connect(struct change_rig *rig)
{
	rig_connect(&rig->rig);
	change_load(rig, rig->store);
}

void change_open(struct change_rig *rig, const char *const *options)
{
	change_open_sandbox(rig, options);
	change_connect(rig);
}

void change_close(struct change_rig *rig)
{
	rig_close(&rig->rig);
	store_free(rig->store);
	vec_release(&rig->timers);
	free(rig->directory);
}

static void keep(struct store *store, const struct result *result)
{
	for (size_t i = 0; i < result->message_count; i++)
		store_put(store, &result->messages[i], NULL);
}

void change_load(struct change_rig *rig, struct store *store)
{
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	bool last = false;

	fetch_submit(rig->rig.fetch, &job);
	while (!last) {
		struct pollfd fd = { .fd = fetch_wake_fd(rig->rig.fetch), .events = POLLIN };
		struct result *result = fetch_receive(rig->rig.fetch);

		if (!result) {
			if (poll(&fd, 1, RIG_PATIENCE_MS) <= 0)
				fail_msg("no history came");
			continue;
		}
		keep(store, result);
		last = result->last;
		assert_int_equal(result->error.kind, ERROR_NONE);
		result_free(result);
	}
}

struct plan *change_plan(struct change_rig *rig, enum op op, size_t count)
{
	struct plan *plan = plan_new(PLAN_OF_SHOWN, "everything");
	size_t messages = store_count(rig->store);

	for (size_t i = 0; i < messages && plan->items.count < count; i++) {
		uint32_t row = store_at(rig->store, i);
		enum message_status status = store_status(rig->store, row);
		struct op_target target = { .status = status,
					    .empty = store_body(rig->store, row).length == 0 };
		struct sid sid = store_sid(rig->store, row);

		if ((message_status_is_final(status) || status == STATUS_SCHEDULED) &&
		    op_judge(op, &target).decision == OP_DO)
			assert_true(plan_add(plan, op, &sid, NULL));
	}
	assert_int_equal(plan->items.count, count);
	plan_judge(plan, rig->store, INT64_MAX);
	return plan;
}

#define HOST "127.0.0.1"

/* Takes over plan and journal. */
static void make_runner(struct change_rig *rig, struct plan *plan, struct journal *journal,
			struct runner_options options)
{
	const struct runner_host host = {
		.context = rig,
		.now_ms = now_ms,
		.add_timer = add_timer,
		.remove_timer = remove_timer,
		.add_fd = add_fd,
		.remove_fd = remove_fd,
	};
	struct runner_transport transport;
	struct runner_log log;

	options.header = (struct journal_header){
		.program = "msgdeck test",
		.account = rig->rig.settings.account_sid,
		.host = HOST,
	};
	assert_non_null(journal);
	rig->plan = plan;
	rig->journal = journal;
	runner_use_fetch(&transport, rig->rig.fetch);
	runner_use_journal(&log, rig->journal);
	rig->runner = runner_new(plan, rig->store, &options, &host, &transport, &log);
}

void change_begin(struct change_rig *rig, struct plan *plan, struct runner_options options)
{
	make_runner(rig, plan, journal_start(rig->directory, NULL), options);
	runner_start(rig->runner);
}

void change_start(struct change_rig *rig, struct plan *plan, struct runner_options options)
{
	sandbox_requests(rig->rig.sandbox, &rig->before);
	change_begin(rig, plan, options);
}

bool change_adopt(struct change_rig *rig, const char *path, struct runner_options options)
{
	struct journal_record record;
	struct error err = ERROR_INIT;
	struct journal *journal =
		plans_open(path, rig->rig.settings.account_sid, HOST, &record, &err);
	struct plan *plan;
	bool good;

	if (!journal)
		fail_msg("%s", error_text(&err));
	plan = record.plan;
	record.plan = NULL;
	if (plan->list && !sendlist_resume(plan, &(struct sendlist_options){ .path = NULL }, &err))
		fail_msg("%s", error_text(&err));
	make_runner(rig, plan, journal, options);
	good = runner_adopt(rig->runner, &record, NULL);
	journal_record_release(&record);
	return good;
}

static int next_timeout(struct change_rig *rig)
{
	int64_t next = RIG_PATIENCE_MS;

	for (size_t i = 0; i < rig->timers.count; i++) {
		int64_t left = rig->timers.items[i].when - now_ms(rig);

		left = left > 0 ? left / rig->speed + 1 : 0;
		next = left < next ? left : next;
	}
	return (int)next;
}

static void run_timers(struct change_rig *rig)
{
	for (size_t i = 0; i < rig->timers.count; i++) {
		struct change_timer timer = rig->timers.items[i];

		if (timer.when > now_ms(rig))
			continue;
		vec_remove(&rig->timers, i);
		timer.fn(timer.argument);
		return;
	}
}

static void take_results(struct change_rig *rig)
{
	struct result *result;

	while ((result = fetch_receive(rig->rig.fetch))) {
		if (!runner_take(rig->runner, result))
			keep(rig->store, result);
		result_free(result);
	}
}

void change_turn(struct change_rig *rig)
{
	struct pollfd fds[2] = {
		{ .fd = fetch_wake_fd(rig->rig.fetch), .events = POLLIN },
		{ .fd = rig->fd, .events = POLLIN },
	};
	int timeout = next_timeout(rig);

	if (poll(fds, 2, timeout) == 0 && timeout == RIG_PATIENCE_MS)
		fail_msg("nothing happens any more");
	if (fds[1].revents)
		rig->fd_fn(rig->fd_argument);
	take_results(rig);
	run_timers(rig);
}

void change_finish(struct change_rig *rig)
{
	struct runner_progress progress;

	/* It may have ended before: when a journal says that nothing is left. */
	for (runner_progress(rig->runner, &progress);
	     (progress.state != RUNNER_ENDED && progress.state != RUNNER_PAUSED) ||
	     progress.in_flight;
	     runner_progress(rig->runner, &progress))
		change_turn(rig);
}

/* Nothing is kept that a journal must not hold, and all that is needed to go on: that is the name of an
 * alpha sender. */
static void assert_detail(const struct plan_detail *read, const struct plan_detail *detail)
{
	if (!detail || !read)
		return;
	const char *name = plan_form_value(detail, "AlphaSender");

	assert_true(!read->form == !name && !read->label == !name);
	if (name)
		assert_string_equal(plan_form_value(read, "AlphaSender"), name);
	assert_true(sid_equal(&read->now, &detail->now));
	assert_true(sid_equal(&read->of, &detail->of) && sid_equal(&read->to, &detail->to));
	assert_int_equal(read->step, detail->step);
	assert_int_equal(read->place, detail->place);
	assert_int_equal(read->back, detail->back);
	assert_int_equal(read->send_at, detail->send_at);
	assert_memory_equal(read->hash, detail->hash, sizeof(read->hash));
}

static void assert_journal(const struct plan *plan, const char *path)
{
	struct journal_record record;
	struct error err = ERROR_INIT;

	if (!journal_read(path, &record, &err))
		fail_msg("%s", error_text(&err));
	assert_false(record.torn);
	assert_int_equal(record.plan->items.count, plan->items.count);
	for (size_t i = 0; i < plan->items.count; i++) {
		assert_true(sid_equal(&record.plan->items.items[i].sid, &plan->items.items[i].sid));
		assert_int_equal(record.plan->items.items[i].state, plan->items.items[i].state);
		assert_int_equal(record.plan->items.items[i].why, plan->items.items[i].why);
		assert_int_equal(record.plan->items.items[i].look, plan->items.items[i].look);
		assert_detail(plan_detail(record.plan, (uint32_t)i),
			      plan_detail(plan, (uint32_t)i));
	}
	assert_int_equal(record.ended, true);
	journal_record_release(&record);
}

void change_end(struct change_rig *rig)
{
	char *path = xstrdup(journal_path(rig->journal));

	runner_free(rig->runner);
	rig->runner = NULL;
	assert_true(journal_stop(rig->journal));
	assert_journal(rig->plan, path);
	plan_free(rig->plan);
	rig->plan = NULL;
	free(path);
}

static const struct verb_request {
	const char *method, *name, *value;
} documented[OP_COUNT] = {
	[OP_REDACT] = { "POST", "Body", "" },
	[OP_DELETE] = { "DELETE", NULL, NULL },
	[OP_CANCEL] = { "POST", "Status", "canceled" },
};

/* The SID in ".../Messages/SID.json"; false for another path. */
static bool sid_of(const struct sandbox_request *request, struct sid *sid)
{
	const char *at = strstr(request->path, "/Messages/");

	return at && strcmp(at + strlen("/Messages/") + SID_LENGTH, ".json") == 0 &&
	       sid_parse(at + strlen("/Messages/"), SID_LENGTH, sid);
}

static bool is_of(const struct sandbox_request *request, enum op op)
{
	const struct verb_request *form = &documented[op];

	if (strcmp(request->method, form->method) != 0)
		return false;
	assert_true(request->authorised || request->status == 0 || request->status >= 400);
	assert_int_equal(json_count(request->query), 0);
	assert_int_equal(json_count(request->form), form->name ? 1 : 0);
	if (form->name)
		assert_string_equal(sandbox_argument(request->form, form->name), form->value);
	return true;
}

size_t change_requests(struct change_rig *rig, enum op op, int status)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(rig->rig.sandbox, &count);

	for (size_t i = rig->before; i < count; i++)
		found += is_of(&requests[i], op) && (status < 0 || requests[i].status == status);
	return found;
}

void assert_each_once(struct change_rig *rig, enum op op)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(rig->rig.sandbox, &count);
	unsigned char *seen = xcalloc(rig->plan->items.count, 1);

	for (size_t i = rig->before; i < count; i++) {
		struct sid sid;

		if (!is_of(&requests[i], op) || requests[i].status / 100 != 2)
			continue;
		assert_true(sid_of(&requests[i], &sid));
		uint32_t item = plan_find(rig->plan, op, &sid);
		assert_true(item != IDSET_NONE);
		assert_int_equal(seen[item]++, 0);
	}
	free(seen);
}
