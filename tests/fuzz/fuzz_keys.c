/*
 * fuzz_keys.c - bindings of keys and command lines: refused with words, or what was understood is
 * written so that it is understood in the same way again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/command.h"
#include "ui/keymap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_words(const struct command_words *words)
{
	struct strbuf line = STRBUF_INIT(4 * COMMAND_LINE_MAX);
	struct command_words again;

	for (int i = 0; i < words->count; i++) {
		strbuf_addstr(&line, i ? " " : "");
		command_quote(&line, words->words[i]);
	}
	/* Quotes may make it longer than a line can be. */
	if (line.length <= COMMAND_LINE_MAX) {
		demand(command_words_split(line.data, line.length, false, &again, NULL));
		demand(again.count == words->count);
		for (int i = 0; i < words->count; i++)
			demand(strcmp(again.words[i], words->words[i]) == 0);
		command_words_release(&again);
	}
	strbuf_release(&line);
}

static void split(const char *text, size_t size)
{
	struct command_words words;
	struct error err = ERROR_INIT;

	if (command_words_split(text, size, false, &words, &err)) {
		check_words(&words);
		command_words_release(&words);
	} else {
		demand(err.kind != ERROR_NONE && *error_text(&err));
	}
	error_release(&err);
	if (command_words_split(text, size, true, &words, NULL)) {
		demand(words.last_start <= size);
		command_words_release(&words);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct keymap *keymap = keymap_new();
	struct error err = ERROR_INIT;

	split(text, size < COMMAND_LINE_MAX ? size : COMMAND_LINE_MAX);
	if (!keymap_parse(keymap, text, size, "input", false, &err))
		demand(err.kind != ERROR_NONE && *error_text(&err));
	error_release(&err);
	keymap_free(keymap);
	return 0;
}
