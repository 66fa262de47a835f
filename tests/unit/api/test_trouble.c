#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/trouble.h"

static void test_tls(void **state)
{
	(void)state;
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
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error err = ERROR_INIT;
		assert_false(trouble_tls(&err, "h.example", cases[i].words));
		assert_int_equal(err.kind, ERROR_TLS);
		assert_non_null(strstr(error_text(&err), "h.example"));
		assert_non_null(strstr(error_text(&err), cases[i].says));
		error_release(&err);
	}
}

static void test_cut(void **state)
{
	(void)state;
	assert_true(
		trouble_is_cut("OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to h:443"));
	assert_true(trouble_is_cut("OpenSSL SSL_connect: Connection reset by peer"));
	assert_true(trouble_is_cut("getpeername() failed with errno 107: Transport endpoint is "
				   "not connected"));
	assert_false(trouble_is_cut("SSL certificate problem: certificate has expired"));
	assert_false(trouble_is_cut("error:0A00042E:SSL routines::tlsv1 alert protocol version"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tls),
		cmocka_unit_test(test_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
