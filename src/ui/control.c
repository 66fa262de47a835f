#include "ui/control.h"

static void parse_parameter(struct control *sequence, const char **at, const char *end)
{
	int value = -1;

	while (*at < end && **at >= '0' && **at <= '9') {
		if (value < 100000)
			value = (value < 0 ? 0 : value * 10) + (**at - '0');
		(*at)++;
	}
	while (*at < end && (**at == ':' || (**at >= '0' && **at <= '9')))
		(*at)++; /* sub-parameters, of kitty's keys: not needed */
	if (sequence->count < CONTROL_PARAMETERS_MAX)
		sequence->parameters[sequence->count++] = value;
}

void control_parse(struct control *sequence, const char *bytes, size_t length)
{
	const char *at = bytes;
	const char *end = bytes + length - 1;

	*sequence = (struct control){ .final = *end };
	if (at < end && *at >= '<' && *at <= '?')
		sequence->prefix = *at++;
	while (at < end && ((*at >= '0' && *at <= '9') || *at == ';' || *at == ':')) {
		parse_parameter(sequence, &at, end);
		if (at < end && *at == ';')
			at++;
	}
	for (; at < end; at++) {
		if (*at == '$')
			sequence->dollar = true;
		else
			sequence->odd = true;
	}
}

int control_parameter(const struct control *sequence, int index, int fallback)
{
	if (index >= sequence->count || sequence->parameters[index] < 0)
		return fallback;
	return sequence->parameters[index];
}
