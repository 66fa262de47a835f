#include "views/messages/message_copy.h"

#include <string.h>

#include "base/mem.h"
#include "views/messages/message_choice.h"
#include "views/views.h"

struct copy_kind {
	const char *name;
	const char *help;
	void (*get)(const struct message_page *page, const struct message *message,
		    struct strbuf *out);
	bool has_text; /* of the message: not copied where texts are hidden */
};

static void copy_sid(const struct message_page *page, const struct message *message,
		     struct strbuf *out)
{
	(void)message;
	sid_write(&page->sid, out);
}

static void copy_text(const struct message_page *page, const struct message *message,
		      struct strbuf *out)
{
	(void)page;
	strbuf_add(out, message->body.data, message->body.length);
}

static void copy_from(const struct message_page *page, const struct message *message,
		      struct strbuf *out)
{
	(void)page;
	strbuf_add(out, message->from.data, message->from.length);
}

static void copy_to(const struct message_page *page, const struct message *message,
		    struct strbuf *out)
{
	(void)page;
	strbuf_add(out, message->to.data, message->to.length);
}

static void copy_service(const struct message_page *page, const struct message *message,
			 struct strbuf *out)
{
	(void)page;
	sid_write(&message->service, out);
}

static void copy_json(const struct message_page *page, const struct message *message,
		      struct strbuf *out)
{
	(void)message;
	strbuf_add(out, page->raw.data, page->raw.length);
}

static const struct copy_kind copy_kinds[] = {
	{ "sid", "The message's identifier", copy_sid, false },
	{ "text", "What it says, as it came", copy_text, true },
	{ "from", "The sender's address", copy_from, false },
	{ "to", "The recipient's address", copy_to, false },
	{ "service", "The Messaging Service's SID", copy_service, false },
	{ "json", "The whole record", copy_json, true },
};

unsigned message_copy(const struct message_page *page, struct command_call *call)
{
	const char *name = call->argc > 1 ? call->argv[1] : "sid";
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct message message;
	unsigned effects = EFFECT_FAILED;

	message_page_get(page, &message);
	for (size_t i = 0; i < ARRAY_SIZE(copy_kinds); i++) {
		if (strcmp(copy_kinds[i].name, name) != 0)
			continue;
		if (copy_kinds[i].has_text &&
		    !message_choice_allowed(page->session, "copied", call->err))
			return EFFECT_FAILED;
		copy_kinds[i].get(page, &message, &text);
		if (text.length)
			effects = views_copy(call, name, text.data, text.length);
		else
			error_set(call->err, ERROR_USAGE, "This message has no %s to copy", name);
		strbuf_wipe(&text);
		return effects;
	}
	error_set(call->err, ERROR_USAGE,
		  "There is no \"%s\" to copy; try sid, text, from, to, service "
		  "or json",
		  name);
	return EFFECT_FAILED;
}

void message_copy_complete(const struct command_call *call, struct completion *completion)
{
	if (call->argc != 2)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(copy_kinds); i++)
		completion_add(completion, copy_kinds[i].name, copy_kinds[i].help);
}
