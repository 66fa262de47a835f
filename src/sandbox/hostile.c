#include "sandbox/hostile.h"

#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "sandbox/rng.h"

/* How often a member is replaced: every n-th one that has such a name, on average; 0: never. */
static const struct habit {
	const char *name;
	bool is_tail; /* the end of the name is enough */
	unsigned every;
} habits[] = {
	{ "sid", false, 0 },         { "account_sid", true, 0 },  { "service_sid", true, 0 },
	{ "parent_sid", false, 0 },  { "message_sid", false, 0 }, { "uri", true, 0 },
	{ "_uris", true, 0 },        { "page_url", true, 0 },     { "redirect_to", false, 0 },
	{ "iso_country", false, 5 }, { "auth_token", false, 0 },  { "key", false, 0 },
	{ "price", true, 40 },       { "balance", false, 7 },     { "num_segments", false, 7 },
	{ "num_media", false, 7 },   { "status", false, 2 },      { "direction", false, 2 },
};

/* Members whose name begins so are dates. */
#define DATE "date_"
#define DATES_EVERY 7
/* An answer of many texts as long as this would be larger than any client takes. */
#define LONG ((size_t)256 << 10)

bool hostile_load(struct hostile *hostile, const char *path, struct error *err)
{
	if (!file_read(path, &hostile->file, err))
		return false;
	for (const char *line = hostile->file.data, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		if (end == NULL)
			break;
		if (end - line >= 2 && line[0] == '"' && end[-1] == '"')
			vec_push(&hostile->texts,
				 ((struct hostile_text){ (size_t)(line - hostile->file.data),
							 (size_t)(end - line) }));
	}
	return hostile->texts.count > 0 ||
	       error_set(err, ERROR_USAGE, "%s has no line with a string of JSON", path);
}

void hostile_release(struct hostile *hostile)
{
	strbuf_release(&hostile->file);
	vec_release(&hostile->texts);
}

static bool is_named(const char *name, size_t length, const struct habit *habit)
{
	size_t size = strlen(habit->name);

	return size <= length && (habit->is_tail || size == length) &&
	       memcmp(name + length - size, habit->name, size) == 0;
}

static unsigned how_often(const char *name, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(habits); i++)
		if (is_named(name, length, &habits[i]))
			return habits[i].every;
	return length > strlen(DATE) && memcmp(name, DATE, strlen(DATE)) == 0 ? DATES_EVERY : 1;
}

/* Of the string that begins here, quotes included. */
static size_t string_length(const char *text)
{
	size_t length = 1;

	while (text[length] != '"')
		length += text[length] == '\\' ? 2 : 1;
	return length + 1;
}

/* One answer on its way: where it is, and whether a long text is in it, of which one is enough. */
struct rewriting {
	const struct hostile *hostile;
	struct strbuf *out;
	uint64_t members;
	bool is_long;
};

/* The same answer always gets the same texts (FNV-1a, mixed with the member's place). */
static uint64_t hash_of(struct rewriting *rewriting, const char *name, size_t name_length,
			const char *value, size_t length)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < name_length; i++)
		hash = (hash ^ (unsigned char)name[i]) * 0x100000001b3;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)value[i]) * 0x100000001b3;
	return mix(hash, rewriting->members++);
}

static const struct hostile_text *choose(struct rewriting *rewriting, uint64_t hash)
{
	const struct hostile *hostile = rewriting->hostile;
	const struct hostile_text *text = &hostile->texts.items[hash % hostile->texts.count];

	if (text->length > LONG && rewriting->is_long)
		return &hostile->texts.items[0];
	rewriting->is_long |= text->length > LONG;
	return text;
}

/* Instead of `value`, which is a string or null; of nulls half as many. */
static void add_value(struct rewriting *rewriting, const char *name, size_t name_length,
		      const char *value, size_t length)
{
	unsigned every = how_often(name, name_length) * (*value == '"' ? 1 : 2);
	uint64_t hash = hash_of(rewriting, name, name_length, value, length);
	const struct hostile_text *text;

	if (every == 0 || hash % every != 0) {
		strbuf_add(rewriting->out, value, length);
		return;
	}
	text = choose(rewriting, hash / every);
	strbuf_add(rewriting->out, rewriting->hostile->file.data + text->at, text->length);
}

void hostile_rewrite(const struct hostile *hostile, struct strbuf *json)
{
	struct strbuf out = STRBUF_INIT(json->max);
	struct rewriting rewriting = { .hostile = hostile, .out = &out };
	const char *at = json->data, *name = "";
	size_t name_length = 0;

	while (*at != '\0') {
		size_t plain = strcspn(at, "\"n"), length;

		strbuf_add(&out, at, plain);
		at += plain;
		if (*at == '\0')
			break;
		length = *at == '"' ? string_length(at) : strlen("null");
		if (at[length] == ':') {
			name = at + 1;
			name_length = length - 2;
			strbuf_add(&out, at, length);
		} else {
			add_value(&rewriting, name, name_length, at, length);
		}
		at += length;
	}
	strbuf_reset(json);
	strbuf_add(json, out.data, out.length);
	strbuf_release(&out);
}
