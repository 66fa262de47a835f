#include "api/endpoint.h"

#include "api/shapes.h"

#define DOCS "https://www.twilio.com/docs/"
#define ACCOUNT "/2010-04-01/Accounts/{account}"
#define SERVICE "/v1/Services/{of}"

static const struct endpoint endpoints[ENDPOINT_COUNT] = {
	[ENDPOINT_ACCOUNT] = {
		.name = "account",
		.path = ACCOUNT ".json",
		.shape = &page_of_account,
		.secret = true,
		.docs = DOCS "iam/api/account",
	},
	[ENDPOINT_BALANCE] = {
		.name = "balance",
		.path = ACCOUNT "/Balance.json",
		.shape = &page_of_balance,
		.docs = DOCS "iam/api/account",
	},
	[ENDPOINT_MESSAGES] = {
		.name = "messages",
		.paging = PAGING_2010,
		.path = ACCOUNT "/Messages.json",
		.shape = &page_of_messages,
		.docs = DOCS "messaging/api/message-resource#read-multiple-message-resources",
	},
	[ENDPOINT_MESSAGE] = {
		.name = "message",
		.path = ACCOUNT "/Messages/{sid}.json",
		.shape = &page_of_message,
		.docs = DOCS "messaging/api/message-resource#fetch-a-message-resource",
	},
	[ENDPOINT_MESSAGE_CREATE] = {
		.name = "send message",
		.verb = VERB_POST,
		.class = CLASS_CREATE,
		.path = ACCOUNT "/Messages.json",
		.shape = &page_of_message,
		.docs = DOCS "messaging/api/message-resource#create-a-message-resource",
	},
	[ENDPOINT_MESSAGE_UPDATE] = {
		.name = "update message",
		.verb = VERB_POST,
		.class = CLASS_SET,
		.path = ACCOUNT "/Messages/{sid}.json",
		.shape = &page_of_message,
		.docs = DOCS "messaging/api/message-resource#update-a-message-resource",
	},
	[ENDPOINT_MESSAGE_DELETE] = {
		.name = "delete message",
		.verb = VERB_DELETE,
		.class = CLASS_SET,
		.path = ACCOUNT "/Messages/{sid}.json",
		.docs = DOCS "messaging/api/message-resource#delete-a-message-resource",
	},
	[ENDPOINT_FEEDBACK_CREATE] = {
		.name = "feedback",
		.verb = VERB_POST,
		.class = CLASS_CREATE,
		.path = ACCOUNT "/Messages/{sid}/Feedback.json",
		.shape = &page_of_feedback,
		.docs = DOCS "messaging/api/message-feedback-resource#create-a-messagefeedback-resource",
	},
	[ENDPOINT_MEDIA] = {
		.name = "media",
		.paging = PAGING_2010,
		.path = ACCOUNT "/Messages/{of}/Media.json",
		.shape = &page_of_media,
		.docs = DOCS "messaging/api/media-resource#read-multiple-media-resources",
	},
	[ENDPOINT_MEDIUM] = {
		.name = "medium",
		.path = ACCOUNT "/Messages/{of}/Media/{sid}.json",
		.shape = &page_of_medium,
		.docs = DOCS "messaging/api/media-resource#fetch-a-media-resource",
	},
	[ENDPOINT_MEDIUM_DELETE] = {
		.name = "delete medium",
		.verb = VERB_DELETE,
		.class = CLASS_SET,
		.path = ACCOUNT "/Messages/{of}/Media/{sid}.json",
		.docs = DOCS "messaging/api/media-resource#delete-a-media-resource",
	},
	[ENDPOINT_MEDIUM_CONTENT] = {
		.name = "medium content",
		.path = ACCOUNT "/Messages/{of}/Media/{sid}",
		.bytes = true,
		.docs = DOCS "messaging/api/media-resource#fetch-a-media-resource",
	},
	[ENDPOINT_NUMBERS] = {
		.name = "numbers",
		.paging = PAGING_2010,
		.path = ACCOUNT "/IncomingPhoneNumbers.json",
		.shape = &page_of_numbers,
		.docs = DOCS "phone-numbers/api/incomingphonenumber-resource#read-multiple-incomingphonenumber-resources",
	},
	[ENDPOINT_SHORT_CODES] = {
		.name = "short codes",
		.paging = PAGING_2010,
		.path = ACCOUNT "/SMS/ShortCodes.json",
		.shape = &page_of_short_codes,
		.docs = DOCS "messaging/api/short-code-resource#read-multiple-shortcode-resources",
	},
	[ENDPOINT_SHORT_CODE] = {
		.name = "short code",
		.path = ACCOUNT "/SMS/ShortCodes/{sid}.json",
		.shape = &page_of_short_code,
		.docs = DOCS "messaging/api/short-code-resource#fetch-a-shortcode-resource",
	},
	[ENDPOINT_SHORT_CODE_UPDATE] = {
		.name = "update short code",
		.verb = VERB_POST,
		.class = CLASS_SET,
		.path = ACCOUNT "/SMS/ShortCodes/{sid}.json",
		.shape = &page_of_short_code,
		.docs = DOCS "messaging/api/short-code-resource#update-a-shortcode-resource",
	},
	[ENDPOINT_ACCOUNTS] = {
		.name = "accounts",
		.paging = PAGING_2010,
		.path = "/2010-04-01/Accounts.json",
		.shape = &page_of_accounts,
		.secret = true,
		.docs = DOCS "iam/api/account#read-multiple-account-resources",
	},
	[ENDPOINT_SERVICES] = {
		.name = "services",
		.family = HOST_MESSAGING,
		.paging = PAGING_META,
		.path = "/v1/Services",
		.shape = &page_of_services,
		.docs = DOCS "messaging/api/service-resource#read-multiple-service-resources",
	},
	[ENDPOINT_SERVICE] = {
		.name = "service",
		.family = HOST_MESSAGING,
		.path = "/v1/Services/{sid}",
		.shape = &page_of_service,
		.docs = DOCS "messaging/api/service-resource#fetch-a-service-resource",
	},
	[ENDPOINT_SERVICE_CREATE] = {
		.name = "create service",
		.verb = VERB_POST,
		.class = CLASS_CREATE,
		.family = HOST_MESSAGING,
		.path = "/v1/Services",
		.shape = &page_of_service,
		.docs = DOCS "messaging/api/service-resource#create-a-service-resource",
	},
	[ENDPOINT_SERVICE_UPDATE] = {
		.name = "update service",
		.verb = VERB_POST,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = "/v1/Services/{sid}",
		.shape = &page_of_service,
		.docs = DOCS "messaging/api/service-resource#update-a-service-resource",
	},
	[ENDPOINT_SERVICE_DELETE] = {
		.name = "delete service",
		.verb = VERB_DELETE,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = "/v1/Services/{sid}",
		.docs = DOCS "messaging/api/service-resource#delete-a-service-resource",
	},
	[ENDPOINT_POOL_NUMBERS] = {
		.name = "pool numbers",
		.family = HOST_MESSAGING,
		.paging = PAGING_META,
		.path = SERVICE "/PhoneNumbers",
		.shape = &page_of_pool_numbers,
		.docs = DOCS "messaging/services/api/phonenumber-resource",
	},
	[ENDPOINT_POOL_NUMBER] = {
		.name = "pool number",
		.family = HOST_MESSAGING,
		.path = SERVICE "/PhoneNumbers/{sid}",
		.shape = &page_of_pool_number,
		.docs = DOCS "messaging/services/api/phonenumber-resource",
	},
	[ENDPOINT_POOL_NUMBER_ADD] = {
		.name = "add pool number",
		.verb = VERB_POST,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/PhoneNumbers",
		.shape = &page_of_pool_number,
		.docs = DOCS "messaging/services/api/phonenumber-resource",
	},
	[ENDPOINT_POOL_NUMBER_REMOVE] = {
		.name = "remove pool number",
		.verb = VERB_DELETE,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/PhoneNumbers/{sid}",
		.docs = DOCS "messaging/services/api/phonenumber-resource",
	},
	[ENDPOINT_POOL_CODES] = {
		.name = "pool codes",
		.family = HOST_MESSAGING,
		.paging = PAGING_META,
		.path = SERVICE "/ShortCodes",
		.shape = &page_of_pool_codes,
		.docs = DOCS "messaging/api/services-shortcode-resource",
	},
	[ENDPOINT_POOL_CODE] = {
		.name = "pool code",
		.family = HOST_MESSAGING,
		.path = SERVICE "/ShortCodes/{sid}",
		.shape = &page_of_pool_code,
		.docs = DOCS "messaging/api/services-shortcode-resource",
	},
	[ENDPOINT_POOL_CODE_ADD] = {
		.name = "add pool code",
		.verb = VERB_POST,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/ShortCodes",
		.shape = &page_of_pool_code,
		.docs = DOCS "messaging/api/services-shortcode-resource",
	},
	[ENDPOINT_POOL_CODE_REMOVE] = {
		.name = "remove pool code",
		.verb = VERB_DELETE,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/ShortCodes/{sid}",
		.docs = DOCS "messaging/api/services-shortcode-resource",
	},
	[ENDPOINT_POOL_ALPHAS] = {
		.name = "pool alphas",
		.family = HOST_MESSAGING,
		.paging = PAGING_META,
		.path = SERVICE "/AlphaSenders",
		.shape = &page_of_pool_alphas,
		.docs = DOCS "messaging/services/api/alphasender-resource",
	},
	[ENDPOINT_POOL_ALPHA] = {
		.name = "pool alpha",
		.family = HOST_MESSAGING,
		.path = SERVICE "/AlphaSenders/{sid}",
		.shape = &page_of_pool_alpha,
		.docs = DOCS "messaging/services/api/alphasender-resource",
	},
	[ENDPOINT_POOL_ALPHA_ADD] = {
		.name = "add pool alpha",
		.verb = VERB_POST,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/AlphaSenders",
		.shape = &page_of_pool_alpha,
		.docs = DOCS "messaging/services/api/alphasender-resource",
	},
	[ENDPOINT_POOL_ALPHA_REMOVE] = {
		.name = "remove pool alpha",
		.verb = VERB_DELETE,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/AlphaSenders/{sid}",
		.docs = DOCS "messaging/services/api/alphasender-resource",
	},
	[ENDPOINT_POOL_CHANNELS] = {
		.name = "pool channels",
		.family = HOST_MESSAGING,
		.paging = PAGING_META,
		.path = SERVICE "/ChannelSenders",
		.shape = &page_of_pool_channels,
		.docs = DOCS "messaging/api/messaging-service-channelsender-resource",
	},
	[ENDPOINT_POOL_CHANNEL] = {
		.name = "pool channel",
		.family = HOST_MESSAGING,
		.path = SERVICE "/ChannelSenders/{sid}",
		.shape = &page_of_pool_channel,
		.docs = DOCS "messaging/api/messaging-service-channelsender-resource",
	},
	[ENDPOINT_POOL_CHANNEL_ADD] = {
		.name = "add pool channel",
		.verb = VERB_POST,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/ChannelSenders",
		.shape = &page_of_pool_channel,
		.docs = DOCS "messaging/api/messaging-service-channelsender-resource",
	},
	[ENDPOINT_POOL_CHANNEL_REMOVE] = {
		.name = "remove pool channel",
		.verb = VERB_DELETE,
		.class = CLASS_SET,
		.family = HOST_MESSAGING,
		.path = SERVICE "/ChannelSenders/{sid}",
		.docs = DOCS "messaging/api/messaging-service-channelsender-resource",
	},
	[ENDPOINT_CHANNEL_SENDERS] = {
		.name = "channel senders",
		.family = HOST_MESSAGING,
		.paging = PAGING_META,
		.path = "/v2/Channels/Senders",
		.shape = &page_of_channel_senders,
		.docs = DOCS "whatsapp/api/senders",
	},
	[ENDPOINT_DEACTIVATIONS] = {
		.name = "deactivations",
		.family = HOST_MESSAGING,
		.path = "/v1/Deactivations",
		.bytes = true,
		.docs = DOCS "messaging/api/deactivations-resource",
	},
	[ENDPOINT_COUNTRIES] = {
		.name = "countries",
		.family = HOST_PRICING,
		.paging = PAGING_META,
		.path = "/v1/Messaging/Countries",
		.shape = &page_of_countries,
		.docs = DOCS "messaging/api/pricing",
	},
	[ENDPOINT_PRICES] = {
		.name = "prices",
		.family = HOST_PRICING,
		.path = "/v1/Messaging/Countries/{word}",
		.shape = &page_of_prices,
		.docs = DOCS "messaging/api/pricing",
	},
};

const struct endpoint *endpoint(enum endpoint_id id)
{
	return &endpoints[id];
}

enum endpoint_id endpoint_id_of(const struct endpoint *endpoint)
{
	return (enum endpoint_id)(endpoint - endpoints);
}

static const struct {
	enum endpoint_id list, record;
} readers[RESOURCE_COUNT] = {
	[RESOURCE_SERVICES] = { ENDPOINT_SERVICES, ENDPOINT_SERVICE },
	[RESOURCE_POOL_NUMBERS] = { ENDPOINT_POOL_NUMBERS, ENDPOINT_POOL_NUMBER },
	[RESOURCE_POOL_CODES] = { ENDPOINT_POOL_CODES, ENDPOINT_POOL_CODE },
	[RESOURCE_POOL_ALPHAS] = { ENDPOINT_POOL_ALPHAS, ENDPOINT_POOL_ALPHA },
	[RESOURCE_POOL_CHANNELS] = { ENDPOINT_POOL_CHANNELS, ENDPOINT_POOL_CHANNEL },
	[RESOURCE_NUMBERS] = { ENDPOINT_NUMBERS, ENDPOINT_COUNT },
	[RESOURCE_SHORT_CODES] = { ENDPOINT_SHORT_CODES, ENDPOINT_SHORT_CODE },
	[RESOURCE_CHANNEL_SENDERS] = { ENDPOINT_CHANNEL_SENDERS, ENDPOINT_COUNT },
	[RESOURCE_MEDIA] = { ENDPOINT_MEDIA, ENDPOINT_MEDIUM },
	[RESOURCE_COUNTRIES] = { ENDPOINT_COUNTRIES, ENDPOINT_COUNT },
	[RESOURCE_PRICES] = { ENDPOINT_PRICES, ENDPOINT_COUNT },
	[RESOURCE_ACCOUNTS] = { ENDPOINT_ACCOUNTS, ENDPOINT_COUNT },
};

enum endpoint_id endpoint_of_list(enum resource resource)
{
	return readers[resource].list;
}

enum endpoint_id endpoint_of_record(enum resource resource)
{
	return readers[resource].record;
}

const char *verb_name(enum verb verb)
{
	static const char *const names[] = {
		[VERB_GET] = "GET",
		[VERB_POST] = "POST",
		[VERB_DELETE] = "DELETE",
	};
	return names[verb];
}
