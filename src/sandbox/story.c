#include "sandbox/story.h"

#include "sandbox/rng.h"
#include "sandbox/traffic.h"

static uint64_t number_of_episode(const struct plan *plan, uint32_t ref)
{
	return mix(plan->seed, ref / REF_LINES);
}

static uint64_t number_of_message(const struct plan *plan, uint32_t ref)
{
	return mix(plan->seed + 1, ref);
}

/* Names cannot be answered, so that who may answer is written to from a number. */
static bool expects_answer(const struct plan *plan, const struct episode *episode)
{
	uint32_t lines = plan_line_count(plan, episode);

	for (uint32_t i = 0; i < lines; i++)
		if (plan_line(plan, episode, i)->speaker == SPEAKER_CONTACT)
			return true;
	return false;
}

static int sender_in_us(const struct episode *episode)
{
	switch (episode->kind) {
	case EPISODE_VERIFY:
		return SENDER_US_SHORT;
	case EPISODE_CAMPAIGN:
		return episode->script % 3 == 1 ? SENDER_US_TOLL_FREE : SENDER_US_CAMPAIGNS;
	case EPISODE_REMINDER:
	case EPISODE_ORDER:
		return SENDER_US_REMINDERS;
	default:
		return SENDER_US_SUPPORT;
	}
}

static int sender_of(const struct plan *plan, const struct episode *episode)
{
	const struct contact *contact = &plan->people->contacts[episode->contact];

	if (contact->whatsapp)
		return contact->country == COUNTRY_BR ? SENDER_WA_BR : SENDER_WA_US;
	switch (contact->country) {
	case COUNTRY_US:
		return sender_in_us(episode);
	case COUNTRY_GB:
		return SENDER_GB;
	case COUNTRY_BR:
		return SENDER_BR;
	case COUNTRY_MX:
		return SENDER_MX;
	default:
		if (expects_answer(plan, episode))
			return SENDER_GB;
		return episode->kind == EPISODE_VERIFY || episode->kind == EPISODE_CAMPAIGN
			       ? SENDER_ALPHA_NAME
			       : SENDER_ALPHA_GO;
	}
}

uint8_t story_own(const struct plan *plan, uint32_t message)
{
	const struct episode *episode = plan_episode(plan, message);
	const struct line *line = plan_line(plan, episode, plan->refs[message] % REF_LINES);

	return (uint8_t)(sender_of(plan, episode) |
			 (line->speaker == SPEAKER_CONTACT ? OWN_INBOUND : 0));
}

/* Countries and channels have services of their own; elsewhere each purpose has one. */
static uint32_t service_of(const struct episode *episode, const struct line *line, int sender)
{
	uint32_t service = sender_service(sender);

	if (line->speaker != SPEAKER_ACCOUNT)
		return SERVICE_NONE;
	switch (episode->kind) {
	case EPISODE_VERIFY:
		return service == SERVICE_NONE ? SERVICE_VERIFY : service;
	case EPISODE_REMINDER:
	case EPISODE_ORDER:
		return service == SERVICE_NONE ? SERVICE_REMINDERS : service;
	case EPISODE_CAMPAIGN:
		return service == SERVICE_NONE ? SERVICE_CAMPAIGNS : service;
	default:
		return SERVICE_NONE;
	}
}

static enum direction direction_of(const struct episode *episode, const struct line *line,
				   bool is_first)
{
	switch (line->speaker) {
	case SPEAKER_CONTACT:
		return DIRECTION_INBOUND;
	case SPEAKER_AUTO:
		return DIRECTION_REPLY;
	default:
		return episode->kind == EPISODE_CALL && is_first ? DIRECTION_CALL : DIRECTION_API;
	}
}

/* Whether the contact answers, so that it must have arrived. Codes are asked for again when they
 * did not. */
static bool is_answered(const struct episode *episode, const struct line *line, bool is_first)
{
	if (episode->kind == EPISODE_CAMPAIGN && is_first)
		return episode->ending != ENDING_NONE && episode->ending != ENDING_REFUSED;
	return line->answered && episode->kind != EPISODE_VERIFY;
}

/* Codes to Brazil since the outage began. */
static bool in_outage(const struct plan *plan, const struct episode *episode,
		      const struct contact *contact)
{
	return episode->kind == EPISODE_VERIFY && contact->country == COUNTRY_BR &&
	       !contact->whatsapp && (int64_t)episode->start >= plan->end - TRAFFIC_OUTAGE_SECONDS;
}

/* Campaigns from the US number that carriers took for spam. */
static bool is_filtered(const struct plan *plan, const struct episode *episode, int sender)
{
	uint32_t unlucky = plan->campaigns > 1 ? (plan->campaigns - 2) % 7 : 0;

	return episode->kind == EPISODE_CAMPAIGN && sender == SENDER_US_CAMPAIGNS &&
	       episode->script % 7 == unlucky;
}

static struct outcome decide(const struct plan *plan, const struct episode *episode,
			     const struct tale *tale, int sender, uint64_t number, bool answered)
{
	static const uint16_t outage_errors[] = { 30008, 30008, 30008, 30003, 30003, 30017 };
	const struct contact *contact = tale->contact;
	uint32_t luck = pick(mix64(number + 3), 1000);

	if (episode->ending == ENDING_REFUSED && tale->line->speaker == SPEAKER_ACCOUNT)
		return (struct outcome){ .status = STATUS_FAILED, .error = 21610 };
	if (in_outage(plan, episode, contact) && luck < 720)
		return (struct outcome){ .status = STATUS_UNDELIVERED,
					 .error = outage_errors[luck % 6],
					 .settle_seconds = 60 + luck };
	if (answered)
		return (struct outcome){ .status = contact->whatsapp ? STATUS_READ
								     : STATUS_DELIVERED,
					 .settle_seconds = 1 + luck % 5,
					 .read_seconds = 2 + luck % 7 };
	if (is_filtered(plan, episode, sender) && luck < 380)
		return (struct outcome){ .status = STATUS_UNDELIVERED,
					 .error = 30007,
					 .settle_seconds = 2 + luck % 11 };
	if (sender == SENDER_US_CAMPAIGNS && luck >= 991)
		return (struct outcome){ .status = STATUS_FAILED, .error = 30034 };
	return outcome_of(&countries[contact->country], (enum trouble)contact->trouble,
			  &senders[sender], number);
}

void story_tell(const struct plan *plan, uint32_t message, struct tale *tale)
{
	const struct episode *episode = plan_episode(plan, message);
	uint32_t ref = plan->refs[message];
	uint64_t number = number_of_message(plan, ref);
	const struct contact *contact = &plan->people->contacts[episode->contact];
	const struct line *line = plan_line(plan, episode, ref % REF_LINES);
	int sender = OWN_SENDER(plan->own[message]);
	bool inbound = line->speaker == SPEAKER_CONTACT;
	struct life *life = &tale->life;
	struct outcome outcome = { .status = STATUS_RECEIVED, .settle_seconds = 1 };

	tale->contact = contact;
	tale->line = line;
	tale->service = service_of(episode, line, sender);
	tale->wants_feedback = line->speaker == SPEAKER_ACCOUNT && episode->kind == EPISODE_VERIFY;
	tale->price = price_of(&countries[contact->country], inbound, contact->whatsapp,
			       line->media_count > 0);
	if (!inbound)
		outcome = decide(plan, episode, tale, sender, number,
				 is_answered(episode, line, ref % REF_LINES == 0));
	life->direction = direction_of(episode, line, ref % REF_LINES == 0);
	life->outcome = outcome.status;
	life->error = outcome.error;
	life->by_service = tale->service != SERVICE_NONE;
	life->sent = plan->times[message];
	life->created = ref % REF_LINES == 0 ? (int64_t)episode->start
					     : life->sent - (inbound ? 0 : pick(number + 7, 3));
	life->due = life->created;
	life->settled = life->sent + outcome.settle_seconds;
	life->read = life->settled + outcome.read_seconds;
	life->canceled = DATE_NONE;
}

void story_text(const struct plan *plan, uint32_t message, const struct tale *tale,
		struct strbuf *out)
{
	const struct episode *episode = plan_episode(plan, message);
	uint32_t ref = plan->refs[message];
	uint64_t of_episode = number_of_episode(plan, ref);

	/* What a campaign offers is the same for everybody. */
	if (episode->kind == EPISODE_CAMPAIGN)
		of_episode = mix(plan->seed + 2, episode->script);
	line_render(out, tale->line, (enum language)tale->contact->language,
		    mix(plan->seed + 3, episode->contact), of_episode,
		    number_of_message(plan, ref));
}
