#include "config/options.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hours.h"
#include "base/mem.h"
#include "base/parse.h"
#include "base/text.h"
#include "config/command.h"
#include "config/secret.h"
#include "config/xdg.h"

enum {
	SID_DIGITS = 32,
	LABEL_MAX = 63,
	QUOTE_CELLS = 48,
	SECOND_MS = 1000,
};

static const struct unit {
	const char *name;
	int64_t factor;
} time_units[] = {
	{ "d", 24 * 60 * 60 * 1000 }, { "h", 60 * 60 * 1000 }, { "m", 60 * 1000 },
	{ "s", SECOND_MS },	      { "ms", 1 },
}, size_units[] = {
	{ "G", (int64_t)1 << 30 }, { "M", (int64_t)1 << 20 }, { "K", (int64_t)1 << 10 }, { "", 1 },
};

/* What somebody typed, fit to show and of bounded width. */
static bool refuse(struct error *err, const char *what, const char *text)
{
	struct strbuf clean = STRBUF_INIT(4 * OPTION_TEXT_MAX);
	size_t cells;

	text_clean(&clean, text, strlen(text), TEXT_ONE_LINE);
	size_t fits = text_fit(clean.data, clean.length, QUOTE_CELLS, &cells);
	error_set(err, ERROR_USAGE, "%s, not \"%.*s%s\"", what, (int)fits, clean.data,
		  fits < clean.length ? "..." : "");
	strbuf_release(&clean);
	return false;
}

/* "30", "0.2". */
static void add_thousandths(struct strbuf *out, int64_t number)
{
	int64_t rest = number % 1000;
	int digits = 3;

	strbuf_addf(out, "%" PRId64, number / 1000);
	for (; rest && rest % 10 == 0; digits--)
		rest /= 10;
	if (rest)
		strbuf_addf(out, ".%0*" PRId64, digits, rest);
}

/* The largest unit that leaves no rest. */
static void add_number(struct strbuf *out, const struct option_row *row, int64_t number)
{
	const struct unit *unit = row->type == OPTION_TYPE_DURATION ? time_units : size_units;

	if (row->zero && number == 0) {
		strbuf_addstr(out, row->zero);
		return;
	}
	if (row->type == OPTION_TYPE_INT) {
		strbuf_addf(out, "%" PRId64, number);
		return;
	}
	if (row->type == OPTION_TYPE_RATE) {
		add_thousandths(out, number);
		return;
	}
	while (unit->factor > 1 && (number == 0 || number % unit->factor != 0))
		unit++;
	strbuf_addf(out, "%" PRId64 "%s", number / unit->factor, unit->name);
}

void option_add_range(enum option_id id, struct strbuf *out)
{
	const struct option_row *row = option_row(id);

	if (row->zero)
		strbuf_addf(out, "%s or ", row->zero);
	add_number(out, row, row->min);
	strbuf_addstr(out, " to ");
	add_number(out, row, row->max);
}

/* At most three digits behind the point. */
static bool parse_thousandths(const char *text, size_t length, int64_t *number)
{
	const char *point = memchr(text, '.', length);
	size_t whole = point ? (size_t)(point - text) : length;
	size_t digits = point ? length - whole - 1 : 0;
	int64_t front, rest = 0, factor = 1000;

	if (!isdigit((unsigned char)text[0]) || digits > 3 ||
	    !parse_int64(text, whole, 0, INT32_MAX, &front))
		return false;
	if (point &&
	    (!isdigit((unsigned char)point[1]) || !parse_int64(point + 1, digits, 0, 999, &rest)))
		return false;
	for (size_t i = 0; i < digits; i++)
		factor /= 10;
	*number = 1000 * front + rest * factor;
	return true;
}

static bool parse_number(enum option_id id, const char *text, int64_t *number, struct error *err)
{
	const struct option_row *row = option_row(id);
	size_t length = strlen(text);
	uint64_t bytes = 0;
	bool ok;

	if (row->zero && strcasecmp(text, row->zero) == 0) {
		*number = 0;
		return true;
	}
	switch (row->type) {
	case OPTION_TYPE_DURATION:
		ok = parse_duration(text, length, SECOND_MS, number);
		break;
	case OPTION_TYPE_SIZE:
		ok = parse_size(text, length, &bytes) && bytes <= INT64_MAX;
		*number = (int64_t)bytes;
		break;
	case OPTION_TYPE_RATE:
		ok = parse_thousandths(text, length, number);
		break;
	default:
		ok = parse_int64(text, length, INT64_MIN, INT64_MAX, number);
		break;
	}
	if (ok && *number >= row->min && *number <= row->max)
		return true;

	struct strbuf what = STRBUF_INIT(STRBUF_LINE);
	strbuf_addstr(&what, row->type == OPTION_TYPE_DURATION
				     ? "must be a time like 90s, 5m, 2h or 7d: "
			     : row->type == OPTION_TYPE_SIZE ? "must be a size like 64M or 1G: "
			     : row->type == OPTION_TYPE_RATE ? "must be a number like 30 or 0.2: "
							     : "must be a whole number: ");
	option_add_range(id, &what);
	refuse(err, what.data, text);
	strbuf_release(&what);
	return false;
}

static bool parse_word(const struct option_row *row, const char *text, int64_t *number,
		       struct error *err)
{
	for (size_t i = 0; row->words[i]; i++) {
		if (strcmp(row->words[i], text) == 0) {
			*number = (int64_t)i;
			return true;
		}
	}
	struct strbuf what = STRBUF_INIT(STRBUF_LINE);
	strbuf_addstr(&what, "must be ");
	for (size_t i = 0; row->words[i]; i++)
		strbuf_addf(&what, "%s%s",
			    i == 0              ? ""
			    : row->words[i + 1] ? ", "
						: " or ",
			    row->words[i]);
	refuse(err, what.data, text);
	strbuf_release(&what);
	return false;
}

static bool has_stray_blanks(const char *text, size_t length)
{
	return length > 0 &&
	       (isspace((unsigned char)text[0]) || isspace((unsigned char)text[length - 1]));
}

static bool check_sid(const struct option_row *row, const char *text, struct error *err)
{
	size_t prefix = strlen(row->prefix), length = strlen(text);

	if (has_stray_blanks(text, length))
		return error_set(err, ERROR_USAGE, "has a stray blank before or after it");
	if (length == prefix + SID_DIGITS && memcmp(text, row->prefix, prefix) == 0 &&
	    strspn(text + prefix, "0123456789abcdefABCDEF") == SID_DIGITS)
		return true;
	if (strcmp(row->prefix, "AC") == 0 && strncmp(text, "SK", 2) == 0)
		return error_set(
			err, ERROR_USAGE,
			"must be the SID of an account (AC...); SK... is an API key, which "
			"belongs in api_key");
	if (strcmp(row->prefix, "SK") == 0 && strncmp(text, "AC", 2) == 0)
		return error_set(
			err, ERROR_USAGE,
			"must be the SID of an API key (SK...); AC... is an account, which "
			"belongs in account_sid");
	/* Not repeated: people paste secrets into the wrong place. */
	return error_set(err, ERROR_USAGE,
			 "must be %s and %d hexadecimal digits; what is given has %zu characters",
			 row->prefix, SID_DIGITS, length);
}

static bool check_label(const char *text, struct error *err)
{
	size_t length = strlen(text);

	if (length >= 1 && length <= LABEL_MAX && text[0] != '-' && text[length - 1] != '-' &&
	    strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length)
		return true;
	return refuse(err, "must be one word of small letters, digits and dashes", text);
}

/* host[:port] or [address]:port, and no more than one slash behind it. */
static bool check_authority(const char *text)
{
	size_t host = text[0] == '[' ? strspn(text + 1, "0123456789abcdefABCDEF:.") + 2
				     : strspn(text, "abcdefghijklmnopqrstuvwxyz"
						    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
	int64_t port;

	if (host == 0 || (text[0] == '[' && (host == 2 || text[host - 1] != ']')))
		return false;
	text += host;
	if (*text == ':') {
		size_t digits = strspn(text + 1, "0123456789");
		if (!parse_int64(text + 1, digits, 1, 65535, &port))
			return false;
		text += 1 + digits;
	}
	return strcmp(text, "") == 0 || strcmp(text, "/") == 0;
}

static bool parse_url(const char *text, char **out, struct error *err)
{
	static const char scheme[] = "https://";
	size_t skip = sizeof(scheme) - 1, length = strlen(text);

	if (strncasecmp(text, "http://", 7) == 0)
		return error_set(err, ERROR_USAGE,
				 "must begin with https://; nothing is ever sent unencrypted");
	if (strncasecmp(text, scheme, skip) != 0 || !check_authority(text + skip)) {
		/* A URL with a user and password in it is not repeated. */
		if (strchr(text, '@'))
			return error_set(err, ERROR_USAGE,
					 "must be https:// and a host, without a user or password");
		return refuse(err,
			      "must be https:// and a host, perhaps with a port, such as "
			      "https://localhost:8443",
			      text);
	}
	if (text[length - 1] == '/')
		length--;
	struct strbuf url = STRBUF_INIT(OPTION_TEXT_MAX);
	strbuf_addstr(&url, scheme);
	strbuf_add(&url, text + skip, length - skip);
	*out = strbuf_detach(&url, NULL);
	return true;
}

static bool check_zone(const char *text, struct error *err)
{
	const char *directory = getenv("TZDIR");
	struct strbuf path = STRBUF_INIT(2 * OPTION_TEXT_MAX);
	struct stat info;
	bool ok = strcmp(text, "local") == 0 || strcmp(text, "utc") == 0;

	if (!ok && isalpha((unsigned char)text[0]) && !strstr(text, "..")) {
		strbuf_addf(&path, "%s/%s",
			    directory && *directory == '/' ? directory : "/usr/share/zoneinfo",
			    text);
		ok = stat(path.data, &info) == 0 && S_ISREG(info.st_mode);
	}
	strbuf_release(&path);
	return ok ? true
		  : refuse(err,
			   "must be local, utc, or a time zone that this machine knows, such "
			   "as Europe/Berlin",
			   text);
}

static bool parse_path(const struct option_row *row, const char *text, const char *directory,
		       char **out, struct error *err)
{
	char *path = xdg_expand_home(text, err);

	if (!path)
		return false;
	if (*path != '/') {
		char *here = directory ? xstrdup(directory) : get_current_dir_name();
		struct strbuf joined = STRBUF_INIT(64 * 1024);
		if (!here) {
			free(path);
			return error_errno(err, errno, "is below a working directory that is gone");
		}
		strbuf_addf(&joined, "%s/%s", here, path);
		free(here);
		free(path);
		path = strbuf_detach(&joined, NULL);
	}
	if (row->must_exist && access(path, R_OK) != 0) {
		error_errno(err, errno, "%s cannot be read", path);
		free(path);
		return false;
	}
	*out = path;
	return true;
}

static bool check_plain_text(const char *text, struct error *err)
{
	for (const char *at = text; *at; at++)
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			return refuse(err, "must be a text without control characters", text);
	if (!*text)
		return error_set(err, ERROR_USAGE, "must not be empty");
	return true;
}

static bool check_command(const char *text, struct error *err)
{
	char **argv = command_split(text, err);

	command_free(argv);
	return argv != NULL;
}

static bool parse_text(const struct option_row *row, const char *text, const char *directory,
		       struct option_value *value, struct error *err)
{
	bool ok;

	switch (row->type) {
	case OPTION_TYPE_SID:
		ok = check_sid(row, text, err);
		break;
	case OPTION_TYPE_SECRET:
		ok = secret_check(text, strlen(text), err);
		break;
	case OPTION_TYPE_LABEL:
		ok = check_label(text, err);
		break;
	case OPTION_TYPE_ZONE:
		ok = check_zone(text, err);
		break;
	case OPTION_TYPE_HOURS:
		ok = hours_parse(&(struct hours){ .count = 0 }, text, err);
		break;
	case OPTION_TYPE_COMMAND:
		ok = check_command(text, err);
		break;
	case OPTION_TYPE_URL:
		return parse_url(text, &value->text, err);
	case OPTION_TYPE_PATH:
		return check_plain_text(text, err) &&
		       parse_path(row, text, directory, &value->text, err);
	default:
		ok = check_plain_text(text, err);
		break;
	}
	if (ok)
		value->text = xstrdup(text);
	return ok;
}

bool option_parse(enum option_id id, const char *text, const char *directory,
		  struct option_value *value, struct error *err)
{
	const struct option_row *row = option_row(id);

	*value = (struct option_value){ .text = NULL };
	if (strlen(text) > OPTION_TEXT_MAX)
		return error_set(err, ERROR_LIMIT, "is longer than %d bytes", OPTION_TEXT_MAX);
	switch (row->type) {
	case OPTION_TYPE_BOOL:
		return parse_bool(text, strlen(text), &value->flag)
			       ? true
			       : refuse(err, "must be yes or no", text);
	case OPTION_TYPE_INT:
	case OPTION_TYPE_DURATION:
	case OPTION_TYPE_SIZE:
	case OPTION_TYPE_RATE:
		return parse_number(id, text, &value->number, err);
	case OPTION_TYPE_ENUM:
		return parse_word(row, text, &value->number, err);
	default:
		return parse_text(row, text, directory, value, err);
	}
}

void option_format(enum option_id id, const struct option_value *value, struct strbuf *out)
{
	const struct option_row *row = option_row(id);

	switch (row->type) {
	case OPTION_TYPE_BOOL:
		strbuf_addstr(out, value->flag ? "yes" : "no");
		break;
	case OPTION_TYPE_INT:
	case OPTION_TYPE_DURATION:
	case OPTION_TYPE_SIZE:
	case OPTION_TYPE_RATE:
		add_number(out, row, value->number);
		break;
	case OPTION_TYPE_ENUM:
		strbuf_addstr(out, row->words[value->number]);
		break;
	case OPTION_TYPE_SECRET:
		strbuf_addstr(out, value->text ? "***" : "");
		break;
	default:
		strbuf_addstr(out, value->text ? value->text : "");
		break;
	}
}

void option_value_release(struct option_value *value)
{
	mem_wipe_free(value->text);
	*value = (struct option_value){ .text = NULL };
}
