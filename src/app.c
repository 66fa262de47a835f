#include "app.h"

#include <unistd.h>

#include "api/settings.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "batch/connection.h"
#include "batch/say.h"
#include "config/credentials.h"
#include "config/xdg.h"
#include "demo.h"
#include "fetch/fetch.h"
#include "live.h"
#include "ops/erase.h"
#include "setup.h"
#include "ui/shell.h"
#include "ui/term.h"
#include "views/changes/plans.h"
#include "views/find.h"
#include "views/frame.h"
#include "views/list/cells.h"
#include "views/list/query.h"
#include "views/session/restore.h"
#include "views/session/session.h"
#include "views/tour.h"
#include "views/views.h"

/* In the demo time flies, and nobody's account is polled too often. */
#define DEMO_POLL_MS 2000

/* Where one goes next: another account or another profile, until the loop comes to it. */
struct next {
	struct api_settings api;
	struct credentials credentials; /* of a profile, as is the setup */
	struct setup setup;
	struct fetch *fetch; /* of an account */
	unsigned timer;      /* 0: nowhere */
	bool profile;
};

struct app {
	struct setup setup;
	struct setups VEC(struct setup) retired; /* what the session still has texts of */
	struct demo demo;
	struct credentials credentials;
	uint8_t erasure_key[ERASE_KEY_SIZE];
	struct api_settings api;
	struct loop *loop;
	struct shell *shell;
	struct session session;
	struct session_program program;
	struct live live;
	char *plans; /* directory of the journals of changes, NULL where there is none */
	char *theme; /* the name of the one in use */
	struct next next;
	struct error failed; /* why there is no way on */
	struct error unkept; /* why where one was is not kept */
	bool has_session;
	bool has_account;
};

/* -- the demo ---------------------------------------------------------------------------------- */

static bool start_demo(struct app *app, struct error *err)
{
	struct settings *settings = &app->setup.settings;
	struct demo_options options = {
		.messages = settings_number(settings, OPTION_DEMO_MESSAGES),
		.contacts = settings_number(settings, OPTION_DEMO_CONTACTS),
		.seed = settings_number(settings, OPTION_DEMO_SEED),
	};

	if (!demo_start(&app->demo, &options, err))
		return false;
	const struct {
		enum option_id id;
		const char *text;
	} values[] = {
		{ OPTION_ACCOUNT_SID, app->demo.account_sid },
		{ OPTION_AUTH_TOKEN, app->demo.auth_token },
		{ OPTION_API_BASE, app->demo.url },
		{ OPTION_MESSAGING_BASE, app->demo.url },
		{ OPTION_PRICING_BASE, app->demo.url },
		{ OPTION_CA_FILE, app->demo.ca_file },
	};
	for (size_t i = 0; i < ARRAY_SIZE(values); i++)
		if (!settings_set(settings, LAYER_SESSION, values[i].id, values[i].text, err))
			return false;
	return true;
}

/* -- account ----------------------------------------------------------------------------------- */

static bool load_account(struct settings *settings, struct credentials *credentials,
			 struct api_settings *api, bool *has_account, struct error *err)
{
	switch (credentials_look(settings, err)) {
	case CREDENTIALS_ABSENT:
		error_release(err);
		*has_account = false;
		return true;
	case CREDENTIALS_PARTIAL:
		return false;
	case CREDENTIALS_COMPLETE:
		break;
	}
	*has_account = credentials_load(credentials, settings, err) &&
		       connection_settings(settings, credentials, api, err);
	return *has_account;
}

static void session_settings(struct app *app, struct session_options *options)
{
	const struct settings *settings = &app->setup.settings;
	const struct config *config = &app->setup.config;
	int64_t reach_s = settings_number(settings, OPTION_HISTORY_SINCE) / 1000;
	bool demo = app->demo.pid > 0;

	credentials_key(&app->credentials, ERASE_KEY_PURPOSE, app->erasure_key);
	*options = (struct session_options){
		.label = settings_account_label(settings),
		.demo = demo,
		.read_only = settings_bool(settings, OPTION_READ_ONLY),
		.production = settings_bool(settings, OPTION_PRODUCTION),
		.hide_bodies = settings_bool(settings, OPTION_HIDE_BODIES),
		.viewer = settings_text(settings, OPTION_VIEWER),
		.alert_failures = (unsigned)settings_number(settings, OPTION_ALERT_FAILURES),
		.alert_balance = settings_number(settings, OPTION_ALERT_BALANCE),
		.alert_deactivated = settings_bool(settings, OPTION_ALERT_DEACTIVATED),
		.alert_bell = settings_bool(settings, OPTION_ALERT_BELL),
		.alert_command = settings_text(settings, OPTION_ALERT_COMMAND),
		.history_since = reach_s ? clock_now() - reach_s : DATE_NONE,
		.poll_ms = demo ? DEMO_POLL_MS : settings_number(settings, OPTION_POLL_INTERVAL),
		.poll_idle_ms = demo ? DEMO_POLL_MS
				     : settings_number(settings, OPTION_POLL_INTERVAL_IDLE),
		.memory_limit = (uint64_t)settings_number(settings, OPTION_MEMORY_LIMIT),
		.columns = &config->columns,
		.kept_columns = &app->setup.kept,
		.queries = app->setup.queries,
		.templates = &config->templates,
		.plans = app->plans,
		.account = app->api.account_sid,
		.host = app->api.api_base ? app->api.api_base : "https://api.twilio.com",
		.erasure_key = app->erasure_key,
		.changes_per_second = settings_rate(settings, OPTION_CHANGES_PER_SECOND),
		.changes_in_flight = (unsigned)settings_number(settings, OPTION_CHANGES_IN_FLIGHT),
		.quiet_hours = settings_text(settings, OPTION_QUIET_HOURS),
		.restore = (unsigned)settings_number(settings, OPTION_RESTORE_SESSION),
		.other = app->has_account &&
			 strcmp(app->api.account_sid, app->credentials.account_sid) != 0,
		.program = &app->program,
		.theme = app->theme,
		.profile = settings->profile,
		.profiles = config->profiles,
		.profile_count = config->profile_count,
	};
}

/* -- look and keys ----------------------------------------------------------------------------- */

static void remember_theme(struct app *app, const char *name)
{
	char *copy = xstrdup(name);

	free(app->theme);
	app->theme = copy;
	app->session.options.theme = copy;
}

static bool use_theme(void *context, const char *name, struct error *err)
{
	struct app *app = context;

	if (!setup_theme(&app->setup, name, err))
		return false;
	remember_theme(app, name);
	term_set_theme(&app->setup.theme);
	shell_repaint(app->shell);
	return true;
}

/* From now on this setup is the one; the session may have texts of the one before. */
static void adopt(struct app *app, struct setup *setup)
{
	vec_push(&app->retired, app->setup);
	app->setup = *setup;
	*setup = (struct setup){ .config = CONFIG_INIT };
	remember_theme(app, settings_text(&app->setup.settings, OPTION_THEME));
	cell_use_times((enum cell_times)settings_number(&app->setup.settings, OPTION_TIMES));
	cell_use_names(app->setup.names);
	term_set_theme(&app->setup.theme);
	shell_set_keymap(app->shell, app->setup.keymap);
	shell_repaint(app->shell);
	live_watch(&app->live, &app->setup);
}

static void files_changed(void *context)
{
	struct app *app = context;

	if (!app->next.timer)
		shell_execute(app->shell, "reload");
}

static void release_retired(struct app *app)
{
	for (size_t i = 0; i < app->retired.count; i++)
		setup_release(&app->retired.items[i]);
	vec_clear(&app->retired);
}

static void say_key_findings(struct app *app)
{
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT);

	setup_say_keys(&app->setup, &said);
	if (said.length)
		shell_message(app->shell, STYLE_WARNING, "%s", said.data);
	strbuf_release(&said);
}

static bool reload(void *context, struct strbuf *said, struct error *err)
{
	struct session_options *options;
	struct app *app = context;
	struct setup setup;

	if (!setup_again(&setup, &app->setup, NULL, err))
		return false;
	settings_forget_secrets(&setup.settings);
	adopt(app, &setup);
	options = &app->session.options;
	options->viewer = settings_text(&app->setup.settings, OPTION_VIEWER);
	options->columns = &app->setup.config.columns;
	options->queries = app->setup.queries;
	options->templates = &app->setup.config.templates;
	options->profile = app->setup.settings.profile;
	options->profiles = app->setup.config.profiles;
	options->profile_count = app->setup.config.profile_count;
	shell_news(app->shell, &(struct news){ .kind = NEWS_NAMES });
	strbuf_addstr(said, "read again");
	setup_say_keys(&app->setup, said);
	if (strcmp(said->data, "read again") == 0)
		strbuf_addstr(said, ": keys, columns, names, queries, templates, theme, times, "
				    "viewer");
	return true;
}

/* -- another account, another profile ---------------------------------------------------------- */

static void forget_next(struct app *app)
{
	if (!app->next.timer)
		return;
	loop_remove_timer(app->loop, app->next.timer);
	fetch_stop(app->next.fetch);
	api_settings_release(&app->next.api);
	credentials_release(&app->next.credentials);
	setup_release(&app->next.setup);
	app->next = (struct next){ .timer = 0 };
}

/* No other thread runs now. */
static void take_profile(struct app *app)
{
	adopt(app, &app->next.setup);
	release_retired(app);
	setup_time_zone(&app->setup.settings);
	credentials_release(&app->credentials);
	app->credentials = app->next.credentials;
	app->next.fetch = fetch_start(&app->next.api, &app->failed);
}

/* What cannot be kept is told of once the terminal is the shell's again. */
static void keep_place(struct app *app)
{
	struct error err = ERROR_INIT;

	if (!restore_keep(&app->session, &err) && app->unkept.kind == ERROR_NONE)
		error_move(&app->unkept, &err);
	error_release(&err);
}

/* Nothing of the account before stays: not its messages, nor its screens. */
static void go_on(void *context)
{
	struct app *app = context;
	struct session_options options;

	/* Keys came after the one that led here: a prompt or a question may be open. */
	shell_close_overlays(app->shell);
	keep_place(app);
	session_stop(&app->session);
	shell_close_views(app->shell);
	session_release(&app->session);
	if (app->next.profile)
		take_profile(app);
	api_settings_release(&app->api);
	app->api = app->next.api;
	app->has_account = true;
	session_settings(app, &options);
	session_init(&app->session, &options, app->loop);
	app->session.shell = app->shell;
	if (app->next.fetch)
		session_start(&app->session, app->next.fetch);
	app->next = (struct next){ .timer = 0 };
	views_register(app->shell, &app->session);
	restore_begin(&app->session);
	if (app->session.fetch)
		plans_offer(&app->session);
	else
		shell_quit(app->shell, EXIT_FAILURE);
}

/* The screen that asks is closed with the others, so it is done when nobody is in it any more. */
static bool go_soon(struct app *app)
{
	app->next.timer = loop_add_timer(app->loop, 0, go_on, app);
	app->session.working++; /* not at rest until then */
	return true;
}

static bool look_at(void *context, const char *sid, struct error *err)
{
	struct app *app = context;
	struct next *next = &app->next;

	if (next->timer)
		return true;
	api_settings_copy(&next->api, &app->api);
	api_settings_put(&next->api.account_sid, sid);
	next->fetch = fetch_start(&next->api, err);
	if (next->fetch)
		return go_soon(app);
	api_settings_release(&next->api);
	return false;
}

static bool use_profile(void *context, const char *name, struct error *err)
{
	struct app *app = context;
	struct next *next = &app->next;
	bool has_account = false;

	if (next->timer)
		return true;
	if (!setup_again(&next->setup, &app->setup, name, err))
		return false;
	if (load_account(&next->setup.settings, &next->credentials, &next->api, &has_account,
			 err) &&
	    !has_account)
		error_set(err, ERROR_USAGE, "The profile \"%s\" has no credentials", name);
	next->profile = true;
	if (has_account)
		return go_soon(app);
	api_settings_release(&next->api);
	credentials_release(&next->credentials);
	setup_release(&next->setup);
	return false;
}

/* -- running ----------------------------------------------------------------------------------- */

static bool outstanding(void *session)
{
	return session_outstanding(session);
}

static bool allow(void *context, const struct command *command, struct error *err)
{
	const struct session *session = context;

	if (!session->options.read_only || !(command->flags & COMMAND_CHANGES_ACCOUNT))
		return true;
	return error_set(err, ERROR_REFUSED,
			 "Read-only: start msgdeck without --read-only to change the account");
}

static const struct shell_ops shell_ops = {
	.header = frame_header,
	.status = frame_status,
	.allow = allow,
	.mark = frame_mark,
	.outstanding = outstanding,
	.paste = find_pasted,
	.opened = restore_opened,
	.word = query_word,
	.quit = views_may_quit,
};

static bool open_terminal(const struct app *app, struct error *err)
{
	struct term_options options = {
		.theme = &app->setup.theme,
		.utf8 = settings_bool(&app->setup.settings, OPTION_ASCII) ? TERM_UTF8_OFF
									  : TERM_UTF8_AUTO,
		.colors = -1,
		.mouse = settings_bool(&app->setup.settings, OPTION_MOUSE),
	};

	return term_open(&options, err);
}

static bool start(struct app *app, struct error *err)
{
	struct session_options options;
	struct fetch *fetch = NULL;

	if (!setup_finish(&app->setup, err) ||
	    !load_account(&app->setup.settings, &app->credentials, &app->api, &app->has_account,
			  err))
		return false;
	remember_theme(app, settings_text(&app->setup.settings, OPTION_THEME));
	app->program = (struct session_program){ look_at, use_profile, use_theme, reload, app };
	/* Signals are blocked before the thread starts, so that it inherits the mask. */
	app->loop = loop_new();
	if (app->has_account && !(fetch = fetch_start(&app->api, err)))
		return false;
	app->plans = xdg_path(XDG_STATE, app->demo.pid > 0 ? "plans-demo" : "plans", NULL);
	session_settings(app, &options);
	cell_use_times((enum cell_times)settings_number(&app->setup.settings, OPTION_TIMES));
	cell_use_names(app->setup.names);
	session_init(&app->session, &options, app->loop);
	app->has_session = true;
	if (!open_terminal(app, err)) {
		fetch_stop(fetch);
		return false;
	}
	mem_on_exhaustion(term_restore);
	app->shell = shell_new(app->loop, app->setup.keymap, &shell_ops, &app->session);
	app->session.shell = app->shell;
	if (fetch)
		session_start(&app->session, fetch);
	views_register(app->shell, &app->session);
	restore_begin(&app->session);
	if (fetch)
		plans_offer(&app->session);
	app->live = (struct live){ .loop = app->loop, .changed = files_changed, .context = app };
	live_watch(&app->live, &app->setup);
	say_key_findings(app);
	if (app->demo.pid > 0 && settings_bool(&app->setup.settings, OPTION_TOUR))
		tour_start(&app->session);
	return true;
}

static void stop(struct app *app)
{
	forget_next(app);
	live_stop(&app->live);
	if (app->shell)
		shell_close_overlays(app->shell);
	if (app->has_session)
		session_stop(&app->session);
	shell_free(app->shell);
	if (app->has_session)
		session_release(&app->session);
	term_close();
	mem_on_exhaustion(NULL);
	loop_free(app->loop);
	free(app->plans);
	free(app->theme);
	api_settings_release(&app->api);
	log_close();
	credentials_release(&app->credentials);
	mem_wipe(app->erasure_key, sizeof(app->erasure_key));
	demo_stop(&app->demo);
	cell_use_names(NULL);
	release_retired(app);
	vec_release(&app->retired);
	setup_release(&app->setup);
}

bool app_run(struct settings *settings, struct config *config, bool demo, int *code,
	     struct error *err)
{
	struct app app = {
		.demo = DEMO_INIT,
		.credentials = CREDENTIALS_INIT,
	};
	bool good;

	setup_take(&app.setup, settings, config);
	good = (!demo || start_demo(&app, err)) && start(&app, err);
	if (good)
		*code = shell_run(app.shell);
	if (good)
		keep_place(&app);
	stop(&app);
	if (app.unkept.kind != ERROR_NONE) {
		error_prefix(&app.unkept, "Where you were is not kept");
		say(error_text(&app.unkept));
	}
	error_release(&app.unkept);
	if (app.failed.kind != ERROR_NONE) {
		error_move(err, &app.failed);
		good = false;
	}
	return good;
}
