/*
 * fuzz_recipients.c - addresses as typed or pasted: what is taken can be sent to, is there once, and is
 * taken again as it is.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/recipients.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_again(const struct recipients *recipients)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct recipients again = RECIPIENTS_INIT;

	for (size_t i = 0; i < recipients->addresses.count; i++)
		strbuf_addf(&text, "%s\n", recipients->addresses.items[i]);
	demand(recipients_parse(&again, text.data, NULL) && again.repeated == 0);
	demand(again.addresses.count == recipients->addresses.count);
	for (size_t i = 0; i < again.addresses.count; i++)
		demand(strcmp(again.addresses.items[i], recipients->addresses.items[i]) == 0);
	recipients_release(&again);
	strbuf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size);
	struct recipients recipients = RECIPIENTS_INIT;
	struct error err = ERROR_INIT;

	if (!recipients_parse(&recipients, text, &err))
		demand(err.kind != ERROR_NONE && *error_text(&err));
	demand(recipients.addresses.count <= RECIPIENTS_MAX);
	for (size_t i = 0; i < recipients.addresses.count; i++)
		demand(recipient_check(recipients.addresses.items[i], NULL));
	check_again(&recipients);
	recipients_release(&recipients);
	error_release(&err);
	free(text);
	return 0;
}
