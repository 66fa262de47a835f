#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/sha256.h"

static void assert_digest(const void *data, size_t length, size_t piece, const char *expected)
{
	uint8_t digest[SHA256_SIZE];
	char text[2 * SHA256_SIZE + 1];
	struct sha256 sha;

	sha256_init(&sha);
	for (size_t at = 0; at < length; at += piece)
		sha256_add(&sha, (const char *)data + at,
			   length - at < piece ? length - at : piece);
	sha256_end(&sha, digest);
	for (size_t i = 0; i < SHA256_SIZE; i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
	assert_string_equal(text, expected);
}

/* The examples that NIST publishes with FIPS 180-4. */
static void test_examples(void **state)
{
	(void)state;
	static const struct {
		const char *text, *digest;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
		{ "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
		  "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
		  "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		for (size_t piece = 1; piece < 130; piece += 7)
			assert_digest(cases[i].text, strlen(cases[i].text), piece, cases[i].digest);
}

static void test_million(void **state)
{
	(void)state;
	char *text = xmalloc(1000000);

	memset(text, 'a', 1000000);
	assert_digest(text, 1000000, 4099,
		      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	free(text);
}

/* Around the block's end the padding takes a block more. */
static void test_lengths(void **state)
{
	(void)state;
	static const struct {
		size_t length;
		const char *digest;
	} cases[] = {
		{ 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
		{ 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
		{ 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
	};
	char text[64];

	memset(text, 'a', sizeof(text));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_digest(text, cases[i].length, 64, cases[i].digest);
}

/* The test cases of RFC 4231. */
static void test_keyed(void **state)
{
	(void)state;
	static const struct {
		int key_byte, data_byte;
		size_t key_length, data_length;
		const char *key, *data, *digest;
	} cases[] = {
		{ 0x0b, 0, 20, 8, NULL, "Hi There",
		  "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
		{ 0, 0, 4, 28, "Jefe", "what do ya want for nothing?",
		  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
		{ 0xaa, 0xdd, 20, 50, NULL, NULL,
		  "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
		{ 0xaa, 0, 131, 54, NULL, "Test Using Larger Than Block-Size Key - Hash Key First",
		  "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint8_t key[131], data[64], digest[SHA256_SIZE];
		char text[2 * SHA256_SIZE + 1];

		memset(key, cases[i].key_byte, sizeof(key));
		memset(data, cases[i].data_byte, sizeof(data));
		hmac_sha256(cases[i].key ? (const void *)cases[i].key : key, cases[i].key_length,
			    cases[i].data ? (const void *)cases[i].data : data,
			    cases[i].data_length, digest);
		for (size_t n = 0; n < sizeof(digest); n++)
			snprintf(text + 2 * n, 3, "%02x", digest[n]);
		assert_string_equal(text, cases[i].digest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_million),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_keyed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
