/*
 * What holds on every screen: ASCII where it is asked for, the terminal's cursor on the current row, and
 * nothing that moves by itself.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "support/place.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
#define MANUAL "docs/msgdeck.1"

/* How each screen is come to from any other, in the order of the manual. */
static const struct {
	const char *name;
	const char *keys;
	const char *text; /* that tells that it is there */
	bool row;         /* its cursor is on a row with a mark */
} screens[] = {
	{ "conversations", "1j", "LAST MESSAGE", true },
	{ "messages", "2j", "STATUS", true },
	{ "media", "3j", "TYPE", true },
	{ "services", "4j", "USE CASE", true },
	{ "numbers", "5j", "SERVICE", true },
	{ "short-codes", "6j", "INBOUND URL", true },
	{ "scheduled", "7j", "LEFT", true },
	{ "changes", "8", "VERB", true },
	{ "prices", "9j", "COST", true },
	{ "overview", "0<Tab>", "WHY THEY FAIL", true },
	{ "conversation", "2c", "messages", true },
	{ "message", "2<Enter>", "account ", false },
	{ "medium", "3<Enter>", "what ", false },
	{ "traffic", "0<Tab><Enter>j", "STATUS", true },
	{ "pool", "4<Enter>j", "KIND", true },
	{ "add-senders", "4<Enter>aj", "NOW IN", true },
	{ "move-senders", "4<Enter><Space>mj", "Move 1 sender", true },
	{ "short-code", "6<Enter>j", "API version", true },
	{ "service-form", "4ej", "Use case", true },
	{ "compose", "1:open compose<Enter>j", "Shorten links", true },
	{ "choose-sender", "1:open compose<Enter>jpj", "Campaigns, toll", true },
	{ "choose-service", "1:open compose<Enter>jjpj", "USE CASE", true },
	{ "country", "9<Enter>j", "COMPARE", true },
	{ "deactivations", "1:open deactivations<Enter>", "CONTACTS", true },
	{ "account", "1:account<Enter>j", "Accounts to look at", true },
	{ "activity", "1:activity<Enter>j", "SINCE THE START", true },
	{ "plans", "1:open plans<Enter>", "BEGUN", false },
	{ "tasks", "1<F1>", "Find one message", false },
	{ "output", "2:pipe cat<Enter>", "cat", false },
	{ "send-list", "1:send-list list.csv<Enter>", "list.csv", false },
};

static void go(size_t i)
{
	press("<Esc>");
	press("<Esc>");
	press(screens[i].keys);
	see(screens[i].text);
}

/* A file beside the program, for the screen of what is sent from one. */
static void write_list(void)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/cwd/list.csv", term_process(on_stage()));
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("To,Body\n+14155552671,Hello\n", file);
	assert_int_equal(fclose(file), 0);
}

/* One message is changed, so that the screen of changes has a row. */
static void begin(const char *option)
{
	stage(ACCOUNT, .env = { option });
	write_list();
	press("2<j*40>ry");
	see("redacted");
}

/* The manual is made from the table of screens. */
static void none_is_left_out(void **state)
{
	char *path = place_source(MANUAL);
	struct strbuf manual = STRBUF_INIT(1 << 20), name = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;
	size_t i = 0;

	(void)state;
	assert_true(file_read(path, &manual, &err));
	const char *at = strstr(manual.data, "generated: keys");
	assert_non_null(at);
	while ((at = strstr(at, "\n.SS ")) != NULL) {
		at += strlen("\n.SS ");
		strbuf_reset(&name);
		for (; *at && *at != '\n'; at++)
			if (*at != '\\')
				strbuf_addch(&name, *at);
		if (strcmp(name.data, "first-run") == 0)
			break;
		assert_true(i < COUNT(screens));
		assert_string_equal(screens[i++].name, name.data);
	}
	assert_int_equal(i, COUNT(screens));
	strbuf_release(&name);
	strbuf_release(&manual);
	free(path);
}

static void see_only_ascii(const char *where)
{
	const struct strbuf *stream = term_stream(on_stage());

	for (size_t i = 0; i < stream->length; i++)
		if ((unsigned char)stream->data[i] >= 0x80)
			fail_msg("%s: byte 0x%02x", where, (unsigned char)stream->data[i]);
}

static void ascii_is_ascii(void **state)
{
	(void)state;
	begin("MSGDECK_ASCII=yes");
	for (size_t i = 0; i < COUNT(screens); i++) {
		go(i);
		see_only_ascii(screens[i].name);
	}
	press("1?");
	see("Keys and commands");
	press("<Esc>");
	press("2D");
	see("Cancel");
	press("<Esc>");
	press(":tour<Enter><Enter>");
	press("<Esc>");
	press("<C-p>a");
	see("Go to");
	press("<Esc>");
	see_only_ascii("what lies over screens");
	leave("q", 0);
	stage(.env = { "MSGDECK_ASCII=yes" });
	see_only_ascii("first-run");
	leave("q", 0);
}

/* For whoever reads along with the cursor. */
static void see_cursor(const char *where, bool on_row)
{
	struct term_cell cell;
	bool visible;
	int row, col;

	term_cursor(on_stage(), &row, &col, &visible);
	if (!visible)
		fail_msg("%s: no cursor is seen", where);
	term_cell(on_stage(), row, 0, &cell);
	if (on_row && strcmp(cell.text, "▌") != 0)
		fail_msg("%s: the cursor is in row %d, which has no mark but \"%s\"", where, row,
			 cell.text);
}

static void the_cursor_is_on_the_row(void **state)
{
	(void)state;
	begin("MSGDECK_CURSOR=terminal");
	for (size_t i = 0; i < COUNT(screens); i++) {
		go(i);
		see_cursor(screens[i].name, screens[i].row);
	}
	leave("q", 0);
}

static void see_nothing_blinks(const char *where)
{
	struct term_cell cell;

	for (int row = 0; row < term_rows(on_stage()); row++)
		for (int col = 0; col < term_cols(on_stage()); col++) {
			term_cell(on_stage(), row, col, &cell);
			if (cell.attributes & TERM_BLINK)
				fail_msg("%s: row %d, column %d blinks", where, row, col);
		}
}

/* No text and no cursor: what has come is shown as it comes, and nothing else moves. */
static void nothing_blinks(void **state)
{
	(void)state;
	begin("MSGDECK_CURSOR=terminal");
	for (size_t i = 0; i < COUNT(screens); i++) {
		go(i);
		see_nothing_blinks(screens[i].name);
	}
	const struct strbuf *stream = term_stream(on_stage());
	assert_null(memmem(stream->data, stream->length, "\033[?12h", 6));
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(none_is_left_out),
		story(ascii_is_ascii),
		story(the_cursor_is_on_the_row),
		story(nothing_blinks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
