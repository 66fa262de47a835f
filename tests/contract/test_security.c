/*
 * Whom msgdeck trusts, and who gets to see the credentials.
 */
#include "proxy.h"
#include "rig.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/plain_memory.h"

static void run_account(struct rig *rig, struct haul *haul)
{
	struct job job = { .kind = JOB_ACCOUNT };
	rig_run(rig, &job, haul);
}

/* A certificate that is not right ends it, once, before anything is said. */
static void test_certificates(void **state)
{
	(void)state;
	static const struct {
		const char *kind;
		const char *says;
	} cases[] = {
		{ "expired", "expired" },
		{ "self-signed", "authority" },
		{ "wrong-name", "another name" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct rig rig;
		struct haul haul;
		rig(&rig, "--messages", "5", "--certificate", cases[i].kind);
		rig_connect(&rig);
		run_account(&rig, &haul);
		assert_int_equal(haul.error.kind, ERROR_TLS);
		if (!strstr(error_text(&haul.error), cases[i].says))
			fail_msg("%s", error_text(&haul.error));
		assert_int_equal(rig_count(&rig), 0);
		haul_release(&haul);
		rig_close(&rig);
	}
}

/* Without ca_file the sandbox's authority is a stranger's. */
static void test_unknown_authority(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	rig(&rig, "--messages", "5");
	api_settings_put(&rig.settings.ca_file, NULL);
	rig_connect(&rig);
	run_account(&rig, &haul);
	assert_int_equal(haul.error.kind, ERROR_TLS);
	assert_non_null(strstr(error_text(&haul.error), "ca_file"));
	assert_int_equal(rig_count(&rig), 0);
	haul_release(&haul);
	rig_close(&rig);
}

static void test_bad_settings(void **state)
{
	(void)state;
	struct rig rig;
	struct error err = ERROR_INIT;
	rig(&rig, "--messages", "5");
	api_settings_put(&rig.settings.ca_file, "/nonexistent/ca.pem");
	assert_null(fetch_start(&rig.settings, &err));
	assert_non_null(strstr(error_text(&err), "/nonexistent/ca.pem"));
	error_release(&err);
	api_settings_put(&rig.settings.ca_file, NULL);
	api_settings_put(&rig.settings.api_base, "http://127.0.0.1:1");
	assert_null(fetch_start(&rig.settings, &err));
	assert_int_equal(err.kind, ERROR_USAGE);
	error_release(&err);
	rig_close(&rig);
}

/* A next link to a second service that would gladly answer: it never hears of us. */
static void test_other_host_hears_nothing(void **state)
{
	(void)state;
	struct rig rig, other;
	struct haul haul;
	char rule[128];
	rig(&other, "--messages", "5");
	rig(&rig, "--messages", "4000");
	snprintf(rule, sizeof(rule), "next-host=%s",
		 sandbox_value(other.sandbox, "url") + strlen("https://"));
	rig_fault(&rig, rule);
	rig_connect(&rig);
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_REFUSED);
	assert_int_equal(rig_count(&other), 0);
	haul_release(&haul);
	rig_close(&rig);
	rig_close(&other);
}

/* Nor does the host of a redirect. */
static void test_redirect_is_not_followed(void **state)
{
	(void)state;
	struct rig rig, other;
	struct haul haul;
	char rule[128];
	rig(&other, "--messages", "5");
	rig(&rig, "--messages", "5");
	snprintf(rule, sizeof(rule), "redirect=%s/2010-04-01/Accounts/x.json",
		 sandbox_value(other.sandbox, "url"));
	rig_fault(&rig, rule);
	rig_connect(&rig);
	run_account(&rig, &haul);
	assert_int_equal(haul.error.kind, ERROR_API);
	assert_int_equal(haul.error.http_status, 307);
	assert_int_equal(rig_count(&other), 0);
	haul_release(&haul);
	rig_close(&rig);
	rig_close(&other);
}

/* The answer's auth_token is nowhere in what is left of it. */
static void test_canary(void **state)
{
	(void)state;
	struct rig rig;
	const char *token;
	rig(&rig, "--messages", "5");
	token = sandbox_value(rig.sandbox, "auth_token");
	rig_connect(&rig);
	struct job job = { .kind = JOB_ACCOUNT };
	uint64_t id = fetch_submit(rig.fetch, &job);
	bool last = false;
	while (!last) {
		struct result *result = fetch_receive(rig.fetch);
		if (!result) {
			struct pollfd fd = { .fd = fetch_wake_fd(rig.fetch), .events = POLLIN };
			assert_true(poll(&fd, 1, RIG_PATIENCE_MS) > 0);
			continue;
		}
		assert_int_equal(result->job, id);
		const struct account *account = result->account;
		assert_non_null(account);
		const struct text texts[] = { account->friendly_name, account->status,
					      account->type };
		for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
			assert_true(!texts[i].data ||
				    !memmem(texts[i].data, texts[i].length, token, strlen(token)));
		last = result->last;
		result_free(result);
	}
	rig_close(&rig);
}

/* A history that nobody takes does not fill the memory, and goes on when somebody does. */
static void test_a_reader_who_does_not_read(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	struct fetch_health health = { .last_error = ERROR_INIT };
	const int64_t end = clock_mono_ms() + RIG_PATIENCE_MS;
	rig(&rig, "--messages", "150000");
	rig_connect(&rig);
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	uint64_t id = fetch_submit(rig.fetch, &job);
	do {
		assert_true(clock_mono_ms() < end);
		poll(NULL, 0, 10);
		error_release(&health.last_error);
		fetch_health(rig.fetch, &health);
		/* The sandbox notes a request after its answer. */
	} while (health.in_flight > 0 || health.requests < 65 || rig_count(&rig) < 65);
	/* The queue's 64, those then on their way, and a few that ended meanwhile. */
	assert_in_range(health.requests, 65, 110);
	assert_in_range(rig_count(&rig), 65, 110);
	error_release(&health.last_error);
	rig_collect(&rig, id, 0, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	sids_normalise(&haul.sids);
	assert_int_equal(haul.sids.count, 150000);
	haul_release(&haul);
	rig_close(&rig);
}

/* A program started while connections are open gets none of them. */
static void test_children_inherit_no_connection(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	int connections = 0;
	rig(&rig, "--messages", "5");
	rig_connect(&rig);
	run_account(&rig, &haul);
	for (int fd = 0; fd < 256; fd++) {
		struct sockaddr_in peer;
		socklen_t size = sizeof(peer);
		if (getpeername(fd, (struct sockaddr *)(void *)&peer, &size) != 0 ||
		    peer.sin_family != AF_INET)
			continue;
		connections++;
		assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	}
	assert_true(connections > 0);
	haul_release(&haul);
	rig_close(&rig);
}

/* -- what is left in memory -- */

#define DISGUISE 0x5a

/* "user:password" in base64, as it is on the wire, each byte disguised so that it isn't found here. */
static size_t disguised_credentials(const struct api_settings *settings, unsigned char *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char plain[256];
	size_t length = (size_t)snprintf(plain, sizeof(plain), "%s:%s", settings->username,
					 settings->password);
	size_t written = 0;
	for (size_t i = 0; i + 3 <= length; i += 3) {
		uint32_t group = (uint32_t)(unsigned char)plain[i] << 16 |
				 (uint32_t)(unsigned char)plain[i + 1] << 8 |
				 (unsigned char)plain[i + 2];
		for (int shift = 18; shift >= 0; shift -= 6)
			out[written++] = (unsigned char)(digits[group >> shift & 63] ^ DISGUISE);
	}
	mem_wipe(plain, sizeof(plain));
	return written;
}

static size_t count_in(const char *bytes, size_t length, const unsigned char *disguised,
		       size_t size)
{
	size_t found = 0;
	for (size_t at = 0; at + size <= length; at++) {
		size_t same = 0;
		while (same < size &&
		       ((unsigned char)bytes[at + same] ^ DISGUISE) == disguised[same])
			same++;
		found += same == size;
	}
	return found;
}

/* How often it is in what this process may write to. */
static size_t count_in_memory(const unsigned char *disguised, size_t size)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];
	size_t found = 0;
	assert_non_null(maps);
	while (fgets(line, sizeof(line), maps)) {
		uintptr_t from, to;
		char mode[8];
		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s", &from, &to, mode) == 3 &&
		    strncmp(mode, "rw", 2) == 0)
			found += count_in((const char *)from, to - from, disguised, size);
	}
	fclose(maps);
	return found;
}

/* While it works libcurl knows them; afterwards nothing does. */
static void test_no_credentials_are_left(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	unsigned char disguised[512];
	rig(&rig, "--messages", "5");
	size_t size = disguised_credentials(&rig.settings, disguised);
	assert_true(!HAS_PLAIN_MEMORY || count_in_memory(disguised, size) == 0);
	rig_connect(&rig);
	run_account(&rig, &haul);
	fetch_stop(rig.fetch);
	rig.fetch = NULL;
	assert_true(!HAS_PLAIN_MEMORY || count_in_memory(disguised, size) == 0);
	haul_release(&haul);
	rig_close(&rig);
}

/* -- a proxy ----------------------------------------------------------------------------------- */

static void test_through_a_proxy(void **state)
{
	(void)state;
	struct rig rig;
	struct proxy proxy;
	struct haul haul;
	char heard[8192];
	rig(&rig, "--messages", "5");
	proxy_start(&proxy, &(struct proxy_options){ .wants_password = true });
	proxy_use(&proxy, "ann:opensesame@");
	rig_connect(&rig);
	run_account(&rig, &haul);
	unsetenv("HTTPS_PROXY");
	if (haul.error.kind != ERROR_NONE)
		fail_msg("%s", error_text(&haul.error));
	assert_true(haul.has_account);
	haul_release(&haul);
	proxy_stop(&proxy, heard, sizeof(heard));
	/* The proxy sees where to, and its own password; nothing of ours. */
	assert_non_null(strstr(heard, "CONNECT 127.0.0.1:"));
	assert_non_null(strstr(heard, "Proxy-Authorization: Basic "));
	assert_null(strstr(heard, "\r\nAuthorization:"));
	assert_null(strstr(heard, "/2010-04-01"));
	rig_close(&rig);
}

static void test_proxy_says_no(void **state)
{
	(void)state;
	struct rig rig;
	struct proxy proxy;
	struct haul haul;
	char heard[8192];
	rig(&rig, "--messages", "5");
	rig.settings.tries = 1;
	proxy_start(&proxy, &(struct proxy_options){ .wants_password = true });
	proxy_use(&proxy, "");
	rig_connect(&rig);
	run_account(&rig, &haul);
	unsetenv("HTTPS_PROXY");
	assert_int_equal(haul.error.kind, ERROR_NETWORK);
	assert_non_null(strstr(error_text(&haul.error), "proxy"));
	haul_release(&haul);
	proxy_stop(&proxy, heard, sizeof(heard));
	assert_int_equal(rig_count(&rig), 0);
	rig_close(&rig);
}

/* The proxy's password is a secret too: no error shows it. */
static void test_proxy_is_away(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	rig(&rig, "--messages", "5");
	rig.settings.tries = 1;
	setenv("HTTPS_PROXY", "http://ann:opensesame@127.0.0.1:9", 1);
	rig_connect(&rig);
	run_account(&rig, &haul);
	unsetenv("HTTPS_PROXY");
	assert_int_equal(haul.error.kind, ERROR_NETWORK);
	assert_null(strstr(error_text(&haul.error), "opensesame"));
	assert_null(strstr(error_text(&haul.error), "ann"));
	haul_release(&haul);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		/* First: the tests' own client leaves copies behind. */
		cmocka_unit_test(test_no_credentials_are_left),
		cmocka_unit_test(test_certificates),
		cmocka_unit_test(test_unknown_authority),
		cmocka_unit_test(test_bad_settings),
		cmocka_unit_test(test_other_host_hears_nothing),
		cmocka_unit_test(test_redirect_is_not_followed),
		cmocka_unit_test(test_canary),
		cmocka_unit_test(test_a_reader_who_does_not_read),
		cmocka_unit_test(test_children_inherit_no_connection),
		cmocka_unit_test(test_through_a_proxy),
		cmocka_unit_test(test_proxy_says_no),
		cmocka_unit_test(test_proxy_is_away),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
