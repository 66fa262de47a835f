#include "config/cli.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "config/suggest.h"

enum { QUOTE_CELLS = 48 };

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

	for (const struct cli_row *row = cli_rows(); row->name; row++)
		suggest_offer(&suggestion, row->name);
	for (const struct cli_command *command = cli_commands(); command->name; command++)
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
	for (const struct cli_command *command = cli_commands(); command->name; command++)
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

	const struct cli_row *row = find_row(cli_rows(), text, length);
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
		const struct cli_row *row = cli_rows();
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

static const struct cli_command *find_command(const char *text, struct error *err)
{
	struct suggestion suggestion = { .wanted = text };
	struct strbuf after = STRBUF_INIT(STRBUF_LINE);

	for (const struct cli_command *command = cli_commands(); command->name; command++) {
		suggest_offer(&suggestion, command->name);
		if (strcmp(command->name, text) == 0)
			return command;
	}
	if (suggestion.best)
		strbuf_addf(&after, "\"; did you mean %s?", suggestion.best);
	else
		strbuf_addstr(&after, "\"; --help lists them");
	refuse(err, "There is no command \"", text, strlen(text), after.data);
	strbuf_release(&after);
	return NULL;
}

static bool read_command(struct reader *reader, const char *text, struct error *err)
{
	reader->command = find_command(text, err);
	if (reader->command && reader->cli->action == CLI_DASHBOARD)
		reader->cli->action = reader->command->action;
	return reader->command != NULL;
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

/* "help COMMAND" and "COMMAND --help" are of that command. */
static bool read_help(struct reader *reader, struct error *err)
{
	struct cli *cli = reader->cli;

	if (cli->action != CLI_HELP || !reader->command)
		return true;
	if (reader->command->action != CLI_HELP)
		cli->about = reader->command;
	else if (cli->what)
		cli->about = find_command(cli->what, err);
	return !cli->what || cli->about;
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
	ok = ok && check_whole(&reader, err) && read_help(&reader, err);
	vec_release(&reader.used);
	return ok;
}
