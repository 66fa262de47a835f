#include "views/custom.h"

#include <string.h>

#include "base/mem.h"
#include "config/columns.h"
#include "config/theme.h"
#include "views/changes/changes.h"
#include "views/session/session.h"
#include "views/views.h"

/* -- the profile ---------------------------------------------------------------------------------- */

static void offer_profiles(const struct session *session, struct completion *completion)
{
	const struct session_options *options = &session->options;

	for (size_t i = 0; i < options->profile_count; i++) {
		bool here = options->profile && strcmp(options->profile, options->profiles[i]) == 0;

		completion_add(completion, options->profiles[i], here ? "where you are" : "");
	}
}

bool custom_may_leave(const struct session *session, struct error *err)
{
	if (changes_running(session->changes))
		return error_set(err, ERROR_REFUSED,
				 "Changes are still under way in this account; stop them first, or "
				 "wait");
	if (session->writer)
		return error_set(err, ERROR_REFUSED,
				 "A file is still being written; wait until it is complete");
	return true;
}

static bool may_use_profile(const struct session *session, struct error *err)
{
	if (session->options.demo)
		return error_set(err, ERROR_REFUSED,
				 "The demo stands alone; leave it, and start msgdeck -p NAME");
	return custom_may_leave(session, err);
}

static bool use_profile(struct session *session, const char *name, struct error *err)
{
	const struct session_program *program = session->options.program;
	struct strbuf line = STRBUF_INIT(COMMAND_LINE_MAX);
	bool good = may_use_profile(session, err);

	strbuf_addstr(&line, "profile ");
	command_quote(&line, name);
	if (good && !shell_asks_to_leave_all(session->shell, line.data))
		good = program->use_profile(program->context, name, err);
	strbuf_release(&line);
	return good;
}

static void complete_name(void *session, const char *line, size_t length,
			  struct completion *completion)
{
	(void)length;
	completion->prefix = line;
	offer_profiles(session, completion);
}

static void profile_typed(void *context, const char *name)
{
	struct session *session = context;
	struct error err = ERROR_INIT;

	if (name && *name && !use_profile(session, name, &err))
		shell_error(session->shell, &err);
	error_release(&err);
}

unsigned custom_profile(struct command_call *call)
{
	struct session *session = call->target;

	if (call->argc > 1)
		return use_profile(session, call->argv[1], call->err) ? EFFECT_REDRAW
								      : EFFECT_FAILED;
	if (!may_use_profile(session, call->err))
		return EFFECT_FAILED;
	if (!session->options.profile_count) {
		error_set(
			call->err, ERROR_USAGE,
			"The config file has no profiles; msgdeck.conf(5) tells how to write them, "
			"and msgdeck import takes over those of the official CLI");
		return EFFECT_FAILED;
	}
	shell_prompt(session->shell, &(struct shell_prompt){
					     .label = "profile: ",
					     .complete = complete_name,
					     .done = profile_typed,
					     .context = session,
					     .list = true,
				     });
	return EFFECT_REDRAW;
}

void custom_complete_profile(const struct command_call *call, struct completion *completion)
{
	if (call->argc == 2)
		offer_profiles(call->target, completion);
}

/* -- the theme ------------------------------------------------------------------------------------ */

static bool use_theme(struct session *session, const char *name, struct error *err)
{
	const struct session_program *program = session->options.program;

	return program->use_theme(program->context, name, err);
}

static void offer_themes(struct completion *completion)
{
	struct strbuf names = STRBUF_INIT(STRBUF_TEXT);
	char *rest, *name;

	theme_list(&names);
	rest = names.data;
	while ((name = strsep(&rest, "\n")))
		if (*name)
			completion_add(completion, name, "");
	strbuf_release(&names);
}

static void complete_theme(void *context, const char *line, size_t length,
			   struct completion *completion)
{
	(void)context, (void)length;
	completion->prefix = line;
	offer_themes(completion);
}

/* Shown at once where there is such a theme; while its name is being typed there is none. */
static void theme_changes(void *context, const char *name)
{
	struct session *session = context;
	struct error err = ERROR_INIT;

	if (!use_theme(session, *name ? name : session->theme_before, &err) && strchr(name, '/'))
		shell_prompt_fault(session->shell, error_text(&err), 0, strlen(name));
	error_release(&err);
}

static void theme_typed(void *context, const char *name)
{
	struct session *session = context;
	struct error err = ERROR_INIT;
	const char *wanted = name && *name ? name : session->theme_before;

	if (!use_theme(session, wanted, &err)) {
		use_theme(session, session->theme_before, NULL);
		shell_error(session->shell, &err);
	} else if (name && *name) {
		shell_message(session->shell, STYLE_TEXT,
			      "theme = \"%s\"; in the config file keeps it", name);
	}
	error_release(&err);
	free(session->theme_before);
	session->theme_before = NULL;
}

unsigned custom_theme(struct command_call *call)
{
	struct session *session = call->target;

	if (call->argc > 1) {
		if (!use_theme(session, call->argv[1], call->err))
			return EFFECT_FAILED;
		strbuf_addf(&call->message, "theme = \"%s\"; in the config file keeps it",
			    call->argv[1]);
		return EFFECT_REDRAW;
	}
	free(session->theme_before);
	session->theme_before = xstrdup(session->options.theme);
	shell_prompt(session->shell, &(struct shell_prompt){
					     .label = "theme: ",
					     .complete = complete_theme,
					     .changed = theme_changes,
					     .done = theme_typed,
					     .context = session,
					     .list = true,
				     });
	return EFFECT_REDRAW;
}

void custom_complete_theme(const struct command_call *call, struct completion *completion)
{
	if (call->argc == 2)
		offer_themes(completion);
}

/* -- columns -------------------------------------------------------------------------------------- */

unsigned custom_keep_columns(struct command_call *call)
{
	struct session *session = call->target;
	struct view *view = shell_view(session->shell);
	struct table *table = view ? views_table(view) : NULL;
	bool none = call->argc > 1;

	if (none && strcmp(call->argv[1], "none") != 0) {
		error_set(call->err, ERROR_USAGE, "Write keep-columns, or keep-columns none");
		return EFFECT_FAILED;
	}
	if (!table) {
		error_set(call->err, ERROR_USAGE, "No list with columns has the keys here");
		return EFFECT_FAILED;
	}
	views_note_columns(session, view->ops, none ? NULL : table);
	if (!columns_keep(session->options.kept_columns, call->err))
		return EFFECT_FAILED;
	strbuf_addstr(&call->message, none ? "the columns are as usual the next time"
					   : "the columns are like this the next time, too");
	return EFFECT_NONE;
}

void custom_complete_keep_columns(const struct command_call *call, struct completion *completion)
{
	if (call->argc == 2)
		completion_add(completion, "none", "forget what was kept");
}

/* -- the config file ------------------------------------------------------------------------------ */

unsigned custom_reload(struct command_call *call)
{
	struct session *session = call->target;
	const struct session_program *program = session->options.program;

	if (!program->reload(program->context, &call->message, call->err))
		return EFFECT_FAILED;
	return EFFECT_REDRAW;
}
