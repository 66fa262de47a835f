#include "support/sent.h"

#include <stdbool.h>
#include <string.h>

#include "base/json.h"
#include "support/fail.h"
#include "support/stage.h"

#define TAIL "/Messages.json"

static bool is_send(const struct sandbox_request *request)
{
	size_t length = strlen(request->path);

	return strcmp(request->method, "POST") == 0 && length > strlen(TAIL) &&
	       strcmp(request->path + length - strlen(TAIL), TAIL) == 0;
}

size_t sent_count(void)
{
	return sandbox_count(behind_stage(), "POST", TAIL);
}

static const struct sandbox_request *find(size_t n)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	for (size_t i = 0; i < count; i++)
		if (is_send(&requests[i]) && n-- == 0)
			return &requests[i];
	test_fail("no message was asked for so many times");
}

/* How often the name stands before this place; `total` gets how often in all. */
static size_t earlier(const char *const *form, size_t at, size_t *total)
{
	size_t before = 0;

	*total = 0;
	for (size_t i = 0; form[i]; i += 2) {
		if (strcmp(form[i], form[at]) != 0)
			continue;
		before += i < at;
		++*total;
	}
	return before;
}

void sent_as(size_t n, const char *const *form)
{
	const struct sandbox_request *request = find(n);
	size_t names = 0;

	if (json_count(request->query) || !request->credentials)
		test_fail("not a documented request: %s %s", request->method, request->path);
	for (size_t i = 0; form[i]; i += 2) {
		const struct json *values = json_get(request->form, form[i]);
		size_t total, before = earlier(form, i, &total);
		const char *value = json_as_string(json_at(values, before), NULL);

		names += before == 0;
		if (!value || strcmp(value, form[i + 1]) != 0)
			test_fail("%s is \"%s\", not \"%s\"", form[i], value ? value : "(absent)",
				  form[i + 1]);
		if (json_count(values) != total)
			test_fail("%s was sent %zu times", form[i], json_count(values));
	}
	if (json_count(request->form) != names)
		test_fail("%zu parameters were sent, not %zu", json_count(request->form), names);
}
