#include "config/command.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "base/vec.h"
#include "config/xdg.h"

enum {
	WORD_MAX = 4096,      /* bytes of one argument */
	COMPLAINT_MAX = 4096, /* bytes kept of what it says on stderr */
	COMPLAINT_CELLS = 120,
	SECRET_LENGTH = 32,
	READ_SIZE = 4096,
	READS_MAX = 16,
	STEP_MS = 10,
};

/* What the command may know of our environment. The list is in the help of password_command, too. */
static const char *const passed_on[] = {
	CHILD_PASS_COMMON, "SSH_AUTH_SOCK", "GNUPGHOME", "PASSWORD_STORE_*", NULL,
};

struct words VEC(char *);

/* Takes one word from *text, without its quotes. */
static bool take_word(const char **text, struct strbuf *word, struct error *err)
{
	char quote = '\0';

	for (; **text && (quote || !isspace((unsigned char)**text)); (*text)++) {
		char c = **text, next = (*text)[1];
		bool escapes = c == '\\' && quote != '\'' &&
			       (!quote || next == '"' || next == '\\');
		if (quote ? c == quote : c == '\'' || c == '"') {
			quote = quote ? '\0' : c;
			continue;
		}
		if (escapes && !next)
			return error_set(err, ERROR_USAGE, "ends in a lone backslash");
		if (escapes)
			c = *++(*text);
		if (!strbuf_addch(word, c))
			return error_set(err, ERROR_LIMIT, "has a word of more than %d bytes",
					 WORD_MAX);
	}
	if (quote)
		return error_set(err, ERROR_USAGE, "has no closing %c", quote);
	return true;
}

static bool split_words(const char *text, struct words *words, struct error *err)
{
	bool ok = true;

	while (ok) {
		struct strbuf word = STRBUF_INIT(WORD_MAX);
		while (isspace((unsigned char)*text))
			text++;
		if (!*text)
			break;
		bool at_home = *text == '~';
		ok = take_word(&text, &word, err);
		if (ok && words->count == COMMAND_ARGUMENTS_MAX)
			ok = error_set(err, ERROR_LIMIT, "has more than %d words",
				       COMMAND_ARGUMENTS_MAX);
		char *expanded = !ok       ? NULL
				 : at_home ? xdg_expand_home(word.data, err)
					   : xstrdup(word.data);
		strbuf_release(&word);
		if (expanded)
			vec_push(words, expanded);
		ok = expanded != NULL;
	}
	if (ok && words->count == 0)
		ok = error_set(err, ERROR_USAGE, "is empty");
	if (ok && !*words->items[0])
		ok = error_set(err, ERROR_USAGE, "names no program");
	return ok;
}

char **command_split(const char *text, struct error *err)
{
	struct words words = { .items = NULL };
	bool ok = split_words(text, &words, err);

	vec_push(&words, NULL);
	if (ok)
		return words.items;
	command_free(words.items);
	return NULL;
}

void command_free(char **argv)
{
	for (char **word = argv; word && *word; word++)
		free(*word);
	free(argv);
}

struct running {
	pid_t pid;
	int output[2]; /* our end is [0] */
	int complaints[2];
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_pipes(struct running *running)
{
	close_fd(&running->output[0]);
	close_fd(&running->output[1]);
	close_fd(&running->complaints[0]);
	close_fd(&running->complaints[1]);
}

static bool start(struct running *running, char **argv, struct error *err)
{
	*running = (struct running){ .output = { -1, -1 }, .complaints = { -1, -1 } };
	if (pipe2(running->output, O_CLOEXEC) != 0 || pipe2(running->complaints, O_CLOEXEC) != 0 ||
	    fcntl(running->output[0], F_SETFL, O_NONBLOCK) != 0 ||
	    fcntl(running->complaints[0], F_SETFL, O_NONBLOCK) != 0)
		return error_errno(err, errno, "cannot make a pipe");
	const struct child_spec spec = {
		.argv = (const char *const *)argv,
		.pass = passed_on,
		.input = -1,
		.output = running->output[1],
		.errors = running->complaints[1],
		.detached = true,
	};
	if (!child_start(&spec, &running->pid, err))
		return false;
	close_fd(&running->output[1]);
	close_fd(&running->complaints[1]);
	return true;
}

/* Reads what is there, but no more than a pipe holds; what `keep` cannot take is thrown away. Closes
 * the descriptor at its end. */
static void drain(int *fd, struct strbuf *keep)
{
	char bytes[READ_SIZE];

	for (int i = 0; *fd >= 0 && i < READS_MAX; i++) {
		ssize_t got = read(*fd, bytes, sizeof(bytes));
		if (got == 0)
			close_fd(fd);
		if (got <= 0)
			break;
		size_t room = keep->max - keep->length;
		keep->overflow |= (size_t)got > room;
		strbuf_add(keep, bytes, (size_t)got > room ? room : (size_t)got);
	}
	mem_wipe(bytes, sizeof(bytes));
}

/* The end of the output is not the end of the program, nor the other way round: a child of its own
 * may live on with our pipe. So both are looked at, the program in small steps. */
static bool wait_for_end(struct running *running, int limit_ms, struct strbuf *output,
			 struct strbuf *complaints, int *status, struct error *err)
{
	int64_t deadline = clock_mono_ms() + limit_ms;

	for (;;) {
		struct pollfd fds[] = {
			{ .fd = running->output[0], .events = POLLIN },
			{ .fd = running->complaints[0], .events = POLLIN },
		};
		bool ended = child_ended(running->pid, status);
		/* What it had written before it ended is there by now. */
		drain(&running->output[0], output);
		drain(&running->complaints[0], complaints);
		if (ended)
			running->pid = 0;
		if (output->overflow)
			return error_set(err, ERROR_LIMIT,
					 "printed more than %d bytes and was stopped", SECRET_MAX);
		if (ended)
			return true;
		if (clock_mono_ms() >= deadline)
			return error_set(err, ERROR_LIMIT,
					 "was not done within %d s and was stopped",
					 (limit_ms + 999) / 1000);
		poll(fds, ARRAY_SIZE(fds), STEP_MS);
	}
}

/* A program may say on stderr, too, what it was to print: neither that nor what can be a secret of
 * Twilio's, which are 32 letters and digits, is repeated. */
static void hide_secrets(struct strbuf *text, const struct strbuf *output)
{
	const size_t printed = strcspn(output->data, "\r\n");

	for (size_t at = 0; printed && at + printed <= text->length; at++)
		if (memcmp(text->data + at, output->data, printed) == 0)
			memset(text->data + at, '*', printed);
	for (size_t at = 0, run; at < text->length; at += run ? run : 1) {
		run = strspn(text->data + at, "0123456789abcdefghijklmnopqrstuvwxyz"
					      "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (run >= SECRET_LENGTH)
			memset(text->data + at, '*', run);
	}
}

static bool check_end(int status, const struct strbuf *output, struct strbuf *complaints,
		      struct error *err)
{
	struct strbuf clean = STRBUF_INIT(4 * COMPLAINT_MAX);
	size_t length = strcspn(complaints->data, "\n"), cells;

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	hide_secrets(complaints, output);
	text_clean(&clean, complaints->data, length, TEXT_ONE_LINE);
	length = text_fit(clean.data, clean.length, COMPLAINT_CELLS, &cells);
	if (WIFEXITED(status))
		error_set(err, ERROR_USAGE, "ended with status %d%s%.*s", WEXITSTATUS(status),
			  length ? ": " : "", (int)length, clean.data);
	else
		error_set(err, ERROR_USAGE, "was ended by signal %d", WTERMSIG(status));
	strbuf_release(&clean);
	return false;
}

static bool take_line(const struct strbuf *output, struct secret *secret, struct error *err)
{
	const char *end = memchr(output->data, '\n', output->length);
	size_t length = end ? (size_t)(end - output->data) : output->length;

	if (output->length == 0)
		return error_set(err, ERROR_USAGE, "printed nothing");
	if (length > 0 && output->data[length - 1] == '\r')
		length--;
	if (!secret_check(output->data, length, err))
		return error_prefix(err, "the first line that it printed");
	secret_set(secret, output->data, length);
	return true;
}

static bool run(char **argv, int limit_ms, struct secret *secret, struct error *err)
{
	struct strbuf output = STRBUF_INIT(SECRET_MAX), complaints = STRBUF_INIT(COMPLAINT_MAX);
	struct running running;
	int status = 0;

	/* At once, so that growing leaves no copies behind. */
	strbuf_reserve(&output, SECRET_MAX);
	bool ok = start(&running, argv, err);
	if (ok) {
		ok = wait_for_end(&running, limit_ms, &output, &complaints, &status, err) &&
		     check_end(status, &output, &complaints, err) &&
		     take_line(&output, secret, err);
		if (running.pid)
			child_kill(running.pid);
	}
	close_pipes(&running);
	strbuf_wipe(&output);
	strbuf_wipe(&complaints);
	return ok;
}

bool command_read_secret(const char *text, int limit_ms, struct secret *secret, struct error *err)
{
	char **argv = command_split(text, err);
	bool ok = argv && run(argv, limit_ms, secret, err);

	command_free(argv);
	return ok ? true : error_prefix(err, "password_command");
}
