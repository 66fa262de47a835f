#include "sandbox/senders.h"

#include <string.h>

#define IN(service) (1u << SERVICE_##service)

const struct service_info services[SERVICE_COUNT] = {
	[SERVICE_VERIFY] = { .name = "Verification codes", .usecase = "verification" },
	[SERVICE_REMINDERS] = { .name = "Reminders and orders", .usecase = "notifications" },
	[SERVICE_CAMPAIGNS] = { .name = "Campaigns", .usecase = "marketing" },
};

const struct sender senders[SENDER_COUNT] = {
	[SENDER_US_REMINDERS] = { .address = "+15125550100",
				  .iso = "US",
				  .mms = true,
				  .kind = SENDER_LONG_CODE,
				  .services = IN(REMINDERS) },
	[SENDER_US_SUPPORT] = { .address = "+15125550101",
				.iso = "US",
				.mms = true,
				.kind = SENDER_LONG_CODE },
	[SENDER_US_CAMPAIGNS] = { .address = "+14155550142",
				  .iso = "US",
				  .mms = true,
				  .kind = SENDER_LONG_CODE,
				  .services = IN(CAMPAIGNS) },
	[SENDER_US_TOLL_FREE] = { .address = "+18335550163",
				  .iso = "US",
				  .mms = true,
				  .kind = SENDER_TOLL_FREE,
				  .services = IN(CAMPAIGNS) },
	[SENDER_US_SHORT] = { .address = "55501",
			      .iso = "US",
			      .mms = true,
			      .kind = SENDER_SHORT_CODE,
			      .services = IN(VERIFY) },
	[SENDER_GB] = { .address = "+447700900700",
			.iso = "GB",
			.kind = SENDER_LONG_CODE,
			.services = IN(VERIFY) | IN(REMINDERS) | IN(CAMPAIGNS) },
	[SENDER_BR] = { .address = "+5511900009100",
			.iso = "BR",
			.kind = SENDER_LONG_CODE,
			.services = IN(VERIFY) | IN(REMINDERS) | IN(CAMPAIGNS) },
	[SENDER_MX] = { .address = "+525500009200",
			.iso = "MX",
			.kind = SENDER_LONG_CODE,
			.services = IN(VERIFY) | IN(REMINDERS) | IN(CAMPAIGNS) },
	[SENDER_ALPHA_NAME] = { .address = "Fernhill",
				.kind = SENDER_ALPHA,
				.services = IN(VERIFY) | IN(CAMPAIGNS) },
	[SENDER_ALPHA_GO] = { .address = "FernhillGo",
			      .kind = SENDER_ALPHA,
			      .services = IN(REMINDERS) },
	[SENDER_WA_US] = { .address = "whatsapp:+15125550199",
			   .iso = "US",
			   .mms = true,
			   .kind = SENDER_WHATSAPP,
			   .services = IN(VERIFY) | IN(REMINDERS) | IN(CAMPAIGNS) },
	[SENDER_WA_BR] = { .address = "whatsapp:+5511900009101",
			   .iso = "BR",
			   .mms = true,
			   .kind = SENDER_WHATSAPP,
			   .services = IN(VERIFY) | IN(REMINDERS) | IN(CAMPAIGNS) },
};

int sender_find(const char *address, size_t length)
{
	for (int i = 0; i < SENDER_COUNT; i++)
		if (strlen(senders[i].address) == length &&
		    memcmp(senders[i].address, address, length) == 0)
			return i;
	return -1;
}

bool sender_reaches(const struct sender *sender, const char *to)
{
	bool whatsapp = strncmp(to, "whatsapp:", 9) == 0;
	const struct country *country = country_of_address(to);
	bool north_america = country != NULL && strcmp(country->iso, "US") == 0;

	if (whatsapp != (sender->kind == SENDER_WHATSAPP))
		return false;
	if (whatsapp)
		return true;
	if (sender->kind == SENDER_ALPHA)
		return !north_america;
	if (sender->kind != SENDER_LONG_CODE)
		return north_america;
	return true;
}

/* A sender of the recipient's own country is preferred, then a name, then any. */
static int fitness(const struct sender *sender, const char *to)
{
	const struct country *country = country_of_address(to);

	if (!sender_reaches(sender, to))
		return 0;
	if (country != NULL && sender->iso != NULL && strcmp(sender->iso, country->iso) == 0)
		return 3;
	return sender->kind == SENDER_ALPHA ? 2 : 1;
}

int sender_from_pool(enum service service, const char *to)
{
	int best = -1;
	int most = 0;

	for (int i = 0; i < SENDER_COUNT; i++) {
		int fits = senders[i].services & 1u << service ? fitness(&senders[i], to) : 0;

		if (fits > most) {
			most = fits;
			best = i;
		}
	}
	return best;
}
