#include "config/suggest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 63, BEGINNING_LENGTH = 3 };

static char plain(char c)
{
	return c == '-' ? '_' : (char)tolower((unsigned char)c);
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* Optimal string alignment over three rows of the table. */
size_t suggest_distance(const char *a, const char *b, size_t limit)
{
	size_t rows[3][NAME_MAX_LENGTH + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	size_t m = strlen(a), n = strlen(b);

	if (m > NAME_MAX_LENGTH || n > NAME_MAX_LENGTH || (m > n ? m - n : n - m) > limit)
		return limit + 1;
	for (size_t j = 0; j <= n; j++)
		last[j] = j;
	for (size_t i = 1; i <= m; i++) {
		now[0] = i;
		for (size_t j = 1; j <= n; j++) {
			bool same = plain(a[i - 1]) == plain(b[j - 1]);
			now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + !same);
			if (i > 1 && j > 1 && plain(a[i - 1]) == plain(b[j - 2]) &&
			    plain(a[i - 2]) == plain(b[j - 1]) && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		size_t *oldest = before;
		before = last;
		last = now;
		now = oldest;
	}
	return last[n] > limit ? limit + 1 : last[n];
}

static bool is_beginning(const char *wanted, const char *known)
{
	size_t i = 0;

	while (wanted[i] && plain(wanted[i]) == plain(known[i]))
		i++;
	return i >= BEGINNING_LENGTH && !wanted[i];
}

void suggest_offer(struct suggestion *suggestion, const char *known)
{
	size_t limit = strlen(suggestion->wanted) / 3;
	size_t distance = suggest_distance(suggestion->wanted, known, limit);

	if (distance > limit && is_beginning(suggestion->wanted, known))
		distance = limit;
	if (distance > limit || (suggestion->best && distance >= suggestion->distance))
		return;
	suggestion->best = known;
	suggestion->distance = distance;
}
