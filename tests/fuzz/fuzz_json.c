/*
 * fuzz_json.c - a document that is read is the same after it was written and read again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_members(const struct json *value)
{
	size_t length;
	const char *string = json_as_string(value, &length);

	if (string && string[length])
		abort();
	if (json_kind(value) == JSON_KIND_ARRAY) {
		for (size_t i = 0; i < json_count(value); i++)
			check_members(json_at(value, i));
	}
}

static void check(struct json *root)
{
	struct strbuf written = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf rewritten = STRBUF_INIT(STRBUF_TEXT);

	check_members(root);
	json_write_pretty(&written, root);
	if (!written.overflow) {
		struct json *again = json_parse(written.data, written.length, NULL);
		if (!again)
			abort();
		json_write_pretty(&rewritten, again);
		if (strcmp(written.data, rewritten.data) != 0)
			abort();
		json_free(again);
	}
	json_wipe_member(root, "auth_token");
	if (json_get(root, "auth_token") && json_get_string(root, "auth_token") &&
	    *json_get_string(root, "auth_token"))
		abort();
	strbuf_release(&written);
	strbuf_release(&rewritten);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct error err = ERROR_INIT;

	if (!ready)
		json_init();
	ready = true;
	struct json *root = json_parse((const char *)data, size, &err);
	if (root)
		check(root);
	else if (err.kind != ERROR_PROTOCOL)
		abort();
	error_release(&err);
	json_free(root);
	return 0;
}
