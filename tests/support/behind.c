#include "support/behind.h"

#include "support/api.h"
#include "support/fail.h"
#include "support/stage.h"

#define MESSAGES "/2010-04-01/Accounts/{account}/Messages"

static void post(struct api *api, const char *path, const char *const *form, int status,
		 struct strbuf *sid)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT);

	api_post(api, path, form, status, &answer);
	if (sid && !api_find_member(&answer, "sid", sid))
		test_fail("an answer without a SID: %s", answer.data);
	strbuf_release(&answer);
}

static void post_once(const char *path, const char *const *form, int status, struct strbuf *sid)
{
	struct api *api = api_open(behind_stage());

	post(api, path, form, status, sid);
	api_close(api);
}

void behind_send(const char *const *form, struct strbuf *sid)
{
	post_once(MESSAGES ".json", form, 201, sid);
}

/* Of the seed that every sandbox of the tests has. */
#define SERVICE "MG8521d0836a6b78e7180a01d70efe2f7f"

void behind_schedule(const char *to, size_t count)
{
	const char *const form[] = { "To",
				     to,
				     "Body",
				     "see you on Friday",
				     "ScheduleType",
				     "fixed",
				     "SendAt",
				     "2026-11-27T10:00:00Z",
				     "MessagingServiceSid",
				     SERVICE,
				     NULL };
	struct api *api = api_open(behind_stage());

	for (size_t i = 0; i < count; i++)
		post(api, MESSAGES ".json", form, 201, NULL);
	api_close(api);
}

static void add_path(const char *sid, struct strbuf *path)
{
	strbuf_addf(path, MESSAGES "/%s.json", sid);
}

void behind_delete(const char *sid)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), answer = STRBUF_INIT(STRBUF_TEXT);
	struct api *api = api_open(behind_stage());

	add_path(sid, &path);
	api_delete(api, path.data, 204, &answer);
	api_close(api);
	strbuf_release(&path);
	strbuf_release(&answer);
}

void behind_cancel(const char *sid)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	add_path(sid, &path);
	post_once(path.data, (const char *const[]){ "Status", "canceled", NULL }, 200, NULL);
	strbuf_release(&path);
}

void behind_update_service(const char *sid, const char *const *form)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "/v1/Services/%s", sid);
	post_once(path.data, form, 200, NULL);
	strbuf_release(&path);
}

void behind_break(const char *rule)
{
	post_once("/sandbox/faults", (const char *const[]){ "Rule", rule, NULL }, 201, NULL);
}

void behind_mend(void)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT);
	struct api *api = api_open(behind_stage());

	api_delete(api, "/sandbox/faults", 204, &answer);
	api_close(api);
	strbuf_release(&answer);
}
