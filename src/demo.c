#include "demo.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#define DEMO_START_MS 30000
#define DEMO_STOP_MS 3000
#define DEMO_WORDS_MAX 4096

/* What the child may know of our environment: nothing that could be a secret. */
static const char *const passed_on[] = {
	"PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "XDG_RUNTIME_DIR", "MSGDECK_TEST_NOW",
};

struct child_files {
	int lifeline[2]; /* our end is [1] */
	int words[2];    /* our end is [0] */
	int complaints;  /* memory file that takes the child's standard error */
};

static bool find_program(struct strbuf *path, struct error *err)
{
	return file_find_program("msgdeck-sandbox", MSGDECK_BINDIR, path) ||
	       error_set(err, ERROR_IO,
			 "The demo needs the program msgdeck-sandbox beside msgdeck or in %s; "
			 "build or install it first",
			 MSGDECK_BINDIR);
}

static void close_files(struct child_files *files)
{
	int all[] = { files->lifeline[0], files->lifeline[1], files->words[0], files->words[1],
		      files->complaints };

	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		if (all[i] >= 0)
			close(all[i]);
}

static bool open_files(struct child_files *files, struct error *err)
{
	*files = (struct child_files){ { -1, -1 }, { -1, -1 }, -1 };
	if (pipe2(files->lifeline, O_CLOEXEC) == 0 && pipe2(files->words, O_CLOEXEC) == 0) {
		files->complaints = memfd_create("sandbox-stderr", MFD_CLOEXEC);
		if (files->complaints >= 0)
			return true;
	}
	error_errno(err, errno, "Cannot make pipes for the demo");
	close_files(files);
	return false;
}

static bool spawn_child(const char *program, const struct demo_options *options,
			const struct child_files *files, pid_t *pid, struct error *err)
{
	char messages[32], contacts[32], seed[32];
	const char *const argv[] = { "msgdeck-sandbox",
				     "--live",
				     "--exit-with-stdin",
				     "--messages",
				     messages,
				     "--contacts",
				     contacts,
				     "--seed",
				     seed,
				     NULL };
	char *env[ARRAY_SIZE(passed_on) + 1];
	size_t count = 0;
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;

	snprintf(messages, sizeof(messages), "%lld", (long long)options->messages);
	snprintf(contacts, sizeof(contacts), "%lld", (long long)options->contacts);
	snprintf(seed, sizeof(seed), "%lld", (long long)options->seed);
	for (size_t i = 0; i < ARRAY_SIZE(passed_on); i++) {
		const char *value = getenv(passed_on[i]);
		struct strbuf pair = STRBUF_INIT(STRBUF_LINE);
		if (!value)
			continue;
		strbuf_addf(&pair, "%s=%s", passed_on[i], value);
		env[count++] = strbuf_detach(&pair, NULL);
	}
	env[count] = NULL;
	sigemptyset(&none);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, files->lifeline[0], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, files->words[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, files->complaints, STDERR_FILENO);
	/* A group of its own: ^C and ^Z at the terminal are for the dashboard alone. */
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	int failed = posix_spawn(pid, program, &actions, &attributes,
				 (char *const *)(uintptr_t)argv, env);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	while (count > 0)
		free(env[--count]);
	return failed ? error_errno(err, failed, "Cannot start %s", program) : true;
}

/* Reads until the empty line that says "ready". */
static bool read_words(int fd, struct strbuf *words, struct error *err)
{
	int64_t deadline = clock_mono_ms() + DEMO_START_MS;

	while (!strstr(words->data, "\n\n")) {
		struct pollfd wait = { .fd = fd, .events = POLLIN };
		int64_t left = deadline - clock_mono_ms();
		char bytes[512];

		if (left <= 0)
			return error_set(err, ERROR_IO,
					 "The demo service did not get ready within %d s",
					 DEMO_START_MS / 1000);
		if (poll(&wait, 1, (int)left) < 0 && errno != EINTR)
			return error_errno(err, errno, "Cannot wait for the demo service");
		if (!wait.revents)
			continue;
		ssize_t got = read(fd, bytes, sizeof(bytes));
		if (got == 0)
			return error_set(err, ERROR_IO,
					 "The demo service stopped before it was ready");
		if (got > 0 && !strbuf_add(words, bytes, (size_t)got))
			return error_set(err, ERROR_LIMIT, "The demo service talks too much");
	}
	return true;
}

static char *take_word(const struct strbuf *words, const char *name)
{
	size_t length = strlen(name);
	const char *line = words->data;

	while (line && *line) {
		const char *end = strchr(line, '\n');
		if (strncmp(line, name, length) == 0 && line[length] == '=' && end)
			return xstrndup(line + length + 1, (size_t)(end - line) - length - 1);
		line = end ? end + 1 : NULL;
	}
	return NULL;
}

static bool take_words(struct demo *demo, const struct strbuf *words, struct error *err)
{
	demo->url = take_word(words, "url");
	demo->ca_file = take_word(words, "ca_file");
	demo->account_sid = take_word(words, "account_sid");
	demo->auth_token = take_word(words, "auth_token");
	if (demo->url && demo->ca_file && demo->account_sid && demo->auth_token)
		return true;
	return error_set(err, ERROR_PROTOCOL,
			 "The demo service did not say where it listens; "
			 "msgdeck and msgdeck-sandbox must be of one version");
}

static void add_complaints(int fd, struct error *err)
{
	char bytes[512];
	struct strbuf clean = STRBUF_INIT(DEMO_WORDS_MAX);
	ssize_t got = pread(fd, bytes, sizeof(bytes), 0);

	while (got > 0 && bytes[got - 1] == '\n')
		got--;
	if (got > 0 && err) {
		text_clean(&clean, bytes, (size_t)got, TEXT_ONE_LINE);
		error_prefix(err, "%s", clean.data);
	}
	strbuf_release(&clean);
}

bool demo_start(struct demo *demo, const struct demo_options *options, struct error *err)
{
	struct strbuf program = STRBUF_INIT(PATH_MAX * 2);
	struct strbuf words = STRBUF_INIT(DEMO_WORDS_MAX);
	struct child_files files;
	bool good = find_program(&program, err);

	if (good && (good = open_files(&files, err))) {
		good = spawn_child(program.data, options, &files, &demo->pid, err);
		if (!good)
			demo->pid = 0;
		/* Our copy must go, or the end of the child would not be seen. */
		close(files.words[1]);
		files.words[1] = -1;
		good = good && read_words(files.words[0], &words, err) &&
		       take_words(demo, &words, err);
		if (!good)
			add_complaints(files.complaints, err);
		demo->lifeline = files.lifeline[1];
		files.lifeline[1] = -1;
		close_files(&files);
	}
	strbuf_release(&program);
	strbuf_wipe(&words);
	if (!good)
		demo_stop(demo);
	return good;
}

/* Asks first, so that the child can remove its files; then insists. */
static void end_child(pid_t pid)
{
	struct pollfd ended = { .fd = pidfd_open(pid, 0), .events = POLLIN };

	kill(pid, SIGTERM);
	if (ended.fd < 0 || poll(&ended, 1, DEMO_STOP_MS) == 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (ended.fd >= 0)
		close(ended.fd);
}

void demo_stop(struct demo *demo)
{
	if (demo->lifeline >= 0)
		close(demo->lifeline);
	if (demo->pid > 0)
		end_child(demo->pid);
	free(demo->url);
	free(demo->ca_file);
	free(demo->account_sid);
	mem_wipe_free(demo->auth_token);
	*demo = (struct demo)DEMO_INIT;
}
