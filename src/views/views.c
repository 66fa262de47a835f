#include "views/views.h"

#include <string.h>

#include "base/mem.h"
#include "ui/term.h"
#include "views/changes/changes.h"
#include "views/custom.h"
#include "views/find.h"
#include "views/go_to.h"
#include "views/list/cells.h"
#include "views/list/queries.h"
#include "views/session/alarm.h"
#include "views/session/restore.h"
#include "views/tour.h"

/* In the order of their number keys. */
static const struct view_ops *const roots[] = {
	&conversations_view_ops, &messages_view_ops,    &media_view_ops,     &services_view_ops,
	&numbers_view_ops,       &short_codes_view_ops, &scheduled_view_ops, &changes_view_ops,
	&prices_view_ops,        &overview_view_ops,
};
static const struct view_ops *const others[] = {
	&conversation_view_ops, &message_view_ops,       &medium_view_ops,
	&traffic_view_ops,      &pool_view_ops,          &picker_view_ops,
	&move_senders_view_ops, &short_code_view_ops,    &service_form_view_ops,
	&compose_view_ops,      &choose_sender_view_ops, &choose_service_view_ops,
	&country_view_ops,      &deactivations_view_ops, &account_view_ops,
	&activity_view_ops,     &plans_view_ops,         &tasks_view_ops,
	&output_view_ops,       &send_list_view_ops,     &first_run_view_ops
};

static const struct view_ops *const first_run_roots[] = { &first_run_view_ops };

static unsigned open_screen(struct shell *shell, int argc, const char *const *argv,
			    struct error *err)
{
	return shell_open(shell, argc, argv, err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

/* -- the program's own commands ---------------------------------------------------------------- */

/* Shows the screen that has the command's name. */
static unsigned run_screen(struct command_call *call)
{
	const struct session *session = call->target;

	return open_screen(session->shell, call->argc, call->argv, call->err);
}

/* In the order of enum cell_times. */
static const char *const times_words[] = { "mixed", "relative", "absolute" };

static unsigned run_times(struct command_call *call)
{
	size_t kind = ((size_t)cell_times_used() + 1) % ARRAY_SIZE(times_words);

	if (call->argc > 1) {
		for (kind = 0; kind < ARRAY_SIZE(times_words); kind++)
			if (strcmp(call->argv[1], times_words[kind]) == 0)
				break;
		if (kind == ARRAY_SIZE(times_words)) {
			error_set(call->err, ERROR_USAGE,
				  "Times are mixed, relative or absolute, not \"%s\"",
				  call->argv[1]);
			return EFFECT_FAILED;
		}
	}
	cell_use_times((enum cell_times)kind);
	strbuf_addf(&call->message, "times are %s", times_words[kind]);
	return EFFECT_REDRAW | EFFECT_SECONDARY;
}

static void complete_times(const struct command_call *call, struct completion *completion)
{
	for (size_t i = 0; call->argc == 2 && i < ARRAY_SIZE(times_words); i++)
		completion_add(completion, times_words[i], "");
}

#define CUSTOM_COMMANDS 4 /* the first of them work without an account, too */

static const struct command global_commands[] = {
	{
		.name = "profile",
		.args = "[NAME]",
		.help = "Go to another profile of the config file: another account, all anew",
		.max_args = 1,
		.run = custom_profile,
		.complete = custom_complete_profile,
	},
	{
		.name = "theme",
		.args = "[NAME]",
		.help = "Use another theme until the end; without a name, choose from all",
		.max_args = 1,
		.run = custom_theme,
		.complete = custom_complete_theme,
	},
	{
		.name = "keep-columns",
		.args = "[none]",
		.help = "Show this screen's columns as they are now the next time, too; none: forget",
		.max_args = 1,
		.run = custom_keep_columns,
		.complete = custom_complete_keep_columns,
	},
	{
		.name = "reload",
		.args = "",
		.help = "Read the config file and the theme again, as on SIGUSR1",
		.run = custom_reload,
	},
	{
		.name = "account",
		.args = "",
		.help = "Show the account and its balance, and look at another one",
		.run = run_screen,
	},
	{
		.name = "alerts",
		.args = "",
		.help = "Show what is alarming now, of what the options alert_* look at",
		.run = alarm_command,
	},
	{
		.name = "activity",
		.args = "",
		.help = "Show what is asked of Twilio, and how fast it is answered",
		.run = run_screen,
	},
	{
		.name = "find",
		.args = "WHAT",
		.help = "Show what has this SID, or the messages of this phone number or error code",
		.min_args = 1,
		.max_args = -1,
		.run = find_command,
	},
	{
		.name = "tasks",
		.args = "",
		.help = "Show what you may want to do, and how",
		.run = run_screen,
	},
	{
		.name = "forget-query",
		.args = "NAME",
		.help = "Forget a query that was saved here",
		.min_args = 1,
		.max_args = 1,
		.run = queries_run_forget,
		.complete = queries_complete,
	},
	{
		.name = "forget-session",
		.args = "",
		.help = "Forget what restore_session has kept of this account",
		.run = restore_forget,
	},
	{
		.name = "goto",
		.args = "[TEXT]",
		.help = "Go to a screen, query, service, number, country, contact or SID by a few letters",
		.max_args = -1,
		.run = go_to_command,
	},
	{
		.name = "query",
		.args = "[NAME]",
		.help = "Show the messages that match a query that has a name; without one, choose",
		.max_args = 1,
		.run = queries_run,
		.complete = queries_complete,
	},
	{
		.name = "save-query",
		.args = "NAME [QUERY]",
		.help = "Give a name to a query, or to what the messages are filtered by now",
		.min_args = 1,
		.max_args = -1,
		.run = queries_run_save,
		.complete = queries_complete,
	},
	{
		.name = "send-list",
		.args = "FILE [NAME=VALUE...]",
		.help = "Send a message for each row of a CSV file; it shows first what that comes to",
		.min_args = 1,
		.max_args = -1,
		.run = run_screen,
	},
	{
		.name = "times",
		.args = "[mixed|relative|absolute]",
		.help = "Tell times in lists as how long ago, or as the time of day; the next of them",
		.max_args = 1,
		.run = run_times,
		.complete = complete_times,
	},
	{
		.name = "tour",
		.args = "",
		.help = "Show a newcomer around, in a few cards",
		.run = tour_command,
	},
};

const struct command *views_commands(size_t *count)
{
	*count = ARRAY_SIZE(global_commands);
	return global_commands;
}

size_t views_count(void)
{
	return ARRAY_SIZE(roots) + ARRAY_SIZE(others);
}

const struct view_ops *views_at(size_t index)
{
	return index < ARRAY_SIZE(roots) ? roots[index] : others[index - ARRAY_SIZE(roots)];
}

bool views_stands_alone(size_t index)
{
	static const struct view_ops *const alone[] = {
		&activity_view_ops, &account_view_ops, &deactivations_view_ops,
		&plans_view_ops,    &compose_view_ops, &tasks_view_ops,
	};

	for (size_t i = 0; i < ARRAY_SIZE(alone); i++)
		if (views_at(index) == alone[i])
			return true;
	return index < ARRAY_SIZE(roots);
}

void views_register(struct shell *shell, struct session *session)
{
	if (!session->fetch) {
		shell_set_views(shell, first_run_roots, ARRAY_SIZE(first_run_roots), NULL, 0);
		shell_set_commands(shell, global_commands, CUSTOM_COMMANDS, session);
		shell_execute(shell, "open 1");
		return;
	}
	shell_set_views(shell, roots, ARRAY_SIZE(roots), others, ARRAY_SIZE(others));
	shell_set_commands(shell, global_commands, ARRAY_SIZE(global_commands), session);
	shell_execute(shell, "open 1");
}

/* -- leaving ----------------------------------------------------------------------------------- */

static void quit_answered(void *context, enum dialog_answer answer)
{
	struct session *session = context;

	if (answer == DIALOG_YES)
		shell_quit(session->shell, EXIT_SUCCESS);
}

bool views_may_quit(void *context)
{
	struct session *session = context;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (!changes_running(session->changes))
		return true;
	strbuf_addf(&text,
		    "Changes are still under way. What is not done yet stays as it is; the journal "
		    "tells how far they came:\n%s",
		    changes_journal(session->changes));
	shell_dialog(session->shell,
		     &(struct dialog_spec){
			     .kind = DIALOG_CONFIRM,
			     .title = "Leave in the middle?",
			     .text = text.data,
			     .go_on = "Leave",
		     },
		     quit_answered, session);
	strbuf_release(&text);
	return false;
}

void views_close_after(void *context, bool yes)
{
	const struct session *session = context;
	const struct view *view = shell_view(session->shell);

	if (yes && view &&
	    (view->ops == &picker_view_ops || view->ops == &move_senders_view_ops ||
	     view->ops == &send_list_view_ops))
		shell_back(session->shell);
}

/* -- what screens do alike --------------------------------------------------------------------- */

unsigned views_open(struct shell *shell, const char *screen, const char *argument,
		    struct error *err)
{
	const char *argv[] = { screen, argument };

	return open_screen(shell, argument ? 2 : 1, argv, err);
}

unsigned views_open_two(struct shell *shell, const char *screen, const char *first,
			const char *second, struct error *err)
{
	const char *argv[] = { screen, first, second };

	return open_screen(shell, second ? 3 : 2, argv, err);
}

void views_filter(struct shell *shell, const char *query)
{
	struct strbuf line = STRBUF_INIT(COMMAND_LINE_MAX);

	strbuf_addstr(&line, "filter ");
	command_quote(&line, query);
	shell_execute(shell, line.data);
	strbuf_wipe(&line);
}

unsigned views_open_filtered(struct shell *shell, const char *screen, const char *query,
			     struct error *err)
{
	unsigned effects = views_open(shell, screen, NULL, err);

	if (!(effects & EFFECT_FAILED))
		views_filter(shell, query);
	return effects;
}

unsigned views_open_sid(struct shell *shell, const char *screen, const struct sid *sid,
			struct error *err)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	return views_open(shell, screen, text, err);
}

unsigned views_open_message(struct shell *shell, struct session *session, uint32_t row,
			    struct error *err)
{
	struct sid sid = store_sid(session->store, row);

	return views_open_sid(shell, "message", &sid, err);
}

unsigned views_open_conversation(struct shell *shell, struct session *session, uint32_t contact,
				 const struct sid *sid, struct error *err)
{
	struct store_contact about;
	char text[SID_SIZE];
	unsigned effects;

	if (sid)
		sid_format(sid, text);
	store_contact(session->store, contact, &about);
	char *address = xstrndup(about.address.data, about.address.length);
	effects = views_open_two(shell, "conversation", address, sid ? text : NULL, err);
	free(address);
	return effects;
}

unsigned views_copy(struct command_call *call, const char *what, const char *text, size_t length)
{
	if (!term_copy(text, length, call->err))
		return EFFECT_FAILED;
	strbuf_addf(&call->message, "copied %s", what);
	return EFFECT_NONE;
}

unsigned views_copy_sid(struct command_call *call, const struct sid *sid)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

/* Below the oldest that are held. */
#define ASK_FOR_OLDER                                                                             \
	"A query with from:, to:, with:, since: or until: asks Twilio for older ones; \"msgdeck " \
	"export messages\" reads all of them, however many there are."
#define EVICTED "Older messages than these were left out of memory (memory_limit).\n" ASK_FOR_OLDER
#define NOT_LOADED "Older messages than these are not loaded (history_since).\n" ASK_FOR_OLDER

void views_list_notice(const struct session *session, bool filtered, bool any,
		       struct table_notice *notice)
{
	*notice = (struct table_notice){ .role = STYLE_DIM };
	switch (session->history) {
	case HISTORY_NONE:
	case HISTORY_FIRST:
		notice->role = STYLE_WAITING;
		notice->text = "Asking Twilio for the newest messages…";
		break;
	case HISTORY_FAILED:
		notice->role = STYLE_BAD;
		notice->text = error_text(&session->history_error);
		break;
	case HISTORY_LOADING:
		if (any)
			break;
		notice->text =
			filtered ? "Nothing matches so far; older messages are still loading.\n"
				   "Esc shows all again."
				 : "Nothing here so far; older messages are still loading.";
		break;
	case HISTORY_UNSENT:
	case HISTORY_COMPLETE:
		if (store_evicted(session->store, NULL) && !session->beyond.asked) {
			notice->role = STYLE_WARNING;
			notice->text = any || !filtered ? EVICTED : "Nothing matches.\n" EVICTED;
			break;
		}
		if (session->options.history_since != DATE_NONE && !session->beyond.asked) {
			notice->text = any || !filtered ? NOT_LOADED
							: "Nothing matches.\n" NOT_LOADED;
			break;
		}
		if (any || session_asks_beyond(session))
			break;
		notice->text = filtered ? "Nothing matches. Esc shows all again."
					: "This account has no messages yet.\n"
					  "New ones appear here by themselves.";
		break;
	}
}

void views_stay_at_top(const struct session *session, struct table *table)
{
	if (loop_keys(session->loop) == 0 && table_count(table))
		table_go(table, 0);
}

void views_add_selection(struct table *table, struct bar *bar)
{
	size_t selected = table_selected(table);
	size_t hidden;
	char text[COUNT_SIZE];

	if (!selected)
		return;
	count_format(selected, text);
	bar_add(bar, STYLE_SELECTED, 1, "%s selected", text);
	/* A selection of very many is counted in slices. */
	if (!table_hidden_known(table))
		return;
	hidden = table_selected_hidden(table);
	if (!hidden)
		return;
	count_format(hidden, text);
	bar_add(bar, STYLE_WARNING, 1, "%s of them out of sight", text);
}
