/*
 * fuzz_text.c - whatever bytes arrive, what is drawn is harmless, of known width and stable.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_characters(const struct strbuf *clean, enum text_clean_flags flags)
{
	int marks = TEXT_MARKS_MAX; /* none may come first */
	size_t cells = 0;

	for (size_t at = 0; at < clean->length;) {
		uint32_t codepoint;
		at += text_decode(clean->data + at, clean->length - at, &codepoint);
		if (codepoint == '\n') {
			demand(flags & TEXT_KEEP_NEWLINES);
			marks = TEXT_MARKS_MAX;
			continue;
		}
		int width = text_codepoint_width(codepoint);
		demand(codepoint >= ' ' && (codepoint < 0x7F || codepoint >= 0xA0));
		demand(width >= 0 && width <= 2);
		marks = width ? 0 : marks + 1;
		demand(marks <= TEXT_MARKS_MAX);
		cells += (size_t)width;
	}
	demand(text_width(clean->data, clean->length) == cells);
}

static void check_steps(const struct strbuf *clean)
{
	size_t at = 0;
	size_t cells = 0;
	size_t used;

	while (at < clean->length) {
		size_t step = text_next(clean->data + at, clean->length - at);
		demand(step > 0 && step <= clean->length - at);
		cells += text_width(clean->data + at, step);
		at += step;
		if (clean->length > 512)
			continue;
		demand(text_fit(clean->data, clean->length, cells, &used) >= at);
		demand(used == cells);
	}
}

static void check_cleaning(const char *bytes, size_t size, enum text_clean_flags flags)
{
	struct strbuf once = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf twice = STRBUF_INIT(STRBUF_TEXT);

	text_clean(&once, bytes, size, flags);
	text_clean(&twice, once.data, once.length, flags);
	demand(!once.overflow && text_is_valid(once.data, once.length));
	demand(once.length == twice.length && !memcmp(once.data, twice.data, once.length));
	check_characters(&once, flags);
	check_steps(&once);
	strbuf_release(&once);
	strbuf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct strbuf folded = STRBUF_INIT(STRBUF_TEXT);
	size_t used;

	check_cleaning(bytes, size, TEXT_ONE_LINE);
	check_cleaning(bytes, size, TEXT_KEEP_NEWLINES);

	/* Foreign bytes never reach these as they are, but they must not fall over them. */
	text_width(bytes, size);
	text_fit(bytes, size, size / 2, &used);
	text_next(bytes, size);
	text_fold(&folded, bytes, size);
	demand(text_contains_folded(bytes, size, folded.data, folded.length));
	strbuf_release(&folded);
	return 0;
}
