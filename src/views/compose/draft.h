/*
 * draft.h - the message that was written last, until it is known to have been sent.
 *
 * The compose screen may be left while its message is on its way, so what was written is kept here: in
 * memory, wiped. When the plan has come to its end it is forgotten where all went out; else it holds
 * what is left to be sent, and says what came of the rest. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_COMPOSE_DRAFT_H
#define MSGDECK_VIEWS_COMPOSE_DRAFT_H

#include "base/strbuf.h"
#include "model/outgoing.h"
#include "model/sid.h"
#include "ui/style.h"

struct plan;
struct session;

enum draft_state {
	DRAFT_OFFERED, /* its review is open */
	DRAFT_SENDING, /* its plan is under way */
	DRAFT_SENT,    /* all of it */
	DRAFT_LEFT,    /* some or all was not sent: `values` are what is left, as it was typed */
	DRAFT_UNSURE,  /* likewise, and of some it is not known: sending again could send twice */
};

struct draft {
	enum draft_state state;
	char *values[OUTGOING_PARAMETERS];
	const struct plan *plan; /* DRAFT_SENDING */
	struct strbuf words;     /* what came of it; foreign parts are not cleaned */
	struct sid sid;          /* of the message that was made, where it was one */
};

/* Keeps a copy of what is about to be reviewed, in place of what was kept. */
void draft_offer(struct session *session, const struct outgoing *outgoing);
/* Its plan has begun, or it was decided against: then it is forgotten. For act_on_plan(); `session` is
 * the session. */
void draft_started(void *session, bool yes);
/* Looks at the plan, after NEWS_CHANGES; true when the state changed. */
bool draft_settle(struct session *session);
/* Whether no answer came for some of it, and it is looked for in the message list. */
bool draft_is_looked_for(const struct session *session);
/* Wipes and forgets. */
void draft_drop(struct session *session);

#endif
