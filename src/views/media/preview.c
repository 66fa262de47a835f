#include "views/media/preview.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"
#include "ui/term.h"

#define PROGRAM "msgdeck-preview"
#define ANSWER_MAX ((size_t)PICTURE_SIDE_MAX * PICTURE_SIDE_MAX * 3 + 256)
#define READ_SIZE 65536
#define REAP_MS 5

struct preview {
	struct session *session;
	pid_t pid;
	int answer_fd;
	struct strbuf answer;
	unsigned limit_timer, reap_timer;
	preview_done *done;
	void *context;
};

/* Its process is gone. */
static void release(struct preview *preview)
{
	struct loop *loop = preview->session->loop;

	if (preview->limit_timer)
		loop_remove_timer(loop, preview->limit_timer);
	if (preview->reap_timer)
		loop_remove_timer(loop, preview->reap_timer);
	if (preview->answer_fd >= 0) {
		loop_remove_fd(loop, preview->answer_fd);
		close(preview->answer_fd);
	}
	preview->session->working--;
	strbuf_wipe(&preview->answer);
	free(preview);
}

void preview_cancel(struct preview *preview)
{
	if (!preview)
		return;
	child_kill(preview->pid);
	release(preview);
}

static void fail(struct preview *preview, const char *why)
{
	struct error err = ERROR_INIT;

	error_set(&err, ERROR_PROTOCOL, "%s", why);
	preview->done(preview->context, NULL, NULL, &err);
	error_release(&err);
	release(preview);
}

/* Its exit statuses, see src/preview/main.c. */
static const char *words_of(int status)
{
	if (!WIFEXITED(status))
		return "The picture could not be decoded: its decoder broke off";
	switch (WEXITSTATUS(status)) {
	case 3:
		return "This is neither JPEG, PNG nor GIF, whatever its type says";
	case 4:
		return "The file is damaged";
	case 5:
		return "The picture is too large to be decoded here";
	default:
		return "msgdeck-preview could not do its work";
	}
}

static void finish(struct preview *preview, int status)
{
	struct picture picture = { .width = 0 };
	struct picture_origin origin;
	struct error err = ERROR_INIT;

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fail(preview, words_of(status));
		return;
	}
	bool good = picture_parse(&picture, &origin, preview->answer.data, preview->answer.length,
				  &err);
	preview->done(preview->context, good ? &picture : NULL, &origin, good ? NULL : &err);
	picture_release(&picture);
	error_release(&err);
	release(preview);
}

/* All has been read; it is about to end. */
static void reap(void *context)
{
	struct preview *preview = context;
	int status;

	preview->reap_timer = 0;
	if (child_ended(preview->pid, &status))
		finish(preview, status);
	else
		preview->reap_timer =
			loop_add_timer(preview->session->loop, REAP_MS, reap, preview);
}

static void out_of_time(void *context)
{
	struct preview *preview = context;

	preview->limit_timer = 0;
	child_kill(preview->pid);
	fail(preview, "The picture took too long to be decoded");
}

static void answer_comes(void *context)
{
	struct preview *preview = context;
	char bytes[READ_SIZE];
	ssize_t got = read(preview->answer_fd, bytes, sizeof(bytes));

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got > 0 && strbuf_add(&preview->answer, bytes, (size_t)got))
		return;
	if (got > 0) {
		child_kill(preview->pid);
		fail(preview, "msgdeck-preview gave too much");
		return;
	}
	loop_remove_fd(preview->session->loop, preview->answer_fd);
	close(preview->answer_fd);
	preview->answer_fd = -1;
	reap(preview);
}

static bool find_program(struct strbuf *path, struct error *err)
{
	return file_find_program(PROGRAM, MSGDECK_LIBEXECDIR, path) ||
	       error_set(err, ERROR_IO,
			 "Pictures need the program " PROGRAM
			 " beside msgdeck or in %s, which this installation lacks",
			 MSGDECK_LIBEXECDIR);
}

/* A file in memory that is read from its start. */
static int input_of(const void *bytes, size_t length, struct error *err)
{
	int fd = memfd_create("picture", MFD_CLOEXEC);

	if (fd < 0) {
		error_errno(err, errno, "there is no memory for the picture");
		return -1;
	}
	if (file_write_all(fd, bytes, length, err) && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool start(struct preview *preview, const char *program, int input, unsigned width,
		  unsigned height, struct error *err)
{
	char columns[16], rows[16];
	bool cells = picture_wants_cells(term_depth(), term_has_utf8());
	const char *const argv[] = { program, columns, rows, cells ? "symbols" : NULL, NULL };
	int ends[2];

	snprintf(columns, sizeof(columns), "%u", width);
	snprintf(rows, sizeof(rows), "%u", height);
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return error_errno(err, errno, "there is no pipe for the picture");
	/* Only our end does not wait. */
	bool good = fcntl(ends[1], F_SETFL, 0) == 0 &&
		    child_start(
			    &(struct child_spec){
				    .argv = argv, .input = input, .output = ends[1], .errors = -1 },
			    &preview->pid, err);
	close(ends[1]);
	preview->answer_fd = good ? ends[0] : -1;
	if (!good)
		close(ends[0]);
	return good;
}

struct preview *preview_start(struct session *session, const void *bytes, size_t length,
			      unsigned width, unsigned height, preview_done *done, void *context,
			      struct error *err)
{
	struct strbuf program = STRBUF_INIT(STRBUF_LINE);
	struct preview *preview = xcalloc(1, sizeof(*preview));
	int input = find_program(&program, err) ? input_of(bytes, length, err) : -1;

	*preview = (struct preview){ .session = session,
				     .answer_fd = -1,
				     .answer = STRBUF_INIT(ANSWER_MAX),
				     .done = done,
				     .context = context };
	session->working++;
	bool good = input >= 0 && start(preview, program.data, input, width, height, err);
	if (input >= 0)
		close(input);
	strbuf_release(&program);
	if (!good) {
		release(preview);
		return NULL;
	}
	loop_add_fd(session->loop, preview->answer_fd, answer_comes, preview);
	preview->limit_timer =
		loop_add_timer(session->loop, PREVIEW_LIMIT_MS, out_of_time, preview);
	return preview;
}
