#include "api/endpoint.h"

#include "api/shapes.h"

#define DOCS "https://www.twilio.com/docs/"
#define ACCOUNT "/2010-04-01/Accounts/{account}"

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
};

const struct endpoint *endpoint(enum endpoint_id id)
{
	return &endpoints[id];
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
