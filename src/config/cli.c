#include "config/cli.h"

#include <stddef.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "config/suggest.h"

enum { QUOTE_CELLS = 48 };

static const char *const shell_words[] = { "bash", "fish", "zsh", NULL };
static const char *const names_words[] = { "profiles", "themes", "screens", "commands", NULL };
static const char *const format_words[] = { "jsonl", "csv", NULL };

static const struct cli_row rows[] = {
	{ .letter = 'p',
	  .name = "profile",
	  .argument = "NAME",
	  .help = "Use this profile of the config file" },
	{ .letter = 'c',
	  .name = "config",
	  .argument = "FILE",
	  .help = "Read this config file instead of the usual one" },
	{ .name = "demo", .help = "Try everything on a made-up account on this machine" },
	{ .name = "print-config",
	  .help = "Print a config file with every setting explained, and exit" },
	{ .name = "print-manual",
	  .argument = "PART",
	  .help = "Print a generated part of the manual pages, and exit: options, export, "
		  "erase, resume, environment, settings, roles, keys, tasks or query" },
	{ .name = "print-completion",
	  .argument = "SHELL",
	  .words = shell_words,
	  .help = "Print the completion script for bash, fish or zsh, and exit" },
	{ .name = "print-names",
	  .argument = "WHAT",
	  .words = names_words,
	  .help = "Print the names of the themes, the profiles, the screens or the screens' "
		  "commands, and exit" },
	{ .letter = 'h', .name = "help", .help = "Print this help, and exit" },
	{ .letter = 'V', .name = "version", .help = "Print the version, and exit" },
	{ .name = NULL },
};

#define MEMBER(name) offsetof(struct cli, export.name)

static const struct cli_object export_objects[EXPORT_OBJECTS + 1] = {
	[EXPORT_MESSAGES] = { "messages", "Messages, newest first" },
	[EXPORT_MEDIA] = { "media", "Media of all messages, without their contents" },
	[EXPORT_SERVICES] = { "services", "Messaging services with all their settings" },
	[EXPORT_SENDERS] = { "senders", "Senders of all services, or of one" },
	[EXPORT_SHORT_CODES] = { "short-codes", "Short codes of the account" },
	[EXPORT_NUMBERS] = { "numbers", "Phone numbers of the account" },
	[EXPORT_PRICES] = { "prices", "Prices to and from all countries, or one" },
	[EXPORT_DEACTIVATIONS] = { "deactivations", "US numbers deactivated on a day" },
};

#define ONLY(object) (1u << (object))
#define OF_MESSAGES (ONLY(EXPORT_MESSAGES) | ONLY(EXPORT_MEDIA))

static const struct cli_row export_rows[] = {
	{ .name = "since",
	  .argument = "TIME",
	  .member = MEMBER(since),
	  .objects = OF_MESSAGES,
	  .help = "Only what was sent at this time or later",
	  .detail =
		  "A time is 2h, 3d, today, yesterday, mon, 2024-03-01 or 2024-03-01T17:30, as in "
		  "a filter, and goes by the time zone that is set. Messages that were never "
		  "sent have no such time and are left out." },
	{ .name = "until",
	  .argument = "TIME",
	  .member = MEMBER(until),
	  .objects = OF_MESSAGES,
	  .help = "Only what was sent at this time or earlier",
	  .detail = "A day counts to its end." },
	{ .name = "to",
	  .argument = "ADDRESS",
	  .member = MEMBER(to),
	  .objects = OF_MESSAGES,
	  .help = "Only messages to this address" },
	{ .name = "from",
	  .argument = "ADDRESS",
	  .member = MEMBER(from),
	  .objects = OF_MESSAGES,
	  .help = "Only messages from this address" },
	{ .name = "filter",
	  .argument = "QUERY",
	  .member = MEMBER(filter),
	  .objects = OF_MESSAGES,
	  .help = "Only messages that match, such as 'status:failed error:30003'",
	  .detail =
		  "The words are those of the dashboard's filters. Twilio does not know them: all "
		  "that the other options leave is read." },
	{ .name = "format",
	  .argument = "NAME",
	  .words = format_words,
	  .member = MEMBER(format),
	  .help = "jsonl: a JSON object a line; or csv [jsonl]" },
	{ .name = "output",
	  .argument = "FILE",
	  .member = MEMBER(output),
	  .help = "Write to this file, which appears when it is complete, instead of standard "
		  "output",
	  .detail =
		  "A name with %Y, %m or %d in it, such as sms-%Y-%m-%d.csv, makes a file for each "
		  "day on which messages were sent (or, never sent, were made), by the time zone "
		  "that is set; %% is a percent sign. Messages go to a file several times faster "
		  "than to a pipe: date windows load side by side." },
	{ .name = "overwrite",
	  .member = MEMBER(overwrite),
	  .help = "Replace the file if it is there" },
	{ .name = "resume",
	  .member = MEMBER(resume),
	  .objects = ONLY(EXPORT_MESSAGES),
	  .help = "Keep what has come if the export stops, and go on with it next time",
	  .detail = "What has come is in FILE.partial until the export is complete. Give this from "
		    "the first time on, always with the same options; times such as 3d count from "
		    "when the first one began. What came before is not read again, so it is as it "
		    "was then." },
	{ .name = "unordered",
	  .member = MEMBER(unordered),
	  .objects = ONLY(EXPORT_MESSAGES),
	  .help = "To standard output, several times faster, but in no order",
	  .detail = "A file is always in order, newest first." },
	{ .name = "service",
	  .argument = "SERVICE",
	  .member = MEMBER(service),
	  .objects = ONLY(EXPORT_SENDERS),
	  .help = "Only senders of this service, by its SID or its name" },
	{ .name = "country",
	  .argument = "CODE",
	  .member = MEMBER(country),
	  .objects = ONLY(EXPORT_PRICES),
	  .help = "Only prices of this country, such as GB" },
	{ .name = "date",
	  .argument = "DAY",
	  .member = MEMBER(date),
	  .objects = ONLY(EXPORT_DEACTIVATIONS),
	  .help = "Which day, such as 2024-03-01 or 3d, in UTC [yesterday]",
	  .detail = "Twilio has the days from 2020-08-27 to yesterday." },
	{ .name = NULL },
};

#undef MEMBER
#define MEMBER(name) offsetof(struct cli, erase.name)

static const struct cli_row erase_rows[] = {
	{ .name = "delete",
	  .member = MEMBER(delete),
	  .help = "Delete the messages, with their media" },
	{ .name = "redact",
	  .member = MEMBER(redact),
	  .help = "Empty their texts instead; numbers and times stay" },
	{ .name = "media",
	  .member = MEMBER(media),
	  .help = "With --redact: delete their media, too" },
	{ .name = "addresses",
	  .argument = "FILE",
	  .member = MEMBER(file),
	  .help = "Also those of the addresses in this file, one a line",
	  .detail = "Empty lines, and lines that begin with #, do not count." },
	{ .name = "since",
	  .argument = "TIME",
	  .member = MEMBER(since),
	  .help = "Only what was sent at this time or later",
	  .detail = "What was never sent counts by the time at which it was made. Times are those "
		    "of --since and --until of export." },
	{ .name = "until",
	  .argument = "TIME",
	  .member = MEMBER(until),
	  .help = "Only what was sent at this time or earlier",
	  .detail = "A day counts to its end." },
	{ .name = "older-than",
	  .argument = "DAYS",
	  .member = MEMBER(older_than),
	  .help = "Only what was sent more than so many days ago",
	  .detail = "Without addresses, of the whole account. Not with --until." },
	{ .name = "filter",
	  .argument = "QUERY",
	  .member = MEMBER(filter),
	  .help = "Only messages that match, such as 'from:ACME status:failed'",
	  .detail = "Without addresses, of the whole account. Twilio does not know these words: "
		    "all messages are read." },
	{ .name = "export",
	  .argument = "FILE",
	  .member = MEMBER(export),
	  .help = "First write them to this new file: .csv, else JSON lines",
	  .detail = "It is complete and on the disk before anything is changed. What comes while "
		    "they are erased is written to a file of its own, with -2, -3 and so on before "
		    "the ending." },
	{ .name = "dry-run",
	  .member = MEMBER(dry_run),
	  .help = "Count what would be erased, and change nothing" },
	{ .name = "yes",
	  .member = MEMBER(yes),
	  .help = "Do not ask for the number of messages to be typed",
	  .detail = "Without it, and without a terminal, nothing is done." },
	{ .name = "wait",
	  .member = MEMBER(wait),
	  .help = "Wait for what cannot be erased yet, however long that takes",
	  .detail = "Without it that is left to msgdeck resume." },
	{ .name = "report",
	  .argument = "FILE",
	  .member = MEMBER(report),
	  .help = "Write what came of each item to this new file: .csv or .jsonl",
	  .detail = "As that of resume; and what a look at the service showed afterwards: gone, "
		    "empty, there, or listed." },
	{ .name = NULL },
};

static const struct cli_row import_rows[] = {
	{ .name = "yes",
	  .member = offsetof(struct cli, import.yes),
	  .help = "Do not ask",
	  .detail = "Without it, and without a terminal to ask on, nothing is changed." },
	{ .name = NULL },
};

static const struct cli_row resume_rows[] = {
	{ .name = "report",
	  .argument = "FILE",
	  .member = offsetof(struct cli, resume.report),
	  .help = "Write what came of each item to this new file: .csv or .jsonl",
	  .detail = "It has the time, the outcome, Twilio's answer and the request of each, and by "
		    "what the journal can be proved to be the same." },
	{ .name = "set-aside",
	  .member = offsetof(struct cli, resume.set_aside),
	  .help = "Do not go on with the plan: leave it as it is, and do not list it any more",
	  .detail =
		  "Its journal stays. A plan that was cut off while it was written down can only be "
		  "set aside: nothing of it was sent." },
	{ .name = NULL },
};

static const struct cli_command commands[] = {
	{ .name = "check",
	  .action = CLI_CHECK,
	  .help = "Test the credentials and the connection, and say what is wrong" },
	{ .name = "doctor",
	  .action = CLI_DOCTOR,
	  .help = "Print versions, files and settings for whoever helps; no secrets" },
	{ .name = "export",
	  .objects = export_objects,
	  .options = export_rows,
	  .action = CLI_EXPORT,
	  .help = "Write a list to a file or to standard output, for other programs" },
	{ .name = "erase",
	  .argument = "[ADDRESS...]",
	  .member = MEMBER(addresses),
	  .many = true,
	  .options = erase_rows,
	  .action = CLI_ERASE,
	  .help = "Redact or delete every message to and from somebody, and see that it is gone" },
	{ .name = "import",
	  .argument = "[FILE]",
	  .member = offsetof(struct cli, import.file),
	  .options = import_rows,
	  .action = CLI_IMPORT,
	  .help = "Take the official CLI's profiles over into the config file; it asks first" },
	{ .name = "plans",
	  .action = CLI_PLANS,
	  .help = "List changes that were interrupted or stopped, and what is left of them" },
	{ .name = "resume",
	  .argument = "[PLAN]",
	  .member = offsetof(struct cli, resume.plan),
	  .options = resume_rows,
	  .action = CLI_RESUME,
	  .help = "Go on with such changes, without a screen, until nothing is left of them" },
	{ .name = NULL },
};

/* An option of a command that was given. */
struct used {
	const struct cli_row *row;
	const struct cli_command *owner; /* or the first of its owners */
};

struct reader {
	int argc;
	char **argv;
	int at; /* the argument that is being read */
	struct cli *cli;
	struct settings *settings;
	const struct cli_command *command; /* NULL: none so far */
	struct VEC(struct used) used;
	bool object; /* what the command is to be done to was said */
};

const struct cli_row *cli_rows(void)
{
	return rows;
}

const struct cli_command *cli_commands(void)
{
	return commands;
}

/* Foreign text in an error, cut and cleaned. */
static bool refuse(struct error *err, const char *before, const char *text, size_t length,
		   const char *after)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	size_t cells;

	text_clean(&clean, text, length < OPTION_TEXT_MAX ? length : OPTION_TEXT_MAX,
		   TEXT_ONE_LINE);
	size_t fits = text_fit(clean.data, clean.length, QUOTE_CELLS, &cells);
	error_set(err, ERROR_USAGE, "%s%.*s%s", before, (int)fits, clean.data, after);
	strbuf_release(&clean);
	return false;
}

static bool unknown_option(const char *name, size_t length, struct error *err)
{
	char *wanted = xstrndup(name, length);
	struct suggestion suggestion = { .wanted = wanted };
	struct strbuf after = STRBUF_INIT(STRBUF_LINE);

	for (const struct cli_row *row = rows; row->name; row++)
		suggest_offer(&suggestion, row->name);
	for (const struct cli_command *command = commands; command->name; command++)
		for (const struct cli_row *row = command->options; row && row->name; row++)
			suggest_offer(&suggestion, row->name);
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_row((enum option_id)i)->type != OPTION_TYPE_SECRET)
			suggest_offer(&suggestion, option_row((enum option_id)i)->name);
	strbuf_addstr(&after, suggestion.best ? "; did you mean --" : "; --help lists them");
	for (const char *at = suggestion.best; at && *at; at++)
		strbuf_addch(&after, *at == '_' ? '-' : *at);
	strbuf_addstr(&after, suggestion.best ? "?" : "");
	refuse(err, "There is no option --", name, length, after.data);
	strbuf_release(&after);
	free(wanted);
	return false;
}

/* The value behind '=', or the next argument. */
static bool take_value(struct reader *reader, const char *name, const char *attached,
		       const char **value, struct error *err)
{
	if (attached) {
		*value = attached;
		return true;
	}
	if (reader->at + 1 >= reader->argc)
		return error_set(err, ERROR_USAGE, "%s needs a value", name);
	*value = reader->argv[++reader->at];
	return true;
}

/* The value of a row's option, NULL where it takes none. */
static bool row_value(struct reader *reader, const struct cli_row *row, const char *attached,
		      const char **value, struct error *err)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	bool ok = true;

	*value = NULL;
	strbuf_addf(&name, "--%s", row->name);
	if (row->argument)
		ok = take_value(reader, name.data, attached, value, err);
	else if (attached)
		ok = error_set(err, ERROR_USAGE, "%s takes no value", name.data);
	if (ok && row->argument && !**value)
		ok = error_set(err, ERROR_USAGE, "%s needs a value", name.data);
	strbuf_release(&name);
	return ok;
}

static bool set_row(struct reader *reader, const struct cli_row *row, const char *attached,
		    struct error *err)
{
	struct cli *cli = reader->cli;
	const char *value;

	if (!row_value(reader, row, attached, &value, err))
		return false;
	if (strcmp(row->name, "profile") == 0)
		cli->profile = value;
	else if (strcmp(row->name, "config") == 0)
		cli->config = value;
	else if (strcmp(row->name, "demo") == 0)
		cli->demo = true;
	else if (strcmp(row->name, "print-config") == 0)
		cli->action = CLI_PRINT_CONFIG;
	else if (strcmp(row->name, "help") == 0)
		cli->action = CLI_HELP;
	else if (strcmp(row->name, "version") == 0)
		cli->action = CLI_VERSION;
	else {
		cli->action = strcmp(row->name, "print-completion") == 0 ? CLI_PRINT_COMPLETION
			      : strcmp(row->name, "print-names") == 0    ? CLI_PRINT_NAMES
									 : CLI_PRINT_MANUAL;
		cli->what = value;
	}
	return true;
}

static const struct cli_row *find_row(const struct cli_row *table, const char *name, size_t length)
{
	for (; table && table->name; table++)
		if (strlen(table->name) == length && memcmp(table->name, name, length) == 0)
			return table;
	return NULL;
}

/* The first command that has this option. */
static const struct cli_command *find_owner(const char *name, size_t length)
{
	for (const struct cli_command *command = commands; command->name; command++)
		if (find_row(command->options, name, length))
			return command;
	return NULL;
}

/* An option of a command, which may stand before the command's name as well: all that have one of
 * this name get it. */
static bool set_command_row(struct reader *reader, const struct cli_command *owner,
			    const struct cli_row *row, const char *attached, struct error *err)
{
	const char *value;

	if (!row_value(reader, row, attached, &value, err))
		return false;
	vec_push(&reader->used, ((struct used){ row, owner }));
	for (const struct cli_command *command = owner; command->name; command++) {
		const struct cli_row *own =
			find_row(command->options, row->name, strlen(row->name));
		char *place = own ? (char *)reader->cli + own->member : NULL;

		if (place && own->argument)
			*(const char **)(void *)place = value;
		else if (place)
			*(bool *)(void *)place = true;
	}
	return true;
}

static bool refuse_secret(enum option_id id, struct error *err)
{
	struct strbuf variable = STRBUF_INIT(STRBUF_LINE);

	option_environment_name(id, &variable);
	if (option_row(id)->official_name) {
		strbuf_reset(&variable);
		strbuf_addstr(&variable, option_row(id)->official_name);
	}
	error_set(err, ERROR_USAGE,
		  "Secrets are not taken from the command line, which every user of this machine "
		  "can read: set %s in the environment, %s in a profile, password_command or "
		  "credentials_fd; and "
		  "change the secret if you have just typed it",
		  variable.data, option_row(id)->name);
	strbuf_release(&variable);
	return false;
}

static bool set_option(struct reader *reader, enum option_id id, const char *attached,
		       struct error *err)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	const char *value = attached;
	bool ok = true;

	if (option_row(id)->type == OPTION_TYPE_SECRET)
		return refuse_secret(id, err);
	option_command_line_name(id, &name);
	if (option_row(id)->type == OPTION_TYPE_BOOL)
		value = attached ? attached : "yes";
	else
		ok = take_value(reader, name.data, attached, &value, err);
	strbuf_release(&name);
	return ok && settings_set(reader->settings, LAYER_COMMAND_LINE, id, value, err);
}

static bool read_long(struct reader *reader, const char *text, struct error *err)
{
	size_t length = strcspn(text, "=");
	const char *attached = text[length] ? text + length + 1 : NULL;
	enum option_id id;

	const struct cli_row *row = find_row(rows, text, length);
	const struct cli_command *owner = find_owner(text, length);
	if (row)
		return set_row(reader, row, attached, err);
	if (owner)
		return set_command_row(reader, owner, find_row(owner->options, text, length),
				       attached, err);
	if (!memchr(text, '_', length)) {
		if (option_find(text, length, &id))
			return set_option(reader, id, attached, err);
		if (length > 3 && memcmp(text, "no-", 3) == 0 && !attached &&
		    option_find(text + 3, length - 3, &id) &&
		    option_row(id)->type == OPTION_TYPE_BOOL)
			return settings_set(reader->settings, LAYER_COMMAND_LINE, id, "no", err);
	}
	return unknown_option(text, length, err);
}

/* "-p NAME", "-pNAME", "-hV". */
static bool read_short(struct reader *reader, const char *text, struct error *err)
{
	for (; *text; text++) {
		const struct cli_row *row = rows;
		while (row->name && row->letter != *text)
			row++;
		if (!row->name)
			return refuse(err, "There is no option -", text,
				      text_next(text, strlen(text)), "; --help lists them");
		if (row->argument)
			return set_row(reader, row, text[1] ? text + 1 : NULL, err);
		if (!set_row(reader, row, NULL, err))
			return false;
	}
	return true;
}

static bool read_command(struct reader *reader, const char *text, struct error *err)
{
	struct suggestion suggestion = { .wanted = text };
	struct strbuf after = STRBUF_INIT(STRBUF_LINE);

	for (const struct cli_command *command = commands; command->name; command++) {
		suggest_offer(&suggestion, command->name);
		if (strcmp(command->name, text) != 0)
			continue;
		if (reader->cli->action == CLI_DASHBOARD)
			reader->cli->action = command->action;
		reader->command = command;
		return true;
	}
	if (suggestion.best)
		strbuf_addf(&after, "\"; did you mean %s?", suggestion.best);
	else
		strbuf_addstr(&after, "\"; --help lists them");
	refuse(err, "There is no command \"", text, strlen(text), after.data);
	strbuf_release(&after);
	return false;
}

void cli_add_objects(struct strbuf *out, const struct cli_object *objects, const char *between,
		     const char *last)
{
	for (const struct cli_object *object = objects; object && object->name; object++)
		strbuf_addf(out, "%s%s",
			    object == objects ? ""
			    : object[1].name  ? between
					      : last,
			    object->name);
}

static bool no_object(const struct cli_command *command, const char *text, struct error *err)
{
	struct suggestion suggestion = { .wanted = text };
	struct strbuf after = STRBUF_INIT(STRBUF_LINE);
	const struct cli_object *objects = command->objects;

	for (const struct cli_object *object = objects; object && object->name; object++)
		suggest_offer(&suggestion, object->name);
	if (!objects && command->argument) {
		strbuf_addf(&after, "\": %s takes one", command->name);
	} else if (!objects) {
		strbuf_addstr(&after, "\": one command is enough");
	} else if (suggestion.best && strcmp(suggestion.best, text) != 0) {
		strbuf_addf(&after, "\"; did you mean %s?", suggestion.best);
	} else {
		strbuf_addf(&after, "\": %s is followed by ", command->name);
		cli_add_objects(&after, objects, ", ", " or ");
	}
	refuse(err, "There is nothing to do with \"", text, strlen(text), after.data);
	strbuf_release(&after);
	return false;
}

static bool add_word(struct reader *reader, const char *text, struct error *err)
{
	struct cli_words *words = (void *)((char *)reader->cli + reader->command->member);

	if (words->count == CLI_WORDS_MAX)
		return error_set(err, ERROR_USAGE,
				 "%s takes at most %d words; more can be in a file",
				 reader->command->name, CLI_WORDS_MAX);
	words->items[words->count++] = text;
	return true;
}

/* A word that is no option: the command, what it is to be done to, or one too many. */
static bool read_word(struct reader *reader, const char *text, struct error *err)
{
	const struct cli_command *command = reader->command;
	const struct cli_object *objects = command ? command->objects : NULL;

	if (!command)
		return read_command(reader, text, err);
	for (unsigned i = 0; objects && !reader->object && objects[i].name; i++) {
		if (strcmp(objects[i].name, text) != 0)
			continue;
		reader->cli->object = i;
		reader->object = true;
		return true;
	}
	if (command->many)
		return add_word(reader, text, err);
	if (!command->argument || reader->object)
		return no_object(command, text, err);
	*(const char **)(void *)((char *)reader->cli + command->member) = text;
	reader->object = true;
	return true;
}

static bool wrong_place(const struct cli_row *row, const struct cli_command *owner,
			struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	bool any = false;

	strbuf_addf(&text, "--%s goes with msgdeck %s", row->name, owner->name);
	for (unsigned i = 0; row->objects && owner->objects && owner->objects[i].name; i++) {
		if (!(row->objects & 1u << i))
			continue;
		strbuf_addf(&text, "%s%s", any ? " or " : " ", owner->objects[i].name);
		any = true;
	}
	error_set(err, ERROR_USAGE, "%s", text.data);
	strbuf_release(&text);
	return false;
}

/* Whether what was said goes together. */
static bool check_whole(const struct reader *reader, struct error *err)
{
	const struct cli_command *command = reader->command;
	enum cli_action action = reader->cli->action;

	if (action != CLI_DASHBOARD && (!command || action != command->action))
		return true; /* --help and its like */
	for (size_t i = 0; i < reader->used.count; i++) {
		const struct used *used = &reader->used.items[i];
		const char *name = used->row->name;
		const struct cli_row *own = command ? find_row(command->options, name, strlen(name))
						    : NULL;

		if (!own)
			return wrong_place(used->row, used->owner, err);
		if (own->objects && reader->object && !(own->objects & 1u << reader->cli->object))
			return wrong_place(own, command, err);
	}
	if (command && command->objects && !reader->object)
		return error_set(err, ERROR_USAGE, "%s what? Try: msgdeck %s %s", command->name,
				 command->name, command->objects[0].name);
	if (command && reader->cli->demo)
		return error_set(err, ERROR_USAGE,
				 "%s looks at your own account; the demo needs none",
				 command->name);
	return true;
}

bool cli_parse(int argc, char **argv, struct cli *cli, struct settings *settings, struct error *err)
{
	struct reader reader = {
		.argc = argc, .argv = argv, .at = 1, .cli = cli, .settings = settings
	};
	bool options = true, ok = true;

	*cli = (struct cli){ .action = CLI_DASHBOARD };
	for (; ok && reader.at < argc; reader.at++) {
		const char *text = argv[reader.at];
		if (options && strcmp(text, "--") == 0)
			options = false;
		else if (options && strncmp(text, "--", 2) == 0)
			ok = read_long(&reader, text + 2, err);
		else if (options && text[0] == '-' && text[1])
			ok = read_short(&reader, text + 1, err);
		else
			ok = read_word(&reader, text, err);
	}
	settings->demo = cli->demo;
	ok = ok && check_whole(&reader, err);
	vec_release(&reader.used);
	return ok;
}
