/*
 * text_ascii.c - what stands for a character where the terminal has only ASCII. Of text.h.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

struct substitute {
	uint32_t codepoint;
	char ascii;
};

static int compare_substitute(const void *wanted, const void *item)
{
	uint32_t codepoint = *(const uint32_t *)wanted;
	const struct substitute *substitute = item;

	return (codepoint > substitute->codepoint) - (codepoint < substitute->codepoint);
}

char text_ascii_substitute(uint32_t codepoint)
{
	static const struct substitute table[] = {
		{ 0x00A1, '!' },                   /* inverted exclamation mark */
		{ 0x00AB, '<' },                   /* double angle quotation marks */
		{ 0x00B7, '.' },                   /* middle dot */
		{ 0x00BB, '>' },  { 0x00C6, 'A' }, /* letters that are no other with a mark */
		{ 0x00D0, 'D' },  { 0x00D7, 'x' }, /* multiplication sign */
		{ 0x00D8, 'O' },  { 0x00DF, 's' }, { 0x00E6, 'a' },
		{ 0x00F0, 'd' },  { 0x00F8, 'o' }, { 0x0110, 'D' },
		{ 0x0111, 'd' },  { 0x0131, 'i' }, { 0x0141, 'L' },
		{ 0x0142, 'l' },  { 0x0152, 'O' }, { 0x0153, 'o' },
		{ 0x2010, '-' },  /* hyphen */
		{ 0x2013, '-' },  /* en dash */
		{ 0x2014, '-' },  /* em dash */
		{ 0x2018, '\'' }, /* quotation marks */
		{ 0x2019, '\'' }, { 0x201C, '"' }, { 0x201D, '"' },
		{ 0x2022, '*' },                   /* bullet */
		{ 0x2026, '~' },                   /* ellipsis, in the one cell that it takes */
		{ 0x2039, '<' },                   /* single angle quotation marks */
		{ 0x203A, '>' },  { 0x2190, '<' }, /* arrows */
		{ 0x2191, '^' },  { 0x2192, '>' }, { 0x2193, 'v' },
		{ 0x21C4, '%' }, /* direction mark */
		{ 0x2264, '<' }, /* at most */
		{ 0x23CE, '$' }, /* return mark */
		{ 0x23F2, '@' }, /* timer clock */
		{ 0x2422, '_' }, /* invisible mark */
		{ 0x2426, '?' }, /* C1 mark */
		{ 0x2500, '-' }, /* box drawing */
		{ 0x2502, '|' },  { 0x250C, '+' }, { 0x2510, '+' },
		{ 0x2514, '+' },  { 0x2518, '+' }, { 0x251C, '+' },
		{ 0x2524, '+' },  { 0x252C, '+' }, { 0x2534, '+' },
		{ 0x253C, '+' },  { 0x2550, '=' }, { 0x2551, '|' },
		{ 0x256D, '+' },  { 0x256E, '+' }, { 0x256F, '+' },
		{ 0x2570, '+' },  { 0x2581, '_' }, /* eighths of a block, from below */
		{ 0x2582, '_' },  { 0x2583, '.' }, { 0x2584, '.' },
		{ 0x2585, ':' },  { 0x2586, ':' }, { 0x2587, '#' },
		{ 0x2588, '#' },  { 0x2589, '#' }, /* eighths of a block, from the left */
		{ 0x258A, '#' },  { 0x258B, '#' }, { 0x258C, '|' },
		{ 0x258D, '|' },  { 0x258E, '|' }, { 0x258F, '|' },
		{ 0x2591, '.' }, /* shades */
		{ 0x2592, ':' },  { 0x2593, '#' }, { 0x2595, '|' },
		{ 0x25A0, '#' },                   /* squares */
		{ 0x25A1, 'o' },  { 0x25B2, '^' }, /* triangles */
		{ 0x25B4, '^' },  { 0x25B6, '>' }, { 0x25B8, '>' },
		{ 0x25BC, 'v' },  { 0x25BE, 'v' }, { 0x25C0, '<' },
		{ 0x25C2, '<' },  { 0x25CB, 'o' },                  /* circles */
		{ 0x25CC, 'o' },  { 0x25CF, '*' }, { 0x2713, 'v' }, /* check mark and crosses */
		{ 0x2717, 'x' },  { 0x2718, 'x' }, { 0xFFFD, '?' },
	};
	const struct substitute *found =
		bsearch(&codepoint, table, ARRAY_SIZE(table), sizeof(table[0]), compare_substitute);

	return found ? found->ascii : text_base_letter(codepoint);
}
