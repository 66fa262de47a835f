/*
 * account_language.c - the fields in which accounts are searched.
 */
#include "base/mem.h"
#include "model/account.h"
#include "views/list/datum.h"
#include "views/list/languages.h"

enum { ACCOUNT_TEXT, ACCOUNT_NAME, ACCOUNT_STATUS, ACCOUNT_TYPE, ACCOUNT_SID, ACCOUNT_CREATED };

static const char *const account_statuses[] = { "active", "suspended", "closed", NULL };
static const char *const account_types[] = { "full", "trial", NULL };

static const struct filter_field account_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in name, SID and status",
	  .example = "text:clinic",
	  .id = ACCOUNT_TEXT },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of its name",
	  .example = "name:clinic",
	  .id = ACCOUNT_NAME },
	{ .name = "status",
	  .kind = FILTER_WORD,
	  .help = "active, suspended or closed",
	  .example = "status:suspended",
	  .values = account_statuses,
	  .id = ACCOUNT_STATUS },
	{ .name = "type",
	  .kind = FILTER_WORD,
	  .help = "full or trial",
	  .example = "type:trial",
	  .values = account_types,
	  .id = ACCOUNT_TYPE },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "the account with this SID, or all whose SIDs start so",
	  .example = "sid:AC45",
	  .id = ACCOUNT_SID },
	{ .name = "created",
	  .kind = FILTER_TIME,
	  .help = "when it was made",
	  .example = "created>2024-03",
	  .id = ACCOUNT_CREATED },
	SINCE_UNTIL_FIELDS(ACCOUNT_CREATED, "made"),
};

static void read_account(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct account *account = record;

	(void)data;
	if (id == ACCOUNT_TEXT || id == ACCOUNT_NAME)
		datum_line(datum, account->friendly_name);
	if (id == ACCOUNT_TEXT)
		datum_sid(datum, &account->sid);
	if (id == ACCOUNT_TEXT || id == ACCOUNT_STATUS)
		datum_text(datum, account->status);
	if (id == ACCOUNT_TYPE)
		datum_text(datum, account->type);
	if (id == ACCOUNT_SID)
		datum->sid = account->sid;
	if (id == ACCOUNT_CREATED)
		datum->number = account->date_created;
}

const struct filter_language account_language = {
	.fields = account_fields,
	.count = ARRAY_SIZE(account_fields),
	.read = read_account,
};
