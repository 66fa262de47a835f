#include "ui/input.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "ui/control.h"
#include "ui/input_keys.h"
#include "ui/key.h"

enum state {
	GROUND,
	UTF8,       /* within a multi-byte character */
	ESCAPE,     /* after ESC */
	SEQUENCE,   /* within a control sequence, collected whole */
	STRING,     /* OSC, DCS, APC, PM, SOS: skipped up to its end */
	STRING_ESC, /* … after an ESC in it */
	MOUSE_X10,  /* three bytes after CSI M */
	PASTE,
};

struct learned {
	char *bytes;
	size_t length;
	uint32_t key;
};

struct input {
	enum state state;
	bool alt; /* ESC came before what is being read */
	size_t length;
	char bytes[INPUT_SEQUENCE_MAX]; /* what was read since the ground state */
	bool overlong;
	size_t skip; /* MOUSE_X10: bytes left; STRING: whether any came */
	struct strbuf paste;
	struct learned_keys VEC(struct learned) learned;
	input_handler *handler;
	void *context;
};

struct input *input_new(void)
{
	struct input *input = xcalloc(1, sizeof(*input));

	strbuf_init(&input->paste, INPUT_PASTE_MAX);
	return input;
}

void input_free(struct input *input)
{
	if (!input)
		return;
	for (size_t i = 0; i < input->learned.count; i++)
		free(input->learned.items[i].bytes);
	vec_release(&input->learned);
	strbuf_wipe(&input->paste);
	free(input);
}

void input_learn(struct input *input, const char *bytes, uint32_t key)
{
	size_t length = bytes ? strlen(bytes) : 0;

	if (length < 2 || length > 32 || bytes[0] != '\033')
		return;
	vec_push(&input->learned, ((struct learned){ xstrdup(bytes), length, key }));
}

static void emit(struct input *input, const struct input_event *event)
{
	input->handler(event, input->context);
}

static void emit_key(struct input *input, uint32_t key)
{
	struct input_event event = { .type = INPUT_KEY, .key = input_key_plain(key) };

	emit(input, &event);
}

static void to_ground(struct input *input)
{
	input->state = GROUND;
	input->length = 0;
	input->alt = false;
	input->overlong = false;
}

static void finish_key(struct input *input, uint32_t key)
{
	bool alt = input->alt;

	to_ground(input);
	emit_key(input, alt ? key | UIKEY_ALT : key);
}

/* -- control sequences ---------------------------------------------------------------------- */

static void handle_mouse(struct input *input, const struct control *sequence)
{
	struct input_event event = {
		.type = INPUT_MOUSE,
		.button = control_parameter(sequence, 0, 0),
		.column = control_parameter(sequence, 1, 1) - 1,
		.row = control_parameter(sequence, 2, 1) - 1,
		.pressed = sequence->final == 'M',
	};

	/* Cells are counted from 1. */
	if (event.column >= 0 && event.row >= 0)
		emit(input, &event);
}

static void handle_mode(struct input *input, const struct control *sequence)
{
	struct input_event event = {
		.type = INPUT_MODE,
		.mode = control_parameter(sequence, 0, 0),
		.state = control_parameter(sequence, 1, 0),
	};

	emit(input, &event);
}

static void handle_plain_csi(struct input *input, const struct control *sequence, bool alt)
{
	uint32_t key = UIKEY_NONE;
	int number = control_parameter(sequence, 0, 0);

	if (sequence->final == '~' && number == 200) {
		input->state = PASTE;
		strbuf_reset(&input->paste);
		return;
	}
	if (sequence->final == 'I' || sequence->final == 'O') {
		struct input_event event = { .type = INPUT_FOCUS,
					     .pressed = sequence->final == 'I' };

		emit(input, &event);
		return;
	}
	if (sequence->final == '~' && number == 27 && sequence->count >= 3)
		key = input_key_of_codepoint(control_parameter(sequence, 2, 0),
					     control_parameter(sequence, 1, 1));
	else if (sequence->final == '~')
		key = input_key_of_number(number);
	else if (sequence->final == 'u')
		key = input_key_of_codepoint(number, control_parameter(sequence, 1, 1));
	else if (sequence->final != 'M' && sequence->final != 'R')
		key = input_key_of_final(sequence->final);
	else if (sequence->final == 'R' && number == 1 && sequence->count == 2)
		key = UIKEY_F1 + 2; /* F3 with modifiers; we ask for no cursor position */
	if (key == UIKEY_NONE)
		return;
	if (sequence->final != 'u' && number != 27)
		key |= input_modifiers(control_parameter(sequence, 1, 1));
	emit_key(input, alt ? key | UIKEY_ALT : key);
}

/* A complete sequence from the byte after CSI on. */
static void handle_csi(struct input *input, const char *bytes, size_t length, bool alt)
{
	struct control sequence;

	control_parse(&sequence, bytes, length);
	if (sequence.prefix == '<' && (sequence.final == 'M' || sequence.final == 'm'))
		handle_mouse(input, &sequence);
	else if (sequence.prefix == '?' && sequence.dollar && sequence.final == 'y')
		handle_mode(input, &sequence);
	else if (!sequence.prefix && !sequence.odd && !sequence.dollar)
		handle_plain_csi(input, &sequence, alt);
}

/* -- sequences taught from terminfo --------------------------------------------------------- */

static const struct learned *find_learned(const struct input *input, bool *prefix)
{
	*prefix = false;
	for (size_t i = 0; i < input->learned.count; i++) {
		const struct learned *known = &input->learned.items[i];

		if (known->length < input->length ||
		    memcmp(known->bytes, input->bytes, input->length) != 0)
			continue;
		if (known->length == input->length)
			return known;
		*prefix = true;
	}
	return NULL;
}

/* True when the collected bytes are, or may become, a learned sequence. */
static bool try_learned(struct input *input)
{
	bool prefix;
	const struct learned *known = find_learned(input, &prefix);

	if (known)
		finish_key(input, known->key);
	return known || prefix;
}

/* -- states --------------------------------------------------------------------------------- */

static void collect(struct input *input, unsigned char byte)
{
	if (input->length < sizeof(input->bytes))
		input->bytes[input->length++] = (char)byte;
	else
		input->overlong = true;
}

static void in_ground(struct input *input, unsigned char byte)
{
	if (byte == 0x1b) {
		collect(input, byte);
		input->state = ESCAPE;
	} else if (byte >= 0x80) {
		collect(input, byte);
		input->state = UTF8;
	} else {
		finish_key(input, input_key_of_byte(byte));
	}
}

static size_t utf8_expected(unsigned char lead)
{
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return 3;
	if (lead >= 0xf0 && lead <= 0xf4)
		return 4;
	return 1;
}

static void step(struct input *input, unsigned char byte);

/* Invalid bytes are dropped: nobody types U+FFFD. */
static void finish_utf8(struct input *input)
{
	uint32_t codepoint;
	size_t used = text_decode(input->bytes, input->length, &codepoint);

	if (used == input->length && used > 1 && codepoint != 0xfffd && codepoint >= 0xa0 &&
	    !(codepoint >= 0xd800 && codepoint <= 0xdfff))
		finish_key(input, codepoint);
	else
		to_ground(input);
}

static void in_utf8(struct input *input, unsigned char byte)
{
	if ((byte & 0xc0) != 0x80) {
		to_ground(input);
		step(input, byte);
		return;
	}
	collect(input, byte);
	if (input->length >= utf8_expected((unsigned char)input->bytes[0]))
		finish_utf8(input);
}

static void in_escape(struct input *input, unsigned char byte)
{
	if (byte == 0x1b) {
		/* Alt and a special key, or a key of its own: what comes next decides. */
		if (input->alt)
			emit_key(input, UIKEY_ESC);
		input->alt = true;
		return;
	}
	if (byte == '[' || byte == 'O') {
		collect(input, byte);
		input->state = SEQUENCE;
	} else if (byte == ']' || byte == 'P' || byte == '_' || byte == '^' || byte == 'X') {
		collect(input, byte);
		input->state = STRING;
		input->skip = 0;
	} else {
		bool twice = input->alt;

		to_ground(input);
		if (twice)
			emit_key(input, UIKEY_ESC);
		input->alt = true;
		step(input, byte);
	}
}

static void end_sequence(struct input *input)
{
	char bytes[INPUT_SEQUENCE_MAX];
	size_t length = input->length;
	bool alt = input->alt;
	bool overlong = input->overlong;

	memcpy(bytes, input->bytes, length);
	to_ground(input);
	if (!overlong && length > 2)
		handle_csi(input, bytes + 2, length - 2, alt);
}

/* SS3 and a final byte, with rxvt's or an old xterm's modifier digit between them. */
static void end_ss3(struct input *input, unsigned char final)
{
	uint32_t key = input_key_of_final((char) final);
	int modifiers = input->length > 3 ? input->bytes[2] - '0' : 1;
	bool alt = input->alt;

	if (final >= 'j' && final <= 'y')
		key = final - 0x40u; /* the numeric keypad's characters */
	to_ground(input);
	if (key != UIKEY_NONE)
		emit_key(input, key | input_modifiers(modifiers) | (alt ? UIKEY_ALT : 0));
}

static void in_sequence(struct input *input, unsigned char byte)
{
	if (byte == 0x1b || byte == 0x18 || byte == 0x1a) {
		to_ground(input); /* cancelled */
		if (byte == 0x1b)
			step(input, byte);
		return;
	}
	collect(input, byte);
	if (try_learned(input))
		return;
	if (byte < ' ' || byte >= 0x7f) {
		to_ground(input);
	} else if (input->bytes[1] == 'O') {
		if (byte >= '@')
			end_ss3(input, byte);
	} else if (byte == 'M' && input->length == 3) {
		to_ground(input);
		input->state = MOUSE_X10;
		input->skip = 3;
	} else if (byte == '[' && input->length == 3) {
		return; /* the Linux console's CSI [ A, learned or swallowed */
	} else if (byte >= '@') {
		end_sequence(input);
	}
}

static void in_string(struct input *input, unsigned char byte)
{
	if (byte == '\a' || byte == 0x18 || byte == 0x1a)
		to_ground(input);
	else if (byte == 0x1b)
		input->state = STRING_ESC;
	else
		input->skip = 1;
}

static void finish_paste(struct input *input)
{
	struct input_event event = {
		.type = INPUT_PASTE,
		.text = input->paste.data,
		.length = input->paste.length,
		.truncated = input->paste.overflow,
	};

	to_ground(input);
	emit(input, &event);
}

static void in_paste(struct input *input, unsigned char byte)
{
	static const char end[] = "\033[201~";
	size_t matched = input->length;

	if (byte == (unsigned char)end[matched]) {
		input->length++;
		if (input->length == sizeof(end) - 1)
			finish_paste(input);
		return;
	}
	strbuf_add(&input->paste, end, matched);
	input->length = byte == 0x1b;
	if (byte != 0x1b)
		strbuf_addch(&input->paste, (char)byte);
}

static void step(struct input *input, unsigned char byte)
{
	switch (input->state) {
	case GROUND:
		in_ground(input, byte);
		break;
	case UTF8:
		in_utf8(input, byte);
		break;
	case ESCAPE:
		in_escape(input, byte);
		break;
	case SEQUENCE:
		in_sequence(input, byte);
		break;
	case STRING:
		in_string(input, byte);
		break;
	case STRING_ESC:
		to_ground(input);
		if (byte != '\\')
			step(input, byte);
		break;
	case MOUSE_X10:
		if (--input->skip == 0)
			to_ground(input);
		break;
	case PASTE:
		in_paste(input, byte);
		break;
	}
}

void input_feed(struct input *input, const char *bytes, size_t length, input_handler *handler,
		void *context)
{
	input->handler = handler;
	input->context = context;
	for (size_t i = 0; i < length; i++)
		step(input, (unsigned char)bytes[i]);
}

bool input_pending(const struct input *input)
{
	return input->state != GROUND && input->state != PASTE;
}

void input_timeout(struct input *input, input_handler *handler, void *context)
{
	enum state state = input->state;
	bool alt = input->alt;
	uint32_t second = input->length > 1 ? (unsigned char)input->bytes[1] : 0;
	bool alone = state == SEQUENCE ? input->length == 2 : state == STRING && !input->skip;

	if (!input_pending(input))
		return;
	input->handler = handler;
	input->context = context;
	to_ground(input);
	if (state == ESCAPE || (alone && alt))
		emit_key(input, UIKEY_ESC);
	if (state == ESCAPE && alt)
		emit_key(input, UIKEY_ESC);
	if (alone)
		emit_key(input, second | UIKEY_ALT);
}
