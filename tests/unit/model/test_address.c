#include "sample.h"

#include <string.h>

#include "model/address.h"

static void test_kinds(void **state)
{
	static const struct {
		const char *text;
		enum address_kind kind;
		const char *channel;
		const char *country;
	} wanted[] = {
		{ "+14155552671", ADDRESS_PHONE, NULL, "US" },
		{ "+16135550123", ADDRESS_PHONE, NULL, "CA" },
		{ "+18765550123", ADDRESS_PHONE, NULL, "JM" },
		{ "+18095550123", ADDRESS_PHONE, NULL, "DO" },
		{ "+18005550123", ADDRESS_PHONE, NULL, "" },
		{ "+447700900123", ADDRESS_PHONE, NULL, "GB" },
		{ "+441534000000", ADDRESS_PHONE, NULL, "JE" },
		{ "+79161234567", ADDRESS_PHONE, NULL, "RU" },
		{ "+77011234567", ADDRESS_PHONE, NULL, "KZ" },
		{ "+3906698123456", ADDRESS_PHONE, NULL, "VA" },
		{ "+390612345678", ADDRESS_PHONE, NULL, "IT" },
		{ "+59991234567", ADDRESS_PHONE, NULL, "CW" },
		{ "+870123456789", ADDRESS_PHONE, NULL, "" },
		{ "+999123456789", ADDRESS_PHONE, NULL, "" },
		{ "whatsapp:+5511987654321", ADDRESS_PHONE, "whatsapp", "BR" },
		{ "messenger:1234567890123", ADDRESS_NAME, "messenger", "" },
		{ "rcs:acme_agent", ADDRESS_NAME, "rcs", "" },
		{ "72975", ADDRESS_SHORT_CODE, NULL, "" },
		{ "Acme", ADDRESS_NAME, NULL, "" },
		{ "14155552671", ADDRESS_NAME, NULL, "" },
		{ "+1415", ADDRESS_NAME, NULL, "" },
		{ "+1415555267x", ADDRESS_NAME, NULL, "" },
		{ "+1234567890123456", ADDRESS_NAME, NULL, "" },
		{ "", ADDRESS_NONE, NULL, "" },
		{ "whatsapp:", ADDRESS_NONE, "whatsapp", "" },
		{ ":x", ADDRESS_NAME, NULL, "" },
	};
	struct address address;

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		address_parse(TEXT_OF(wanted[i].text), &address);
		if (strcmp(address.country, wanted[i].country) != 0)
			print_error("%s\n", wanted[i].text);
		assert_int_equal(address.kind, wanted[i].kind);
		assert_text(address.channel, wanted[i].channel);
		assert_string_equal(address.country, wanted[i].country);
	}
	address_parse((struct text){ .data = NULL }, &address);
	assert_int_equal(address.kind, ADDRESS_NONE);
}

static void test_format(void **state)
{
	static const char *const wanted[][2] = {
		{ "+14155552671", "+1 415 555 2671" },
		{ "+447700900123", "+44 7700 900123" },
		{ "+442079460958", "+44 20 7946 0958" },
		{ "+441632960123", "+44 1632 960123" },
		{ "+33612345678", "+33 6 12 34 56 78" },
		{ "+4915112345678", "+49 151 1234 5678" },
		{ "+493012345678", "+49 30 1234 5678" },
		{ "+819012345678", "+81 90 1234 5678" },
		{ "+5511987654321", "+55 11 98765 4321" },
		{ "+551132654321", "+55 11 3265 4321" },
		{ "+919876543210", "+91 98765 43210" },
		{ "+8613812345678", "+86 138 1234 5678" },
		{ "+85291234567", "+852 9123 4567" },
		{ "+61412345678", "+61 412 345 678" },
		{ "+353861234567", "+353 86 123 4567" },
		{ "+972501234567", "+972 50 123 4567" },
		{ "+6591234567", "+65 9123 4567" },
		{ "+870123456789", "+870 123 456 789" },
		{ "+2901234", "+290 1234" },
		{ "+0123456789", "+0123456789" },
		{ "whatsapp:+5511987654321", "whatsapp:+55 11 98765 4321" },
		{ "72975", "72975" },
		{ "Acme", "Acme" },
		{ "rcs:acme", "rcs:acme" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);

		address_format(&out, TEXT_OF(wanted[i][0]));
		assert_string_equal(out.data, wanted[i][1]);
		strbuf_release(&out);
	}
}

/* Whatever the number, its digits stay the same and in order, and groups have single blanks. */
static void test_format_keeps_all_digits(void **state)
{
	(void)state;
	for (unsigned code = 1; code < 1000; code++) {
		for (int digits = 4; digits <= 12; digits++) {
			char number[24];
			struct strbuf out = STRBUF_INIT(STRBUF_LINE);
			int size = snprintf(number, sizeof(number), "+%u%0*d", code, digits, 1234);
			size_t at = 0;

			if (size > 16)
				continue;
			address_format(&out, TEXT_OF(number));
			for (size_t i = 0; i < out.length; i++) {
				if (out.data[i] != ' ')
					assert_int_equal(out.data[i], number[at++]);
				else
					assert_true(out.data[i + 1] != ' ' &&
						    out.data[i + 1] != '\0');
			}
			assert_int_equal(at, size);
			strbuf_release(&out);
		}
	}
}

static void test_normalise(void **state)
{
	static const struct {
		const char *typed;
		const char *wanted;
		bool number;
	} wanted[] = {
		{ "+1 (415) 555-2671", "+14155552671", true },
		{ "0044 7700 900123", "+447700900123", true },
		{ "+44\u00a07700\u2011900123", "+447700900123", true },
		{ "415.555.2671", "4155552671", true },
		{ "WhatsApp:+55 11 98765-4321", "whatsapp:+5511987654321", true },
		{ "72975", "72975", true },
		{ "+1415", "+1415", true },
		{ "Acme 24", "Acme 24", false },
		{ "1+2", "1+2", false },
		{ "whatsapp:", "whatsapp:", false },
		{ "", "", false },
		{ "- -", "- -", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);

		assert_int_equal(address_normalise(&out, wanted[i].typed, strlen(wanted[i].typed)),
				 wanted[i].number);
		assert_string_equal(out.data, wanted[i].wanted);
		strbuf_release(&out);
	}
}

static void test_country_codes(void **state)
{
	(void)state;
	assert_int_equal(address_country_code("1415", 4), 1);
	assert_int_equal(address_country_code("7916", 4), 1);
	assert_int_equal(address_country_code("4477", 4), 2);
	assert_int_equal(address_country_code("3538", 4), 3);
	assert_int_equal(address_country_code("0123", 4), 0);
	assert_int_equal(address_country_code("35", 2), 0);
	assert_int_equal(address_country_code("", 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_format_keeps_all_digits),
		cmocka_unit_test(test_normalise),
		cmocka_unit_test(test_country_codes),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
