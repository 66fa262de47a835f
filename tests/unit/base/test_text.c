#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/text.h"

/* Text with its length, so that it may hold NUL. */
#define BYTES(text) (text), sizeof(text) - 1

struct cleaning {
	const char *bytes;
	size_t length;
	const char *cleaned;
};

static void check_cleanings(const struct cleaning *cases, size_t count, enum text_clean_flags flags)
{
	struct strbuf out = STRBUF_INIT(1000);

	for (size_t i = 0; i < count; i++) {
		char *exact = xmemdup(cases[i].bytes, cases[i].length);
		strbuf_reset(&out);
		text_clean(&out, exact, cases[i].length, flags);
		if (strcmp(out.data, cases[i].cleaned) != 0)
			fail_msg("case %zu: \"%s\" instead of \"%s\"", i, out.data,
				 cases[i].cleaned);
		free(exact);
	}
	strbuf_release(&out);
}

static void test_ordinary_text_stays(void **state)
{
	(void)state;
	static const struct cleaning cases[] = {
		{ BYTES(""), "" },
		{ BYTES("Hello, world ~"), "Hello, world ~" },
		{ BYTES("Gr\u00FC\u00DFe \u20AC5"), "Gr\u00FC\u00DFe \u20AC5" },
		{ BYTES("\u0645\u0631\u062D\u0628\u0627"), "\u0645\u0631\u062D\u0628\u0627" },
		{ BYTES("\u4F60\u597D\uFF01"), "\u4F60\u597D\uFF01" },
		{ BYTES("\uD55C\uAD6D"), "\uD55C\uAD6D" },
		{ BYTES("e\u0301"), "e\u0301" },
		{ BYTES("\u0928\u092E\u0938\u094D\u0924\u0947"),
		  "\u0928\u092E\u0938\u094D\u0924\u0947" },
		{ BYTES("\U0001F600"), "\U0001F600" },
		{ BYTES("\u3000"), "\u3000" },
		{ BYTES("\uFFFD"), "\uFFFD" },
	};

	check_cleanings(cases, ARRAY_SIZE(cases), TEXT_ONE_LINE);
}

static void test_controls_become_visible(void **state)
{
	(void)state;
	static const struct cleaning cases[] = {
		{ BYTES("\033[2J"), "\u241B[2J" },
		{ BYTES("a\0b"), "a\u2400b" },
		{ BYTES("\a\b\f\v\x1F"), "\u2407\u2408\u240C\u240B\u241F" },
		{ BYTES("\x7F"), "\u2421" },
		{ BYTES("\xC2\x9B"
			"2J\xC2\x80\xC2\x9F"),
		  "\u24262J\u2426\u2426" },
		{ BYTES("\xC2\x85"), "\u2426" },
		{ BYTES("a\u2028b\u2029c"), "a\u23CEb\u23CEc" },
		{ BYTES("\u202Eevil\u202C"), "\u21C4evil\u21C4" },
		{ BYTES("\u200E\u200F\u061C\u202A\u202B\u202D\u2066\u2067\u2068\u2069"),
		  "\u21C4\u21C4\u21C4\u21C4\u21C4\u21C4\u21C4\u21C4\u21C4\u21C4" },
		{ BYTES("a\u200Bb\u2060c\uFEFFd\u180E"), "a\u2422b\u2422c\u2422d\u2422" },
		{ BYTES("x\U000E0001\U000E0041\U000E007F"), "x\u2422\u2422\u2422" },
		{ BYTES("\uFFF9\uFFFA\uFFFB"), "\u2422\u2422\u2422" },
		{ BYTES("\u115F\u3164\uFFA0"), "\u2422\u2422\u2422" },
		{ BYTES("\u0600"), "\u2422" },
		{ BYTES("co\u00ADop"), "co\u2010op" },
		{ BYTES("a\u00A0b\u2003c\u202Fd"), "a b c d" },
	};

	check_cleanings(cases, ARRAY_SIZE(cases), TEXT_ONE_LINE);
}

static void test_line_ends(void **state)
{
	(void)state;
	static const struct cleaning one_line[] = {
		{ BYTES("a\nb"), "a\u23CEb" },         { BYTES("a\r\nb\r\n"), "a\u23CEb\u23CE" },
		{ BYTES("a\rb\r"), "a\u240Db\u240D" }, { BYTES("a\tb"), "a b" },
		{ BYTES("\n\u0301"), "\u23CE\u0301" },
	};
	static const struct cleaning kept[] = {
		{ BYTES("a\nb"), "a\nb" },
		{ BYTES("a\r\nb\r\n"), "a\nb\n" },
		{ BYTES("a\rb\r"), "a\u240Db\u240D" },
		{ BYTES("a\tb"), "a b" },
		{ BYTES("\r\r\n"), "\u240D\n" },
		{ BYTES("a\n\u0301"), "a\n\u25CC\u0301" },
	};

	check_cleanings(one_line, ARRAY_SIZE(one_line), TEXT_ONE_LINE);
	check_cleanings(kept, ARRAY_SIZE(kept), TEXT_KEEP_NEWLINES);
}

static void test_what_is_invalid(void **state)
{
	(void)state;
	static const struct cleaning cases[] = {
		{ BYTES("a\xFF"
			"b"),
		  "a\uFFFDb" },
		{ BYTES("\xE2\x82"), "\uFFFD" },
		{ BYTES("\xED\xA0\xBD"), "\uFFFD" }, /* a lone surrogate in WTF-8 */
		{ BYTES("\xED\xA0\xBD\xED\xB8\x80"), "\uFFFD\uFFFD" },
		{ BYTES("\xC0\x9B"), "\uFFFD\uFFFD" }, /* an overlong ESC */
		{ BYTES("\uE000\U000F0000\U0010FFFF\uFDD0\u0378"),
		  "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD" },
		{ BYTES("\u4DC0\u3248"), "\uFFFD\uFFFD" }, /* one cell or two */
	};

	check_cleanings(cases, ARRAY_SIZE(cases), TEXT_ONE_LINE);
}

static void test_marks_are_bounded(void **state)
{
	(void)state;
	static const struct cleaning cases[] = {
		{ BYTES("e\u0301\u0302\u0303\u0304"), "e\u0301\u0302" },
		{ BYTES("e\u0301\u0302\u0303o\u0304"), "e\u0301\u0302o\u0304" },
		{ BYTES("\u0301"), "\u25CC\u0301" },
		{ BYTES("\u0301\u0302\u0303"), "\u25CC\u0301\u0302" },
		{ BYTES(" \u0301"), " \u0301" },
		{ BYTES("\033\u0301"), "\u241B\u0301" },
		{ BYTES("1\uFE0F\u20E3"), "1\u20E3" },
		{ BYTES("a\u034F\u0301"), "a\u0301" },
	};

	check_cleanings(cases, ARRAY_SIZE(cases), TEXT_ONE_LINE);
}

static void test_emoji(void **state)
{
	(void)state;
	static const struct cleaning cases[] = {
		{ BYTES("\u2764\uFE0F"), "\u2764" },
		{ BYTES("\U0001F44D\U0001F3FD"), "\U0001F44D" },
		{ BYTES("\U0001F3FD"), "\U0001F3FD" },
		{ BYTES("a\U0001F3FD"), "a\U0001F3FD" },
		{ BYTES("\U0001F468\u200D\U0001F469\u200D\U0001F467"),
		  "\U0001F468\U0001F469\U0001F467" },
		{ BYTES("\U0001F1E9\U0001F1EA"), "DE" },
		{ BYTES("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F!"),
		  "\U0001F3F4!" },
		{ BYTES("\u0645\u06CC\u200C\u062E"), "\u0645\u06CC\u062E" },
		{ BYTES("\u0915\u094D\u200D\u0937"), "\u0915\u094D\u0937" },
		{ BYTES("\u8FBB\U000E0100"), "\u8FBB" },
	};

	check_cleanings(cases, ARRAY_SIZE(cases), TEXT_ONE_LINE);
}

static void test_hangul_in_pieces(void **state)
{
	(void)state;
	static const struct cleaning cases[] = {
		{ BYTES("\u1112\u1161\u11AB\u1100\u116E\u11A8"), "\uD55C\uAD6D" },
		{ BYTES("\u1112\u1161"), "\uD558" },
		{ BYTES("\uD558\u11AB"), "\uD55C" },
		{ BYTES("\uD55C\u11AB"), "\uD55C\uFFFD" },
		{ BYTES("\u1112"), "\u1112" },
		{ BYTES("\u1112\u11AB"), "\u1112\uFFFD" },
		{ BYTES("\u1161"), "\uFFFD" },
		{ BYTES("a\u1161"), "a\uFFFD" },
		{ BYTES("\u1112\u0301\u1161"), "\u1112\u0301\uFFFD" },
		{ BYTES("\u1112\u119E"), "\u1112\uFFFD" },
		{ BYTES("\uD7B0"), "\uFFFD" },
	};

	check_cleanings(cases, ARRAY_SIZE(cases), TEXT_ONE_LINE);
}

static void test_appends_without_joining(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(100);

	text_clean(&out, BYTES("\u1112"), TEXT_ONE_LINE);
	text_clean(&out, BYTES("\u1161"), TEXT_ONE_LINE);
	text_clean(&out, BYTES("\u0301"), TEXT_ONE_LINE);
	assert_string_equal(out.data, "\u1112\uFFFD\u25CC\u0301");
	strbuf_release(&out);
}

static void test_stops_at_the_maximum_between_characters(void **state)
{
	(void)state;
	for (size_t max = 0; max < 12; max++) {
		struct strbuf out = STRBUF_INIT(max);
		text_clean(&out, BYTES("\u4F60\u597D\U0001F600\u1112\u1161"), TEXT_ONE_LINE);
		assert_true(text_is_valid(out.data, out.length));
		strbuf_release(&out);
	}
}

/* Every code point, alone and in company, keeps the promises of the header. */
static void check_promises(const char *bytes, size_t length, enum text_clean_flags flags)
{
	static struct strbuf once = STRBUF_INIT(1000);
	static struct strbuf twice = STRBUF_INIT(1000);
	size_t cells = 0;

	strbuf_reset(&once);
	strbuf_reset(&twice);
	text_clean(&once, bytes, length, flags);
	text_clean(&twice, once.data, once.length, flags);
	if (once.length != twice.length || memcmp(once.data, twice.data, once.length) != 0)
		fail_msg("cleaning \"%s\" again gave \"%s\"", once.data, twice.data);
	assert_true(text_is_valid(once.data, once.length));
	for (size_t at = 0; at < once.length;) {
		uint32_t codepoint;
		at += text_decode(once.data + at, once.length - at, &codepoint);
		int width = text_codepoint_width(codepoint);
		int libc_width = wcwidth((wchar_t)codepoint);
		if (codepoint == '\n') {
			assert_true(flags & TEXT_KEEP_NEWLINES);
			continue;
		}
		assert_true(codepoint >= ' ' && (codepoint < 0x7F || codepoint >= 0xA0));
		/* The C library's tables may be older: it knows no width then. */
		if (libc_width >= 0 && width != libc_width)
			fail_msg("U+%04X takes %d cells, and %d for the C library", codepoint,
				 width, libc_width);
		cells += (size_t)width;
	}
	assert_int_equal(text_width(once.data, once.length), cells);
}

static void test_every_code_point(void **state)
{
	(void)state;
	static const char *const before[] = { "", "a", "\u1112", "\uD558", "\U0001F44D" };

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	for (uint32_t codepoint = 0; codepoint <= 0x10FFFF; codepoint++) {
		for (size_t i = 0; i < ARRAY_SIZE(before); i++) {
			char bytes[32];
			size_t length = strlen(before[i]);
			memcpy(bytes, before[i], length);
			length += text_encode(codepoint, bytes + length);
			check_promises(bytes, length, TEXT_ONE_LINE);
			/* The planes of ideographs and of private use are alike inside. */
			if (codepoint >= 0x20000 && codepoint < 0xE0000)
				break;
		}
	}
}

static void test_mixed_texts(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"a",          "\n",         "\r",         "\033",   "\u0301",
		"\u200D",     "\uFE0F",     "\u1112",     "\u1161", "\u11AB",
		"\U0001F44D", "\U0001F3FD", "\xFF",       "\u202E", " ",
		"\U0001F3F4", "\U000E0067", "\U0001F1E9", "\u093E", "\u4F60",
	};
	uint32_t random = 12345;

	for (int i = 0; i < 20000; i++) {
		char bytes[64];
		size_t length = 0;
		for (int j = 0; j < 8; j++) {
			random = random * 1664525 + 1013904223;
			const char *piece = pieces[(random >> 16) % ARRAY_SIZE(pieces)];
			memcpy(bytes + length, piece, strlen(piece));
			length += strlen(piece);
		}
		check_promises(bytes, length, i % 2 ? TEXT_KEEP_NEWLINES : TEXT_ONE_LINE);
	}
}

static void test_width_and_fit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t width;
		size_t cells;
		size_t bytes; /* that fit into the cells */
		size_t used;
	} cases[] = {
		{ "", 0, 5, 0, 0 },
		{ "hello", 5, 3, 3, 3 },
		{ "hello", 5, 5, 5, 5 },
		{ "hello", 5, 9, 5, 5 },
		{ "hello", 5, 0, 0, 0 },
		{ "\u4F60\u597D", 4, 3, 3, 2 },
		{ "\u4F60\u597D", 4, 1, 0, 0 },
		{ "e\u0301\u0302x", 2, 1, 5, 1 },
		{ "a long run of ASCII and \u4F60", 26, 25, 24, 24 },
		{ "\U0001F600!", 3, 2, 4, 2 },
		{ "\u0928\u093F", 2, 2, 6, 2 },
		{ "a\nb", 2, 1, 2, 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t length = strlen(cases[i].text);
		size_t used = 99;
		assert_int_equal(text_width(cases[i].text, length), cases[i].width);
		assert_int_equal(text_fit(cases[i].text, length, cases[i].cells, &used),
				 cases[i].bytes);
		assert_int_equal(used, cases[i].used);
	}
	size_t used;
	assert_int_equal(text_fit("abc", 3, SIZE_MAX, &used), 3);
}

static void test_next(void **state)
{
	(void)state;
	assert_int_equal(text_next("", 0), 0);
	assert_int_equal(text_next(BYTES("ab")), 1);
	assert_int_equal(text_next(BYTES("e\u0301\u0302x")), 5);
	assert_int_equal(text_next(BYTES("e\u0301")), 3);
	assert_int_equal(text_next(BYTES("\u4F60\u597D")), 3);
	assert_int_equal(text_next(BYTES("\na")), 1);
	assert_int_equal(text_next(BYTES("\xFF\xFF")), 1);
}

static void test_fold(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *folded;
	} cases[] = {
		{ "", "" },
		{ "Hello [Z]", "hello [z]" },
		{ "GR\u00DC\u00DFE", "gr\u00FCsse" },
		{ "\u0391\u03A3", "\u03B1\u03C3" },
		{ "\u03C2", "\u03C3" },
		{ "\u041F\u0420", "\u043F\u0440" },
		{ "\u212A", "k" },
		{ "\u4F60", "\u4F60" },
		{ "\xED\xA0\xBD", "\xED\xA0\xBD" },
		{ "a\xFF"
		  "B",
		  "a\uFFFDb" },
	};
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		strbuf_reset(&out);
		text_fold(&out, cases[i].text, strlen(cases[i].text));
		assert_string_equal(out.data, cases[i].folded);
	}
	strbuf_reset(&out);
	char *text = xmalloc(1001);
	memset(text, 'Q', 1000);
	text_fold(&out, text, 1000);
	memset(text, 'q', 1000);
	text[1000] = '\0';
	assert_string_equal(out.data, text);
	free(text);
	strbuf_release(&out);
}

static void test_fold_of_each_ascii_byte_at_each_place(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	for (int byte = 0; byte < 0x80; byte++) {
		for (size_t place = 0; place < 20; place++) {
			char text[20];
			char folded[20];
			memset(text, 'M', sizeof(text));
			memset(folded, 'm', sizeof(folded));
			text[place] = (char)byte;
			folded[place] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
			strbuf_reset(&out);
			text_fold(&out, text, sizeof(text));
			assert_int_equal(out.length, sizeof(folded));
			assert_memory_equal(out.data, folded, sizeof(folded));
		}
	}
	strbuf_release(&out);
}

static void test_contains(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *needle; /* folded */
		bool found;
	} cases[] = {
		{ "Your code is 1234", "code", true },
		{ "Your CODE is 1234", "code is 1", true },
		{ "Your code", "codes", false },
		{ "", "", true },
		{ "abc", "", true },
		{ "", "a", false },
		{ "Stra\u00DFe", "strasse", true },
		{ "CAF\u00C9", "caf\u00E9", true },
		{ "caf\u00C9", "cafe", false },
		{ "\u041F\u0440\u0438\u0432\u0435\u0442", "\u043F\u0440", true },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(text_contains_folded(cases[i].text, strlen(cases[i].text),
						      cases[i].needle, strlen(cases[i].needle)),
				 cases[i].found);
	char *text = xmalloc(5000);
	memset(text, 'x', 5000);
	memcpy(text + 4000, "NEEDLE", 6);
	assert_true(text_contains_folded(text, 5000, "needle", 6));
	assert_false(text_contains_folded(text, 4005, "needle", 6));
	assert_true(text_contains_folded("a\0NB", 4, "\0n", 2));
	free(text);
}

static void test_substitutes(void **state)
{
	(void)state;
	int found = 0;

	static const struct {
		uint32_t codepoint;
		char ascii;
	} table[] = {
		{ 0x2502, '|' },  { 0x00B7, '.' },  { 0xFFFD, '?' },
		{ 0x00E9, 'e' },  { 0x00D1, 'N' },  { 0x017B, 'Z' }, /* é Ñ Ż */
		{ 0x1EA5, 'a' },                                     /* ấ: two marks */
		{ 0x00F8, 'o' },  { 0x00DF, 's' },                   /* no letter with a mark */
		{ 'a', '\0' },    { 0x4F60, '\0' }, { 0xAC00, '\0' },
		{ 0x2260, '\0' }, /* "=" would say the opposite */
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		assert_int_equal(text_ascii_substitute(table[i].codepoint), table[i].ascii);
	for (uint32_t codepoint = 0x80; codepoint <= 0xFFFF; codepoint++) {
		char ascii = text_ascii_substitute(codepoint);

		if (!ascii)
			continue;
		assert_true(ascii > ' ' && ascii < 0x7F);
		assert_int_equal(text_codepoint_width(codepoint), 1);
		found++;
	}
	assert_true(found > 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ordinary_text_stays),
		cmocka_unit_test(test_controls_become_visible),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_what_is_invalid),
		cmocka_unit_test(test_marks_are_bounded),
		cmocka_unit_test(test_emoji),
		cmocka_unit_test(test_hangul_in_pieces),
		cmocka_unit_test(test_appends_without_joining),
		cmocka_unit_test(test_stops_at_the_maximum_between_characters),
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_mixed_texts),
		cmocka_unit_test(test_width_and_fit),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_of_each_ascii_byte_at_each_place),
		cmocka_unit_test(test_contains),
		cmocka_unit_test(test_substitutes),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
