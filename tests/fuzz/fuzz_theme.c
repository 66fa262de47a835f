/*
 * fuzz_theme.c - a theme is refused with words, or every look in it says where it comes from.
 */
#include <stdint.h>
#include <stdlib.h>

#include "config/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libconfig 1.5 loses the text it was reading when it meets a syntax error. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void)
{
	return "leak:libconfig";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct theme theme = THEME_INIT;
	struct error err = ERROR_INIT;

	if (theme_parse(&theme, "input", (const char *)data, size, &err)) {
		for (size_t i = 0; i < THEME_ROLES; i++) {
			const struct theme_look *look = &theme.looks[i];
			if ((look->fg || look->bg || look->attrs) && (!look->file || !look->line))
				abort();
		}
	} else if (err.kind == ERROR_NONE || !err.text || !*err.text) {
		abort();
	}
	error_release(&err);
	theme_release(&theme);
	return 0;
}
