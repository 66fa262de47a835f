#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "views/services/record_form.h"

const struct form_choice record_methods[] = { { "POST", NULL }, { "GET", NULL }, { NULL, NULL } };

static bool begins(const char *text, const char *with)
{
	return strncasecmp(text, with, strlen(with)) == 0;
}

bool record_check_url(void *context, const char *value, struct error *err)
{
	const char *host = strstr(value, "://");

	(void)context;
	if (!*value)
		return true;
	if (!begins(value, "http://") && !begins(value, "https://"))
		return error_set(err, ERROR_USAGE, "A URL begins with https:// or http://");
	if (!strcspn(host + 3, "/?#:"))
		return error_set(err, ERROR_USAGE, "The name of a host is missing");
	if (strpbrk(value, " \"<>\\^`{|}"))
		return error_set(err, ERROR_USAGE,
				 "A URL has no blanks, quotes, brackets or backslashes; write them "
				 "as %%20 and the like");
	return true;
}

void record_remark_url(void *context, const char *value, struct strbuf *out, enum style_role *role)
{
	(void)context;
	if (!begins(value, "http://"))
		return;
	strbuf_addstr(out, "not encrypted");
	*role = STYLE_WARNING;
}

bool record_check_name(void *context, const char *value, struct error *err)
{
	size_t length = strlen(value);
	size_t characters = 0;
	uint32_t codepoint;

	(void)context;
	for (size_t at = 0; at < length; characters++)
		at += text_decode(value + at, length - at, &codepoint);
	if (characters <= RECORD_NAME_MAX)
		return true;
	return error_set(err, ERROR_USAGE, "A name has at most %d characters; this has %zu",
			 RECORD_NAME_MAX, characters);
}
