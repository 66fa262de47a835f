/*
 * recipients.h - to whom a message is to go, as typed or pasted: one address or many.
 *
 * Addresses are separated by commas, semicolons or new lines; between numbers that begin with "+" a
 * blank is enough, as a pasted column of a sheet has it. Each is brought into the form that the API
 * uses (model/address.h), and kept once. Pure; any thread.
 */
#ifndef MSGDECK_MODEL_RECIPIENTS_H
#define MSGDECK_MODEL_RECIPIENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/vec.h"
#include "model/message.h"

#define RECIPIENTS_MAX 2000

struct recipients {
	struct VEC(char *) addresses; /* as the API takes them, in the order given, each once */
	size_t repeated;              /* given more than once and left out */
};

#define RECIPIENTS_INIT \
	{               \
		0       \
	}

/* Adds what the text holds. The error names the first that is no address; those before it are there. */
bool recipients_parse(struct recipients *recipients, const char *text, struct error *err);
void recipients_release(struct recipients *recipients);
/* Whether a message can go to this address, which is in the API's form: a number in E.164, or a
 * channel's address. */
bool recipient_check(const char *address, struct error *err);
/* The channel of an address, null for plain messages: "whatsapp". Points into the text. */
struct text address_channel(const char *address);

#endif
