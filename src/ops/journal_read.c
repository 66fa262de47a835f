#include "ops/journal_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "ops/journal_line.h"
#include "ops/move.h"

static bool wrong(struct error *err, const char *what)
{
	return error_set(err, ERROR_PROTOCOL, "%s", what);
}

/* Exactly so many bytes, written in hexadecimal digits. */
static bool read_bytes(const char *text, uint8_t *bytes, size_t count)
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(text) != 2 * count)
		return false;
	for (size_t i = 0; i < 2 * count; i++) {
		const char *digit = strchr(digits, text[i]);

		if (!digit)
			return false;
		bytes[i / 2] = (uint8_t)(bytes[i / 2] << 4 | (digit - digits));
	}
	return true;
}

/* What of the messages was in no file; 0 also where nothing was. */
static unsigned read_given(const struct json *words)
{
	unsigned given = 0;

	for (size_t i = 0; i < json_count(words); i++) {
		const char *word = json_as_string(json_at(words, i), NULL);

		given |= word && strcmp(word, "text") == 0   ? PLAN_GIVEN_TEXT
			 : word && strcmp(word, "from") == 0 ? PLAN_GIVEN_FROM
							     : 0;
	}
	return given;
}

/* The file whose rows are sent. */
static bool read_list(const struct json *line, struct plan *plan)
{
	const char *file = json_get_string(line, "file");
	const char *sha256 = json_get_string(line, "sha256");
	const char *name = json_get_string(line, "template");
	const char *service = json_get_string(line, "service");
	const char *hash = json_get_string(line, "given_hash");
	struct plan_file *list;

	if (plan->source != PLAN_OF_FILE)
		return true;
	list = plan->list = xcalloc(1, sizeof(*list));
	list->path = xstrdup(file ? file : "");
	list->template_name = name ? xstrdup(name) : NULL;
	list->service = service ? xstrdup(service) : NULL;
	list->given = read_given(json_get(line, "given"));
	return file && sha256 && read_bytes(sha256, list->sha256, sizeof(list->sha256)) &&
	       (!list->given ||
		(hash && read_bytes(hash, list->given_hash, sizeof(list->given_hash))));
}

static bool read_bound(const struct json *scope, const char *name, int64_t *when)
{
	const char *text = json_get_string(scope, name);

	*when = DATE_NONE;
	return !text || date_parse_iso(text, strlen(text), when);
}

/* Whose messages an erasure is about; a journal of an older msgdeck does not tell. */
static bool read_scope(const struct json *line, struct plan_scope *scope)
{
	const struct json *from = json_get(line, "scope");
	const char *key = from ? json_get_string(from, "key") : NULL;
	const char *tag = from ? json_get_string(from, "tag") : NULL;
	int64_t addresses = from ? json_get_integer(from, "addresses", -1) : 0;

	if (!from)
		return true;
	scope->known = true;
	scope->media = json_get(from, "media") != NULL;
	scope->filtered = json_get(from, "filtered") != NULL;
	scope->addresses = (uint32_t)addresses;
	return addresses >= 0 && addresses <= UINT32_MAX &&
	       read_bound(from, "since", &scope->since) &&
	       read_bound(from, "until", &scope->until) && key && tag &&
	       read_bytes(key, scope->key, sizeof(scope->key)) &&
	       read_bytes(tag, scope->tag, sizeof(scope->tag));
}

static bool read_header(struct journal_record *record, const struct json *line, struct error *err)
{
	const char *account = json_get_string(line, "account");
	const char *program = json_get_string(line, "program");
	const char *host = json_get_string(line, "host");
	const char *selection = json_get_string(line, "selection");
	const char *at = json_get_string(line, "at");
	const char *salt = json_get_string(line, "salt");
	int64_t version = json_get_integer(line, "journal", 0);
	enum plan_source source = selection ? plan_source_find(selection) : PLAN_SOURCES;

	if (version < 1)
		return wrong(err, "it is no journal of msgdeck's");
	if (version > JOURNAL_VERSION)
		return error_set(err, ERROR_PROTOCOL,
				 "it was written by a newer msgdeck (format %lld)",
				 (long long)version);
	if (!account || !sid_parse(account, strlen(account), &record->account) || !program ||
	    !host || source == PLAN_SOURCES || !at ||
	    !date_parse_iso(at, strlen(at), &record->created))
		return wrong(err, "its first line is not complete");
	record->announced = (size_t)json_get_integer(line, "count", 0);
	record->program = xstrdup(program);
	record->host = xstrdup(host);
	record->plan = plan_new(source, NULL);
	record->plan->erasure = json_get(line, "erasure") != NULL;
	if ((salt && !read_bytes(salt, record->plan->salt, sizeof(record->plan->salt))) ||
	    !read_scope(line, &record->plan->scope) || !read_list(line, record->plan))
		return wrong(err, "its first line is not complete");
	return true;
}

/* What an item may be before anything was done, and after an answer. */
#define STATES_BEFORE (1u << ITEM_READY | 1u << ITEM_WAITING | 1u << ITEM_LEFT | 1u << ITEM_REFUSED)
#define STATES_AFTER (STATES_BEFORE | 1u << ITEM_DONE | 1u << ITEM_FAILED | 1u << ITEM_UNKNOWN)

/* The words "is", one of `states`, and "why" of a line. */
static bool read_state(const struct json *line, unsigned states, enum item_state *state,
		       enum op_why *why)
{
	const char *is = json_get_string(line, "is");
	const char *because = json_get_string(line, "why");

	*state = is ? item_state_find(is) : ITEM_STATES;
	*why = because ? op_why_find(because) : WHY_NONE;
	return *state != ITEM_STATES && states >> *state & 1 && *why != WHY_COUNT;
}

/* The SID of a member that may be missing. */
static bool read_sid(const struct json *value, struct sid *sid)
{
	size_t length = 0;
	const char *text = value ? json_as_string(value, &length) : NULL;

	*sid = (struct sid){ .kind = SID_NONE };
	return !value || json_kind(value) == JSON_KIND_NULL ||
	       (text && sid_parse(text, length, sid));
}

/* By what a message that was to be sent is known again. */
static bool read_message(const struct json *line, size_t index, bool listed,
			 struct plan_detail *detail)
{
	const struct json *row = json_at(json_get(line, "rows"), index);
	const struct json *body = json_at(json_get(line, "bodies"), index);
	const struct json *when = json_at(json_get(line, "send_at"), index);
	size_t length = 0;
	const char *text = body ? json_as_string(body, NULL) : NULL;
	int64_t number = 0;

	if (text) {
		detail->hashed = true;
		if (!read_bytes(text, detail->hash, sizeof(detail->hash)))
			return false;
	}
	if (listed && (!row || !json_as_integer(row, &number) || number < 1 || number > UINT32_MAX))
		return false;
	detail->row = (uint32_t)number;
	text = when ? json_as_string(when, &length) : NULL;
	return !text || date_parse_iso(text, length, &detail->send_at);
}

static bool read_item(struct plan *plan, const struct json *line, size_t index, enum op op,
		      struct error *err)
{
	const struct json *alpha = json_at(json_get(line, "names"), index);
	const char *form[] = { "AlphaSender", alpha ? json_as_string(alpha, NULL) : NULL, NULL };
	struct plan_target target = { .form = form[1] ? form : NULL, .label = form[1] };
	size_t before = plan->items.count;
	bool plain;

	if (!read_sid(json_at(json_get(line, "sids"), index), &target.sid) ||
	    !read_sid(json_get(line, "of"), &target.of) ||
	    !read_sid(json_get(line, "to"), &target.to) ||
	    (target.sid.kind == SID_NONE && op_verb(op)->object != OP_ON_NOTHING &&
	     op != OP_ADD_SENDER))
		return wrong(err, "something is no SID");
	if (op == OP_MOVE_SENDER && (target.of.kind != SID_MG || target.to.kind != SID_MG))
		return wrong(err, "a move has no services");
	plain = target.of.kind == SID_NONE && target.to.kind == SID_NONE && op != OP_SEND;
	if (plain ? !plan_add(plan, op, &target.sid, err)
		  : !plan_add_target(plan, op, &target, err))
		return false;
	if (plan->items.count == before)
		return wrong(err, "an item is there twice");
	return op != OP_SEND ||
	       read_message(line, index, plan->list != NULL,
			    plan_need_detail(plan, (uint32_t)before)) ||
	       wrong(err, "a message is not right");
}

static bool read_items(struct plan *plan, const struct json *line, struct error *err)
{
	size_t count = json_count(json_get(line, "sids"));
	const char *verb = json_get_string(line, "verb");
	enum op op = verb ? op_find(verb) : OP_COUNT;
	enum item_state state;
	enum op_why why;

	if (json_get_integer(line, "items", -1) != (int64_t)plan->items.count || op == OP_COUNT ||
	    !read_state(line, STATES_BEFORE, &state, &why) || !count)
		return wrong(err, "the list of items is not right");
	for (size_t i = 0; i < count; i++) {
		if (!read_item(plan, line, i, op, err))
			return false;
		plan_set(plan, (uint32_t)(plan->items.count - 1), state, why);
	}
	return true;
}

static bool read_index(const struct plan *plan, const struct json *line, const char *name,
		       uint32_t *index, struct error *err)
{
	int64_t number = json_get_integer(line, name, -1);

	if (number < 0 || (uint64_t)number >= plan->items.count)
		return wrong(err, "there is no such item");
	*index = (uint32_t)number;
	return true;
}

/* The step that a line of a move is about; false when it is none. */
static bool read_step(struct plan *plan, const struct json *line, uint32_t index)
{
	int64_t step = json_get_integer(line, "step", MOVE_OUT);
	struct plan_detail *detail;

	if (plan->items.items[index].op != OP_MOVE_SENDER)
		return true;
	if (step < MOVE_OUT || step > MOVE_OUT_AGAIN)
		return false;
	detail = plan_need_detail(plan, index);
	detail->step = (uint8_t)step;
	if (step == MOVE_OUT || step == MOVE_IN) {
		detail->back = false;
		detail->refusal = WHY_NONE;
	} else {
		detail->back = true;
	}
	return true;
}

/* What is done is done: only a move may be taken back. */
static bool may_change(const struct plan *plan, uint32_t index, struct error *err)
{
	const struct plan_item *item = &plan->items.items[index];

	return item->op == OP_MOVE_SENDER ||
	       !(1u << item->state & (1u << ITEM_DONE | 1u << ITEM_LEFT)) ||
	       wrong(err, "the item is at its end already");
}

static bool read_intent(struct plan *plan, const struct json *line, const char *name,
			enum item_state state, struct error *err)
{
	const char *at = json_get_string(line, "at");
	uint32_t index = 0;

	if (!read_index(plan, line, name, &index, err) || !may_change(plan, index, err))
		return false;
	if (state == ITEM_READY && plan->items.items[index].state != ITEM_SENT)
		return wrong(err, "there is no intent to be withdrawn");
	if (state == ITEM_SENT && !read_step(plan, line, index))
		return wrong(err, "there is no such step");
	if (state == ITEM_SENT && plan->details.count && at &&
	    !date_parse_iso(at, strlen(at), &plan_need_detail(plan, index)->intended))
		return wrong(err, "its time is none");
	plan_set(plan, index, state, WHY_NONE);
	return true;
}

/* The item's SID, or that of what it made. */
static bool is_its_sid(struct plan *plan, const struct json *line, uint32_t index)
{
	struct sid sid;

	if (!read_sid(json_get(line, "sid"), &sid))
		return false;
	plan_set_sid(plan, index, &sid);
	return sid_equal(&sid, plan_sid(plan, index));
}

/* When the line was written. */
static void read_time(struct plan *plan, const struct json *line, uint32_t index)
{
	const char *at = json_get_string(line, "at");
	int64_t when;

	if (at && date_parse_iso(at, strlen(at), &when))
		plan_set_time(plan, index, when);
}

static bool read_outcome(struct plan *plan, const struct json *line, struct error *err)
{
	const char *request = json_get_string(line, "request");
	int code = (int)json_get_integer(line, "code", 0);
	int http = (int)json_get_integer(line, "http", 0);
	enum item_state state;
	enum op_why why;
	uint32_t index = 0;

	if (!read_index(plan, line, "outcome", &index, err) || !may_change(plan, index, err))
		return false;
	if (!is_its_sid(plan, line, index))
		return wrong(err, "the SID is not that of the item");
	if (!read_state(line, STATES_AFTER, &state, &why))
		return wrong(err, "the outcome is not known");
	if (json_get(line, "step") && plan->items.items[index].op == OP_MOVE_SENDER)
		move_ended(plan, index, state, why, code, http, request);
	else
		plan_set_answer(plan, index, state, why, code, http, request);
	plan_set_look(plan, index, json_get(line, "look") != NULL);
	read_time(plan, line, index);
	return true;
}

static bool read_look(struct plan *plan, const struct json *line, struct error *err)
{
	const char *name = json_get_string(line, "place");
	enum move_place place = name ? move_place_find(name) : PLACES;
	uint32_t index = 0;

	if (!read_index(plan, line, "looked", &index, err))
		return false;
	if (plan->items.items[index].op != OP_MOVE_SENDER || place > PLACE_NEITHER)
		return wrong(err, "nothing can have been found");
	if (json_get(line, "sid") && !is_its_sid(plan, line, index))
		return wrong(err, "the SID is not that of the item");
	move_found(plan, index, place);
	read_time(plan, line, index);
	return true;
}

static bool read_back(struct plan *plan, const struct json *line, struct error *err)
{
	uint32_t index = 0;

	return read_index(plan, line, "back", &index, err) &&
	       (move_take_back(plan, index) || wrong(err, "it cannot be taken back"));
}

static bool read_end(struct journal_record *record, const struct json *line, struct error *err)
{
	const char *how = json_get_string(line, "end");
	enum journal_end end = how ? journal_end_find(how) : JOURNAL_ENDS;

	record->ended = true;
	record->stopped = end == END_STOPPED;
	record->complete = end == END_COMPLETE;
	return end != JOURNAL_ENDS || wrong(err, "how it ended is not known");
}

static bool read_change(struct journal_record *record, const struct json *line, struct error *err)
{
	struct plan *plan = record->plan;

	record->ended = record->stopped = record->complete = record->aside = false;
	if (json_get(line, "intent"))
		return read_intent(plan, line, "intent", ITEM_SENT, err);
	if (json_get(line, "withdrawn"))
		return read_intent(plan, line, "withdrawn", ITEM_READY, err);
	if (json_get(line, "outcome"))
		return read_outcome(plan, line, err);
	if (json_get(line, "looked"))
		return read_look(plan, line, err);
	if (json_get(line, "back"))
		return read_back(plan, line, err);
	if (json_get(line, "end"))
		return read_end(record, line, err);
	record->aside = json_get(line, "aside") != NULL;
	if (record->aside || json_get(line, "resumed"))
		return true;
	return wrong(err, "it says nothing that is known");
}

static bool read_line(struct journal_record *record, const struct json *line, struct error *err)
{
	if (!record->plan)
		return read_header(record, line, err);
	if (record->begun)
		return read_change(record, line, err);
	if (json_get(line, "items"))
		return read_items(record->plan, line, err);
	record->aside = json_get(line, "aside") != NULL;
	if (record->aside)
		return true;
	record->begun = json_get_integer(line, "begin", -1) == (int64_t)record->plan->items.count;
	record->plan->judged = record->plan->items.count;
	return record->begun || wrong(err, "changes begin before all items are there");
}

bool journal_take_line(struct journal_record *record, const char *text, size_t length,
		       struct error *err)
{
	struct json *line = json_parse(text, length, err);
	bool good = line && read_line(record, line, err);

	json_free(line);
	return good;
}

void journal_record_release(struct journal_record *record)
{
	plan_free(record->plan);
	free(record->program);
	free(record->host);
	*record = (struct journal_record){ .plan = NULL };
}
