/*
 * files.h - files of a test's own, and errors compared as a whole.
 *
 * tests/run gives every test an empty HOME and TMPDIR; a test that is run by hand makes its own.
 */
#ifndef MSGDECK_TESTS_CONFIG_FILES_H
#define MSGDECK_TESTS_CONFIG_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* A fresh directory, to be freed. */
static inline char *place_new(void)
{
	const char *tmp = getenv("TMPDIR");
	struct strbuf path = STRBUF_INIT(4096);

	strbuf_addf(&path, "%s/configXXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(path.data));
	return strbuf_detach(&path, NULL);
}

/* Writes DIRECTORY/NAME with this mode; the path is to be freed. */
static inline char *place_write(const char *directory, const char *name, const char *text,
				mode_t mode)
{
	struct strbuf path = STRBUF_INIT(4096);

	strbuf_addf(&path, "%s/%s", directory, name);
	assert_true(file_write_private(path.data, text, strlen(text), NULL));
	assert_int_equal(chmod(path.data, mode), 0);
	return strbuf_detach(&path, NULL);
}

/* The error's text is exactly this; releases it. */
static inline void assert_error(struct error *err, enum error_kind kind, const char *text)
{
	assert_string_equal(error_text(err), text);
	assert_int_equal(err->kind, kind);
	error_release(err);
}

/* The error's text is "PREFIX" and then this. */
static inline void assert_error_behind(struct error *err, const char *prefix, const char *text)
{
	struct strbuf whole = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&whole, "%s%s", prefix, text);
	assert_string_equal(error_text(err), whole.data);
	strbuf_release(&whole);
	error_release(err);
}

#endif
