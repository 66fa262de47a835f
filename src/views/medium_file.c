#include "views/medium_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/vec.h"
#include "config/command.h"
#include "config/xdg.h"
#include "ui/term.h"

/* What a viewer may know of our environment; the list is in the help of the option `viewer`. */
static const char *const passed_on[] = {
	"PATH",       "HOME",
	"USER",       "LOGNAME",
	"SHELL",      "TERM",
	"COLORTERM",  "TMPDIR",
	"DISPLAY",    "WAYLAND_DISPLAY",
	"XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS",
	"LANG",       "TZ",
	"LC_*",       "XDG_*",
	NULL,
};

static bool write_new(const char *path, const void *bytes, size_t length, struct error *err)
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

bool medium_file_save(const char *path, const void *bytes, size_t length, struct error *err)
{
	char *expanded = xdg_expand_home(path, err);
	bool good = expanded != NULL;

	if (good && access(expanded, F_OK) == 0)
		good = error_set(err, ERROR_USAGE, "%s exists already; give another name",
				 expanded);
	good = good && write_new(expanded, bytes, length, err);
	free(expanded);
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

static bool run_viewer(const char *command, const char *path, struct error *err)
{
	char **words = command_split(command, err);
	struct VEC(const char *) argv = { .items = NULL };
	pid_t pid;
	int status;

	if (!words)
		return error_prefix(err, "viewer");
	for (char **word = words; *word; word++)
		vec_push(&argv, *word);
	vec_push(&argv, path);
	vec_push(&argv, NULL);
	term_leave();
	bool good = child_start(
		&(struct child_spec){ .argv = argv.items, .pass = passed_on, .terminal = true },
		&pid, err);
	status = good ? child_wait_terminal(pid) : 0;
	if (!term_enter(good ? err : NULL))
		good = false;
	if (good && WIFEXITED(status) && WEXITSTATUS(status) != 0)
		good = error_set(err, ERROR_IO, "%s ended with status %d", words[0],
				 WEXITSTATUS(status));
	else if (good && WIFSIGNALED(status))
		good = error_set(err, ERROR_IO, "%s was ended by signal %d", words[0],
				 WTERMSIG(status));
	vec_release(&argv);
	command_free(words);
	return good;
}

bool medium_file_view(const struct session *session, const char *name, const void *bytes,
		      size_t length, struct error *err)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	char *place;

	if (!session->options.viewer)
		return error_set(
			err, ERROR_USAGE,
			"No viewer is set: put its command into the option \"viewer\", for "
			"example viewer = \"chafa\" or \"feh\"");
	place = make_place(err);
	if (!place)
		return false;
	strbuf_addf(&path, "%s/%s", place, name);
	bool good = write_new(path.data, bytes, length, err) &&
		    run_viewer(session->options.viewer, path.data, err);
	unlink(path.data);
	rmdir(place);
	strbuf_release(&path);
	free(place);
	return good;
}
