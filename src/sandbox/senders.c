#include "sandbox/senders.h"

#include <string.h>

#define ALL (CAPABLE_SMS | CAPABLE_MMS | CAPABLE_VOICE)
#define TEXT_AND_VOICE (CAPABLE_SMS | CAPABLE_VOICE)
#define TEXT_AND_MEDIA (CAPABLE_SMS | CAPABLE_MMS)

const struct sender senders[SENDER_COUNT] = {
	[SENDER_US_REMINDERS] = { "+15125550100", "US", SENDER_LOCAL, ALL },
	[SENDER_US_SUPPORT] = { "+15125550101", "US", SENDER_LOCAL, ALL },
	[SENDER_US_CAMPAIGNS] = { "+14155550142", "US", SENDER_LOCAL, ALL },
	[SENDER_US_TOLL_FREE] = { "+18335550163", "US", SENDER_TOLL_FREE, ALL },
	[SENDER_US_SHORT] = { "55501", "US", SENDER_SHORT_CODE, TEXT_AND_MEDIA },
	[SENDER_GB] = { "+447700900700", "GB", SENDER_MOBILE, TEXT_AND_VOICE },
	[SENDER_BR] = { "+5511900009100", "BR", SENDER_MOBILE, TEXT_AND_VOICE },
	[SENDER_MX] = { "+525500009200", "MX", SENDER_LOCAL, TEXT_AND_VOICE },
	[SENDER_ALPHA_NAME] = { "Fernhill", NULL, SENDER_ALPHA, CAPABLE_SMS },
	[SENDER_ALPHA_GO] = { "FernhillGo", NULL, SENDER_ALPHA, CAPABLE_SMS },
	[SENDER_WA_US] = { "whatsapp:+15125550199", "US", SENDER_WHATSAPP, TEXT_AND_MEDIA },
	[SENDER_WA_BR] = { "whatsapp:+5511900009101", "BR", SENDER_WHATSAPP, TEXT_AND_MEDIA },
};

int sender_find(const char *address, size_t length)
{
	for (int i = 0; i < SENDER_COUNT; i++)
		if (strlen(senders[i].address) == length &&
		    memcmp(senders[i].address, address, length) == 0)
			return i;
	return -1;
}

uint32_t sender_service(int sender)
{
	switch (sender) {
	case SENDER_GB:
		return SERVICE_UK;
	case SENDER_BR:
	case SENDER_WA_BR:
		return SERVICE_BRASIL;
	case SENDER_MX:
		return SERVICE_MEXICO;
	case SENDER_WA_US:
		return SERVICE_CHANNELS;
	default:
		return SERVICE_NONE;
	}
}

bool sender_reaches(const struct sender *sender, const char *to)
{
	bool whatsapp = strncmp(to, "whatsapp:", 9) == 0;
	const struct country *country = country_of_address(to);
	bool north_america = country != NULL && strcmp(country->iso, "US") == 0;

	if (whatsapp != (sender->kind == SENDER_WHATSAPP))
		return false;
	switch (sender->kind) {
	case SENDER_ALPHA:
		return !north_america &&
		       (sender->iso == NULL ||
			(country != NULL && strcmp(country->iso, sender->iso) == 0));
	case SENDER_TOLL_FREE:
		return north_america;
	case SENDER_SHORT_CODE:
		return country != NULL && strcmp(country->iso, sender->iso) == 0;
	case SENDER_RCS:
		return false;
	default:
		return true;
	}
}

int sender_fitness(const struct sender *sender, const char *to)
{
	const struct country *country = country_of_address(to);

	if (!sender_reaches(sender, to))
		return 0;
	if (country != NULL && sender->iso != NULL && strcmp(sender->iso, country->iso) == 0)
		return 3;
	return sender->kind == SENDER_ALPHA ? 2 : 1;
}
