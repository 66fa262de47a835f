#include "batch/check.h"

#include <poll.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "batch/connection.h"
#include "batch/hint.h"
#include "batch/say.h"
#include "config/cli.h"
#include "config/credentials.h"
#include "config/layout.h"
#include "fetch/fetch.h"

#define INDENT "             "

struct check {
	struct settings *settings;
	struct credentials credentials;
	struct fetch *fetch;
	struct hint_facts facts;
	struct strbuf out;
	int fd;
	bool failed;
	bool unwritten; /* nobody sees the report */
};

/* What has been found so far, so that the operator sees it while the next request is under way. */
static void show(struct check *check)
{
	if (!check->unwritten)
		check->unwritten = !say_output(check->fd, check->out.data, check->out.length);
	strbuf_reset(&check->out);
}

static void add_clean(struct strbuf *out, const char *bytes, size_t length)
{
	if (length > 0)
		text_clean(out, bytes, length, TEXT_ONE_LINE);
}

static void add_string(struct strbuf *out, const char *text)
{
	add_clean(out, text, strlen(text));
}

static void start_line(struct check *check, const char *what)
{
	strbuf_addf(&check->out, "%-12s ", what);
}

/* A sentence behind start_line(), or below one. */
static void end_line(struct check *check, const struct strbuf *text)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);

	add_clean(&clean, text->data, text->length);
	layout_wrap(&check->out, clean.data, strlen(INDENT), INDENT);
	strbuf_release(&clean);
}

static bool proxy_is_set(void)
{
	static const char *const names[] = { "https_proxy", "HTTPS_PROXY", "all_proxy",
					     "ALL_PROXY" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return true;
	}
	return false;
}

/* -- what is set ------------------------------------------------------------------------------- */

static void show_setting(struct check *check, const char *what, enum option_id id)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	if (!settings_text(check->settings, id))
		return;
	strbuf_addf(&text, "%s (from ", settings_text(check->settings, id));
	settings_origin(check->settings, id, &text);
	strbuf_addstr(&text, ")");
	start_line(check, what);
	end_line(check, &text);
	strbuf_release(&text);
}

static void show_settings(struct check *check)
{
	const struct settings *settings = check->settings;

	start_line(check, "config");
	if (settings->file)
		add_string(&check->out, settings->file);
	else
		strbuf_addstr(&check->out, "no file");
	if (settings->profile)
		strbuf_addf(&check->out, ", profile %s", settings->profile);
	strbuf_addch(&check->out, '\n');
	show_setting(check, "account", OPTION_ACCOUNT_SID);
	show_setting(check, "looks at", OPTION_ACCOUNT);
	show_setting(check, "API key", OPTION_API_KEY);
	show_setting(check, "region", OPTION_REGION);
	show_setting(check, "edge", OPTION_EDGE);
	show_setting(check, "service", OPTION_API_BASE);
	show_setting(check, "ca_file", OPTION_CA_FILE);
	if (check->facts.proxy) {
		start_line(check, "proxy");
		strbuf_addstr(&check->out, "as the environment says\n");
	}
}

static void show_sign_in(struct check *check)
{
	const struct credentials *credentials = &check->credentials;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&text, "%s, %s", credentials->uses_api_key ? "API key" : "auth token",
		    credentials->origin);
	if (!credentials->uses_api_key && settings_text(check->settings, OPTION_API_KEY))
		strbuf_addstr(&text, "; the API key is not used: its secret is not set beside it");
	start_line(check, "sign-in");
	end_line(check, &text);
	strbuf_release(&text);
}

/* -- what is answered -------------------------------------------------------------------------- */

static void show_hint(struct check *check, const struct error *err)
{
	struct strbuf hint = STRBUF_INIT(STRBUF_TEXT);

	hint_add(&hint, "", err, &check->facts);
	for (const char *line = hint.data; *line;) {
		size_t length = strcspn(line, "\n");
		char *text = xstrndup(line, length);
		strbuf_addstr(&check->out, INDENT);
		layout_wrap(&check->out, text, strlen(INDENT), *text == '-' ? INDENT "  " : INDENT);
		free(text);
		line += length + 1;
	}
	strbuf_release(&hint);
}

static void show_failure(struct check *check, const char *what, const struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&text, "FAILED: %s", error_text(err));
	if (err->code)
		strbuf_addf(&text, " (Twilio error %d)", err->code);
	if (err->request_id[0])
		strbuf_addf(&text, ", request %s", err->request_id);
	start_line(check, what);
	end_line(check, &text);
	show_hint(check, err);
	strbuf_release(&text);
	check->failed = true;
}

/* What the answer does not say is left out. */
static void add_account(struct strbuf *out, const struct account *account)
{
	const struct text *parts[] = { &account->friendly_name, &account->type, &account->status };
	const char *separator = ": ";

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!parts[i]->length)
			continue;
		strbuf_addstr(out, separator);
		add_clean(out, parts[i]->data, parts[i]->length);
		separator = ", ";
	}
}

static void show_account(struct check *check, const struct result *result)
{
	const struct account *account = result->account;
	char money[DECIMAL_SIZE];

	start_line(check, "account");
	strbuf_addstr(&check->out, "ok");
	add_account(&check->out, account);
	strbuf_addch(&check->out, '\n');
	start_line(check, "balance");
	if (account->has_balance) {
		decimal_format(account->balance, money);
		strbuf_addf(&check->out, "ok: %s ", money);
		add_clean(&check->out, account->currency.data, account->currency.length);
	} else {
		strbuf_addstr(&check->out, "cannot be read: ");
		add_string(&check->out, error_text(&result->balance_error));
	}
	strbuf_addch(&check->out, '\n');
}

static void show_messages(struct check *check, const struct result *result)
{
	char date[DATE_ISO_SIZE];

	start_line(check, "messages");
	if (result->message_count == 0) {
		strbuf_addstr(&check->out, "ok: none yet\n");
		return;
	}
	int64_t newest = message_time(&result->messages[0]);
	strbuf_addstr(&check->out, "ok: can be read");
	if (newest != DATE_NONE) {
		date_format_iso(newest, date);
		strbuf_addf(&check->out, ", the newest is of %s", date);
	}
	strbuf_addch(&check->out, '\n');
	if (result->bad_records)
		strbuf_addf(&check->out, INDENT "%zu of the first page could not be understood\n",
			    result->bad_records);
}

/* The first result of a job that says something, to be freed; waits for as long as the limits of
 * connecting and stalling let a request take. */
static struct result *ask(struct check *check, enum job_kind kind)
{
	struct job job = { .kind = kind, .priority = PRIORITY_NOW, .since = DATE_NONE };
	uint64_t id = fetch_submit(check->fetch, &job);

	for (;;) {
		struct pollfd wait = { .fd = fetch_wake_fd(check->fetch), .events = POLLIN };
		struct result *result = fetch_receive(check->fetch);
		if (!result) {
			poll(&wait, 1, -1);
			continue;
		}
		if (result->job == id &&
		    (result->last || result->account || result->message_count ||
		     result->error.kind != ERROR_NONE)) {
			fetch_cancel(check->fetch, id);
			return result;
		}
		result_free(result);
	}
}

static void ask_for(struct check *check, enum job_kind kind, const char *what,
		    void (*show_result)(struct check *check, const struct result *result))
{
	struct result *result = ask(check, kind);

	if (result->error.kind != ERROR_NONE)
		show_failure(check, what, &result->error);
	else
		show_result(check, result);
	result_free(result);
	show(check);
}

static bool connect_account(struct check *check, struct error *err)
{
	struct api_settings api;
	bool ok = connection_settings(check->settings, &check->credentials, &api, err);

	if (ok)
		check->fetch = fetch_start(&api, err);
	api_settings_release(&api);
	return check->fetch != NULL;
}

static bool look_at_credentials(struct check *check)
{
	struct error err = ERROR_INIT;
	enum credentials_state state = credentials_look(check->settings, &err);

	if (state == CREDENTIALS_COMPLETE &&
	    credentials_load(&check->credentials, check->settings, &err)) {
		check->facts.uses_api_key = check->credentials.uses_api_key;
		check->facts.password_at = check->credentials.origin;
		return true;
	}
	show_failure(check, "sign-in", &err);
	if (state != CREDENTIALS_COMPLETE) {
		strbuf_addch(&check->out, '\n');
		credentials_explain(&check->out);
	}
	error_release(&err);
	return false;
}

static int run(struct check *check)
{
	struct error err = ERROR_INIT;

	show_settings(check);
	show(check);
	if (!look_at_credentials(check))
		return EXIT_BAD_USAGE;
	show_sign_in(check);
	if (!connect_account(check, &err)) {
		show_failure(check, "connection", &err);
		error_release(&err);
		return EXIT_BAD_USAGE;
	}
	show(check);
	ask_for(check, JOB_ACCOUNT, "account", show_account);
	if (!check->failed)
		ask_for(check, JOB_HISTORY, "messages", show_messages);
	if (!check->failed)
		strbuf_addstr(&check->out, "\nAll is well.\n");
	show(check);
	return check->failed || check->unwritten ? EXIT_CHECK_FAILED : EXIT_SUCCESS;
}

int check_run(struct settings *settings, int fd)
{
	struct check check = {
		.settings = settings,
		.credentials = CREDENTIALS_INIT,
		.out = STRBUF_INIT(STRBUF_TEXT),
		.fd = fd,
		.facts = {
			.region = settings_text(settings, OPTION_REGION),
			.own_base = settings_is_set(settings, OPTION_API_BASE),
			.proxy = proxy_is_set(),
		},
	};

	int code = run(&check);
	show(&check);
	fetch_stop(check.fetch);
	credentials_release(&check.credentials);
	strbuf_release(&check.out);
	return code;
}
