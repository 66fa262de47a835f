#include "ui/keymap.h"

#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "ui/command.h"

struct keymap {
	struct keymap_bindings VEC(struct keymap_binding) bindings;
	bool defaults; /* what is bound now is a default */
};

struct keymap *keymap_new(void)
{
	return xcalloc(1, sizeof(struct keymap));
}

static void release_binding(struct keymap_binding *binding)
{
	free(binding->context);
	free(binding->command);
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	for (size_t i = 0; i < keymap->bindings.count; i++)
		release_binding(&keymap->bindings.items[i]);
	vec_release(&keymap->bindings);
	free(keymap);
}

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

static size_t find_binding(const struct keymap *keymap, const char *context,
			   const struct key_sequence *keys)
{
	size_t at = 0;

	while (at < keymap->bindings.count &&
	       (strcmp(keymap->bindings.items[at].context, context) != 0 ||
		!same_keys(&keymap->bindings.items[at].keys, keys)))
		at++;
	return at;
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
	size_t at;

	context = context_name(context);
	if (!check_context(context, err) || !key_sequence_parse(keys, &sequence, err))
		return false;
	at = find_binding(keymap, context, &sequence);
	if (at < keymap->bindings.count) {
		release_binding(&keymap->bindings.items[at]);
		vec_remove(&keymap->bindings, at);
	}
	return true;
}

bool keymap_bind(struct keymap *keymap, const char *context, const char *keys, const char *command,
		 struct error *err)
{
	struct keymap_binding binding = { .is_default = keymap->defaults };
	struct command_words words;
	size_t at;

	context = context_name(context);
	if (!*command)
		return keymap_unbind(keymap, context, keys, err);
	if (!check_context(context, err) || !key_sequence_parse(keys, &binding.keys, err) ||
	    !command_words_split(command, strlen(command), false, &words, err))
		return false;
	command_words_release(&words);
	binding.context = xstrdup(context);
	binding.command = xstrdup(command);
	at = find_binding(keymap, context, &binding.keys);
	if (at < keymap->bindings.count) {
		release_binding(&keymap->bindings.items[at]);
		keymap->bindings.items[at] = binding;
	} else {
		vec_push(&keymap->bindings, binding);
	}
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

bool keymap_statement(struct keymap *keymap, const char *line, size_t length, struct error *err)
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

		ok = keymap_statement(keymap, at, (size_t)(line_end - at), err);
		if (!ok)
			error_prefix(err, "%s:%d", place, number);
		at = newline ? newline + 1 : end;
	}
	keymap->defaults = false;
	return ok;
}

/* Within one context; an exact binding wins over longer ones. */
static enum keymap_answer look_in(const struct keymap *keymap, const char *context,
				  const struct key_sequence *keys, const char **command)
{
	enum keymap_answer answer = KEYMAP_NONE;

	for (size_t i = 0; i < keymap->bindings.count; i++) {
		const struct keymap_binding *binding = &keymap->bindings.items[i];

		if (strcmp(binding->context, context) != 0 || !begins_with(&binding->keys, keys))
			continue;
		if (binding->keys.count == keys->count) {
			*command = binding->command;
			return KEYMAP_FOUND;
		}
		answer = KEYMAP_PREFIX;
	}
	return answer;
}

enum keymap_answer keymap_lookup(const struct keymap *keymap, const char *const *contexts,
				 size_t context_count, const struct key_sequence *keys,
				 const char **command)
{
	for (size_t i = 0; i < context_count; i++) {
		enum keymap_answer answer = look_in(keymap, contexts[i], keys, command);

		if (answer != KEYMAP_NONE)
			return answer;
	}
	return KEYMAP_NONE;
}

size_t keymap_count(const struct keymap *keymap)
{
	return keymap->bindings.count;
}

const struct keymap_binding *keymap_at(const struct keymap *keymap, size_t index)
{
	return &keymap->bindings.items[index];
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
	const struct keymap_binding *best = NULL;

	for (size_t i = 0; i < keymap->bindings.count; i++) {
		const struct keymap_binding *binding = &keymap->bindings.items[i];

		if (strcmp(binding->context, context) == 0 &&
		    is_command(binding->command, command) &&
		    (!best || fitness(binding, command) > fitness(best, command)))
			best = binding;
	}
	if (best)
		key_sequence_format(out, &best->keys);
	return best != NULL;
}
