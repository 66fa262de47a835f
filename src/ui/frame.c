#include "ui/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "ui/squeeze.h"
#include "ui/tty.h"

#define FRAME_MAX (4 * 1024 * 1024)
#define KEPT_MAX (64 * 1024)
/* Frames from this size on are worth the 16 bytes of synchronized output. */
#define SYNC_FROM 1024

static const char sync_begin[] = "\033[?2026h";
static const char sync_end[] = "\033[?2026l";
#define SYNC_LENGTH (sizeof(sync_begin) - 1)

static struct {
	FILE *stream;
	int stream_fd; /* the terminal, or the memory file within a frame */
	int memory_fd;
	struct strbuf before; /* see frame_before() */
	struct strbuf bytes;  /* room for sync_begin, what goes before, then the frame */
	unsigned row;         /* where it left the cursor, see squeeze() */
} frame = { .stream_fd = -1, .memory_fd = -1 };

bool frame_open(struct error *err)
{
	strbuf_init(&frame.before, STRBUF_LINE);
	strbuf_init(&frame.bytes, FRAME_MAX);
	frame.stream_fd = fcntl(tty_out(), F_DUPFD_CLOEXEC, 0);
	frame.stream = frame.stream_fd < 0 ? NULL : fdopen(frame.stream_fd, "w");
	frame.memory_fd = memfd_create("frame", MFD_CLOEXEC);
	if (frame.stream && frame.memory_fd >= 0)
		return true;
	error_errno(err, errno, "cannot open the terminal's streams");
	frame_close();
	return false;
}

void frame_close(void)
{
	if (frame.stream)
		fclose(frame.stream);
	else if (frame.stream_fd >= 0)
		close(frame.stream_fd);
	if (frame.memory_fd >= 0)
		close(frame.memory_fd);
	strbuf_wipe(&frame.before);
	strbuf_wipe(&frame.bytes);
	frame.stream = NULL;
	frame.stream_fd = -1;
	frame.memory_fd = -1;
}

FILE *frame_stream(void)
{
	return frame.stream;
}

void frame_before(const char *bytes, size_t length)
{
	strbuf_reset(&frame.before);
	strbuf_add(&frame.before, bytes, length);
}

void frame_begin(void)
{
	dup3(frame.memory_fd, frame.stream_fd, O_CLOEXEC);
}

/* Reads what was collected, from the memory file's beginning to where it was written to. The file keeps
 * its pages for the next frame: taking them away and getting them again costs more than the rest. */
static bool collect(void)
{
	off_t end = lseek(frame.memory_fd, 0, SEEK_CUR), at = 0;
	char bytes[8192];

	strbuf_reset(&frame.bytes);
	strbuf_add(&frame.bytes, sync_begin, SYNC_LENGTH);
	strbuf_add(&frame.bytes, frame.before.data, frame.before.length);
	while (at < end) {
		size_t left = (size_t)(end - at);
		ssize_t got = pread(frame.memory_fd, bytes,
				    left < sizeof(bytes) ? left : sizeof(bytes), at);

		if (got <= 0)
			return false;
		strbuf_add(&frame.bytes, bytes, (size_t)got);
		at += got;
	}
	if (end > KEPT_MAX && ftruncate(frame.memory_fd, 0) != 0)
		return false;
	return lseek(frame.memory_fd, 0, SEEK_SET) == 0;
}

bool frame_end(bool whole, bool sync, unsigned abilities)
{
	size_t skip = SYNC_LENGTH, start = skip + frame.before.length;
	bool ok;

	fflush(frame.stream);
	dup3(tty_out(), frame.stream_fd, O_CLOEXEC);
	ok = collect();
	if (whole)
		frame.row = 0;
	else
		strbuf_truncate(&frame.bytes,
				start + squeeze(frame.bytes.data + start,
						frame.bytes.length - start, abilities, &frame.row));
	strbuf_reset(&frame.before);
	if (sync && frame.bytes.length - skip >= SYNC_FROM) {
		strbuf_add(&frame.bytes, sync_end, sizeof(sync_end) - 1);
		skip = 0;
	}
	return tty_write(frame.bytes.data + skip, frame.bytes.length - skip) && ok;
}
