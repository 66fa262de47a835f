#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/endpoint.h"
#include "api/request.h"
#include "api/settings.h"
#include "base/mem.h"

#define ACCOUNT "AC00000000000000000000000000000000"
#define API "https://api.twilio.com/2010-04-01/Accounts/" ACCOUNT
#define V1 "https://messaging.twilio.com/v1/Services"

/* Method and address of every request, as the OpenAPI documents have them. */
static const struct {
	enum endpoint_id id;
	enum verb verb;
	enum verb_class class;
	const char *url;
} documented[] = {
	{ ENDPOINT_ACCOUNT, VERB_GET, CLASS_READ, API ".json" },
	{ ENDPOINT_BALANCE, VERB_GET, CLASS_READ, API "/Balance.json" },
	{ ENDPOINT_MESSAGES, VERB_GET, CLASS_READ, API "/Messages.json" },
	{ ENDPOINT_MESSAGE, VERB_GET, CLASS_READ, API "/Messages/SID.json" },
	{ ENDPOINT_MESSAGE_CREATE, VERB_POST, CLASS_CREATE, API "/Messages.json" },
	{ ENDPOINT_MESSAGE_UPDATE, VERB_POST, CLASS_SET, API "/Messages/SID.json" },
	{ ENDPOINT_MESSAGE_DELETE, VERB_DELETE, CLASS_SET, API "/Messages/SID.json" },
	{ ENDPOINT_FEEDBACK_CREATE, VERB_POST, CLASS_CREATE, API "/Messages/SID/Feedback.json" },
	{ ENDPOINT_MEDIA, VERB_GET, CLASS_READ, API "/Messages/OF/Media.json" },
	{ ENDPOINT_MEDIUM, VERB_GET, CLASS_READ, API "/Messages/OF/Media/SID.json" },
	{ ENDPOINT_MEDIUM_DELETE, VERB_DELETE, CLASS_SET, API "/Messages/OF/Media/SID.json" },
	{ ENDPOINT_MEDIUM_CONTENT, VERB_GET, CLASS_READ, API "/Messages/OF/Media/SID" },
	{ ENDPOINT_NUMBERS, VERB_GET, CLASS_READ, API "/IncomingPhoneNumbers.json" },
	{ ENDPOINT_SHORT_CODES, VERB_GET, CLASS_READ, API "/SMS/ShortCodes.json" },
	{ ENDPOINT_SHORT_CODE, VERB_GET, CLASS_READ, API "/SMS/ShortCodes/SID.json" },
	{ ENDPOINT_SHORT_CODE_UPDATE, VERB_POST, CLASS_SET, API "/SMS/ShortCodes/SID.json" },
	{ ENDPOINT_ACCOUNTS, VERB_GET, CLASS_READ,
	  "https://api.twilio.com/2010-04-01/Accounts.json" },
	{ ENDPOINT_SERVICES, VERB_GET, CLASS_READ, V1 },
	{ ENDPOINT_SERVICE, VERB_GET, CLASS_READ, V1 "/SID" },
	{ ENDPOINT_SERVICE_CREATE, VERB_POST, CLASS_CREATE, V1 },
	{ ENDPOINT_SERVICE_UPDATE, VERB_POST, CLASS_SET, V1 "/SID" },
	{ ENDPOINT_SERVICE_DELETE, VERB_DELETE, CLASS_SET, V1 "/SID" },
	{ ENDPOINT_POOL_NUMBERS, VERB_GET, CLASS_READ, V1 "/OF/PhoneNumbers" },
	{ ENDPOINT_POOL_NUMBER, VERB_GET, CLASS_READ, V1 "/OF/PhoneNumbers/SID" },
	{ ENDPOINT_POOL_NUMBER_ADD, VERB_POST, CLASS_SET, V1 "/OF/PhoneNumbers" },
	{ ENDPOINT_POOL_NUMBER_REMOVE, VERB_DELETE, CLASS_SET, V1 "/OF/PhoneNumbers/SID" },
	{ ENDPOINT_POOL_CODES, VERB_GET, CLASS_READ, V1 "/OF/ShortCodes" },
	{ ENDPOINT_POOL_CODE, VERB_GET, CLASS_READ, V1 "/OF/ShortCodes/SID" },
	{ ENDPOINT_POOL_CODE_ADD, VERB_POST, CLASS_SET, V1 "/OF/ShortCodes" },
	{ ENDPOINT_POOL_CODE_REMOVE, VERB_DELETE, CLASS_SET, V1 "/OF/ShortCodes/SID" },
	{ ENDPOINT_POOL_ALPHAS, VERB_GET, CLASS_READ, V1 "/OF/AlphaSenders" },
	{ ENDPOINT_POOL_ALPHA, VERB_GET, CLASS_READ, V1 "/OF/AlphaSenders/SID" },
	{ ENDPOINT_POOL_ALPHA_ADD, VERB_POST, CLASS_SET, V1 "/OF/AlphaSenders" },
	{ ENDPOINT_POOL_ALPHA_REMOVE, VERB_DELETE, CLASS_SET, V1 "/OF/AlphaSenders/SID" },
	{ ENDPOINT_POOL_CHANNELS, VERB_GET, CLASS_READ, V1 "/OF/ChannelSenders" },
	{ ENDPOINT_POOL_CHANNEL, VERB_GET, CLASS_READ, V1 "/OF/ChannelSenders/SID" },
	{ ENDPOINT_POOL_CHANNEL_ADD, VERB_POST, CLASS_SET, V1 "/OF/ChannelSenders" },
	{ ENDPOINT_POOL_CHANNEL_REMOVE, VERB_DELETE, CLASS_SET, V1 "/OF/ChannelSenders/SID" },
	{ ENDPOINT_CHANNEL_SENDERS, VERB_GET, CLASS_READ,
	  "https://messaging.twilio.com/v2/Channels/Senders" },
	{ ENDPOINT_DEACTIVATIONS, VERB_GET, CLASS_READ,
	  "https://messaging.twilio.com/v1/Deactivations" },
	{ ENDPOINT_COUNTRIES, VERB_GET, CLASS_READ,
	  "https://pricing.twilio.com/v1/Messaging/Countries" },
	{ ENDPOINT_PRICES, VERB_GET, CLASS_READ,
	  "https://pricing.twilio.com/v1/Messaging/Countries/G%2FB" },
};

static void test_requests(void **state)
{
	(void)state;
	struct api_settings settings;
	struct hosts hosts;
	api_settings_init(&settings);
	assert_true(hosts_init(&hosts, &settings, NULL));
	assert_int_equal(ARRAY_SIZE(documented), ENDPOINT_COUNT);
	for (size_t i = 0; i < ARRAY_SIZE(documented); i++) {
		struct request request;
		assert_int_equal(documented[i].id, i);
		request_init(&request, &hosts, documented[i].id,
			     &(struct request_names){
				     .account = ACCOUNT, .sid = "SID", .of = "OF", .word = "G/B" });
		assert_string_equal(request.url.data, documented[i].url);
		assert_int_equal(request.endpoint->verb, documented[i].verb);
		assert_int_equal(request.endpoint->class, documented[i].class);
		request_release(&request);
	}
}

static void test_rows_are_whole(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ENDPOINT_COUNT; i++) {
		const struct endpoint *row = endpoint((enum endpoint_id)i);
		assert_non_null(row->name);
		assert_non_null(strstr(row->docs, "https://www.twilio.com/docs/"));
		/* A list has pages, a creation is no other verb than POST, a token is a secret. */
		if (row->paging != PAGING_NONE)
			assert_non_null(row->shape->list);
		if (row->class == CLASS_CREATE)
			assert_int_equal(row->verb, VERB_POST);
		if (row->verb == VERB_GET)
			assert_int_equal(row->class, CLASS_READ);
		for (unsigned j = 0; j < i; j++)
			assert_string_not_equal(row->name, endpoint((enum endpoint_id)j)->name);
	}
	assert_true(endpoint(ENDPOINT_ACCOUNTS)->secret);
	assert_true(endpoint(ENDPOINT_ACCOUNT)->secret);
}

/* What reads a list gives records of the size that the rest of msgdeck takes them for. */
static void test_readers(void **state)
{
	(void)state;
	for (enum resource i = 0; i < RESOURCE_COUNT; i++) {
		const struct resource_info *info = resource_info(i);
		const struct endpoint *list = endpoint(endpoint_of_list(i));
		enum endpoint_id one = endpoint_of_record(i);
		assert_int_equal(list->verb, VERB_GET);
		assert_int_equal(strstr(list->path, "{of}") != NULL, info->of != SID_NONE);
		if (i == RESOURCE_PRICES)
			assert_non_null(list->shape->read);
		else
			assert_int_equal(list->shape->record->size, info->size);
		if (one == ENDPOINT_COUNT)
			continue;
		assert_ptr_equal(endpoint(one)->shape->record, list->shape->record);
		assert_non_null(strstr(endpoint(one)->path, "{sid}"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_requests),
		cmocka_unit_test(test_rows_are_whole),
		cmocka_unit_test(test_readers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
