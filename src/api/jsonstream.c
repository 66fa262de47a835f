#include "api/jsonstream.h"

#include <string.h>

#include "api/escape.h"
#include "base/mem.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bytes behind the end that may be read and that stop every scan. */
#define SENTINELS 16

enum state {
	STATE_START,      /* the document's value must come, perhaps behind a byte order mark */
	STATE_VALUE,      /* a value must come */
	STATE_FIRST_ITEM, /* a value or ] */
	STATE_FIRST_NAME, /* a name or } */
	STATE_NAME,       /* a name must come */
	STATE_COLON,
	STATE_NEXT, /* a comma or the end of the container; at depth 0 the end of the document */
	STATE_BROKEN,
	STATE_LEAVING, /* recovery */
};

void jsonstream_init(struct jsonstream *js)
{
	*js = (struct jsonstream){ .state = STATE_START };
}

void jsonstream_release(struct jsonstream *js)
{
	if (js->data)
		mem_wipe(js->data, js->capacity + SENTINELS);
	free(js->data);
	jsonstream_init(js);
}

static void grow(struct jsonstream *js, size_t wanted)
{
	size_t capacity = js->capacity ? js->capacity : 4096;
	while (capacity < wanted)
		capacity *= 2;
	char *data = xmalloc(capacity + SENTINELS);
	if (js->data) {
		memcpy(data, js->data, js->end);
		mem_wipe(js->data, js->capacity + SENTINELS);
		free(js->data);
	}
	js->data = data;
	js->capacity = capacity;
}

bool jsonstream_feed(struct jsonstream *js, const char *bytes, size_t length)
{
	if (js->pos > 0) {
		js->consumed += js->pos;
		js->end -= js->pos;
		js->scanned -= js->scanned > js->pos ? js->pos : js->scanned;
		memmove(js->data, js->data + js->pos, js->end);
		js->pos = 0;
	}
	js->text = NULL;
	js->length = 0;
	if (js->end > JSONSTREAM_TOKEN_MAX) {
		js->problem = "a value is longer than any that is documented";
		js->state = STATE_BROKEN;
		return false;
	}
	if (!js->data || js->end + length > js->capacity)
		grow(js, js->end + length);
	memcpy(js->data + js->end, bytes, length);
	js->end += length;
	memset(js->data + js->end, '"', SENTINELS);
	return true;
}

void jsonstream_finish(struct jsonstream *js)
{
	js->finished = true;
}

uint64_t jsonstream_offset(const struct jsonstream *js)
{
	return js->consumed + js->pos;
}

static enum token_kind broken(struct jsonstream *js, const char *problem)
{
	js->problem = problem;
	js->state = STATE_BROKEN;
	return TOKEN_BROKEN;
}

/* The bytes have run out inside a token, which starts again at pos when more have come. */
static enum token_kind starved(struct jsonstream *js)
{
	return js->finished ? broken(js, "it ends too early") : TOKEN_MORE;
}

/* The first quote, backslash or control character at or after p. There always is one, because
 * sentinels (quotes) stand behind the end. */
static inline const char *scan_plain(const char *p)
{
#ifdef __SSE2__
	const __m128i quote = _mm_set1_epi8('"');
	const __m128i backslash = _mm_set1_epi8('\\');
	const __m128i control = _mm_set1_epi8(0x1f);
	for (;; p += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote),
							_mm_cmpeq_epi8(bytes, backslash)),
					   _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
		int mask = _mm_movemask_epi8(hit);
		if (mask)
			return p + __builtin_ctz((unsigned)mask);
	}
#else
	const uint64_t ones = UINT64_MAX / 255;
	for (;; p += 8) {
		uint64_t bytes;
		memcpy(&bytes, p, sizeof(bytes));
		uint64_t quote = bytes ^ (ones * '"');
		uint64_t backslash = bytes ^ (ones * '\\');
		uint64_t hit = ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
			       ((bytes - ones * 0x20) & ~bytes);
		if (!(hit & (ones * 0x80)))
			continue;
		while (*p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
			p++;
		return p;
	}
#endif
}

/* The bytes of the escape at p, 0 when it is not all there yet; counts one that does not exist. */
static size_t escape_length(struct jsonstream *js, const char *p, const char *end)
{
	if (end - p < 2)
		return 0;
	if (p[1] == 'u') {
		if (end - p < 6 && !memchr(p, '"', (size_t)(end - p)))
			return 0;
		if (end - p >= 6 && escape_unit(p) >= 0)
			return 6;
	} else if (p[1] && strchr("\"\\/bfnrt", p[1])) {
		return 2;
	}
	js->flaws++;
	return (unsigned char)p[1] < 0x20 ? 1 : 2;
}

/* The closing quote of the string whose first byte is at p, or NULL when more bytes are needed:
 * then `scanned` remembers how far it is known. */
static const char *scan_string(struct jsonstream *js, const char *p, const char *end)
{
	bool escaped = false;
	if (js->scanned > (size_t)(p - js->data)) {
		p = js->data + js->scanned;
		escaped = js->scanned_escaped;
	}
	for (;;) {
		p = scan_plain(p);
		if (p >= end) {
			p = end;
			break;
		}
		if (*p == '"') {
			js->scanned = 0;
			js->escaped = escaped;
			return p;
		}
		if (*p == '\\') {
			size_t length = escape_length(js, p, end);
			if (!length)
				break;
			escaped = true;
			p += length;
		} else {
			js->flaws++;
			p++;
		}
	}
	js->scanned = (size_t)(p - js->data);
	js->scanned_escaped = escaped;
	return NULL;
}

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The sentinels are no blanks. */
static inline const char *skip_blanks(const char *p)
{
	if ((unsigned char)*p > ' ')
		return p;
	while (is_blank(*p))
		p++;
	return p;
}

/* Gives the text [from, to) as a token and goes on behind it. */
static inline void take(struct jsonstream *js, const char *from, const char *to, const char *after)
{
	js->text = js->data + (from - js->data);
	js->length = (size_t)(to - from);
	js->pos = (size_t)(after - js->data);
}

static enum token_kind take_name(struct jsonstream *js, const char *p, const char *end)
{
	if (*p != '"')
		return broken(js, "a member has no name in quotes");
	const char *close = scan_string(js, p + 1, end);
	if (!close)
		return starved(js);
	const char *after = close + 1;
	js->state = STATE_COLON;
	if (after < end && *after == ':') {
		after++;
		js->state = STATE_VALUE;
	}
	take(js, p + 1, close, after);
	return TOKEN_NAME;
}

static enum token_kind open_container(struct jsonstream *js, const char *p, bool object)
{
	if (js->depth == JSONSTREAM_DEPTH_MAX)
		return broken(js, "it is nested too deeply");
	js->objects[++js->depth] = object;
	js->state = object ? STATE_FIRST_NAME : STATE_FIRST_ITEM;
	take(js, p, p + 1, p + 1);
	return object ? TOKEN_OBJECT : TOKEN_ARRAY;
}

static enum token_kind close_container(struct jsonstream *js, const char *p)
{
	bool object = *p == '}';
	if (js->depth == 0 || js->objects[js->depth] != object)
		return broken(js, "a bracket closes what was not opened");
	js->depth--;
	js->state = STATE_NEXT;
	take(js, p, p + 1, p + 1);
	return object ? TOKEN_OBJECT_END : TOKEN_ARRAY_END;
}

static enum token_kind take_word(struct jsonstream *js, const char *p, const char *end,
				 const char *word, enum token_kind kind)
{
	size_t length = strlen(word);
	size_t there = (size_t)(end - p);
	if (memcmp(p, word, there < length ? there : length) != 0)
		return broken(js, "a value is not JSON");
	if (there < length)
		return starved(js);
	js->state = STATE_NEXT;
	take(js, p, p + length, p + length);
	return kind;
}

static const char *digits(const char *p, const char *end)
{
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

/* The end of a number of the right grammar that starts at p, or NULL. */
static const char *number_end(const char *p, const char *end)
{
	if (p < end && *p == '-')
		p++;
	const char *whole = p;
	p = digits(p, end);
	if (p == whole || (*whole == '0' && p - whole > 1))
		return NULL;
	if (p < end && *p == '.') {
		const char *fraction = ++p;
		p = digits(p, end);
		if (p == fraction)
			return NULL;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		const char *exponent = p;
		p = digits(p, end);
		if (p == exponent)
			return NULL;
	}
	return p;
}

static enum token_kind take_number(struct jsonstream *js, const char *p, const char *end)
{
	const char *last = p;
	while (last < end && *last && strchr("+-.0123456789eE", *last))
		last++;
	if (last == end && !js->finished)
		return TOKEN_MORE;
	if (number_end(p, last) != last)
		return broken(js, "a number is not JSON");
	js->state = STATE_NEXT;
	take(js, p, last, last);
	return TOKEN_NUMBER;
}

static inline enum token_kind take_value(struct jsonstream *js, const char *p, const char *end)
{
	const char *close;
	js->escaped = false;
	switch (*p) {
	case '"':
		close = scan_string(js, p + 1, end);
		if (!close)
			return starved(js);
		js->state = STATE_NEXT;
		take(js, p + 1, close, close + 1);
		return TOKEN_STRING;
	case '{':
		return open_container(js, p, true);
	case '[':
		return open_container(js, p, false);
	case 'n':
		return take_word(js, p, end, "null", TOKEN_NULL);
	case 't':
		return take_word(js, p, end, "true", TOKEN_TRUE);
	case 'f':
		return take_word(js, p, end, "false", TOKEN_FALSE);
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return take_number(js, p, end);
	default:
		return broken(js, "a value is not JSON");
	}
}

/* Goes on behind a byte order mark at *p, where one stands in front of all else. False: it is cut. */
static bool pass_mark(struct jsonstream *js, const char **p, const char *end)
{
	static const char mark[] = { '\xEF', '\xBB', '\xBF' };
	size_t there = (size_t)(end - *p);

	if (jsonstream_offset(js) == 0 &&
	    memcmp(*p, mark, there < sizeof(mark) ? there : sizeof(mark)) == 0) {
		if (there < sizeof(mark))
			return false;
		*p += sizeof(mark);
	}
	js->state = STATE_VALUE;
	return true;
}

/* Between a broken token and the end of the container that held it, only strings and brackets
 * count. */
static enum token_kind leave(struct jsonstream *js)
{
	const char *p = js->data + js->pos;
	const char *end = js->data + js->end;
	for (; p < end; p++) {
		if (*p == '"') {
			const char *close = scan_string(js, p + 1, end);
			if (!close)
				break;
			p = close;
		} else if (*p == '{' || *p == '[') {
			js->leaving++;
		} else if ((*p == '}' || *p == ']') && --js->leaving == 0) {
			bool object = js->objects[js->leaving_to];
			js->depth = js->leaving_to - 1;
			js->state = STATE_NEXT;
			take(js, p, p + 1, p + 1);
			return object ? TOKEN_OBJECT_END : TOKEN_ARRAY_END;
		}
	}
	js->pos = (size_t)(p - js->data);
	return starved(js);
}

/* All bytes are used up, between tokens. */
static enum token_kind ended(struct jsonstream *js)
{
	if (js->finished && js->state == STATE_NEXT && js->depth == 0)
		return TOKEN_END;
	return starved(js);
}

enum token_kind jsonstream_next(struct jsonstream *js)
{
	const char *p, *end;

	if (js->state >= STATE_BROKEN)
		return js->state == STATE_LEAVING ? leave(js) : TOKEN_BROKEN;
	if (js->pos == js->end)
		return ended(js);
	p = js->data + js->pos;
	end = js->data + js->end;
	for (;;) {
		p = skip_blanks(p);
		if (p == end) {
			js->pos = js->end;
			return ended(js);
		}
		js->pos = (size_t)(p - js->data);
		switch ((enum state)js->state) {
		case STATE_START:
			if (!pass_mark(js, &p, end))
				return starved(js);
			continue;
		case STATE_NEXT:
			if (*p == '}' || *p == ']')
				return close_container(js, p);
			if (*p != ',' || js->depth == 0)
				return broken(js, js->depth ? "a comma is missing"
							    : "something follows its end");
			js->state = js->objects[js->depth] ? STATE_NAME : STATE_VALUE;
			p++;
			continue;
		case STATE_COLON:
			if (*p != ':')
				return broken(js, "a colon is missing");
			js->state = STATE_VALUE;
			p++;
			continue;
		case STATE_FIRST_NAME:
			if (*p == '}')
				return close_container(js, p);
			return take_name(js, p, end);
		case STATE_NAME:
			return take_name(js, p, end);
		case STATE_FIRST_ITEM:
			if (*p == ']')
				return close_container(js, p);
			return take_value(js, p, end);
		case STATE_VALUE:
		default:
			return take_value(js, p, end);
		}
	}
}

void jsonstream_recover(struct jsonstream *js, unsigned depth)
{
	js->leaving = js->depth - depth + 1;
	js->leaving_to = depth;
	js->scanned = 0;
	js->state = STATE_LEAVING;
}

size_t jsonstream_decode(const struct jsonstream *js, char *out)
{
	return escape_decode(js->text, js->length, out);
}

bool jsonstream_is(const struct jsonstream *js, const char *text, size_t length)
{
	if (!js->escaped)
		return js->length == length && memcmp(js->text, text, length) == 0;
	if (js->length < length || js->length > 6 * length)
		return false;
	char *decoded = xmalloc(js->length);
	bool same = jsonstream_decode(js, decoded) == length && memcmp(decoded, text, length) == 0;
	mem_wipe(decoded, js->length);
	free(decoded);
	return same;
}

void jsonstream_wipe_token(struct jsonstream *js)
{
	if (js->text)
		mem_wipe(js->text, js->length);
}
