#include "ui/input_keys.h"

#include "base/mem.h"
#include "ui/key.h"

/* A byte below 0x80 that is no part of a sequence. */
uint32_t input_key_of_byte(unsigned char byte)
{
	switch (byte) {
	case '\r':
	case '\n':
		return UIKEY_ENTER;
	case '\t':
		return UIKEY_TAB;
	case 0x7f:
	case '\b':
		return UIKEY_BACKSPACE;
	case 0x1b:
		return UIKEY_ESC;
	case 0:
		return ' ' | UIKEY_CTRL;
	default:
		break;
	}
	if (byte < 0x1b)
		return (uint32_t)(byte - 1 + 'a') | UIKEY_CTRL;
	if (byte < ' ')
		return (uint32_t)(byte + '@') | UIKEY_CTRL;
	return byte;
}

/* xterm's modifier parameter: 1 + bits for shift 1, alt 2, control 4, meta 8. */
uint32_t input_modifiers(int value)
{
	unsigned bits = value > 0 ? (unsigned)(value - 1) : 0;
	uint32_t modifiers = 0;

	if (bits & 1)
		modifiers |= UIKEY_SHIFT;
	if (bits & (2 | 8))
		modifiers |= UIKEY_ALT;
	if (bits & 4)
		modifiers |= UIKEY_CTRL;
	return modifiers;
}

uint32_t input_key_of_final(char final)
{
	switch (final) {
	case 'A':
		return UIKEY_UP;
	case 'B':
		return UIKEY_DOWN;
	case 'C':
		return UIKEY_RIGHT;
	case 'D':
		return UIKEY_LEFT;
	case 'F':
		return UIKEY_END;
	case 'H':
		return UIKEY_HOME;
	case 'M':
		return UIKEY_ENTER; /* keypad, SS3 only */
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return UIKEY_F1 + (uint32_t)(final - 'P');
	case 'Z':
		return UIKEY_TAB | UIKEY_SHIFT;
	default:
		return UIKEY_NONE;
	}
}

/* CSI number ~: the VT220's editing and function keys. */
uint32_t input_key_of_number(int number)
{
	static const struct {
		int number;
		uint32_t key;
	} keys[] = {
		{ 1, UIKEY_HOME },     { 2, UIKEY_INSERT },   { 3, UIKEY_DELETE },
		{ 4, UIKEY_END },      { 5, UIKEY_PGUP },     { 6, UIKEY_PGDN },
		{ 7, UIKEY_HOME },     { 8, UIKEY_END },      { 11, UIKEY_F1 },
		{ 12, UIKEY_F1 + 1 },  { 13, UIKEY_F1 + 2 },  { 14, UIKEY_F1 + 3 },
		{ 15, UIKEY_F1 + 4 },  { 17, UIKEY_F1 + 5 },  { 18, UIKEY_F1 + 6 },
		{ 19, UIKEY_F1 + 7 },  { 20, UIKEY_F1 + 8 },  { 21, UIKEY_F1 + 9 },
		{ 23, UIKEY_F1 + 10 }, { 24, UIKEY_F1 + 11 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].number == number)
			return keys[i].key;
	return UIKEY_NONE;
}

/* Kitty's CSI codepoint ; modifiers u, and xterm's CSI 27 ; modifiers ; codepoint ~. */
uint32_t input_key_of_codepoint(int codepoint, int modifier_value)
{
	uint32_t key = (uint32_t)codepoint;

	if (codepoint <= 0 || codepoint > 0x10ffff || (codepoint >= 0xe000 && codepoint <= 0xf8ff))
		return UIKEY_NONE;
	if (codepoint < ' ' || codepoint == 0x7f)
		key = input_key_of_byte((unsigned char)codepoint);
	else if (!key_is_text(key))
		return UIKEY_NONE;
	return key | input_modifiers(modifier_value);
}

/* Shift is part of a character, and terminals do not tell ^A from ^S-a (key.h). */
uint32_t input_key_plain(uint32_t key)
{
	uint32_t base = key & ~UIKEY_MODIFIERS, modifiers = key & UIKEY_MODIFIERS;

	if (!key_is_text(base))
		return key;
	if ((modifiers & UIKEY_CTRL) && base >= 'A' && base <= 'Z')
		base += 'a' - 'A';
	else if (modifiers == UIKEY_SHIFT && base >= 'a' && base <= 'z')
		base -= 'a' - 'A';
	return base | (modifiers & ~UIKEY_SHIFT);
}
