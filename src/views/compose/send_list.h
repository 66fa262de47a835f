/*
 * send_list.h - what the files of the screen that sends to a list share. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_COMPOSE_SEND_LIST_H
#define MSGDECK_VIEWS_COMPOSE_SEND_LIST_H

#include "ops/sendlist.h"
#include "ui/pager.h"
#include "views/session/session.h"
#include "views/views.h"

/* What can be said of a list, as NAME=VALUE behind its file and as commands. */
enum said { SAID_TEMPLATE, SAID_TEXT, SAID_FROM, SAID_SERVICE, SAID_SEND_AT, SAIDS };

struct send_list_view {
	struct view base;
	struct session *session;
	char *path;
	char *said[SAIDS]; /* NULL: nothing */
	enum mailing_repeats repeats;
	bool skip_bad;
	struct sendlist *list; /* NULL: it could not be opened */
	struct error error;    /* why */
	bool reading;
	struct pager *pager;
};

/* The same file again, with what is said of it now. */
void send_list_read(struct send_list_view *view);
/* One thing that is said of the list; "" takes it back. A service may be called by its name. */
bool send_list_set(struct send_list_view *view, const char *name, const char *value,
		   struct error *err);
/* The commands that say something: with a value, else they ask for it or let it be chosen. */
unsigned send_list_run_text(struct command_call *call);
unsigned send_list_run_template(struct command_call *call);
unsigned send_list_run_from(struct command_call *call);
unsigned send_list_run_service(struct command_call *call);
unsigned send_list_run_send_at(struct command_call *call);
/* What the screens say on which sender and service are chosen. */
unsigned send_list_run_set(struct command_call *call);
void send_list_complete_template(const struct command_call *call, struct completion *completion);

/* What the list comes to; NULL before it was read to its end, and where it is none. */
const struct estimate *send_list_estimate(const struct send_list_view *view);
/* Asks for the prices of its countries. */
void send_list_want_prices(struct send_list_view *view);
/* Whether some of them have not come yet. */
bool send_list_asks_prices(const struct send_list_view *view);
/* What it costs, for the review. */
void send_list_note_cost(const struct send_list_view *view, struct plan *plan);
/* The screen's text; data: the view. */
extern const struct pager_source send_list_source;

#endif
