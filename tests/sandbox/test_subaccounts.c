/* Several accounts, who may see which, and credentials that are kept away from a resource. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

#define LIST "//2010-04-01/Accounts.json"

struct account {
	char sid[40];
	char token[40];
	char status[16];
};

#define ACCOUNTS 4

static void list_accounts(struct client *client, struct account accounts[ACCOUNTS])
{
	struct answer answer = ANSWER_INIT;
	const struct json *list;

	client_get(client, LIST, &answer);
	list = json_get(answer.json, "accounts");
	assert_int_equal(json_count(list), ACCOUNTS);
	for (size_t i = 0; i < ACCOUNTS; i++) {
		const struct json *account = json_at(list, i);

		assert_members(account,
			       "auth_token:s date_created:s date_updated:s friendly_name:s "
			       "owner_account_sid:s sid:s status:s subresource_uris:o type:s uri:s",
			       false);
		assert_string_equal(json_get_string(account, "owner_account_sid"), client->account);
		snprintf(accounts[i].sid, 40, "%s", json_get_string(account, "sid"));
		snprintf(accounts[i].token, 40, "%s", json_get_string(account, "auth_token"));
		snprintf(accounts[i].status, 16, "%s", json_get_string(account, "status"));
	}
	answer_release(&answer);
}

/* From now on the client has these. */
static void use(struct client *client, const char *name, const char *secret)
{
	struct strbuf pair = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&pair, "%s:%s", name, secret);
	curl_easy_setopt(client->curl, CURLOPT_USERPWD, pair.data);
	strbuf_release(&pair);
}

static void the_list_has_all_of_them(void **state)
{
	static const char *const statuses[ACCOUNTS] = { "active", "active", "suspended", "closed" };
	static const struct {
		const char *query;
		size_t count;
	} cases[] = {
		{ "?Status=active", 2 },
		{ "?Status=suspended", 1 },
		{ "?Status=closed", 1 },
		{ "?FriendlyName=Fernhill%20Clinic", 1 },
		{ "?FriendlyName=Fernhill", 0 },
		{ "?FriendlyName=Fernhill%20Clinic&Status=closed", 0 },
		{ "?PageSize=3", 3 },
	};
	struct account accounts[ACCOUNTS];
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[128];

	(void)state;
	client(&client, "--messages", "200");
	list_accounts(&client, accounts);
	for (size_t i = 0; i < ACCOUNTS; i++)
		assert_string_equal(accounts[i].status, statuses[i]);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		snprintf(path, sizeof(path), LIST "%s", cases[i].query);
		client_get(&client, path, &answer);
		assert_int_equal(json_count(json_get(answer.json, "accounts")), cases[i].count);
	}
	snprintf(path, sizeof(path), "/%s", answer_text(&answer, "next_page_uri"));
	client_get(&client, path, &answer);
	assert_int_equal(json_count(json_get(answer.json, "accounts")), 1);
	client_get(&client, LIST "?Status=gone", &answer);
	assert_error(&answer, 400, 20001);
	answer_release(&answer);
	client_close(&client);
}

/* The main account's token opens all, and what one account has no other has. */
static void each_has_its_own_messages(void **state)
{
	struct account accounts[ACCOUNTS];
	struct words own = { 0 }, theirs = { 0 };
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[160];

	(void)state;
	client(&client, "--messages", "200");
	list_accounts(&client, accounts);
	client_walk(&client, "/Messages.json?PageSize=1000", &own);
	for (size_t i = 1; i < 3; i++) {
		size_t before = theirs.count;

		snprintf(path, sizeof(path), "//2010-04-01/Accounts/%s/Messages.json?PageSize=50",
			 accounts[i].sid);
		client_walk(&client, path, &theirs);
		assert_int_equal(theirs.count - before, 120);
		snprintf(path, sizeof(path), "//2010-04-01/Accounts/%s.json", accounts[i].sid);
		client_get(&client, path, &answer);
		assert_string_equal(answer_text(&answer, "auth_token"), accounts[i].token);
	}
	assert_true(words_are_distinct(&theirs));
	snprintf(path, sizeof(path), "//2010-04-01/Accounts/%s/Messages/%s.json", accounts[1].sid,
		 own.items[0]);
	client_get(&client, path, &answer);
	assert_error(&answer, 404, 20404);
	words_release(&own);
	words_release(&theirs);
	answer_release(&answer);
	client_close(&client);
}

static void a_subaccount_opens_only_itself(void **state)
{
	struct account accounts[ACCOUNTS];
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[128];

	(void)state;
	client(&client, "--messages", "200");
	list_accounts(&client, accounts);
	use(&client, accounts[1].sid, accounts[1].token);
	client_get(&client, ".json", &answer);
	assert_error(&answer, 401, 20003);
	client_get(&client, LIST, &answer);
	assert_int_equal(json_count(json_get(answer.json, "accounts")), 1);
	snprintf(path, sizeof(path), "//2010-04-01/Accounts/%s/Messages.json", accounts[1].sid);
	client_get(&client, path, &answer);
	assert_int_equal(answer.status, 200);
	for (size_t i = 2; i < ACCOUNTS; i++) {
		use(&client, accounts[i].sid, accounts[i].token);
		client_get(&client, LIST, &answer);
		assert_error(&answer, 401, 20003);
	}
	answer_release(&answer);
	client_close(&client);
}

static void what_is_not_active_cannot_be_changed(void **state)
{
	static const struct {
		size_t account;
		const char *method;
		const char *path;
		long status;
	} cases[] = {
		{ 2, "GET", ".json", 200 },           { 2, "GET", "/Messages.json", 200 },
		{ 2, "POST", "/Messages.json", 403 }, { 3, "GET", ".json", 200 },
		{ 3, "GET", "/Messages.json", 403 },  { 3, "GET", "/Balance.json", 403 },
		{ 3, "POST", "/Messages.json", 403 },
	};
	struct account accounts[ACCOUNTS];
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200");
	list_accounts(&client, accounts);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char path[128];

		snprintf(path, sizeof(path), "//2010-04-01/Accounts/%s%s",
			 accounts[cases[i].account].sid, cases[i].path);
		client_send(&client, cases[i].method, path, NULL, &answer);
		assert_int_equal(answer.status, cases[i].status);
		if (cases[i].status == 403)
			assert_error(&answer, 403, 20005);
	}
	answer_release(&answer);
	client_close(&client);
}

static void a_standard_key_sees_one_account(void **state)
{
	static const struct {
		const char *assumption;
		long status;
		int code;
	} cases[] = {
		{ "key-accounts=401", 401, 20003 },
		{ "key-accounts=403", 403, 20403 },
		{ "key-accounts=allowed", 200, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct account accounts[ACCOUNTS];
		struct answer answer = ANSWER_INIT;
		struct client client;
		char path[128];

		client(&client, "--messages", "200", "--assume", cases[i].assumption);
		list_accounts(&client, accounts);
		use(&client, sandbox_value(client.sandbox, "api_key"),
		    sandbox_value(client.sandbox, "api_secret"));
		client_get(&client, LIST, &answer);
		assert_int_equal(answer.status, cases[i].status);
		snprintf(path, sizeof(path), "//2010-04-01/Accounts/%s.json", accounts[1].sid);
		client_get(&client, path, &answer);
		assert_int_equal(answer.status, cases[i].status);
		if (cases[i].code != 0)
			assert_error(&answer, cases[i].status, cases[i].code);
		client_get(&client, ".json", &answer);
		assert_int_equal(answer.status, 200);
		answer_release(&answer);
		client_close(&client);
	}
}

static void there_may_be_none(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10", "--subaccounts", "0");
	client_get(&client, LIST, &answer);
	assert_int_equal(json_count(json_get(answer.json, "accounts")), 1);
	answer_release(&answer);
	client_close(&client);
}

/* What is denied answers so; everything else goes on. */
static void credentials_can_be_kept_away(void **state)
{
	static const struct {
		const char *resource;
		const char *path;
	} cases[] = {
		{ "account", ".json" },
		{ "accounts", LIST },
		{ "balance", "/Balance.json" },
		{ "messages", "/Messages.json" },
		{ "media", "/Messages/MM00000000000000000000000000000000/Media.json" },
		{ "services", "//v1/Services" },
		{ "numbers", "/IncomingPhoneNumbers.json" },
		{ "short-codes", "/SMS/ShortCodes.json" },
		{ "channel-senders", "//v2/Channels/Senders?Channel=whatsapp" },
		{ "pricing", "//v1/Messaging/Countries" },
		{ "deactivations", "//v1/Deactivations?Date=2026-11-22" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answer answer = ANSWER_INIT;
		struct client client;
		bool forbidden = i % 2 == 1;

		client(&client, "--messages", "100", "--deny", cases[i].resource, "--assume",
		       forbidden ? "denied=403" : "denied=401");
		for (size_t j = 0; j < ARRAY_SIZE(cases); j++) {
			client_get(&client, cases[j].path, &answer);
			if (i == j)
				assert_error(&answer, forbidden ? 403 : 401,
					     forbidden ? 20403 : 20003);
			else
				assert_true(answer.status != 401 && answer.status != 403);
		}
		answer_release(&answer);
		client_close(&client);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_has_all_of_them),
		cmocka_unit_test(each_has_its_own_messages),
		cmocka_unit_test(a_subaccount_opens_only_itself),
		cmocka_unit_test(what_is_not_active_cannot_be_changed),
		cmocka_unit_test(a_standard_key_sees_one_account),
		cmocka_unit_test(there_may_be_none),
		cmocka_unit_test(credentials_can_be_kept_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
