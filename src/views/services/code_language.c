/*
 * code_language.c - the fields in which short codes are searched.
 */
#include "base/mem.h"
#include "model/number.h"
#include "views/list/datum.h"
#include "views/list/languages.h"
#include "views/list/list_rows.h"

enum { CODE_TEXT, CODE_CODE, CODE_NAME, CODE_URL, CODE_SERVICE, CODE_SID, CODE_CREATED };

static const struct filter_field code_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in code, name and webhooks",
	  .example = "text:alerts",
	  .id = CODE_TEXT },
	{ .name = "code",
	  .alias = "sender",
	  .kind = FILTER_ADDRESS,
	  .help = "part of the code",
	  .example = "code:735",
	  .id = CODE_CODE },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of its name",
	  .example = "name:alerts",
	  .id = CODE_NAME },
	{ .name = "url",
	  .kind = FILTER_TEXT,
	  .help = "part of one of its webhooks",
	  .example = "url:example.com",
	  .id = CODE_URL },
	{ .name = "service",
	  .kind = FILTER_SERVICE,
	  .help = "in the pool of this messaging service; none: in no pool that was read",
	  .example = "service:none",
	  .id = CODE_SERVICE },
	{ .name = "sid",
	  .kind = FILTER_SID,
	  .help = "the code with this SID, or all whose SIDs start so",
	  .example = "sid:SC8f",
	  .id = CODE_SID },
	{ .name = "created",
	  .kind = FILTER_TIME,
	  .help = "when the account got it",
	  .example = "created>2024-03",
	  .id = CODE_CREATED },
};

static void read_code(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct short_code *code = record;

	switch (id) {
	case CODE_TEXT:
		datum_line(datum, code->short_code);
		datum_line(datum, code->friendly_name);
		datum_line(datum, code->sms_url);
		datum_line(datum, code->sms_fallback_url);
		break;
	case CODE_CODE:
		datum_text(datum, code->short_code);
		break;
	case CODE_NAME:
		datum_text(datum, code->friendly_name);
		break;
	case CODE_URL:
		datum_line(datum, code->sms_url);
		datum_line(datum, code->sms_fallback_url);
		break;
	case CODE_SERVICE:
		datum_service(datum, lists_service_of(((const struct list_rows *)data)->session,
						      &code->sid));
		break;
	case CODE_SID:
		datum->sid = code->sid;
		break;
	default:
		datum->number = code->date_created;
		break;
	}
}

const struct filter_language code_language = {
	.fields = code_fields,
	.count = ARRAY_SIZE(code_fields),
	.read = read_code,
};
