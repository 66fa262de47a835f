/*
 * cli.h - the command line: a subcommand, options from the table, and a few that only exist here.
 *
 *	msgdeck [OPTION…]           the dashboard
 *	msgdeck [OPTION…] check     test the credentials and say what is wrong
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

#define EXIT_BAD_USAGE 2 /* usage or configuration */

enum cli_action {
	CLI_DASHBOARD,
	CLI_CHECK,
	CLI_HELP,
	CLI_VERSION,
	CLI_PRINT_CONFIG, /* the commented default config file */
	CLI_PRINT_MANUAL, /* the generated parts of the manual pages */
};

struct cli {
	enum cli_action action;
	const char *manual;  /* CLI_PRINT_MANUAL: which part */
	const char *profile; /* --profile; NULL is none. Points into argv */
	const char *config;  /* --config; NULL is the usual place. Points into argv */
	bool demo;
};

/* Reads argv into cli and the command-line layer. The error holds a hint where one is near. */
bool cli_parse(int argc, char **argv, struct cli *cli, struct settings *settings,
	       struct error *err);

/* What --help prints: fits in 80 columns. */
void cli_help(struct strbuf *out);
void cli_version(struct strbuf *out);

#endif
