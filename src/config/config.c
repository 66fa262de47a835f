#include "config/config.h"

#include <libconfig.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "config/config_scan.h"

struct config_file {
	config_t tree;
	char *name;
	struct file_access access;
};

/* A node is libconfig's setting under our name. */
static const config_setting_t *setting(const struct config_node *node)
{
	return (const config_setting_t *)(const void *)node;
}

static const struct config_node *as_node(const config_setting_t *of)
{
	return (const struct config_node *)(const void *)of;
}

struct config_file *config_file_parse(const char *name, const char *text, size_t length,
				      struct error *err)
{
	if (length > CONFIG_FILE_MAX) {
		error_set(err, ERROR_LIMIT, "%s: larger than %d bytes", name, CONFIG_FILE_MAX);
		return NULL;
	}
	if (!config_scan(name, text, length, err))
		return NULL;

	struct config_file *file = xcalloc(1, sizeof(*file));
	char *whole = xstrndup(text, length);
	config_init(&file->tree);
	file->name = xstrdup(name);
	bool ok = config_read_string(&file->tree, whole) == CONFIG_TRUE;
	mem_wipe_free(whole);
	if (ok)
		return file;
	error_set(err, ERROR_USAGE, "%s:%d: %s", name, config_error_line(&file->tree),
		  config_error_text(&file->tree));
	config_file_free(file);
	return NULL;
}

struct config_file *config_file_read(const char *path, struct error *err)
{
	struct strbuf text = STRBUF_INIT(CONFIG_FILE_MAX);
	struct config_file *file = NULL;
	struct file_access access;

	/* At once, so that growing leaves no copies of secrets behind. */
	strbuf_reserve(&text, CONFIG_FILE_MAX);
	if (file_read_access(path, &text, &access, err))
		file = config_file_parse(path, text.data, text.length, err);
	if (file)
		file->access = access;
	strbuf_wipe(&text);
	return file;
}

/* The strings are libconfig's own copies, about to be freed. */
static void wipe(const config_setting_t *of)
{
	const char *text = config_setting_get_string(of);

	if (text)
		mem_wipe((void *)(uintptr_t)text, strlen(text));
	if (config_setting_is_aggregate(of))
		for (int i = 0; i < config_setting_length(of); i++)
			wipe(config_setting_get_elem(of, (unsigned int)i));
}

void config_file_free(struct config_file *file)
{
	if (!file)
		return;
	if (config_root_setting(&file->tree))
		wipe(config_root_setting(&file->tree));
	config_destroy(&file->tree);
	free(file->name);
	free(file);
}

const char *config_file_name(const struct config_file *file)
{
	return file->name;
}

const struct file_access *config_file_access(const struct config_file *file)
{
	return &file->access;
}

const struct config_node *config_file_root(const struct config_file *file)
{
	return as_node(config_root_setting(&file->tree));
}

enum config_type config_type(const struct config_node *node)
{
	if (!node)
		return CONFIG_NONE;
	switch (config_setting_type(setting(node))) {
	case CONFIG_TYPE_BOOL:
		return CONFIG_BOOL;
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		return CONFIG_INTEGER;
	case CONFIG_TYPE_FLOAT:
		return CONFIG_REAL;
	case CONFIG_TYPE_STRING:
		return CONFIG_STRING;
	case CONFIG_TYPE_GROUP:
		return CONFIG_GROUP;
	default:
		return CONFIG_LIST;
	}
}

const char *config_type_words(enum config_type type)
{
	static const char *const words[] = {
		[CONFIG_NONE] = "nothing",
		[CONFIG_BOOL] = "true or false",
		[CONFIG_INTEGER] = "a number",
		[CONFIG_REAL] = "a number with a fraction",
		[CONFIG_STRING] = "a text in quotes",
		[CONFIG_GROUP] = "a group { ... }",
		[CONFIG_LIST] = "a list ( ... )",
	};

	return words[type];
}

const char *config_name(const struct config_node *node)
{
	return config_setting_name(setting(node));
}

unsigned int config_line(const struct config_node *node)
{
	return config_setting_source_line(setting(node));
}

size_t config_count(const struct config_node *node)
{
	enum config_type type = config_type(node);

	return type == CONFIG_GROUP || type == CONFIG_LIST
		       ? (size_t)config_setting_length(setting(node))
		       : 0;
}

const struct config_node *config_at(const struct config_node *node, size_t index)
{
	return index < config_count(node)
		       ? as_node(config_setting_get_elem(setting(node), (unsigned int)index))
		       : NULL;
}

const struct config_node *config_get(const struct config_node *group, const char *name)
{
	for (size_t i = 0; config_type(group) == CONFIG_GROUP && i < config_count(group); i++)
		if (strcmp(config_name(config_at(group, i)), name) == 0)
			return config_at(group, i);
	return NULL;
}

const char *config_string(const struct config_node *node)
{
	return config_type(node) == CONFIG_STRING ? config_setting_get_string(setting(node)) : NULL;
}

bool config_bool(const struct config_node *node, bool *flag)
{
	if (config_type(node) != CONFIG_BOOL)
		return false;
	*flag = config_setting_get_bool(setting(node));
	return true;
}

bool config_integer(const struct config_node *node, int64_t *number)
{
	if (config_type(node) != CONFIG_INTEGER)
		return false;
	*number = config_setting_get_int64(setting(node));
	return true;
}

bool config_real(const struct config_node *node, double *number)
{
	if (config_type(node) != CONFIG_REAL)
		return false;
	*number = config_setting_get_float(setting(node));
	return true;
}

bool config_error(const struct config_file *file, const struct config_node *node, struct error *err,
		  const char *format, ...)
{
	va_list args;

	va_start(args, format);
	error_vset(err, ERROR_USAGE, format, args);
	va_end(args);
	return error_prefix(err, "%s:%u", file->name, config_line(node));
}

void config_library(struct strbuf *out)
{
	strbuf_addf(out, "%d.%d.%d", LIBCONFIG_VER_MAJOR, LIBCONFIG_VER_MINOR,
		    LIBCONFIG_VER_REVISION);
}
