#include "views/services/sender_notes.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/address.h"
#include "views/list/cells.h"
#include "views/services/sender_list.h"
#include "views/services/service_list.h"
#include "views/session/lists.h"

#define COUNTRIES_MAX 300

/* A pool, and what would be left of it. */
struct balance {
	const struct service *service;
	bool known; /* all of its lists are there */
	size_t before, left;
	size_t mms_before, mms_left;
	size_t us_leaving;
	size_t leaving;
	struct strbuf lost; /* countries without a sender: "GB, IE" */
};

/* A long code of the United States: toll-free numbers and short codes are no matter of A2P 10DLC. */
static bool is_us(const struct sender *sender)
{
	const struct text address = sender->address;

	return sender->sid.kind == SID_PN && address.length > 1 && address.data[0] == '+' &&
	       strcmp(address_country_of(address.data + 1, address.length - 1), "US") == 0;
}

static bool leaves(const struct sender_choice *choice, const struct sid *sid)
{
	for (size_t i = 0; i < choice->count; i++)
		if (sid_equal(&choice->items[i].sid, sid))
			return true;
	return false;
}

/* Countries as two letters each; `left` has those that keep a sender. */
struct countries {
	char gone[COUNTRIES_MAX][2], left[COUNTRIES_MAX][2];
	size_t gone_count, left_count;
};

static void note_country(char list[][2], size_t *count, struct text country)
{
	if (country.length != 2 || *count == COUNTRIES_MAX)
		return;
	for (size_t i = 0; i < *count; i++)
		if (memcmp(list[i], country.data, 2) == 0)
			return;
	memcpy(list[(*count)++], country.data, 2);
}

static void weigh_sender(struct balance *balance, struct countries *countries,
			 const struct sender *sender, bool goes)
{
	bool mms = sender->capabilities & CAPABLE_MMS;

	balance->before++;
	balance->mms_before += mms;
	balance->leaving += goes;
	balance->us_leaving += goes && is_us(sender);
	balance->left += !goes;
	balance->mms_left += mms && !goes;
	if (goes)
		note_country(countries->gone, &countries->gone_count, sender->country);
	else
		note_country(countries->left, &countries->left_count, sender->country);
}

static void add_lost(const struct countries *countries, struct strbuf *out)
{
	for (size_t i = 0; i < countries->gone_count; i++) {
		bool kept = false;

		for (size_t k = 0; !kept && k < countries->left_count; k++)
			kept = memcmp(countries->gone[i], countries->left[k], 2) == 0;
		if (kept)
			continue;
		if (out->length)
			strbuf_addstr(out, ", ");
		text_clean(out, countries->gone[i], 2, TEXT_ONE_LINE);
	}
}

static void weigh(struct session *session, const struct sender_choice *choice,
		  const struct service *service, struct balance *balance)
{
	struct countries countries = { .gone_count = 0 };

	*balance = (struct balance){
		.service = service,
		.known = true,
		.lost = STRBUF_INIT(STRBUF_LINE),
	};
	for (unsigned kind = 0; kind < SENDER_KINDS; kind++) {
		struct list_id id = sender_pool_id(&service->sid, (enum sender_kind)kind);
		const struct collection *pool = lists_peek(session, &id);

		balance->known = balance->known && collection_is_complete(pool);
		for (size_t i = 0; i < collection_count(pool); i++) {
			const struct sender *sender = collection_at(pool, i);
			weigh_sender(balance, &countries, sender, leaves(choice, &sender->sid));
		}
	}
	add_lost(&countries, &balance->lost);
}

static void add_name(const struct service *service, struct strbuf *out)
{
	cell_text(service->friendly_name, out);
}

/* -- leaving ----------------------------------------------------------------------------------- */

static void note_balance(const struct balance *balance, struct plan *plan)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);

	add_name(balance->service, &name);
	if (balance->service->us_app_to_person_registered && balance->us_leaving)
		plan_note(plan,
			  "%s: %zu US number%s leave%s a service that is registered for A2P 10DLC: "
			  "US traffic from %s stops (30034) until a campaign has %s again",
			  name.data, balance->us_leaving, balance->us_leaving == 1 ? "" : "s",
			  balance->us_leaving == 1 ? "s" : "",
			  balance->us_leaving == 1 ? "it" : "them",
			  balance->us_leaving == 1 ? "it" : "them");
	if (!balance->known)
		plan_note(plan,
			  "%s: its pool is not wholly loaded, so what would be left of it is not "
			  "known",
			  name.data);
	else if (!balance->left)
		plan_note(plan,
			  "%s: no sender is left; every message sent through it fails "
			  "(21703, 21704)",
			  name.data);
	else if (balance->mms_before && !balance->mms_left)
		plan_note(plan, "%s: no sender is left that can send MMS", name.data);
	if (balance->known && balance->left && balance->lost.length)
		plan_note(plan, "%s: no %s sender is left", name.data, balance->lost.data);
	strbuf_release(&name);
}

void sender_notes_out(struct session *session, const struct sender_choice *choice,
		      const struct sid *stay, struct plan *plan)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_peek(session, &id);

	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		bool loses = false;

		for (size_t k = 0; !loses && k < choice->count; k++)
			loses = sid_equal(&choice->items[k].service, &service->sid);
		if (!loses || (stay && sid_equal(&service->sid, stay)))
			continue;
		struct balance balance;
		weigh(session, choice, service, &balance);
		note_balance(&balance, plan);
		strbuf_release(&balance.lost);
	}
}

/* -- coming ------------------------------------------------------------------------------------ */

static void note_full(struct session *session, const struct sender_choice *choice,
		      const struct service *target, const char *name, struct plan *plan)
{
	const struct list_id numbers = sender_pool_id(&target->sid, SENDER_NUMBER);
	const struct list_id codes = sender_pool_id(&target->sid, SENDER_CODE);
	size_t there = collection_count(lists_peek(session, &numbers)) +
		       collection_count(lists_peek(session, &codes));
	size_t coming = 0;

	for (size_t i = 0; i < choice->count; i++) {
		const struct sender *sender = &choice->items[i];
		coming += (sender->sid.kind == SID_PN || sender->sid.kind == SID_SC) &&
			  !sid_equal(&sender->service, &target->sid);
	}
	if (coming && there + coming > SENDER_POOL_MAX)
		plan_note(plan,
			  "%s: would have %zu numbers and short codes; a service takes %d unless "
			  "Twilio has raised it, the rest is refused (21714) and put back",
			  name, there + coming, SENDER_POOL_MAX);
}

/* A service takes one alpha sender a country; which countries a name is for the pool does not say. */
static void note_alphas(struct session *session, const struct sender_choice *choice,
			const struct service *target, const char *name, struct plan *plan)
{
	const struct list_id id = sender_pool_id(&target->sid, SENDER_ALPHA);
	const struct collection *there = lists_peek(session, &id);
	struct strbuf names = STRBUF_INIT(STRBUF_LINE);
	bool coming = false;

	for (size_t i = 0; i < choice->count; i++)
		coming = coming || choice->items[i].sid.kind == SID_AI ||
			 choice->items[i].sid.kind == SID_NONE;
	for (size_t i = 0; coming && i < collection_count(there); i++) {
		const struct sender *alpha = collection_at(there, i);

		strbuf_addstr(&names, names.length ? ", " : "");
		cell_text(alpha->address, &names);
	}
	if (names.length)
		plan_note(plan,
			  "%s: has %s already; Twilio refuses a second alpha sender for a country "
			  "(21714)",
			  name, names.data);
	strbuf_release(&names);
}

/* Whether coming into a service without a campaign takes anything from it: in another one that has none
 * it could not send to the US either. */
static bool may_send_us(struct session *session, const struct sender *sender)
{
	const struct service *service = service_find(session, &sender->service);

	return !service || service->us_app_to_person_registered;
}

void sender_notes_into(struct session *session, const struct sender_choice *choice,
		       const struct service *target, struct plan *plan)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	size_t mute = 0, us = 0, coming = 0;

	add_name(target, &name);
	for (size_t i = 0; i < choice->count; i++) {
		const struct sender *sender = &choice->items[i];
		if (sid_equal(&sender->service, &target->sid))
			continue;
		coming++;
		mute += sender->sid.kind == SID_PN &&
			!(sender->capabilities & (CAPABLE_SMS | CAPABLE_MMS));
		us += is_us(sender) && may_send_us(session, sender);
	}
	if (!target->inbound_request_url.length && !target->use_inbound_webhook_on_number)
		plan_note(plan,
			  "%s: has no inbound URL, so what people write to %s is lost: neither "
			  "received nor logged",
			  name.data, coming == 1 ? "this sender" : "these senders");
	if (us && !target->us_app_to_person_registered)
		plan_note(plan,
			  "%s: is not registered for A2P 10DLC; US carriers refuse what %s "
			  "there (30034)",
			  name.data, us == 1 ? "the US number sends" : "US numbers send");
	if (mute)
		plan_note(plan, "%zu of them can send neither SMS nor MMS and %s refused (21715)",
			  mute, mute == 1 ? "is" : "are");
	note_full(session, choice, target, name.data, plan);
	note_alphas(session, choice, target, name.data, plan);
	strbuf_release(&name);
}

/* -- the service itself ------------------------------------------------------------------------ */

/* What is made in a pool goes with it; the rest stays the account's. */
static void note_pool_goes(const struct balance *balance, size_t alphas, struct plan *plan)
{
	size_t returning = balance->before - alphas;

	if (!balance->known)
		plan_note(plan, "Its senders, which are not wholly loaded, return to the account");
	else if (!balance->before)
		plan_note(plan, "Its pool is empty");
	if (balance->known && returning)
		plan_note(plan, "Its %zu sender%s return%s to the account and %s in no pool",
			  returning, returning == 1 ? "" : "s", returning == 1 ? "s" : "",
			  returning == 1 ? "is" : "are");
	if (balance->known && alphas)
		plan_note(plan, "Its alpha sender%s gone with it", alphas == 1 ? " is" : "s are");
}

void sender_notes_delete(struct session *session, const struct service *service, struct plan *plan)
{
	const struct list_id alphas = sender_pool_id(&service->sid, SENDER_ALPHA);
	const struct sender_choice none = { 0 };
	struct balance balance;

	weigh(session, &none, service, &balance);
	note_pool_goes(&balance, collection_count(lists_peek(session, &alphas)), plan);
	if (service->us_app_to_person_registered)
		plan_note(plan,
			  "It is registered for A2P 10DLC: the US campaign is deleted with it, and "
			  "all US A2P traffic stops at once; registering again takes days");
	plan_note(plan, "Whatever sends with its SID fails from then on (21701)");
	strbuf_release(&balance.lost);
}
