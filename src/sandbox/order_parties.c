/* order_parties.c - To, From, MessagingServiceSid and FallbackFrom of a message to be sent. */
#include <string.h>

#include "sandbox/alpha.h"
#include "sandbox/order.h"

#define WHATSAPP "whatsapp:"
#define DIGITS_MIN 8
#define DIGITS_MAX 15
#define SHORT_CODE_MIN 3
#define SHORT_CODE_MAX 6

static bool is_short_code(const char *text)
{
	size_t length = strspn(text, "0123456789");

	return text[length] == '\0' && length >= SHORT_CODE_MIN && length <= SHORT_CODE_MAX;
}

/* E.164 from what people type: blanks, dots, dashes and brackets fall away, and ten digits without
 * "+" are a North American number. */
static bool normalise(const char *text, char address[static ADDRESS_SIZE])
{
	size_t channel = strncmp(text, WHATSAPP, strlen(WHATSAPP)) == 0 ? strlen(WHATSAPP) : 0;
	bool has_plus = text[channel] == '+';
	char digits[DIGITS_MAX + 1];
	size_t count = 0;

	for (const char *at = text + channel + has_plus; *at != '\0'; at++) {
		if (strchr(" ().-", *at) != NULL)
			continue;
		if (*at < '0' || *at > '9' || count == DIGITS_MAX)
			return false;
		digits[count++] = *at;
	}
	digits[count] = '\0';
	snprintf(address, ADDRESS_SIZE, "%.*s+%s%s", (int)channel, text,
		 !has_plus && count == 10 ? "1" : "", digits);
	return count >= DIGITS_MIN && digits[0] != '0';
}

static bool refuse(struct reply *reply, int code)
{
	reply_error(reply, code);
	return false;
}

static bool parse_to(struct order *order, const struct request *request, struct reply *reply)
{
	const char *to = params_value(&request->form, "To");

	if (to == NULL || *to == '\0')
		return refuse(reply, 21604);
	if (is_short_code(to))
		return refuse(reply, 21265);
	if (!normalise(to, order->to)) {
		reply_error_text(reply, 21211, "Invalid 'To' Phone Number: %s", to);
		return false;
	}
	if (country_of_address(order->to) == NULL) {
		reply_error_text(reply, 21408,
				 "Permission to send an SMS has not been enabled for the region "
				 "indicated by the 'To' number: %s",
				 order->to);
		return false;
	}
	return true;
}

static bool parse_service(struct order *order, const struct account *account,
			  const struct request *request, struct reply *reply)
{
	const char *sid = params_value(&request->form, "MessagingServiceSid");

	order->service = SERVICE_NONE;
	if (sid == NULL || *sid == '\0')
		return true;
	if (!sid_is_wellformed(sid, strlen(sid), "MG"))
		return refuse(reply, 21705);
	return inventory_find_service(&account->inventory, sid, &order->service) ||
	       refuse(reply, 21701);
}

/* Says why this is none of the account's senders. */
static bool refuse_from(const char *from, struct reply *reply)
{
	char number[ADDRESS_SIZE];

	if (strncmp(from, WHATSAPP, strlen(WHATSAPP)) == 0)
		reply_error(reply, 63007);
	else if (is_short_code(from) || (*from == '+' && normalise(from, number)))
		reply_error_text(reply, 21659,
				 "'From' %s is not a Twilio phone number or Short Code country "
				 "mismatch",
				 from);
	else if (alpha_is_valid(from))
		reply_error(reply, 21657);
	else
		reply_error_text(reply, 21212, "Invalid 'From' Number: %s", from);
	return false;
}

static bool parse_from(struct order *order, const struct inventory *inventory,
		       const struct request *request, struct reply *reply)
{
	const char *from = params_value(&request->form, "From");
	char number[ADDRESS_SIZE];

	order->sender = -1;
	if (!order->sender_given)
		return order->service != SERVICE_NONE || refuse(reply, 21603);
	order->sender = inventory_find_address(inventory, from, order->service);
	if (order->sender < 0 && strlen(from) < ADDRESS_SIZE && normalise(from, number))
		order->sender = inventory_find_address(inventory, number, order->service);
	if (strlen(from) >= ADDRESS_SIZE || order->sender < 0)
		return refuse_from(from, reply);
	return true;
}

static bool check_pair(const struct order *order, const struct sandbox *sandbox,
		       struct reply *reply)
{
	const struct sender *sender = order_sender(order, sandbox);
	bool to_whatsapp = strncmp(order->to, WHATSAPP, strlen(WHATSAPP)) == 0;

	if (strcmp(sender->address, order->to) == 0)
		return refuse(reply, 21266);
	if (to_whatsapp != (sender->kind == SENDER_WHATSAPP))
		return refuse(reply, 21910);
	if (!(sender->capabilities & CAPABLE_SMS)) {
		reply_error_text(reply, 21606,
				 "The 'From' phone number provided (%s) is not a valid "
				 "message-capable Twilio phone number for this "
				 "destination/account",
				 sender->address);
		return false;
	}
	if (!sender_reaches(sender, order->to)) {
		reply_error_text(reply, 21612,
				 "Message cannot be sent with the current combination of 'To' (%s) "
				 "and/or 'From' (%s) parameters",
				 order->to, sender->address);
		return false;
	}
	if (order->service != SERVICE_NONE &&
	    inventory_member(&sandbox->account.inventory, order->service,
			     (uint32_t)order->sender) == NULL)
		return refuse(reply, 21711);
	return true;
}

static bool check_fallback(const struct order *order, const struct inventory *inventory,
			   const struct request *request, struct reply *reply)
{
	const char *fallback = params_value(&request->form, "FallbackFrom");
	int sender;

	if (fallback == NULL || *fallback == '\0')
		return true;
	if (order->sender_given)
		return refuse(reply, 21664);
	if (order->service == SERVICE_NONE)
		return refuse(reply, 21666);
	if (!inventory_pool_has(inventory, order->service, SENDER_RCS))
		return refuse(reply, 21667);
	sender = inventory_find_address(inventory, fallback, order->service);
	return (sender >= 0 && !sender_is_channel(&inventory->senders.items[sender].sender)) ||
	       refuse(reply, 21665);
}

bool order_parse_parties(struct order *order, struct sandbox *sandbox,
			 const struct request *request, struct reply *reply, int64_t now)
{
	const struct account *account = &sandbox->account;
	const struct inventory *inventory = &account->inventory;
	const char *from = params_value(&request->form, "From");
	uint32_t contact;

	order->sender_given = from != NULL && *from != '\0';
	if (!parse_to(order, request, reply) || !parse_service(order, account, request, reply) ||
	    !check_fallback(order, inventory, request, reply) ||
	    !parse_from(order, inventory, request, reply))
		return false;
	if (!order->sender_given && inventory_pool_is_empty(inventory, order->service))
		return refuse(reply, 21704);
	if (!order->sender_given)
		order->sender = inventory_pick(inventory, order->service, order->to);
	if (order->sender < 0)
		return refuse(reply, 21703);
	if (order->sender_given && !check_pair(order, sandbox, reply))
		return false;
	if (sandbox->trial &&
	    !people_find(&account->people, order->to, strlen(order->to), &contact))
		return refuse(reply, 21608);
	if (account_has_stopped(account, order->to, order_sender(order, sandbox)->address, now))
		return refuse(reply, 21610);
	return true;
}
