/*
 * bench - measures msgdeck against a sandbox on this machine, and prints tables.
 *
 *	bench [-m MESSAGES] [-r REPEATS] [history] [decode] [export] [memory] [store] [changes] [scale] [looks] [keys]
 *
 * `make bench` runs all of it. Nothing here passes or fails by the clock: the table at the end says what
 * was reached.
 */
#include <curl/curl.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/parse.h"
#include "figures.h"
#include "parts.h"
#include "support/fail.h"

static const struct part {
	const char *name;
	void (*run)(const struct bench *bench);
} parts[] = {
	{ "history", bench_history }, { "decode", bench_decode }, { "export", bench_export },
	{ "memory", bench_memory },   { "store", bench_store },   { "changes", bench_changes },
	{ "scale", bench_scale },     { "looks", bench_looks },   { "keys", bench_keys },
};

static int64_t number(const char *text, int64_t max)
{
	int64_t value = 0;

	if (!parse_int64(text, strlen(text), 1, max, &value))
		test_fail("not a number from 1 to %lld: %s", (long long)max, text);
	return value;
}

static void run(const char *name, const struct bench *bench)
{
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (strcmp(parts[i].name, name) == 0) {
			parts[i].run(bench);
			return;
		}
	}
	test_fail("nothing called %s is measured", name);
}

int main(int argc, char **argv)
{
	struct bench bench = { .messages = 100000, .repeats = 200 };
	int option;

	while ((option = getopt(argc, argv, "m:r:")) != -1) {
		if (option == 'm')
			bench.messages = (size_t)number(optarg, 5000000);
		else if (option == 'r')
			bench.repeats = (int)number(optarg, 100000);
		else
			return 2;
	}
	curl_global_init(CURL_GLOBAL_DEFAULT);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (optind == argc)
		for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
			parts[i].run(&bench);
	for (; optind < argc; optind++)
		run(argv[optind], &bench);
	figures_print();
	curl_global_cleanup();
	return 0;
}
