#include "api/secret.h"

#include <string.h>

#include "api/jsonstream.h"
#include "base/mem.h"
#include "base/vec.h"

struct cut {
	size_t from;
	size_t to;
};

struct cuts VEC(struct cut);

static size_t skip_blanks(const struct strbuf *json, size_t at)
{
	return at + strspn(json->data + at, " \t\r\n");
}

/* Takes in the comma behind the member or, for the last of its object, the one before it. Members
 * that follow each other are one cut. */
static void add_cut(struct cuts *cuts, const struct strbuf *json, size_t from, size_t to)
{
	if (cuts->count && skip_blanks(json, cuts->items[cuts->count - 1].to) >= from)
		from = vec_pop(cuts).from;
	size_t comma = skip_blanks(json, to);
	if (json->data[comma] == ',') {
		to = comma + 1;
	} else {
		size_t before = from;
		while (before > 0 && strchr(" \t\r\n", json->data[before - 1]))
			before--;
		if (before > 0 && json->data[before - 1] == ',')
			from = before - 1;
	}
	vec_push(cuts, ((struct cut){ .from = from, .to = to }));
}

static bool find(const struct strbuf *json, const char *name, struct cuts *cuts)
{
	struct jsonstream js;
	enum token_kind kind;
	bool inside = false;
	unsigned depth = 0;
	size_t from = 0;

	jsonstream_init(&js);
	bool fed = jsonstream_feed(&js, json->data, json->length);
	jsonstream_finish(&js);
	do {
		kind = fed ? jsonstream_next(&js) : TOKEN_BROKEN;
		if (!inside && kind == TOKEN_NAME && jsonstream_is(&js, name, strlen(name))) {
			inside = true;
			depth = js.depth;
			from = (size_t)(js.text - js.data) - 1;
		} else if (inside && js.depth == depth && kind != TOKEN_NAME) {
			add_cut(cuts, json, from, (size_t)jsonstream_offset(&js));
			inside = false;
		}
	} while (kind != TOKEN_END && kind != TOKEN_BROKEN);
	bool whole = kind == TOKEN_END;
	jsonstream_release(&js);
	return whole;
}

bool secret_drop(struct strbuf *json, const char *name)
{
	struct cuts cuts = { .items = NULL };
	bool whole = find(json, name, &cuts);
	size_t to = 0, from = 0;
	if (whole && cuts.count) {
		for (size_t i = 0; i < cuts.count; i++) {
			size_t kept = cuts.items[i].from - from;
			memmove(json->data + to, json->data + from, kept);
			to += kept;
			from = cuts.items[i].to;
		}
		memmove(json->data + to, json->data + from, json->length - from);
		to += json->length - from;
		mem_wipe(json->data + to, json->length - to);
		strbuf_truncate(json, to);
	}
	vec_release(&cuts);
	return whole;
}
