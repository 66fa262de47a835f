/*
 * keymap.h - keys run command lines, context by context.
 *
 * Bindings are text, one statement a line, in the same words as the command line:
 *
 *	bind messages "r" "redact"
 *	bind list "g g" "top"
 *	unbind global "<C-z>"
 *
 * '#' begins a comment. Defaults are such text too, parsed by the same parser. A later binding of
 * the same keys in the same context replaces the earlier one. Contexts are looked at in the order
 * given at look-up; the first in which anything begins with the keys decides, and within it an
 * exact binding wins over longer ones. What the operator bound for a screen goes before all that is
 * bound for the list, the pager or the form on it, but not while a field is edited. The context "*" is
 * "global".
 *
 * Pure, except for memory. Thread: UI.
 */
#ifndef MSGDECK_UI_KEYMAP_H
#define MSGDECK_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "ui/key.h"

struct keymap;

struct keymap_binding {
	const char *context; /* owned by the keymap */
	struct key_sequence keys;
	char *command;   /* command line */
	char *replaced;  /* the command line of the default whose place it took; NULL: of none */
	unsigned line;   /* of the config file; 0: not from there */
	bool is_default; /* from text that was parsed with `defaults` */
};

enum keymap_answer {
	KEYMAP_NONE,   /* nothing begins like this */
	KEYMAP_PREFIX, /* more keys are needed */
	KEYMAP_FOUND,
};

struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap);

/* Parses many statements. The error names `place` and the line: "keys.conf:12: …". What stands
 * before the faulty line has been taken. */
bool keymap_parse(struct keymap *keymap, const char *text, size_t length, const char *place,
		  bool defaults, struct error *err);
/* One statement of the config file. The error does not name a place. */
bool keymap_statement(struct keymap *keymap, const char *text, size_t length, unsigned line,
		      struct error *err);
bool keymap_bind(struct keymap *keymap, const char *context, const char *keys, const char *command,
		 struct error *err);
bool keymap_unbind(struct keymap *keymap, const char *context, const char *keys, struct error *err);

enum keymap_answer keymap_lookup(const struct keymap *keymap, const char *const *contexts,
				 size_t context_count, const struct key_sequence *keys,
				 const char **command);

/* What keeps a binding from being reached in these contexts, of which one is its own: the binding that
 * runs in its place, or that waits for more keys. NULL: nothing. */
const struct keymap_binding *keymap_in_the_way(const struct keymap *keymap,
					       const char *const *contexts, size_t context_count,
					       const struct keymap_binding *binding);

size_t keymap_count(const struct keymap *keymap);
const struct keymap_binding *keymap_at(const struct keymap *keymap, size_t index);
/* Appends the keys bound in the context to a line that begins with `command`; false when there are
 * none. A line without arguments is preferred, then what the operator bound, then what was bound first.
 * For hints. */
bool keymap_keys_for(const struct keymap *keymap, const char *context, const char *command,
		     struct strbuf *out);
/* The bindings of ui's own contexts: "global", "list", "pager", "page", "search", "form", "field",
 * "area". */
extern const char keymap_default_text[];

#endif
