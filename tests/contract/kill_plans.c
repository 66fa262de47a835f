#include "kill_plans.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "ops/sendlist.h"
#include "support/api.h"

#define BODY_MAX ((size_t)64 << 20)

/* -- what there is to be changed --------------------------------------------------------------- */

static struct json *read_list(struct kill_rig *killer, const char *path)
{
	struct api *api = api_open(killer->rig.rig.sandbox);
	struct json *root = api_get_json(api, path);

	api_close(api);
	return root;
}

static struct sid sid_member(const struct json *record)
{
	const char *text = json_get_string(record, "sid");
	struct sid sid;

	assert_non_null(text);
	assert_true(sid_parse(text, strlen(text), &sid));
	return sid;
}

void kill_find_senders(struct kill_rig *killer)
{
	struct json *root = read_list(killer, "/v1/Services?PageSize=100");
	const struct json *list = json_get(root, "services");
	char text[SID_SIZE], path[128];

	for (size_t i = 0; i < json_count(list); i++) {
		const char *name = json_get_string(json_at(list, i), "friendly_name");

		if (strcmp(name, "Campaigns") == 0)
			killer->from = sid_member(json_at(list, i));
		else if (strcmp(name, "New shop") == 0)
			killer->to = sid_member(json_at(list, i));
	}
	json_free(root);
	sid_format(&killer->from, text);
	snprintf(path, sizeof(path), "/v1/Services/%s/PhoneNumbers?PageSize=1000", text);
	root = read_list(killer, path);
	list = json_get(root, "phone_numbers");
	for (size_t i = 0; i < json_count(list); i++)
		vec_push(&killer->senders, sid_member(json_at(list, i)));
	json_free(root);
}

void kill_find_number(struct kill_rig *killer)
{
	for (size_t i = 0; !killer->number && i < store_count(killer->rig.store); i++) {
		struct message message;

		store_get(killer->rig.store, store_at(killer->rig.store, i), &message);
		if (message.direction == DIRECTION_OUTBOUND_API && message.from.length == 12 &&
		    strncmp(message.from.data, "+1512", 5) == 0)
			killer->number = xstrndup(message.from.data, message.from.length);
	}
	assert_non_null(killer->number);
}

void kill_schedule(struct kill_rig *killer, size_t count)
{
	struct api *api = api_open(killer->rig.rig.sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX);
	char service[SID_SIZE], when[DATE_ISO_SIZE];

	sid_format(&killer->from, service);
	date_format_iso(clock_now() + 24 * 3600, when);
	for (size_t i = 0; i < count; i++) {
		const char *const form[] = { "To",
					     "+15005550123",
					     "MessagingServiceSid",
					     service,
					     "ScheduleType",
					     "fixed",
					     "SendAt",
					     when,
					     "Body",
					     "Come",
					     NULL };

		api_post(api, "/2010-04-01/Accounts/{account}/Messages.json", form, 201, &body);
	}
	strbuf_release(&body);
	api_close(api);
}

/* -- plans ------------------------------------------------------------------------------------- */

static struct plan *plan_moves(struct kill_rig *killer, size_t count)
{
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);
	struct sid from = killer->from;

	assert_true(killer->senders.count >= count);
	for (size_t i = 0; i < count; i++)
		assert_true(plan_add_target(plan, OP_MOVE_SENDER,
					    &(struct plan_target){ .sid = killer->senders.items[i],
								   .of = killer->from,
								   .to = killer->to },
					    NULL));
	/* The next one takes them back. */
	killer->from = killer->to;
	killer->to = from;
	return plan;
}

void kill_recipient(size_t item, char to[static SID_SIZE])
{
	snprintf(to, SID_SIZE, "+1500555%04zu", item);
}

static struct plan *plan_sends(struct kill_rig *killer, size_t count)
{
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);

	for (size_t i = 0; i < count; i++) {
		char to[SID_SIZE], body[64];
		const char *const form[] = { "To", to, "From", killer->number, "Body", body, NULL };

		/* Another one each time, so that it is not found for an earlier one. */
		snprintf(body, sizeof(body), "Come at nine, door %zu", killer->runs);
		kill_recipient(i, to);
		assert_true(plan_add_target(plan, OP_SEND, &(struct plan_target){ .form = form },
					    NULL));
	}
	return plan;
}

static void write_list(struct kill_rig *killer, size_t count)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	int fd = open(killer->list, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	strbuf_addstr(&text, "To,From,Body\n");
	for (size_t i = 0; i < count; i++) {
		char to[SID_SIZE];

		kill_recipient(i, to);
		strbuf_addf(&text, "%s,%s,\"Come at nine,\ndoor %zu\"\n", to, killer->number,
			    killer->runs);
	}
	assert_true(fd >= 0 && file_write_all(fd, text.data, text.length, NULL));
	close(fd);
	strbuf_release(&text);
}

/* The same messages from a file. */
static struct plan *plan_list(struct kill_rig *killer, size_t count)
{
	struct sendlist *list;
	struct plan *plan;

	write_list(killer, count);
	list = sendlist_open(&(struct sendlist_options){ .path = killer->list }, NULL);
	assert_non_null(list);
	sendlist_work(list, INT64_MAX);
	assert_true(sendlist_check(list, false, NULL));
	plan = sendlist_take_plan(list);
	sendlist_free(list);
	return plan;
}

struct plan *kill_plan(struct kill_rig *killer, enum op op, size_t count)
{
	struct plan *plan;

	if (op != OP_MOVE_SENDER && op != OP_SEND)
		return change_plan(&killer->rig, op, count);
	plan = op == OP_MOVE_SENDER ? plan_moves(killer, count)
	       : killer->list       ? plan_list(killer, count)
				    : plan_sends(killer, count);
	plan_judge(plan, NULL, INT64_MAX);
	return plan;
}
