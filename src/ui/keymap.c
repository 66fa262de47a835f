#include "ui/keymap.h"

#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "ui/command.h"

struct bindings VEC(struct keymap_binding *);

/* All that is bound in one, in the order in which it was. */
struct context {
	char *name;
	struct bindings bindings;
};

struct keymap {
	struct bindings bindings; /* of all contexts */
	struct contexts
		VEC(struct context) contexts; /* by name; one that was bound in once stays */
	bool defaults;                        /* what is bound now is a default */
	unsigned line;                        /* where it stands in the config file */
};

struct keymap *keymap_new(void)
{
	return xcalloc(1, sizeof(struct keymap));
}

static void release_binding(struct keymap_binding *binding)
{
	free(binding->command);
	free(binding->replaced);
}

static void free_binding(struct keymap_binding *binding)
{
	release_binding(binding);
	free(binding);
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	for (size_t i = 0; i < keymap->bindings.count; i++)
		free_binding(keymap->bindings.items[i]);
	vec_release(&keymap->bindings);
	for (size_t i = 0; i < keymap->contexts.count; i++) {
		free(keymap->contexts.items[i].name);
		vec_release(&keymap->contexts.items[i].bindings);
	}
	vec_release(&keymap->contexts);
	free(keymap);
}

/* -- contexts ------------------------------------------------------------------------------- */

/* Where the context is, or would be. */
static size_t context_place(const struct keymap *keymap, const char *name)
{
	size_t low = 0, high = keymap->contexts.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(keymap->contexts.items[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_context(const struct keymap *keymap, size_t at, const char *name)
{
	return at < keymap->contexts.count && strcmp(keymap->contexts.items[at].name, name) == 0;
}

/* What is bound in it; empty where nothing ever was. */
static const struct bindings *bindings_in(const struct keymap *keymap, const char *name)
{
	static const struct bindings none;
	size_t at = context_place(keymap, name);

	return is_context(keymap, at, name) ? &keymap->contexts.items[at].bindings : &none;
}

static struct context *make_context(struct keymap *keymap, const char *name)
{
	size_t at = context_place(keymap, name);
	struct context *contexts;

	if (!is_context(keymap, at, name)) {
		vec_push_new(&keymap->contexts);
		contexts = keymap->contexts.items;
		memmove(&contexts[at + 1], &contexts[at],
			(keymap->contexts.count - 1 - at) * sizeof(*contexts));
		contexts[at] = (struct context){ .name = xstrdup(name) };
	}
	return &keymap->contexts.items[at];
}

static void forget(struct bindings *bindings, const struct keymap_binding *binding)
{
	size_t at = 0;

	while (bindings->items[at] != binding)
		at++;
	vec_remove(bindings, at);
}

/* -- binding -------------------------------------------------------------------------------- */

static bool same_keys(const struct key_sequence *a, const struct key_sequence *b)
{
	return a->count == b->count && memcmp(a->keys, b->keys, a->count * sizeof(*a->keys)) == 0;
}

static bool begins_with(const struct key_sequence *whole, const struct key_sequence *start)
{
	return whole->count >= start->count &&
	       memcmp(whole->keys, start->keys, start->count * sizeof(*start->keys)) == 0;
}

/* '*' is another name of the context that holds everywhere. */
static const char *context_name(const char *context)
{
	return strcmp(context, "*") == 0 ? "global" : context;
}

/* NULL: the keys are not bound. */
static struct keymap_binding *find_binding(const struct keymap *keymap, const char *context,
					   const struct key_sequence *keys)
{
	const struct bindings *bindings = bindings_in(keymap, context);

	for (size_t i = 0; i < bindings->count; i++)
		if (same_keys(&bindings->items[i]->keys, keys))
			return bindings->items[i];
	return NULL;
}

static bool check_context(const char *context, struct error *err)
{
	if (*context && context[strspn(context, "abcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0')
		return true;
	return error_set(err, ERROR_USAGE, "'%s' is no context; write global or a view's name",
			 context);
}

bool keymap_unbind(struct keymap *keymap, const char *context, const char *keys, struct error *err)
{
	struct key_sequence sequence;
	struct keymap_binding *binding;

	context = context_name(context);
	if (!check_context(context, err) || !key_sequence_parse(keys, &sequence, err))
		return false;
	binding = find_binding(keymap, context, &sequence);
	if (binding) {
		forget(&keymap->bindings, binding);
		forget(&make_context(keymap, context)->bindings, binding);
		free_binding(binding);
	}
	return true;
}

bool keymap_bind(struct keymap *keymap, const char *context, const char *keys, const char *command,
		 struct error *err)
{
	struct keymap_binding binding = { .line = keymap->line, .is_default = keymap->defaults };
	struct keymap_binding *before;
	struct command_words words;

	context = context_name(context);
	if (!*command)
		return keymap_unbind(keymap, context, keys, err);
	if (!check_context(context, err) || !key_sequence_parse(keys, &binding.keys, err) ||
	    !command_words_split(command, strlen(command), false, &words, err))
		return false;
	command_words_release(&words);
	binding.command = xstrdup(command);
	before = find_binding(keymap, context, &binding.keys);
	if (before) {
		binding.context = before->context;
		if (before->is_default && !binding.is_default)
			binding.replaced = xstrdup(before->command);
		release_binding(before);
		*before = binding;
		return true;
	}
	struct context *home = make_context(keymap, context);
	binding.context = home->name;
	before = xmemdup(&binding, sizeof(binding));
	vec_push(&home->bindings, before);
	vec_push(&keymap->bindings, before);
	return true;
}

static bool run_statement(struct keymap *keymap, const struct command_words *words,
			  struct error *err)
{
	const char *verb = words->words[0];

	if (strcmp(verb, "bind") == 0) {
		if (words->count != 4)
			return error_set(err, ERROR_USAGE,
					 "write: bind CONTEXT \"KEYS\" \"COMMAND\"");
		return keymap_bind(keymap, words->words[1], words->words[2], words->words[3], err);
	}
	if (strcmp(verb, "unbind") == 0) {
		if (words->count != 3)
			return error_set(err, ERROR_USAGE, "write: unbind CONTEXT \"KEYS\"");
		return keymap_unbind(keymap, words->words[1], words->words[2], err);
	}
	return error_set(err, ERROR_USAGE, "'%s' is neither bind nor unbind", verb);
}

static bool take_line(struct keymap *keymap, const char *line, size_t length, struct error *err)
{
	struct command_words words;
	bool ok = true;

	if (!command_words_split(line, length, false, &words, err))
		return false;
	if (words.count)
		ok = run_statement(keymap, &words, err);
	command_words_release(&words);
	return ok;
}

bool keymap_statement(struct keymap *keymap, const char *text, size_t length, unsigned line,
		      struct error *err)
{
	bool ok;

	keymap->line = line;
	ok = take_line(keymap, text, length, err);
	keymap->line = 0;
	return ok;
}

bool keymap_parse(struct keymap *keymap, const char *text, size_t length, const char *place,
		  bool defaults, struct error *err)
{
	const char *at = text;
	const char *end = text + length;
	bool ok = true;

	keymap->defaults = defaults;
	for (int number = 1; ok && at < end; number++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *line_end = newline ? newline : end;

		ok = take_line(keymap, at, (size_t)(line_end - at), err);
		if (!ok)
			error_prefix(err, "%s:%d", place, number);
		at = newline ? newline + 1 : end;
	}
	keymap->defaults = false;
	return ok;
}

/* -- looking up ----------------------------------------------------------------------------- */

/* Those of the toolkit, which are part of many screens. */
static bool is_general(const char *context)
{
	static const char *const names[] = { "list", "pager", "form", "global" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (strcmp(context, names[i]) == 0)
			return true;
	return false;
}

/* A field of a form is being edited. */
static bool is_edited(const char *context)
{
	return strcmp(context, "field") == 0 || strcmp(context, "area") == 0;
}

/* Within one context; an exact binding wins over longer ones. NULL: nothing begins with the keys.
 * *exact: it is no longer than they are. */
static const struct keymap_binding *look_in(const struct keymap *keymap, const char *context,
					    const struct key_sequence *keys, bool own, bool *exact)
{
	const struct bindings *bindings = bindings_in(keymap, context);
	const struct keymap_binding *longer = NULL;

	*exact = false;
	for (size_t i = 0; i < bindings->count; i++) {
		const struct keymap_binding *binding = bindings->items[i];

		if ((own && binding->is_default) || !begins_with(&binding->keys, keys))
			continue;
		*exact = binding->keys.count == keys->count;
		if (*exact)
			return binding;
		longer = longer ? longer : binding;
	}
	return longer;
}

static const struct keymap_binding *look_up(const struct keymap *keymap,
					    const char *const *contexts, size_t context_count,
					    const struct key_sequence *keys, bool *exact)
{
	const struct keymap_binding *found = NULL;
	bool edited = context_count && is_edited(contexts[0]);

	for (size_t i = 0; !edited && !found && i < context_count; i++)
		if (!is_general(contexts[i]))
			found = look_in(keymap, contexts[i], keys, true, exact);
	for (size_t i = 0; !found && i < context_count; i++)
		found = look_in(keymap, contexts[i], keys, false, exact);
	return found;
}

enum keymap_answer keymap_lookup(const struct keymap *keymap, const char *const *contexts,
				 size_t context_count, const struct key_sequence *keys,
				 const char **command)
{
	bool exact;
	const struct keymap_binding *found = look_up(keymap, contexts, context_count, keys, &exact);

	if (!found)
		return KEYMAP_NONE;
	if (!exact)
		return KEYMAP_PREFIX;
	*command = found->command;
	return KEYMAP_FOUND;
}

const struct keymap_binding *keymap_in_the_way(const struct keymap *keymap,
					       const char *const *contexts, size_t context_count,
					       const struct keymap_binding *binding)
{
	struct key_sequence typed = binding->keys;
	const struct keymap_binding *found = NULL;
	bool exact = false;

	/* Key by key, as they come: what runs on the way takes those typed so far. */
	for (typed.count = 1; !exact && typed.count <= binding->keys.count; typed.count++)
		found = look_up(keymap, contexts, context_count, &typed, &exact);
	return found == binding ? NULL : found;
}

size_t keymap_count(const struct keymap *keymap)
{
	return keymap->bindings.count;
}

const struct keymap_binding *keymap_at(const struct keymap *keymap, size_t index)
{
	return keymap->bindings.items[index];
}

static bool is_command(const char *line, const char *command)
{
	size_t length = strlen(command);

	return strncmp(line, command, length) == 0 && (line[length] == '\0' || line[length] == ' ');
}

/* Lines without arguments before those with, the operator's own before the defaults. */
static int fitness(const struct keymap_binding *binding, const char *command)
{
	return (strcmp(binding->command, command) == 0 ? 2 : 0) + !binding->is_default;
}

bool keymap_keys_for(const struct keymap *keymap, const char *context, const char *command,
		     struct strbuf *out)
{
	const struct bindings *bindings = bindings_in(keymap, context);
	const struct keymap_binding *best = NULL;

	for (size_t i = 0; i < bindings->count; i++) {
		const struct keymap_binding *binding = bindings->items[i];

		if (is_command(binding->command, command) &&
		    (!best || fitness(binding, command) > fitness(best, command)))
			best = binding;
	}
	if (best)
		key_sequence_format(out, &best->keys);
	return best != NULL;
}
