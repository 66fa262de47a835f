#include "views/session/program.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/vec.h"
#include "config/command.h"
#include "config/xdg.h"
#include "ui/term.h"

const char *const program_variables[] = {
	CHILD_PASS_COMMON, "TERM", "COLORTERM", "XAUTHORITY", NULL,
};

bool program_write_new(const char *path, const void *bytes, size_t length, struct error *err)
{
	int fd;

	if (!file_open_private(path, O_WRONLY | O_CREAT | O_EXCL, &fd, err))
		return false;
	bool good = file_write_all(fd, bytes, length, err) ||
		    error_prefix(err, "%s cannot be written", path);
	if (good && close(fd) != 0)
		good = error_errno(err, errno, "%s cannot be written", path);
	else if (!good)
		close(fd);
	if (!good)
		unlink(path);
	return good;
}

/* A directory of its own, so that the file has its proper name. */
static char *make_place(struct error *err)
{
	char *place = xdg_path(XDG_RUNTIME, "view-XXXXXX", err);
	char *above = xdg_path(XDG_RUNTIME, "", err);

	if (place && above && file_make_directory(above, err)) {
		if (mkdtemp(place)) {
			free(above);
			return place;
		}
		error_errno(err, errno, "%s cannot be made", place);
	}
	free(place);
	free(above);
	return NULL;
}

/* With what an editor leaves beside its file: swap files, copies of what was before. */
static void remove_place(const char *place)
{
	DIR *directory = opendir(place);

	for (struct dirent *entry; directory && (entry = readdir(directory));)
		unlinkat(dirfd(directory), entry->d_name, 0);
	if (directory)
		closedir(directory);
	rmdir(place);
}

void program_add_end(int status, struct strbuf *out)
{
	if (WIFSIGNALED(status))
		strbuf_addf(out, "was ended by signal %d", WTERMSIG(status));
	else
		strbuf_addf(out, "ended with status %d", WEXITSTATUS(status));
}

static bool run(const char *what, const char *command, const char *path, struct error *err)
{
	char **words = command_split(command, err);
	struct VEC(const char *) argv = { .items = NULL };
	struct strbuf end = STRBUF_INIT(STRBUF_LINE);
	pid_t pid;
	int status;

	if (!words)
		return error_prefix(err, "%s", what);
	for (char **word = words; *word; word++)
		vec_push(&argv, *word);
	vec_push(&argv, path);
	vec_push(&argv, NULL);
	term_leave();
	bool good = child_start(&(struct child_spec){ .argv = argv.items,
						      .pass = program_variables,
						      .terminal = true },
				&pid, err);
	status = good ? child_wait_terminal(pid) : 0;
	if (!term_enter(good ? err : NULL))
		good = false;
	program_add_end(status, &end);
	if (good && status != 0)
		good = error_set(err, ERROR_IO, "%s %s", words[0], end.data);
	strbuf_release(&end);
	vec_release(&argv);
	command_free(words);
	return good;
}

bool program_show(const char *what, const char *command, const char *name, const void *bytes,
		  size_t length, struct error *err)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	char *place = make_place(err);

	if (!place)
		return false;
	strbuf_addf(&path, "%s/%s", place, name);
	bool good = program_write_new(path.data, bytes, length, err) &&
		    run(what, command, path.data, err);
	remove_place(place);
	strbuf_release(&path);
	free(place);
	return good;
}
