/*
 * fuzz_answer.c - the head of an answer and an error's body: header lines, an empty line, the body. What
 * is told of it can be shown: valid UTF-8 without control characters, and bounded.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/answer.h"
#include "api/apierror.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#define NOW INT64_C(1796040000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_words(const char *text)
{
	demand(text_is_valid(text, strlen(text)));
	for (const char *at = text; *at; at++)
		demand((unsigned char)*at >= 0x20 && *at != 0x7f &&
		       !((unsigned char)at[0] == 0xc2 && (unsigned char)at[1] < 0xa0));
}

/* Takes the header lines; what is left is the body. */
static size_t take_head(struct answer *answer, const char *bytes, size_t size)
{
	size_t at = 0;

	while (at < size) {
		const char *end = memchr(bytes + at, '\n', size - at);
		size_t length = end ? (size_t)(end - bytes) - at + 1 : size - at;

		if (!answer_header(answer, bytes + at, length, NOW))
			break;
		at += length;
		if (length <= 2)
			break;
	}
	return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct error err = ERROR_INIT;
	struct answer answer;
	static bool ready;

	if (!ready)
		json_init();
	ready = true;
	answer_init(&answer);
	size_t at = take_head(&answer, bytes, size);
	strbuf_add(&answer.body, bytes + at,
		   size - at < ANSWER_BODY_MAX ? size - at : ANSWER_BODY_MAX);
	demand(memchr(answer.request_id, '\0', sizeof(answer.request_id)) != NULL);
	check_words(answer.request_id);
	demand(memchr(answer.content_type, '\0', sizeof(answer.content_type)) != NULL);
	demand(answer.retry_after_ms >= -1 && answer.retry_after_ms <= RETRY_AFTER_MAX_MS);
	demand(answer.concurrent >= -1);
	answer_find_redirect(&answer);
	demand(!answer_is_redirect(&answer) || answer.location);
	demand(!apierror_set(&err, &answer) && (err.kind == ERROR_API || err.kind == ERROR_AUTH));
	demand(*error_text(&err) && err.code >= 0);
	check_words(error_text(&err));
	error_release(&err);
	answer_release(&answer);
	return 0;
}
