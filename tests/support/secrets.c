#include "support/secrets.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/vec.h"
#include "support/fail.h"
#include "support/stage.h"

#define FILE_MAX_BYTES (64 * 1024 * 1024)

struct secret {
	char *text;
	bool own; /* the program's own environment may keep it */
};

static struct VEC(struct secret) secrets;

/* -- the list ---------------------------------------------------------------------------------- */

static void add(char *text, bool own)
{
	vec_push(&secrets, ((struct secret){ text, own }));
}

void secrets_add(const char *secret)
{
	add(xstrdup(secret), false);
}

void secrets_add_own(const char *secret)
{
	add(xstrdup(secret), true);
}

/* Without the end, which depends on what follows. */
static char *base64(const char *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";
	char *text = xcalloc(1, length / 3 * 4 + 1), *to = text;

	for (size_t i = 0; i + 3 <= length; i += 3) {
		unsigned group = (unsigned)(unsigned char)bytes[i] << 16 |
				 (unsigned)(unsigned char)bytes[i + 1] << 8 |
				 (unsigned char)bytes[i + 2];
		for (int shift = 18; shift >= 0; shift -= 6)
			*to++ = digits[group >> shift & 63];
	}
	return text;
}

void secrets_add_password(const char *user, const char *password)
{
	struct strbuf both = STRBUF_INIT(STRBUF_TEXT);

	secrets_add(password);
	strbuf_addf(&both, "%s:%s", user, password);
	add(base64(both.data, both.length), false);
	strbuf_release(&both);
}

void secrets_forget(void)
{
	for (size_t i = 0; i < secrets.count; i++)
		free(secrets.items[i].text);
	vec_release(&secrets);
}

/* -- looking ----------------------------------------------------------------------------------- */

static bool has(const char *bytes, size_t length, const char *text)
{
	return memmem(bytes, length, text, strlen(text)) != NULL;
}

/* `where` formats with one string. */
static void look_in(const char *bytes, size_t length, bool own, const char *where, const char *name)
{
	for (size_t i = 0; i < secrets.count; i++)
		if (!(own && secrets.items[i].own) && has(bytes, length, secrets.items[i].text))
			test_fail("the secret %s is in %s %s", secrets.items[i].text, where, name);
}

typedef bool visitor(const char *bytes, size_t length, const char *path, const void *context);

/* Calls for every file below, until one says true. */
static bool visit_files(const char *folder, visitor *visit, const void *context)
{
	DIR *directory = opendir(folder);
	bool found = false;

	if (!directory)
		test_fail("cannot open %s", folder);
	for (struct dirent *entry; !found && (entry = readdir(directory));) {
		struct strbuf path = STRBUF_INIT(STRBUF_TEXT);
		struct strbuf bytes = STRBUF_INIT(FILE_MAX_BYTES);
		struct stat info;

		strbuf_addf(&path, "%s/%s", folder, entry->d_name);
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    lstat(path.data, &info) == 0) {
			if (S_ISDIR(info.st_mode))
				found = visit_files(path.data, visit, context);
			else if (S_ISREG(info.st_mode) && file_read(path.data, &bytes, NULL))
				found = visit(bytes.data, bytes.length, path.data, context);
		}
		strbuf_release(&bytes);
		strbuf_release(&path);
	}
	closedir(directory);
	return found;
}

static bool look_in_file(const char *bytes, size_t length, const char *path, const void *context)
{
	(void)context;
	look_in(bytes, length, false, "the file", path);
	return false;
}

/* -- processes --------------------------------------------------------------------------------- */

/* 0 when there is no such process. */
static int parent_of(int process)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	char path[64];
	int parent = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", process);
	if (file_read(path, &text, NULL)) {
		const char *end = strrchr(text.data, ')');
		if (!end || sscanf(end + 1, " %*c %d", &parent) != 1)
			parent = 0;
	}
	strbuf_release(&text);
	return parent;
}

static bool is_below(int process, int ancestor)
{
	while (process > 1 && process != ancestor)
		process = parent_of(process);
	return process == ancestor;
}

/* The kernel may refuse to show it, which is as good. */
static void look_at_process(int process, bool own)
{
	static const char *const files[] = { "cmdline", "environ" };

	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct strbuf text = STRBUF_INIT(FILE_MAX_BYTES);
		char path[64];

		snprintf(path, sizeof(path), "/proc/%d/%s", process, files[i]);
		if (file_read(path, &text, NULL))
			look_in(text.data, text.length, own && i == 1, "the process's", path);
		strbuf_release(&text);
	}
}

/* LeakSanitizer looks at the program's memory from a process of its own, which shares its environment
 * and begins when the program ends. */
static bool is_own(int process, int program)
{
#ifdef __SANITIZE_ADDRESS__
	char paths[2][64], files[2][4096];

	for (int i = 0; i < 2; i++) {
		snprintf(paths[i], sizeof(paths[i]), "/proc/%d/exe", i ? process : program);
		ssize_t length = readlink(paths[i], files[i], sizeof(files[i]) - 1);
		files[i][length < 0 ? 0 : length] = '\0';
	}
	if (strcmp(files[0], files[1]) == 0)
		return true;
#endif
	return process == program;
}

static void look_at_processes(int program)
{
	DIR *processes = opendir("/proc");

	if (!processes)
		test_fail("there is no /proc");
	for (struct dirent *entry; (entry = readdir(processes));) {
		int process = isdigit((unsigned char)*entry->d_name)
				      ? (int)strtol(entry->d_name, NULL, 10)
				      : 0;
		if (process && is_below(process, program))
			look_at_process(process, is_own(process, program));
	}
	closedir(processes);
}

void secrets_are_nowhere(void)
{
	const struct strbuf *stream = term_stream(on_stage());

	look_in(stream->data, stream->length, false, "what went to", "the terminal");
	visit_files(term_home(on_stage()), look_in_file, NULL);
	look_at_processes(term_process(on_stage()));
}

static bool has_text(const char *bytes, size_t length, const char *path, const void *context)
{
	(void)path;
	return has(bytes, length, context);
}

bool secrets_would_find(const char *text)
{
	const struct strbuf *stream = term_stream(on_stage());

	return has(stream->data, stream->length, text) ||
	       visit_files(term_home(on_stage()), has_text, text);
}
