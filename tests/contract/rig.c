#include "rig.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"
#include "support/fail.h"

#define PAGE_MAX ((size_t)64 << 20)

static noreturn void failed(const char *text)
{
	fail_msg("%s", text);
	abort();
}

void rig_open(struct rig *rig, const char *const *options)
{
	rig_open_at(rig, options, 0);
}

void rig_open_at(struct rig *rig, const char *const *options, int64_t now)
{
	test_on_failure(failed);
	memset(rig, 0, sizeof(*rig));
	rig->refused = (struct error)ERROR_INIT;
	rig->sandbox = sandbox_start(options, now);
	api_settings_init(&rig->settings);
	api_settings_put(&rig->settings.api_base, sandbox_value(rig->sandbox, "url"));
	api_settings_put(&rig->settings.messaging_base, sandbox_value(rig->sandbox, "url"));
	api_settings_put(&rig->settings.pricing_base, sandbox_value(rig->sandbox, "url"));
	api_settings_put(&rig->settings.ca_file, sandbox_value(rig->sandbox, "ca_file"));
	api_settings_put(&rig->settings.account_sid, sandbox_value(rig->sandbox, "account_sid"));
	api_settings_put(&rig->settings.username, sandbox_value(rig->sandbox, "account_sid"));
	api_settings_put(&rig->settings.password, sandbox_value(rig->sandbox, "auth_token"));
}

void rig_connect(struct rig *rig)
{
	rig->fetch = fetch_start(&rig->settings, &rig->refused);
	if (!rig->fetch)
		fail_msg("fetch does not start: %s", error_text(&rig->refused));
}

void rig_close(struct rig *rig)
{
	fetch_stop(rig->fetch);
	sandbox_stop(rig->sandbox);
	api_settings_release(&rig->settings);
	error_release(&rig->refused);
}

static void keep(struct haul *haul, struct result *result)
{
	haul->results++;
	haul->bad_records += result->bad_records;
	haul->last_complete_to = result->complete_to;
	if (result->complete_to < haul->complete_to)
		haul->complete_to = result->complete_to;
	if (result->message_count && !haul->sids.count)
		haul->first = result->messages[0];
	for (size_t i = 0; i < result->message_count; i++) {
		const struct text body = result->messages[i].body;

		vec_push(&haul->sids, result->messages[i].sid);
		haul->bodies += body.length ? hash_bytes(body.data, body.length) : 0;
	}
	if (result->gone.kind != SID_NONE)
		vec_push(&haul->gone, result->gone);
	if (result->account) {
		haul->account = *result->account;
		haul->has_account = true;
	}
	if (result->raw.data)
		haul->raw = xstrndup(result->raw.data, result->raw.length);
	if (result->last) {
		error_move(&haul->error, &result->error);
		error_move(&haul->balance_error, &result->balance_error);
	}
}

void rig_collect(struct rig *rig, uint64_t id, size_t results, struct haul *haul)
{
	bool last = false;
	*haul = (struct haul){ .error = ERROR_INIT,
			       .balance_error = ERROR_INIT,
			       .complete_to = INT64_MAX };
	while (!last && (!results || haul->results < results)) {
		struct result *result = fetch_receive(rig->fetch);
		if (result && result->job == id) {
			last = result->last;
			keep(haul, result);
		} else if (!result) {
			struct pollfd fd = { .fd = fetch_wake_fd(rig->fetch), .events = POLLIN };
			if (poll(&fd, 1, RIG_PATIENCE_MS) <= 0)
				fail_msg("no result came");
		}
		result_free(result);
	}
}

void rig_run(struct rig *rig, struct job *job, struct haul *haul)
{
	rig_collect(rig, fetch_submit(rig->fetch, job), 0, haul);
}

void haul_release(struct haul *haul)
{
	vec_release(&haul->sids);
	vec_release(&haul->gone);
	error_release(&haul->error);
	error_release(&haul->balance_error);
	free(haul->raw);
}

static int compare(const void *a, const void *b)
{
	return memcmp(((const struct sid *)a)->bytes, ((const struct sid *)b)->bytes, 16);
}

void sids_normalise(struct sids *sids)
{
	size_t kept = 0;
	if (sids->count)
		qsort(sids->items, sids->count, sizeof(struct sid), compare);
	for (size_t i = 0; i < sids->count; i++)
		if (!kept || compare(&sids->items[kept - 1], &sids->items[i]) != 0)
			sids->items[kept++] = sids->items[i];
	sids->count = kept;
}

static void take_page(const struct strbuf *body, struct sids *sids)
{
	struct json *root = json_parse(body->data, body->length, NULL);
	const struct json *list = json_get(root, "messages");
	for (size_t i = 0; i < json_count(list); i++) {
		const char *text = json_get_string(json_at(list, i), "sid");
		struct sid sid;
		assert_non_null(text);
		assert_true(sid_parse(text, strlen(text), &sid));
		vec_push(sids, sid);
	}
	json_free(root);
}

void rig_list(struct rig *rig, struct sids *sids)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(PAGE_MAX);
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	*sids = (struct sids){ .count = 0 };
	strbuf_addstr(&path, "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000");
	do {
		api_get(api, path.data, 200, &body);
		take_page(&body, sids);
		strbuf_reset(&path);
	} while (api_find_member(&body, "next_page_uri", &path));
	strbuf_release(&path);
	strbuf_release(&body);
	api_close(api);
	sids_normalise(sids);
}

void assert_same_sids(const struct sids *a, const struct sids *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		assert_memory_equal(a->items[i].bytes, b->items[i].bytes, 16);
}

void rig_fault(struct rig *rig, const char *rule)
{
	struct api *api = api_open(rig->sandbox);
	struct strbuf body = STRBUF_INIT(PAGE_MAX);
	if (rule)
		api_post(api, "/sandbox/faults", (const char *const[]){ "Rule", rule, NULL }, 201,
			 &body);
	else
		api_delete(api, "/sandbox/faults", 204, &body);
	strbuf_release(&body);
	api_close(api);
}

size_t rig_count(struct rig *rig)
{
	size_t count, ours = 0;
	const struct sandbox_request *requests = sandbox_requests(rig->sandbox, &count);
	for (size_t i = 0; i < count; i++)
		ours += strncmp(requests[i].path, "/2010-04-01/", 12) == 0;
	return ours;
}

static bool is_own_number(const struct json *message)
{
	const char *from = json_get_string(message, "from");

	return strcmp(json_get_string(message, "direction"), "outbound-api") == 0 && from &&
	       strncmp(from, "+1", 2) == 0 && strlen(from) == 12;
}

void rig_send(struct rig *rig, int count)
{
	struct api *api = api_open(rig->sandbox);
	struct json *root =
		api_get_json(api, "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000");
	const struct json *list = json_get(root, "messages");
	struct strbuf body = STRBUF_INIT(STRBUF_TEXT);
	const char *from = NULL;

	for (size_t i = 0; !from && i < json_count(list); i++)
		if (is_own_number(json_at(list, i)))
			from = json_get_string(json_at(list, i), "from");
	assert_non_null(from);
	for (int i = 0; i < count; i++)
		api_post(api, "/2010-04-01/Accounts/{account}/Messages.json",
			 (const char *const[]){ "To", SENT_TO, "From", from, "Body", "hello",
						NULL },
			 201, &body);
	strbuf_release(&body);
	json_free(root);
	api_close(api);
}
