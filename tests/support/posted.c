#include "support/posted.h"

#include <string.h>

#include "base/json.h"
#include "support/fail.h"
#include "support/stage.h"

#define SID_LENGTH 34

static const struct sandbox_request *last_posted(const char *part, size_t *found)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);
	const struct sandbox_request *last = NULL;

	*found = 0;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(requests[i].method, "GET") == 0 || !strstr(requests[i].path, part))
			continue;
		last = &requests[i];
		++*found;
	}
	return last;
}

size_t posted(const char *part)
{
	size_t found;

	last_posted(part, &found);
	return found;
}

static bool is_path(const char *path, const char *wanted)
{
	for (; *wanted; wanted++) {
		if (*wanted != '*') {
			if (*path++ != *wanted)
				return false;
		} else if (strlen(path) < SID_LENGTH) {
			return false;
		} else {
			path += SID_LENGTH;
		}
	}
	return *path == '\0';
}

static void check_form(const struct json *form, const char *const *wanted)
{
	size_t count = 0;

	for (; *wanted; wanted += 2, count++) {
		const char *value = sandbox_argument(form, wanted[0]);

		if (!value || strcmp(value, wanted[1]) != 0 ||
		    json_count(json_get(form, wanted[0])) != 1)
			test_fail("%s is %s, not %s", wanted[0], value ? value : "not there",
				  wanted[1]);
	}
	if (json_count(form) != count)
		test_fail("%zu parameters were sent, not %zu", json_count(form), count);
}

void posted_last(const char *method, const char *path, int status, const char *const *form)
{
	size_t count;
	const struct sandbox_request *last = last_posted("", &count);

	if (!last)
		test_fail("nothing was changed");
	if (strcmp(last->method, method) != 0 || !is_path(last->path, path) ||
	    json_count(last->query) || !last->credentials)
		test_fail("not the documented request: %s %s", last->method, last->path);
	check_form(last->form, form);
	if (last->status != status)
		test_fail("answered with %d, not %d", last->status, status);
}
