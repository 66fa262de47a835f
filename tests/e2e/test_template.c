/*
 * Templates: a text of the config file with the contact's name, what else it wants asked for, and sent.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/strbuf.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300" }
#define TEMPLATES                                                                            \
	"contacts = [ \"+1 775 555 0171 = Ada Example\" ];\n"                                \
	"templates = { reminder = \"Hi {name}, see you {when}\"; thanks = \"Thanks!\"; };\n" \
	"profiles = { shop = { templates = { thanks = \"Thank you, {name}\"; }; }; };\n"

static void write_config(struct strbuf *variable, const char *text)
{
	char *path;
	FILE *out;

	strbuf_init(variable, STRBUF_LINE);
	strbuf_addf(variable, "MSGDECK_CONFIG=%s/templates.conf", getenv("TMPDIR"));
	path = strchr(variable->data, '=') + 1;
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(path, 0600), 0);
}

static void a_template_is_filled_in(void **state)
{
	struct strbuf config;

	(void)state;
	write_config(&config, TEMPLATES);
	stage(ACCOUNT, .env = { config.data });
	press("ct");
	see("template:");
	press("rem<Tab>");
	see("template: reminder");
	press("<Enter>");
	see("when:");
	see("Hi Ada Example, see you {when}");
	press("Monday");
	see("Hi Ada Example, see you Monday");
	see("when: Monday");
	see_screen("template-asks-80x24");
	press("<Enter>");
	see("30 characters");
	press(":template thanks<Enter>");
	see("There is a text already: clear it (Del)");
	press("<Del>:template nothing<Enter>");
	see("There is no template \"nothing\"");
	press(":template reminder when=today who=me<Enter>");
	see("\"who=me\" gives no variable of the template reminder a value");
	press(":template reminder<Enter>tom<Esc>");
	see_not("see you");
	press(":template reminder when=today<Enter>");
	see("Hi Ada Example, see you today");
	see_screen("template-filled-80x24");
	leave("qy", 0);
	strbuf_release(&config);
}

static void many_recipients_have_no_one_name(void **state)
{
	struct strbuf config;

	(void)state;
	write_config(&config, TEMPLATES);
	stage(ACCOUNT, .cols = 160, .env = { config.data, "MSGDECK_PROFILE=shop" });
	press(":open compose 'To=+17755550171, +447700900622'<Enter>");
	press(":template thanks<Enter>");
	see("{name} at character 12 of thanks is another for each of 2 recipients");
	press(":template thanks name=all<Enter>");
	see("Thank you, all");
	leave("qy", 0);
	strbuf_release(&config);
}

static void a_mistake_names_its_place(void **state)
{
	struct strbuf config;

	(void)state;
	write_config(&config, "templates = {\n bad = \"Hi {name\"; };\n");
	/* The whole path is in the line. */
	stage(ACCOUNT, .cols = 400, .env = { config.data }, .no_wait = true);
	see("templates.conf:2: template bad: the { at character 4 is not closed");
	strbuf_release(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(a_template_is_filled_in),
		story(many_recipients_have_no_one_name),
		story(a_mistake_names_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
