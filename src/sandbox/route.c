/* route.c - which handler serves which path. */
#include <string.h>

#include "base/mem.h"
#include "sandbox/access.h"
#include "sandbox/sandbox.h"

#define ACCOUNT "/2010-04-01/Accounts/{AC}"
#define SERVICE "/v1/Services/{MG}"

/* {XX} stands for a SID with these letters, {SM} for one of a message, {*} for anything without a
 * slash. An account's SID comes first in its path. */
static const struct route {
	enum method method;
	const char *pattern;
	sandbox_handler *handler;
} routes[] = {
	{ METHOD_GET, "/2010-04-01/Accounts.json", account_list },
	{ METHOD_GET, ACCOUNT ".json", account_fetch },
	{ METHOD_GET, ACCOUNT "/Balance.json", balance_fetch },
	{ METHOD_GET, ACCOUNT "/Messages.json", message_list },
	{ METHOD_POST, ACCOUNT "/Messages.json", message_create },
	{ METHOD_GET, ACCOUNT "/Messages/{SM}.json", message_fetch },
	{ METHOD_POST, ACCOUNT "/Messages/{SM}.json", message_update },
	{ METHOD_DELETE, ACCOUNT "/Messages/{SM}.json", message_delete },
	{ METHOD_GET, ACCOUNT "/Messages/{SM}/Media.json", media_list },
	{ METHOD_GET, ACCOUNT "/Messages/{SM}/Media/{ME}.json", media_fetch },
	{ METHOD_DELETE, ACCOUNT "/Messages/{SM}/Media/{ME}.json", media_delete },
	{ METHOD_GET, ACCOUNT "/Messages/{SM}/Media/{ME}", media_redirect },
	{ METHOD_POST, ACCOUNT "/Messages/{SM}/Feedback.json", feedback_create },
	{ METHOD_GET, ACCOUNT "/IncomingPhoneNumbers.json", number_list },
	{ METHOD_GET, ACCOUNT "/IncomingPhoneNumbers/Local.json", number_list_local },
	{ METHOD_GET, ACCOUNT "/IncomingPhoneNumbers/Mobile.json", number_list_mobile },
	{ METHOD_GET, ACCOUNT "/IncomingPhoneNumbers/TollFree.json", number_list_toll_free },
	{ METHOD_GET, ACCOUNT "/IncomingPhoneNumbers/{PN}.json", number_fetch },
	{ METHOD_GET, ACCOUNT "/SMS/ShortCodes.json", short_code_list },
	{ METHOD_GET, ACCOUNT "/SMS/ShortCodes/{SC}.json", short_code_fetch },
	{ METHOD_POST, ACCOUNT "/SMS/ShortCodes/{SC}.json", short_code_update },
	{ METHOD_GET, "/v1/Services", service_list },
	{ METHOD_POST, "/v1/Services", service_create },
	{ METHOD_GET, "/v1/Services/Usecases", usecase_list },
	{ METHOD_GET, SERVICE, service_fetch },
	{ METHOD_POST, SERVICE, service_update },
	{ METHOD_DELETE, SERVICE, service_delete },
	{ METHOD_GET, SERVICE "/PhoneNumbers", pool_list },
	{ METHOD_POST, SERVICE "/PhoneNumbers", pool_add_number },
	{ METHOD_GET, SERVICE "/PhoneNumbers/{PN}", pool_fetch },
	{ METHOD_DELETE, SERVICE "/PhoneNumbers/{PN}", pool_remove },
	{ METHOD_GET, SERVICE "/ShortCodes", pool_list },
	{ METHOD_POST, SERVICE "/ShortCodes", pool_add_short_code },
	{ METHOD_GET, SERVICE "/ShortCodes/{SC}", pool_fetch },
	{ METHOD_DELETE, SERVICE "/ShortCodes/{SC}", pool_remove },
	{ METHOD_GET, SERVICE "/AlphaSenders", pool_list },
	{ METHOD_POST, SERVICE "/AlphaSenders", pool_add_alpha },
	{ METHOD_GET, SERVICE "/AlphaSenders/{AI}", pool_fetch },
	{ METHOD_DELETE, SERVICE "/AlphaSenders/{AI}", pool_remove },
	{ METHOD_GET, SERVICE "/DestinationAlphaSenders", pool_list },
	{ METHOD_POST, SERVICE "/DestinationAlphaSenders", pool_add_destination_alpha },
	{ METHOD_GET, SERVICE "/DestinationAlphaSenders/{AI}", pool_fetch },
	{ METHOD_DELETE, SERVICE "/DestinationAlphaSenders/{AI}", pool_remove },
	{ METHOD_GET, SERVICE "/ChannelSenders", pool_list },
	{ METHOD_POST, SERVICE "/ChannelSenders", pool_add_channel },
	{ METHOD_GET, SERVICE "/ChannelSenders/{XE}", pool_fetch },
	{ METHOD_DELETE, SERVICE "/ChannelSenders/{XE}", pool_remove },
	{ METHOD_GET, SERVICE "/Compliance/Usa2p", campaign_list },
	{ METHOD_GET, SERVICE "/Compliance/Usa2p/{QE}", campaign_fetch },
	{ METHOD_GET, "/v2/Channels/Senders", channel_list },
	{ METHOD_GET, "/v2/Channels/Senders/{XE}", channel_fetch },
	{ METHOD_GET, "/v1/Deactivations", deactivation_fetch },
	{ METHOD_GET, "/v1/Messaging/Countries", country_list },
	{ METHOD_GET, "/v1/Messaging/Countries/{*}", country_fetch },
	{ METHOD_GET, "/sandbox/faults", control_list_faults },
	{ METHOD_POST, "/sandbox/faults", control_add_fault },
	{ METHOD_DELETE, "/sandbox/faults", control_clear_faults },
};

static bool is_sid(const char *text, const char *letters)
{
	if (sid_is_wellformed(text, SID_LENGTH, letters))
		return true;
	return strcmp(letters, "SM") == 0 && sid_is_wellformed(text, SID_LENGTH, "MM");
}

/* How much of the path stands for the pattern's next part in braces; 0: nothing fits. */
static size_t capture_length(const char *part, const char *path)
{
	char letters[3] = { 0 };

	if (part[1] == '*')
		return strcspn(path, "/");
	memcpy(letters, part + 1, 2);
	return strnlen(path, SID_LENGTH) == SID_LENGTH && is_sid(path, letters) ? SID_LENGTH : 0;
}

/* Whether the path fits, noting what stands for each part in braces. */
static bool matches(const char *pattern, struct request *request)
{
	const char *path = request->path;
	size_t captures = 0;

	while (*pattern != '\0') {
		size_t length;

		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		length = capture_length(pattern, path);
		if (length == 0 || captures == CAPTURES_MAX)
			return false;
		request->captures[captures++] = arena_strndup(&request->arena, path, length);
		path += length;
		pattern = strchr(pattern, '}') + 1;
	}
	return *path == '\0';
}

static const struct route *find_route(struct request *request, bool *path_known)
{
	*path_known = false;
	for (size_t i = 0; i < ARRAY_SIZE(routes); i++) {
		if (!matches(routes[i].pattern, request))
			continue;
		*path_known = true;
		if (routes[i].method == request->method)
			return &routes[i];
	}
	return NULL;
}

/* RFC 9110, 15.5.6: a 405 says what is allowed instead. */
static void refuse_method(struct request *request, struct reply *reply)
{
	static const char *const names[] = {
		[METHOD_GET] = "GET",
		[METHOD_POST] = "POST",
		[METHOD_DELETE] = "DELETE",
	};
	struct strbuf allowed = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(routes); i++)
		if (matches(routes[i].pattern, request))
			strbuf_addf(&allowed, "%s%s", allowed.length ? ", " : "",
				    names[routes[i].method]);
	reply_error(reply, 20004);
	reply_header(reply, "Allow", "%s", allowed.data);
	strbuf_release(&allowed);
}

bool sandbox_answer(struct sandbox *sandbox, struct request *request, struct reply *reply)
{
	struct access access;
	bool path_known;
	const struct route *route;
	struct sandbox *target;

	if (!access_open(&access, sandbox, request, reply))
		return false;
	route = find_route(request, &path_known);
	if (route == NULL && path_known) {
		refuse_method(request, reply);
	} else if (route == NULL) {
		reply_not_found(reply, request);
	} else {
		target = access_target(&access, request, reply);
		if (target != NULL)
			route->handler(target, request, reply);
	}
	return true;
}
