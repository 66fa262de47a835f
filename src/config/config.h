/*
 * config.h - libconfig files as a tree of values with line numbers. The only door to libconfig.
 *
 * The config file and the themes come this way. Only the calls of libconfig 1.5 are used, and
 * @include is refused: a file says all it has to say. Trees are read-only and belong to their
 * file; file names and lines are kept for errors.
 */
#ifndef MSGDECK_CONFIG_CONFIG_H
#define MSGDECK_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/file.h"
#include "base/strbuf.h"

#define CONFIG_FILE_MAX (1024 * 1024) /* bytes of a file */

struct config_file; /* a parsed file */
struct config_node; /* a value in it */

enum config_type {
	CONFIG_NONE,
	CONFIG_BOOL,
	CONFIG_INTEGER,
	CONFIG_REAL,
	CONFIG_STRING,
	CONFIG_GROUP, /* { name = value; … } */
	CONFIG_LIST,  /* ( … ) and [ … ] */
};

/* NULL on failure; the error starts with "name:line: ". Free with config_file_free(). */
struct config_file *config_file_read(const char *path, struct error *err);
/* The same from memory; `name` stands for the file in errors. */
struct config_file *config_file_parse(const char *name, const char *text, size_t length,
				      struct error *err);
/* Overwrites every string in the tree, then frees it. NULL is allowed. */
void config_file_free(struct config_file *file);
const char *config_file_name(const struct config_file *file);
/* Of the file that was read; zeroed where it came from memory. */
const struct file_access *config_file_access(const struct config_file *file);
const struct config_node *config_file_root(const struct config_file *file);

enum config_type config_type(const struct config_node *node); /* CONFIG_NONE for NULL */
const char *config_type_words(enum config_type type);         /* "a string", "a group", … */
const char *config_name(const struct config_node *node);      /* NULL for the members of lists */
unsigned int config_line(const struct config_node *node);
size_t config_count(const struct config_node *node);
const struct config_node *config_at(const struct config_node *node, size_t index);
/* The member called `name`, or NULL. */
const struct config_node *config_get(const struct config_node *group, const char *name);

/* NULL unless it is a string. */
const char *config_string(const struct config_node *node);
bool config_bool(const struct config_node *node, bool *flag);
bool config_integer(const struct config_node *node, int64_t *number);
bool config_real(const struct config_node *node, double *number);

/* Fills err with "file:line: …". Returns false. */
bool config_error(const struct config_file *file, const struct config_node *node, struct error *err,
		  const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The version of libconfig that msgdeck was built with. */
void config_library(struct strbuf *out);

#endif
