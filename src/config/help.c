#include "config/cli.h"

#include "config/layout.h"

#define HELP_COLUMN 32

static const char help_prefix[HELP_COLUMN + 1] = "                                ";

/* The left half of a line, and its help beside it, or below where it is too long. */
static void add_line(struct strbuf *out, const char *left, const char *help)
{
	size_t column = strlen(left);

	strbuf_addstr(out, left);
	if (column + 2 > HELP_COLUMN) {
		strbuf_addch(out, '\n');
		column = 0;
	}
	strbuf_addn(out, ' ', HELP_COLUMN - column);
	layout_wrap(out, help, HELP_COLUMN, help_prefix);
}

static void add_row(struct strbuf *out, const struct cli_row *row)
{
	struct strbuf left = STRBUF_INIT(STRBUF_LINE);

	if (row->letter)
		strbuf_addf(&left, "  -%c, --%s", row->letter, row->name);
	else
		strbuf_addf(&left, "      --%s", row->name);
	if (row->argument)
		strbuf_addf(&left, "=%s", row->argument);
	add_line(out, left.data, row->help);
	strbuf_release(&left);
}

static void add_option(struct strbuf *out, enum option_id id)
{
	const struct option_row *row = option_row(id);
	struct strbuf left = STRBUF_INIT(STRBUF_LINE), help = STRBUF_INIT(STRBUF_LINE);

	strbuf_addstr(&left, "      ");
	option_command_line_name(id, &left);
	if (row->argument)
		strbuf_addf(&left, "=%s", row->argument);
	strbuf_addstr(&help, row->help);
	if (row->type == OPTION_TYPE_ENUM)
		for (size_t i = 0; row->words[i]; i++)
			strbuf_addf(&help, "%s%s", i ? ", " : ": ", row->words[i]);
	if (row->fallback && row->type != OPTION_TYPE_BOOL)
		strbuf_addf(&help, " [%s]", row->fallback);
	add_line(out, left.data, help.data);
	strbuf_release(&left);
	strbuf_release(&help);
}

static void add_group(struct strbuf *out, enum option_group group)
{
	strbuf_addf(out, "\n%s:\n", option_group_title(group));
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option_id)i);
		if (row->group == group && row->type != OPTION_TYPE_SECRET)
			add_option(out, (enum option_id)i);
	}
}

static void add_command_options(struct strbuf *out, const struct cli_command *command)
{
	if (!command->options)
		return;
	if (command->objects) {
		strbuf_addf(out, "\nWhat %s takes:\n", command->name);
		for (const struct cli_object *object = command->objects; object->name; object++) {
			struct strbuf left = STRBUF_INIT(STRBUF_LINE);
			strbuf_addf(&left, "  %s", object->name);
			add_line(out, left.data, object->help);
			strbuf_release(&left);
		}
	}
	strbuf_addf(out, "\nOptions of %s:\n", command->name);
	for (const struct cli_row *row = command->options; row->name; row++)
		add_row(out, row);
}

/* "erase [ADDRESS...]". */
static void add_words(struct strbuf *out, const struct cli_command *command)
{
	const char *word = command->objects ? "WHAT" : command->argument;

	strbuf_addf(out, "%s%s%s", command->name, word ? " " : "", word ? word : "");
}

static void add_one_command(struct strbuf *out, const struct cli_command *command)
{
	strbuf_addstr(out, "Usage: msgdeck [OPTION]... ");
	add_words(out, command);
	strbuf_addstr(out, "\n\n");
	layout_wrap(out, command->help, 0, "");
	add_command_options(out, command);
	strbuf_addstr(out, "\n\"msgdeck --help\" has the options of all commands; msgdeck(1) tells "
			   "more.\n");
}

void cli_help(const struct cli_command *about, struct strbuf *out)
{
	if (about) {
		add_one_command(out, about);
		return;
	}
	strbuf_addstr(out,
		      "Usage: msgdeck [OPTION]... [COMMAND]\n"
		      "\n"
		      "A dashboard over an account's messages at Twilio. Without a command it\n"
		      "opens the dashboard.\n"
		      "\n"
		      "Commands:\n");
	for (const struct cli_command *command = cli_commands(); command->name; command++) {
		struct strbuf left = STRBUF_INIT(STRBUF_LINE);

		strbuf_addstr(&left, "  ");
		add_words(&left, command);
		add_line(out, left.data, command->help);
		strbuf_release(&left);
	}
	strbuf_addstr(out, "\nOptions:\n");
	for (const struct cli_row *row = cli_rows(); row->name; row++)
		add_row(out, row);
	for (const struct cli_command *command = cli_commands(); command->name; command++)
		add_command_options(out, command);
	for (size_t group = 0; group < OPTION_GROUP_COUNT; group++)
		add_group(out, (enum option_group)group);
	strbuf_addstr(
		out,
		"\n"
		"Yes-or-no options are turned off with --no-NAME. Every option can also be set\n"
		"in the environment (--read-only is MSGDECK_READ_ONLY) and in the config file\n"
		"(read_only). Secrets are set there only: api_secret and auth_token, or\n"
		"TWILIO_API_SECRET and TWILIO_AUTH_TOKEN. The command line goes before the\n"
		"environment, a profile, and the rest of the config file.\n"
		"\n"
		"The usual config file is ~/.config/msgdeck/msgdeck.conf; see msgdeck.conf(5).\n"
		"Exit status: 0 when all went well, 1 when it did not, 2 for a mistake on the\n"
		"command line or in the configuration.\n");
}

void cli_version(struct strbuf *out)
{
	strbuf_addstr(out, "msgdeck " PACKAGE_VERSION "\n");
}
