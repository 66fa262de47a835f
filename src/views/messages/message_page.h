/*
 * message_page.h - all that is known of one message, as lines to read.
 *
 * The page is a source for a pager; its parts are items: state, facts, text, JSON. What the cache
 * holds is looked up by SID each time, so the page is always what the store says. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_MESSAGE_PAGE_H
#define MSGDECK_VIEWS_MESSAGES_MESSAGE_PAGE_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "ui/pager.h"
#include "views/session/session.h"

enum page_answer { PAGE_WAITING, PAGE_CAME, PAGE_FAILED };

struct message_page {
	struct session *session;
	struct sid sid;
	enum page_answer answer; /* of the server, asked for the latest */
	struct error error;      /* PAGE_FAILED */
	struct strbuf raw;       /* the JSON, indented */
	bool raw_has_text;       /* it holds the message's text */
	bool show_raw;
};

/* The items' keys. */
enum page_part { PAGE_STATE = 1, PAGE_FACTS, PAGE_TEXT, PAGE_RAW };

extern const struct pager_source message_page_source;

/* False when the cache does not have it. The texts are valid until the next change of the store. */
bool message_page_get(const struct message_page *page, struct message *message);

#endif
