#include "model/errcode.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

static const struct errcode codes[] = {
#define CODE(number, words, advice) { .code = (number), .title = (words), .hint = (advice) },
#include "model/errcode.def"
#undef CODE
};

struct family {
	int32_t first;
	int32_t last;
	const char *hint;
};

/* Looked through in order: the narrower one stands first. */
static const struct family families[] = {
	{ 11100, 11299, "Twilio could not fetch your webhook; test its address from outside" },
	{ 11300, 11399, "A webhook is set up wrongly; check its address and method" },
	{ 12100, 12399, "Your webhook's answer was not understood; check the TwiML it sends" },
	{ 14100, 14199, "The TwiML reply has a value that can't be used" },
	{ 20101, 20160, "The access token is not valid; make a new one" },
	{ 21644, 21651, "A regulatory bundle or document stands in the way; see the Console" },
	{ 21720, 21741, "Brand or campaign registration; see the Trust Hub in the Console" },
	{ 21900, 21902, "A parameter for sending to India or for invoices is malformed" },
	{ 23001, 23006, "Message redaction and another setting exclude each other; change one" },
	{ 30100, 30140, "Link shortening: check the domain, its DNS and its certificate" },
	{ 30453, 30453, "It could not be delivered and the code says no more; try another sender" },
	{ 30485, 30485, "It was not delivered, for reasons that the code keeps to itself" },
	{ 30437, 30531, "The toll-free verification was rejected; correct it and submit again" },
	{ 30610, 30640, "Not delivered, cause not told; compare with others to the same carrier" },
	{ 30646, 30649, "A consent, contact or permission update failed; try it again" },
	{ 30701, 30799, "The US brand registration needs correction; see the Trust Hub" },
	{ 30800, 30879, "The sender's verification was rejected; correct what the title names" },
	{ 30880, 30994, "The US campaign was not approved; correct what the title names" },
	{ 35100, 35199, "A bulk or scheduled request has a parameter that can't be used" },
	{ 36000, 36099, "A broadcast could not be carried out; check its list and limits" },
	{ 63001, 63099, "The channel (WhatsApp, Messenger, RCS) refused it; see its own rules" },
	{ 63100, 63199, "The channel sender's registration has a problem; see its page" },
	{ 90000, 90099, "A parameter of the message can't be used" },
	{ 92000, 92099, "The content template is incomplete; see the Content builder" },
};

static int compare(const void *wanted, const void *item)
{
	int32_t code = *(const int32_t *)wanted;
	int32_t other = ((const struct errcode *)item)->code;

	return (code > other) - (code < other);
}

const struct errcode *errcode_find(int32_t code)
{
	return bsearch(&code, codes, ARRAY_SIZE(codes), sizeof(codes[0]), compare);
}

const char *errcode_title(int32_t code)
{
	const struct errcode *found = errcode_find(code);

	return found == NULL ? NULL : found->title;
}

const char *errcode_hint(int32_t code)
{
	const struct errcode *found = errcode_find(code);

	if (found != NULL && found->hint != NULL)
		return found->hint;
	for (size_t i = 0; i < ARRAY_SIZE(families); i++)
		if (code >= families[i].first && code <= families[i].last)
			return families[i].hint;
	return NULL;
}

const struct errcode *errcode_all(size_t *count)
{
	*count = ARRAY_SIZE(codes);
	return codes;
}

void errcode_url(int32_t code, char url[static ERRCODE_URL_SIZE])
{
	snprintf(url, ERRCODE_URL_SIZE, "https://www.twilio.com/docs/errors/%" PRId32, code);
}
