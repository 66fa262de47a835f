/*
 * typed.h - keys as a test of a widget writes them, with blanks between: "a <C-a> x".
 */
#ifndef MSGDECK_TESTS_TYPED_H
#define MSGDECK_TESTS_TYPED_H

#include <string.h>

#include "ui/key.h"

/* Takes the next key from *keys; false at the end. */
static inline bool typed_next(const char **keys, uint32_t *key)
{
	struct key_sequence sequence;
	size_t length = strcspn(*keys, " ");
	char one[16];

	if (!length)
		return false;
	assert_true(length < sizeof(one));
	memcpy(one, *keys, length);
	one[length] = '\0';
	assert_true(key_sequence_parse(one, &sequence, NULL));
	*key = sequence.keys[0];
	*keys += length + ((*keys)[length] == ' ');
	return true;
}

#endif
