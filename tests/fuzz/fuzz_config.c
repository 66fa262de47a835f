/*
 * fuzz_config.c - a config file is refused with words, or each of its settings can be written and
 * read again.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "config/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libconfig 1.5 loses the text it was reading when it meets a syntax error. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void)
{
	return "leak:libconfig";
}

/* A file in memory with a path, so that the file's own checks run as well. */
static int open_file(struct strbuf *path)
{
	int fd = memfd_create("config", MFD_CLOEXEC);

	if (fd < 0 || fchmod(fd, 0600) != 0)
		abort();
	strbuf_addf(path, "/proc/self/fd/%d", fd);
	return fd;
}

static void check_setting(enum option_id id, const struct option_value *value)
{
	struct strbuf first = STRBUF_INIT(STRBUF_TEXT), second = STRBUF_INIT(STRBUF_TEXT);
	struct option_value again;

	option_format(id, value, &first);
	if (option_row(id)->type != OPTION_TYPE_SECRET) {
		if (!option_parse(id, first.data, NULL, &again, NULL))
			abort();
		option_format(id, &again, &second);
		if (strcmp(first.data, second.data) != 0)
			abort();
		option_value_release(&again);
	}
	strbuf_release(&first);
	strbuf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	static int fd = -1;
	struct config config = CONFIG_INIT;
	struct settings settings;
	struct error err = ERROR_INIT;

	if (fd < 0)
		fd = open_file(&path);
	if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0 ||
	    !file_write_all(fd, data, size, NULL))
		abort();
	settings_init(&settings);
	if (config_load(&config, &settings, path.data, NULL, &err)) {
		for (size_t i = 0; i < OPTION_COUNT; i++)
			if (settings_is_set(&settings, (enum option_id)i))
				check_setting((enum option_id)i,
					      &settings.layers[settings_layer_of(
						      &settings, (enum option_id)i)][i]
						       .value);
	} else if (err.kind == ERROR_NONE || !err.text || !*err.text) {
		abort();
	}
	error_release(&err);
	config_release(&config);
	settings_release(&settings);
	return 0;
}
