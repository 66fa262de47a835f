/*
 * Every screen and every command of every screen, in front of a service all of whose texts mean harm;
 * each byte that reaches the terminal is looked at.
 */
#include "support/hostile.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "support/api.h"
#include "support/place.h"
#include "support/stage.h"

#define COLS 120
#define ROWS 40

/* How to get to each screen from any other. */
static const struct route {
	const char *name;
	const char *keys; /* NULL: nothing from the network is on it */
} routes[] = {
	{ "conversations", "1" },
	{ "messages", "2" },
	{ "media", "3" },
	{ "services", "4" },
	{ "numbers", "5" },
	{ "short-codes", "6" },
	{ "scheduled", "7" },
	{ "changes", "8" },
	{ "prices", "9" },
	{ "overview", "0" },
	{ "conversation", "2gc" },
	{ "message", "2g<Enter>" },
	{ "medium", "3g<Enter>" },
	{ "traffic", "5g<Enter>" },
	{ "pool", "4g<Enter>" },
	{ "add-senders", "4g<Enter>a" },
	{ "move-senders", "4g<Enter>m" },
	{ "short-code", "6ge" },
	{ "service-form", "4ge" },
	{ "compose", "2gn" },
	{ "choose-sender", "2gn<Tab>p" },
	{ "choose-service", "2gn<Tab><Tab>p" },
	{ "country", "9g<Enter>" },
	{ "deactivations", ":open deactivations<Enter>" },
	{ "account", ":open account<Enter>" },
	{ "activity", "<F2>" },
	{ "plans", ":open plans<Enter>" },
	{ "tasks", "<F1>" },
	{ "output", "2g:pipe cat<Enter>" },
	{ "send-list", ":send-list list.csv<Enter>x" },
	{ "first-run", NULL },
};

static const char *route_to(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(routes); i++)
		if (strcmp(routes[i].name, name) == 0)
			return routes[i].keys;
	fail_msg("how does one get to the screen \"%s\"?", name);
	return NULL;
}

/* What `msgdeck --print-names=WHAT` prints, and its lines one by one. */
static void read_names(const char *what, struct strbuf *out)
{
	char *path = place_program("msgdeck");
	char *argv[] = { path, (char *)(uintptr_t)what, NULL };
	posix_spawn_file_actions_t actions;
	char piece[4096];
	ssize_t count;
	int ends[2], status;
	pid_t process;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	assert_int_equal(posix_spawn(&process, path, &actions, NULL, argv, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	while ((count = read(ends[0], piece, sizeof(piece))) > 0)
		strbuf_add(out, piece, (size_t)count);
	close(ends[0]);
	assert_int_equal(waitpid(process, &status, 0), process);
	assert_int_equal(status, 0);
	free(path);
}

/* Cuts the next line off, at its tabs; false at the end. */
static bool next_line(char **at, const char *fields[3])
{
	char *end = strchr(*at, '\n');

	if (!end)
		return false;
	*end = '\0';
	for (int i = 0; i < 3; i++) {
		char *tab = *at ? strchr(*at, '\t') : NULL;

		fields[i] = *at ? *at : "";
		if (tab)
			*tab = '\0';
		*at = tab ? tab + 1 : NULL;
	}
	*at = end + 1;
	return true;
}

static void go(const char *screen)
{
	press("<Esc><Esc>");
	press(route_to(screen));
}

/* The help page of a screen tells what it is. */
static void see_that_it_is(const char *help)
{
	char words[30];

	snprintf(words, sizeof(words), "%s", help);
	press("?");
	see(words);
	press("<PgDn><Esc>");
}

#define MESSAGES "/2010-04-01/Accounts/{account}/Messages.json"
#define FORM(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* A message with a picture, and one that is to be sent tomorrow. */
static void fill_the_account(void)
{
	struct strbuf body = STRBUF_INIT((size_t)64 << 20), sid = STRBUF_INIT(STRBUF_LINE);
	struct api *api = api_open(behind_stage());

	api_post(api, MESSAGES,
		 FORM("To", "+12015550123", "From", "+15125550101", "MediaUrl",
		      "https://a.example/1.png"),
		 201, &body);
	api_get(api, "/v1/Services?PageSize=1", 200, &body);
	assert_true(api_find_member(&body, "sid", &sid));
	api_post(api, MESSAGES,
		 FORM("To", "+12015550123", "MessagingServiceSid", sid.data, "Body", "later",
		      "ScheduleType", "fixed", "SendAt", "2026-11-24T20:00:00Z"),
		 201, &body);
	api_close(api);
	strbuf_release(&body);
	strbuf_release(&sid);
}

static void write_cell(FILE *file, const struct hostile *text)
{
	fputc('"', file);
	for (size_t i = 0; i < text->length; i++) {
		if (text->bytes[i] == '"')
			fputc('"', file);
		if (text->bytes[i])
			fputc(text->bytes[i], file);
	}
	fputc('"', file);
}

/* A file beside the program that was written by somebody, too: its texts, and its addresses. */
static void write_list(void)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/cwd/list.csv", (int)term_process(on_stage()));
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("To,From,Body\n", file);
	for (size_t i = 0; i < hostile_count; i++) {
		if (!hostile_texts[i].is_unicode)
			continue;
		fprintf(file, "+1415555%04zu,+15125550101,", i);
		write_cell(file, &hostile_texts[i]);
		fputc('\n', file);
		write_cell(file, &hostile_texts[i]);
		fputs(",+15125550101,Hello\n", file);
	}
	assert_int_equal(fclose(file), 0);
}

static void set_the_stage(void)
{
	char path[256];
	size_t bytes, lines;

	snprintf(path, sizeof(path), "%s/hostile", getenv("TMPDIR"));
	lines = hostile_write(path, &bytes);
	print_message("# a corpus of %zu texts, %zu bytes\n", lines, bytes);
	stage(.sandbox = { "--messages", "60", "--contacts", "12", "--deactivated", "50",
			   "--hostile", path });
	leave("q", 0);
	fill_the_account();
	/* What a pager is given is looked at, too: this one shows it as it is. */
	stage(.cols = COLS, .rows = ROWS, .env = { "PAGER=cat", "EDITOR=true", "VISUAL=true" });
	write_list();
}

static void clear_the_stage(void)
{
	term_expect_clean(on_stage());
	print_message("# %zu bytes inspected\n", term_stream(on_stage())->length);
	press("<Esc><Esc>1");
	leave("q", 0);
}

static void every_screen_is_clean(void **state)
{
	struct strbuf names = STRBUF_INIT(STRBUF_TEXT);
	const char *screen[3];
	char *at;

	(void)state;
	read_names("--print-names=screens", &names);
	set_the_stage();
	for (at = names.data; next_line(&at, screen);) {
		if (!route_to(screen[0]))
			continue;
		print_message("# %s\n", screen[0]);
		go(screen[0]);
		see_that_it_is(screen[1]);
		press("<j*8><PgDn><PgDn>G<PgUp>g");
	}
	clear_the_stage();
	strbuf_release(&names);
}

/* Prompts, dialogs, reviews, notices: whatever a command brings up is looked at, and left. */
static void every_command_is_clean(void **state)
{
	struct strbuf names = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);
	const char *command[3];
	unsigned run = 0;

	(void)state;
	read_names("--print-names=commands", &names);
	set_the_stage();
	for (char *at = names.data; next_line(&at, command);) {
		if (!route_to(command[0]) || (command[2][0] && command[2][0] != '['))
			continue;
		go(command[0]);
		strbuf_reset(&keys);
		strbuf_addf(&keys, ":%s<Enter>", command[1]);
		press(keys.data);
		press("<Down><Tab><PgDn><Esc>");
		run++;
	}
	print_message("# %u commands\n", run);
	clear_the_stage();
	strbuf_release(&keys);
	strbuf_release(&names);
}

/* -- files ------------------------------------------------------------------------------------- */

#define FILE_MAX_BYTES ((size_t)256 << 20)

/* "+15125550101", "-0.00790": a number and nothing else. */
static bool is_number(const char *cell, size_t length)
{
	return length > 1 && strspn(cell + 1, "0123456789.") + 1 >= length;
}

static void check_cell(const char *file, const char *cell, size_t length)
{
	if (length && memchr("=+-@\t\r", cell[0], 6) && !is_number(cell, length))
		fail_msg("%s: a spreadsheet would take this for a formula: %.60s", file, cell);
}

/* Each cell of RFC 4180, without its quotes. Returns how many. */
static size_t check_csv(const char *file, const struct strbuf *text)
{
	const char *at = text->data, *end = text->data + text->length;
	size_t cells = 0;

	for (; at < end; cells++) {
		bool quoted = *at == '"';
		const char *cell = at + quoted;

		at = cell;
		while (at < end && (quoted ? *at != '"' || at[1] == '"' : !memchr(",\r\n", *at, 3)))
			at += 1 + (quoted && *at == '"');
		check_cell(file, cell, (size_t)(at - cell));
		at += quoted;
		at += strspn(at, "\r\n") ? strspn(at, "\r\n") : 1;
	}
	return cells;
}

static void check_file(const char *name, size_t *cells)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), text = STRBUF_INIT(FILE_MAX_BYTES);
	const char *dot = strrchr(name, '.');

	if (strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._") !=
		    strlen(name) ||
	    strstr(name, HOSTILE_MARK))
		fail_msg("a file is called %s", name);
	strbuf_addf(&path, "%s/%s", term_home(on_stage()), name);
	if (dot && strcmp(dot, ".csv") == 0) {
		assert_true(file_read(path.data, &text, NULL));
		assert_true(text.length > 0);
		*cells += check_csv(name, &text);
	}
	strbuf_release(&path);
	strbuf_release(&text);
}

/* Everything that writes a file does, under a name of ours, and under the name that it proposes. */
static void no_file_is_harmful(void **state)
{
	struct strbuf names = STRBUF_INIT(STRBUF_TEXT), keys = STRBUF_INIT(STRBUF_LINE);
	size_t files = 0, cells = 0;
	const char *command[3];
	DIR *home;

	(void)state;
	read_names("--print-names=commands", &names);
	set_the_stage();
	for (char *at = names.data; next_line(&at, command);) {
		if (strcmp(command[2], "[FILE]") != 0)
			continue;
		strbuf_reset(&keys);
		strbuf_addf(&keys, ":%s %s.%s<Enter>", command[1], command[0],
			    strcmp(command[1], "save") == 0 ? "png" : "csv");
		go(command[0]);
		press(keys.data);
		strbuf_reset(&keys);
		strbuf_addf(&keys, ":%s<Enter>", command[1]);
		go(command[0]);
		press(keys.data);
		press("<Enter>");
	}
	home = opendir(term_home(on_stage()));
	assert_non_null(home);
	for (struct dirent *entry; (entry = readdir(home)); files++)
		check_file(entry->d_name, &cells);
	closedir(home);
	print_message("# %zu files, %zu cells\n", files, cells);
	assert_true(cells > 1000);
	clear_the_stage();
	strbuf_release(&keys);
	strbuf_release(&names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(every_screen_is_clean),
		story(every_command_is_clean),
		story(no_file_is_harmful),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
