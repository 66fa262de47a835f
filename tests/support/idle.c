#include "support/idle.h"

#include <string.h>

#define INTRODUCER "\033]7770;"

bool idle_parse(const struct token *token, struct idle *idle)
{
	const char *at = token->bytes;
	int numbers[3];

	if (token->kind != TOKEN_OSC || strncmp(at, INTRODUCER, strlen(INTRODUCER)) != 0)
		return false;
	at += strlen(INTRODUCER);
	for (int i = 0; i < 3; i++) {
		numbers[i] = token_number(&at);
		if (numbers[i] < 0 || *at++ != ";x\a"[i])
			return false;
	}
	*idle = (struct idle){ (size_t)numbers[0], numbers[1], numbers[2] };
	return true;
}
