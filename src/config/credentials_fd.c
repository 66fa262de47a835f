#include "config/credentials_fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"

enum { TEXT_MAX = 16 * 1024 };

static const enum option_id names[] = { OPTION_ACCOUNT_SID, OPTION_API_KEY, OPTION_API_SECRET,
					OPTION_AUTH_TOKEN };

/* -- reading ----------------------------------------------------------------------------------- */

/* Of a file that was opened for us; its name is only for the command that mends it. */
static bool check_file(int fd, struct error *err)
{
	char link[64], path[4096];
	struct file_access access;

	if (fcntl(fd, F_GETFD) < 0)
		return error_set(err, ERROR_USAGE, "it is not open");
	if (isatty(fd))
		return error_set(err, ERROR_USAGE, "it is a terminal, which shows what is typed");
	if (!file_access_open(fd, &access))
		return true;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t length = readlink(link, path, sizeof(path) - 1);
	path[length > 0 ? length : 0] = '\0';
	return file_check_private(path, &access, err);
}

static bool wait_for(int fd, int64_t deadline, struct error *err)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	int ready = 0;

	do {
		int64_t left = deadline - clock_mono_ms();
		ready = left > 0 ? poll(&poll_fd, 1, (int)left) : 0;
	} while (ready < 0 && errno == EINTR);
	if (ready < 0)
		return error_errno(err, errno, "it cannot be waited for");
	return ready > 0 || error_set(err, ERROR_LIMIT, "its end did not come in time");
}

static bool read_all(int fd, int limit_ms, struct strbuf *text, struct error *err)
{
	const int64_t deadline = clock_mono_ms() + limit_ms;
	char bytes[4096];
	ssize_t got = 1;

	while (got && wait_for(fd, deadline, err)) {
		got = read(fd, bytes, sizeof(bytes));
		if (got < 0 && errno != EINTR && errno != EAGAIN) {
			mem_wipe(bytes, sizeof(bytes));
			return error_errno(err, errno, "it cannot be read");
		}
		if (got > 0 && !strbuf_add(text, bytes, (size_t)got))
			break;
	}
	mem_wipe(bytes, sizeof(bytes));
	return !got || (text->overflow &&
			error_set(err, ERROR_LIMIT, "it holds more than %d bytes", TEXT_MAX));
}

/* -- lines ------------------------------------------------------------------------------------- */

static char *trim(char *text)
{
	size_t length;

	text += strspn(text, " \t\r");
	length = strlen(text);
	while (length && strchr(" \t\r", text[length - 1]))
		text[--length] = '\0';
	return text;
}

static bool find_name(const char *name, enum option_id *id)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const struct option_row *row = option_row(names[i]);

		*id = names[i];
		if (strcmp(row->name, name) == 0 || strcmp(row->official_name, name) == 0)
			return true;
	}
	return false;
}

/* One line, which is changed. */
static bool take_line(struct settings *settings, char *line, unsigned number, struct error *err)
{
	char *name = trim(line), *equals = strchr(name, '=');
	enum option_id id;

	if (!*name || *name == '#')
		return true;
	if (!equals)
		return error_set(err, ERROR_USAGE, "line %u is not NAME=VALUE", number);
	*equals = '\0';
	if (!find_name(trim(name), &id))
		return error_set(
			err, ERROR_USAGE,
			"the name in line %u is none of account_sid, api_key, api_secret and "
			"auth_token",
			number);
	if (settings->layers[LAYER_DESCRIPTOR][id].set)
		return error_set(err, ERROR_USAGE, "line %u gives %s once more", number,
				 option_row(id)->name);
	/* Somebody may have put the secret into the wrong line. */
	bool secret = option_row(id)->type == OPTION_TYPE_SECRET;
	if (settings_set_from(settings, LAYER_DESCRIPTOR, id, trim(equals + 1), number, NULL, NULL,
			      secret ? err : NULL))
		return true;
	return !secret &&
	       error_set(err, ERROR_USAGE, "line %u: %s is not %s and 32 hexadecimal digits",
			 number, option_row(id)->name, option_row(id)->prefix);
}

static bool take_lines(struct settings *settings, struct strbuf *text, struct error *err)
{
	char *line = text->data;
	unsigned number = 1;

	if (strlen(text->data) != text->length)
		return error_set(err, ERROR_USAGE, "it holds a NUL byte");
	for (; line; number++) {
		char *end = strchr(line, '\n');

		if (end)
			*end++ = '\0';
		if (!take_line(settings, line, number, err))
			return false;
		line = end;
	}
	return true;
}

bool credentials_fd_load(struct settings *settings, int limit_ms, struct error *err)
{
	int fd = (int)settings_number(settings, OPTION_CREDENTIALS_FD);
	struct strbuf text = STRBUF_INIT(TEXT_MAX);
	bool ok = true;

	if (!fd)
		return true;
	if (!settings->demo) {
		/* At once, so that growing leaves no copies behind. */
		strbuf_reserve(&text, TEXT_MAX);
		ok = check_file(fd, err) && read_all(fd, limit_ms, &text, err) &&
		     take_lines(settings, &text, err);
		strbuf_wipe(&text);
	}
	close(fd);
	return ok || error_prefix(err, "descriptor %d", fd);
}
