/*
 * views.h - the table of all screens, and the few things that they do alike.
 *
 * A new screen is one file and one row in views.c. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_VIEWS_H
#define MSGDECK_VIEWS_VIEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/shell.h"
#include "ui/view.h"
#include "views/session/session.h"

extern const struct view_ops conversations_view_ops;
extern const struct view_ops changes_view_ops;
extern const struct view_ops conversation_view_ops;
extern const struct view_ops tasks_view_ops;
extern const struct view_ops messages_view_ops;
extern const struct view_ops media_view_ops;
extern const struct view_ops medium_view_ops;
extern const struct view_ops message_view_ops;
extern const struct view_ops compose_view_ops;
/* argv[1]: the file; then NAME=VALUE, as its commands. */
extern const struct view_ops send_list_view_ops;
extern const struct view_ops plans_view_ops;
extern const struct view_ops choose_sender_view_ops;
extern const struct view_ops choose_service_view_ops;
extern const struct view_ops scheduled_view_ops;
extern const struct view_ops overview_view_ops;
/* Opens with session->piped; argv[1] and on: the command. */
extern const struct view_ops output_view_ops;
extern const struct view_ops first_run_view_ops;

extern const struct view_ops activity_view_ops;
/* argv[1]: the SID of an account to begin at. */
extern const struct view_ops account_view_ops;
extern const struct view_ops prices_view_ops;
/* argv[1], argv[2]: one or two countries, by letters or name. */
extern const struct view_ops country_view_ops;
extern const struct view_ops traffic_view_ops;
extern const struct view_ops services_view_ops;
extern const struct view_ops pool_view_ops;
extern const struct view_ops picker_view_ops;
extern const struct view_ops move_senders_view_ops;
extern const struct view_ops numbers_view_ops;
extern const struct view_ops deactivations_view_ops;
extern const struct view_ops short_codes_view_ops;
extern const struct view_ops short_code_view_ops;
/* argv[1]: the service's SID; "new" or nothing: make one. */
extern const struct view_ops service_form_view_ops;

/* Default keys of the screens, for keymap_parse(). */
extern const char views_default_keys[];

/* Gives the shell its screens and commands; without an account, the first-run screen alone. */
void views_register(struct shell *shell, struct session *session);

/* For shell_ops: asks before leaving while changes are under way. */
bool views_may_quit(void *session);

/* Every screen and the program's own commands, for documents made from the tables. */
size_t views_count(void);
const struct view_ops *views_at(size_t index);
/* Whether it can be opened by its name alone. */
bool views_stands_alone(size_t index);
const struct command *views_commands(size_t *count);

/* For act_on_plan(), with the session: what was to be chosen has been, so its screen closes. */
void views_close_after(void *session, bool yes);

/* Opens a screen, about `argument` unless that is NULL. Effects. */
unsigned views_open(struct shell *shell, const char *screen, const char *argument,
		    struct error *err);
/* The same, about `second` too unless that is NULL. */
unsigned views_open_two(struct shell *shell, const char *screen, const char *first,
			const char *second, struct error *err);
/* The screen that is shown keeps what matches the query alone. */
void views_filter(struct shell *shell, const char *query);
/* Opens a list so. Effects. */
unsigned views_open_filtered(struct shell *shell, const char *screen, const char *query,
			     struct error *err);
/* Opens the screen of what the SID names. Effects. */
unsigned views_open_sid(struct shell *shell, const char *screen, const struct sid *sid,
			struct error *err);
/* Opens the screen of the message in a row. Effects. */
unsigned views_open_message(struct shell *shell, struct session *session, uint32_t row,
			    struct error *err);
/* Opens a contact's conversation on the whole screen, at a message of it where `sid` is given. */
unsigned views_open_conversation(struct shell *shell, struct session *session, uint32_t contact,
				 const struct sid *sid, struct error *err);
/* Offers text to the operator's clipboard and says so: "copied the SID". Effects. */
unsigned views_copy(struct command_call *call, const char *what, const char *text, size_t length);
unsigned views_copy_sid(struct command_call *call, const struct sid *sid);

/* What a list of messages or contacts says: why it shows no row, or, where it shows any, why the rest
 * is missing. */
void views_list_notice(const struct session *session, bool filtered, bool any,
		       struct table_notice *notice);
/* Until the operator has pressed a key, the cursor is on the newest row, whatever arrives. */
void views_stay_at_top(const struct session *session, struct table *table);
/* "3 selected (1 out of sight)". */
void views_add_selection(struct table *table, struct bar *bar);

/* -- columns.c --------------------------------------------------------------------------------- */

/* Whether the config file's choice of columns names screens and columns that there are. */
bool views_check_columns(const struct column_choices *choices, const char *file, struct error *err);
/* Shows the columns that the config file chooses for this screen; whether it does. */
bool views_choose_columns(const struct session *session, const struct view_ops *ops,
			  struct table *table);

/* The list of the screen: the one that has the keys, or its own. NULL: none. */
struct table *views_table(struct view *view);
/* The columns as they are now are the screen's choice, for columns_keep(); NULL: there is none any more. */
void views_note_columns(const struct session *session, const struct view_ops *ops,
			const struct table *table);

#endif
