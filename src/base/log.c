#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

enum {
	SECRETS_MAX = 8,
	TEXT_MAX = 64 * 1024, /* of one call, before it is cleaned */
	LINE_CELLS = 4096,    /* of one line's text; the rest is cut */
	LEVEL_OFF = -1,
};

static const char *const level_names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARNING] = "warn",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

static _Atomic int current_level = LEVEL_OFF;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;                  /* under lock */
static const char *secrets[SECRETS_MAX]; /* under lock */
static size_t secret_count;              /* under lock */

static void close_locked(void)
{
	atomic_store(&current_level, LEVEL_OFF);
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}

bool log_open(const char *path, enum log_level level, struct error *err)
{
	int fd;

	if (!file_open_private(path, O_WRONLY | O_APPEND, &fd, err))
		return false;
	pthread_mutex_lock(&lock);
	close_locked();
	log_fd = fd;
	atomic_store(&current_level, (int)level);
	pthread_mutex_unlock(&lock);
	return true;
}

void log_close(void)
{
	pthread_mutex_lock(&lock);
	close_locked();
	pthread_mutex_unlock(&lock);
}

bool log_enabled(enum log_level level)
{
	return (int)level <= atomic_load_explicit(&current_level, memory_order_relaxed);
}

/* The longest secret that starts here, so that one which begins like another leaves no tail. */
static size_t secret_at(const char *text, size_t length)
{
	size_t longest = 0;

	for (size_t i = 0; i < secret_count; i++) {
		size_t size = strlen(secrets[i]);
		if (size > longest && size <= length && !memcmp(text, secrets[i], size))
			longest = size;
	}
	return longest;
}

static void hide_secrets(struct strbuf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		size_t hidden = secret_at(text + i, length - i);
		if (hidden)
			strbuf_addstr(out, "***");
		else
			strbuf_addch(out, text[i]);
		i += hidden ? hidden : 1;
	}
}

static void add_head(struct strbuf *line, enum log_level level, const char *area)
{
	char date[DATE_ISO_SIZE];
	int64_t now = clock_now_ms();
	size_t length = date_format_iso(now / 1000, date);

	/* The fraction goes in front of the Z. */
	strbuf_addf(line, "%.*s.%03dZ %-5s ", (int)length - 1, date, (int)(now % 1000),
		    level_names[level]);
	text_clean(line, area, strlen(area), TEXT_ONE_LINE);
	strbuf_addstr(line, ": ");
}

static void add_text(struct strbuf *line, const struct strbuf *raw)
{
	struct strbuf hidden = STRBUF_INIT(raw->length * 3);
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	size_t cells;

	hide_secrets(&hidden, raw->data, raw->length);
	text_clean(&clean, hidden.data, hidden.length, TEXT_ONE_LINE);
	size_t fitting = text_fit(clean.data, clean.length, LINE_CELLS, &cells);
	strbuf_add(line, clean.data, fitting);
	if (fitting < clean.length)
		strbuf_addstr(line, " (cut)");
	strbuf_wipe(&hidden);
	strbuf_release(&clean);
}

void log_write(enum log_level level, const char *area, const char *format, ...)
{
	int kept = errno;
	struct strbuf raw = STRBUF_INIT(TEXT_MAX);
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);
	va_list args;

	if (!log_enabled(level))
		return;
	va_start(args, format);
	if (!strbuf_vaddf(&raw, format, args)) {
		strbuf_reset(&raw);
		strbuf_addstr(&raw, "(a text too long to log)");
	}
	va_end(args);

	pthread_mutex_lock(&lock);
	if (log_fd >= 0) {
		add_head(&line, level, area);
		add_text(&line, &raw);
		strbuf_addch(&line, '\n');
		/* A log that cannot be written must not stop the work it tells about. */
		file_write_all(log_fd, line.data, line.length, NULL);
	}
	pthread_mutex_unlock(&lock);
	strbuf_wipe(&raw);
	strbuf_release(&line);
	errno = kept;
}

void log_hide(const char *secret)
{
	if (!*secret)
		return;
	pthread_mutex_lock(&lock);
	assert(secret_count < SECRETS_MAX);
	secrets[secret_count++] = secret;
	pthread_mutex_unlock(&lock);
}

void log_unhide(const char *secret)
{
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < secret_count; i++)
		if (secrets[i] == secret)
			secrets[i--] = secrets[--secret_count];
	pthread_mutex_unlock(&lock);
}
