#include "model/sender.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

static const struct {
	enum capability bit;
	const char *word; /* as it is shown */
} words[] = {
	{ CAPABLE_SMS, "SMS" },
	{ CAPABLE_MMS, "MMS" },
	{ CAPABLE_VOICE, "Voice" },
	{ CAPABLE_FAX, "Fax" },
};

unsigned capability_parse(const char *text, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strlen(words[i].word) == length &&
		    strncasecmp(text, words[i].word, length) == 0)
			return words[i].bit;
	return CAPABLE_OTHER;
}

void capability_write(unsigned capabilities, struct strbuf *out)
{
	bool any = false;

	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (!(capabilities & words[i].bit))
			continue;
		if (any)
			strbuf_addch(out, ' ');
		strbuf_addstr(out, words[i].word);
		any = true;
	}
	if (capabilities & CAPABLE_OTHER)
		strbuf_addstr(out, any ? " other" : "other");
}
