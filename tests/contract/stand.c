#include "stand.h"

#include <poll.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/price.h"
#include "support/term.h"

#define BODY_MAX ((size_t)16 << 20)
#define ACCOUNT "/2010-04-01/Accounts/{account}"
#define OURS "+15125550101" /* a number of the account's that may send */
#define THEIRS "+12015550177"
#define MADE "Made in the matrix"
#define RENAMED "Renamed in the matrix"
#define DAY date_from_civil(2026, 11, 20, 0, 0, 0)
#define PLACE(member) offsetof(struct stand, member)
#define NO_PLACE 0
#define AT(stand, place) ((const struct sid *)(const void *)((const char *)(stand) + (place)))

/* {sid} and {of} in a match stand for what the request names. */
static const struct kind {
	const char *name;
	const char *method, *match;
	enum job_kind job;
	enum change change;
	enum resource resource;
	const char *word;
	size_t sid, of; /* PLACE() of them */
	bool creates;
	const char *form[8];
} kinds[OPERATIONS] = {
	[OPERATION_LIST] = { "list messages", "GET", "/Messages[.]json", .job = JOB_HISTORY },
	[OPERATION_FETCH] = { "fetch message", "GET", "/Messages/{sid}[.]json", .job = JOB_MESSAGE,
			      .sid = PLACE(message) },
	[OPERATION_REDACT] = { "redact", "POST", "/Messages/{sid}[.]json", .job = JOB_CHANGE,
			       .change = CHANGE_REDACT, .sid = PLACE(redacted) },
	[OPERATION_CANCEL] = { "cancel", "POST", "/Messages/{sid}[.]json", .job = JOB_CHANGE,
			       .change = CHANGE_CANCEL, .sid = PLACE(cancelled) },
	[OPERATION_DELETE] = { "delete", "DELETE", "/Messages/{sid}[.]json", .job = JOB_CHANGE,
			       .change = CHANGE_DELETE, .sid = PLACE(deleted) },
	[OPERATION_SEND] = { "send", "POST", "/Messages[.]json", .job = JOB_CHANGE,
			     .change = CHANGE_SEND, .creates = true,
			     .form = { "To", THEIRS, "From", OURS, "Body", "hello" } },
	[OPERATION_MEDIA] = { "list media", "GET", "/Messages/{of}/Media[.]json", .job = JOB_READ,
			      .resource = RESOURCE_MEDIA, .of = PLACE(picture) },
	[OPERATION_CONTENT] = { "media content", "GET", "(/Media/|/media/){sid}",
				.job = JOB_CONTENT, .sid = PLACE(medium), .of = PLACE(picture) },
	[OPERATION_SERVICES] = { "list services", "GET", "/v1/Services([?]|$)", .job = JOB_READ,
				 .resource = RESOURCE_SERVICES },
	[OPERATION_SERVICE_CREATE] = { "create service", "POST", "/v1/Services$", .job = JOB_CHANGE,
				       .change = CHANGE_SERVICE_CREATE, .creates = true,
				       .form = { "FriendlyName", MADE } },
	[OPERATION_SERVICE_UPDATE] = { "update service", "POST", "/v1/Services/{sid}$",
				       .job = JOB_CHANGE, .change = CHANGE_SERVICE,
				       .sid = PLACE(service), .form = { "FriendlyName", RENAMED } },
	[OPERATION_SENDER_ADD] = { "add sender", "POST", "/v1/Services/{of}/PhoneNumbers$",
				   .job = JOB_CHANGE, .change = CHANGE_SENDER_ADD,
				   .sid = PLACE(joiner), .of = PLACE(service) },
	[OPERATION_SENDER_REMOVE] = { "remove sender", "DELETE",
				      "/v1/Services/{of}/PhoneNumbers/{sid}$", .job = JOB_CHANGE,
				      .change = CHANGE_SENDER_REMOVE, .sid = PLACE(member),
				      .of = PLACE(service) },
	[OPERATION_PRICE] = { "price", "GET", "/v1/Messaging/Countries/", .job = JOB_READ,
			      .resource = RESOURCE_PRICES, .word = "GB" },
	[OPERATION_DEACTIVATED] = { "deactivations", "GET", "/(D|d)eactivations",
				    .job = JOB_DEACTIVATED },
};

const char *operation_name(enum operation operation)
{
	return kinds[operation].name;
}

bool operation_changes(enum operation operation)
{
	return kinds[operation].job == JOB_CHANGE;
}

bool operation_creates(enum operation operation)
{
	return kinds[operation].creates;
}

static void add_pattern(const struct stand *stand, const struct kind *kind, struct strbuf *out)
{
	for (const char *p = kind->match; *p; p++) {
		char text[SID_SIZE];

		if (*p != '{') {
			strbuf_addch(out, *p);
			continue;
		}
		sid_format(AT(stand, p[1] == 's' ? kind->sid : kind->of), text);
		strbuf_addstr(out, text);
		p = strchr(p, '}');
	}
}

void operation_add_match(const struct stand *stand, enum operation operation, struct strbuf *rule)
{
	strbuf_addf(rule, ",method=%s,match=", kinds[operation].method);
	add_pattern(stand, &kinds[operation], rule);
}

/* -- setting up -------------------------------------------------------------------------------- */

static void take_sid(const struct json *record, const char *name, struct sid *sid)
{
	const char *text = json_get_string(record, name);

	assert_non_null(text);
	assert_true(sid_parse(text, strlen(text), sid));
}

/* Posts, and takes the SID of what came of it where one is wanted. */
static void post(struct stand *stand, const char *path, const char *const *form, struct sid *sid)
{
	struct strbuf body = STRBUF_INIT(BODY_MAX);
	struct json *json;

	api_post(stand->api, path, form, 201, &body);
	json = json_parse(body.data, body.length, NULL);
	if (sid)
		take_sid(json, "sid", sid);
	json_free(json);
	strbuf_release(&body);
}

#define FORM(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Three messages of the history that have gone out. */
static void choose_messages(struct stand *stand)
{
	struct sid *const wanted[] = { &stand->message, &stand->redacted, &stand->deleted };
	struct json *json = api_get_json(stand->api, ACCOUNT "/Messages.json?PageSize=100");
	const struct json *list = json_get(json, "messages");
	size_t chosen = 0;

	for (size_t i = 0; i < json_count(list) && chosen < ARRAY_SIZE(wanted); i++) {
		const struct json *message = json_at(list, i);

		if (strcmp(json_get_string(message, "status"), "delivered") == 0 &&
		    *json_get_string(message, "body"))
			take_sid(message, "sid", wanted[chosen++]);
	}
	assert_int_equal(chosen, ARRAY_SIZE(wanted));
	json_free(json);
}

static void send_picture(struct stand *stand)
{
	char path[160], sid[SID_SIZE];
	struct json *json;

	post(stand, ACCOUNT "/Messages.json",
	     FORM("To", "+12015550123", "From", OURS, "MediaUrl", "https://a.example/1.png"),
	     &stand->picture);
	sid_format(&stand->picture, sid);
	snprintf(path, sizeof(path), ACCOUNT "/Messages/%s/Media.json", sid);
	json = api_get_json(stand->api, path);
	take_sid(json_at(json_get(json, "media_list"), 0), "sid", &stand->medium);
	json_free(json);
}

/* Takes two numbers out of a pool that has them: one for ours, one for none. */
static void find_numbers(struct stand *stand)
{
	struct sid *const wanted[] = { &stand->member, &stand->joiner };
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), none = STRBUF_INIT(STRBUF_LINE);
	struct json *services = api_get_json(stand->api, "/v1/Services?PageSize=100"), *pool;
	const struct json *list = json_get(services, "services"), *numbers;
	size_t found = 0;

	for (size_t i = 0; i < json_count(list) && found < 2; i++) {
		const char *service = json_get_string(json_at(list, i), "sid");

		strbuf_reset(&path);
		strbuf_addf(&path, "/v1/Services/%s/PhoneNumbers", service);
		pool = api_get_json(stand->api, path.data);
		numbers = json_get(pool, "phone_numbers");
		for (size_t k = 0; k < json_count(numbers) && found < 2; k++) {
			take_sid(json_at(numbers, k), "sid", wanted[found++]);
			strbuf_reset(&path);
			strbuf_addf(&path, "/v1/Services/%s/PhoneNumbers/%s", service,
				    json_get_string(json_at(numbers, k), "sid"));
			api_delete(stand->api, path.data, 204, &none);
		}
		json_free(pool);
	}
	assert_int_equal(found, 2);
	json_free(services);
	strbuf_release(&path);
	strbuf_release(&none);
}

static void make_service(struct stand *stand)
{
	char path[160], service[SID_SIZE], member[SID_SIZE];

	post(stand, "/v1/Services", FORM("FriendlyName", "Matrix"), &stand->service);
	find_numbers(stand);
	sid_format(&stand->service, service);
	sid_format(&stand->member, member);
	snprintf(path, sizeof(path), "/v1/Services/%s/PhoneNumbers", service);
	post(stand, path, FORM("PhoneNumberSid", member), NULL);
}

static void schedule_message(struct stand *stand, int64_t when)
{
	char service[SID_SIZE], at[DATE_ISO_SIZE];
	struct json *services = api_get_json(stand->api, "/v1/Services");
	struct sid sid;

	take_sid(json_at(json_get(services, "services"), 0), "sid", &sid);
	json_free(services);
	sid_format(&sid, service);
	date_format_iso(when, at);
	post(stand, ACCOUNT "/Messages.json",
	     FORM("To", "+12015550123", "MessagingServiceSid", service, "Body", "later",
		  "ScheduleType", "fixed", "SendAt", at),
	     &stand->cancelled);
}

void stand_open(struct stand *stand, const char *const *options, int64_t skew)
{
	struct VEC(const char *) all = { 0 };

	memset(stand, 0, sizeof(*stand));
	vec_push(&all, "--messages");
	vec_push(&all, "1200");
	vec_push(&all, "--deactivated");
	vec_push(&all, "500");
	for (; options && *options; options++)
		vec_push(&all, *options);
	vec_push(&all, NULL);
	rig_open_at(&stand->rig, all.items, TERM_NOW + skew);
	vec_release(&all);
	stand->api = api_open(stand->rig.sandbox);
	choose_messages(stand);
	send_picture(stand);
	schedule_message(stand, TERM_NOW + skew + 86400);
	make_service(stand);
	sandbox_requests(stand->rig.sandbox, &stand->log_from);
}

static void release_outcomes(struct outcome *outcomes)
{
	for (int i = 0; i < OPERATIONS; i++) {
		error_release(&outcomes[i].error);
		vec_release(&outcomes[i].sids);
	}
}

void stand_connect(struct stand *stand)
{
	unsigned reads = 0;

	rig_connect(&stand->rig);
	for (int i = 0; i < OPERATIONS; i++)
		reads |= operation_changes((enum operation)i) ? 0 : 1u << i;
	stand_run(stand, reads);
	release_outcomes(stand->before);
	memcpy(stand->before, stand->now, sizeof(stand->before));
	memset(stand->now, 0, sizeof(stand->now));
	for (int i = 0; i < OPERATIONS; i++) {
		const struct outcome *outcome = &stand->before[i];

		if (outcome->job && (outcome->error.kind != ERROR_NONE || !outcome->items))
			fail_msg("%s, in peace: %s", kinds[i].name, error_text(&outcome->error));
	}
}

void stand_close(struct stand *stand)
{
	release_outcomes(stand->before);
	release_outcomes(stand->now);
	api_close(stand->api);
	rig_close(&stand->rig);
}

void stand_fault(struct stand *stand, const char *rule)
{
	struct strbuf body = STRBUF_INIT(BODY_MAX);

	if (rule)
		api_post(stand->api, "/sandbox/faults", FORM("Rule", rule), 201, &body);
	else
		api_delete(stand->api, "/sandbox/faults", 204, &body);
	strbuf_release(&body);
}

/* -- asking ------------------------------------------------------------------------------------ */

static uint64_t submit(const struct stand *stand, const struct kind *kind)
{
	struct job job = { .kind = kind->job,
			   .priority = PRIORITY_NOW,
			   .since = kind->job == JOB_DEACTIVATED ? DAY : DATE_NONE,
			   .change = kind->change };

	if (kind->sid)
		job.sid = *AT(stand, kind->sid);
	if (kind->of)
		job.of = *AT(stand, kind->of);
	if (kind->job == JOB_READ)
		job.list = list_id(kind->resource, kind->of ? &job.of : NULL, kind->word);
	if (kind->form[0]) {
		job.form = xcalloc(ARRAY_SIZE(kind->form) + 1, sizeof(*job.form));
		for (size_t i = 0; i < ARRAY_SIZE(kind->form) && kind->form[i]; i++)
			job.form[i] = xstrdup(kind->form[i]);
	}
	return fetch_submit(stand->rig.fetch, &job);
}

static size_t items_of(const struct kind *kind, const struct result *result)
{
	switch (kind->job) {
	case JOB_CONTENT:
		return result->content.length;
	case JOB_DEACTIVATED:
		return result->deactivated ? result->deactivated->number_count : 0;
	case JOB_READ:
		if (kind->resource == RESOURCE_PRICES && result->record_count)
			return ((const struct country_prices *)result->records)->outbound_count;
		return result->record_count;
	default:
		return result->message_count;
	}
}

static void keep(struct stand *stand, enum operation operation, struct result *result)
{
	struct outcome *outcome = &stand->now[operation];

	outcome->items += items_of(&kinds[operation], result);
	for (size_t i = 0; operation == OPERATION_LIST && i < result->message_count; i++)
		vec_push(&outcome->sids, result->messages[i].sid);
	if (result->kind == JOB_DEACTIVATED && !result->last)
		fetch_more(stand->rig.fetch, result->job);
	if (!result->last)
		return;
	outcome->ended = true;
	outcome->unclear = result->unclear;
	error_move(&outcome->error, &result->error);
}

void stand_run(struct stand *stand, unsigned operations)
{
	struct fetch *fetch = stand->rig.fetch;
	size_t left = 0;

	release_outcomes(stand->now);
	memset(stand->now, 0, sizeof(stand->now));
	for (int i = 0; i < OPERATIONS; i++) {
		stand->now[i].error = (struct error)ERROR_INIT;
		if (operations & 1u << i) {
			stand->now[i].job = submit(stand, &kinds[i]);
			left++;
		}
	}
	while (left) {
		struct pollfd fd = { .fd = fetch_wake_fd(fetch), .events = POLLIN };
		struct result *result = fetch_receive(fetch);

		if (!result && poll(&fd, 1, RIG_PATIENCE_MS) <= 0)
			fail_msg("no result comes any more");
		for (int i = 0; result && i < OPERATIONS; i++)
			if (stand->now[i].job == result->job)
				keep(stand, (enum operation)i, result);
		left -= result && result->last;
		result_free(result);
	}
	sids_normalise(&stand->now[OPERATION_LIST].sids);
}

/* Every message that was there before, but the one that is being deleted. */
static bool has_all_messages(const struct stand *stand)
{
	const struct sids *had = &stand->before[OPERATION_LIST].sids;
	const struct sids *have = &stand->now[OPERATION_LIST].sids;
	size_t at = 0;

	for (size_t i = 0; i < had->count; i++) {
		while (at < have->count &&
		       memcmp(have->items[at].bytes, had->items[i].bytes, 16) < 0)
			at++;
		if ((at == have->count || !sid_equal(&have->items[at], &had->items[i])) &&
		    !sid_equal(&had->items[i], &stand->deleted))
			return false;
	}
	return true;
}

bool stand_is_whole(const struct stand *stand, enum operation operation)
{
	const struct outcome *outcome = &stand->now[operation];

	if (outcome->error.kind != ERROR_NONE)
		return false;
	if (operation == OPERATION_LIST)
		return has_all_messages(stand);
	return operation_changes(operation) || outcome->items >= stand->before[operation].items;
}

bool stand_is_done_already(const struct stand *stand, enum operation operation)
{
	const struct error *err = &stand->now[operation].error;

	if (operation == OPERATION_DELETE || operation == OPERATION_SENDER_REMOVE)
		return err->http_status == 404 && err->code == 20404;
	if (operation == OPERATION_SENDER_ADD)
		return err->code == 21710;
	return operation == OPERATION_CANCEL && err->code == 30409;
}

/* -- the truth --------------------------------------------------------------------------------- */

static const struct json *find(const struct json *list, const struct sid *sid)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_get_string(json_at(list, i), "sid"), text) == 0)
			return json_at(list, i);
	return NULL;
}

static size_t count_named(const struct json *services, const char *name)
{
	size_t found = 0;

	for (size_t i = 0; i < json_count(services); i++)
		found += strcmp(json_get_string(json_at(services, i), "friendly_name"), name) == 0;
	return found;
}

static void count_messages(struct stand *stand, unsigned counts[OPERATIONS])
{
	struct json *json = api_get_json(stand->api, ACCOUNT "/Messages.json?PageSize=1000");
	const struct json *list = json_get(json, "messages");
	const struct json *redacted = find(list, &stand->redacted);
	const struct json *cancelled = find(list, &stand->cancelled);

	assert_non_null(redacted);
	assert_non_null(cancelled);
	counts[OPERATION_REDACT] = !*json_get_string(redacted, "body");
	counts[OPERATION_CANCEL] = strcmp(json_get_string(cancelled, "status"), "canceled") == 0;
	counts[OPERATION_DELETE] = !find(list, &stand->deleted);
	for (size_t i = 0; i < json_count(list); i++)
		counts[OPERATION_SEND] += strcmp(json_get_string(json_at(list, i), "to"), THEIRS) ==
					  0;
	json_free(json);
}

static void count_services(struct stand *stand, unsigned counts[OPERATIONS])
{
	struct json *json = api_get_json(stand->api, "/v1/Services?PageSize=1000");
	const struct json *list = json_get(json, "services");
	char path[160], service[SID_SIZE];

	counts[OPERATION_SERVICE_CREATE] = (unsigned)count_named(list, MADE);
	counts[OPERATION_SERVICE_UPDATE] = (unsigned)count_named(list, RENAMED);
	json_free(json);
	sid_format(&stand->service, service);
	snprintf(path, sizeof(path), "/v1/Services/%s/PhoneNumbers", service);
	json = api_get_json(stand->api, path);
	list = json_get(json, "phone_numbers");
	counts[OPERATION_SENDER_ADD] = find(list, &stand->joiner) != NULL;
	counts[OPERATION_SENDER_REMOVE] = !find(list, &stand->member);
	json_free(json);
}

void stand_count(struct stand *stand, unsigned counts[OPERATIONS])
{
	memset(counts, 0, OPERATIONS * sizeof(*counts));
	count_messages(stand, counts);
	count_services(stand, counts);
}

size_t stand_arrived(struct stand *stand, enum operation operation)
{
	const struct kind *kind = &kinds[operation];
	struct strbuf pattern = STRBUF_INIT(STRBUF_LINE);
	const struct sandbox_request *requests;
	size_t count, found = 0;
	regex_t regex;

	add_pattern(stand, kind, &pattern);
	assert_int_equal(regcomp(&regex, pattern.data, REG_EXTENDED | REG_NOSUB), 0);
	requests = sandbox_requests(stand->rig.sandbox, &count);
	for (size_t i = stand->log_from; i < count; i++)
		found += strcmp(requests[i].method, kind->method) == 0 &&
			 (requests[i].status == 0 || requests[i].status / 100 != 4) &&
			 regexec(&regex, requests[i].path, 0, NULL, 0) == 0;
	regfree(&regex);
	strbuf_release(&pattern);
	return found;
}
