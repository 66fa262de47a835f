#include "ops/verb.h"

#include <string.h>

#include "base/mem.h"

static const struct op_verb verbs[OP_COUNT] = {
	[OP_REDACT] = {
		.name = "redact",
		.title = "Redact text",
		.doing = "Redacting",
		.done = "redacted",
		.phrase = "Redact the text of",
		.noun = "message",
		.warning = "A redacted text cannot be brought back; numbers, times and media stay",
		.irreversible = true,
		.repeatable = true,
		.change = CHANGE_REDACT,
		.effect = OP_EFFECT_EMPTY,
	},
	[OP_DELETE] = {
		.name = "delete",
		.title = "Delete",
		.doing = "Deleting",
		.done = "deleted",
		.phrase = "Delete",
		.noun = "message",
		.warning = "A deleted message cannot be brought back, nor can its media",
		.irreversible = true,
		.repeatable = true,
		.removes = true,
		.change = CHANGE_DELETE,
		.effect = OP_EFFECT_REMOVE,
	},
	[OP_CANCEL] = {
		.name = "cancel",
		.title = "Cancel sending",
		.doing = "Cancelling",
		.done = "cancelled",
		.phrase = "Cancel",
		.noun = "scheduled message",
		.warning = "A cancelled message can only be scheduled anew",
		.irreversible = true,
		.repeatable = true,
		.change = CHANGE_CANCEL,
	},
	[OP_SEND] = {
		.name = "send",
		.title = "Send",
		.doing = "Sending",
		.done = "sent",
		.phrase = "Send",
		.noun = "message",
		.warning = "What has been sent cannot be taken back",
		.irreversible = true,
		.object = OP_ON_NOTHING,
		.change = CHANGE_SEND,
	},
	[OP_FEEDBACK] = {
		.name = "feedback",
		.title = "Give feedback",
		.doing = "Giving feedback",
		.done = "feedback given",
		.phrase = "Give feedback on",
		.noun = "message",
		.object = OP_ON_MESSAGE,
		.change = CHANGE_FEEDBACK,
	},
	[OP_DELETE_MEDIUM] = {
		.name = "delete-media",
		.title = "Delete media",
		.doing = "Deleting media",
		.done = "deleted",
		.phrase = "Delete",
		.noun = "media file",
		.warning = "A deleted file cannot be brought back; its message stays",
		.irreversible = true,
		.repeatable = true,
		.removes = true,
		.object = OP_ON_OTHER,
		.change = CHANGE_MEDIUM_DELETE,
	},
	[OP_UPDATE_SHORT_CODE] = {
		.name = "update-short-code",
		.title = "Update code",
		.doing = "Updating",
		.done = "updated",
		.phrase = "Update",
		.noun = "short code",
		.repeatable = true,
		.object = OP_ON_OTHER,
		.change = CHANGE_SHORT_CODE,
	},
	[OP_CREATE_SERVICE] = {
		.name = "create-service",
		.title = "Create service",
		.doing = "Creating",
		.done = "created",
		.phrase = "Create",
		.noun = "messaging service",
		.object = OP_ON_NOTHING,
		.change = CHANGE_SERVICE_CREATE,
	},
	[OP_UPDATE_SERVICE] = {
		.name = "update-service",
		.title = "Update service",
		.doing = "Updating",
		.done = "updated",
		.phrase = "Update",
		.noun = "messaging service",
		.repeatable = true,
		.object = OP_ON_OTHER,
		.change = CHANGE_SERVICE,
	},
	[OP_DELETE_SERVICE] = {
		.name = "delete-service",
		.title = "Delete service",
		.doing = "Deleting",
		.done = "deleted",
		.phrase = "Delete",
		.noun = "messaging service",
		.warning = "A deleted service cannot be brought back; its numbers go back to the account",
		.irreversible = true,
		.repeatable = true,
		.removes = true,
		.object = OP_ON_OTHER,
		.change = CHANGE_SERVICE_DELETE,
	},
	[OP_ADD_SENDER] = {
		.name = "add-sender",
		.title = "Add sender",
		.doing = "Adding senders",
		.done = "added",
		.phrase = "Add",
		.noun = "sender",
		.repeatable = true,
		.object = OP_ON_SENDER,
		.change = CHANGE_SENDER_ADD,
	},
	[OP_REMOVE_SENDER] = {
		.name = "remove-sender",
		.title = "Remove sender",
		.doing = "Removing senders",
		.done = "removed",
		.phrase = "Remove",
		.noun = "sender",
		.repeatable = true,
		.removes = true,
		.object = OP_ON_SENDER,
		.change = CHANGE_SENDER_REMOVE,
	},
	[OP_MOVE_SENDER] = {
		.name = "move-sender",
		.title = "Move sender",
		.doing = "Moving senders",
		.done = "moved",
		.phrase = "Move",
		.noun = "sender",
		.repeatable = true,
		.object = OP_ON_SENDER,
		.change = CHANGE_SENDER_REMOVE,
	},
};

static const struct {
	const char *name;
	const char *words;  /* for a table */
	const char *advice; /* goes on the sentence, or NULL */
} whys[WHY_COUNT] = {
	[WHY_NONE] = { "none", "", NULL },
	[WHY_NO_TEXT] = { "no-text", "has no text any more", NULL },
	[WHY_CANCELED] = { "canceled", "is cancelled already", NULL },
	[WHY_NOT_FINAL] = { "not-final", "is still on its way",
			    "Twilio allows this once it has arrived or failed; it is tried again" },
	[WHY_SCHEDULED] = { "scheduled", "is scheduled", "cancel it first" },
	[WHY_CANCEL_FIRST] = { "cancel-first", "is cancelled first", NULL },
	[WHY_NOT_SCHEDULED] = { "not-scheduled", "is not scheduled",
				"only what waits for its time can be cancelled" },
	[WHY_GONE] = { "gone", "is not there any more", NULL },
	[WHY_TOO_LATE] = { "too-late", "could not be cancelled any more",
			   "it has left, or is about to" },
	[WHY_NOT_ACCEPTED] = { "not-accepted", "the request was not accepted",
			       "the message may be in a state that Twilio does not change" },
	[WHY_CREDENTIALS] = { "credentials", "the credentials were not accepted",
			      "look at key and secret, at the region, and whether the account is "
			      "active" },
	[WHY_NOT_ALLOWED] = { "not-allowed", "this key or account may not do this",
			      "use a key that may change messages" },
	[WHY_THROTTLED] = { "throttled", "too many requests on this account at the same time",
			    "it is tried again" },
	[WHY_SERVER] = { "server", "Twilio had a fault of its own", "try again later" },
	[WHY_NETWORK] = { "network", "no answer from Twilio",
			  "try again when the network is back" },
	[WHY_NO_TRUST] = { "no-trust", "no secure connection to Twilio", NULL },
	[WHY_UNREADABLE] = { "unreadable", "the answer could not be read",
			     "is something in between?" },
	[WHY_READ_ONLY] = { "read-only", "msgdeck did not send it", "this session is read-only" },
	[WHY_TAKEN_BACK] = { "taken-back", "was taken back before it was done", NULL },
	[WHY_HERE] = { "here", "is in this service already", NULL },
	[WHY_ELSEWHERE] = { "elsewhere", "is in another service", "move it instead" },
	[WHY_FULL] = { "full", "the pool is full",
		       "a service holds 400 senders, and one alpha sender a country" },
	[WHY_UNFIT] = { "unfit", "cannot send SMS or MMS", "a pool takes only numbers that can" },
	[WHY_NO_SERVICE] = { "no-service", "there is no such service or sender",
			     "it may have been deleted meanwhile; refresh the list" },
	[WHY_NO_FEEDBACK] = { "no-feedback", "Twilio takes no feedback on it",
			      "it was not sent with ProvideFeedback, or it is not there any more" },
	[WHY_FOUND] = { "found", "the answer was lost, but it was done", NULL },
	[WHY_NOT_FOUND] = { "not-found", "not found in the list",
			    "look before you do it again: the list may lag behind" },
	[WHY_NOT_KEPT] = { "not-kept", "cannot be looked up",
			   "its text or address is not kept; do not send it again unasked" },
	[WHY_INTERRUPTED] = { "interrupted", "msgdeck ended before the answer came", NULL },
	[WHY_NOT_HERE] = { "not-here", "what was to be sent is not kept",
			   "a journal holds no texts; write it again" },
	[WHY_PUT_BACK] = { "put-back", "was put back", NULL },
	[WHY_OTHER] = { "other", "Twilio refused", NULL },
};

const struct op_verb *op_verb(enum op op)
{
	return &verbs[op];
}

enum op op_find(const char *name)
{
	unsigned i = 0;

	while (i < OP_COUNT && strcmp(verbs[i].name, name) != 0)
		i++;
	return (enum op)i;
}

const char *op_why_name(enum op_why why)
{
	return whys[why].name;
}

enum op_why op_why_find(const char *name)
{
	unsigned i = 0;

	while (i < WHY_COUNT && strcmp(whys[i].name, name) != 0)
		i++;
	return (enum op_why)i;
}

const char *op_why_words(enum op_why why)
{
	return whys[why].words;
}

const char *op_why_advice(enum op_why why)
{
	return whys[why].advice;
}
