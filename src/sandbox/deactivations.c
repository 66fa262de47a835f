/* deactivations.c - GET /v1/Deactivations and the files that it leads to.
 * https://www.twilio.com/docs/messaging/api/deactivations-resource */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "sandbox/content.h"
#include "sandbox/dates.h"
#include "sandbox/deactivated.h"
#include "sandbox/jsonout.h"

#define DAY 86400
/* 2020-08-27, the first day that there is a file for. */
#define FIRST_DAY 18501
#define DATE_LENGTH 10

/* "YYYY-MM-DD" and nothing else. */
static bool parse_day(const char *text, size_t length, int64_t *day)
{
	int64_t when;
	bool day_only;

	if (length != DATE_LENGTH || text[4] != '-' || text[7] != '-' ||
	    !dates_parse(text, length, &when, &day_only) || !day_only)
		return false;
	*day = when / DAY;
	return true;
}

void deactivation_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const struct param *date = params_get(&request->query, "Date");
	struct strbuf link = STRBUF_INIT(STRBUF_LINE);
	char path[64];
	int64_t day;

	if (date == NULL || !parse_day(date->value, date->length, &day)) {
		reply_error(reply, 30115);
	} else if (day < FIRST_DAY) {
		reply_error(reply, 30113);
	} else if (day >= account_now(&sandbox->account) / DAY) {
		reply_error(reply, 30114);
	} else {
		snprintf(path, sizeof(path), "/deactivations/%.*s.txt", DATE_LENGTH, date->value);
		content_link(sandbox, path, &link);
		reply->status = 307;
		if (!sandbox->account.assume.link_in_body)
			reply_header(reply, "Location", "%s", link.data);
		strbuf_addstr(reply->body, "{\"redirect_to\": ");
		out_text(reply->body, link.data);
		strbuf_addch(reply->body, '}');
	}
	strbuf_release(&link);
}

static size_t read_file(const void *cls, uint64_t at, char *to, size_t room)
{
	return deactivated_read(cls, at, to, room);
}

bool deactivations_content(struct sandbox *sandbox, const char *name, struct reply *reply)
{
	struct deactivated *deactivated;
	int64_t day;

	if (strlen(name) != DATE_LENGTH + strlen(".txt") ||
	    strcmp(name + DATE_LENGTH, ".txt") != 0 || !parse_day(name, DATE_LENGTH, &day))
		return false;
	deactivated = xmalloc(sizeof(*deactivated));
	deactivated_init(deactivated, &sandbox->account, day, sandbox->deactivated);
	reply->content_type = "text/plain";
	reply->source = (struct reply_source){ .read = read_file,
					       .free = free,
					       .cls = deactivated,
					       .size = deactivated_size(deactivated) };
	return true;
}
