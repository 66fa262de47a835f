#include "sandbox/reqlog.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "sandbox/jsonout.h"

bool reqlog_open(struct reqlog *log, const char *path, struct error *err)
{
	log->fd =
		open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (log->fd < 0)
		return error_errno(err, errno, "cannot write the log %s", path);
	return true;
}

void reqlog_close(struct reqlog *log)
{
	if (log->fd >= 0)
		close(log->fd);
	log->fd = -1;
	strbuf_wipe(&log->line);
}

static bool is_first_of_name(const struct params *params, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(params->items[j].name, params->items[i].name) == 0)
			return false;
	return true;
}

static void write_values(struct strbuf *out, const struct params *params, const char *name)
{
	bool first = true;

	strbuf_addch(out, '[');
	for (size_t i = 0; i < params->count; i++) {
		if (strcmp(params->items[i].name, name) != 0)
			continue;
		strbuf_addstr(out, first ? "" : ", ");
		out_string(out, params->items[i].value, params->items[i].length, true);
		first = false;
	}
	strbuf_addch(out, ']');
}

static void write_params(struct strbuf *out, const char *name, const struct params *params)
{
	bool first = true;

	strbuf_addf(out, ", \"%s\": {", name);
	for (size_t i = 0; i < params->count; i++) {
		if (!is_first_of_name(params, i))
			continue;
		strbuf_addstr(out, first ? "" : ", ");
		out_text(out, params->items[i].name);
		strbuf_addstr(out, ": ");
		write_values(out, params, params->items[i].name);
		first = false;
	}
	strbuf_addch(out, '}');
}

void reqlog_write(struct reqlog *log, const struct request *request,
		  const struct reqlog_entry *entry)
{
	struct strbuf *out = &log->line;
	char time[DATE_ISO_SIZE];

	if (log->fd < 0)
		return;
	strbuf_reset(out);
	date_format_iso(entry->now, time);
	strbuf_addf(out, "{\"time\": \"%s\", \"method\": ", time);
	out_text(out, request->method_name);
	strbuf_addstr(out, ", \"host\": ");
	out_text(out, request->host);
	strbuf_addf(out, ", \"credentials\": %s",
		    request->authorization == NULL ? "false" : "true");
	strbuf_addstr(out, ", \"encoding\": ");
	out_text(out, request->encoding);
	strbuf_addstr(out, ", \"path\": ");
	out_text(out, request->path);
	write_params(out, "query", &request->query);
	write_params(out, "form", &request->form);
	strbuf_addf(out, ", \"authorised\": %s, \"fault\": ", entry->authorised ? "true" : "false");
	out_text(out, request->fault == NULL ? NULL : fault_name(request->fault->kind));
	strbuf_addf(out, ", \"status\": %d, \"request_id\": \"%s\", \"concurrent\": %u}\n",
		    entry->status, entry->request_id, entry->concurrent);
	file_write_all(log->fd, out->data, out->length, NULL);
}
