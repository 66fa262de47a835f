#include "ui/fuzzy.h"

#include <stdbool.h>
#include <string.h>

/* What a word is worth that is there as a whole, and one in pieces. */
#define WHOLE 1000
#define PIECES 500
#define AT_START 400
#define AT_WORD 200
#define ALL_OF_IT 300
#define PER_WORD_START 60
#define PER_GAP 40
#define LONG 100

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	       (unsigned char)byte >= 0x80;
}

static bool starts_word(const char *text, size_t at)
{
	return at == 0 || (is_letter(text[at]) && !is_letter(text[at - 1]));
}

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The best place of a word that is there as it is; its worth, or FUZZY_NONE. */
static int score_whole(const char *word, size_t length, const char *text, size_t text_length)
{
	const char *at = memmem(text, text_length, word, length);
	int best = FUZZY_NONE;

	while (at) {
		size_t offset = (size_t)(at - text);
		int score = WHOLE + (offset == 0                 ? AT_START
				     : starts_word(text, offset) ? AT_WORD
								 : 0);

		if (length == text_length)
			score += ALL_OF_IT;
		if (score > best)
			best = score;
		at = best >= WHOLE + AT_WORD
			     ? NULL
			     : memmem(at + 1, text_length - offset - 1, word, length);
	}
	return best;
}

/* Where the rest of a word goes on: at the next byte, or else at the start of a word if there is one,
 * or else anywhere. */
static size_t find_next(const char *text, size_t text_length, size_t from, char byte)
{
	size_t first = text_length;

	if (from < text_length && text[from] == byte)
		return from;
	for (size_t at = from; at < text_length; at++) {
		if (text[at] != byte || is_continuation(byte))
			continue;
		if (starts_word(text, at))
			return at;
		if (first == text_length)
			first = at;
	}
	return first;
}

static int score_pieces(const char *word, size_t length, const char *text, size_t text_length)
{
	size_t at = 0, pieces = 0, starts = 0;
	size_t allowed = length / 2 > 2 ? length / 2 : 2;

	for (size_t i = 0; i < length; i++) {
		size_t found = find_next(text, text_length, at, word[i]);

		if (found == text_length)
			return FUZZY_NONE;
		if (i == 0 || found != at)
			pieces++;
		if ((i == 0 || found != at) && starts_word(text, found))
			starts++;
		at = found + 1;
	}
	/* The first letters of words are what people type; other crumbs are chance. */
	if (pieces > allowed && starts < pieces)
		return FUZZY_NONE;
	return PIECES + PER_WORD_START * (int)starts - PER_GAP * (int)(pieces > 9 ? 9 : pieces);
}

int fuzzy_score(const char *typed, size_t length, const char *text, size_t text_length)
{
	const char *end = typed + length;
	int sum = 0;

	while (typed < end) {
		size_t word = 0;
		int score;

		while (typed + word < end && typed[word] != ' ')
			word++;
		if (word) {
			score = score_whole(typed, word, text, text_length);
			if (score == FUZZY_NONE)
				score = score_pieces(typed, word, text, text_length);
			if (score == FUZZY_NONE)
				return FUZZY_NONE;
			sum += score;
		}
		typed += word + (typed + word < end);
	}
	return sum ? sum - (int)(text_length < LONG ? text_length : LONG) : 0;
}
