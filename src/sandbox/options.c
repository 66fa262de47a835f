#include "sandbox/options.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "sandbox/account.h"
#include "sandbox/assume.h"
#include "sandbox/deactivated.h"
#include "sandbox/faults.h"
#include "sandbox/people.h"
#include "sandbox/permit.h"
#include "sandbox/plan.h"
#include "sandbox/subaccounts.h"

enum type { TYPE_NUMBER, TYPE_DURATION, TYPE_TEXT, TYPE_FLAG, TYPE_LIST };

#define WEEK 604800000LL
/* Times are kept in 32 bits. */
#define NOW_MAX 4200000000LL

static const struct option {
	const char *name;
	const char *argument;
	enum type type;
	size_t member;
	int64_t fallback;
	int64_t min;
	int64_t max;
	const char *help;
} table[] = {
	{ "port", "N", TYPE_NUMBER, offsetof(struct options, port), 0, 0, 65535,
	  "listen on this port of 127.0.0.1; 0 takes a free one" },
	{ "account", "SID", TYPE_TEXT, offsetof(struct options, account), 0, 0, 0,
	  "the account's SID (made from the seed)" },
	{ "token", "TOKEN", TYPE_TEXT, offsetof(struct options, token), 0, 0, 0,
	  "its auth token (made from the seed)" },
	{ "ca-file", "FILE", TYPE_TEXT, offsetof(struct options, ca_file), 0, 0, 0,
	  "write the authority's certificate here (to a temporary file)" },
	{ "seed", "N", TYPE_NUMBER, offsetof(struct options, seed), 1, 0, INT64_MAX,
	  "what the account is made from; the same seed makes the same account" },
	{ "messages", "N", TYPE_NUMBER, offsetof(struct options, messages), 30000, 0,
	  PLAN_MESSAGES_MAX, "messages in the history" },
	{ "contacts", "N", TYPE_NUMBER, offsetof(struct options, contacts), 600, 1, CONTACTS_MAX,
	  "people and addresses that it was with" },
	{ "days", "N", TYPE_NUMBER, offsetof(struct options, days), 120, 1, 400,
	  "how far it goes back" },
	{ "numbers", "N", TYPE_NUMBER, offsetof(struct options, numbers), 60, 60, NUMBERS_MAX,
	  "phone numbers that the account owns" },
	{ "services", "N", TYPE_NUMBER, offsetof(struct options, services), 10, 10, SERVICES_MAX,
	  "Messaging Services that it has" },
	{ "without", "WHAT[,...]", TYPE_TEXT, offsetof(struct options, without), 0, 0, 0,
	  "what it sent with and has given back since, without --live: " INVENTORY_NAMES },
	{ "now", "UNIX", TYPE_NUMBER, offsetof(struct options, now), -1, -1, NOW_MAX,
	  "the time at start, in seconds since 1970 (the clock's, or MSGDECK_TEST_NOW)" },
	{ "live", NULL, TYPE_FLAG, offsetof(struct options, live), 0, 0, 0,
	  "let time pass: messages arrive, and change their status" },
	{ "rate", "N", TYPE_NUMBER, offsetof(struct options, rate), 20, 0, 6000,
	  "messages a minute that come by themselves with --live" },
	{ "speed", "N", TYPE_NUMBER, offsetof(struct options, speed), 1, 1, 1000,
	  "with --live, how many seconds pass in one" },
	{ "subaccounts", "N", TYPE_NUMBER, offsetof(struct options, subaccounts), 3, 0,
	  SUBACCOUNTS_MAX,
	  "subaccounts with small histories; the second is suspended, the third closed" },
	{ "deactivated", "N", TYPE_NUMBER, offsetof(struct options, deactivated), 20000, 0,
	  DEACTIVATED_MAX, "numbers that carriers deactivate in a day" },
	{ "deny", "RESOURCE[,...]", TYPE_TEXT, offsetof(struct options, deny), 0, 0, 0,
	  "what the credentials may not use: " PERMIT_NAMES },
	{ "trial", NULL, TYPE_FLAG, offsetof(struct options, trial), 0, 0, 0,
	  "a trial account: sends to its contacts only (21608)" },
	{ "latency", "MS", TYPE_DURATION, offsetof(struct options, latency), 0, 0, WEEK,
	  "answer each request so much later" },
	{ "concurrency", "N", TYPE_NUMBER, offsetof(struct options, concurrency), 0, 0, 1000,
	  "answer 429 (20429) to more requests at a time; 0 has no limit" },
	{ "no-gzip", NULL, TYPE_FLAG, offsetof(struct options, no_gzip), 0, 0, 0,
	  "never compress" },
	{ "certificate", "KIND", TYPE_TEXT, offsetof(struct options, certificate), 0, 0, 0,
	  "good, or with a fault: expired, early, self-signed, wrong-name; twilio: good, and for the API's "
	  "own names, too, in regions us1 and au1 and at edge sydney" },
	{ "old-tls", NULL, TYPE_FLAG, offsetof(struct options, old_tls), 0, 0, 0,
	  "speak nothing newer than TLS 1.1" },
	{ "hostile", "FILE", TYPE_TEXT, offsetof(struct options, hostile), 0, 0, 0,
	  "answer with its lines, each a string of JSON, in place of the account's own texts" },
	{ "assume", "NAME=VALUE", TYPE_LIST, offsetof(struct options, assumptions), 0, 0, 0,
	  "how to read what the API's documents leave open; see below" },
	{ "fault", "RULE", TYPE_LIST, offsetof(struct options, faults), 0, 0, 0,
	  "what goes wrong; see below" },
	{ "log", "FILE", TYPE_TEXT, offsetof(struct options, log), 0, 0, 0,
	  "write a JSON line for each request" },
	{ "exit-with-stdin", NULL, TYPE_FLAG, offsetof(struct options, exit_with_stdin), 0, 0, 0,
	  "stop when standard input ends" },
	{ "help", NULL, TYPE_FLAG, offsetof(struct options, help), 0, 0, 0, "print this" },
	{ "version", NULL, TYPE_FLAG, offsetof(struct options, version), 0, 0, 0,
	  "print the version" },
	{ "print-manual", "PART", TYPE_TEXT, offsetof(struct options, print_manual), 0, 0, 0,
	  NULL },
};

static void *member(struct options *options, const struct option *row)
{
	return (char *)options + row->member;
}

static void set_fallbacks(struct options *options)
{
	*options = (struct options){ 0 };
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].type == TYPE_NUMBER || table[i].type == TYPE_DURATION)
			*(int64_t *)member(options, &table[i]) = table[i].fallback;
}

static const struct option *find(const char *name, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (strlen(table[i].name) == length && memcmp(table[i].name, name, length) == 0)
			return &table[i];
	return NULL;
}

static bool set_number(struct options *options, const struct option *row, const char *value,
		       struct error *err)
{
	int64_t *number = member(options, row);
	bool right = row->type == TYPE_DURATION
			     ? parse_duration(value, strlen(value), 1, number)
			     : parse_int64(value, strlen(value), row->min, row->max, number);

	if (right && *number >= row->min && *number <= row->max)
		return true;
	return error_set(err, ERROR_USAGE, "--%s takes a number from %lld to %lld, not \"%s\"",
			 row->name, (long long)row->min, (long long)row->max, value);
}

static bool set(struct options *options, const struct option *row, const char *value,
		struct error *err)
{
	struct texts *list;

	switch (row->type) {
	case TYPE_FLAG:
		*(bool *)member(options, row) = true;
		return true;
	case TYPE_TEXT:
		*(const char **)member(options, row) = value;
		return true;
	case TYPE_LIST:
		list = member(options, row);
		vec_push(list, value);
		return true;
	default:
		return set_number(options, row, value, err);
	}
}

static bool check(const struct options *options, struct error *err)
{
	const char *sid = options->account;

	if (sid != NULL && !sid_is_wellformed(sid, strlen(sid), "AC"))
		return error_set(err, ERROR_USAGE,
				 "--account takes AC and 32 hexadecimal digits, not \"%s\"", sid);
	if (options->token != NULL &&
	    (options->token[0] == '\0' || strlen(options->token) >= TOKEN_SIZE))
		return error_set(err, ERROR_USAGE, "--token takes 1 to %d characters",
				 TOKEN_SIZE - 1);
	if (options->now >= 0 && options->now < OPTIONS_NOW_MIN)
		return error_set(err, ERROR_USAGE,
				 "--now takes a number from %lld to %lld, not %lld",
				 OPTIONS_NOW_MIN, NOW_MAX, (long long)options->now);
	return true;
}

bool options_parse(struct options *options, int argc, char **argv, struct error *err)
{
	set_fallbacks(options);
	for (int i = 1; i < argc; i++) {
		const char *name = argv[i] + 2;
		const char *value = NULL;
		const struct option *row = NULL;

		if (strncmp(argv[i], "--", 2) == 0) {
			size_t length = strcspn(name, "=");

			row = find(name, length);
			value = name[length] == '=' ? name + length + 1 : NULL;
		}
		if (row == NULL)
			return error_set(err, ERROR_USAGE, "unknown argument \"%s\"", argv[i]);
		if (row->type == TYPE_FLAG && value != NULL)
			return error_set(err, ERROR_USAGE, "--%s takes no value", row->name);
		if (row->type != TYPE_FLAG && value == NULL && i + 1 < argc)
			value = argv[++i];
		if (row->type != TYPE_FLAG && value == NULL)
			return error_set(err, ERROR_USAGE, "--%s needs a value", row->name);
		if (!set(options, row, value, err))
			return false;
	}
	return check(options, err);
}

void options_release(struct options *options)
{
	vec_release(&options->assumptions);
	vec_release(&options->faults);
}

static void describe_option(struct strbuf *out, const struct option *row)
{
	strbuf_addf(out, "  --%s", row->name);
	if (row->argument != NULL)
		strbuf_addf(out, "=%s", row->argument);
	strbuf_addf(out, "\n        %s", row->help);
	if ((row->type == TYPE_NUMBER || row->type == TYPE_DURATION) && row->fallback >= 0)
		strbuf_addf(out, " (%lld)", (long long)row->fallback);
	strbuf_addch(out, '\n');
}

static void describe_options(struct strbuf *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].help != NULL)
			describe_option(out, &table[i]);
}

void options_describe(struct strbuf *out)
{
	strbuf_addstr(
		out,
		"Usage: msgdeck-sandbox [OPTION]...\n\n"
		"Serves Twilio's messaging API from a made-up account, over HTTPS on this\n"
		"machine only. Prints url, ca_file, account_sid, auth_token, api_key,\n"
		"api_secret and content_url as name=value lines, then an empty line when it is ready.\n\n"
		"Options (and what holds without them):\n");
	describe_options(out);
	strbuf_addstr(out, "\nAssumptions (the first value holds without --assume):\n");
	assume_describe(out);
	strbuf_addstr(
		out,
		"\nFaults, as NAME[=VALUE][,method=M][,after=N][,times=N][,match=REGEX], where match\ncomes last:\n");
	faults_describe(out);
	strbuf_addstr(out,
		      "\nWhile it runs: POST, GET and DELETE /sandbox/faults, with the account's\n"
		      "credentials; POST takes a rule as Rule.\n");
}

/* A name is a line behind two blanks; its help follows behind eight. */
static void add_manual_line(struct strbuf *out, const char *line, size_t length)
{
	bool is_help = length > 8 && memcmp(line, "        ", 8) == 0;

	strbuf_addstr(out, is_help ? "" : ".TP\n.B ");
	for (size_t i = is_help ? 8 : 2; i < length; i++)
		strbuf_addf(out, line[i] == '-' || line[i] == '\\' ? "\\%c" : "%c",
			    line[i] == '\\' ? 'e' : line[i]);
	strbuf_addch(out, '\n');
}

bool options_manual(struct strbuf *out, const char *part, struct error *err)
{
	static const struct {
		const char *name;
		void (*describe)(struct strbuf *out);
	} parts[] = {
		{ "options", describe_options },
		{ "assumptions", assume_describe },
		{ "faults", faults_describe },
	};
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (strcmp(parts[i].name, part) == 0)
			parts[i].describe(&text);
	if (text.length == 0)
		return error_set(err, ERROR_USAGE, "the manual has no part \"%s\"", part);
	for (const char *line = text.data; *line != '\0'; line = strchr(line, '\n') + 1)
		add_manual_line(out, line, strcspn(line, "\n"));
	strbuf_release(&text);
	return true;
}
