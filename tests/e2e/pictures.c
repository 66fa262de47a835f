/*
 * pictures - the screens that the documentation shows, as the program really draws them.
 *
 *	pictures FOLDER
 *
 * Plays each scene against the seeded sandbox under the tests' clock and writes FOLDER/NAME.svg, the
 * same bytes each time. `make screens` runs it for docs/screens.
 */
#include <sys/stat.h>

#include "base/mem.h"
#include "support/fail.h"
#include "support/sandbox.h"
#include "support/svg.h"
#include "support/term.h"

static const struct scene {
	const char *name;
	const char *title;
	int cols, rows;
	const char *keys;
	const char *sandbox[8]; /* its options; none: no account to show */
} scenes[] = {
	{ "conversations",
	  "msgdeck: conversations",
	  100,
	  32,
	  "<j*34><k*5>",
	  { "--messages", "1500", "--contacts", "60" } },
	{ "messages", "msgdeck: messages", 100, 30, "2<j*70>", { "--messages", "30000" } },
	{ "failures",
	  "msgdeck: what failed",
	  100,
	  30,
	  "2/is:failed -to:+55<Enter><j*4>",
	  { "--messages", "30000" } },
	{ "message",
	  "msgdeck: a message",
	  100,
	  30,
	  "2/status:undelivered<Enter><j*3><Enter>",
	  { "--messages", "30000" } },
	{ "review",
	  "msgdeck: the review before a change",
	  100,
	  30,
	  "2/error:30008<Enter>AD",
	  { "--messages", "30000" } },
	{ "overview",
	  "msgdeck: the last 30 days",
	  120,
	  36,
	  ":open overview<Enter>ppjj",
	  { "--messages", "30000" } },
	{ "pool",
	  "msgdeck: a sender pool",
	  100,
	  24,
	  "4<j*2><Enter>j<Space>j<Space>j<Space>j",
	  { "--messages", "30000" } },
	{ "compose",
	  "msgdeck: a message before it is sent",
	  100,
	  30,
	  ":open compose To=+14155552671 From=+15125550100 "
	  "'Body=Hi Ada – your table is ready, see you at 7 pm. It’s the one by the window.'<Enter>jj",
	  { "--messages", "3000" } },
	{ "keys", "msgdeck: keys", 100, 30, "?", { "--messages", "30000" } },
	{ "start", "msgdeck: the first start", 80, 24, "", { NULL } },
};

/* The themes, each in the colours of a terminal that it is made for; NULL: a dark one. */
static const struct themed {
	const char *name, *paper, *ink;
} themes[] = {
	{ "default", NULL, NULL },
	{ "dark", NULL, NULL },
	{ "light", "#ffffff", "#24292f" },
	{ "high-contrast", "#000000", "#ffffff" },
	{ "mono", NULL, NULL },
	{ "colour-blind", NULL, NULL },
	{ "gruvbox", "#282828", "#ebdbb2" },
	{ "nord", "#2e3440", "#d8dee9" },
	{ "solarized", "#002b36", "#93a1a1" },
};

static const struct scene in_theme = {
	.cols = 80,
	.rows = 24,
	.keys = "2/-is:waiting<Enter><j*4><Space>j<Space><k*3>",
	.sandbox = { "--messages", "1500" },
};

static void write_picture(const struct term *term, const char *name, const struct svg_look *look,
			  const char *folder)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), picture = STRBUF_INIT(STRBUF_TEXT);
	FILE *file;

	strbuf_addf(&path, "%s/%s.svg", folder, name);
	svg_write(term, look, &picture);
	file = fopen(path.data, "w");
	if (!file || fwrite(picture.data, 1, picture.length, file) != picture.length ||
	    fclose(file) != 0)
		test_fail("%s: %m", path.data);
	printf("%s\n", path.data);
	strbuf_release(&path);
	strbuf_release(&picture);
}

static void play(const struct scene *scene, const char *theme, const char *name,
		 const struct svg_look *look, const char *folder)
{
	const char *const msgdeck[] = { "msgdeck", theme, NULL };
	struct term_options options = { .cols = scene->cols, .rows = scene->rows };
	struct sandbox *sandbox = NULL;
	struct term *term;

	if (scene->sandbox[0]) {
		sandbox = sandbox_start(scene->sandbox, 0);
		options.env = sandbox_environment(sandbox);
	}
	term = term_open(&options, msgdeck);
	term_settle(term);
	term_keys(term, scene->keys);
	write_picture(term, name, look, folder);
	term_close(term);
	sandbox_stop(sandbox);
}

static void play_theme(const struct themed *themed, const char *folder)
{
	struct strbuf option = STRBUF_INIT(STRBUF_LINE), name = STRBUF_INIT(STRBUF_LINE);
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&option, "--theme=%s", themed->name);
	strbuf_addf(&name, "theme-%s", themed->name);
	strbuf_addf(&title, "msgdeck %s", option.data);
	play(&in_theme, option.data, name.data,
	     &(struct svg_look){ title.data, themed->paper, themed->ink }, folder);
	strbuf_release(&option);
	strbuf_release(&name);
	strbuf_release(&title);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: pictures FOLDER\n");
		return 2;
	}
	mkdir(argv[1], 0777);
	for (size_t i = 0; i < ARRAY_SIZE(scenes); i++)
		play(&scenes[i], NULL, scenes[i].name,
		     &(struct svg_look){ .title = scenes[i].title }, argv[1]);
	for (size_t i = 0; i < ARRAY_SIZE(themes); i++)
		play_theme(&themes[i], argv[1]);
	return 0;
}
