/*
 * fuzz_cli.c - a command line, one argument a line, is understood or refused with words that hold
 * no control characters.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "config/cli.h"

#define ARGUMENTS_MAX 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_words(const struct error *err)
{
	if (err->kind == ERROR_NONE || !err->text || !*err->text)
		abort();
	for (const char *at = err->text; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size), *next = text;
	char *argv[ARGUMENTS_MAX + 2] = { text };
	struct settings settings;
	struct error err = ERROR_INIT;
	struct cli cli;
	int argc = 1;

	while (next && argc <= ARGUMENTS_MAX) {
		argv[argc++] = next;
		next = strchr(next, '\n');
		if (next)
			*next++ = '\0';
	}
	settings_init(&settings);
	if (!cli_parse(argc, argv, &cli, &settings, &err))
		check_words(&err);
	error_release(&err);
	settings_release(&settings);
	free(text);
	return 0;
}
