#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

/* One in each byte of a word, and the top bit of each. */
#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES << 7)

enum {
	SPACE = ' ',
	SOFT_HYPHEN = 0x00AD,
	ZERO_WIDTH_NON_JOINER = 0x200C,
	ZERO_WIDTH_JOINER = 0x200D,
	HYPHEN = 0x2010,
	DIRECTION_MARK = 0x21C4, /* stands for a bidirectional control */
	RETURN_MARK = 0x23CE,    /* stands for a line end */
	CONTROL_PICTURES = 0x2400,
	DELETE_PICTURE = 0x2421,
	INVISIBLE_MARK = 0x2422, /* stands for what has no width */
	C1_MARK = 0x2426,        /* stands for a C1 control */
	DOTTED_CIRCLE = 0x25CC,
	IDEOGRAPHIC_SPACE = 0x3000,
	REPLACEMENT = 0xFFFD,
	BLACK_FLAG = 0x1F3F4,
};

enum character {
	CHARACTER_BASE,
	CHARACTER_MARK,      /* drawn over the base before it */
	CHARACTER_JAMO_TAIL, /* a vowel or final of a Hangul syllable in pieces */
	CHARACTER_SPACE,
	CHARACTER_LINE_END,
	CHARACTER_DIRECTION,
	CHARACTER_INVISIBLE,
	CHARACTER_JOINER, /* joiners and variation selectors: no picture of their own */
	CHARACTER_HYPHEN,
	CHARACTER_REGIONAL,
	CHARACTER_TONE,
	CHARACTER_TAG,
	CHARACTER_UNKNOWN,
};

static bool within(uint32_t codepoint, uint32_t first, uint32_t last)
{
	return codepoint >= first && codepoint <= last;
}

static const utf8proc_property_t *property_of(uint32_t codepoint)
{
	return utf8proc_get_property((utf8proc_int32_t)codepoint);
}

static enum character classify_format(uint32_t codepoint)
{
	if (codepoint == ZERO_WIDTH_JOINER || codepoint == ZERO_WIDTH_NON_JOINER)
		return CHARACTER_JOINER;
	if (codepoint == SOFT_HYPHEN)
		return CHARACTER_HYPHEN;
	if (codepoint == 0x061C || within(codepoint, 0x200E, 0x200F) ||
	    within(codepoint, 0x202A, 0x202E) || within(codepoint, 0x2066, 0x2069))
		return CHARACTER_DIRECTION;
	if (within(codepoint, 0xE0020, 0xE007F))
		return CHARACTER_TAG;
	return CHARACTER_INVISIBLE;
}

static bool is_jamo_tail(uint32_t codepoint)
{
	return within(codepoint, 0x1160, 0x11FF) || within(codepoint, 0xD7B0, 0xD7FF);
}

/* Terminals and C libraries give these one cell or two. */
static bool is_of_disputed_width(uint32_t codepoint)
{
	return within(codepoint, 0x302E, 0x302F) || within(codepoint, 0x3248, 0x324F) ||
	       within(codepoint, 0x4DC0, 0x4DFF) || within(codepoint, 0x16FF0, 0x16FF1);
}

/* For code points from U+00A0 on. */
static enum character classify(uint32_t codepoint)
{
	const utf8proc_property_t *property = property_of(codepoint);

	switch (property->category) {
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
		return CHARACTER_UNKNOWN;
	case UTF8PROC_CATEGORY_CF:
		return classify_format(codepoint);
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
		return property->ignorable ? CHARACTER_JOINER : CHARACTER_MARK;
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return CHARACTER_LINE_END;
	case UTF8PROC_CATEGORY_ZS:
		return codepoint == IDEOGRAPHIC_SPACE ? CHARACTER_BASE : CHARACTER_SPACE;
	case UTF8PROC_CATEGORY_LO:
		if (property->ignorable)
			return CHARACTER_INVISIBLE;
		return is_jamo_tail(codepoint) ? CHARACTER_JAMO_TAIL : CHARACTER_BASE;
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_SO:
		if (within(codepoint, 0x1F1E6, 0x1F1FF))
			return CHARACTER_REGIONAL;
		return is_of_disputed_width(codepoint) ? CHARACTER_UNKNOWN : CHARACTER_BASE;
	case UTF8PROC_CATEGORY_SK:
		return within(codepoint, 0x1F3FB, 0x1F3FF) ? CHARACTER_TONE : CHARACTER_BASE;
	default:
		return CHARACTER_BASE;
	}
}

int text_codepoint_width(uint32_t codepoint)
{
	if (codepoint < 0x7F)
		return codepoint >= SPACE;
	const utf8proc_property_t *property = property_of(codepoint);
	switch (property->category) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
		return 0;
	case UTF8PROC_CATEGORY_MC:
		return 1; /* a cell of its own, as C libraries have it */
	default:
		return (int)property->charwidth;
	}
}

struct cleaner {
	struct strbuf *out;
	enum text_clean_flags flags;
	uint32_t base;  /* the last base, 0 where a mark would have none */
	size_t base_at; /* its offset in out */
	int marks;      /* on it so far */
};

static void put_base(struct cleaner *to, uint32_t codepoint)
{
	char bytes[4];
	size_t size = text_encode(codepoint, bytes);

	to->base = codepoint;
	to->base_at = to->out->length;
	to->marks = 0;
	strbuf_add(to->out, bytes, size);
}

static void put_mark(struct cleaner *to, uint32_t codepoint)
{
	char bytes[4];

	if (!to->base)
		put_base(to, DOTTED_CIRCLE);
	if (to->marks++ < TEXT_MARKS_MAX)
		strbuf_add(to->out, bytes, text_encode(codepoint, bytes));
}

static void put_line_end(struct cleaner *to)
{
	if (!(to->flags & TEXT_KEEP_NEWLINES)) {
		put_base(to, RETURN_MARK);
		return;
	}
	strbuf_addch(to->out, '\n');
	to->base = 0;
}

/* Puts a syllable in pieces together (Unicode 3.12), as terminals differ about the pieces. */
static void put_jamo_tail(struct cleaner *to, uint32_t tail)
{
	enum { LEADS = 0x1100, VOWELS = 0x1161, FINALS = 0x11A7, SYLLABLES = 0xAC00 };
	uint32_t syllable = 0;

	if (to->base && !to->marks) {
		if (within(to->base, LEADS, LEADS + 18) && within(tail, VOWELS, VOWELS + 20))
			syllable = SYLLABLES + ((to->base - LEADS) * 21 + (tail - VOWELS)) * 28;
		else if (within(to->base, SYLLABLES, 0xD7A3) && (to->base - SYLLABLES) % 28 == 0 &&
			 within(tail, FINALS + 1, FINALS + 27))
			syllable = to->base + (tail - FINALS);
	}
	if (syllable)
		strbuf_truncate(to->out, to->base_at);
	put_base(to, syllable ? syllable : REPLACEMENT);
}

static bool takes_tone(uint32_t base)
{
	return base && property_of(base)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* C0, DEL and C1. */
static void put_control(struct cleaner *to, uint32_t codepoint)
{
	if (codepoint == '\n')
		put_line_end(to);
	else if (codepoint == '\t')
		put_base(to, SPACE);
	else if (codepoint < SPACE)
		put_base(to, CONTROL_PICTURES + codepoint);
	else
		put_base(to, codepoint == 0x7F ? DELETE_PICTURE : C1_MARK);
}

static void put_character(struct cleaner *to, uint32_t codepoint)
{
	switch (classify(codepoint)) {
	case CHARACTER_BASE:
		put_base(to, codepoint);
		break;
	case CHARACTER_MARK:
		put_mark(to, codepoint);
		break;
	case CHARACTER_JAMO_TAIL:
		put_jamo_tail(to, codepoint);
		break;
	case CHARACTER_SPACE:
		put_base(to, SPACE);
		break;
	case CHARACTER_LINE_END:
		put_base(to, RETURN_MARK);
		break;
	case CHARACTER_DIRECTION:
		put_base(to, DIRECTION_MARK);
		break;
	case CHARACTER_INVISIBLE:
		put_base(to, INVISIBLE_MARK);
		break;
	case CHARACTER_JOINER:
		break;
	case CHARACTER_HYPHEN:
		put_base(to, HYPHEN);
		break;
	case CHARACTER_REGIONAL:
		put_base(to, 'A' + (codepoint - 0x1F1E6));
		break;
	case CHARACTER_TONE:
		if (!takes_tone(to->base))
			put_base(to, codepoint);
		break;
	case CHARACTER_TAG:
		if (to->base != BLACK_FLAG)
			put_base(to, INVISIBLE_MARK);
		break;
	case CHARACTER_UNKNOWN:
		put_base(to, REPLACEMENT);
		break;
	}
}

/* How many bytes in front are printable ASCII. */
static size_t printable_run(const char *bytes, size_t length)
{
	size_t run = 0;

	for (; length - run >= sizeof(uint64_t); run += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, bytes + run, sizeof(word));
		uint64_t below_space = word - ONES * SPACE;
		uint64_t above_tilde = word + ONES; /* exact where no top bit is set in word */
		if ((word | below_space | above_tilde) & TOPS)
			break;
	}
	while (run < length && bytes[run] >= SPACE && bytes[run] < 0x7F)
		run++;
	return run;
}

void text_clean(struct strbuf *out, const char *bytes, size_t length, enum text_clean_flags flags)
{
	struct cleaner to = { .out = out, .flags = flags };

	for (size_t at = 0; at < length && !out->overflow;) {
		size_t run = printable_run(bytes + at, length - at);
		if (run) {
			strbuf_add(out, bytes + at, run);
			at += run;
			to.base = (unsigned char)bytes[at - 1];
			to.base_at = out->length - 1;
			to.marks = 0;
			continue;
		}
		uint32_t codepoint;
		at += text_decode(bytes + at, length - at, &codepoint);
		if (codepoint == '\r' && at < length && bytes[at] == '\n')
			continue;
		if (codepoint < 0xA0)
			put_control(&to, codepoint);
		else
			put_character(&to, codepoint);
	}
}

size_t text_width(const char *bytes, size_t length)
{
	size_t cells = 0;

	for (size_t at = 0; at < length;) {
		uint32_t codepoint;
		size_t run = printable_run(bytes + at, length - at);
		cells += run;
		at += run;
		if (at < length) {
			at += text_decode(bytes + at, length - at, &codepoint);
			cells += (size_t)text_codepoint_width(codepoint);
		}
	}
	return cells;
}

size_t text_fit(const char *bytes, size_t length, size_t cells, size_t *used)
{
	size_t at = 0;
	size_t taken = 0;

	while (at < length) {
		uint32_t codepoint;
		size_t room = cells - taken;
		size_t run = printable_run(bytes + at, length - at < room ? length - at : room);
		if (run) {
			taken += run;
			at += run;
			continue;
		}
		size_t size = text_decode(bytes + at, length - at, &codepoint);
		size_t width = (size_t)text_codepoint_width(codepoint);
		if (width > room)
			break;
		taken += width;
		at += size;
	}
	*used = taken;
	return at;
}

size_t text_next(const char *bytes, size_t length)
{
	uint32_t codepoint;
	size_t at = text_decode(bytes, length, &codepoint);

	while (at < length && (bytes[at] & 0x80)) {
		size_t size = text_decode(bytes + at, length - at, &codepoint);
		if (text_codepoint_width(codepoint) != 0)
			break;
		at += size;
	}
	return at;
}

/* Folds the ASCII in front, eight bytes at a time, and returns how much that was. */
static size_t fold_ascii_run(char *folded, const char *bytes, size_t length)
{
	size_t run = 0;

	for (; length - run >= sizeof(uint64_t); run += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, bytes + run, sizeof(word));
		if (word & TOPS)
			break;
		/* The top bit of each byte says: at least 'A', and beyond 'Z'. */
		uint64_t from_a = word + ONES * (0x80 - 'A');
		uint64_t behind_z = word + ONES * (0x80 - 'Z' - 1);
		word |= (from_a & ~behind_z & TOPS) >> 2;
		memcpy(folded + run, &word, sizeof(word));
	}
	for (; run < length && !(bytes[run] & 0x80); run++) {
		char byte = bytes[run];
		folded[run] = byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
	}
	return run;
}

static void fold_codepoint(struct strbuf *out, uint32_t codepoint)
{
	utf8proc_int32_t folded[8];
	char bytes[4];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)codepoint, folded,
							 ARRAY_SIZE(folded), UTF8PROC_CASEFOLD,
							 &boundary);

	if (count < 0 || (size_t)count > ARRAY_SIZE(folded)) {
		strbuf_add(out, bytes, text_encode(codepoint, bytes));
		return;
	}
	for (utf8proc_ssize_t i = 0; i < count; i++)
		strbuf_add(out, bytes, text_encode((uint32_t)folded[i], bytes));
}

void text_fold(struct strbuf *out, const char *bytes, size_t length)
{
	char space[256];

	for (size_t at = 0; at < length && !out->overflow;) {
		size_t most = length - at < sizeof(space) ? length - at : sizeof(space);
		size_t run = fold_ascii_run(space, bytes + at, most);
		strbuf_add(out, space, run);
		at += run;
		if (run < most) {
			uint32_t codepoint;
			at += text_decode(bytes + at, length - at, &codepoint);
			fold_codepoint(out, codepoint);
		}
	}
}

bool text_contains_folded(const char *bytes, size_t length, const char *needle,
			  size_t needle_length)
{
	char space[2048];

	if (!needle_length)
		return true;
	if (length <= sizeof(space) && fold_ascii_run(space, bytes, length) == length)
		return memmem(space, length, needle, needle_length) != NULL;

	struct strbuf folded = STRBUF_INIT(STRBUF_TEXT);
	text_fold(&folded, bytes, length);
	bool found = memmem(folded.data, folded.length, needle, needle_length) != NULL;
	strbuf_wipe(&folded);
	return found;
}

char text_base_letter(uint32_t codepoint)
{
	utf8proc_int32_t parts[8];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)codepoint, parts,
							 ARRAY_SIZE(parts), UTF8PROC_DECOMPOSE,
							 &boundary);
	bool letter = count > 0 && ((parts[0] >= 'A' && parts[0] <= 'Z') ||
				    (parts[0] >= 'a' && parts[0] <= 'z'));

	return letter && codepoint >= 0x80 ? (char)parts[0] : '\0';
}

const char *text_library(void)
{
	return utf8proc_version();
}

const char *text_unicode(void)
{
	return utf8proc_unicode_version();
}
