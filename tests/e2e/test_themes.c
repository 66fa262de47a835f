/*
 * What an operator makes of it: another theme while msgdeck runs, looked at before it is taken; the
 * config file read again; columns that are kept; the cursor where a braille display looks for it.
 */
#include <signal.h>
#include <string.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/stage.h"

#define FEW "--messages", "60", "--contacts", "6"
#define COLOURS .type = "xterm-256color"

static struct strbuf path = STRBUF_INIT(STRBUF_LINE), variable = STRBUF_INIT(STRBUF_LINE);

/* A file of the test's own; the config file's path is in `path`, what points at it in `variable`. */
static void write_text(const char *name, const char *text)
{
	struct strbuf file = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&file, "%s/%s", getenv("TMPDIR"), name);
	assert_true(file_write_private(file.data, text, strlen(text), NULL));
	strbuf_release(&file);
}

static void use_config(const char *text)
{
	write_text("themes.conf", text);
	strbuf_reset(&path);
	strbuf_reset(&variable);
	strbuf_addf(&path, "%s/themes.conf", getenv("TMPDIR"));
	strbuf_addf(&variable, "MSGDECK_CONFIG=%s", path.data);
}

/* Painted anew, so that what a cell was before leaves nothing in it. */
static void see_painted(const char *name)
{
	press("<C-l>");
	see_styled(name);
}

static void another_theme_at_once(void **state)
{
	(void)state;
	stage(COLOURS, .sandbox = { FEW });
	press("2");
	see_painted("themes-default");
	press(":theme nord<Enter>");
	see("theme = \"nord\"; in the config file keeps it");
	press("<Esc>");
	see_painted("themes-nord");
	press(":theme nrod<Enter>");
	see("did you mean \"nord\"?");
	press(":theme default<Enter>");
	see_painted("themes-default");
	leave("q", 0);
}

static void themes_are_looked_at_and_one_is_taken(void **state)
{
	(void)state;
	stage(COLOURS, .sandbox = { FEW });
	press("2");
	see_painted("themes-default");
	press(":theme<Enter>");
	see("solarized");
	press("<Down><Down>");
	see_styled("themes-choose");
	press("<Esc>");
	see_painted("themes-default");
	press(":theme<Enter>nor");
	press("<Esc>");
	see_painted("themes-default");
	press(":theme<Enter>nord<Enter>");
	see_painted("themes-nord");
	press(":theme<Enter>nothing<Enter>");
	see("There is no theme \"nothing\"");
	press("<Enter>");
	see_painted("themes-nord");
	leave("q", 0);
}

static void every_theme_that_is_promised_is_there(void **state)
{
	static const char *const names[] = { "default",       "dark",      "light",
					     "high-contrast", "mono",      "nord",
					     "gruvbox",       "solarized", "colour-blind" };

	(void)state;
	stage(COLOURS, .sandbox = { FEW });
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		strbuf_addf(&text, ":theme %s<Enter>", names[i]);
		press(text.data);
		strbuf_reset(&text);
		strbuf_addf(&text, "theme = \"%s\"; in the config file keeps it", names[i]);
		see(text.data);
		strbuf_release(&text);
	}
	leave("q", 0);
}

/* Not a cell: what colours say elsewhere, attributes and signs say here. */
static void mono_draws_no_colour(void **state)
{
	struct term_cell cell;

	(void)state;
	stage(COLOURS, .sandbox = { FEW });
	press("2:theme mono<Enter>");
	see("theme = \"mono\"");
	press("<C-l>");
	for (int row = 0; row < term_rows(on_stage()); row++)
		for (int col = 0; col < term_cols(on_stage()); col++) {
			term_cell(on_stage(), row, col, &cell);
			assert_int_equal(cell.foreground, TERM_DEFAULT);
			assert_int_equal(cell.background, TERM_DEFAULT);
		}
	leave("q", 0);
}

static void the_config_file_is_read_again(void **state)
{
	(void)state;
	use_config("# nothing\n");
	stage(COLOURS, .sandbox = { FEW }, .env = { variable.data });
	press("2");
	see_painted("themes-default");
	use_config("theme = \"nord\"; keys = [ \"bind messages X bottom\" ];\n"
		   "times = \"absolute\"; columns = { media = [ \"type\", \"size\" ]; };\n");
	press(":reload<Enter>");
	see("read again");
	see_painted("themes-nord");
	press("X");
	see_match("^▌ 28 Jul");
	press("3");
	see_match("^ *TYPE +SIZE *$");
	press("2g");
	/* What is wrong leaves what was. */
	use_config("theme = \"nord\";\nkeys = [ \"bind messages X\" ];\n");
	press(":reload<Enter>");
	see("themes.conf:2: ");
	press("<Enter>");
	see_painted("themes-nord");
	leave("q", 0);
}

static void a_signal_reads_it_again(void **state)
{
	struct strbuf theme = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	write_text("own.theme", "roles = { dim = { attrs = \"bold\"; }; };\n");
	strbuf_addf(&theme, "theme = \"%s/own.theme\";\n", getenv("TMPDIR"));
	use_config(theme.data);
	stage(COLOURS, .sandbox = { FEW }, .env = { variable.data });
	press("2");
	write_text("own.theme", "# theme\nroles = { dim = { fg = \"reddish\"; }; };\n");
	assert_int_equal(kill(term_process(on_stage()), SIGUSR1), 0);
	/* How long the path is decides where lines end. */
	see("2:");
	see("'reddish'");
	press("<Enter>");
	write_text("own.theme", "based_on = \"nord\";\n");
	assert_int_equal(kill(term_process(on_stage()), SIGUSR1), 0);
	see("read again");
	see_painted("themes-nord");
	leave("q", 0);
	strbuf_release(&theme);
}

/* -- what changes is read again ---------------------------------------------------------------- */

#define LIVE "MSGDECK_LIVE_RELOAD=yes"

static void what_an_editor_saves_is_read_again(void **state)
{
	(void)state;
	use_config("# nothing\n");
	stage(COLOURS, .sandbox = { FEW }, .env = { variable.data, LIVE });
	press("2");
	see_painted("themes-default");
	use_config("theme = \"nord\";\n");
	see("read again");
	see_painted("themes-nord");
	press("<Esc>");
	/* What is wrong is said, and leaves what was. */
	use_config("theme = \"nord\";\nmouse = 7;\n");
	see("themes.conf:2: ");
	press("<Enter>");
	see_painted("themes-nord");
	use_config("keys = [ \"bind messages X 'theme nord'\" ];\n");
	see("read again");
	see_painted("themes-default");
	press("X");
	see("theme = \"nord\"");
	leave("q", 0);
}

static void so_are_the_theme_and_the_address_book(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	write_text("own.theme", "# nothing\n");
	write_text("book.csv", "+12015550100,Ada\n");
	strbuf_addf(&text, "theme = \"%s/own.theme\"; address_book = \"%s/book.csv\";\n",
		    getenv("TMPDIR"), getenv("TMPDIR"));
	use_config(text.data);
	stage(COLOURS, .sandbox = { FEW }, .env = { variable.data, LIVE });
	see("Ada");
	press("/with:bruno<Enter>");
	see("0 match");
	write_text("book.csv", "+12015550100,Bruno\n");
	see("Bruno");
	see("1 match");
	write_text("book.csv", "number,name\n");
	see("+1 201 555 0100");
	press("<Esc>2");
	write_text("own.theme", "based_on = \"nord\";\n");
	see("read again");
	see_painted("themes-nord");
	leave("q", 0);
	strbuf_release(&text);
}

static void not_where_it_is_not_wanted(void **state)
{
	(void)state;
	use_config("live_reload = false;\n");
	stage(COLOURS, .sandbox = { FEW }, .env = { variable.data, "MSGDECK_LIVE_RELOAD=" });
	press("2");
	use_config("theme = \"nord\";\n");
	press("jk");
	see_painted("themes-default");
	press(":reload<Enter>");
	see("read again");
	see_painted("themes-nord");
	leave("q", 0);
}

/* -- keys --------------------------------------------------------------------------------------- */

static void keys_that_hide_others_are_told_of(void **state)
{
	(void)state;
	use_config(
		"keys = [ \"bind messages X bottom\",\n\"bind messages g 'filter is:failed'\" ];\n");
	stage(.sandbox = { FEW }, .env = { variable.data }, .cols = 120, .rows = 40);
	see("themes.conf:2: g (messages, filter is:failed) hides g (list, top, built in) on the screen messages");
	press("2g");
	see("match is:failed");
	press("<Esc>1g?");
	see_not("Keys in [ ]");
	press("<Esc>2?");
	see("Keys in [ ] do something else here");
	see_match("\\[g\\] <Home> +top");
	see_screen("keys-hidden-120x40");
	press("<Esc>");
	use_config("keys = [ \"bind global r 'open 1'\", \"bind messages m 'open 1'\" ];\n");
	press(":reload<Enter>");
	see("read again; themes.conf:1: r (global, open 1) is hidden by r (");
	use_config("keys = [ \"bind messages <F7> 'open 1'\" ];\n");
	press(":reload<Enter>");
	see("read again: keys");
	use_config("keys = [ \"bind messages g 'open 1'\",\n\"bind global ? 'open 1'\",\n"
		   "\"bind global 'q x' 'open 1'\" ];\n");
	stage(.argv = { "msgdeck", "doctor" }, .env = { variable.data }, .cols = 400, .rows = 60,
	      .no_wait = true);
	see_match(
		"keys +.*/themes.conf:1: g \\(messages, open 1\\) hides g \\(list, top, built in\\)");
	see_match("keys +.*/themes.conf:2: \\? \\(global, open 1\\) leaves help without a key");
	see_match(
		"keys +.*/themes.conf:3: q x \\(global, open 1\\) is hidden by q \\(global, quit, built in\\)");
	see_match("on the screen conversations and [0-9]+ more");
	use_config("\nkeys = [ \"bind messages\" ];\n");
	stage(.argv = { "msgdeck", "doctor" }, .env = { variable.data }, .cols = 200, .rows = 60,
	      .no_wait = true);
	see_match("! +config +.*themes.conf:2: ");
}

/* -- columns ------------------------------------------------------------------------------------ */

static void columns_are_kept(void **state)
{
	(void)state;
	use_config("columns = { messages = [ \"time\", \"contact\", \"status\" ]; };\n");
	strbuf_reset(&path);
	strbuf_addf(&path, "XDG_STATE_HOME=%s/state", getenv("TMPDIR"));
	stage(.sandbox = { FEW }, .env = { variable.data, path.data });
	press("2");
	see_match("^ *TIME UTC +CONTACT +STATUS *$");
	press(":columns<Enter>");
	see("Which columns, in which order? There are now: time ");
	press("<Enter>:columns status time<Enter>");
	see_match("^ *STATUS +TIME UTC *$");
	press(":keep-columns<Enter>");
	see("the columns are like this the next time, too");
	press(":keep-columns all<Enter>");
	see("Write keep-columns, or keep-columns none");
	press("<Enter>");
	press(":open activity<Enter>");
	leave("q", 0);
	stage(.env = { variable.data, path.data });
	press("2");
	see_match("^ *STATUS +TIME UTC *$");
	press(":keep-columns none<Enter>");
	see("as usual the next time");
	leave("q", 0);
	stage(.env = { variable.data, path.data });
	press("2");
	see_match("^ *TIME UTC +CONTACT +STATUS *$");
	press("<Enter>:keep-columns<Enter>");
	see("No list with columns has the keys here");
	leave("q", 0);
}

/* -- for screen readers and braille displays ------------------------------------------------------ */

/* The hardware cursor is in the row with the mark. */
static void see_cursor_on_row(const char *screen)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	int row, column;
	bool visible;

	term_cursor(on_stage(), &row, &column, &visible);
	term_row(on_stage(), row, &text);
	if (strncmp(text.data, "▌", strlen("▌")) != 0)
		fail_msg("%s: the cursor is in row %d: %s", screen, row, text.data);
	strbuf_release(&text);
}

static void the_cursor_is_on_the_row(void **state)
{
	static const char *const lists[] = { "conversations", "messages", "media",
					     "services",      "numbers",  "short-codes",
					     "prices",        "account",  "activity" };

	(void)state;
	stage(.sandbox = { "--messages", "300" });
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct strbuf line = STRBUF_INIT(STRBUF_LINE);

		strbuf_addf(&line, ":open %s<Enter>", lists[i]);
		press(line.data);
		see_cursor_on_row(lists[i]);
		press("j");
		see_cursor_on_row(lists[i]);
		strbuf_release(&line);
	}
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(another_theme_at_once),
		story(themes_are_looked_at_and_one_is_taken),
		story(every_theme_that_is_promised_is_there),
		story(mono_draws_no_colour),
		story(the_config_file_is_read_again),
		story(a_signal_reads_it_again),
		story(what_an_editor_saves_is_read_again),
		story(so_are_the_theme_and_the_address_book),
		story(not_where_it_is_not_wanted),
		story(keys_that_hide_others_are_told_of),
		story(columns_are_kept),
		story(the_cursor_is_on_the_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
