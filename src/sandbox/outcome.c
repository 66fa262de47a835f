/* outcome.c - how a message ends, by country, sender and luck; and what it costs. */
#include "sandbox/rng.h"
#include "sandbox/story.h"

#define PRICE_WHATSAPP 500
#define PRICE_MMS_OUT 2200
#define PRICE_MMS_IN 1650

static struct outcome undelivered(int error, uint64_t number)
{
	return (struct outcome){ .status = STATUS_UNDELIVERED,
				 .error = error,
				 .settle_seconds = 20 + pick(mix64(number), 380) };
}

static struct outcome outcome_for_trouble(enum trouble trouble, uint64_t number)
{
	switch (trouble) {
	case TROUBLE_LANDLINE:
		return undelivered(30006, number);
	case TROUBLE_UNKNOWN:
		return undelivered(30005, number);
	default:
		return undelivered(30003, number);
	}
}

static struct outcome outcome_on_whatsapp(uint64_t number, uint32_t luck)
{
	if (luck < 14)
		return undelivered(63016, number);
	if (luck < 18)
		return undelivered(63024, number);
	if (luck < 300)
		return (struct outcome){ .status = STATUS_DELIVERED,
					 .settle_seconds = 1 + pick(mix64(number), 6) };
	return (struct outcome){ .status = STATUS_READ,
				 .settle_seconds = 1 + pick(mix64(number), 6),
				 .read_seconds = 4 + pick(mix64(number + 1), 2400) };
}

static int error_of_lost(uint64_t number)
{
	static const uint16_t errors[] = { 30003, 30003, 30003, 30003, 30003, 30005,
					   30005, 30008, 30008, 30006, 30017, 30036 };

	return errors[pick(mix64(number + 2), sizeof(errors) / sizeof(errors[0]))];
}

struct outcome outcome_of(const struct country *country, enum trouble trouble,
			  const struct sender *sender, uint64_t number)
{
	uint32_t luck = pick(number, 1000);

	if (trouble != TROUBLE_NONE)
		return outcome_for_trouble(trouble, number);
	if (sender->kind == SENDER_WHATSAPP)
		return outcome_on_whatsapp(number, luck);
	if (luck < country->lost)
		return undelivered(error_of_lost(number), number);
	luck -= country->lost;
	if (luck < country->no_receipt * (sender->kind == SENDER_ALPHA ? 3u : 1u))
		return (struct outcome){ .status = STATUS_SENT };
	return (struct outcome){ .status = STATUS_DELIVERED,
				 .settle_seconds = 1 + pick(mix64(number), 9) };
}

uint32_t price_of(const struct country *country, bool inbound, bool whatsapp, bool mms)
{
	if (whatsapp)
		return PRICE_WHATSAPP;
	if (mms)
		return inbound ? PRICE_MMS_IN : PRICE_MMS_OUT;
	return inbound ? country->price_in : country->price_out;
}
