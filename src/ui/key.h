/*
 * key.h - one key press as one number, and its name.
 *
 * A key is a Unicode code point, or one of enum uikey above the Unicode range, with modifier bits.
 * Control characters never appear as such: ^F is 'f' with UIKEY_CTRL, and Enter, Tab, Backspace and
 * Esc have codes of their own (a terminal cannot tell ^I from Tab or ^M from Enter; they are Tab and
 * Enter). Shift is set for special keys only; 'G' is simply another code point than 'g'.
 *
 * Names are as in the config file: a printable character stands for itself, all else is in angle
 * brackets: <C-f>, <A-x>, <C-A-x>, <S-Tab>, <PgDn>, <Enter>, <Space>, <F5>, <lt> for '<'. A
 * sequence is keys with blanks between them: "g g".
 */
#ifndef MSGDECK_UI_KEY_H
#define MSGDECK_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"

#define UIKEY_CTRL (1u << 24)
#define UIKEY_ALT (1u << 25)
#define UIKEY_SHIFT (1u << 26)
#define UIKEY_MODIFIERS (UIKEY_CTRL | UIKEY_ALT | UIKEY_SHIFT)

enum uikey {
	UIKEY_NONE = 0,
	UIKEY_ENTER = 0x110000,
	UIKEY_TAB,
	UIKEY_BACKSPACE,
	UIKEY_ESC,
	UIKEY_UP,
	UIKEY_DOWN,
	UIKEY_LEFT,
	UIKEY_RIGHT,
	UIKEY_HOME,
	UIKEY_END,
	UIKEY_PGUP,
	UIKEY_PGDN,
	UIKEY_INSERT,
	UIKEY_DELETE,
	UIKEY_F1, /* F1..F12 are consecutive */
	UIKEY_F12 = UIKEY_F1 + 11,
};

/* Longest sequence that can be bound. */
#define KEY_SEQUENCE_MAX 4

struct key_sequence {
	size_t count;
	uint32_t keys[KEY_SEQUENCE_MAX];
};

/* Appends the name of one key. */
void key_format(struct strbuf *out, uint32_t key);
/* Appends the names, with blanks between them. */
void key_sequence_format(struct strbuf *out, const struct key_sequence *sequence);
/* Parses "g g", "<C-f>", "<PgDn>". Names are read without regard to case; fails on an empty text, an
 * unknown name, more than KEY_SEQUENCE_MAX keys. */
bool key_sequence_parse(const char *text, struct key_sequence *sequence, struct error *err);
/* Whether the key puts a character into an editor: no modifiers, printable. */
bool key_is_text(uint32_t key);

#endif
