/*
 * fuzz_command.c - the words of a password_command, put between quotes again, are the same words.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "config/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_quoted(struct strbuf *out, const char *word)
{
	strbuf_addstr(out, " '");
	for (; *word; word++) {
		if (*word == '\'')
			strbuf_addstr(out, "'\\''");
		else
			strbuf_addch(out, *word);
	}
	strbuf_addch(out, '\'');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size);
	struct strbuf quoted = STRBUF_INIT(STRBUF_TEXT);
	struct error err = ERROR_INIT;
	char **words = command_split(text, &err);

	if (!words && (err.kind == ERROR_NONE || !err.text || !*err.text))
		abort();
	if (words) {
		for (char **word = words; *word; word++)
			add_quoted(&quoted, *word);
		char **again = command_split(quoted.data, NULL);
		size_t i = 0;
		for (; again && words[i] && again[i]; i++)
			if (strcmp(words[i], again[i]) != 0)
				abort();
		if (!again || words[i] || again[i])
			abort();
		command_free(again);
	}
	error_release(&err);
	command_free(words);
	strbuf_release(&quoted);
	free(text);
	return 0;
}
