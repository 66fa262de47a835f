#include "app.h"

#include <unistd.h>

#include "api/settings.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "batch/connection.h"
#include "config/credentials.h"
#include "config/theme.h"
#include "config/xdg.h"
#include "demo.h"
#include "fetch/fetch.h"
#include "model/address_book.h"
#include "model/template.h"
#include "ui/keymap.h"
#include "ui/shell.h"
#include "ui/term.h"
#include "views/cells.h"
#include "views/find.h"
#include "views/frame.h"
#include "views/plans.h"
#include "views/queries.h"
#include "views/session.h"
#include "views/tour.h"
#include "views/views.h"

/* In the demo time flies, and nobody's account is polled too often. */
#define DEMO_POLL_MS 2000

/* Of the address book. */
#define ADDRESS_BOOK_BYTES (128 * 1024 * 1024)

struct app {
	struct queries *queries;
	struct settings *settings;
	struct demo demo;
	struct credentials credentials;
	struct api_settings api;
	struct style_theme theme;
	struct keymap *keymap;
	struct loop *loop;
	struct shell *shell;
	struct session session;
	struct address_book *names;
	char *plans; /* directory of the journals of changes, NULL where there is none */
	const struct config *config;
	/* Another account to look at, and the thread for it, until the loop comes to it. */
	struct api_settings next_api;
	struct fetch *next;
	unsigned next_timer;
	bool has_session;
	bool has_account;
};

/* -- the demo ---------------------------------------------------------------------------------- */

static bool start_demo(struct app *app, struct error *err)
{
	struct settings *settings = app->settings;
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

/* -- look and keys ----------------------------------------------------------------------------- */

static bool read_look(const struct theme_look *look, struct style *to, struct error *err)
{
	*to = (struct style){ STYLE_DEFAULT, STYLE_DEFAULT, 0 };
	if ((!look->fg || style_parse_color(look->fg, &to->fg, err)) &&
	    (!look->bg || style_parse_color(look->bg, &to->bg, err)) &&
	    (!look->attrs || style_parse_attrs(look->attrs, &to->attrs, err)))
		return true;
	return error_prefix(err, "%s:%u", look->file, look->line);
}

static bool read_looks(const struct theme *theme, struct style *roles, struct error *err)
{
	for (size_t i = 0; i < THEME_ROLES; i++) {
		const struct theme_look *look = &theme->looks[i];
		int role = style_role_find(theme_roles()[i].name);
		if (!look->file)
			roles[role] = roles[STYLE_TEXT];
		else if (!read_look(look, &roles[role], err))
			return false;
	}
	return true;
}

static bool load_theme(struct app *app, struct error *err)
{
	const char *name = settings_text(app->settings, OPTION_THEME);
	struct theme theme = THEME_INIT;
	bool good = true;

	app->theme = style_theme_default;
	app->theme.cursor = (enum cursor_style)settings_number(app->settings, OPTION_CURSOR);
	if (strcmp(name, THEME_BUILT_IN) != 0)
		good = theme_load(&theme, name, err) && read_looks(&theme, app->theme.roles, err);
	theme_release(&theme);
	return good;
}

static bool load_keys(struct app *app, const struct config *config, struct error *err)
{
	app->keymap = keymap_new();
	if (!keymap_parse(app->keymap, keymap_default_text, strlen(keymap_default_text),
			  "built-in keys", true, err) ||
	    !keymap_parse(app->keymap, views_default_keys, strlen(views_default_keys),
			  "built-in keys", true, err))
		return false;
	for (size_t i = 0; i < config->bindings.count; i++) {
		const struct binding *binding = &config->bindings.items[i];
		if (!keymap_statement(app->keymap, binding->statement, strlen(binding->statement),
				      err))
			return error_prefix(err, "%s:%u", config->file, binding->line);
	}
	return true;
}

/* -- names ------------------------------------------------------------------------------------- */

static bool read_book(struct app *app, const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT(ADDRESS_BOOK_BYTES);
	bool good = file_read(path, &text, err) &&
		    address_book_read(app->names, path, text.data, text.length, err);

	strbuf_wipe(&text);
	return good;
}

static bool load_names(struct app *app, const struct config *config, struct error *err)
{
	const char *path = settings_text(app->settings, OPTION_ADDRESS_BOOK);

	app->names = address_book_new();
	for (size_t i = 0; i < config->contacts.count; i++) {
		const struct config_contact *contact = &config->contacts.items[i];
		if (!address_book_add(app->names, contact->text, err))
			return error_prefix(err, "%s:%u", config->file, contact->line);
	}
	if (path && !read_book(app, path, err))
		return false;
	cell_use_names(app->names);
	return true;
}

/* -- templates ----------------------------------------------------------------------------------- */

static bool check_templates(const struct config *config, struct error *err)
{
	for (size_t i = 0; i < config->templates.count; i++) {
		const struct config_template *template = &config->templates.items[i];
		if (!template_check(template->text, err))
			return error_prefix(err, "%s:%u: template %s", config->file, template->line,
					    template->name);
	}
	return true;
}

/* -- account ----------------------------------------------------------------------------------- */

static bool load_account(struct app *app, struct error *err)
{
	switch (credentials_look(app->settings, err)) {
	case CREDENTIALS_ABSENT:
		error_release(err);
		return true;
	case CREDENTIALS_PARTIAL:
		return false;
	case CREDENTIALS_COMPLETE:
		break;
	}
	app->has_account = credentials_load(&app->credentials, app->settings, err) &&
			   connection_settings(app->settings, &app->credentials, &app->api, err);
	return app->has_account;
}

static bool look_at(void *context, const char *sid, struct error *err);

static void session_settings(struct app *app, const struct config *config,
			     struct session_options *options)
{
	const struct settings *settings = app->settings;
	int64_t reach_s = settings_number(settings, OPTION_HISTORY_SINCE) / 1000;
	bool demo = app->demo.pid > 0;

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
		.queries = app->queries,
		.templates = &config->templates,
		.plans = app->plans,
		.account = app->api.account_sid,
		.host = app->api.api_base ? app->api.api_base : "https://api.twilio.com",
		.changes_per_second =
			(unsigned)settings_number(settings, OPTION_CHANGES_PER_SECOND),
		.changes_in_flight = (unsigned)settings_number(settings, OPTION_CHANGES_IN_FLIGHT),
		.quiet_hours = settings_text(settings, OPTION_QUIET_HOURS),
		.other = app->has_account &&
			 strcmp(app->api.account_sid, app->credentials.account_sid) != 0,
		.look_at = look_at,
		.look_context = app,
	};
}

/* -- another account --------------------------------------------------------------------------- */

/* Nothing of the account before stays: not its messages, nor its screens. */
static void look_at_next(void *context)
{
	struct app *app = context;
	struct session_options options;

	app->next_timer = 0;
	session_stop(&app->session);
	shell_close_views(app->shell);
	session_release(&app->session);
	api_settings_release(&app->api);
	app->api = app->next_api;
	session_settings(app, app->config, &options);
	session_init(&app->session, &options, app->loop);
	app->session.shell = app->shell;
	session_start(&app->session, app->next);
	app->next = NULL;
	views_register(app->shell, &app->session);
	plans_offer(&app->session);
}

/* The screen that asks is closed with the others, so it is done when nobody is in it any more. */
static bool look_at(void *context, const char *sid, struct error *err)
{
	struct app *app = context;

	if (app->next)
		return true;
	api_settings_copy(&app->next_api, &app->api);
	api_settings_put(&app->next_api.account_sid, sid);
	app->next = fetch_start(&app->next_api, err);
	if (!app->next) {
		api_settings_release(&app->next_api);
		return false;
	}
	app->next_timer = loop_add_timer(app->loop, 0, look_at_next, app);
	return true;
}

/* What was asked for and did not begin. */
static void forget_next(struct app *app)
{
	if (!app->next)
		return;
	loop_remove_timer(app->loop, app->next_timer);
	fetch_stop(app->next);
	api_settings_release(&app->next_api);
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
	.outstanding = outstanding,
	.paste = find_pasted,
	.quit = views_may_quit,
};

static bool open_terminal(const struct app *app, struct error *err)
{
	struct term_options options = {
		.theme = &app->theme,
		.utf8 = settings_bool(app->settings, OPTION_ASCII) ? TERM_UTF8_OFF : TERM_UTF8_AUTO,
		.colors = -1,
		.mouse = settings_bool(app->settings, OPTION_MOUSE),
	};

	return term_open(&options, err);
}

static bool start(struct app *app, const struct config *config, struct error *err)
{
	struct session_options options;
	struct fetch *fetch = NULL;

	app->config = config;
	if (!load_keys(app, config, err) ||
	    !views_check_columns(&config->columns, config->file, err) ||
	    !(app->queries = queries_new(&config->queries, config->file, err)) ||
	    !load_theme(app, err) || !load_names(app, config, err) ||
	    !check_templates(config, err) || !load_account(app, err))
		return false;
	/* Signals are blocked before the thread starts, so that it inherits the mask. */
	app->loop = loop_new();
	if (app->has_account && !(fetch = fetch_start(&app->api, err)))
		return false;
	app->plans = xdg_path(XDG_STATE, app->demo.pid > 0 ? "plans-demo" : "plans", NULL);
	session_settings(app, config, &options);
	cell_use_times((enum cell_times)settings_number(app->settings, OPTION_TIMES));
	session_init(&app->session, &options, app->loop);
	app->has_session = true;
	if (!open_terminal(app, err)) {
		fetch_stop(fetch);
		return false;
	}
	mem_on_exhaustion(term_restore);
	app->shell = shell_new(app->loop, app->keymap, &shell_ops, &app->session);
	app->session.shell = app->shell;
	if (fetch)
		session_start(&app->session, fetch);
	views_register(app->shell, &app->session);
	if (fetch)
		plans_offer(&app->session);
	if (app->demo.pid > 0 && settings_bool(app->settings, OPTION_TOUR))
		tour_start(&app->session);
	return true;
}

static void stop(struct app *app)
{
	forget_next(app);
	if (app->has_session)
		session_stop(&app->session);
	shell_free(app->shell);
	if (app->has_session)
		session_release(&app->session);
	term_close();
	mem_on_exhaustion(NULL);
	loop_free(app->loop);
	queries_free(app->queries);
	keymap_free(app->keymap);
	free(app->plans);
	cell_use_names(NULL);
	address_book_free(app->names);
	api_settings_release(&app->api);
	log_close();
	credentials_release(&app->credentials);
	demo_stop(&app->demo);
}

bool app_run(struct settings *settings, const struct config *config, bool demo, int *code,
	     struct error *err)
{
	struct app app = {
		.settings = settings,
		.demo = DEMO_INIT,
		.credentials = CREDENTIALS_INIT,
	};
	bool good = (!demo || start_demo(&app, err)) && start(&app, config, err);
	if (good)
		*code = shell_run(app.shell);
	stop(&app);
	return good;
}
