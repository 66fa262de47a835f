/*
 * fuzz_input.c - bytes from a terminal: whatever they are and however they are cut, the same events
 * come of them; every key has a name that is read back as the same key.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "ui/input.h"
#include "ui/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static void check_key(uint32_t key)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	struct key_sequence again;

	demand(key_is_text(key & ~UIKEY_MODIFIERS) ||
	       ((key & ~UIKEY_MODIFIERS) >= UIKEY_ENTER && (key & ~UIKEY_MODIFIERS) <= UIKEY_F12));
	key_format(&name, key);
	demand(key_sequence_parse(name.data, &again, NULL));
	demand(again.count == 1 && again.keys[0] == key);
	strbuf_release(&name);
}

static void note(const struct input_event *event, void *context)
{
	struct strbuf *story = context;

	demand(event->type <= INPUT_FOCUS);
	strbuf_addf(story, "%d ", (int)event->type);
	switch (event->type) {
	case INPUT_KEY:
		check_key(event->key);
		strbuf_addf(story, "%x", (unsigned int)event->key);
		break;
	case INPUT_PASTE:
		demand(event->length <= INPUT_PASTE_MAX);
		strbuf_addf(story, "%zu %d ", event->length, event->truncated);
		strbuf_add(story, event->text, event->length);
		break;
	case INPUT_MOUSE:
		demand(event->column >= 0 && event->row >= 0);
		strbuf_addf(story, "%d %d %d %d", event->column, event->row, event->button,
			    event->pressed);
		break;
	case INPUT_MODE:
		strbuf_addf(story, "%d %d", event->mode, event->state);
		break;
	case INPUT_FOCUS:
		strbuf_addf(story, "%d", event->pressed);
		break;
	}
	strbuf_addch(story, '\n');
}

static const char *ability(const char *name)
{
	return strcmp(name, "kcuu1") == 0 ? "\033OA" : strcmp(name, "kf5") == 0 ? "\033[[E" : "";
}

static void decode(const char *bytes, size_t size, size_t piece, struct strbuf *story)
{
	struct input *input = input_new();

	input_learn_terminfo(input, ability);
	for (size_t at = 0; at < size; at += piece)
		input_feed(input, bytes + at, size - at < piece ? size - at : piece, note, story);
	if (input_pending(input))
		input_timeout(input, note, story);
	demand(!input_pending(input));
	input_free(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf whole = STRBUF_INIT(STRBUF_TEXT), cut = STRBUF_INIT(STRBUF_TEXT);

	decode((const char *)data, size, size ? size : 1, &whole);
	decode((const char *)data, size, 1 + size % 5, &cut);
	demand(whole.length == cut.length && memcmp(whole.data, cut.data, whole.length) == 0);
	strbuf_release(&whole);
	strbuf_release(&cut);
	return 0;
}
