#include "sample.h"

#include <string.h>

#include "base/mem.h"
#include "model/address.h"
#include "model/address_plan.h"

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

static void test_states_and_provinces(void **state)
{
	(void)state;
	static const struct {
		const char *digits, *region;
	} wanted[] = {
		{ "12125550188", "US-NY" },
		{ "15125550100", "US-TX" },
		{ "12025550100", "US-DC" },
		{ "19075550100", "US-AK" },
		{ "14165550100", "CA-ON" },
		{ "15145550100", "CA-QC" },
		{ "1212", "US-NY" },
		{ "18675550100", "" },
		{ "19025550100", "" },
		{ "18005550100", "" },
		{ "17875550100", "" },
		{ "442125550100", "" },
		{ "121", "" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(wanted); i++)
		assert_string_equal(address_region_of(wanted[i].digits, strlen(wanted[i].digits)),
				    wanted[i].region);
}

/* Each area code once, and in the country that the other table says. */
static void test_regions_agree_with_countries(void **state)
{
	(void)state;
	char digits[] = "1000";
	size_t found = 0;

	for (int code = 200; code < 1000; code++) {
		snprintf(digits, sizeof(digits), "1%d", code);
		const char *region = address_region_of(digits, 4);
		if (!*region)
			continue;
		found++;
		assert_memory_equal(region, address_country_of(digits, 4), 2);
	}
	size_t listed = 0;
	for (size_t i = 0; i < plan_region_count; i++)
		listed += (strlen(plan_regions[i].codes) + 1) / 4;
	assert_int_equal(found, listed);
	assert_int_equal(plan_region_count, 51 + 8);
}

/* Every country code that is assigned, each three digits as well as shorter ones. */
static void test_every_country_code(void **state)
{
	(void)state;
	static const char assigned[] =
		"1 20 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 "
		"234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 "
		"254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 27 290 291 297 298 299 "
		"30 31 32 33 34 350 351 352 353 354 355 356 357 358 359 36 370 371 372 373 374 375 "
		"376 377 378 380 381 382 383 385 386 387 389 39 40 41 420 421 423 43 44 45 46 47 48 "
		"49 500 501 502 503 504 505 506 507 508 509 51 52 53 54 55 56 57 58 590 591 592 593 "
		"594 595 596 597 598 599 60 61 62 63 64 65 66 670 6721 6723 673 674 675 676 677 678 "
		"679 680 681 682 683 685 686 687 688 689 690 691 692 7 81 82 84 850 852 853 855 856 "
		"86 880 886 90 91 92 93 94 95 960 961 962 963 964 965 966 967 968 970 971 972 973 "
		"974 975 976 977 98 992 993 994 995 996 998 ";

	for (const char *code = assigned; *code; code = strchr(code, ' ') + 1)
		assert_int_equal(strlen(address_country_of(code, strcspn(code, " "))), 2);
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

/* The order of the bytes; equal keys that are whole are the same address. */
static void test_sort_keys(void **state)
{
	static const char *const texts[] = {
		"",
		"#1",
		"*",
		"+",
		"++1",
		"+-1",
		"+0",
		"+1",
		"+14",
		"+1415",
		"+1415 555",
		"+14155",
		"+1415-",
		"+1415x",
		"+14155550100",
		"+1415555",
		"+141555501000000",
		"+1415555010000000",
		"+14155550100000000",
		"+9",
		"+99",
		"+x",
		",",
		"-",
		"0",
		"12345",
		"123456",
		"ACME",
		"Acme",
		"rcs:acme",
		"whatsapp:+14155550100",
		"whatsapp:+14155550101",
		"whatsapp",
		"\xc3\xa9",
		"+\xc3\xa9",
		"+1\xff",
	};
	const size_t count = sizeof(texts) / sizeof(texts[0]);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < count; k++) {
			bool first_whole, second_whole;
			uint64_t first = address_sort_key(
				(struct text){ texts[i], strlen(texts[i]) }, &first_whole);
			uint64_t second = address_sort_key(
				(struct text){ texts[k], strlen(texts[k]) }, &second_whole);
			int order = strcmp(texts[i], texts[k]);

			assert_true(first < UINT64_C(1) << 62);
			if (order < 0)
				assert_true(first <= second);
			if (order != 0 && first_whole && second_whole)
				assert_true(first != second);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sort_keys),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_format_keeps_all_digits),
		cmocka_unit_test(test_normalise),
		cmocka_unit_test(test_states_and_provinces),
		cmocka_unit_test(test_regions_agree_with_countries),
		cmocka_unit_test(test_every_country_code),
		cmocka_unit_test(test_country_codes),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
