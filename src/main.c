/*
 * main.c - msgdeck's entrance: reads the command line, the environment and the config file, and
 * does what was asked for.
 */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/log.h"
#include "base/process.h"
#include "base/text.h"
#include "batch/check.h"
#include "batch/doctor.h"
#include "batch/erase.h"
#include "batch/export.h"
#include "batch/import.h"
#include "batch/names.h"
#include "batch/resume.h"
#include "batch/send.h"
#include "config/cli.h"
#include "config/completion.h"
#include "config/credentials_fd.h"
#include "config/environment.h"
#include "config/load.h"
#include "config/reference.h"
#include "config/theme.h"
#include "config/xdg.h"
#include "setup.h"
#include "ui/term.h"
#include "views/exit.h"
#include "views/manual.h"

#define DOCUMENT_MAX (1024 * 1024)

static int complain(const struct error *err)
{
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);

	text_clean(&line, error_text(err), strlen(error_text(err)), TEXT_KEEP_NEWLINES);
	fprintf(stderr, "msgdeck: %s\n", line.data);
	strbuf_release(&line);
	return EXIT_BAD_USAGE;
}

static int print(const struct strbuf *document)
{
	struct error err = ERROR_INIT;

	if (file_write_all(STDOUT_FILENO, document->data, document->length, &err))
		return EXIT_SUCCESS;
	complain(&err);
	error_release(&err);
	return EXIT_FAILURE;
}

/* --print-names: what a shell completes with. A config file with a mistake still has the profiles
 * that were read before it. */
static bool add_names(const struct cli *cli, struct strbuf *out)
{
	struct config config = CONFIG_INIT;
	struct settings settings;

	if (strcmp(cli->what, "themes") == 0) {
		theme_list(out);
		return true;
	}
	if (strcmp(cli->what, "profiles") != 0)
		return false;
	settings_init(&settings);
	config_load(&config, &settings, cli->config, NULL, NULL);
	for (size_t i = 0; i < config.profile_count; i++)
		strbuf_addf(out, "%s\n", config.profiles[i]);
	config_release(&config);
	settings_release(&settings);
	return true;
}

static int complain_of_part(enum cli_action action)
{
	fprintf(stderr, "msgdeck: --print-%s knows no such %s; --help lists them\n",
		action == CLI_PRINT_MANUAL       ? "manual"
		: action == CLI_PRINT_COMPLETION ? "completion"
						 : "names",
		action == CLI_PRINT_COMPLETION ? "shell" : "part");
	return EXIT_BAD_USAGE;
}

/* The actions that need no configuration. */
static bool print_document(const struct cli *cli, int *code)
{
	struct strbuf document = STRBUF_INIT(DOCUMENT_MAX);
	bool done = true, known = true;

	switch (cli->action) {
	case CLI_HELP:
		cli_help(cli->about, &document);
		break;
	case CLI_VERSION:
		cli_version(&document);
		break;
	case CLI_PRINT_CONFIG:
		reference_config(&document);
		break;
	case CLI_PRINT_MANUAL:
		known = reference_manual(cli->what, &document) ||
			manual_write(cli->what, &document);
		break;
	case CLI_PRINT_COMPLETION:
		known = completion_write(cli->what, &document);
		break;
	case CLI_PRINT_NAMES:
		known = add_names(cli, &document) || manual_names(cli->what, &document);
		break;
	default:
		done = false;
	}
	if (!known)
		*code = complain_of_part(cli->action);
	else if (done)
		*code = print(&document);
	strbuf_release(&document);
	return done;
}

static bool open_log(const struct settings *settings, struct error *err)
{
	const char *path = settings_text(settings, OPTION_LOG_FILE);

	return !path ||
	       log_open(path, (enum log_level)settings_number(settings, OPTION_LOG_LEVEL), err);
}

static int run_plans(const struct cli *cli, struct settings *settings, const struct config *config)
{
	char *directory = xdg_path(XDG_STATE, "plans", NULL);
	int code = cli->action == CLI_PLANS ? plans_run(directory, STDOUT_FILENO)
		   : cli->action == CLI_SEND
			   ? send_run(settings, &config->templates, directory, &cli->send)
			   : resume_run(settings, &config->templates, directory, &cli->resume);

	free(directory);
	return code;
}

/* export, erase: whose messages may be said by name. */
static bool run_by_names(const struct cli *cli, struct settings *settings,
			 const struct config *config, int *code, struct error *err)
{
	struct address_book *names = names_load(settings, config, err);
	char *directory = xdg_path(XDG_STATE, "plans", NULL);

	if (names && cli->action == CLI_EXPORT)
		*code = export_run(settings, names, (enum cli_export_object)cli->object,
				   &cli->export);
	else if (names)
		*code = erase_run(settings, names, directory, &cli->erase);
	free(directory);
	address_book_free(names);
	return names != NULL;
}

static int run_import(const struct cli *cli)
{
	struct error err = ERROR_INIT;
	char *path = config_path(cli->config, &err);
	int code = path ? import_run(&cli->import, path) : complain(&err);

	error_release(&err);
	free(path);
	return code;
}

static int run_doctor(const struct settings *settings, const struct config *config, bool good,
		      struct error *err)
{
	struct strbuf findings = STRBUF_INIT(STRBUF_TEXT);
	int code;

	good = good && setup_check_keys(config, &findings, err);
	code = doctor_run(settings, good ? NULL : err, findings.data, term_library(),
			  STDOUT_FILENO);
	strbuf_release(&findings);
	return code;
}

static bool run(const struct cli *cli, struct settings *settings, int *code, struct error *err)
{
	struct config config = CONFIG_INIT;
	bool good = config_load(&config, settings, cli->config, cli->profile, err) &&
		    credentials_fd_load(settings, CREDENTIALS_FD_TIME_LIMIT_MS, err) &&
		    open_log(settings, err);

	if (cli->action == CLI_DOCTOR) {
		*code = run_doctor(settings, &config, good, err);
		config_release(&config);
		return true;
	}
	if (good)
		setup_time_zone(settings);
	if (good && cli->action == CLI_CHECK)
		*code = check_run(settings, STDOUT_FILENO);
	else if (good && (cli->action == CLI_EXPORT || cli->action == CLI_ERASE))
		good = run_by_names(cli, settings, &config, code, err);
	else if (good &&
		 (cli->action == CLI_PLANS || cli->action == CLI_RESUME || cli->action == CLI_SEND))
		*code = run_plans(cli, settings, &config);
	else if (good && cli->action == CLI_IMPORT)
		*code = run_import(cli);
	else if (good)
		good = app_run(settings, &config, cli->demo, code, err);
	config_release(&config);
	return good;
}

/* What a screen asked for beyond leaving; see views/exit.h. */
static int go_on(const struct cli *cli, int code)
{
	if (code == EXIT_TO_DEMO)
		execl("/proc/self/exe", "msgdeck", "--demo", (char *)NULL);
	else if (code == EXIT_TO_IMPORT && cli->config)
		execl("/proc/self/exe", "msgdeck", "-c", cli->config, "import", (char *)NULL);
	else if (code == EXIT_TO_IMPORT)
		execl("/proc/self/exe", "msgdeck", "import", (char *)NULL);
	else
		return code;
	perror("msgdeck: cannot start again");
	return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	struct settings settings;
	struct cli cli;
	struct error err = ERROR_INIT;
	int code = EXIT_FAILURE;

	process_guard();
	/* To read the configuration again, which only the dashboard does (ui/loop.c), and only while it
	 * runs: it ends nothing else that has this name. */
	signal(SIGUSR1, SIG_IGN);
	setlocale(LC_CTYPE, "");
	clock_init();
	hash_init();
	json_init();
	settings_init(&settings);
	if (!cli_parse(argc, argv, &cli, &settings, &err)) {
		code = complain(&err);
	} else if (!print_document(&cli, &code)) {
		if (!environment_load(&settings, &err) || !run(&cli, &settings, &code, &err))
			code = complain(&err);
	}
	error_release(&err);
	settings_release(&settings);
	return go_on(&cli, code);
}
