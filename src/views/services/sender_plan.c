#include "views/services/sender_plan.h"

#include <string.h>

#include "base/mem.h"
#include "views/list/cells.h"
#include "views/services/sender_list.h"
#include "views/services/sender_notes.h"
#include "views/session/lists.h"

#define ALPHA_MAX 11
#define WORD_CELLS_MAX 30 /* of a name to be typed: the line has to hold what is typed, too */
#define WORD_OF_SID 4     /* characters, those that the short form of a SID shows */

/* -- finding ----------------------------------------------------------------------------------- */

static bool find_in_pool(struct session *session, const struct sid *pool, const struct sid *sid,
			 struct sender *out)
{
	enum sender_kind kind = sender_kind_of(sid);

	if (pool->kind != SID_MG || kind == SENDER_KINDS)
		return false;
	struct list_id id = sender_pool_id(pool, kind);
	const struct sender *sender = collection_get(lists_peek(session, &id), sid);
	if (!sender)
		return false;
	*out = *sender;
	out->service = *pool;
	return true;
}

static bool find_owned(struct session *session, const struct sid *sid, struct sender *out)
{
	struct sender_list list;
	struct listed_sender listed;

	sender_list_init_owned(&list, session, sid->kind != SID_PN);
	for (uint32_t row = 0; sender_list_get(&list, row, &listed); row++) {
		if (!sid_equal(&listed.sender.sid, sid))
			continue;
		*out = listed.sender;
		out->service = (struct sid){ .kind = SID_NONE };
		return true;
	}
	return false;
}

bool sender_find(struct session *session, const struct sid *sid, const struct sid *pool,
		 struct sender *out)
{
	const struct service *service = lists_service_of(session, sid);

	return find_in_pool(session, pool, sid, out) ||
	       (service && find_in_pool(session, &service->sid, sid, out)) ||
	       find_owned(session, sid, out);
}

void sender_choice_write(const struct sender_choice *choice, struct strbuf *out)
{
	char text[SID_SIZE];

	for (size_t i = 0; i < choice->count; i++) {
		sid_format(&choice->items[i].sid, text);
		strbuf_addf(out, "%s%s", i ? "," : "", text);
	}
}

bool sender_choice_read(struct session *session, const char *text, const struct sid *pool,
			struct sender_choice *choice, struct error *err)
{
	const char *at = text;

	for (at += strspn(at, ","); *at; at += strspn(at, ",")) {
		size_t length = strcspn(at, ",");
		struct sender sender;
		struct sid sid;

		if (!sid_parse(at, length, &sid) || sender_kind_of(&sid) == SENDER_KINDS)
			return error_set(err, ERROR_USAGE, "\"%.*s\" is not the SID of a sender",
					 (int)length, at);
		if (!sender_find(session, &sid, pool, &sender))
			return error_set(err, ERROR_USAGE,
					 "%.*s is in none of the lists that are loaded",
					 (int)length, at);
		vec_push(choice, sender);
		at += length;
	}
	if (!choice->count)
		return error_set(err, ERROR_USAGE, "There is no sender to be moved");
	return true;
}

/* -- plans ------------------------------------------------------------------------------------- */

/* Adds an item with the sender's address as its label, and an alpha sender's name as its form. */
static bool add_item(struct plan *plan, enum op op, const struct sender *sender,
		     const struct sid *of, const struct sid *to, struct error *err)
{
	struct strbuf label = STRBUF_INIT(STRBUF_LINE);
	char *name =
		xstrndup(sender->address.data ? sender->address.data : "", sender->address.length);
	const char *form[] = { "AlphaSender", name, NULL };
	bool alpha = sender->sid.kind == SID_AI || sender->sid.kind == SID_NONE;
	struct plan_target target = { .sid = sender->sid, .of = *of };
	bool good;

	cell_address(sender->address, &label);
	if (to)
		target.to = *to;
	if (alpha && op != OP_REMOVE_SENDER)
		target.form = form;
	target.label = label.data;
	good = plan_add_target(plan, op, &target, err);
	strbuf_release(&label);
	free(name);
	return good;
}

struct plan *sender_plan_into(struct session *session, const struct sender_choice *choice,
			      const struct service *target, enum plan_source source,
			      struct error *err)
{
	struct plan *plan = plan_new(source, NULL);
	bool good = true;

	for (size_t i = 0; good && i < choice->count; i++) {
		const struct sender *sender = &choice->items[i];
		bool elsewhere = sender->service.kind == SID_MG;

		if (elsewhere && sid_equal(&sender->service, &target->sid))
			continue;
		good = elsewhere ? add_item(plan, OP_MOVE_SENDER, sender, &sender->service,
					    &target->sid, err)
				 : add_item(plan, OP_ADD_SENDER, sender, &target->sid, NULL, err);
	}
	if (good && !plan->items.count)
		good = error_set(err, ERROR_USAGE, "%s in this pool already",
				 choice->count == 1 ? "It is" : "They are");
	if (!good) {
		plan_free(plan);
		return NULL;
	}
	sender_notes_into(session, choice, target, plan);
	sender_notes_out(session, choice, &target->sid, plan);
	return plan;
}

struct plan *sender_plan_out(struct session *session, const struct sender_choice *choice,
			     enum plan_source source, struct error *err)
{
	struct plan *plan = plan_new(source, NULL);
	bool good = true;

	for (size_t i = 0; good && i < choice->count; i++) {
		const struct sender *sender = &choice->items[i];
		if (sender->service.kind == SID_MG)
			good = add_item(plan, OP_REMOVE_SENDER, sender, &sender->service, NULL,
					err);
	}
	if (good && !plan->items.count)
		good = error_set(err, ERROR_USAGE, "%s in no pool",
				 choice->count == 1 ? "It is" : "They are");
	if (!good) {
		plan_free(plan);
		return NULL;
	}
	sender_notes_out(session, choice, NULL, plan);
	return plan;
}

/* Whether it can be typed as it is shown, with room to see what one types. */
static bool can_be_typed(struct text name, const struct strbuf *shown)
{
	return shown->length && shown->length == name.length &&
	       memcmp(shown->data, name.data, name.length) == 0 &&
	       text_width(shown->data, shown->length) <= WORD_CELLS_MAX && shown->data[0] != ' ' &&
	       shown->data[shown->length - 1] != ' ' && !strstr(shown->data, "  ");
}

/* The name; where nobody could type that, the end of the SID, which stands beside it on the screens. */
static void want_word(struct plan *plan, const struct service *service, const struct strbuf *name)
{
	char sid[SID_SIZE];

	free(plan->word);
	if (can_be_typed(service->friendly_name, name)) {
		plan->word = xstrdup(name->data);
		return;
	}
	sid_format(&service->sid, sid);
	plan->word = xstrdup(sid + SID_LENGTH - WORD_OF_SID);
	plan_note(plan, "Its SID is %s; type the end of it, for its name is not easily typed", sid);
}

struct plan *sender_plan_delete(struct session *session, const struct service *service,
				struct error *err)
{
	struct plan *plan = plan_new(PLAN_OF_ONE, NULL);
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	struct plan_target target = { .sid = service->sid };
	bool good;

	cell_text(service->friendly_name, &name);
	target.label = name.data;
	good = plan_add_target(plan, OP_DELETE_SERVICE, &target, err);
	if (good) {
		sender_notes_delete(session, service, plan);
		want_word(plan, service, &name);
	}
	strbuf_release(&name);
	if (good)
		return plan;
	plan_free(plan);
	return NULL;
}

/* -- alpha senders ----------------------------------------------------------------------------- */

bool sender_check_alpha(const char *name, struct error *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char others[] = "0123456789 +-_&";
	size_t good = 0;

	while (name[good] && (strchr(letters, name[good]) || strchr(others, name[good])))
		good++;
	if (!*name)
		return error_set(err, ERROR_USAGE, "An alpha sender needs a name");
	if (name[good])
		return error_set(err, ERROR_USAGE,
				 "An alpha sender has letters A to Z, digits, blanks and + - _ & "
				 "only");
	if (good > ALPHA_MAX)
		return error_set(err, ERROR_USAGE,
				 "An alpha sender has at most %d characters; this has %zu",
				 ALPHA_MAX, good);
	if (!strpbrk(name, letters))
		return error_set(err, ERROR_USAGE, "An alpha sender needs at least one letter");
	return true;
}
