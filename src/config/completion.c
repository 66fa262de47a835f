#include "config/completion.h"

#include <string.h>

#include "base/vec.h"
#include "config/cli.h"
#include "config/options.h"

/* What may stand behind an option. */
enum value {
	VALUE_NONE,
	VALUE_FREE, /* nothing that could be completed */
	VALUE_WORDS,
	VALUE_FILE,
	VALUE_THEME,
	VALUE_PROFILE,
};

/* One option as a shell sees it. */
struct word {
	char letter; /* '\0': none */
	char *name;  /* with its dashes */
	const char *argument;
	const char *help;
	const char *command; /* whose option it is; NULL: of msgdeck itself */
	enum value value;
	const char *const *words; /* VALUE_WORDS: ends with NULL */
};

struct words VEC(struct word);

/* -- from the tables ---------------------------------------------------------------------------- */

static enum value value_of(const char *name, const char *argument, const char *const *words)
{
	if (!argument)
		return VALUE_NONE;
	if (words)
		return VALUE_WORDS;
	if (strcmp(argument, "FILE") == 0)
		return VALUE_FILE;
	if (strcmp(name, "theme") == 0)
		return VALUE_THEME;
	return strcmp(name, "profile") == 0 ? VALUE_PROFILE : VALUE_FREE;
}

static void add_row(struct words *words, const struct cli_row *row, const char *command)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&name, "--%s", row->name);
	vec_push(words, ((struct word){
				.letter = row->letter,
				.name = strbuf_detach(&name, NULL),
				.argument = row->argument,
				.help = row->help,
				.command = command,
				.value = value_of(row->name, row->argument, row->words),
				.words = row->words,
			}));
}

static void add_option(struct words *words, enum option_id id)
{
	const struct option_row *row = option_row(id);
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	bool flag = row->type == OPTION_TYPE_BOOL;

	option_command_line_name(id, &name);
	vec_push(words, ((struct word){
				.name = strbuf_detach(&name, NULL),
				.argument = row->argument,
				.help = row->help,
				.value = row->type == OPTION_TYPE_PATH
						 ? VALUE_FILE
						 : value_of(row->name, flag ? NULL : row->argument,
							    row->words),
				.words = row->words,
			}));
}

static void collect(struct words *words)
{
	for (const struct cli_row *row = cli_rows(); row->name; row++)
		add_row(words, row, NULL);
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (option_row((enum option_id)i)->type != OPTION_TYPE_SECRET)
			add_option(words, (enum option_id)i);
	for (const struct cli_command *command = cli_commands(); command->name; command++)
		for (const struct cli_row *row = command->options; row && row->name; row++)
			add_row(words, row, command->name);
}

static void release(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i].name);
	vec_release(words);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The text with a backslash before each of `special`. */
static void add_escaped(struct strbuf *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (strchr(special, *text))
			strbuf_addch(out, '\\');
		strbuf_addch(out, *text);
	}
}

/* Inside single quotes, where a quote ends them, is escaped, and begins them again. */
static void add_quoted(struct strbuf *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			strbuf_addstr(out, "'\\'");
		else if (strchr(special, *text))
			strbuf_addch(out, '\\');
		strbuf_addch(out, *text);
	}
}

static void add_joined(struct strbuf *out, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		strbuf_addf(out, "%s%s", i ? " " : "", words[i]);
}

/* -- bash --------------------------------------------------------------------------------------- */

static const char bash_head[] =
	"# msgdeck completion for bash; made by msgdeck --print-completion=bash\n"
	"\n"
	"_msgdeck()\n"
	"{\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' word\n"
	"\n"
	"\t# --name=VALUE arrives as three words.\n"
	"\tif [[ $cur == = ]]; then\n"
	"\t\tcur=\n"
	"\telif [[ $prev == = ]]; then\n"
	"\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n"
	"\tfi\n"
	"\tCOMPREPLY=()\n"
	"\tcase $prev in\n";

static const char bash_files[] = "\t\tcompopt -o filenames\n"
				 "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
				 "\t\treturn ;;\n";

static const char bash_tail[] = "\tmapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
				"}\n"
				"complete -F _msgdeck msgdeck\n";

/* "--name" or "-n|--name": the pattern of a case. */
static void bash_pattern(struct strbuf *out, const struct word *word)
{
	if (word->letter)
		strbuf_addf(out, "-%c|", word->letter);
	strbuf_addstr(out, word->name);
}

static void bash_value(struct strbuf *out, const struct word *word)
{
	strbuf_addch(out, '\t');
	bash_pattern(out, word);
	strbuf_addstr(out, ")\n");
	if (word->value == VALUE_FILE) {
		strbuf_addstr(out, bash_files);
		return;
	}
	strbuf_addstr(out, "\t\tmapfile -t COMPREPLY < <(compgen -W \"");
	if (word->value == VALUE_WORDS)
		add_joined(out, word->words);
	else
		strbuf_addf(out, "$(msgdeck --print-names=%s 2>/dev/null)",
			    word->value == VALUE_THEME ? "themes" : "profiles");
	strbuf_addstr(out, "\" -- \"$cur\")\n\t\treturn ;;\n");
}

/* What stands behind an option, where that can be completed, and that nothing can elsewhere. */
static void bash_values(struct strbuf *out, const struct words *words)
{
	bool first = true;

	for (size_t i = 0; i < words->count; i++)
		if (words->items[i].value > VALUE_FREE)
			bash_value(out, &words->items[i]);
	for (size_t i = 0; i < words->count; i++) {
		if (words->items[i].value != VALUE_FREE)
			continue;
		strbuf_addstr(out, first ? "\t" : "|\\\n\t");
		bash_pattern(out, &words->items[i]);
		first = false;
	}
	strbuf_addstr(out, ")\n\t\treturn ;;\n");
}

static void bash_names(struct strbuf *out, const struct words *words, const char *command)
{
	bool first = true;

	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->items[i];

		if (!same(word->command, command))
			continue;
		strbuf_addf(out, "%s%s", first ? "" : " ", word->name);
		first = false;
	}
}

static void write_bash(struct strbuf *out, const struct words *words)
{
	strbuf_addstr(out, bash_head);
	bash_values(out, words);
	strbuf_addstr(out, "\tesac\n\n\tlocal options=\"");
	bash_names(out, words, NULL);
	strbuf_addstr(out, "\"\n\tfor word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
			   "\t\tcase $word in\n");
	for (const struct cli_command *row = cli_commands(); row->name; row++) {
		strbuf_addf(out, "\t\t%s)\n\t\t\tcommand='%s'\n", row->name, row->name);
		if (row->options) {
			strbuf_addstr(out, "\t\t\toptions+=\" ");
			bash_names(out, words, row->name);
			strbuf_addstr(out, "\"\n");
		}
		strbuf_addstr(out, "\t\t\tbreak ;;\n");
	}
	strbuf_addstr(out, "\t\tesac\n\tdone\n"
			   "\tif [[ $cur != -* ]]; then\n\t\tcase $command in\n"
			   "\t\t'') options=\"");
	for (const struct cli_command *row = cli_commands(); row->name; row++)
		strbuf_addf(out, "%s%s", row == cli_commands() ? "" : " ", row->name);
	strbuf_addstr(out, "\" ;;\n");
	for (const struct cli_command *row = cli_commands(); row->name; row++)
		if (row->objects) {
			strbuf_addf(out, "\t\t%s) options=\"", row->name);
			cli_add_objects(out, row->objects, " ", " ");
			strbuf_addstr(out, "\" ;;\n");
		}
	strbuf_addstr(out, "\t\t*) options= ;;\n\t\tesac\n\tfi\n");
	strbuf_addstr(out, bash_tail);
}

/* -- zsh ---------------------------------------------------------------------------------------- */

static const char zsh_special[] = ":[]\\";

/* 'NAME=[HELP]:ARGUMENT:ACTION' */
static void zsh_word(struct strbuf *out, const struct word *word)
{
	strbuf_addstr(out, "\t\t'");
	if (word->letter)
		strbuf_addf(out, "(-%c %s)'{-%c%s,%s%s}'", word->letter, word->name, word->letter,
			    word->argument ? "+" : "", word->name, word->argument ? "=" : "");
	else
		strbuf_addf(out, "%s%s", word->name, word->value != VALUE_NONE ? "=" : "");
	strbuf_addch(out, '[');
	add_quoted(out, word->help, zsh_special);
	strbuf_addch(out, ']');
	if (word->value != VALUE_NONE) {
		strbuf_addch(out, ':');
		add_quoted(out, word->argument ? word->argument : "", zsh_special);
		strbuf_addch(out, ':');
	}
	switch (word->value) {
	case VALUE_WORDS:
		strbuf_addch(out, '(');
		add_joined(out, word->words);
		strbuf_addch(out, ')');
		break;
	case VALUE_FILE:
		strbuf_addstr(out, "_files");
		break;
	case VALUE_THEME:
		strbuf_addstr(out, "($(msgdeck --print-names=themes 2>/dev/null))");
		break;
	case VALUE_PROFILE:
		strbuf_addstr(out, "($(msgdeck --print-names=profiles 2>/dev/null))");
		break;
	default:
		break;
	}
	strbuf_addstr(out, "'\n");
}

static void zsh_words(struct strbuf *out, const struct words *words, const char *command)
{
	for (size_t i = 0; i < words->count; i++)
		if (same(words->items[i].command, command))
			zsh_word(out, &words->items[i]);
}

static void write_zsh(struct strbuf *out, const struct words *words)
{
	strbuf_addstr(out, "#compdef msgdeck\n"
			   "# msgdeck completion for zsh; made by msgdeck --print-completion=zsh\n"
			   "\n"
			   "_msgdeck()\n"
			   "{\n"
			   "\tlocal -a specs\n"
			   "\tlocal object=\n"
			   "\n"
			   "\tspecs=(\n");
	zsh_words(out, words, NULL);
	strbuf_addstr(out, "\t)\n");
	for (const struct cli_command *row = cli_commands(); row->name; row++) {
		if (!row->options && !row->objects)
			continue;
		strbuf_addf(out, "\tif (( ${words[(I)%s]} )); then\n", row->name);
		if (row->objects) {
			strbuf_addstr(out, "\t\tobject='");
			cli_add_objects(out, row->objects, " ", " ");
			strbuf_addstr(out, "'\n");
		}
		strbuf_addstr(out, "\t\tspecs+=(\n");
		zsh_words(out, words, row->name);
		strbuf_addstr(out, "\t\t)\n\tfi\n");
	}
	strbuf_addstr(out, "\t_arguments -s -S : $specs \\\n\t\t'1:command:((");
	for (const struct cli_command *row = cli_commands(); row->name; row++) {
		strbuf_addf(out, "%s%s\\:\"", row == cli_commands() ? "" : " ", row->name);
		add_quoted(out, row->help, zsh_special);
		strbuf_addch(out, '"');
	}
	strbuf_addstr(out, "))' \\\n\t\t\"2:what:($object)\"\n}\n\n_msgdeck \"$@\"\n");
}

/* -- fish --------------------------------------------------------------------------------------- */

static void fish_word(struct strbuf *out, const struct word *word)
{
	strbuf_addstr(out, "complete -c msgdeck");
	if (word->command)
		strbuf_addf(out, " -n '__fish_seen_subcommand_from %s'", word->command);
	if (word->letter)
		strbuf_addf(out, " -s %c", word->letter);
	strbuf_addf(out, " -l %s", word->name + 2);
	switch (word->value) {
	case VALUE_NONE:
		break;
	case VALUE_FREE:
		strbuf_addstr(out, " -x");
		break;
	case VALUE_WORDS:
		strbuf_addstr(out, " -x -a '");
		add_joined(out, word->words);
		strbuf_addch(out, '\'');
		break;
	case VALUE_FILE:
		strbuf_addstr(out, " -r -F");
		break;
	case VALUE_THEME:
		strbuf_addstr(out, " -x -a '(msgdeck --print-names=themes 2>/dev/null)'");
		break;
	case VALUE_PROFILE:
		strbuf_addstr(out, " -x -a '(msgdeck --print-names=profiles 2>/dev/null)'");
		break;
	}
	strbuf_addstr(out, " -d '");
	add_escaped(out, word->help, "'\\");
	strbuf_addstr(out, "'\n");
}

static void fish_objects(struct strbuf *out, const struct cli_command *command)
{
	for (const struct cli_object *object = command->objects; object->name; object++) {
		strbuf_addf(out,
			    "complete -c msgdeck -n '__fish_seen_subcommand_from %s; "
			    "and not __fish_seen_subcommand_from ",
			    command->name);
		cli_add_objects(out, command->objects, " ", " ");
		strbuf_addf(out, "' -a %s -d '", object->name);
		add_escaped(out, object->help, "'\\");
		strbuf_addstr(out, "'\n");
	}
}

static void write_fish(struct strbuf *out, const struct words *words)
{
	strbuf_addstr(out,
		      "# msgdeck completion for fish; made by msgdeck --print-completion=fish\n"
		      "\n"
		      "complete -c msgdeck -f\n");
	for (const struct cli_command *row = cli_commands(); row->name; row++) {
		strbuf_addf(out, "complete -c msgdeck -n __fish_use_subcommand -a %s -d '",
			    row->name);
		add_escaped(out, row->help, "'\\");
		strbuf_addstr(out, "'\n");
		if (row->objects)
			fish_objects(out, row);
	}
	for (size_t i = 0; i < words->count; i++)
		fish_word(out, &words->items[i]);
}

bool completion_write(const char *shell, struct strbuf *out)
{
	static const struct {
		const char *name;
		void (*write)(struct strbuf *out, const struct words *words);
	} shells[] = { { "bash", write_bash }, { "zsh", write_zsh }, { "fish", write_fish } };
	struct words words = { NULL, 0, 0 };
	bool found = false;

	collect(&words);
	for (size_t i = 0; i < ARRAY_SIZE(shells); i++) {
		if (strcmp(shells[i].name, shell) != 0)
			continue;
		shells[i].write(out, &words);
		found = true;
	}
	release(&words);
	return found;
}
