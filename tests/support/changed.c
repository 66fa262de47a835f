#include "support/changed.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/vec.h"
#include "support/fail.h"
#include "support/stage.h"

#define MESSAGES "/Messages/"
#define TAIL ".json"
#define SID_LENGTH 34

static const char *const verb_names[CHANGED_VERBS] = { "redact", "delete", "cancel" };

/* The SID in ".../Messages/SID.json", or NULL. */
static const char *sid_of(const struct sandbox_request *request)
{
	const char *at = strstr(request->path, MESSAGES);

	if (!at)
		return NULL;
	at += strlen(MESSAGES);
	return strlen(at) == SID_LENGTH + strlen(TAIL) && strcmp(at + SID_LENGTH, TAIL) == 0 ? at
											     : NULL;
}

static bool has_only(const struct sandbox_request *request, const char *name, const char *value)
{
	const struct json *values = json_get(request->form, name);
	const char *given = sandbox_argument(request->form, name);

	return json_count(request->form) == 1 && json_count(values) == 1 && given &&
	       strcmp(given, value) == 0;
}

static bool is_done(const struct sandbox_request *request)
{
	return request->status >= 200 && request->status <= 299;
}

static enum changed_verb verb_of(const struct sandbox_request *request)
{
	/* A fault's answer comes before anybody looks at credentials. */
	bool was_let_in = request->authorised || !is_done(request);

	if (!sid_of(request) || json_count(request->query) || !was_let_in)
		test_fail("not a documented request: %s %s", request->method, request->path);
	if (strcmp(request->method, "DELETE") == 0 && json_count(request->form) == 0)
		return CHANGED_DELETE;
	if (strcmp(request->method, "POST") == 0 && has_only(request, "Body", ""))
		return CHANGED_REDACT;
	if (strcmp(request->method, "POST") == 0 && has_only(request, "Status", "canceled"))
		return CHANGED_CANCEL;
	test_fail("not a documented form: %s %s", request->method, request->path);
}

static bool changes(const struct sandbox_request *request)
{
	size_t length = strlen(request->path), tail = strlen("/Messages.json");

	if (strcmp(request->method, "GET") == 0)
		return false;
	return strcmp(request->method, "POST") != 0 || length < tail ||
	       strcmp(request->path + length - tail, "/Messages.json") != 0;
}

static int by_sid(const void *a, const void *b)
{
	return strncmp(*(const char *const *)a, *(const char *const *)b, SID_LENGTH);
}

struct sids VEC(const char *);

static size_t count_different(struct sids *sids)
{
	size_t different = sids->count > 0;

	if (sids->count)
		qsort(sids->items, sids->count, sizeof(*sids->items), by_sid);
	for (size_t i = 1; i < sids->count; i++)
		different += by_sid(&sids->items[i - 1], &sids->items[i]) != 0;
	return different;
}

void changed_read(struct changed *changed)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);
	struct sids sids[CHANGED_VERBS] = { 0 };

	*changed = (struct changed){ 0 };
	for (size_t i = 0; i < count; i++) {
		if (!changes(&requests[i]))
			continue;
		enum changed_verb verb = verb_of(&requests[i]);
		changed->asked[verb]++;
		if (!is_done(&requests[i]))
			continue;
		changed->done[verb]++;
		vec_push(&sids[verb], sid_of(&requests[i]));
	}
	for (int verb = 0; verb < CHANGED_VERBS; verb++) {
		changed->messages[verb] = count_different(&sids[verb]);
		vec_release(&sids[verb]);
	}
}

size_t changed_asked(enum changed_verb verb, const char *sid)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	for (size_t i = 0; i < count; i++)
		found += changes(&requests[i]) && verb_of(&requests[i]) == verb &&
			 strncmp(sid_of(&requests[i]), sid, SID_LENGTH) == 0;
	return found;
}

void changed_nothing(void)
{
	struct changed changed;

	changed_read(&changed);
	for (int verb = 0; verb < CHANGED_VERBS; verb++)
		if (changed.asked[verb])
			test_fail("asked to %s %zu times, though nobody said yes", verb_names[verb],
				  changed.asked[verb]);
}

void changed_only(enum changed_verb wanted, size_t messages)
{
	struct changed changed;

	changed_read(&changed);
	for (int verb = 0; verb < CHANGED_VERBS; verb++) {
		size_t expected = verb == (int)wanted ? messages : 0;

		if (changed.asked[verb] != expected || changed.done[verb] != expected ||
		    changed.messages[verb] != expected)
			test_fail("%s: %zu requests, %zu done, %zu messages; expected %zu of each",
				  verb_names[verb], changed.asked[verb], changed.done[verb],
				  changed.messages[verb], expected);
	}
}
