/*
 * look - shows what msgdeck shows: for whoever writes a screen, or a story about one.
 *
 *	look [-s COLSxROWS] [-t TERM] [-w TEXT] [-k KEYS] [-r COLSxROWS]... [-e TEXT] [-o FILE]
 *	     [-S OPTION]... [-- PROGRAM ARG...]
 *
 *	-s	the window's size (80x24)
 *	-t	the terminal's type (xterm-256color)
 *	-w	a text to wait for at the start, where the program does not come to rest: while it loads
 *	-k	keys to press, as support/keys.h writes them
 *	-r	a size that the window has after them; several, one after the other
 *	-e	a text to wait for at the end, instead of until the program has come to rest
 *	-o	FILE.svg or FILE.png (which needs rsvg-convert); else text goes to standard output
 *	-S	an option for the sandbox behind it, e.g. -S --messages -S 200; "-S -" runs none
 *
 * The program is msgdeck in front of a sandbox, in the tests' surroundings: run it as tests do, e.g.
 *
 *	../tests/run tests/e2e/look -s 120x40 -k 'jj<Enter>' -o look.png
 */
#include <errno.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/vec.h"
#include "support/fail.h"
#include "support/sandbox.h"
#include "support/screen.h"
#include "support/svg.h"
#include "support/term.h"

struct wish {
	struct term_options term;
	const char *start, *keys, *text, *file;
	struct VEC(const char *) sandbox, sizes;
	const char *const *argv;
};

static void read_size(const char *text, int *cols, int *rows)
{
	char rest;

	if (sscanf(text, "%dx%d%c", cols, rows, &rest) != 2 || *cols < 1 || *rows < 1 ||
	    *cols > 1000 || *rows > 1000)
		test_fail("not a size: %s (80x24, say)", text);
}

static void read_arguments(int argc, char **argv, struct wish *wish)
{
	static const char *const msgdeck[] = { "msgdeck", NULL };
	int option;

	while ((option = getopt(argc, argv, "s:t:w:k:r:e:o:S:")) != -1) {
		if (option == 's')
			read_size(optarg, &wish->term.cols, &wish->term.rows);
		else if (option == 'w')
			wish->start = optarg;
		else if (option == 'r')
			vec_push(&wish->sizes, optarg);
		else if (option == 't')
			wish->term.type = optarg;
		else if (option == 'k')
			wish->keys = optarg;
		else if (option == 'e')
			wish->text = optarg;
		else if (option == 'o')
			wish->file = optarg;
		else if (option == 'S')
			vec_push(&wish->sandbox, optarg);
		else
			exit(2);
	}
	wish->argv = optind < argc ? (const char *const *)(argv + optind) : msgdeck;
	vec_push(&wish->sandbox, NULL);
}

static bool ends_with(const char *text, const char *tail)
{
	size_t length = strlen(text), tail_length = strlen(tail);

	return length >= tail_length && strcmp(text + length - tail_length, tail) == 0;
}

static void write_file(const char *path, const struct strbuf *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fwrite(text->data, 1, text->length, file) != text->length || fclose(file) != 0)
		test_fail("%s: %m", path);
}

static void write_png(const char *path, const struct strbuf *svg)
{
	struct strbuf source = STRBUF_INIT(STRBUF_LINE);
	const char *argv[] = { "rsvg-convert", "-o", path, NULL, NULL };
	pid_t process;
	int status;

	strbuf_addf(&source, "%s.svg", path);
	write_file(source.data, svg);
	argv[3] = source.data;
	errno = posix_spawnp(&process, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv,
			     environ);
	if (errno)
		test_fail("%s: %m (it comes with librsvg; or look at %s)", argv[0], source.data);
	if (waitpid(process, &status, 0) < 0 || status != 0)
		test_fail("%s did not make %s", argv[0], path);
	unlink(source.data);
	strbuf_release(&source);
}

static void show(const struct term *term, const char *file)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	if (!file) {
		screen_write(term, &(struct screen_options){ .styled = true }, &out);
		fputs(out.data, stdout);
	} else {
		svg_write(term, &(struct svg_look){ .title = "msgdeck" }, &out);
		if (ends_with(file, ".png"))
			write_png(file, &out);
		else
			write_file(file, &out);
	}
	strbuf_release(&out);
}

static void play(const struct wish *wish, struct term *term)
{
	if (wish->start)
		term_expect(term, wish->start);
	else
		term_settle(term);
	if (wish->text)
		term_send(term, wish->keys);
	else
		term_keys(term, wish->keys);
	for (size_t i = 0; i < wish->sizes.count; i++) {
		int cols, rows;

		read_size(wish->sizes.items[i], &cols, &rows);
		term_resize(term, cols, rows);
	}
	if (wish->text)
		term_expect(term, wish->text);
}

int main(int argc, char **argv)
{
	struct wish wish = { .keys = "" };
	struct sandbox *sandbox = NULL;
	struct term *term;

	read_arguments(argc, argv, &wish);
	if (!wish.sandbox.items[0] || strcmp(wish.sandbox.items[0], "-") != 0) {
		sandbox = sandbox_start(wish.sandbox.items, 0);
		wish.term.env = sandbox_environment(sandbox);
	}
	term = term_open(&wish.term, wish.argv);
	play(&wish, term);
	show(term, wish.file);
	term_close(term);
	sandbox_stop(sandbox);
	vec_release(&wish.sandbox);
	vec_release(&wish.sizes);
	return 0;
}
