#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "api/trouble.h"
#include "base/mem.h"

static void assert_says(const struct trouble *trouble, enum error_kind kind, const char *says)
{
	struct error err = ERROR_INIT;

	assert_false(trouble_say(trouble, &err));
	assert_int_equal(err.kind, kind);
	assert_non_null(strstr(error_text(&err), says));
	error_release(&err);
}

static void test_tls(void **state)
{
	static const struct {
		const char *words, *says;
	} cases[] = {
		{ "SSL certificate problem: certificate has expired", "expired" },
		{ "SSL: no alternative certificate subject name matches target host name 'h'",
		  "another name" },
		{ "SSL certificate problem: self-signed certificate in certificate chain",
		  "ca_file" },
		{ "SSL certificate problem: unable to get local issuer certificate", "ca_file" },
		{ "SSL certificate problem: certificate is not yet valid", "clock" },
		{ "error:0A00042E:SSL routines::tlsv1 alert protocol version", "TLS from 1.2" },
		{ "error:0A000102:SSL routines::unsupported protocol", "TLS from 1.2" },
		{ "error:0A0000C1:SSL routines::no shared cipher", "no shared cipher" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct trouble trouble = { .host = "h.example", .words = cases[i].words };

		for (trouble.kind = TROUBLE_HANDSHAKE; trouble.kind <= TROUBLE_TLS;
		     trouble.kind++) {
			assert_says(&trouble, ERROR_TLS, cases[i].says);
			assert_says(&trouble, ERROR_TLS, "h.example");
		}
	}
}

/* A handshake that the network cut is worth another try; nothing is wrong with the certificate. */
static void test_cut(void **state)
{
	static const char *const words[] = {
		"OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to h:443",
		"OpenSSL SSL_connect: Connection reset by peer",
		"getpeername() failed with errno 107: Transport endpoint is not connected",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		struct trouble trouble = { .kind = TROUBLE_HANDSHAKE,
					   .host = "h.example",
					   .words = words[i] };

		assert_says(&trouble, ERROR_NETWORK, "the connection to h.example was lost");
		assert_says(&trouble, ERROR_NETWORK, words[i]);
	}
}

static void test_others(void **state)
{
	static const struct {
		struct trouble trouble;
		enum error_kind kind;
		const char *says;
	} cases[] = {
		{ { .kind = TROUBLE_ADDRESS }, ERROR_REFUSED, "address is refused: words" },
		{ { .kind = TROUBLE_ENCODING }, ERROR_PROTOCOL, "cannot be unpacked: words" },
		{ { .kind = TROUBLE_MEMORY }, ERROR_LIMIT, "memory" },
		{ { .kind = TROUBLE_PROXY_NAME }, ERROR_NETWORK, "HTTPS_PROXY" },
		{ { .kind = TROUBLE_HOST_NAME }, ERROR_NETWORK, "the name h.example cannot" },
		{ { .kind = TROUBLE_CONNECT }, ERROR_NETWORK, "no connection to h.example: words" },
		{ { .kind = TROUBLE_CONNECT, .os_error = ECONNREFUSED },
		  ERROR_NETWORK,
		  "no connection to h.example: Connection refused" },
		{ { .kind = TROUBLE_TIME }, ERROR_NETWORK, "h.example did not answer in time" },
		{ { .kind = TROUBLE_LOST }, ERROR_NETWORK, "to h.example was lost: words" },
		{ { .kind = TROUBLE_LOST, .proxy_status = 200 },
		  ERROR_NETWORK,
		  "to h.example was lost: words" },
		/* libcurl has one code for all that a proxy may answer. */
		{ { .kind = TROUBLE_LOST, .proxy_status = 407 }, ERROR_NETWORK, "user name" },
		{ { .kind = TROUBLE_CONNECT, .proxy_status = 403 },
		  ERROR_NETWORK,
		  "through to h.example (status 403)" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct trouble trouble = cases[i].trouble;

		trouble.host = "h.example";
		trouble.words = "words";
		assert_says(&trouble, cases[i].kind, cases[i].says);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tls),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
