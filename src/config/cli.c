#include "config/cli.h"

#include "base/mem.h"
#include "base/text.h"
#include "config/suggest.h"

enum { QUOTE_CELLS = 48 };

static const struct cli_row rows[] = {
	{ 'p', "profile", "NAME", "Use this profile of the config file" },
	{ 'c', "config", "FILE", "Read this config file instead of the usual one" },
	{ '\0', "demo", NULL, "Try everything on a made-up account on this machine" },
	{ '\0', "print-config", NULL,
	  "Print a config file with every setting explained, and exit" },
	{ '\0', "print-manual", "PART",
	  "Print a generated part of the manual pages, and exit: options, environment, settings "
	  "or roles" },
	{ 'h', "help", NULL, "Print this help, and exit" },
	{ 'V', "version", NULL, "Print the version, and exit" },
	{ .name = NULL },
};

static const struct cli_command commands[] = {
	{ "check", CLI_CHECK, "Test the credentials and the connection, and say what is wrong" },
	{ .name = NULL },
};

struct reader {
	int argc;
	char **argv;
	int at; /* the argument that is being read */
	struct cli *cli;
	struct settings *settings;
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

static bool set_row(struct reader *reader, const struct cli_row *row, const char *attached,
		    struct error *err)
{
	struct cli *cli = reader->cli;
	const char *value = NULL;
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	bool ok = true;

	strbuf_addf(&name, "--%s", row->name);
	if (row->argument)
		ok = take_value(reader, name.data, attached, &value, err);
	else if (attached)
		ok = error_set(err, ERROR_USAGE, "%s takes no value", name.data);
	if (ok && row->argument && !*value)
		ok = error_set(err, ERROR_USAGE, "%s needs a value", name.data);
	strbuf_release(&name);
	if (!ok)
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
		cli->action = CLI_PRINT_MANUAL;
		cli->manual = value;
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
		  "can read: set %s in the environment, %s in a profile, or password_command; and "
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

	for (const struct cli_row *row = rows; row->name; row++)
		if (strlen(row->name) == length && memcmp(row->name, text, length) == 0)
			return set_row(reader, row, attached, err);
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

bool cli_parse(int argc, char **argv, struct cli *cli, struct settings *settings, struct error *err)
{
	struct reader reader = { argc, argv, 1, cli, settings };
	bool options = true, command = false, ok = true;

	*cli = (struct cli){ .action = CLI_DASHBOARD };
	for (; ok && reader.at < argc; reader.at++) {
		const char *text = argv[reader.at];
		if (options && strcmp(text, "--") == 0) {
			options = false;
		} else if (options && strncmp(text, "--", 2) == 0) {
			ok = read_long(&reader, text + 2, err);
		} else if (options && text[0] == '-' && text[1]) {
			ok = read_short(&reader, text + 1, err);
		} else if (command) {
			ok = refuse(err, "There is nothing to do with \"", text, strlen(text),
				    "\": one command is enough");
		} else {
			command = true;
			ok = read_command(&reader, text, err);
		}
	}
	settings->demo = cli->demo;
	if (ok && cli->demo && cli->action == CLI_CHECK)
		return error_set(err, ERROR_USAGE,
				 "check looks at your own account; the demo needs none");
	return ok;
}
