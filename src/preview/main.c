/*
 * main.c - msgdeck-preview: a picture on standard input as a few rows of colours on standard output.
 *
 *	msgdeck-preview WIDTH HEIGHT [symbols]
 *
 * It is a program of its own because it runs decoders over what strangers send: it has no
 * credentials, no network and no files (preview/confine.h), and whatever goes wrong in it ends only
 * it. What it writes is a binary PPM (P6) with one comment line that says what the file was:
 *
 *	P6
 *	# jpeg 4032x3024
 *	80 60
 *	255
 *	(80 × 60 × 3 bytes: red, green, blue, rows from the top)
 *
 * With "symbols", and where it was built with libchafa, it writes characters instead of pixels: see
 * preview/symbols.h. Exit status: 0; 1 it can't be read or written; 2 wrong arguments; 3 no picture of a known kind;
 * 4 damaged; 5 too large. Then standard error has one line of words.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/parse.h"
#include "base/strbuf.h"
#include "preview/confine.h"
#include "preview/decode.h"
#include "preview/scale.h"
#include "preview/symbols.h"

#define INPUT_MAX (64u << 20)
#define SIDE_MAX 2000 /* of what is written */
#define READ_SIZE (256 * 1024)
#define OUTPUT_MAX ((size_t)CONFINE_OUTPUT)

enum { EXIT_FAILED = 1, EXIT_USAGE, EXIT_UNKNOWN, EXIT_DAMAGED, EXIT_LARGE };

static int exit_code(enum error_kind kind)
{
	switch (kind) {
	case ERROR_USAGE:
		return EXIT_UNKNOWN;
	case ERROR_PROTOCOL:
		return EXIT_DAMAGED;
	case ERROR_LIMIT:
		return EXIT_LARGE;
	default:
		return EXIT_FAILED;
	}
}

static void complain(const char *words)
{
	static const char name[] = "msgdeck-preview: ";

	file_write_all(STDERR_FILENO, name, sizeof(name) - 1, NULL);
	file_write_all(STDERR_FILENO, words, strlen(words), NULL);
	file_write_all(STDERR_FILENO, "\n", 1, NULL);
}

static bool read_input(struct strbuf *input, struct error *err)
{
	ssize_t got;

	do {
		if (!strbuf_reserve(input, READ_SIZE))
			return error_set(err, ERROR_LIMIT, "the file is larger than %u bytes",
					 INPUT_MAX);
		got = read(STDIN_FILENO, input->data + input->length, READ_SIZE);
		if (got < 0 && errno != EINTR)
			return error_errno(err, errno, "standard input cannot be read");
		if (got > 0)
			input->length += (size_t)got;
	} while (got != 0);
	return true;
}

struct wish {
	unsigned width, height; /* pixels */
	bool symbols;
};

/* A cell is a pixel wide and two high. */
static void add_picture(const struct image *image, const struct wish *wish, struct strbuf *out)
{
	bool symbols = wish->symbols && symbols_there();
	unsigned width, height;

	scale_fit(image, wish->width, wish->height, &width, &height);
	if (symbols)
		height = (height + 1) / 2;
	strbuf_addf(out, "%s\n# %s %ux%u\n%u %u\n", symbols ? "C1" : "P6", image->kind,
		    image->full_width, image->full_height, width, height);
	if (symbols) {
		symbols_add(image, width, height, out);
		return;
	}
	strbuf_addstr(out, "255\n");
	size_t size = (size_t)width * height * 3;
	if (strbuf_reserve(out, size)) {
		scale_rgb(image, width, height, (uint8_t *)out->data + out->length);
		out->length += size;
	}
}

static bool write_picture(const struct image *image, const struct wish *wish, struct error *err)
{
	struct strbuf out = STRBUF_INIT(OUTPUT_MAX);
	bool good;

	add_picture(image, wish, &out);
	good = !out.overflow || error_set(err, ERROR_LIMIT, "the picture is too large");
	good = good && file_write_all(STDOUT_FILENO, out.data, out.length, err);
	strbuf_release(&out);
	return good;
}

static int run(const struct wish *wish)
{
	struct strbuf input = STRBUF_INIT(INPUT_MAX);
	struct error err = ERROR_INIT;
	struct image image;
	unsigned want = wish->width > wish->height ? wish->width : wish->height;
	int code = EXIT_SUCCESS;
	bool good = read_input(&input, &err) &&
		    image_decode(&image, (const uint8_t *)input.data, input.length, want, &err);

	if (good) {
		good = write_picture(&image, wish, &err);
		image_release(&image);
	}
	strbuf_release(&input);
	if (!good) {
		complain(error_text(&err));
		code = exit_code(err.kind);
	}
	error_release(&err);
	return code;
}

int main(int argc, char **argv)
{
	int64_t width, height;

	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("msgdeck-preview " PACKAGE_VERSION);
		return EXIT_SUCCESS;
	}
	confine();
	bool symbols = argc == 4 && strcmp(argv[3], "symbols") == 0;
	if ((argc != 3 && !symbols) ||
	    !parse_int64(argv[1], strlen(argv[1]), 1, SIDE_MAX, &width) ||
	    !parse_int64(argv[2], strlen(argv[2]), 1, SIDE_MAX, &height)) {
		complain("usage: msgdeck-preview WIDTH HEIGHT [symbols] <PICTURE >PPM");
		_exit(EXIT_USAGE);
	}
	_exit(run(&(struct wish){ (unsigned)width, (unsigned)height, symbols }));
}
