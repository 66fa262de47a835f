#include "base/wake.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool wake_open(struct wake *wake, struct error *err)
{
	int fds[2];

	if (pipe2(fds, O_NONBLOCK | O_CLOEXEC) != 0)
		return error_errno(err, errno, "a pipe could not be made");
	*wake = (struct wake){ .read_fd = fds[0], .write_fd = fds[1] };
	return true;
}

void wake_close(struct wake *wake)
{
	if (wake->read_fd >= 0)
		close(wake->read_fd);
	if (wake->write_fd >= 0)
		close(wake->write_fd);
	*wake = (struct wake)WAKE_INIT;
}

/* A full pipe wakes as well as one more byte would. */
void wake_ring(const struct wake *wake)
{
	int kept = errno;
	ssize_t written;

	do {
		written = write(wake->write_fd, "", 1);
	} while (written < 0 && errno == EINTR);
	errno = kept;
}

void wake_drain(const struct wake *wake)
{
	char bytes[256];
	ssize_t got;

	do {
		got = read(wake->read_fd, bytes, sizeof(bytes));
	} while (got == (ssize_t)sizeof(bytes) || (got < 0 && errno == EINTR));
}
