#include "config/reference.h"

#include <string.h>

#include "base/mem.h"
#include "config/cli.h"
#include "config/layout.h"
#include "config/options.h"
#include "config/theme.h"

/* A value as libconfig writes it. */
static void add_written(struct strbuf *out, const struct option_row *row, const char *value)
{
	bool bare = (row->type == OPTION_TYPE_INT || row->type == OPTION_TYPE_RATE) &&
		    !(row->zero && strcmp(row->zero, value) == 0);

	if (row->type == OPTION_TYPE_BOOL)
		strbuf_addstr(out, strcmp(value, "yes") == 0 ? "true" : "false");
	else
		strbuf_addf(out, bare ? "%s" : "\"%s\"", value);
}

/* What stands in place of a default where there is none. */
static const char *example(const struct option_row *row)
{
	static const struct {
		const char *name, *value;
	} examples[] = {
		{ "profile_color", "208" },
		{ "account_sid", "AC0123456789abcdef0123456789abcdef" },
		{ "api_key", "SK0123456789abcdef0123456789abcdef" },
		{ "api_secret", "the secret of the key" },
		{ "auth_token", "the token of the account" },
		{ "password_command", "pass show twilio/acme" },
		{ "account", "AC89abcdef0123456789abcdef01234567" },
		{ "region", "ie1" },
		{ "edge", "dublin" },
		{ "api_base", "https://localhost:8443" },
		{ "messaging_base", "https://localhost:8443" },
		{ "pricing_base", "https://localhost:8443" },
		{ "ca_file", "~/ca.pem" },
		{ "address_book", "~/contacts.csv" },
		{ "viewer", "less" },
		{ "alert_command", "notify-msgdeck" },
		{ "log_file", "~/msgdeck.log" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(examples); i++)
		if (strcmp(examples[i].name, row->name) == 0)
			return examples[i].value;
	return "";
}

static void add_comment(struct strbuf *out, const char *text)
{
	strbuf_addstr(out, "# ");
	layout_wrap(out, text, 2, "# ");
}

static void add_setting(struct strbuf *out, enum option_id id)
{
	const struct option_row *row = option_row(id);
	struct strbuf help = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&help, "%s.", row->help);
	if (row->detail)
		strbuf_addf(&help, " %s", row->detail);
	if (row->max > 0) {
		strbuf_addstr(&help, " Range: ");
		option_add_range(id, &help);
		strbuf_addch(&help, '.');
	}
	for (size_t i = 0; row->words && row->words[i]; i++)
		strbuf_addf(&help, "%s%s%s", i ? ", " : " One of: ", row->words[i],
			    row->words[i + 1] ? "" : ".");
	if (row->global_only)
		strbuf_addstr(&help, " Not in profiles.");
	add_comment(out, help.data);
	strbuf_addf(out, "#%s = ", row->name);
	add_written(out, row, row->fallback ? row->fallback : example(row));
	strbuf_addstr(out, ";\n\n");
	strbuf_release(&help);
}

static const char config_head[] =
	"# msgdeck.conf - settings of msgdeck; see msgdeck.conf(5).\n"
	"#\n"
	"# Every line that begins with # and a name shows a setting with its default, or\n"
	"# an example where there is none. The environment (MSGDECK_NAME) and the\n"
	"# command line (--name) go before this file, and a profile before the rest of\n"
	"# it. A file that holds a secret must be private: chmod 600 msgdeck.conf\n";

static const char config_tail[] =
	"\n# -- Profiles, contacts, keys, columns, queries and templates -----------------\n"
	"\n"
	"# The profile to use without -p NAME.\n"
	"#default_profile = \"acme\";\n"
	"\n"
	"# Accounts. A profile may hold each setting above but those that say otherwise.\n"
	"#profiles = {\n"
	"#  acme = {\n"
	"#    account_sid = \"AC0123456789abcdef0123456789abcdef\";\n"
	"#    api_key = \"SK0123456789abcdef0123456789abcdef\";\n"
	"#    password_command = \"pass show twilio/acme\";\n"
	"#    production = true;\n"
	"#  };\n"
	"#};\n"
	"\n"
	"# Names for numbers, before those of the address_book.\n"
	"#contacts = [\n"
	"#  \"+1 555 123 4567 = Ada Example\"\n"
	"#];\n"
	"\n"
	"# Keys, in the words that ':' takes in msgdeck. There, ? lists contexts, keys\n"
	"# and commands; 'unbind' takes a key's default away.\n"
	"#keys = [\n"
	"#  \"bind global <F5> refresh\",\n"
	"#  \"bind list 'g g' top\"\n"
	"#];\n"
	"\n"
	"# The columns of a screen, in order.\n"
	"#columns = {\n"
	"#  messages = [ \"time\", \"from\", \"to\", \"status\", \"body\" ];\n"
	"#};\n"
	"\n"
	"# Queries with names, for ':query NAME', Ctrl-P and keys. A profile may have\n"
	"# its own. msgdeck-query(7) has the language.\n"
	"#queries = {\n"
	"#  failed-codes = \"is:failed country:BR since:7d\";\n"
	"#};\n"
	"\n"
	"# Texts for new messages. What is in braces is asked for; {name} is the name of\n"
	"# the contact where it is known. A profile may have its own.\n"
	"#templates = {\n"
	"#  reminder = \"Hi {name}, see you {when}\";\n"
	"#};\n";

void reference_config(struct strbuf *out)
{
	strbuf_addstr(out, config_head);
	for (size_t group = 0; group < OPTION_GROUP_COUNT; group++) {
		const char *title = option_group_title((enum option_group)group);
		strbuf_addf(out, "\n# -- %s ", title);
		strbuf_addn(out, '-', LAYOUT_WIDTH - strlen("# --  ") - strlen(title));
		strbuf_addstr(out, "\n\n");
		for (size_t i = 0; i < OPTION_COUNT; i++)
			if (option_row((enum option_id)i)->group == group)
				add_setting(out, (enum option_id)i);
		strbuf_truncate(out, out->length - 1);
	}
	strbuf_addstr(out, config_tail);
}

static void add_roff(struct strbuf *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		strbuf_addstr(out, "\\&");
	for (; *text; text++) {
		if (*text == '-')
			strbuf_addstr(out, "\\-");
		else if (*text == '\\')
			strbuf_addstr(out, "\\e");
		else
			strbuf_addch(out, *text);
	}
}

static void add_font(struct strbuf *out, char font, const char *text)
{
	strbuf_addf(out, "\\f%c", font);
	add_roff(out, text);
	strbuf_addstr(out, "\\fR");
}

static void add_argument(struct strbuf *out, const char *argument)
{
	if (!argument)
		return;
	strbuf_addch(out, '=');
	add_font(out, 'I', argument);
}

/* Default and range as sentences. */
static void add_facts(struct strbuf *out, enum option_id id)
{
	const struct option_row *row = option_row(id);
	struct strbuf facts = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; row->words && row->words[i]; i++)
		strbuf_addf(&facts, "%s%s", i ? ", " : "One of: ", row->words[i]);
	if (row->max > 0) {
		strbuf_addstr(&facts, "Range: ");
		option_add_range(id, &facts);
	}
	if (facts.length)
		strbuf_addstr(&facts, ".\n");
	if (row->fallback)
		strbuf_addf(&facts, "Default: %s.\n", row->fallback);
	if (facts.length)
		add_roff(out, facts.data);
	strbuf_release(&facts);
}

static void add_help(struct strbuf *out, const char *help, const char *detail)
{
	add_roff(out, help);
	strbuf_addstr(out, ".\n");
	if (!detail)
		return;
	add_roff(out, detail);
	strbuf_addch(out, '\n');
}

static void add_rows(struct strbuf *out, const struct cli_row *row)
{
	for (; row->name; row++) {
		strbuf_addstr(out, ".TP\n");
		if (row->letter)
			strbuf_addf(out, "\\fB\\-%c\\fR, ", row->letter);
		strbuf_addstr(out, "\\fB\\-\\-");
		add_roff(out, row->name);
		strbuf_addstr(out, "\\fR");
		add_argument(out, row->argument);
		strbuf_addch(out, '\n');
		add_help(out, row->help, row->detail);
	}
}

static void add_command(struct strbuf *out, enum cli_action action)
{
	for (const struct cli_command *command = cli_commands(); command->name; command++)
		if (command->action == action)
			add_rows(out, command->options);
}

static void manual_export(struct strbuf *out)
{
	add_command(out, CLI_EXPORT);
}

static void manual_erase(struct strbuf *out)
{
	add_command(out, CLI_ERASE);
}

static void manual_resume(struct strbuf *out)
{
	add_command(out, CLI_RESUME);
}

static void manual_send(struct strbuf *out)
{
	add_command(out, CLI_SEND);
}

static void manual_options(struct strbuf *out)
{
	add_rows(out, cli_rows());
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;
		const struct option_row *row = option_row(id);
		struct strbuf name = STRBUF_INIT(STRBUF_LINE);

		if (row->type == OPTION_TYPE_SECRET)
			continue;
		option_command_line_name(id, &name);
		strbuf_addstr(out, ".TP\n");
		add_font(out, 'B', name.data);
		add_argument(out, row->argument);
		if (row->type == OPTION_TYPE_BOOL) {
			strbuf_addstr(out, ", ");
			strbuf_reset(&name);
			option_command_line_name(id, &name);
			strbuf_addstr(out, "\\fB\\-\\-no");
			add_roff(out, name.data + 1);
			strbuf_addstr(out, "\\fR");
		}
		strbuf_addch(out, '\n');
		add_help(out, row->help, row->detail);
		add_facts(out, id);
		strbuf_release(&name);
	}
}

static void manual_environment(struct strbuf *out)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option_id)i);
		struct strbuf name = STRBUF_INIT(STRBUF_LINE);

		option_environment_name((enum option_id)i, &name);
		strbuf_addstr(out, ".TP\n");
		if (row->official_name) {
			add_font(out, 'B', row->official_name);
			strbuf_addstr(out, ", ");
		}
		add_font(out, 'B', name.data);
		strbuf_addch(out, '\n');
		add_help(out, row->help, NULL);
		strbuf_release(&name);
	}
}

static void manual_settings(struct strbuf *out)
{
	for (size_t group = 0; group < OPTION_GROUP_COUNT; group++) {
		strbuf_addf(out, ".SS %s\n", option_group_title((enum option_group)group));
		for (size_t i = 0; i < OPTION_COUNT; i++) {
			enum option_id id = (enum option_id)i;
			const struct option_row *row = option_row(id);
			struct strbuf value = STRBUF_INIT(STRBUF_LINE);

			if (row->group != group)
				continue;
			add_written(&value, row, row->fallback ? row->fallback : example(row));
			strbuf_addstr(out, ".TP\n");
			add_font(out, 'B', row->name);
			strbuf_addstr(out, " = ");
			add_roff(out, value.data);
			strbuf_addstr(out, ";\n");
			add_help(out, row->help, row->detail);
			add_facts(out, id);
			if (row->global_only)
				strbuf_addstr(out, "Not in profiles.\n");
			strbuf_release(&value);
		}
	}
}

static void manual_roles(struct strbuf *out)
{
	for (size_t i = 0; i < THEME_ROLES; i++) {
		strbuf_addstr(out, ".TP\n");
		add_font(out, 'B', theme_roles()[i].name);
		strbuf_addch(out, '\n');
		add_help(out, theme_roles()[i].help, NULL);
	}
}

bool reference_manual(const char *part, struct strbuf *out)
{
	static const struct {
		const char *name;
		void (*write)(struct strbuf *out);
	} parts[] = {
		{ "options", manual_options },   { "export", manual_export },
		{ "erase", manual_erase },       { "resume", manual_resume },
		{ "send", manual_send },         { "environment", manual_environment },
		{ "settings", manual_settings }, { "roles", manual_roles },
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (strcmp(parts[i].name, part) != 0)
			continue;
		parts[i].write(out);
		return true;
	}
	return false;
}
