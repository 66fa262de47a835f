/*
 * sender_view.h - what the screens of senders do alike: the pool, the picker, the numbers.
 *
 * Such a screen's struct begins with a struct sender_view; its view_ops take the functions here, or
 * call them. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICES_SENDER_VIEW_H
#define MSGDECK_VIEWS_SERVICES_SENDER_VIEW_H

#include "views/links.h"
#include "views/list/list_view.h"
#include "views/services/sender_list.h"
#include "views/services/sender_plan.h"

struct sender_view {
	struct list_view list;
	struct sender_list rows;
	/* What is said where there is no sender of any kind, with keys as keytext.h has them; NULL: that. */
	const char *empty;
};

/* The service that such a screen is about: the first word after its name. */
bool sender_view_service(int argc, const char *const *argv, struct sid *service, struct error *err);
/* After view->rows has been initialised: makes the table of the ops' columns, asks for all pools. */
void sender_view_open(struct sender_view *view);
void sender_view_refresh(struct view *view);
unsigned sender_view_result(struct view *view, const void *news);
bool sender_view_work(struct view *view, int64_t deadline_ns, unsigned *effects);
/* The table with its notice. */
void sender_view_draw(struct view *view, const struct pane *pane, unsigned levels);
/* Selection, search, pools that are missing. */
void sender_view_status(struct view *view, struct bar *bar);

/* The sender under the cursor. */
bool sender_view_cursor(struct sender_view *view, struct listed_sender *out);
/* What is selected, or else what the cursor is on, each with the service that has it. */
void sender_view_choice(struct sender_view *view, struct sender_choice *choice,
			enum plan_source *source);

/* Commands; their target is the view. */
bool sender_view_any(void *target, const char **why);
unsigned sender_view_run_traffic(struct command_call *call);
unsigned sender_view_run_copy(struct command_call *call);
unsigned sender_view_run_links(struct command_call *call);
/* Opens the choice of a service for what is chosen. */
unsigned sender_view_run_move(struct command_call *call);

#define SENDER_COMMAND_TRAFFIC                                                            \
	{                                                                                 \
		.name = "traffic", .args = "",                                            \
		.help = "Show the messages that it sent and received", .hint = "traffic", \
		.hint_rank = 2, .run = sender_view_run_traffic, .ready = sender_view_any, \
	}
#define SENDER_COMMAND_FILTER \
	FILTER_COMMAND(3, "Show only what matches a query: words, service:, …")
#define SENDER_COMMAND_COPY                                                               \
	{                                                                                 \
		.name = "copy-address", .args = "",                                       \
		.help = "Copy its address to the clipboard of your own machine (OSC 52)", \
		.hint = "copy", .hint_rank = 7, .run = sender_view_run_copy,              \
		.ready = sender_view_any,                                                 \
	}
#define SENDER_COMMAND_MOVE                                                               \
	{                                                                                 \
		.name = "move", .args = "",                                               \
		.help = "Move what is selected to another service; a review comes first", \
		.hint = "move", .hint_rank = 1, .flags = COMMAND_CHANGES_ACCOUNT,         \
		.run = sender_view_run_move, .ready = sender_view_any,                    \
	}

#endif
