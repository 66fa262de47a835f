/*
 * replay.c - runs a fuzz target over its corpus, where libFuzzer does not: in `make check`.
 *
 * A target is tests/fuzz/fuzz_NAME.c, which defines LLVMFuzzerTestOneInput() and nothing else.
 * Built with --enable-fuzzing libFuzzer brings the main() that searches; otherwise this file does,
 * and each file of tests/fuzz/corpus/NAME/ (or each file named as an argument) is one test. Short
 * inputs are also given cut off after each of their bytes, because parsers stumble most often
 * where their input ends. An input lies in a block of exactly its size, so that ASan and valgrind
 * see one byte read too many.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define INPUT_MAX ((size_t)16 << 20)
/* Inputs up to this size are also cut off after each byte. */
#define CUT_MAX 2048

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(const char *data, size_t size)
{
	uint8_t *exact = xmalloc(size ? size : 1);

	if (size)
		memcpy(exact, data, size);
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

/* Returns whether the file could be read; what the target finds wrong ends the program. */
static bool replay(const char *path)
{
	struct strbuf input = STRBUF_INIT(INPUT_MAX);
	struct error err = ERROR_INIT;

	if (!file_read(path, &input, &err)) {
		printf("# %s: %s\n", path, error_text(&err));
		error_release(&err);
		strbuf_release(&input);
		return false;
	}
	if (input.length <= CUT_MAX) {
		for (size_t cut = 0; cut < input.length; cut++)
			run(input.data, cut);
	}
	run(input.data, input.length);
	strbuf_release(&input);
	return true;
}

static int is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The corpus folder that belongs to the program at `path`: fuzz_NAME has corpus/NAME. */
static void corpus_of(const char *path, struct strbuf *folder)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *srcdir = getenv("srcdir");

	if (strncmp(name, "fuzz_", 5) == 0)
		name += 5;
	strbuf_addf(folder, "%s/tests/fuzz/corpus/%s", srcdir ? srcdir : ".", name);
}

static bool replay_corpus(const char *program)
{
	struct strbuf folder = STRBUF_INIT(STRBUF_LINE);
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct dirent **entries;
	bool ok = true;
	int count;

	corpus_of(program, &folder);
	count = scandir(folder.data, &entries, is_input, alphasort);
	if (count <= 0) {
		printf("Bail out! nothing to replay in %s\n", folder.data);
		strbuf_release(&folder);
		strbuf_release(&path);
		return false;
	}
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		bool read;

		strbuf_reset(&path);
		strbuf_addf(&path, "%s/%s", folder.data, entries[i]->d_name);
		read = replay(path.data);
		printf("%s %d - %s\n", read ? "ok" : "not ok", i + 1, entries[i]->d_name);
		ok = ok && read;
		free(entries[i]);
	}
	free(entries);
	strbuf_release(&folder);
	strbuf_release(&path);
	return ok;
}

int main(int argc, char **argv)
{
	bool ok = true;

	/* What was replayed last is known even if the next input ends the program. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 2)
		return replay_corpus(argv[0]) ? 0 : 1;
	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++) {
		bool read = replay(argv[i]);

		printf("%s %d - %s\n", read ? "ok" : "not ok", i, argv[i]);
		ok = ok && read;
	}
	return ok ? 0 : 1;
}
