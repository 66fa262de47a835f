#include "ui/key.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

struct key_name {
	uint32_t key;
	const char *name;
};

/* The first name of a key is the one that is shown. */
static const struct key_name key_names[] = {
	{ UIKEY_ENTER, "Enter" },
	{ UIKEY_ENTER, "Return" },
	{ UIKEY_ENTER, "CR" },
	{ UIKEY_TAB, "Tab" },
	{ UIKEY_BACKSPACE, "BS" },
	{ UIKEY_BACKSPACE, "Backspace" },
	{ UIKEY_ESC, "Esc" },
	{ UIKEY_UP, "Up" },
	{ UIKEY_DOWN, "Down" },
	{ UIKEY_LEFT, "Left" },
	{ UIKEY_RIGHT, "Right" },
	{ UIKEY_HOME, "Home" },
	{ UIKEY_END, "End" },
	{ UIKEY_PGUP, "PgUp" },
	{ UIKEY_PGUP, "PageUp" },
	{ UIKEY_PGDN, "PgDn" },
	{ UIKEY_PGDN, "PageDown" },
	{ UIKEY_INSERT, "Ins" },
	{ UIKEY_INSERT, "Insert" },
	{ UIKEY_DELETE, "Del" },
	{ UIKEY_DELETE, "Delete" },
	{ ' ', "Space" },
	{ '<', "lt" },
	{ '>', "gt" },
};

static const struct key_name modifier_names[] = {
	{ UIKEY_CTRL, "C-" },
	{ UIKEY_ALT, "A-" },
	{ UIKEY_ALT, "M-" },
	{ UIKEY_SHIFT, "S-" },
};

static const char *base_name(uint32_t base)
{
	for (size_t i = 0; i < ARRAY_SIZE(key_names); i++)
		if (key_names[i].key == base)
			return key_names[i].name;
	return NULL;
}

void key_format(struct strbuf *out, uint32_t key)
{
	uint32_t base = key & ~UIKEY_MODIFIERS;
	const char *name = base_name(base);
	bool function = base >= UIKEY_F1 && base <= UIKEY_F12;
	bool plain = base == '>' && !(key & UIKEY_MODIFIERS);
	bool bracket = (name && !plain) || function || (key & UIKEY_MODIFIERS);

	if (bracket)
		strbuf_addch(out, '<');
	for (size_t i = 0; i < ARRAY_SIZE(modifier_names); i++) {
		if (key & modifier_names[i].key) {
			strbuf_addstr(out, modifier_names[i].name);
			key &= ~modifier_names[i].key;
		}
	}
	if (name && !plain) {
		strbuf_addstr(out, name);
	} else if (function) {
		strbuf_addf(out, "F%u", (unsigned)(base - UIKEY_F1 + 1));
	} else {
		char bytes[4];

		strbuf_add(out, bytes, text_encode(base, bytes));
	}
	if (bracket)
		strbuf_addch(out, '>');
}

void key_sequence_format(struct strbuf *out, const struct key_sequence *sequence)
{
	for (size_t i = 0; i < sequence->count; i++) {
		if (i)
			strbuf_addch(out, ' ');
		key_format(out, sequence->keys[i]);
	}
}

bool key_is_text(uint32_t key)
{
	return key >= ' ' && key < 0x110000 && !(key >= 0x7f && key < 0xa0) &&
	       !(key >= 0xd800 && key <= 0xdfff);
}

static bool parse_function_key(const char *name, size_t length, uint32_t *key)
{
	unsigned number = 0;

	if (length < 2 || length > 3 || (name[0] != 'F' && name[0] != 'f') || name[1] == '0')
		return false;
	for (size_t i = 1; i < length; i++) {
		if (name[i] < '0' || name[i] > '9')
			return false;
		number = number * 10 + (unsigned)(name[i] - '0');
	}
	if (number > 12)
		return false;
	*key = UIKEY_F1 + number - 1;
	return true;
}

/* The name of a key without brackets and modifiers. */
static bool parse_base(const char *name, size_t length, uint32_t *key)
{
	uint32_t codepoint;

	for (size_t i = 0; i < ARRAY_SIZE(key_names); i++) {
		if (strlen(key_names[i].name) == length &&
		    strncasecmp(key_names[i].name, name, length) == 0) {
			*key = key_names[i].key;
			return true;
		}
	}
	if (parse_function_key(name, length, key))
		return true;
	if (length && text_decode(name, length, &codepoint) == length && key_is_text(codepoint)) {
		*key = codepoint;
		return true;
	}
	return false;
}

static bool parse_bracketed(const char *name, size_t length, uint32_t *key)
{
	uint32_t modifiers = 0;
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < ARRAY_SIZE(modifier_names); i++) {
			if (length > 2 && strncasecmp(name, modifier_names[i].name, 2) == 0) {
				modifiers |= modifier_names[i].key;
				name += 2;
				length -= 2;
				again = true;
			}
		}
	}
	if (!parse_base(name, length, key))
		return false;
	/* Terminals do not tell ^A from ^S-a; and Shift is part of a character. */
	if ((modifiers & UIKEY_CTRL) && *key >= 'A' && *key <= 'Z')
		*key += 'a' - 'A';
	if ((modifiers & UIKEY_SHIFT) && key_is_text(*key))
		return false;
	*key |= modifiers;
	return true;
}

static bool parse_key(const char *token, size_t length, uint32_t *key)
{
	uint32_t codepoint;

	if (length > 2 && token[0] == '<' && token[length - 1] == '>')
		return parse_bracketed(token + 1, length - 2, key);
	if (text_decode(token, length, &codepoint) != length || !key_is_text(codepoint))
		return false;
	*key = codepoint;
	return true;
}

bool key_sequence_parse(const char *text, struct key_sequence *sequence, struct error *err)
{
	struct key_sequence result = { .count = 0 };
	const char *at = text + strspn(text, " \t");

	while (*at) {
		size_t length = strcspn(at, " \t");

		if (result.count == KEY_SEQUENCE_MAX)
			return error_set(
				err, ERROR_USAGE,
				"'%s' has more than %d keys; a sequence is at most that long", text,
				KEY_SEQUENCE_MAX);
		if (!parse_key(at, length, &result.keys[result.count]))
			return error_set(
				err, ERROR_USAGE,
				"'%.*s' is no key; write a character or a name such as <C-f>, "
				"<A-x>, <PgDn>, <Enter>, <Space>, <F5>",
				(int)length, at);
		result.count++;
		at += length;
		at += strspn(at, " \t");
	}
	if (!result.count)
		return error_set(err, ERROR_USAGE, "a key is missing");
	*sequence = result;
	return true;
}
