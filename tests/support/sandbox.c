#include "support/sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/vec.h"
#include "support/fail.h"
#include "support/place.h"
#include "support/term.h"

#define LOG_MAX (64 * 1024 * 1024)
#define START_MS (TERM_PATIENCE * INT64_C(1000))

struct sandbox {
	struct place *place;
	pid_t process;
	int input;   /* it ends when this is closed */
	int output;  /* its standard output */
	char *log;   /* path */
	char *lines; /* what it said at start, "name=value\n" each */
	struct VEC(char *) environment;
	struct VEC(char *) values;       /* what sandbox_value() gave out */
	struct VEC(struct json *) trees; /* what the requests point into */
	struct VEC(struct sandbox_request) requests;
};

static noreturn void run(const char *path, const char *const *argv, const char *const *env,
			 const int input[2], const int output[2])
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_DFL);
	dup2(input[0], STDIN_FILENO);
	dup2(output[1], STDOUT_FILENO);
	execve(path, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)env);
	fprintf(stderr, "cannot run %s: %m\n", path);
	_exit(127);
}

static void launch(struct sandbox *sandbox, const char *const *argv)
{
	char *path = place_program(argv[0]);
	const char *const *env = place_environment(sandbox->place);
	int input[2], output[2];

	if (pipe2(input, O_CLOEXEC) < 0 || pipe2(output, O_CLOEXEC) < 0)
		test_fail("no pipe: %m");
	sandbox->process = fork();
	if (sandbox->process < 0)
		test_fail("no process: %m");
	if (sandbox->process == 0)
		run(path, argv, env, input, output);
	close(input[0]);
	close(output[1]);
	sandbox->input = input[1];
	sandbox->output = output[0];
	free(path);
}

/* Its lines end with an empty one, once it is ready. */
static void read_lines(struct sandbox *sandbox)
{
	struct strbuf lines = STRBUF_INIT(STRBUF_LINE);
	int64_t deadline = clock_mono_ms() + START_MS;

	while (lines.length < 2 || strcmp(lines.data + lines.length - 2, "\n\n") != 0) {
		struct pollfd fd = { .fd = sandbox->output, .events = POLLIN };
		int64_t left = deadline - clock_mono_ms();
		char bytes[1024];
		ssize_t count;

		if (poll(&fd, 1, left > 0 ? (int)left : 0) <= 0)
			test_fail("msgdeck-sandbox is not ready; so far it said:\n%s", lines.data);
		count = read(sandbox->output, bytes, sizeof(bytes));
		if (count <= 0 || !strbuf_add(&lines, bytes, (size_t)count))
			test_fail("msgdeck-sandbox did not start; it said:\n%s", lines.data);
	}
	sandbox->lines = strbuf_detach(&lines, NULL);
}

struct sandbox *sandbox_start(const char *const *options, int64_t now)
{
	struct sandbox *sandbox = xcalloc(1, sizeof(*sandbox));
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct VEC(const char *) argv = { 0 };

	signal(SIGPIPE, SIG_IGN);
	sandbox->place = place_new("dumb", now ? now : TERM_NOW, NULL);
	strbuf_addf(&path, "%s/requests.jsonl", place_home(sandbox->place));
	sandbox->log = strbuf_detach(&path, NULL);
	vec_push(&argv, "msgdeck-sandbox");
	vec_push(&argv, "--exit-with-stdin");
	vec_push(&argv, "--port");
	vec_push(&argv, "0");
	vec_push(&argv, "--log");
	vec_push(&argv, sandbox->log);
	for (; options && *options; options++)
		vec_push(&argv, *options);
	vec_push(&argv, NULL);
	launch(sandbox, argv.items);
	vec_release(&argv);
	read_lines(sandbox);
	return sandbox;
}

static void forget_requests(struct sandbox *sandbox)
{
	for (size_t i = 0; i < sandbox->trees.count; i++)
		json_free(sandbox->trees.items[i]);
	vec_clear(&sandbox->trees);
	vec_clear(&sandbox->requests);
}

static int wait_for_end(struct sandbox *sandbox)
{
	int status = 0;

	close(sandbox->input);
	/* It has nothing more to say; the end of its output is its end. */
	for (char bytes[1024]; read(sandbox->output, bytes, sizeof(bytes)) > 0;)
		;
	close(sandbox->output);
	waitpid(sandbox->process, &status, 0);
	return status;
}

void sandbox_stop(struct sandbox *sandbox)
{
	int status;

	if (!sandbox)
		return;
	status = wait_for_end(sandbox);
	forget_requests(sandbox);
	vec_release(&sandbox->trees);
	vec_release(&sandbox->requests);
	for (size_t i = 0; i < sandbox->environment.count; i++)
		free(sandbox->environment.items[i]);
	vec_release(&sandbox->environment);
	for (size_t i = 0; i < sandbox->values.count; i++)
		free(sandbox->values.items[i]);
	vec_release(&sandbox->values);
	place_free(sandbox->place);
	free(sandbox->log);
	free(sandbox->lines);
	free(sandbox);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		test_fail("msgdeck-sandbox did not end well: wait status 0x%x", (unsigned)status);
}

/* The value's bytes within the lines, up to the end of the line; NULL when it was not said. */
static const char *find_value(const struct sandbox *sandbox, const char *name, size_t *size)
{
	size_t length = strlen(name);

	for (const char *line = sandbox->lines; *line; line += strcspn(line, "\n") + 1) {
		if (*line == '\n')
			break;
		if (strncmp(line, name, length) == 0 && line[length] == '=') {
			*size = strcspn(line + length + 1, "\n");
			return line + length + 1;
		}
	}
	return NULL;
}

static void add_environment(struct sandbox *sandbox, const char *variable, const char *name)
{
	struct strbuf assignment = STRBUF_INIT(STRBUF_LINE);
	size_t size = 0;
	const char *value = find_value(sandbox, name, &size);

	if (!value)
		test_fail("msgdeck-sandbox did not say its %s; it said:\n%s", name, sandbox->lines);
	strbuf_addf(&assignment, "%s=%.*s", variable, (int)size, value);
	vec_push(&sandbox->environment, strbuf_detach(&assignment, NULL));
}

const char *const *sandbox_environment(struct sandbox *sandbox)
{
	if (sandbox->environment.count == 0) {
		add_environment(sandbox, "TWILIO_ACCOUNT_SID", "account_sid");
		add_environment(sandbox, "TWILIO_AUTH_TOKEN", "auth_token");
		add_environment(sandbox, "MSGDECK_API_BASE", "url");
		add_environment(sandbox, "MSGDECK_MESSAGING_BASE", "url");
		add_environment(sandbox, "MSGDECK_PRICING_BASE", "url");
		add_environment(sandbox, "MSGDECK_CA_FILE", "ca_file");
		vec_push(&sandbox->environment, NULL);
	}
	return (const char *const *)sandbox->environment.items;
}

const char *sandbox_value(struct sandbox *sandbox, const char *name)
{
	size_t size = 0;
	const char *value = find_value(sandbox, name, &size);

	if (!value)
		test_fail("no such value of msgdeck-sandbox: %s", name);
	vec_push(&sandbox->values, xstrndup(value, size));
	return sandbox->values.items[sandbox->values.count - 1];
}

static const char *member(const struct json *line, const char *name)
{
	const char *text = json_get_string(line, name);

	return text ? text : "";
}

static void take_line(struct sandbox *sandbox, const char *line, size_t length)
{
	struct error err = ERROR_INIT;
	struct json *tree = json_parse(line, length, &err);
	struct sandbox_request *request;

	if (!tree)
		test_fail("the sandbox's log has a line that is not JSON (%s): %.*s",
			  error_text(&err), (int)length, line);
	vec_push(&sandbox->trees, tree);
	request = vec_push_new(&sandbox->requests);
	*request = (struct sandbox_request){
		.method = member(tree, "method"),
		.path = member(tree, "path"),
		.host = member(tree, "host"),
		.query = json_get(tree, "query"),
		.form = json_get(tree, "form"),
		.status = (int)json_get_integer(tree, "status", 0),
	};
	json_as_bool(json_get(tree, "authorised"), &request->authorised);
	json_as_bool(json_get(tree, "credentials"), &request->credentials);
	request->encoding = json_get_string(tree, "encoding");
}

const struct sandbox_request *sandbox_requests(struct sandbox *sandbox, size_t *count)
{
	struct strbuf log = STRBUF_INIT(LOG_MAX);
	struct error err = ERROR_INIT;

	forget_requests(sandbox);
	if (!file_read(sandbox->log, &log, &err))
		test_fail("the sandbox's log: %s", error_text(&err));
	for (char *line = log.data, *end; (end = strchr(line, '\n')); line = end + 1)
		take_line(sandbox, line, (size_t)(end - line));
	strbuf_release(&log);
	*count = sandbox->requests.count;
	return sandbox->requests.items;
}

const char *sandbox_argument(const struct json *arguments, const char *name)
{
	return json_as_string(json_at(json_get(arguments, name), 0), NULL);
}

size_t sandbox_count(struct sandbox *sandbox, const char *method, const char *tail)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(sandbox, &count);

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(requests[i].path);

		found += strcmp(requests[i].method, method) == 0 && length >= strlen(tail) &&
			 strcmp(requests[i].path + length - strlen(tail), tail) == 0;
	}
	return found;
}

const char *sandbox_log(const struct sandbox *sandbox)
{
	return sandbox->log;
}

int sandbox_process(const struct sandbox *sandbox)
{
	return (int)sandbox->process;
}
