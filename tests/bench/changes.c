#include <poll.h>
#include <stdlib.h>

#include "api/settings.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "figures.h"
#include "ops/runner.h"
#include "parts.h"
#include "support/api.h"
#include "support/fail.h"
#include "support/sandbox.h"

#define BODY_MAX ((size_t)1 << 20)

/* What stands in for the UI's loop: the runner wants one descriptor and one timer at a time. */
struct host {
	struct fetch *fetch;
	struct store *store;
	struct runner *runner;
	int fd;
	void (*fd_fn)(void *argument);
	void (*timer_fn)(void *argument);
	void *argument;
	int64_t due;
};

static int64_t now_ms(void *context)
{
	(void)context;
	return clock_mono_ms();
}

static unsigned add_timer(void *context, int64_t delay, void (*fn)(void *), void *argument)
{
	struct host *host = context;

	host->timer_fn = fn;
	host->argument = argument;
	host->due = clock_mono_ms() + delay;
	return 1;
}

static void remove_timer(void *context, unsigned id)
{
	(void)id;
	((struct host *)context)->timer_fn = NULL;
}

static void add_fd(void *context, int fd, void (*fn)(void *), void *argument)
{
	struct host *host = context;

	host->fd = fd;
	host->fd_fn = fn;
	host->argument = argument;
}

static void remove_fd(void *context, int fd)
{
	(void)fd;
	((struct host *)context)->fd = -1;
}

/* One event; returns whether the last result of another job than the runner's came. */
static bool turn(struct host *host)
{
	struct pollfd fds[2] = { { .fd = fetch_wake_fd(host->fetch), .events = POLLIN },
				 { .fd = host->fd, .events = POLLIN } };
	int64_t wait = host->timer_fn ? host->due - clock_mono_ms() : 10000;
	struct result *result;
	bool last = false;

	poll(fds, 2, wait > 0 ? (int)wait : 0);
	if (fds[1].revents)
		host->fd_fn(host->argument);
	while ((result = fetch_receive(host->fetch))) {
		if (!host->runner || !runner_take(host->runner, result)) {
			for (size_t i = 0; i < result->message_count; i++)
				store_put(host->store, &result->messages[i], NULL);
			last |= result->last;
		}
		result_free(result);
	}
	if (host->timer_fn && host->due <= clock_mono_ms()) {
		void (*fn)(void *) = host->timer_fn;
		host->timer_fn = NULL;
		fn(host->argument);
	}
	return last;
}

static struct fetch *connect_to(struct sandbox *sandbox)
{
	struct api_settings settings;
	struct error err = ERROR_INIT;
	struct fetch *fetch;

	api_settings_init(&settings);
	api_settings_put(&settings.api_base, sandbox_value(sandbox, "url"));
	api_settings_put(&settings.ca_file, sandbox_value(sandbox, "ca_file"));
	api_settings_put(&settings.account_sid, sandbox_value(sandbox, "account_sid"));
	api_settings_put(&settings.username, sandbox_value(sandbox, "account_sid"));
	api_settings_put(&settings.password, sandbox_value(sandbox, "auth_token"));
	fetch = fetch_start(&settings, &err);
	if (!fetch)
		test_fail("fetch does not start: %s", error_text(&err));
	api_settings_release(&settings);
	return fetch;
}

static struct plan *make_plan(struct host *host, size_t count)
{
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	struct plan *plan = plan_new(PLAN_OF_SHOWN, "");

	fetch_submit(host->fetch, &job);
	while (!turn(host))
		;
	for (size_t i = 0; i < store_count(host->store) && plan->items.count < count; i++) {
		uint32_t row = store_at(host->store, i);
		struct sid sid = store_sid(host->store, row);

		if (message_status_is_final(store_status(host->store, row)) &&
		    store_body(host->store, row).length)
			plan_add(plan, OP_REDACT, &sid, NULL);
	}
	plan_judge(plan, host->store, INT64_MAX);
	return plan;
}

/* Redactions one after another over one connection; changes a second. */
static double one_by_one(struct sandbox *sandbox, const struct plan *plan, size_t count)
{
	struct strbuf body = STRBUF_INIT(BODY_MAX), path = STRBUF_INIT(STRBUF_LINE);
	struct api *api = api_open(sandbox);
	int64_t start = clock_mono_ns();

	for (size_t i = 0; i < count; i++) {
		char sid[SID_SIZE];

		sid_format(&plan->items.items[plan->items.count - 1 - i].sid, sid);
		strbuf_reset(&path);
		strbuf_addf(&path, "/2010-04-01/Accounts/{account}/Messages/%s.json", sid);
		api_post(api, path.data, (const char *const[]){ "Body", "", NULL }, 200, &body);
	}
	double seconds = (double)(clock_mono_ns() - start) / 1e9;
	api_close(api);
	strbuf_release(&body);
	strbuf_release(&path);
	return (double)count / seconds;
}

/* The same by a plan, its pace lifted. */
static double by_plan(struct host *host, struct plan *plan)
{
	const struct runner_host functions = { host,         now_ms, add_timer,
					       remove_timer, add_fd, remove_fd };
	const struct runner_options options = { .header = { "bench", "AC", "127.0.0.1" } };
	struct runner_transport transport;
	struct runner_progress progress;
	struct runner_log log;
	const char *directory = getenv("XDG_STATE_HOME");
	struct journal *journal = journal_start(directory ? directory : "/tmp", NULL);
	int64_t start = clock_mono_ns();

	if (!journal)
		test_fail("no journal");
	runner_use_fetch(&transport, host->fetch);
	runner_use_journal(&log, journal);
	host->runner = runner_new(plan, host->store, &options, &functions, &transport, &log);
	runner_start(host->runner);
	do {
		turn(host);
		runner_progress(host->runner, &progress);
	} while (progress.state == RUNNER_PREPARING || progress.state == RUNNER_RUNNING);
	double seconds = (double)(clock_mono_ns() - start) / 1e9;
	if (progress.done != plan->items.count)
		test_fail("%zu of %zu were done", progress.done, plan->items.count);
	runner_free(host->runner);
	host->runner = NULL;
	journal_stop(journal);
	return (double)plan->items.count / seconds;
}

static void measure(int latency_ms, size_t count, size_t reference_count)
{
	char messages[32], latency[32];
	const char *options[] = { "--messages", messages, "--latency", latency, NULL };
	struct host host = { .fd = -1, .store = store_new() };
	struct sandbox *sandbox;

	snprintf(messages, sizeof(messages), "%zu", count * 2);
	snprintf(latency, sizeof(latency), "%d", latency_ms);
	sandbox = sandbox_start(options, 0);
	host.fetch = connect_to(sandbox);
	struct plan *plan = make_plan(&host, count);
	double reference = one_by_one(sandbox, plan, reference_count);
	double ours = by_plan(&host, plan);
	printf("  %4d ms   %12.0f %12.0f %8.2f\n", latency_ms, reference, ours, ours / reference);
	if (latency_ms == 100)
		figure_set(FIGURE_CHANGES, ours / reference, reference);
	fetch_stop(host.fetch);
	plan_free(plan);
	store_free(host.store);
	sandbox_stop(sandbox);
}

void bench_changes(const struct bench *bench)
{
	size_t many = bench->messages < 5000 ? bench->messages : 5000;

	hash_init();
	json_init();
	printf("\nRedactions a second, written down before and after, %d in flight and no pace "
	       "(x: against\none after another over one connection that is kept)\n",
	       RUNNER_IN_FLIGHT);
	printf("  latency   one by one      by plan        x\n");
	measure(0, many, 1000);
	measure(50, many / 2, 60);
	measure(100, many < 2000 ? many / 2 : 1000, 30);
}
