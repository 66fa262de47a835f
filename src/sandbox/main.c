/* main.c - msgdeck-sandbox: a local stand-in for Twilio's messaging API. See options.c. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "sandbox/hostile.h"
#include "sandbox/options.h"
#include "sandbox/permit.h"
#include "sandbox/server.h"
#include "sandbox/subaccounts.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

#define EXIT_USAGE 2

static struct wake stop = WAKE_INIT;

static void on_signal(int number)
{
	(void)number;
	wake_ring(&stop);
}

static bool catch_signals(struct error *err)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	if (!wake_open(&stop, err))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		sigaction(ends[i], &action, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	return true;
}

/* The authority's certificate in a file, and the folder made for it, "" where there is none. */
struct ca_file {
	struct strbuf path;
	struct strbuf folder;
};

static bool write_ca(struct ca_file *ca, const char *wanted, const struct tls_files *tls,
		     struct error *err)
{
	const char *tmp = getenv("TMPDIR");

	if (wanted == NULL) {
		strbuf_addf(&ca->folder, "%s/msgdeck-sandbox-XXXXXX",
			    tmp == NULL || *tmp == '\0' ? "/tmp" : tmp);
		if (mkdtemp(ca->folder.data) == NULL)
			return error_errno(err, errno, "cannot make a folder like %s",
					   ca->folder.data);
		strbuf_addf(&ca->path, "%s/ca.pem", ca->folder.data);
	} else {
		strbuf_addstr(&ca->path, wanted);
	}
	return file_write_private(ca->path.data, tls->authority.data, tls->authority.length, err);
}

static void remove_ca(struct ca_file *ca)
{
	if (ca->path.length > 0)
		unlink(ca->path.data);
	if (ca->folder.length > 0)
		rmdir(ca->folder.data);
	strbuf_release(&ca->path);
	strbuf_release(&ca->folder);
}

static bool certificate_kind(const char *name, enum certificate_kind *kind, struct error *err)
{
	static const char *const names[] = {
		[CERTIFICATE_GOOD] = "good",
		[CERTIFICATE_EXPIRED] = "expired",
		[CERTIFICATE_EARLY] = "early",
		[CERTIFICATE_SELF_SIGNED] = "self-signed",
		[CERTIFICATE_WRONG_NAME] = "wrong-name",
		[CERTIFICATE_TWILIO] = "twilio",
	};

	*kind = CERTIFICATE_GOOD;
	for (size_t i = 0; name != NULL && i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i], name) == 0) {
			*kind = (enum certificate_kind)i;
			return true;
		}
	}
	return name == NULL ||
	       error_set(err, ERROR_USAGE,
			 "--certificate takes good, expired, early, self-signed, wrong-name or "
			 "twilio, not \"%s\"",
			 name);
}

static bool configure(struct sandbox *sandbox, const struct options *options,
		      const struct account_options *account, struct error *err)
{
	sandbox->trial = options->trial;
	sandbox->deactivated = (uint32_t)options->deactivated;
	if (options->deny != NULL && !permit_parse(options->deny, &sandbox->denied, err))
		return false;
	if (options->without != NULL && options->live)
		return error_set(
			err, ERROR_USAGE,
			"--without does not go with --live: nothing is sent with what is gone");
	if (options->without != NULL &&
	    !inventory_give_back(&sandbox->account.inventory, options->without, err))
		return false;
	for (size_t i = 0; i < options->assumptions.count; i++)
		if (!assume_set(&sandbox->account.assume, options->assumptions.items[i], err))
			return false;
	for (size_t i = 0; i < options->faults.count; i++)
		if (!faults_add(&sandbox->faults, options->faults.items[i], err))
			return false;
	subaccounts_init(sandbox, account, (uint32_t)options->subaccounts);
	return true;
}

static void announce(const struct sandbox *sandbox, const struct server *server,
		     const struct ca_file *ca)
{
	const struct account *account = &sandbox->account;

	printf("url=https://127.0.0.1:%u\nca_file=%s\n", server_port(server, SITE_API),
	       ca->path.data);
	printf("account_sid=%s\nauth_token=%s\n", account->sid, account->token);
	printf("api_key=%s\napi_secret=%s\n", account->key_sid, account->key_secret);
	printf("content_url=%s\n\n", sandbox->content_url);
	fflush(stdout);
}

static bool serve(struct sandbox *sandbox, const struct options *options, struct error *err)
{
	struct hostile hostile = HOSTILE_INIT;
	struct server_options server_options = {
		.port = (uint16_t)options->port,
		.latency_ms = options->latency,
		.concurrency = (uint32_t)options->concurrency,
		.gzip = !options->no_gzip,
		.old_tls = options->old_tls,
		.hostile = options->hostile == NULL ? NULL : &hostile,
	};
	struct ca_file ca = { STRBUF_INIT(STRBUF_LINE), STRBUF_INIT(STRBUF_LINE) };
	struct tls_files tls = TLS_FILES_INIT;
	struct reqlog log = REQLOG_INIT;
	struct server *server = NULL;
	enum certificate_kind kind;

	if (certificate_kind(options->certificate, &kind, err) && tls_make(&tls, kind, err) &&
	    (options->log == NULL || reqlog_open(&log, options->log, err)) &&
	    (options->hostile == NULL || hostile_load(&hostile, options->hostile, err)) &&
	    write_ca(&ca, options->ca_file, &tls, err) && catch_signals(err))
		server = server_new(&server_options, sandbox, &log, &tls, err);
	if (server != NULL) {
		snprintf(sandbox->content_url, sizeof(sandbox->content_url), "https://127.0.0.2:%u",
			 server_port(server, SITE_CONTENT));
		announce(sandbox, server, &ca);
		server_run(server, &stop, options->exit_with_stdin ? STDIN_FILENO : -1);
		server_free(server);
	}
	remove_ca(&ca);
	reqlog_close(&log);
	hostile_release(&hostile);
	tls_files_release(&tls);
	wake_close(&stop);
	return server != NULL;
}

static bool run(const struct options *options, struct error *err)
{
	struct account_options account = {
		.seed = (uint64_t)options->seed,
		.messages = (uint32_t)options->messages,
		.contacts = (uint32_t)options->contacts,
		.days = (uint32_t)options->days,
		.rate = (uint32_t)options->rate,
		.speed = (uint32_t)options->speed,
		.live = options->live,
		.now = options->now >= 0 ? options->now : clock_now(),
		.sid = options->account,
		.token = options->token,
		.inventory = { (uint32_t)options->numbers, (uint32_t)options->services },
	};
	struct sandbox sandbox;
	bool done;

	if (account.now < OPTIONS_NOW_MIN)
		return error_set(err, ERROR_USAGE, "the time is before 1972");
	sandbox_init(&sandbox, &account);
	done = configure(&sandbox, options, &account, err) && serve(&sandbox, options, err);
	sandbox_release(&sandbox);
	return done;
}

/* Prints instead of serving, where an option asks for it. */
static bool print(const struct options *options, struct error *err)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	bool done = true;

	if (options->version)
		strbuf_addstr(&out, "msgdeck-sandbox " PACKAGE_VERSION "\n");
	else if (options->help)
		options_describe(&out);
	else
		done = options_manual(&out, options->print_manual, err);
	fputs(out.data, stdout);
	strbuf_release(&out);
	return done;
}

int main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct options options;
	bool done;
	int result = EXIT_SUCCESS;

	umask(077);
	clock_init();
	hash_init();
	json_init();
	done = options_parse(&options, argc, argv, &err);
	if (done && (options.help || options.version || options.print_manual != NULL))
		done = print(&options, &err);
	else if (done)
		done = run(&options, &err);
	if (!done) {
		result = err.kind == ERROR_USAGE ? EXIT_USAGE : EXIT_FAILURE;
		fprintf(stderr, "msgdeck-sandbox: %s%s\n", error_text(&err),
			result == EXIT_USAGE ? "; --help tells more" : "");
	}
	options_release(&options);
	error_release(&err);
	return result;
}
