#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/vec.h"

struct variables VEC(char *);

static bool is_passed(const char *variable, const char *const *pass)
{
	size_t name = strcspn(variable, "=");

	for (; pass && *pass; pass++) {
		size_t length = strlen(*pass);

		if (length && (*pass)[length - 1] == '*'
			    ? strncmp(variable, *pass, length - 1) == 0
			    : name == length && strncmp(variable, *pass, length) == 0)
			return true;
	}
	return false;
}

static void add_files(const struct child_spec *spec, posix_spawn_file_actions_t *actions)
{
	if (!spec->terminal) {
		int files[] = { spec->input, spec->output, spec->errors };

		for (int i = 0; i < (int)ARRAY_SIZE(files); i++) {
			if (files[i] >= 0)
				posix_spawn_file_actions_adddup2(actions, files[i], i);
			else
				posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR,
								 0);
		}
	}
	/* Ours are all closed on exec; this is for those of libraries that are not. */
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
	posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
#endif
}

static void set_attributes(const struct child_spec *spec, posix_spawnattr_t *attributes)
{
	static const int ours[] = { SIGPIPE, SIGINT, SIGQUIT, SIGTSTP,  SIGTTIN,
				    SIGTTOU, SIGHUP, SIGTERM, SIGWINCH, SIGUSR1 };
	sigset_t set;

	sigemptyset(&set);
	posix_spawnattr_setsigmask(attributes, &set);
	for (size_t i = 0; i < ARRAY_SIZE(ours); i++)
		sigaddset(&set, ours[i]);
	posix_spawnattr_setsigdefault(attributes, &set);
	posix_spawnattr_setpgroup(attributes, 0);
	posix_spawnattr_setflags(
		attributes, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
				    (spec->detached ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP)));
}

bool child_start(const struct child_spec *spec, pid_t *pid, struct error *err)
{
	struct variables variables = { .items = NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;

	for (char **variable = environ; *variable; variable++)
		if (is_passed(*variable, spec->pass))
			vec_push(&variables, *variable);
	for (const char *const *variable = spec->set; variable && *variable; variable++)
		vec_push(&variables, (char *)(uintptr_t)*variable);
	vec_push(&variables, NULL);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	add_files(spec, &actions);
	set_attributes(spec, &attributes);
	int failed = posix_spawnp(pid, spec->argv[0], &actions, &attributes,
				  (char *const *)(uintptr_t)spec->argv, variables.items);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	vec_release(&variables);
	return !failed || error_errno(err, failed, "%s cannot be started", spec->argv[0]);
}

bool child_ended(pid_t pid, int *status)
{
	pid_t got;

	do {
		got = waitpid(pid, status, WNOHANG);
	} while (got < 0 && errno == EINTR);
	return got == pid;
}

void child_kill(pid_t pid)
{
	int status;

	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
}

/* Even from the background, which is where whoever gave the terminal away is. */
static void give_terminal(pid_t group)
{
	sigset_t set, before;

	sigemptyset(&set);
	sigaddset(&set, SIGTTOU);
	pthread_sigmask(SIG_BLOCK, &set, &before);
	tcsetpgrp(STDIN_FILENO, group);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int child_wait_terminal(pid_t pid)
{
	int status = 0;
	pid_t got;

	give_terminal(pid);
	/* It may have asked for the terminal before it was its own. */
	kill(-pid, SIGCONT);
	do {
		got = waitpid(pid, &status, WUNTRACED);
		if (got == pid && WIFSTOPPED(status)) {
			give_terminal(pid);
			kill(-pid, SIGCONT);
		}
	} while (got == pid ? WIFSTOPPED(status) : errno == EINTR);
	give_terminal(getpgrp());
	return status;
}
