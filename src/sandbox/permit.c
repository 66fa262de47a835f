#include "sandbox/permit.h"

#include <regex.h>
#include <string.h>

#include "base/mem.h"

#define ACCOUNT "^/2010-04-01/Accounts/AC[0-9a-fA-F]{32}"

/* The senders of a service belong to it. */
static const struct {
	const char *name;
	const char *paths; /* a POSIX regular expression, extended */
} resources[] = {
	{ "account", ACCOUNT "\\.json$" },
	{ "accounts", "^/2010-04-01/Accounts\\.json$" },
	{ "balance", ACCOUNT "/Balance" },
	{ "messages", ACCOUNT "/Messages(\\.json$|/[^/]+$|/[^/]+/Feedback)" },
	{ "media", ACCOUNT "/Messages/[^/]+/Media" },
	{ "services", "^/v1/Services" },
	{ "numbers", ACCOUNT "/IncomingPhoneNumbers" },
	{ "short-codes", ACCOUNT "/SMS/ShortCodes" },
	{ "channel-senders", "^/v2/Channels/Senders" },
	{ "pricing", "^/v1/Messaging/Countries" },
	{ "deactivations", "^/v1/Deactivations" },
};

bool permit_parse(const char *names, uint32_t *denied, struct error *err)
{
	*denied = 0;
	while (*names != '\0') {
		size_t length = strcspn(names, ",");
		size_t i = 0;

		while (i < ARRAY_SIZE(resources) && (strlen(resources[i].name) != length ||
						     memcmp(resources[i].name, names, length) != 0))
			i++;
		if (i == ARRAY_SIZE(resources))
			return error_set(err, ERROR_USAGE,
					 "--deny takes some of " PERMIT_NAMES ", not \"%.*s\"",
					 (int)length, names);
		*denied |= 1u << i;
		names += length;
		names += *names == ',';
	}
	return true;
}

static bool fits(const char *pattern, const char *path)
{
	regex_t regex;
	bool found = regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) == 0;

	if (!found)
		return false;
	found = regexec(&regex, path, 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

bool permit_denies(uint32_t denied, const char *path)
{
	for (size_t i = 0; i < ARRAY_SIZE(resources); i++)
		if (denied & 1u << i && fits(resources[i].paths, path))
			return true;
	return false;
}
