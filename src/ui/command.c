#include "ui/command.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"

/* -- words ---------------------------------------------------------------------------------- */

struct splitter {
	const char *line;
	size_t length;
	size_t at;
	char *out; /* where the next byte of a word goes */
	bool partial;
	struct command_words *words;
	struct error *err;
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static char unescape(char byte)
{
	switch (byte) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	default:
		return byte;
	}
}

/* Within quotes, from the byte after the opening one to that after the closing one. */
static bool take_quoted(struct splitter *s, char quote)
{
	while (s->at < s->length) {
		char byte = s->line[s->at++];

		if (byte == quote)
			return true;
		if (quote == '"' && byte == '\\' && s->at < s->length)
			byte = unescape(s->line[s->at++]);
		*s->out++ = byte;
	}
	s->words->open = true;
	if (s->partial)
		return true;
	return error_set(s->err, ERROR_USAGE, "a closing %c is missing", quote);
}

static bool take_word(struct splitter *s)
{
	struct command_words *words = s->words;

	if (words->count == COMMAND_WORDS_MAX)
		return error_set(s->err, ERROR_USAGE, "too many words; at most %d",
				 COMMAND_WORDS_MAX);
	words->last_start = s->at;
	words->words[words->count++] = s->out;
	while (s->at < s->length && !is_blank(s->line[s->at])) {
		char byte = s->line[s->at++];

		if (byte == '"' || byte == '\'') {
			if (!take_quoted(s, byte))
				return false;
		} else {
			*s->out++ = byte;
		}
	}
	if (s->at == s->length)
		words->open = true;
	*s->out++ = '\0';
	return true;
}

bool command_words_split(const char *line, size_t length, bool partial, struct command_words *words,
			 struct error *err)
{
	struct splitter s = {
		.line = line,
		.length = length,
		.partial = partial,
		.words = words,
		.err = err,
	};

	*words = (struct command_words){ .count = 0 };
	if (length > COMMAND_LINE_MAX)
		return error_set(err, ERROR_LIMIT, "the command is longer than %d bytes",
				 COMMAND_LINE_MAX);
	if (memchr(line, '\0', length))
		return error_set(err, ERROR_USAGE, "the command holds a NUL byte");
	/* Each word gets an end; words are separated, so there is room for it but at the last one. */
	words->storage = xmalloc(length + 1);
	s.out = words->storage;
	for (;;) {
		while (s.at < length && is_blank(line[s.at]))
			s.at++;
		if (s.at == length || line[s.at] == '#')
			return true;
		if (!take_word(&s)) {
			command_words_release(words);
			return false;
		}
	}
}

void command_words_release(struct command_words *words)
{
	free(words->storage);
	*words = (struct command_words){ .count = 0 };
}

void command_quote(struct strbuf *out, const char *word)
{
	if (*word && *word != '#' && !strpbrk(word, " \t\r\n\"'\\")) {
		strbuf_addstr(out, word);
		return;
	}
	strbuf_addch(out, '"');
	for (; *word; word++) {
		if (*word == '\n') {
			strbuf_addstr(out, "\\n");
			continue;
		}
		if (*word == '"' || *word == '\\')
			strbuf_addch(out, '\\');
		strbuf_addch(out, *word);
	}
	strbuf_addch(out, '"');
}

/* -- looking up ----------------------------------------------------------------------------- */

/* Calls visit for each command in order, inner scopes first, without those that an inner scope
 * hides. Stops when it returns false. */
static void each_command(const struct command_scope *scopes, size_t count,
			 bool (*visit)(const struct command_match *match, void *context),
			 void *context)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < scopes[i].count; k++) {
			struct command_match match = { &scopes[i].commands[k], &scopes[i] };

			if (!visit(&match, context))
				return;
		}
	}
}

struct search {
	const char *name;
	size_t length;
	bool exact;
	size_t found; /* different names that begin like this */
	struct command_match match;
	struct strbuf names;
};

static bool search_one(const struct command_match *match, void *context)
{
	struct search *search = context;
	const char *name = match->command->name;

	if (strncmp(name, search->name, search->length) != 0)
		return true;
	if (name[search->length] == '\0') {
		search->exact = true;
		search->match = *match;
		return false;
	}
	if (match->command->flags & COMMAND_HIDDEN)
		return true;
	if (search->found && strcmp(search->match.command->name, name) == 0)
		return true;
	if (!search->found++)
		search->match = *match;
	strbuf_addf(&search->names, "%s%s", search->names.length ? ", " : "", name);
	return true;
}

/* Edits needed to make one word from another (Levenshtein), for short words. */
static unsigned word_distance(const char *a, const char *b)
{
	unsigned row[64];
	size_t width = strlen(b);

	if (width >= ARRAY_SIZE(row))
		return UINT_MAX;
	for (size_t k = 0; k <= width; k++)
		row[k] = (unsigned)k;
	for (size_t i = 1; a[i - 1]; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t k = 1; k <= width; k++) {
			unsigned change = diagonal + (a[i - 1] != b[k - 1]);
			unsigned add = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;

			diagonal = row[k];
			row[k] = change < add ? change : add;
		}
	}
	return row[width];
}

struct suggestion {
	const char *wanted;
	const char *best;
	unsigned distance;
};

static bool suggest_one(const struct command_match *match, void *context)
{
	struct suggestion *suggestion = context;
	unsigned distance = word_distance(suggestion->wanted, match->command->name);

	if (!(match->command->flags & COMMAND_HIDDEN) && distance < suggestion->distance) {
		suggestion->best = match->command->name;
		suggestion->distance = distance;
	}
	return true;
}

static bool not_found(const struct command_scope *scopes, size_t count, const char *name,
		      struct error *err)
{
	struct suggestion suggestion = { .wanted = name, .distance = 3 };

	if (strlen(name) < 64)
		each_command(scopes, count, suggest_one, &suggestion);
	if (suggestion.best)
		return error_set(err, ERROR_USAGE,
				 "there is no command '%s' here; did you mean '%s'?", name,
				 suggestion.best);
	return error_set(err, ERROR_USAGE, "there is no command '%s' here", name);
}

bool command_find(const struct command_scope *scopes, size_t count, const char *name,
		  struct command_match *match, struct error *err)
{
	struct search search = {
		.name = name,
		.length = strlen(name),
		.names = STRBUF_INIT(STRBUF_LINE),
	};
	bool ok = true;

	if (search.length)
		each_command(scopes, count, search_one, &search);
	if (!search.exact && search.found > 1)
		ok = error_set(err, ERROR_USAGE, "'%s' may be %s", name, search.names.data);
	else if (!search.exact && !search.found)
		ok = not_found(scopes, count, name, err);
	if (ok)
		*match = search.match;
	strbuf_release(&search.names);
	return ok;
}

static bool check_arguments(const struct command *command, int given, struct error *err)
{
	if (given >= command->min_args && (command->max_args < 0 || given <= command->max_args))
		return true;
	if (!*command->args)
		return error_set(err, ERROR_USAGE, "'%s' takes no arguments", command->name);
	return error_set(err, ERROR_USAGE, "usage: %s %s", command->name, command->args);
}

bool command_prepare(const struct command_scope *scopes, size_t count,
		     const struct command_words *words, struct command_match *match,
		     struct error *err)
{
	const char *why = NULL;

	if (!command_find(scopes, count, words->words[0], match, err) ||
	    !check_arguments(match->command, words->count - 1, err))
		return false;
	if (match->command->ready && !match->command->ready(match->scope->target, &why))
		return error_set(err, ERROR_REFUSED, "%s", why ? why : "not possible here");
	return true;
}

static const char *behind_name(const char *line)
{
	static const char blanks[] = " \t";

	line += strspn(line, blanks);
	line += strcspn(line, blanks);
	return line + strspn(line, blanks);
}

const char *command_text(const struct command_call *call, int before)
{
	const char *text = call->rest;

	if (call->argc < before + 2)
		return "";
	for (int i = 0; i < before; i++)
		text = behind_name(text);
	return call->argc == before + 2 && strchr("\"'", *text) ? call->argv[before + 1] : text;
}

unsigned command_run(const struct command_scope *scopes, size_t count, const char *line,
		     struct strbuf *message, struct error *err)
{
	struct command_words words;
	struct command_match match;
	struct error local = ERROR_INIT;
	unsigned effects = EFFECT_NONE;

	if (!command_words_split(line, strlen(line), false, &words, err))
		return EFFECT_FAILED;
	if (words.count == 0) {
		command_words_release(&words);
		return EFFECT_NONE;
	}
	if (!command_prepare(scopes, count, &words, &match, err)) {
		command_words_release(&words);
		return EFFECT_FAILED;
	}
	words.words[0] = match.command->name;
	struct command_call call = {
		.target = match.scope->target,
		.argc = words.count,
		.argv = words.words,
		.rest = behind_name(line),
		.message = STRBUF_INIT(STRBUF_LINE),
		.err = &local,
	};
	effects = match.command->run(&call);
	if (effects & EFFECT_FAILED) {
		if (err)
			error_move(err, &local);
	} else if (message) {
		strbuf_add(message, call.message.data, call.message.length);
	}
	error_release(&local);
	strbuf_release(&call.message);
	command_words_release(&words);
	return effects;
}

/* -- completion ----------------------------------------------------------------------------- */

static bool comes_before(const struct completion *completion, size_t at, const char *word,
			 const char *name)
{
	const struct completion_item *item = &completion->items[at];
	int order = completion->named ? strcmp(item->help, name) : 0;

	return (order ? order : strcmp(item->word, word)) < 0;
}

void completion_add(struct completion *completion, const char *word, const char *help)
{
	size_t length = strlen(completion->prefix);
	size_t at = 0;

	if (strncmp(word, completion->prefix, length) != 0 || completion->count >= COMPLETION_MAX)
		return;
	while (at < completion->count && comes_before(completion, at, word, help ? help : ""))
		at++;
	if (at < completion->count && strcmp(completion->items[at].word, word) == 0)
		return;
	if (completion->count == completion->capacity) {
		completion->capacity = completion->capacity ? completion->capacity * 2 : 16;
		completion->items = xreallocarray(completion->items, completion->capacity,
						  sizeof(*completion->items));
	}
	memmove(&completion->items[at + 1], &completion->items[at],
		(completion->count - at) * sizeof(*completion->items));
	completion->items[at].word = xstrdup(word);
	completion->items[at].help = xstrdup(help ? help : "");
	completion->count++;
}

void completion_release(struct completion *completion)
{
	for (size_t i = 0; i < completion->count; i++) {
		free(completion->items[i].word);
		free(completion->items[i].help);
	}
	free(completion->items);
	*completion = (struct completion){ .prefix = "" };
}

static bool offer_command(const struct command_match *match, void *context)
{
	if (!(match->command->flags & COMMAND_HIDDEN))
		completion_add(context, match->command->name, match->command->help);
	return true;
}

static void complete_argument(const struct command_scope *scopes, size_t count,
			      struct command_words *words, struct completion *completion)
{
	struct error ignored = ERROR_INIT;
	struct command_match match;

	if (command_find(scopes, count, words->words[0], &match, NULL) && match.command->complete) {
		struct command_call call = {
			.target = match.scope->target,
			.argc = words->count,
			.argv = words->words,
			.message = STRBUF_INIT(STRBUF_LINE),
			.err = &ignored,
		};

		match.command->complete(&call, completion);
		strbuf_release(&call.message);
	}
	error_release(&ignored);
}

void command_complete(const struct command_scope *scopes, size_t count, const char *line,
		      size_t length, struct completion *completion)
{
	struct command_words words;

	*completion = (struct completion){ .prefix = "", .replace_from = length };
	if (!command_words_split(line, length, true, &words, NULL))
		return;
	/* After a blank a new, empty word begins. */
	if (words.open || words.count == 0 || words.count == COMMAND_WORDS_MAX)
		completion->replace_from = words.open ? words.last_start : length;
	else
		words.words[words.count] = "";
	if (!words.open && words.count < COMMAND_WORDS_MAX)
		words.words[words.count++] = "";
	completion->prefix = words.words[words.count - 1];
	if (words.count == 1)
		each_command(scopes, count, offer_command, completion);
	else
		complete_argument(scopes, count, &words, completion);
	completion->prefix = "";
	command_words_release(&words);
}
