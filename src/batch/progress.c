#include "batch/progress.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"

#define USUAL_WIDTH 80

void progress_init(struct progress *progress, bool quiet)
{
	*progress = (struct progress){ .watched = !quiet && isatty(STDERR_FILENO) == 1 };
}

bool progress_is_due(const struct progress *progress)
{
	return progress->watched &&
	       (!progress->shown_ms || clock_mono_ms() - progress->shown_ms >= PROGRESS_MS);
}

/* The last column is left free: a line that fills it may wrap. */
static size_t room(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
		return USUAL_WIDTH - 1;
	return size.ws_col - 1u;
}

static void replace(struct progress *progress, const char *text, size_t length, size_t width)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);

	strbuf_addch(&line, '\r');
	strbuf_add(&line, text, length);
	if (width < progress->width) {
		strbuf_addn(&line, ' ', progress->width - width);
		strbuf_addch(&line, '\r');
		strbuf_add(&line, text, length);
	}
	/* A terminal that has gone is no reason to stop. */
	file_write_all(STDERR_FILENO, line.data, line.length, NULL);
	strbuf_release(&line);
	progress->width = width;
}

void progress_show(struct progress *progress, const char *line)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE);
	size_t width;

	if (!progress->watched)
		return;
	text_clean(&clean, line, strlen(line), TEXT_ONE_LINE);
	size_t length = text_fit(clean.data, clean.length, room(), &width);
	replace(progress, clean.data, length, width);
	strbuf_release(&clean);
	progress->shown_ms = clock_mono_ms();
}

void progress_clear(struct progress *progress)
{
	if (progress->width)
		replace(progress, "", 0, 0);
}
