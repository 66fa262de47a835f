#include "batch/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "batch/say.h"
#include "config/config.h"
#include "config/config_insert.h"
#include "config/official.h"

#define BACKUPS_MAX 99
#define ANSWER_MAX 16
#define GROUP "profiles"

static const char new_file[] =
	"# msgdeck.conf - settings of msgdeck; \"msgdeck --print-config\" explains all there are.\n\n";

struct import {
	const struct cli_import *wanted;
	char *source, *path;      /* the tool's file, and ours */
	struct official official; /* what the tool has */
	struct strbuf old, new, members;
	bool exists;       /* ours is there already */
	size_t count;      /* profiles to be added */
	const char *first; /* of these */
	const char *usual; /* becomes the default profile; NULL: that stays as it is */
};

/* What nobody sees was not agreed to. */
static bool tell(const char *text)
{
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);

	text_clean(&line, text, strlen(text), TEXT_KEEP_NEWLINES);
	bool written = say_output(STDOUT_FILENO, line.data, line.length);
	strbuf_release(&line);
	return written;
}

/* -- reading -------------------------------------------------------------------------------------- */

static bool read_source(struct import *import, struct error *err)
{
	struct strbuf text = STRBUF_INIT(OFFICIAL_FILE_MAX);
	bool ok;

	import->source = import->wanted->file ? xstrdup(import->wanted->file) : official_path(err);
	/* At once, so that growing leaves no copies of secrets behind. */
	strbuf_reserve(&text, OFFICIAL_FILE_MAX);
	ok = import->source && file_read(import->source, &text, err) &&
	     official_parse(&import->official, import->source, text.data, text.length, err);
	strbuf_wipe(&text);
	return ok;
}

/* Behind a symbolic link is the file that is to change: people keep their settings elsewhere. */
static bool read_own(struct import *import, const char *path, struct error *err)
{
	import->path = realpath(path, NULL);
	import->exists = import->path != NULL;
	if (!import->path && errno != ENOENT)
		return error_errno(err, errno, "%s cannot be read", path);
	if (!import->path)
		import->path = xstrdup(path);
	strbuf_reserve(&import->old, CONFIG_FILE_MAX);
	if (import->exists)
		return file_read(import->path, &import->old, err);
	return strbuf_addstr(&import->old, new_file);
}

/* -- what would be added -------------------------------------------------------------------------- */

static void add_member(struct strbuf *out, const char *name, const char *value)
{
	if (!value)
		return;
	strbuf_addf(out, " %s = ", name);
	config_quote(out, value);
	strbuf_addch(out, ';');
}

static void add_profile(struct import *import, const struct official_profile *profile)
{
	struct strbuf *out = &import->members;

	strbuf_addf(out, "\t%s = {", profile->fit);
	add_member(out, "account_sid", profile->account_sid);
	strbuf_addstr(out, "\n\t\t");
	add_member(out, "api_key", profile->api_key);
	add_member(out, "api_secret", profile->api_secret);
	if (profile->region || profile->edge)
		strbuf_addstr(out, "\n\t\t");
	add_member(out, "region", profile->region);
	add_member(out, "edge", profile->edge);
	strbuf_addstr(out, "\n\t};\n");
	if (!import->count++)
		import->first = profile->fit;
}

/* The one that the tool uses is what msgdeck opens, unless the config file says whom it opens. */
static void choose_usual(struct import *import, const struct config_node *root)
{
	if (config_get(root, "default_profile") || config_get(root, "account_sid"))
		return;
	for (size_t i = 0; import->official.active && i < import->official.profiles.count; i++) {
		const struct official_profile *profile = &import->official.profiles.items[i];

		if (strcmp(profile->name, import->official.active) == 0 && !profile->refused)
			import->usual = profile->fit;
	}
}

static bool choose(struct import *import, struct error *err)
{
	struct config_file *file =
		config_file_parse(import->path, import->old.data, import->old.length, err);
	struct official_profiles *profiles = &import->official.profiles;

	if (!file)
		return false;
	const struct config_node *there = config_get(config_file_root(file), GROUP);
	strbuf_reserve(&import->members, CONFIG_FILE_MAX);
	for (size_t i = 0; i < profiles->count; i++) {
		struct official_profile *profile = &profiles->items[i];

		if (!profile->refused && config_get(there, profile->fit))
			profile->refused = xstrdup("is in the config file already");
		if (!profile->refused)
			add_profile(import, profile);
	}
	if (import->count)
		choose_usual(import, config_file_root(file));
	config_file_free(file);
	return true;
}

static bool make_new(struct import *import, struct error *err)
{
	struct strbuf setting = STRBUF_INIT(STRBUF_LINE);
	bool ok;

	if (import->usual)
		strbuf_addf(&setting, "default_profile = \"%s\";", import->usual);
	strbuf_reserve(&import->new, CONFIG_FILE_MAX);
	ok = config_insert(import->path, &import->old, import->usual ? setting.data : NULL, GROUP,
			   import->members.data, &import->new, err);
	strbuf_release(&setting);
	return ok;
}

/* -- saying so ------------------------------------------------------------------------------------ */

static void describe(const struct official_profile *profile, struct strbuf *out)
{
	strbuf_addf(out, "  %-20s %s\n", profile->fit, profile->account_sid);
	if (strcmp(profile->fit, profile->name) != 0)
		strbuf_addf(out, "  %-20s called \"%s\" there\n", "", profile->name);
	strbuf_addf(out, "  %-20s API key %s with its secret\n", "", profile->api_key);
	if (profile->region)
		strbuf_addf(out, "  %-20s region %s\n", "", profile->region);
	if (profile->edge)
		strbuf_addf(out, "  %-20s edge %s\n", "", profile->edge);
}

static bool describe_all(const struct import *import)
{
	const struct official_profiles *profiles = &import->official.profiles;
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	bool any = false;

	strbuf_addf(&out, "From %s\n  to %s%s\n", import->source, import->path,
		    import->exists ? "" : " (a new file)");
	for (size_t i = 0; i < profiles->count; i++)
		if (!profiles->items[i].refused)
			describe(&profiles->items[i], &out);
	for (size_t i = 0; i < profiles->count; i++) {
		if (!profiles->items[i].refused)
			continue;
		strbuf_addf(&out, "%s  %-20s %s\n", any ? "" : "Left out:\n",
			    profiles->items[i].name, profiles->items[i].refused);
		any = true;
	}
	if (import->usual)
		strbuf_addf(&out, "msgdeck alone opens %s, as that tool does.\n", import->usual);
	bool told = tell(out.data);
	strbuf_release(&out);
	return told;
}

static bool agreed(const struct import *import)
{
	struct strbuf question = STRBUF_INIT(STRBUF_LINE);
	char answer[ANSWER_MAX];
	ssize_t length;

	if (import->wanted->yes)
		return true;
	strbuf_addf(&question, "Add %s%zu profile%s? The secrets are copied, too. [y/N] ",
		    import->count == 1 ? "this " : "these ", import->count,
		    import->count == 1 ? "" : "s");
	bool told = tell(question.data);
	strbuf_release(&question);
	if (!told)
		return false;
	do
		length = read(STDIN_FILENO, answer, sizeof(answer));
	while (length < 0 && errno == EINTR);
	return length > 0 && (answer[0] == 'y' || answer[0] == 'Y');
}

/* -- writing -------------------------------------------------------------------------------------- */

/* The file as it was, under the first name that is free; its path is to be freed. */
static char *keep_old(const struct import *import, struct error *err)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	for (int i = 1; i <= BACKUPS_MAX; i++) {
		struct error why = ERROR_INIT;
		int fd;

		strbuf_reset(&path);
		strbuf_addf(&path, i == 1 ? "%s.bak" : "%s.bak%d", import->path, i);
		if (access(path.data, F_OK) == 0)
			continue;
		if (!file_open_private(path.data, O_WRONLY | O_EXCL, &fd, &why)) {
			error_move(err, &why);
			break;
		}
		bool ok = file_write_all(fd, import->old.data, import->old.length, err) &&
			  fsync(fd) == 0;
		close(fd);
		if (ok)
			return strbuf_detach(&path, NULL);
		unlink(path.data);
		break;
	}
	if (err->kind == ERROR_NONE)
		error_set(err, ERROR_IO, "%s cannot be kept beside the new one", import->path);
	strbuf_release(&path);
	return NULL;
}

static bool make_directory(const struct import *import, struct error *err)
{
	char *directory = xstrdup(import->path);
	bool ok;

	*strrchr(directory, '/') = '\0';
	ok = !*directory || file_make_directory(directory, err);
	free(directory);
	return ok;
}

static bool put(struct import *import, int *code, struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	char *kept = NULL;

	if (import->exists && !(kept = keep_old(import, err)))
		return false;
	if (!make_directory(import, err) ||
	    !file_write_private(import->path, import->new.data, import->new.length, err)) {
		free(kept);
		return false;
	}
	strbuf_addf(&text, "Done. msgdeck -p %s opens one of them; msgdeck -p %s check tries it.\n",
		    import->first, import->first);
	if (kept)
		strbuf_addf(&text, "The file as it was: %s\n", kept);
	if (!tell(text.data))
		*code = EXIT_INCOMPLETE;
	strbuf_release(&text);
	free(kept);
	return true;
}

static bool run(struct import *import, const char *path, int *code, struct error *err)
{
	if (!read_source(import, err) || !read_own(import, path, err) || !choose(import, err))
		return false;
	if (!describe_all(import)) {
		*code = EXIT_INCOMPLETE;
		return true;
	}
	if (!import->count) {
		if (!tell("There is nothing to add.\n"))
			*code = EXIT_INCOMPLETE;
		return true;
	}
	if (!make_new(import, err))
		return false;
	if (!import->wanted->yes && isatty(STDIN_FILENO) != 1)
		return error_set(err, ERROR_USAGE,
				 "There is no terminal to ask on; with --yes nothing is asked");
	if (agreed(import))
		return put(import, code, err);
	tell("Nothing was changed.\n");
	*code = EXIT_INCOMPLETE;
	return true;
}

int import_run(const struct cli_import *wanted, const char *path)
{
	struct import import = {
		.wanted = wanted,
		.official = OFFICIAL_INIT,
		.old = STRBUF_INIT(CONFIG_FILE_MAX),
		.new = STRBUF_INIT(CONFIG_FILE_MAX),
		.members = STRBUF_INIT(CONFIG_FILE_MAX),
	};
	struct error err = ERROR_INIT;
	int code = EXIT_SUCCESS;

	if (!run(&import, path, &code, &err)) {
		say(error_text(&err));
		code = EXIT_BAD_USAGE;
	}
	error_release(&err);
	official_release(&import.official);
	strbuf_wipe(&import.old);
	strbuf_wipe(&import.new);
	strbuf_wipe(&import.members);
	free(import.source);
	free(import.path);
	return code;
}
