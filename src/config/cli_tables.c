/*
 * cli_tables.c - the words of the command line: options that are not settings, commands, and what
 * they are done to. Of cli.h.
 */
#include "config/cli.h"

#include <stddef.h>

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
		  "erase, resume, send, environment, settings, roles, keys, tasks or query" },
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
	  .help = "jsonl: a JSON object a line; or csv [as FILE ends, else jsonl]" },
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
	  .detail =
		  "Empty lines, and lines that begin with #, do not count. - is standard input." },
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
	{ .name = "addresses",
	  .argument = "FILE",
	  .member = offsetof(struct cli, resume.file),
	  .help = "Of an erasure: also the addresses in this file, one a line",
	  .detail = "No journal holds the addresses of an erasure, but it tells whether they are "
		    "those of then. With all of them what has come since is looked for, too, and "
		    "erased the same way; without them the erasure stays unfinished. A plan comes "
		    "before addresses, and may be left out before one with + or a channel. - is "
		    "standard input." },
	{ .name = "yes",
	  .member = offsetof(struct cli, resume.yes),
	  .help = "Do not ask for the number of messages that have come since to be typed",
	  .detail = "Without it, and without a terminal, they are told and stay." },
	{ .name = "text",
	  .argument = "TEXT",
	  .member = offsetof(struct cli, resume.text),
	  .help = "The text that was given to send, which no journal holds; -: from standard input" },
	{ .name = "from",
	  .argument = "SENDER",
	  .member = offsetof(struct cli, resume.from),
	  .help = "The sender that was given to send, which no journal holds" },
	{ .name = NULL },
};

#undef MEMBER
#define MEMBER(name) offsetof(struct cli, send.name)

static const char *const duplicates_words[] = { "once", "all", NULL };

static const struct cli_row send_rows[] = {
	{ .name = "template",
	  .argument = "NAME",
	  .member = MEMBER(template_name),
	  .help = "The text of each message: a template of the config file",
	  .detail = "Its variables are columns of the list. Without it and without --text the "
		    "column Body is the text." },
	{ .name = "text",
	  .argument = "TEXT",
	  .member = MEMBER(text),
	  .help = "The text of each message, with columns in braces: 'Hello {name}'; -: from "
		  "standard input",
	  .detail = "Everybody on the machine can read arguments: with - the text is what comes on "
		    "standard input, which then has no terminal to ask at (--yes). It stands in no "
		    "journal: msgdeck resume wants it again." },
	{ .name = "from",
	  .argument = "SENDER",
	  .member = MEMBER(from),
	  .help = "The sender of rows without one: a number, a short code, a name",
	  .detail = "It stands in no journal: msgdeck resume wants it again. A column From needs "
		    "no such care." },
	{ .name = "service",
	  .argument = "SID",
	  .member = MEMBER(service),
	  .help = "The messaging service of rows without one, by its SID" },
	{ .name = "send-at",
	  .argument = "TIME",
	  .member = MEMBER(send_at),
	  .help = "Schedule rows without a time of their own, such as 'tomorrow 9:00'",
	  .detail = "Only messaging services can schedule: 5 minutes to 35 days ahead." },
	{ .name = "duplicates",
	  .argument = "WHAT",
	  .words = duplicates_words,
	  .member = MEMBER(duplicates),
	  .help = "Who is in several rows gets one message (once) or one for each (all)",
	  .detail = "Without it nothing is sent when somebody is in the list twice." },
	{ .name = "skip-bad",
	  .member = MEMBER(skip_bad),
	  .help = "Leave rows out that cannot be sent",
	  .detail = "Without it nothing is sent when a row is wrong." },
	{ .name = "dry-run",
	  .member = MEMBER(dry_run),
	  .help = "Check the list and tell segments, prices and time, and send nothing" },
	{ .name = "yes",
	  .member = MEMBER(yes),
	  .help = "Do not ask for the number of messages to be typed",
	  .detail = "Without it, and without a terminal, nothing is sent." },
	{ .name = "report",
	  .argument = "FILE",
	  .member = MEMBER(report),
	  .help = "Write what came of each message to this new file: .csv or .jsonl",
	  .detail = "As that of resume." },
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
	  .member = offsetof(struct cli, erase.addresses),
	  .many = true,
	  .options = erase_rows,
	  .action = CLI_ERASE,
	  .help = "Redact or delete every message to and from somebody, and see that it is gone" },
	{ .name = "help",
	  .argument = "[COMMAND]",
	  .member = offsetof(struct cli, what),
	  .action = CLI_HELP,
	  .help = "Print this help, or that of one command; so does COMMAND --help" },
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
	  .argument = "[PLAN] [ADDRESS...]",
	  .member = offsetof(struct cli, resume.words),
	  .many = true,
	  .options = resume_rows,
	  .action = CLI_RESUME,
	  .help = "Go on with such changes, without a screen, until nothing is left of them" },
	{ .name = "send",
	  .argument = "FILE",
	  .member = MEMBER(file),
	  .options = send_rows,
	  .action = CLI_SEND,
	  .help = "Send a message for each row of a CSV file; it says first what it costs" },
	{ .name = NULL },
};

const struct cli_row *cli_rows(void)
{
	return rows;
}

const struct cli_command *cli_commands(void)
{
	return commands;
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
