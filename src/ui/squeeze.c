#include "ui/squeeze.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define ASCII_SET "\033(B"
#define ASCII_SET_LENGTH (sizeof(ASCII_SET) - 1)
#define RESET "\033[m"
#define RESET_LENGTH (sizeof(RESET) - 1)
/* Parameters of one sequence, in bytes: terminals have limits of their own from 16 of them on. */
#define PARAMETERS_MAX 24
/* Fewer blanks take no more bytes than one and their number. */
#define BLANKS_LEAST 6
#define ROW_MAX 9999

/* What the attributes are at a place. */
enum state { PLAIN, FOREGROUND /* nothing but that */, OTHER };

struct squeezer {
	char *bytes;
	size_t out;
	size_t before; /* the attributes that end at `out`, in bytes; 0: none do */
	enum state state;
	unsigned row; /* of the cursor, from 1; 0: not known */
	unsigned abilities;
	bool steps; /* no part of the screen has been set apart to scroll */
};

/* The length of a control sequence without intermediate and private bytes; 0: it is none. */
static size_t sequence_length(const char *bytes, size_t length)
{
	size_t at = 2;

	if (length < 3 || bytes[0] != '\033' || bytes[1] != '[')
		return 0;
	while (at < length && (bytes[at] == ';' || (bytes[at] >= '0' && bytes[at] <= '9')))
		at++;
	return at < length && bytes[at] >= '@' && bytes[at] <= '~' ? at + 1 : 0;
}

static void put(struct squeezer *to, const char *bytes, size_t length)
{
	memmove(to->bytes + to->out, bytes, length);
	to->out += length;
}

/* -- attributes ------------------------------------------------------------------------------ */

static bool is(const char *sequence, size_t size, const char *text)
{
	return strlen(text) == size && memcmp(sequence, text, size) == 0;
}

/* Whether it begins with a reset: "\033[m", "\033[0m", "\033[0;1m", "\033[;1m". */
static bool is_reset(const char *sequence)
{
	return sequence[2] == 'm' || sequence[2] == ';' ||
	       (sequence[2] == '0' && (sequence[3] == 'm' || sequence[3] == ';'));
}

/* "\033[31m", "\033[91m", "\033[38;5;208m" */
static bool is_foreground(const char *sequence, size_t size)
{
	return (size == 5 && (sequence[2] == '3' || sequence[2] == '9') && sequence[3] < '8') ||
	       (size > 7 && memcmp(sequence + 2, "38;5;", 5) == 0 &&
		!memchr(sequence + 7, ';', size - 7));
}

static enum state state_after(enum state state, const char *sequence, size_t size)
{
	if (is(sequence, size, RESET))
		return PLAIN;
	return state != OTHER && is_foreground(sequence, size) ? FOREGROUND : OTHER;
}

static void take_attributes(struct squeezer *to, const char *sequence, size_t size)
{
	if (is(sequence, size, "\033[0m") ||
	    (to->state == FOREGROUND && is(sequence, size, "\033[39m"))) {
		sequence = RESET;
		size = RESET_LENGTH;
	}
	if (to->state == PLAIN && !to->before && is(sequence, size, RESET))
		return;
	if (to->state == PLAIN && !to->before && size > RESET_LENGTH + 1 && is_reset(sequence)) {
		size_t reset = sequence[2] == '0' ? 2 : 1; /* what comes behind it is enough */

		put(to, RESET, 2);
		put(to, sequence + 2 + reset, size - 2 - reset);
		to->before = size - reset;
		to->state = OTHER;
		return;
	}
	to->state = state_after(to->state, sequence, size);
	if (to->before && is_reset(sequence)) {
		to->out -= to->before;
		to->before = 0;
	}
	if (to->before && to->before + size <= PARAMETERS_MAX) {
		to->bytes[to->out - 1] = ';';
		put(to, sequence + 2, size - 2);
		to->before += size - 2;
	} else {
		put(to, sequence, size);
		to->before = size;
	}
}

/* -- where the cursor is ----------------------------------------------------------------------- */

static unsigned number_at(const char *text)
{
	unsigned number = 0;

	for (; *text >= '0' && *text <= '9' && number <= ROW_MAX; text++)
		number = number * 10 + (unsigned)(*text - '0');
	return number;
}

/* The row that a sequence leads to; 0: it is not known. */
static unsigned row_after(unsigned row, const char *sequence, size_t size)
{
	static const char within_row[] = "CDGKPX@";
	char final = sequence[size - 1];
	unsigned number = number_at(sequence + 2);

	if (final == 'd' || (final == 'H' && memchr(sequence, ';', size)))
		return number;
	if (row && final == 'A')
		return row > number + !number ? row - number - !number : 0;
	if (row && final == 'B')
		return row + number + !number;
	return strchr(within_row, final) ? row : 0;
}

/* To the row above or below, where nothing keeps the cursor from it. */
static bool put_step(struct squeezer *to, unsigned row)
{
	if (!to->row || !to->steps || (row != to->row + 1 && row + 1 != to->row))
		return false;
	put(to, row > to->row ? "\033[B" : "\033[A", 3);
	return true;
}

/* `column` is what stands behind the row of a position: "12H". */
static bool put_column(struct squeezer *to, unsigned row, const char *column, size_t size)
{
	bool first = size == 2 && column[0] == '1';

	if (!to->row || (row != to->row && !first))
		return false;
	if (row != to->row && !put_step(to, row))
		return false;
	if (first) {
		put(to, "\r", 1);
	} else {
		put(to, "\033[", 2);
		put(to, column, size - 1);
		put(to, "G", 1);
	}
	return true;
}

static void take_sequence(struct squeezer *to, const char *sequence, size_t size)
{
	const char *second = memchr(sequence, ';', size);
	unsigned row = row_after(to->row, sequence, size);
	char final = sequence[size - 1];
	bool shorter = false;

	if ((to->abilities & SQUEEZE_COLUMN) && final == 'H' && second)
		shorter = put_column(to, row, second + 1, (size_t)(sequence + size - second) - 1);
	else if ((to->abilities & SQUEEZE_COLUMN) && final == 'd')
		shorter = put_step(to, row);
	if (!shorter)
		put(to, sequence, size);
	to->row = row;
	to->steps &= final != 'r';
}

/* -- all of it --------------------------------------------------------------------------------- */

static size_t take_blanks(struct squeezer *to, const char *bytes, size_t length)
{
	char number[24];
	size_t count = 0;

	while (count < length && bytes[count] == ' ')
		count++;
	put(to, bytes, count < BLANKS_LEAST ? count : 1);
	if (count >= BLANKS_LEAST)
		put(to, number, (size_t)snprintf(number, sizeof(number), "\033[%zub", count - 1));
	return count;
}

static void take_byte(struct squeezer *to, char byte)
{
	if ((unsigned char)byte < ' ' && byte != '\r' && byte != '\b')
		to->row = 0;
	if (byte == '\033') /* perhaps a colour in another notation */
		to->state = OTHER;
	to->bytes[to->out++] = byte;
}

size_t squeeze(char *bytes, size_t length, unsigned abilities, unsigned *row)
{
	struct squeezer to = { .bytes = bytes, .row = *row, .abilities = abilities, .steps = true };

	for (size_t at = 0; at < length;) {
		size_t size = sequence_length(bytes + at, length - at);

		if (length - at >= ASCII_SET_LENGTH &&
		    memcmp(bytes + at, ASCII_SET, ASCII_SET_LENGTH) == 0) {
			at += ASCII_SET_LENGTH;
			continue;
		}
		if (size && bytes[at + size - 1] == 'm') {
			take_attributes(&to, bytes + at, size);
			at += size;
			continue;
		}
		to.before = 0;
		if (size) {
			take_sequence(&to, bytes + at, size);
			at += size;
		} else if (bytes[at] == ' ' && (abilities & SQUEEZE_REPEAT)) {
			at += take_blanks(&to, bytes + at, length - at);
		} else {
			take_byte(&to, bytes[at++]);
		}
	}
	*row = to.row;
	return to.out;
}
