/*
 * Names for numbers: from the config file and from a CSV file; where they are shown, with the number
 * where it matters, and how they are found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/strbuf.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300" }
#define BOOK                                                                          \
	"number,name\n+1 775 555 0171,Ada Example\n+447700900622,\"Hopper, Grace\"\n" \
	"+5511900006838,Jo\xC3\xA3o\xE2\x80\xAE\n"
#define CONTACTS "contacts = [ \"+44 7700 900622 = Grace Hopper\" ];\n"

/* "NAME=PATH" of a new file with this text. */
static void write_file(struct strbuf *variable, const char *name, const char *file,
		       const char *text)
{
	char *path;
	FILE *out;

	strbuf_init(variable, STRBUF_LINE);
	strbuf_addf(variable, "%s=%s/%s", name, getenv("TMPDIR"), file);
	path = strchr(variable->data, '=') + 1;
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(path, 0600), 0);
}

static void names_are_shown_and_found(void **state)
{
	struct strbuf book, config;

	(void)state;
	write_file(&book, "MSGDECK_ADDRESS_BOOK", "book.csv", BOOK);
	write_file(&config, "MSGDECK_CONFIG", "names.conf", CONTACTS);
	stage(ACCOUNT, .env = { book.data, config.data });
	see("── Ada Example, +1 775 555 0171 ──");
	see("Grace Hopper");
	see_screen("names-conversations-80x24");
	see("Jo\xC3\xA3o\xE2\x87\x84");
	press("/with:joao<Enter>");
	see("0 match");
	press("/<C-u>jo\xC3\xA3o<Enter>");
	see("1 match");
	press("<Esc>2/with:ada<Enter>");
	see("3 match");
	see_screen("names-messages-80x24");
	press("<Enter>");
	see("Ada Example, +1 775 555 0171 · US-NV");
	press("D");
	see("To Ada Example, +1 775 555 0171");
	press("<Esc><Esc>Y");
	see("copied to the clipboard");
	assert_non_null(strstr(term_clipboard(on_stage()), "Ada Example, +1 775 555 0171"));
	leave("q", 0);
	strbuf_release(&book);
	strbuf_release(&config);
}

static void mistakes_name_file_and_line(void **state)
{
	static const struct {
		const char *variable, *text, *error;
	} cases[] = {
		{ "MSGDECK_ADDRESS_BOOK", "number,name\nAda,+17755550171\n",
		  ":2: \"Ada\" is not a number" },
		{ "MSGDECK_CONFIG", "contacts = [\n\"+1 775 555 0171 Ada\" ];\n",
		  ":2: a contact is written \"NUMBER = NAME\"" },
	};
	struct strbuf variable;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		write_file(&variable, cases[i].variable, "bad", cases[i].text);
		stage(ACCOUNT, .cols = 160, .env = { variable.data }, .no_wait = true);
		see(cases[i].error);
		strbuf_release(&variable);
	}
}

/* What is written without a screen is found by the same names. */
static void names_work_without_a_screen(void **state)
{
	struct strbuf book, config;

	(void)state;
	write_file(&book, "MSGDECK_ADDRESS_BOOK", "book.csv", BOOK);
	write_file(&config, "MSGDECK_CONFIG", "names.conf", CONTACTS);
	stage(ACCOUNT, .env = { book.data, config.data });
	stage(.argv = { "msgdeck", "export", "messages", "--filter", "with:ada", "--output",
			"a.csv" },
	      .env = { book.data, config.data }, .no_wait = true);
	see("3 messages in a.csv");
	stage(.argv = { "msgdeck", "erase", "--delete", "--dry-run", "--filter",
			"with:\"ada ex\"" },
	      .env = { book.data, config.data }, .no_wait = true);
	see_match("^messages +3");
	strbuf_release(&config);
	write_file(&config, "MSGDECK_CONFIG", "names.conf", "contacts = [\n\"Grace\" ];\n");
	stage(.argv = { "msgdeck", "export", "messages" }, .env = { config.data }, .cols = 160,
	      .no_wait = true);
	see("names.conf:2: a contact is written");
	strbuf_release(&book);
	strbuf_release(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(names_are_shown_and_found),
		story(mistakes_name_file_and_line),
		story(names_work_without_a_screen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
