/*
 * phrasebook.h - what people and programs write to each other in the seeded account.
 *
 * A script is text, one message a line. Its first character says who speaks:
 *	>  the account		<  the contact		+  the account, answering by itself
 * Behind it may stand how long after the message before ("90s", "5m", "6h"; otherwise the speaker
 * decides), then a blank, then the message. "[jpeg]" and the like in front of the text are media
 * that come with it, "|" is a line break, and {name}, {code}, {order}, {time}, {day}, {doctor},
 * {agent}, {pct}, {link}, {city}, {eta} and {amount} stand for what fits the episode.
 */
#ifndef MSGDECK_SANDBOX_PHRASEBOOK_H
#define MSGDECK_SANDBOX_PHRASEBOOK_H

#include <stddef.h>

#include "sandbox/people.h"

/* What an episode is about; the rows of a phrasebook. */
enum episode_kind {
	EPISODE_VERIFY,
	EPISODE_REMINDER,
	EPISODE_ORDER,
	EPISODE_CAMPAIGN, /* one line each: the campaign's text */
	EPISODE_SUPPORT,
	EPISODE_CALL,  /* follows a telephone call */
	EPISODE_AFTER, /* how a contact answers a campaign */
	EPISODE_STOP,  /* unsubscribes; the account answers */
	EPISODE_KIND_COUNT,
};

/* Lists end with NULL. A list that is NULL is taken from the English book. */
struct phrasebook {
	const char *const *scripts[EPISODE_KIND_COUNT];
	const char *const *names; /* first names */
	const char *const *doctors;
	const char *const *agents;
	const char *const *cities;
	const char *const *days; /* seven, Sunday first */
};

extern const struct phrasebook phrasebook_en, phrasebook_es, phrasebook_pt, phrasebook_de,
	phrasebook_fr, phrasebook_ja, phrasebook_ar, phrasebook_he, phrasebook_hi;

#endif
