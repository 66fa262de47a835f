#include "batch/doctor.h"

#include <dirent.h>
#include <errno.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "api/http.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "batch/say.h"
#include "config/cli.h"
#include "config/config.h"
#include "config/credentials.h"
#include "config/xdg.h"

#define REPORT_MAX (256 * 1024)

struct doctor {
	const struct settings *settings;
	struct strbuf out;
	bool failed;
};

/* -- lines -------------------------------------------------------------------------------------- */

static void section(struct doctor *doctor, const char *title)
{
	strbuf_addf(&doctor->out, "%s%s\n", doctor->out.length ? "\n" : "", title);
}

/* "  name          what is known of it", or "! name …" where that is not in order. */
static void line(struct doctor *doctor, bool good, const char *name, const struct strbuf *what)
{
	strbuf_addf(&doctor->out, "%s %-20s ", good ? " " : "!", name);
	text_clean(&doctor->out, what->data, what->length, TEXT_ONE_LINE);
	strbuf_addch(&doctor->out, '\n');
	doctor->failed = doctor->failed || !good;
}

static void says(struct doctor *doctor, const char *name, const char *what)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addstr(&text, what ? what : "not set");
	line(doctor, true, name, &text);
	strbuf_release(&text);
}

static void trouble_line(struct doctor *doctor, const char *name, const struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addstr(&text, error_text(err));
	line(doctor, false, name, &text);
	strbuf_release(&text);
}

/* A variable of the environment, whose value is no secret. */
static void variable(struct doctor *doctor, const char *name)
{
	const char *value = getenv(name);

	says(doctor, name, value && *value ? value : NULL);
}

/* One of which only matters whether it is there. */
static void variable_set(struct doctor *doctor, const char *name)
{
	const char *value = getenv(name);

	says(doctor, name, value && *value ? "set (not shown)" : NULL);
}

/* -- what it is and where it runs --------------------------------------------------------------- */

static void show_program(struct doctor *doctor, const char *terminal)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	section(doctor, "Program");
	says(doctor, "msgdeck", PACKAGE_VERSION);
	says(doctor, "compiler", __VERSION__);
	says(doctor, "libcurl", http_library());
	says(doctor, "ncurses", terminal);
	says(doctor, "jansson", json_library());
	config_library(&text);
	line(doctor, true, "libconfig", &text);
	strbuf_reset(&text);
	strbuf_addf(&text, "%s, Unicode %s", text_library(), text_unicode());
	line(doctor, true, "utf8proc", &text);
	strbuf_release(&text);
}

static void show_system(struct doctor *doctor)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *charset = nl_langinfo(CODESET);
	struct utsname system;

	section(doctor, "System");
	if (uname(&system) == 0) {
		strbuf_addf(&text, "%s %s %s", system.sysname, system.release, system.machine);
		line(doctor, true, "kernel", &text);
	}
	strbuf_reset(&text);
	strbuf_addstr(&text, charset);
	if (strcmp(charset, "UTF-8") != 0)
		strbuf_addstr(&text, ": texts beyond ASCII are drawn as ?; set LC_ALL=C.UTF-8");
	line(doctor, strcmp(charset, "UTF-8") == 0, "character set", &text);
	variable(doctor, "TZ");
	variable_set(doctor, "HTTPS_PROXY");
	variable_set(doctor, "https_proxy");
	variable_set(doctor, "ALL_PROXY");
	variable_set(doctor, "NO_PROXY");
	strbuf_release(&text);
}

static void show_terminal(struct doctor *doctor)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct winsize size;

	section(doctor, "Terminal");
	variable(doctor, "TERM");
	variable(doctor, "COLORTERM");
	variable(doctor, "NO_COLOR");
	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		strbuf_addf(&text, "%dx%d", size.ws_col, size.ws_row);
	else
		strbuf_addstr(&text, "standard output is no terminal");
	line(doctor, true, "size", &text);
	variable_set(doctor, "SSH_CONNECTION");
	variable_set(doctor, "TMUX");
	variable_set(doctor, "STY");
	strbuf_release(&text);
}

/* -- files -------------------------------------------------------------------------------------- */

static void add_mode(struct strbuf *text, const struct stat *about)
{
	strbuf_addf(text, " (%s%04o%s)", S_ISDIR(about->st_mode) ? "folder, " : "",
		    (unsigned)(about->st_mode & 07777),
		    about->st_uid == geteuid() ? "" : ", not yours");
}

static void show_path(struct doctor *doctor, const char *name, const char *path)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct stat about;
	bool good = true;

	strbuf_addstr(&text, path);
	if (stat(path, &about) == 0) {
		add_mode(&text, &about);
	} else {
		good = errno == ENOENT;
		strbuf_addstr(&text, good ? " (not there)" : " (may not be looked at)");
	}
	line(doctor, good, name, &text);
	strbuf_release(&text);
}

static void show_place(struct doctor *doctor, const char *name, enum xdg_place place,
		       const char *below)
{
	struct error err = ERROR_INIT;
	char *path = xdg_path(place, below, &err);

	if (path)
		show_path(doctor, name, path);
	else
		trouble_line(doctor, name, &err);
	free(path);
	error_release(&err);
}

static void show_journals(struct doctor *doctor)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	char *path = xdg_path(XDG_STATE, "plans", NULL);
	DIR *folder = path ? opendir(path) : NULL;
	const struct dirent *entry;
	size_t count = 0;

	while (folder && (entry = readdir(folder)))
		count += entry->d_name[0] != '.';
	if (folder)
		closedir(folder);
	strbuf_addf(&text, "%zu", count);
	line(doctor, true, "journals of changes", &text);
	strbuf_release(&text);
	free(path);
}

static void show_helper(struct doctor *doctor, const char *name, const char *installed)
{
	struct strbuf path = STRBUF_INIT(STRBUF_TEXT);
	bool found = file_find_program(name, installed, &path);

	says(doctor, name, found ? path.data : "not installed");
	strbuf_release(&path);
}

static void show_files(struct doctor *doctor, const struct error *trouble)
{
	section(doctor, "Files");
	if (doctor->settings->file)
		show_path(doctor, "config file", doctor->settings->file);
	else
		show_place(doctor, "config file", XDG_CONFIG, "msgdeck.conf");
	if (trouble)
		trouble_line(doctor, "config", trouble);
	show_place(doctor, "state", XDG_STATE, "");
	show_place(doctor, "short-lived files", XDG_RUNTIME, "");
	show_journals(doctor);
	show_helper(doctor, "msgdeck-preview", MSGDECK_LIBEXECDIR);
	show_helper(doctor, "msgdeck-sandbox", MSGDECK_BINDIR);
}

/* A line for each that hides another; that is no trouble. */
static void show_keys(struct doctor *doctor, const char *lines)
{
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

		strbuf_add(&text, lines, length);
		line(doctor, true, "keys", &text);
		strbuf_release(&text);
		lines += length + (lines[length] == '\n');
	}
}

/* -- settings ----------------------------------------------------------------------------------- */

/* Of a command its program alone: the arguments may hold anything. */
static void add_value(const struct settings *settings, enum option_id id, struct strbuf *text)
{
	const struct option_row *row = option_row(id);
	enum settings_layer layer = settings_layer_of(settings, id);

	if (row->type == OPTION_TYPE_COMMAND) {
		const char *command = settings_text(settings, id);
		size_t program = strcspn(command, " \t");
		strbuf_add(text, command, program);
		strbuf_addstr(text, command[program] ? " … (arguments not shown)" : "");
		return;
	}
	option_format(id, &settings->layers[layer][id].value, text);
}

static void show_settings(struct doctor *doctor)
{
	const struct settings *settings = doctor->settings;
	size_t shown = 0;

	section(doctor, "Settings that are not the default");
	says(doctor, "profile", settings->profile ? settings->profile : "none");
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

		if (!settings_is_set(settings, id))
			continue;
		add_value(settings, id, &text);
		strbuf_addstr(&text, "  from ");
		settings_origin(settings, id, &text);
		line(doctor, true, option_row(id)->name, &text);
		strbuf_release(&text);
		shown++;
	}
	if (!shown)
		strbuf_addstr(&doctor->out, "  none\n");
}

static void show_credentials(struct doctor *doctor)
{
	struct error err = ERROR_INIT;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	enum credentials_state state = credentials_look(doctor->settings, &err);

	section(doctor, "Credentials");
	strbuf_addstr(&text, state == CREDENTIALS_COMPLETE ? "complete; msgdeck check tries them"
							   : error_text(&err));
	line(doctor, state == CREDENTIALS_COMPLETE, "sign-in", &text);
	strbuf_release(&text);
	error_release(&err);
}

int doctor_run(const struct settings *settings, const struct error *trouble, const char *keys,
	       const char *terminal, int fd)
{
	struct doctor doctor = { .settings = settings, .out = STRBUF_INIT(REPORT_MAX) };

	show_program(&doctor, terminal);
	show_system(&doctor);
	show_terminal(&doctor);
	show_files(&doctor, trouble);
	show_keys(&doctor, keys);
	show_settings(&doctor);
	show_credentials(&doctor);
	if (!say_output(fd, doctor.out.data, doctor.out.length))
		doctor.failed = true;
	strbuf_release(&doctor.out);
	return doctor.failed ? EXIT_CHECK_FAILED : EXIT_SUCCESS;
}
