#include "support/pools.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/vec.h"
#include "support/api.h"
#include "support/fail.h"
#include "support/stage.h"

#define SERVICES "/v1/Services"
#define NUMBERS "/2010-04-01/Accounts/{account}/IncomingPhoneNumbers.json?PageSize=1000"
#define SID_LENGTH 34

static const struct {
	const char *list, *parameter;
} kinds[] = {
	{ "PhoneNumbers", "PhoneNumberSid" },
	{ "ShortCodes", "ShortCodeSid" },
	{ "AlphaSenders", "AlphaSender" },
	{ "ChannelSenders", "Sid" },
};

/* Requests of the tests' own, by their place in the sandbox's log. */
static struct VEC(size_t) ours;
static const struct sandbox *ours_of;

/* -- asking the sandbox ------------------------------------------------------------------------ */

/* Copies the SID of the record whose member has this value. */
static void find(struct api *api, const char *path, const char *list, const char *member,
		 const char *value, char sid[static SID_LENGTH + 1])
{
	struct json *json = api_get_json(api, path);
	const struct json *records = json_get(json, list);
	const char *found = NULL;

	for (size_t i = 0; !found && i < json_count(records); i++) {
		const char *has = json_get_string(json_at(records, i), member);
		if (has && strcmp(has, value) == 0)
			found = json_get_string(json_at(records, i), "sid");
	}
	if (!found || strlen(found) != SID_LENGTH)
		test_fail("there is no %s in %s", value, path);
	memcpy(sid, found, SID_LENGTH + 1);
	json_free(json);
}

static void find_service(const char *name, char sid[static SID_LENGTH + 1])
{
	struct api *api = api_open(behind_stage());

	find(api, SERVICES "?PageSize=1000", "services", "friendly_name", name, sid);
	api_close(api);
}

size_t pool_numbers(const char *service)
{
	struct api *api = api_open(behind_stage());
	char sid[SID_LENGTH + 1];
	char path[128];

	find_service(service, sid);
	snprintf(path, sizeof(path), SERVICES "/%s/PhoneNumbers?PageSize=1000", sid);
	struct json *json = api_get_json(api, path);
	size_t count = json_count(json_get(json, "phone_numbers"));
	json_free(json);
	api_close(api);
	return count;
}

/* -- behind msgdeck's back --------------------------------------------------------------------- */

static void note_ours(const char *method)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	if (ours_of != behind_stage())
		vec_clear(&ours);
	ours_of = behind_stage();
	while (count && strcmp(requests[count - 1].method, method) != 0)
		count--;
	vec_push(&ours, count - 1);
}

static bool is_ours(size_t index)
{
	for (size_t i = 0; ours_of == behind_stage() && i < ours.count; i++)
		if (ours.items[i] == index)
			return true;
	return false;
}

void pool_put(const char *service, const char *number)
{
	struct api *api = api_open(behind_stage());
	struct strbuf body = STRBUF_INIT(STRBUF_TEXT);
	char mg[SID_LENGTH + 1], pn[SID_LENGTH + 1];
	const char *form[] = { "PhoneNumberSid", pn, NULL };
	char path[128];

	find_service(service, mg);
	find(api, NUMBERS, "incoming_phone_numbers", "phone_number", number, pn);
	snprintf(path, sizeof(path), SERVICES "/%s/PhoneNumbers", mg);
	api_post(api, path, form, 201, &body);
	note_ours("POST");
	strbuf_release(&body);
	api_close(api);
}

void pool_take(const char *service, const char *number)
{
	struct api *api = api_open(behind_stage());
	struct strbuf body = STRBUF_INIT(STRBUF_TEXT);
	char mg[SID_LENGTH + 1], pn[SID_LENGTH + 1];
	char path[128];

	find_service(service, mg);
	find(api, NUMBERS, "incoming_phone_numbers", "phone_number", number, pn);
	snprintf(path, sizeof(path), SERVICES "/%s/PhoneNumbers/%s", mg, pn);
	api_delete(api, path, 204, &body);
	note_ours("DELETE");
	strbuf_release(&body);
	api_close(api);
}

/* -- reading the log --------------------------------------------------------------------------- */

struct pool_request {
	enum pool_verb verb;
	const char *service; /* SID_LENGTH bytes of the path */
	const char *sender;  /* SID_LENGTH bytes of path or form; an alpha sender's name */
	bool done;
};

struct pool_log VEC(struct pool_request);

static bool read_request(const struct sandbox_request *request, struct pool_request *out)
{
	const char *at = request->path + strlen(SERVICES "/");

	if (strncmp(request->path, SERVICES "/", strlen(SERVICES "/")) != 0 ||
	    strlen(at) < SID_LENGTH + 1 || at[SID_LENGTH] != '/' || json_count(request->query))
		return false;
	out->service = at;
	out->done = request->status >= 200 && request->status <= 299;
	if (out->done && !request->authorised)
		return false;
	at += SID_LENGTH + 1;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t length = strlen(kinds[i].list);
		if (strncmp(at, kinds[i].list, length) != 0)
			continue;
		at += length;
		if (strcmp(request->method, "POST") == 0 && !*at) {
			out->verb = POOL_ADD;
			out->sender = sandbox_argument(request->form, kinds[i].parameter);
			return out->sender && json_count(request->form) == 1;
		}
		out->verb = POOL_REMOVE;
		out->sender = at + 1;
		return strcmp(request->method, "DELETE") == 0 && *at == '/' &&
		       strlen(at + 1) == SID_LENGTH && json_count(request->form) == 0;
	}
	return false;
}

static void read_log(struct pool_log *log)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	for (size_t i = 0; i < count; i++) {
		struct pool_request request;
		if (strcmp(requests[i].method, "GET") == 0 || is_ours(i) ||
		    strncmp(requests[i].path, "/sandbox/", strlen("/sandbox/")) == 0)
			continue;
		if (!read_request(&requests[i], &request))
			test_fail("not a documented request of a pool: %s %s", requests[i].method,
				  requests[i].path);
		vec_push(log, request);
	}
}

static size_t count_requests(enum pool_verb verb, const char *service, bool only_done)
{
	struct pool_log log = { 0 };
	char sid[SID_LENGTH + 1];
	size_t found = 0;

	find_service(service, sid);
	read_log(&log);
	for (size_t i = 0; i < log.count; i++)
		found += log.items[i].verb == verb && (log.items[i].done || !only_done) &&
			 strncmp(log.items[i].service, sid, SID_LENGTH) == 0;
	vec_release(&log);
	return found;
}

size_t pool_asked(enum pool_verb verb, const char *service)
{
	return count_requests(verb, service, false);
}

size_t pool_done(enum pool_verb verb, const char *service)
{
	return count_requests(verb, service, true);
}

/* Where the sender is taken out of the one service, or put into the other; the log's end if never. */
static size_t place_of(const struct pool_log *log, enum pool_verb verb, const char *service,
		       const char *sender)
{
	size_t i = 0;

	while (i < log->count && (log->items[i].verb != verb || !log->items[i].done ||
				  strncmp(log->items[i].service, service, SID_LENGTH) != 0 ||
				  strncmp(log->items[i].sender, sender, SID_LENGTH) != 0))
		i++;
	return i;
}

void pool_only_moved(const char *from, const char *to, size_t senders)
{
	struct pool_log log = { 0 };
	char out[SID_LENGTH + 1], in[SID_LENGTH + 1];
	size_t taken = 0;

	find_service(from, out);
	find_service(to, in);
	read_log(&log);
	if (log.count != 2 * senders)
		test_fail("%zu requests that change something; %zu were expected", log.count,
			  2 * senders);
	for (size_t i = 0; i < log.count; i++) {
		const struct pool_request *request = &log.items[i];
		if (request->verb != POOL_REMOVE)
			continue;
		taken++;
		size_t removed = place_of(&log, POOL_REMOVE, out, request->sender);
		size_t added = place_of(&log, POOL_ADD, in, request->sender);
		if (removed != i || added == log.count || added < removed)
			test_fail("%.*s was not taken out of %s once and then put into %s",
				  SID_LENGTH, request->sender, from, to);
	}
	if (taken != senders)
		test_fail("%zu senders were taken out; %zu were expected", taken, senders);
	vec_release(&log);
}

void pool_nothing(void)
{
	struct pool_log log = { 0 };

	read_log(&log);
	if (log.count)
		test_fail("%zu requests that change something", log.count);
	vec_release(&log);
}
