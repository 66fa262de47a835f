#include "batch/doctor.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "config/cli.h"

#define SECRET "5ecre75ecre75ecre75ecre75ecre701"
#define KEYS "x.conf:1: g hides g\nx.conf:2: q hides q\n"

static struct settings settings;

static int set_up(void **state)
{
	(void)state;
	setlocale(LC_CTYPE, "C.UTF-8");
	settings_init(&settings);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	settings_release(&settings);
	return 0;
}

static void set(enum option_id id, const char *text)
{
	assert_true(settings_set(&settings, LAYER_GLOBAL, id, text, NULL));
}

/* The report in out; returns the exit status. */
static int report(const struct error *trouble, struct strbuf *out)
{
	int fd = memfd_create("report", MFD_CLOEXEC);
	int status = doctor_run(&settings, trouble, KEYS, "curses 1.0", fd);
	char bytes[4096];
	ssize_t got;

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	while ((got = read(fd, bytes, sizeof(bytes))) > 0)
		strbuf_add(out, bytes, (size_t)got);
	close(fd);
	return status;
}

static void sign_in(void)
{
	set(OPTION_ACCOUNT_SID, "AC0123456789abcdef0123456789abcdef");
	set(OPTION_AUTH_TOKEN, SECRET);
}

static void test_all_in_order(void **state)
{
	static const char *const said[] = {
		"  msgdeck              " PACKAGE_VERSION "\n",
		"curses 1.0\n",
		"  character set        UTF-8\n",
		"  theme                nord  from ",
		"  account_sid          AC0123456789abcdef0123456789abcdef  from ",
		"  sign-in              complete",
		"  keys                 x.conf:1: g hides g\n",
		"  keys                 x.conf:2: q hides q\n",
	};
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	sign_in();
	set(OPTION_THEME, "nord");
	assert_int_equal(report(NULL, &out), EXIT_SUCCESS);
	for (size_t i = 0; i < ARRAY_SIZE(said); i++)
		if (!strstr(out.data, said[i]))
			fail_msg("not said: %s", said[i]);
	assert_null(strstr(out.data, "\n!"));
	/* Only what is not the default. */
	assert_null(strstr(out.data, "poll_interval"));
	strbuf_release(&out);
}

static void test_no_secret(void **state)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	sign_in();
	set(OPTION_VIEWER, "less --key=" SECRET);
	setenv("HTTPS_PROXY", "http://user:" SECRET "@proxy", 1);
	assert_int_equal(report(NULL, &out), EXIT_SUCCESS);
	unsetenv("HTTPS_PROXY");
	assert_null(strstr(out.data, SECRET));
	assert_null(strstr(out.data, "@proxy"));
	assert_non_null(strstr(out.data, "  HTTPS_PROXY          set (not shown)\n"));
	assert_non_null(strstr(out.data, "  auth_token           ***  from "));
	assert_non_null(strstr(out.data, "less … (arguments not shown)"));
	strbuf_release(&out);
}

static void test_what_is_not_in_order(void **state)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	struct error err = ERROR_INIT;

	(void)state;
	/* No credentials. */
	assert_int_equal(report(NULL, &out), EXIT_CHECK_FAILED);
	assert_non_null(strstr(out.data, "\n! sign-in "));
	strbuf_reset(&out);
	/* A config file with a mistake. */
	sign_in();
	error_set(&err, ERROR_USAGE, "msgdeck.conf:7: unknown \033[31msetting");
	assert_int_equal(report(&err, &out), EXIT_CHECK_FAILED);
	assert_non_null(strstr(out.data, "\n! config               msgdeck.conf:7: unknown "));
	assert_null(strchr(out.data, '\033'));
	error_release(&err);
	strbuf_reset(&out);
	/* A locale in which most texts cannot be drawn. */
	setlocale(LC_CTYPE, "C");
	assert_int_equal(report(NULL, &out), EXIT_CHECK_FAILED);
	assert_non_null(strstr(out.data, "\n! character set "));
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_in_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_secret, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_not_in_order, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("batch/doctor", tests, NULL, NULL);
}
