/*
 * fuzz_official.c - a profile file of the official tool is refused with words, or every profile in
 * it can be put into a config file, or says why not.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "config/config.h"
#include "config/config_insert.h"
#include "config/official.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libconfig 1.5 loses the text it was reading when it meets a syntax error. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void)
{
	return "leak:libconfig";
}

static void put_in(const struct official_profile *profile)
{
	struct strbuf old = STRBUF_INIT(STRBUF_LINE), new = STRBUF_INIT(CONFIG_FILE_MAX);
	struct strbuf member = STRBUF_INIT(CONFIG_FILE_MAX);

	strbuf_addf(&member, "\t%s = { api_secret = ", profile->fit);
	config_quote(&member, profile->api_secret);
	strbuf_addstr(&member, "; };\n");
	strbuf_addstr(&old, "profiles = { # }\n};\n");
	if (!config_insert("input", &old, NULL, "profiles", member.data, &new, NULL))
		abort();
	struct config_file *file = config_file_parse("input", new.data, new.length, NULL);
	const struct config_node *there =
		config_get(config_get(config_file_root(file), "profiles"), profile->fit);
	if (strcmp(config_string(config_get(there, "api_secret")), profile->api_secret) != 0)
		abort();
	config_file_free(file);
	strbuf_release(&old);
	strbuf_release(&new);
	strbuf_release(&member);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct official official = OFFICIAL_INIT;
	struct error err = ERROR_INIT;

	if (official_parse(&official, "input", (const char *)data, size, &err)) {
		for (size_t i = 0; i < official.profiles.count; i++)
			if (!official.profiles.items[i].refused)
				put_in(&official.profiles.items[i]);
	} else if (err.kind == ERROR_NONE || !err.text || !*err.text) {
		abort();
	}
	error_release(&err);
	official_release(&official);
	return 0;
}
