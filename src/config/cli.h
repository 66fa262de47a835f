/*
 * cli.h - the command line: a command, options from the table, and a few that only exist here.
 *
 *	msgdeck [OPTION…]           the dashboard
 *	msgdeck [OPTION…] check     test the credentials and say what is wrong
 *	msgdeck [OPTION…] doctor    print what somebody who helps needs to know
 *	msgdeck [OPTION…] export WHAT [OPTION…]
 *	                            write messages, or another list, to a file or to standard output
 *	msgdeck [OPTION…] erase [ADDRESS…] [OPTION…]
 *	                            redact or delete every message of somebody
 *	msgdeck [OPTION…] import [FILE]
 *	                            take over the profiles of the official command line tool
 *	msgdeck help [COMMAND]      explain the command line
 *	msgdeck [OPTION…] send FILE [OPTION…]
 *	                            send a message for each row of a CSV file
 *	msgdeck [OPTION…] plans     list changes that have not come to their end
 *	msgdeck [OPTION…] resume [PLAN] [ADDRESS…]
 *	                            go on with them
 *
 * --name=VALUE and --name VALUE are the same; --flag, --no-flag and --flag=yes set yes-or-no
 * options; "--" ends the options. Secrets are refused: a command line is visible to every user of
 * the machine.
 */
#ifndef MSGDECK_CONFIG_CLI_H
#define MSGDECK_CONFIG_CLI_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "config/settings.h"

/* Exit statuses, documented in msgdeck(1). */
#define EXIT_CHECK_FAILED 1 /* `msgdeck check`: it does not work */
/* `msgdeck export`: not all that was asked for was written; plans, resume, send: something is left,
 * or was not done; import, send: the answer was no. */
#define EXIT_INCOMPLETE 1
#define EXIT_BAD_USAGE 2 /* command line or configuration */
/* `msgdeck erase`, when nothing worse has to be told: */
#define EXIT_ERASE_WAITING 3 /* some cannot be erased yet, and wait for `msgdeck resume` */
#define EXIT_ERASE_LISTED 4  /* all are gone, but some are still listed */

enum cli_action {
	CLI_DASHBOARD,
	CLI_CHECK,
	CLI_DOCTOR,
	CLI_EXPORT,
	CLI_ERASE,
	CLI_IMPORT,
	CLI_PLANS,
	CLI_RESUME,
	CLI_SEND,
	CLI_HELP,
	CLI_VERSION,
	CLI_PRINT_CONFIG,     /* the commented default config file */
	CLI_PRINT_MANUAL,     /* a generated part of the manual pages */
	CLI_PRINT_COMPLETION, /* a shell's completion script */
	CLI_PRINT_NAMES,      /* the names of themes, profiles, screens or commands */
};

/* What can be exported. */
enum cli_export_object {
	EXPORT_MESSAGES,
	EXPORT_MEDIA,
	EXPORT_SERVICES,
	EXPORT_SENDERS,
	EXPORT_SHORT_CODES,
	EXPORT_NUMBERS,
	EXPORT_PRICES,
	EXPORT_DEACTIVATIONS,
	EXPORT_OBJECTS
};

/* What to export and where to; as typed, NULL where nothing was. These point into argv. */
struct cli_export {
	const char *since;
	const char *until;
	const char *to;
	const char *from;
	const char *filter;
	const char *format;
	const char *output;
	const char *service;
	const char *country;
	const char *date;
	bool overwrite;
	bool resume;
	bool unordered;
};

/* Words that may be given more than once. */
#define CLI_WORDS_MAX 64

struct cli_words {
	const char *items[CLI_WORDS_MAX];
	size_t count;
};

/* Whose messages to erase, and how; as typed, NULL where nothing was. */
struct cli_erase {
	struct cli_words addresses;
	const char *file; /* of addresses */
	const char *since;
	const char *until;
	const char *older_than;
	const char *filter;
	const char *export;
	const char *report;
	bool redact;
	bool delete;
	bool media;
	bool dry_run;
	bool yes;
	bool wait;
};

/* Whose profiles to take over; as typed, NULL where nothing was. */
struct cli_import {
	const char *file;
	bool yes;
};

/* Which changes to go on with; as typed, NULL where nothing was. */
struct cli_resume {
	struct cli_words words; /* the plan, then addresses */
	const char *file;       /* of addresses */
	const char *report;
	bool set_aside;
	bool yes;
	/* What was given to `send` and stands in no journal. */
	const char *text;
	const char *from;
};

/* The list of messages to send, and how; as typed, NULL where nothing was. */
struct cli_send {
	const char *file;
	const char *template_name;
	const char *text;
	const char *from;
	const char *service;
	const char *send_at;
	const char *duplicates;
	const char *report;
	bool skip_bad;
	bool dry_run;
	bool yes;
};

struct cli {
	enum cli_action action;
	bool demo;
	unsigned object; /* which of its command's objects */
	struct cli_export export;
	struct cli_erase erase;
	struct cli_import import;
	struct cli_resume resume;
	struct cli_send send;
	const char *profile;             /* NULL: none. These point into argv */
	const char *config;              /* NULL: the usual place */
	const char *what;                /* CLI_PRINT_…: which part, which shell, which names */
	const struct cli_command *about; /* CLI_HELP: this one; NULL: all */
};

/* One of the options that are not settings. */
struct cli_row {
	char letter; /* '\0': none */
	const char *name;
	const char *argument;     /* NULL: none */
	const char *const *words; /* what the argument may be, for completion; ends with NULL */
	const char *help;
	const char *detail; /* more sentences for the manual; NULL: none */
	size_t member;      /* of struct cli, in cli_command.options */
	unsigned objects;   /* bits: those it goes with; 0: all */
};

/* Those of msgdeck itself. Ends with a row without a name. */
const struct cli_row *cli_rows(void);

/* A word that follows a command: what it is to be done to. */
struct cli_object {
	const char *name;
	const char *help;
};

/* A command: what is to be done instead of the dashboard. */
struct cli_command {
	const char *name;
	const struct cli_object *objects; /* one of these must follow; ends with a row without a name;
					   * NULL: none */
	const char *argument;             /* "[PLAN]": what may follow; NULL: nothing */
	size_t member;                    /* of struct cli: where the argument goes */
	bool many;                        /* the member is a struct cli_words */
	const struct cli_row *options; /* of its own; ends with a row without a name; NULL: none */
	enum cli_action action;
	const char *help;
};

const struct cli_command *cli_commands(void); /* ends with a row without a name */
/* Appends the names of the objects, `between` them, and `last` before the last one. */
void cli_add_objects(struct strbuf *out, const struct cli_object *objects, const char *between,
		     const char *last);

/* Reads argv into cli and the command-line layer; sets settings->demo. The error has a hint where a
 * known name is near. --help and --version win over everything else that is right. */
bool cli_parse(int argc, char **argv, struct cli *cli, struct settings *settings,
	       struct error *err);

/* What --help prints, of one command (NULL: of all): ASCII, at most 80 columns. */
void cli_help(const struct cli_command *about, struct strbuf *out);
/* What --version prints. */
void cli_version(struct strbuf *out);

#endif
