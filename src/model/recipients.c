#include "model/recipients.h"

#include <string.h>

#include "base/strbuf.h"
#include "model/address.h"

struct text address_channel(const char *address)
{
	struct address parsed;

	address_parse((struct text){ address, strlen(address) }, &parsed);
	return parsed.channel;
}

bool recipient_check(const char *address, struct error *err)
{
	struct address parsed;

	address_parse((struct text){ address, strlen(address) }, &parsed);
	if (parsed.kind == ADDRESS_PHONE)
		return true;
	if (parsed.channel.data && parsed.value.length &&
	    strncmp(parsed.channel.data, "whatsapp", parsed.channel.length) != 0)
		return true;
	if (parsed.channel.data)
		return error_set(err, ERROR_USAGE,
				 "\"%s\" is no WhatsApp address: whatsapp:+ and the number",
				 address);
	return error_set(err, ERROR_USAGE,
			 "\"%s\" is no number that a message can go to: + and country code, or a "
			 "channel as in whatsapp:+14155552671",
			 address);
}

static bool is_separator(char c)
{
	return c == ',' || c == ';' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_blank(char c)
{
	return c == ' ';
}

/* Where the address that begins here ends: at a separator, or at a blank before a "+" or a channel
 * with a "+". */
static size_t address_end(const char *text)
{
	size_t end = 0;

	while (text[end] && !is_separator(text[end])) {
		if (is_blank(text[end]) && end > 0 && text[end + 1] == '+')
			break;
		if (is_blank(text[end]) && end > 0) {
			size_t word = strcspn(text + end + 1, " ,;\n\r\t");
			if (memchr(text + end + 1, ':', word))
				break;
		}
		end++;
	}
	return end;
}

static bool is_known(const struct recipients *recipients, const char *address)
{
	for (size_t i = 0; i < recipients->addresses.count; i++)
		if (strcmp(recipients->addresses.items[i], address) == 0)
			return true;
	return false;
}

static bool add(struct recipients *recipients, const char *text, size_t length, struct error *err)
{
	struct strbuf address = STRBUF_INIT(STRBUF_LINE);
	bool good;

	address_normalise(&address, text, length);
	good = recipient_check(address.data, err);
	if (good && is_known(recipients, address.data)) {
		recipients->repeated++;
	} else if (good && recipients->addresses.count == RECIPIENTS_MAX) {
		good = error_set(err, ERROR_LIMIT, "At most %d recipients at once", RECIPIENTS_MAX);
	} else if (good) {
		vec_push(&recipients->addresses, strbuf_detach(&address, NULL));
	}
	strbuf_release(&address);
	return good;
}

bool recipients_parse(struct recipients *recipients, const char *text, struct error *err)
{
	while (*text) {
		size_t length = address_end(text);
		size_t end = length;

		while (length && is_blank(text[length - 1]))
			length--;
		if (length && !add(recipients, text, length, err))
			return false;
		text += end;
		while (*text && (is_separator(*text) || is_blank(*text)))
			text++;
	}
	return true;
}

void recipients_release(struct recipients *recipients)
{
	for (size_t i = 0; i < recipients->addresses.count; i++)
		mem_wipe_free(recipients->addresses.items[i]);
	vec_release(&recipients->addresses);
	recipients->repeated = 0;
}
