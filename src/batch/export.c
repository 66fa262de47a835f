#include "batch/export_internal.h"

#include "api/settings.h"
#include "base/clock.h"
#include "base/date.h"
#include "batch/connection.h"

/* Nobody waits at a screen: outlast a short trouble of the network. */
#define TRIES 8

static const struct export_kind_row kinds[EXPORT_OBJECTS] = {
	[EXPORT_MESSAGES] = { &sheet_messages, "message", false, true, export_read_messages },
	[EXPORT_MEDIA] = { &sheet_media, "media file", false, true, export_read_media },
	[EXPORT_SERVICES] = { &sheet_services, "service", true, false, export_read_services },
	[EXPORT_SENDERS] = { &sheet_senders, "sender", true, false, export_read_senders },
	[EXPORT_SHORT_CODES] = { &sheet_short_codes, "short code", false, false,
				 export_read_short_codes },
	[EXPORT_NUMBERS] = { &sheet_numbers, "phone number", false, false, export_read_numbers },
	[EXPORT_PRICES] = { &sheet_prices, "price", true, false, export_read_prices },
	[EXPORT_DEACTIVATIONS] = { &sheet_deactivations, "number", true, false,
				   export_read_deactivations },
};

bool export_read_messages(struct export *x, struct error *err)
{
	if (x->target.path)
		return export_read_windows(x, err);
	return x->wanted->unordered ? export_read_unordered(x, err) : export_read_chain(x, err);
}

static bool sign_in(struct export *x, struct settings *settings, struct error *err)
{
	const char *account = settings_text(settings, OPTION_ACCOUNT);
	struct api_settings api;

	if (credentials_look(settings, err) != CREDENTIALS_COMPLETE ||
	    !credentials_load(&x->credentials, settings, err))
		return false;
	x->api_base = settings_text(settings, OPTION_API_BASE);
	x->account = account && !x->kind->of_owner ? account : x->credentials.account_sid;
	bool ok = connection_settings(settings, &x->credentials, &api, err);
	api.tries = TRIES;
	x->max_in_flight = api.max_in_flight;
	if (ok)
		x->fetch = fetch_start(&api, err);
	api_settings_release(&api);
	return x->fetch != NULL;
}

static int run(struct export *x, struct settings *settings)
{
	struct error err = ERROR_INIT;
	struct hint_facts facts = {
		.region = settings_text(settings, OPTION_REGION),
		.own_base = settings_is_set(settings, OPTION_API_BASE),
	};
	bool done = false;
	int code = EXIT_SUCCESS;

	if (!export_read_wanted(x, &err) || !sign_in(x, settings, &err) ||
	    !target_open(&x->target, &err)) {
		export_say(x, error_text(&err));
		error_release(&err);
		return EXIT_BAD_USAGE;
	}
	facts.uses_api_key = x->credentials.uses_api_key;
	facts.password_at = x->credentials.origin;
	progress_init(&x->progress, target_is_terminal(&x->target));
	if (!x->kind->read(x, &err) || !target_commit(&x->target, &x->files, &err)) {
		code = err.kind == ERROR_USAGE ? EXIT_BAD_USAGE : EXIT_INCOMPLETE;
		target_abandon(&x->target);
		if (x->spool.fd >= 0 && x->spool.pages.count)
			x->kept_in = x->spool.path;
		if (code == EXIT_BAD_USAGE)
			export_say(x, error_text(&err));
		else if (!target_is_gone(&x->target))
			export_say_failure(x, &err, &facts);
	} else {
		done = true;
		code = x->bad_records || x->bad_members ? EXIT_INCOMPLETE : EXIT_SUCCESS;
		export_say_summary(x);
	}
	spool_close(&x->spool, !done);
	progress_clear(&x->progress);
	error_release(&err);
	return code;
}

int export_run(struct settings *settings, const struct address_book *names,
	       enum cli_export_object object, const struct cli_export *wanted)
{
	struct export x = {
		.names = names,
		.kind = &kinds[object],
		.wanted = wanted,
		.now = clock_now(),
		.credentials = CREDENTIALS_INIT,
		.to = STRBUF_INIT(STRBUF_LINE),
		.from = STRBUF_INIT(STRBUF_LINE),
		.target = { .output.file.fd = -1, .rows = STRBUF_INIT(STRBUF_TEXT) },
		.spool.fd = -1,
		.reached = DATE_NONE,
		.since = DATE_NONE,
		.until = DATE_NONE,
	};

	int code = run(&x, settings);
	fetch_stop(x.fetch);
	filter_free(x.filter);
	credentials_release(&x.credentials);
	target_release(&x.target);
	strbuf_release(&x.to);
	strbuf_release(&x.from);
	return code;
}
