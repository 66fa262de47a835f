#include "desk.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/vec.h"
#include "support/api.h"
#include "support/fail.h"
#include "support/term.h"

#define ARGUMENTS_MAX 16
#define FIRST_PAGE "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000"

/* -- running the program ----------------------------------------------------------------------- */

void desk_open(struct desk *desk, const char *const *options)
{
	*desk = (struct desk){ .out = -1, .object = "messages" };
	rig_open(&desk->rig, options);
	desk->place = place_new("dumb", TERM_NOW, sandbox_environment(desk->rig.sandbox));
}

void desk_close(struct desk *desk)
{
	place_free(desk->place);
	rig_close(&desk->rig);
}

void start_words(struct desk *desk, const char *const *argv, int out)
{
	char *path = place_program("msgdeck");
	const char *const *env = place_environment(desk->place);

	desk->out = out;
	desk->err = memfd_create("err", MFD_CLOEXEC);
	desk->process = fork();
	assert_true(desk->process >= 0);
	if (desk->process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGPIPE, SIG_DFL);
		if (desk->out < 0)
			close(STDOUT_FILENO);
		else
			dup2(desk->out, STDOUT_FILENO);
		dup2(desk->err, STDERR_FILENO);
		if (chdir(place_home(desk->place)) == 0)
			execve(path, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)env);
		_exit(127);
	}
	free(path);
}

void start(struct desk *desk, const char *const *words, int out)
{
	const char *argv[ARGUMENTS_MAX] = { "msgdeck", "export", desk->object };

	for (size_t i = 3; words[i - 3]; i++)
		argv[i] = words[i - 3];
	start_words(desk, argv, out);
}

static void read_back(int fd, struct strbuf *text)
{
	char bytes[65536];
	ssize_t count;

	strbuf_init(text, DESK_TEXT_MAX);
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) == 0)
		while ((count = read(fd, bytes, sizeof(bytes))) > 0)
			strbuf_add(text, bytes, (size_t)count);
	close(fd);
}

void finish(struct desk *desk, struct outcome *outcome)
{
	assert_int_equal(waitpid(desk->process, &outcome->status, 0), desk->process);
	read_back(desk->out, &outcome->out);
	read_back(desk->err, &outcome->err);
}

void outcome_release(struct outcome *outcome)
{
	strbuf_release(&outcome->out);
	strbuf_release(&outcome->err);
}

void run_words(struct desk *desk, struct outcome *outcome, const char *const *words)
{
	start(desk, words, memfd_create("out", MFD_CLOEXEC));
	finish(desk, outcome);
}

void expect_exit(const struct outcome *outcome, int code)
{
	if (!WIFEXITED(outcome->status) || WEXITSTATUS(outcome->status) != code)
		fail_msg("wait status 0x%x instead of exit %d; it said: %s", outcome->status, code,
			 outcome->err.data);
}

void expect_words(const struct outcome *outcome, const char *words)
{
	if (!strstr(outcome->err.data, words))
		fail_msg("not said: %s\nbut: %s", words, outcome->err.data);
}

char *path_of(struct desk *desk, const char *name)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s/%s", place_home(desk->place), name);
	return strbuf_detach(&path, NULL);
}

void read_file(struct desk *desk, const char *name, struct strbuf *text)
{
	char *path = path_of(desk, name);

	strbuf_init(text, DESK_TEXT_MAX);
	assert_true(file_read(path, text, NULL));
	free(path);
}

size_t count_files(struct desk *desk, const char *prefix)
{
	DIR *folder = opendir(place_home(desk->place));
	size_t count = 0;

	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));)
		count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
	closedir(folder);
	return count;
}

/* -- what there is and what was written -------------------------------------------------------- */

void messages_release(struct messages *messages)
{
	for (size_t i = 0; i < messages->trees.count; i++)
		json_free(messages->trees.items[i]);
	vec_release(&messages->trees);
	vec_release(&messages->records);
}

void list_api(struct desk *desk, const char *first, const char *name, struct messages *records)
{
	struct api *api = api_open(desk->rig.sandbox);
	struct strbuf body = STRBUF_INIT(DESK_TEXT_MAX), path = STRBUF_INIT(STRBUF_LINE),
		      link = STRBUF_INIT(STRBUF_LINE);
	bool more = true;

	*records = (struct messages){ .trees = { 0 } };
	strbuf_addstr(&path, first);
	while (more) {
		api_get(api, path.data, 200, &body);
		struct json *tree = json_parse(body.data, body.length, NULL);
		const struct json *list = name ? json_get(tree, name) : tree;

		vec_push(&records->trees, tree);
		if (!name)
			vec_push(&records->records, tree);
		for (size_t i = 0; name && i < json_count(list); i++)
			vec_push(&records->records, json_at(list, i));
		strbuf_reset(&path);
		strbuf_reset(&link);
		more = api_find_member(&body, "next_page_uri", &path);
		if (!more && api_find_member(&body, "next_page_url", &link)) {
			const char *slash = strstr(link.data, "://");
			strbuf_addstr(&path, strchr(slash + 3, '/'));
			more = true;
		}
	}
	strbuf_release(&link);
	strbuf_release(&path);
	strbuf_release(&body);
	api_close(api);
}

void list_all(struct desk *desk, struct messages *messages)
{
	list_api(desk, FIRST_PAGE, "messages", messages);
}

void read_lines(const struct strbuf *text, struct messages *messages)
{
	*messages = (struct messages){ .trees = { 0 } };
	for (const char *line = text->data, *end = text->data + text->length; line < end;) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));

		assert_non_null(newline);
		struct json *tree = json_parse(line, (size_t)(newline - line), NULL);
		assert_non_null(tree);
		vec_push(&messages->trees, tree);
		vec_push(&messages->records, tree);
		line = newline + 1;
	}
}

void expect_same_order(const struct messages *written, const struct messages *expected)
{
	assert_int_equal(written->records.count, expected->records.count);
	for (size_t i = 0; i < written->records.count; i++)
		assert_string_equal(json_get_string(written->records.items[i], "sid"),
				    json_get_string(expected->records.items[i], "sid"));
}

void expect_lines(const struct strbuf *text, const struct messages *expected)
{
	struct messages written;

	read_lines(text, &written);
	expect_same_order(&written, expected);
	messages_release(&written);
}

int64_t sent_at(const struct json *message)
{
	const char *text = json_get_string(message, "date_sent");
	int64_t when = DATE_NONE;

	if (text)
		assert_true(date_parse_rfc2822(text, strlen(text), &when));
	return when;
}

bool is_text(const struct json *message, const char *name, const char *text)
{
	const char *value = json_get_string(message, name);

	return value && strcmp(value, text) == 0;
}

void keep_between(struct messages *messages, int64_t since, int64_t until)
{
	struct records kept = { 0 };

	for (size_t i = 0; i < messages->records.count; i++) {
		int64_t sent = sent_at(messages->records.items[i]);

		if (sent != DATE_NONE && (since == DATE_NONE || sent >= since) &&
		    (until == DATE_NONE || sent <= until))
			vec_push(&kept, messages->records.items[i]);
	}
	vec_release(&messages->records);
	messages->records = kept;
}

void keep_equal(struct messages *messages, const char *name, const char *text)
{
	struct records kept = { 0 };

	for (size_t i = 0; i < messages->records.count; i++)
		if (is_text(messages->records.items[i], name, text))
			vec_push(&kept, messages->records.items[i]);
	vec_release(&messages->records);
	messages->records = kept;
}
