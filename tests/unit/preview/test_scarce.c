/*
 * Pictures are decoded while memory runs out: whichever allocation of the libraries fails, and all behind
 * it, what comes is a refusal or the whole picture. Our own allocations do not fail.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "pictures.h"
#include "preview/decode.h"

/* A sanitizer brings allocations of its own. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SCARCE 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SCARCE 0
#endif
#endif
#ifndef SCARCE
#define SCARCE 1
#endif

/* Allocations of the libraries. The compiler thinks that what a library does cannot come back to here. */
static volatile size_t asked, there = SIZE_MAX;
static volatile bool for_good; /* all behind the one that fails do, too */

#if SCARCE

/* The C library's own, under the names that it has for this. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* The program's own code, which the linker tells: libraries are elsewhere. */
extern const char __executable_start, etext;

static bool is_there(const char *caller)
{
	if (there == SIZE_MAX || (caller >= &__executable_start && caller < &etext))
		return true;
	size_t number = asked++;
	return for_good ? number < there : number != there;
}

#define SEEN __attribute__((visibility("default")))
#define CALLER __builtin_extract_return_addr(__builtin_return_address(0))

SEEN void *malloc(size_t size)
{
	return is_there(CALLER) ? __libc_malloc(size) : NULL;
}

SEEN void *calloc(size_t count, size_t size)
{
	return is_there(CALLER) ? __libc_calloc(count, size) : NULL;
}

SEEN void *realloc(void *old, size_t size)
{
	return is_there(CALLER) ? __libc_realloc(old, size) : NULL;
}

#endif

/* Whether allocations of libraries can be made to fail: not where a tool brings its own. */
static bool can_fail(void)
{
	char *copy;

	asked = 0;
	there = 0;
	copy = realpath("/", NULL);
	there = SIZE_MAX;
	bool can = !copy;
	free(copy);
	return can;
}

/* Until so many are there that none fails. Returns how many that was. */
static size_t decode_all(const uint8_t *bytes, size_t size)
{
	struct image whole, image;
	size_t limit = 0;

	assert_true(image_decode(&whole, bytes, size, 400, NULL));
	for (bool failed = true; failed; limit++) {
		struct error err = ERROR_INIT;

		asked = 0;
		there = limit;
		bool good = image_decode(&image, bytes, size, 400, &err);
		there = SIZE_MAX;
		failed = asked > limit;
		if (good) {
			assert_int_equal(image.width, whole.width);
			assert_int_equal(image.height, whole.height);
			assert_memory_equal(image.pixels, whole.pixels,
					    (size_t)whole.width * whole.height *
						    sizeof(*whole.pixels));
			image_release(&image);
		} else {
			assert_true(failed);
			assert_int_not_equal(err.kind, ERROR_NONE);
			assert_null(image.pixels);
		}
		error_release(&err);
	}
	image_release(&whole);
	return limit;
}

static void test_memory_runs_out(void **state)
{
	bool can = can_fail();

	(void)state;
	print_message("# allocations %s\n", can ? "fail" : "are a tool's, and cannot fail");
	for (int kind = 0; kind < 5; kind++) {
		size_t size, limits = 0;
		uint8_t *bytes = kind == 0   ? picture_jpeg(96, 64, &size)
				 : kind == 1 ? picture_cmyk(96, 64, &size)
				 : kind == 2 ? picture_png(96, 64, &size)
					     : picture_gif(96, 64, kind == 4, &size);

		for (int mode = 0; mode < 2; mode++) {
			for_good = mode;
			limits += decode_all(bytes, size);
		}
		print_message("# picture %d: %zu times\n", kind, limits);
		assert_true(!can || limits > 6);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_memory_runs_out) };

	hash_init();
	return cmocka_run_group_tests_name("preview/scarce", tests, NULL, NULL);
}
