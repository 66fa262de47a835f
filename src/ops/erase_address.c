#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/address.h"
#include "ops/erase_internal.h"

/* The channels that know people by their phone numbers, none of them first.
 * https://www.twilio.com/docs/messaging/channels */
static const char *const phone_channels[] = { "", "whatsapp:", "rcs:" };

static bool has_form(const struct erase *erase, const char *form)
{
	for (size_t i = 0; i < erase->forms.count; i++)
		if (strcmp(erase->forms.items[i], form) == 0)
			return true;
	return false;
}

static void add_form(struct erase *erase, const char *channel, const char *value)
{
	struct strbuf form = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&form, "%s%s", channel, value);
	if (has_form(erase, form.data))
		strbuf_release(&form);
	else
		vec_push(&erase->forms, strbuf_detach(&form, NULL));
}

/* A channel's own name for somebody may be nearly anything, but it is one word. */
static bool is_channel_address(const struct address *address)
{
	for (size_t i = 0; i < address->value.length; i++)
		if ((unsigned char)address->value.data[i] <= ' ')
			return false;
	return address->channel.length && address->value.length;
}

bool erase_add_address(struct erase *erase, const char *typed, size_t length, struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	size_t before = erase->forms.count;
	struct address address;
	bool good = true;

	address_normalise(&text, typed, length);
	address_parse((struct text){ text.data, text.length }, &address);
	if (address.kind == ADDRESS_PHONE && !address.channel.length) {
		for (size_t i = 0; i < ARRAY_SIZE(phone_channels); i++)
			add_form(erase, phone_channels[i], text.data);
	} else if ((address.kind == ADDRESS_SHORT_CODE && !address.channel.length) ||
		   is_channel_address(&address)) {
		add_form(erase, "", text.data);
	} else {
		good = error_set(err, ERROR_USAGE,
				 "\"%.60s\" is no address: a phone number such as +14155552671, a "
				 "short code, or a channel's such as messenger:1234",
				 text.data ? text.data : "");
	}
	erase->addresses += erase->forms.count > before;
	strbuf_release(&text);
	return good;
}

size_t erase_addresses(const struct erase *erase)
{
	return erase->addresses;
}
