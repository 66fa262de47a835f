#include "config/config_scan.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/parse.h"

struct scan {
	const char *name;
	const char *at, *end;
	unsigned int line;
	bool line_begins; /* only blanks stand before on this line */
};

static bool looking_at(const struct scan *scan, const char *text)
{
	size_t length = strlen(text);

	return (size_t)(scan->end - scan->at) >= length && memcmp(scan->at, text, length) == 0;
}

static void step(struct scan *scan)
{
	if (*scan->at == '\n')
		scan->line++;
	scan->line_begins = *scan->at == '\n' ||
			    (scan->line_begins && isblank((unsigned char)*scan->at));
	scan->at++;
}

static void skip_to(struct scan *scan, const char *text)
{
	while (scan->at < scan->end && !looking_at(scan, text))
		step(scan);
}

static void skip_string(struct scan *scan)
{
	step(scan);
	while (scan->at < scan->end && *scan->at != '"') {
		if (*scan->at == '\\' && scan->end - scan->at > 1)
			step(scan);
		step(scan);
	}
	if (scan->at < scan->end)
		step(scan);
}

/* Whether libconfig would keep only part of this number. Anything else is left to its parser. */
static bool is_too_large(const char *word, size_t length)
{
	bool is_long = false, is_negative = length > 0 && word[0] == '-';
	int64_t number;

	while (length > 0 && word[length - 1] == 'L') {
		is_long = true;
		length--;
	}
	if (length > 0 && (*word == '-' || *word == '+')) {
		word++;
		length--;
	}
	bool is_hex = length > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'X');
	if (is_hex) {
		word += 2;
		length -= 2;
	}
	for (size_t i = 0; i < length; i++)
		if (is_hex ? !isxdigit((unsigned char)word[i]) : !isdigit((unsigned char)word[i]))
			return false;
	while (length > 0 && *word == '0') {
		word++;
		length--;
	}
	size_t limit = is_long ? 16 : 8;
	if (is_hex)
		return length > limit || (length == limit && *word > '7');
	return length > 0 &&
	       !parse_int64(word, length, 0, is_long ? INT64_MAX : (int64_t)INT32_MAX + is_negative,
			    &number);
}

static bool check_word(struct scan *scan, struct error *err)
{
	const char *start = scan->at;

	while (scan->at < scan->end &&
	       (isalnum((unsigned char)*scan->at) || strchr("_*-+.", *scan->at)))
		step(scan);
	if (is_too_large(start, (size_t)(scan->at - start)))
		return error_set(err, ERROR_USAGE, "%s:%u: this number is too large", scan->name,
				 scan->line);
	if (scan->at == start)
		step(scan);
	return true;
}

static bool check_nul(const char *name, const char *text, size_t length, struct error *err)
{
	const char *nul = length ? memchr(text, '\0', length) : NULL;
	unsigned int line = 1;

	if (!nul)
		return true;
	for (; text < nul; text++)
		line += *text == '\n';
	return error_set(err, ERROR_USAGE, "%s:%u: a NUL byte has no place here", name, line);
}

bool config_scan(const char *name, const char *text, size_t length, struct error *err)
{
	struct scan scan = { name, text, text + length, 1, true };

	if (!check_nul(name, text, length, err))
		return false;
	while (scan.at < scan.end) {
		if (scan.line_begins && looking_at(&scan, "@include"))
			return error_set(err, ERROR_USAGE,
					 "%s:%u: @include is not supported; write everything into "
					 "this file",
					 name, scan.line);
		if (*scan.at == '"')
			skip_string(&scan);
		else if (*scan.at == '#' || looking_at(&scan, "//"))
			skip_to(&scan, "\n");
		else if (looking_at(&scan, "/*"))
			skip_to(&scan, "*/");
		else if (!check_word(&scan, err))
			return false;
	}
	return true;
}
