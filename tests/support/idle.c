#include "support/idle.h"

#include <string.h>

#define INTRODUCER "\033]7770;"

bool idle_parse(const struct token *token, struct idle *idle)
{
	const char *at = token->bytes;
	int numbers[4] = { 0 };
	int count = 0;

	if (token->kind != TOKEN_OSC || strncmp(at, INTRODUCER, strlen(INTRODUCER)) != 0)
		return false;
	at += strlen(INTRODUCER);
	for (;; at++, count++) {
		numbers[count] = token_number(&at);
		if (numbers[count] < 0)
			return false;
		if (!*at || *at != ";x;"[count])
			break;
	}
	if (*at != '\a' || count == 1)
		return false;
	*idle = (struct idle){ (size_t)numbers[0], numbers[1], numbers[2], numbers[3] };
	return true;
}
