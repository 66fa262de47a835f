/*
 * compose_send.c - from the form to a plan: a send for each recipient, and what the review says.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/address.h"
#include "model/service.h"
#include "model/when.h"
#include "views/compose/compose.h"
#include "views/list/cells.h"
#include "views/session/lists.h"

/* Of the text in the review. */
#define TEXT_CELLS 60

/* -- the review's sentences -------------------------------------------------------------------- */

static void note_recipients(const struct compose *compose, struct plan *plan)
{
	const struct recipients *to = &compose->recipients;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (to->addresses.count == 1) {
		const char *address = to->addresses.items[0];
		cell_contact_whole((struct text){ address, strlen(address) }, &text);
		plan_note(plan, "To %s", text.data);
	} else {
		plan_note(plan, "To %zu recipients, a message each", to->addresses.count);
	}
	if (to->repeated)
		plan_note(plan, "%zu recipient%s given more than once %s one message", to->repeated,
			  to->repeated == 1 ? "" : "s", to->repeated == 1 ? "gets" : "get");
	strbuf_release(&text);
}

static void add_service(const struct compose *compose, struct strbuf *out)
{
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const char *value = compose_value(compose, OUT_SERVICE);
	const struct service *service = NULL;
	struct sid sid;

	if (sid_parse(value, strlen(value), &sid))
		service = collection_get(lists_peek(compose->session, &id), &sid);
	if (service)
		strbuf_addf(out, "service \"%.*s\"", (int)service->friendly_name.length,
			    service->friendly_name.data);
	else
		strbuf_addf(out, "service %s", value);
}

static void note_sender(const struct compose *compose, struct plan *plan)
{
	const char *from = compose_value(compose, OUT_FROM);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (*from)
		address_format(&text, (struct text){ from, strlen(from) });
	if (*compose_value(compose, OUT_SERVICE)) {
		strbuf_addstr(&text, *from ? ", " : "");
		add_service(compose, &text);
	}
	plan_note(plan, "From %s", text.data);
	strbuf_release(&text);
}

static void note_size(const struct compose *compose, struct plan *plan)
{
	const struct segments *size = &compose->size;
	size_t recipients = compose->recipients.addresses.count;

	if (!size->segments)
		return;
	if (recipients == 1)
		plan_note(plan, "%zu segment%s of %s", size->segments,
			  size->segments == 1 ? "" : "s", segments_encoding_name(size->encoding));
	else
		plan_note(plan, "%zu segment%s of %s each, %zu in all", size->segments,
			  size->segments == 1 ? "" : "s", segments_encoding_name(size->encoding),
			  size->segments * recipients);
}

/* The beginning of the text, so that it is seen once more what goes out. */
static void note_text(const struct compose *compose, struct plan *plan)
{
	const char *body = compose_value(compose, OUT_BODY);
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	size_t used, length;

	text_clean(&clean, body, strlen(body), TEXT_ONE_LINE);
	length = text_fit(clean.data, clean.length, TEXT_CELLS, &used);
	if (length)
		plan_note(plan, "It says \"%.*s%s\"", (int)length, clean.data,
			  length < clean.length ? "…" : "");
	strbuf_wipe(&clean);
}

static void note_price(const struct compose *compose, struct plan *plan)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	enum style_role role = STYLE_TEXT;

	compose_price(compose, &text, &role);
	if (text.length)
		plan_note(plan, "It costs %s", text.data);
	strbuf_release(&text);
}

static void note_time(int64_t when, int64_t now, struct plan *plan)
{
	char local[WHEN_SIZE], distance[WHEN_SIZE], utc[DATE_ISO_SIZE];

	if (when == DATE_NONE) {
		plan_note(plan, "It is sent at once");
		return;
	}
	when_full(when, WHEN_LOCAL, local);
	when_distance(when, now, distance);
	date_format_iso(when, utc);
	plan_note(plan, "It is sent %s: %s (%s), and can be cancelled until then", distance, local,
		  utc);
}

/* -- the plan ---------------------------------------------------------------------------------- */

static bool add_sends(const struct compose *compose, const struct outgoing *outgoing, int64_t now,
		      struct plan *plan, struct error *err)
{
	const struct recipients *to = &compose->recipients;
	bool good = true;

	for (size_t i = 0; good && i < to->addresses.count; i++) {
		char **form = outgoing_form(outgoing, to->addresses.items[i], now);
		struct plan_target target = {
			.form = (const char *const *)form,
			.label = to->addresses.items[i],
		};
		good = plan_add_target(plan, OP_SEND, &target, err);
		outgoing_form_free(form);
	}
	return good;
}

struct plan *compose_plan(struct compose *compose, const char *words, struct error *err)
{
	int64_t now = clock_now();
	enum outgoing_parameter at;
	struct outgoing outgoing;
	struct error why = ERROR_INIT;
	struct plan *plan;

	compose_update(compose);
	compose_outgoing(compose, &outgoing);
	if (!outgoing_check(&outgoing, now, &at, &why)) {
		form_fault(compose->form, outgoing_name(at), error_text(&why));
		form_go(compose->form, outgoing_name(at));
		error_move(err, &why);
		return NULL;
	}
	plan = plan_new(compose->recipients.addresses.count == 1 ? PLAN_OF_ONE : PLAN_OF_MARKED,
			NULL);
	if (!add_sends(compose, &outgoing, now, plan, err)) {
		plan_free(plan);
		return NULL;
	}
	if (words)
		plan_note(plan, "%s", words);
	note_recipients(compose, plan);
	note_sender(compose, plan);
	note_time(outgoing_time(&outgoing, now), now, plan);
	note_text(compose, plan);
	note_size(compose, plan);
	note_price(compose, plan);
	return plan;
}
