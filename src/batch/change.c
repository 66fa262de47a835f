#include "batch/change.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "batch/apply.h"
#include "batch/connection.h"
#include "ops/report.h"

#define PROGRAM "msgdeck " PACKAGE_VERSION
#define API_HOST "https://api.twilio.com"

bool change_is_allowed(const struct settings *settings, struct error *err)
{
	return !settings_bool(settings, OPTION_READ_ONLY) ||
	       error_set(err, ERROR_REFUSED,
			 "Read-only: leave --read-only out to change the account");
}

bool change_sign_in(struct change_ground *ground, struct settings *settings, struct error *err)
{
	struct api_settings api;
	bool ok;

	if (credentials_look(settings, err) != CREDENTIALS_COMPLETE ||
	    !credentials_load(&ground->credentials, settings, err))
		return false;
	apply_block_signals();
	ok = connection_settings(settings, &ground->credentials, &api, err);
	if (ok) {
		ground->account = xstrdup(api.account_sid);
		ground->host = xstrdup(api.api_base ? api.api_base : API_HOST);
		ground->header = (struct journal_header){ PROGRAM, ground->account, ground->host };
		ground->fetch = fetch_start(&api, err);
	}
	api_settings_release(&api);
	return ground->fetch != NULL;
}

void change_release(struct change_ground *ground)
{
	fetch_stop(ground->fetch);
	free(ground->account);
	free(ground->host);
	credentials_release(&ground->credentials);
}

bool change_new_file(struct output *output, const char *path, struct error *err)
{
	if (path && access(path, F_OK) == 0)
		return error_set(err, ERROR_USAGE, "%s is there already: name a new file", path);
	return output_init(output, path, false, err);
}

static bool write_part(struct output *output, const struct change_ground *ground,
		       const struct change_part *part, bool csv, struct error *err)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	struct report_about about;
	bool good = report_about_init(&about, &ground->header, part->journal, err);

	for (uint32_t i = 0; good && i < part->plan->items.count; i++) {
		struct report_row row;

		report_row_init(&row, part->plan, i);
		report_add_row(&out, csv, &about, &row);
		report_row_release(&row);
		good = output_write(output, out.data, out.length, err);
		strbuf_reset(&out);
	}
	report_about_release(&about);
	strbuf_wipe(&out);
	return good;
}

bool change_report(struct output *output, const struct change_ground *ground,
		   const struct change_part *parts, size_t count, struct error *err)
{
	bool csv = report_is_csv(output->path);
	struct strbuf head = STRBUF_INIT(STRBUF_LINE);
	bool good = output_open(output, err);

	report_add_head(&head, csv);
	good = good && output_write(output, head.data, head.length, err);
	for (size_t i = 0; good && i < count; i++)
		good = write_part(output, ground, &parts[i], csv, err);
	good = good && output_commit(output, err);
	if (!good)
		output_abandon(output);
	strbuf_release(&head);
	return good;
}
