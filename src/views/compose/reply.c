#include "views/compose/reply.h"

#include <string.h>

#include "base/mem.h"
#include "model/outgoing.h"
#include "views/views.h"

/* Messages of a contact that are looked at for what came in last. */
#define LOOK_MAX 500

/* "NAME=value" for the compose screen's arguments; NULL without a value. The caller frees. */
static char *argument(enum outgoing_parameter parameter, struct text value)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (!value.length)
		return NULL;
	strbuf_addf(&text, "%s=", outgoing_name(parameter));
	strbuf_add(&text, value.data, value.length);
	return strbuf_detach(&text, NULL);
}

static unsigned open_compose(struct session *session, struct text to, struct text from,
			     const struct sid *service, struct error *err)
{
	const char *argv[5] = { "compose" };
	char *owned[3];
	char sid[SID_SIZE] = "";
	int argc = 1;
	bool good;

	if (service && service->kind != SID_NONE)
		sid_format(service, sid);
	owned[0] = argument(OUT_TO, to);
	owned[1] = argument(OUT_FROM, from);
	owned[2] = argument(OUT_SERVICE, (struct text){ sid, strlen(sid) });
	for (size_t i = 0; i < ARRAY_SIZE(owned); i++)
		if (owned[i])
			argv[argc++] = owned[i];
	good = shell_open(session->shell, argc, argv, err);
	for (size_t i = 0; i < ARRAY_SIZE(owned); i++)
		mem_wipe_free(owned[i]);
	return good ? EFFECT_REDRAW : EFFECT_FAILED;
}

static unsigned reply_to(struct session *session, const struct message *message, struct error *err)
{
	struct text nobody = { NULL, 0 };

	if (message->direction == DIRECTION_INBOUND)
		return open_compose(session, message->from, message->to, NULL, err);
	if (message->service.kind != SID_NONE)
		return open_compose(session, message->to, nobody, &message->service, err);
	return open_compose(session, message->to, message->from, NULL, err);
}

unsigned reply_to_row(struct session *session, uint32_t row, struct error *err)
{
	struct message message;

	if (row == STORE_NO_ROW) {
		error_set(err, ERROR_USAGE, "There is no message here");
		return EFFECT_FAILED;
	}
	store_get(session->store, row, &message);
	return reply_to(session, &message, err);
}

unsigned reply_to_contact(struct session *session, uint32_t contact, struct error *err)
{
	struct store_contact about;
	struct message message;
	uint32_t row;
	size_t looked = 0;

	store_contact(session->store, contact, &about);
	for (row = about.newest; row != STORE_NO_ROW && looked < LOOK_MAX;
	     row = store_contact_older(session->store, row), looked++) {
		store_get(session->store, row, &message);
		if (message.direction == DIRECTION_INBOUND)
			return reply_to(session, &message, err);
	}
	return reply_to_row(session, about.newest, err);
}

unsigned reply_to_nobody(struct session *session, struct error *err)
{
	return views_open(session->shell, "compose", NULL, err);
}
