#include "ops/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/export_cell.h"
#include "ops/plans.h"

#define READ_SIZE (64 * 1024)

/* -- what all lines have ----------------------------------------------------------------------- */

static bool hash_file(struct report_about *about, int fd, struct error *err)
{
	unsigned char *bytes = xmalloc(READ_SIZE);
	uint8_t digest[SHA256_SIZE];
	struct sha256 sha;
	ssize_t got;

	sha256_init(&sha);
	while ((got = read(fd, bytes, READ_SIZE)) > 0 || (got < 0 && errno == EINTR)) {
		if (got < 0)
			continue;
		sha256_add(&sha, bytes, (size_t)got);
		about->bytes += (uint64_t)got;
	}
	if (got < 0)
		error_errno(err, errno, "the journal cannot be read");
	sha256_end(&sha, digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(about->sha256 + 2 * i, 3, "%02x", digest[i]);
	free(bytes);
	return got == 0;
}

bool report_about_init(struct report_about *about, const struct journal_header *header,
		       const char *journal, struct error *err)
{
	int fd = open(journal, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
	bool good;

	*about = (struct report_about){
		.account = xstrdup(header->account),
		.host = xstrdup(header->host),
		.journal = xstrdup(plans_name(journal)),
	};
	if (fd < 0)
		return error_errno(err, errno, "the journal %s cannot be opened", journal);
	good = hash_file(about, fd, err);
	close(fd);
	return good;
}

void report_about_release(struct report_about *about)
{
	free(about->account);
	free(about->host);
	free(about->journal);
}

/* -- an item ----------------------------------------------------------------------------------- */

void report_row_init(struct report_row *row, const struct plan *plan, uint32_t index)
{
	const struct plan_detail *detail = plan_detail(plan, index);

	*row = (struct report_row){
		.number = index,
		.item = plan->items.items[index],
		.place = "",
	};
	snprintf(row->request.text, sizeof(row->request.text), "%s", plan_request_id(plan, index));
	if (!detail)
		return;
	row->what = detail->label ? xstrdup(detail->label) : NULL;
	if (row->item.op == OP_MOVE_SENDER)
		row->place = move_place_name((enum move_place)detail->place);
	if (row->item.op == OP_ADD_SENDER)
		row->to = detail->of;
	else if (detail->of.kind == SID_MG)
		row->from = detail->of;
	if (detail->to.kind == SID_MG)
		row->to = detail->to;
}

void report_row_release(struct report_row *row)
{
	mem_wipe_free(row->what);
}

enum report_cell {
	CELL_ITEM,
	CELL_VERB,
	CELL_STATE,
	CELL_REASON,
	CELL_SID,
	CELL_TIME,
	CELL_TRIES,
	CELL_CODE,
	CELL_STATUS,
	CELL_REQUEST,
	CELL_WHAT,
	CELL_FROM,
	CELL_TO,
	CELL_PLACE,
	CELL_PROOF,
	CELL_ACCOUNT,
	CELL_HOST,
	CELL_JOURNAL,
	CELL_BYTES,
	CELL_SHA256,
	CELLS
};

static const struct {
	const char *name;
	enum export_kind kind;
} cells[CELLS] = {
	[CELL_ITEM] = { "item", EXPORT_BARE },
	[CELL_VERB] = { "verb", EXPORT_MADE },
	[CELL_STATE] = { "state", EXPORT_MADE },
	[CELL_REASON] = { "reason", EXPORT_MADE },
	[CELL_SID] = { "sid", EXPORT_MADE },
	[CELL_TIME] = { "time", EXPORT_MADE },
	[CELL_TRIES] = { "tries", EXPORT_BARE },
	[CELL_CODE] = { "code", EXPORT_BARE },
	[CELL_STATUS] = { "status", EXPORT_BARE },
	[CELL_REQUEST] = { "request_id", EXPORT_TEXT },
	[CELL_WHAT] = { "what", EXPORT_ADDRESS },
	[CELL_FROM] = { "from", EXPORT_MADE },
	[CELL_TO] = { "to", EXPORT_MADE },
	[CELL_PLACE] = { "place", EXPORT_MADE },
	[CELL_PROOF] = { "proof", EXPORT_MADE },
	[CELL_ACCOUNT] = { "account", EXPORT_MADE },
	[CELL_HOST] = { "host", EXPORT_TEXT },
	[CELL_JOURNAL] = { "journal", EXPORT_TEXT },
	[CELL_BYTES] = { "journal_bytes", EXPORT_BARE },
	[CELL_SHA256] = { "journal_sha256", EXPORT_MADE },
};

static void add_time(struct strbuf *out, uint32_t at)
{
	char text[DATE_ISO_SIZE];

	if (at && date_format_iso(at, text))
		strbuf_addstr(out, text);
}

/* Of what came of the item. */
static void add_outcome(struct strbuf *out, enum report_cell cell, const struct report_row *row)
{
	const struct plan_item *item = &row->item;

	switch (cell) {
	case CELL_ITEM:
		strbuf_addf(out, "%u", row->number);
		break;
	case CELL_VERB:
		strbuf_addstr(out, op_verb((enum op)item->op)->name);
		break;
	case CELL_STATE:
		strbuf_addstr(out, item_state_name((enum item_state)item->state));
		break;
	case CELL_REASON:
		strbuf_addstr(out, op_why_name((enum op_why)item->why));
		break;
	case CELL_SID:
		sid_write(&item->sid, out);
		break;
	case CELL_TIME:
		add_time(out, item->at);
		break;
	case CELL_TRIES:
		strbuf_addf(out, "%u", item->tries);
		break;
	case CELL_CODE:
		strbuf_addf(out, "%d", item->code);
		break;
	case CELL_STATUS:
		strbuf_addf(out, "%u", item->http);
		break;
	default:
		strbuf_addstr(out, row->request.text);
	}
}

static void add_value(struct strbuf *out, enum report_cell cell, const struct report_about *about,
		      const struct report_row *row)
{
	switch (cell) {
	case CELL_WHAT:
		strbuf_addstr(out, row->what ? row->what : "");
		break;
	case CELL_FROM:
		sid_write(&row->from, out);
		break;
	case CELL_TO:
		sid_write(&row->to, out);
		break;
	case CELL_PLACE:
		strbuf_addstr(out, row->place);
		break;
	case CELL_PROOF:
		strbuf_addstr(out, item_proof_name((enum item_proof)row->item.proof));
		break;
	case CELL_ACCOUNT:
		strbuf_addstr(out, about->account);
		break;
	case CELL_HOST:
		strbuf_addstr(out, about->host);
		break;
	case CELL_JOURNAL:
		strbuf_addstr(out, about->journal);
		break;
	case CELL_BYTES:
		strbuf_addf(out, "%llu", (unsigned long long)about->bytes);
		break;
	case CELL_SHA256:
		strbuf_addstr(out, about->sha256);
		break;
	default:
		add_outcome(out, cell, row);
	}
}

/* -- lines ------------------------------------------------------------------------------------- */

bool report_is_csv(const char *path)
{
	const char *dot = strrchr(path, '.');

	return !dot || strcmp(dot, ".jsonl") != 0;
}

void report_add_head(struct strbuf *out, bool csv)
{
	if (!csv)
		return;
	for (unsigned cell = 0; cell < CELLS; cell++)
		strbuf_addf(out, "%s%s", cell ? "," : "", cells[cell].name);
	strbuf_addstr(out, "\r\n");
}

void report_add_row(struct strbuf *out, bool csv, const struct report_about *about,
		    const struct report_row *row)
{
	struct strbuf value = STRBUF_INIT(STRBUF_TEXT);

	for (unsigned cell = 0; cell < CELLS; cell++) {
		strbuf_reset(&value);
		add_value(&value, (enum report_cell)cell, about, row);
		struct text text = { value.length ? value.data : NULL, value.length };

		if (csv) {
			strbuf_addstr(out, cell ? "," : "");
			export_cell_csv(out, text, cells[cell].kind);
		} else {
			strbuf_addf(out, "%s\"%s\":", cell ? "," : "{", cells[cell].name);
			export_cell_json(out, text, cells[cell].kind);
		}
	}
	strbuf_addstr(out, csv ? "\r\n" : "}\n");
	strbuf_wipe(&value);
}
