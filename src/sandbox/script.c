#include "sandbox/script.h"

#include <string.h>

#include "base/mem.h"
#include "sandbox/rng.h"

const char *const media_types[MEDIA_KIND_COUNT] = {
	[MEDIA_JPEG] = "image/jpeg",  [MEDIA_PNG] = "image/png", [MEDIA_GIF] = "image/gif",
	[MEDIA_MP4] = "video/mp4",    [MEDIA_OGG] = "audio/ogg", [MEDIA_PDF] = "application/pdf",
	[MEDIA_VCARD] = "text/vcard",
};

static const struct phrasebook *const books[LANG_COUNT] = {
	[LANG_EN] = &phrasebook_en, [LANG_ES] = &phrasebook_es, [LANG_PT] = &phrasebook_pt,
	[LANG_DE] = &phrasebook_de, [LANG_FR] = &phrasebook_fr, [LANG_JA] = &phrasebook_ja,
	[LANG_AR] = &phrasebook_ar, [LANG_HE] = &phrasebook_he, [LANG_HI] = &phrasebook_hi,
};

static uint32_t list_length(const char *const *list)
{
	uint32_t count = 0;

	while (list[count] != NULL)
		count++;
	return count;
}

static const char *read_wait(const char *text, uint32_t *wait)
{
	uint32_t number = 0;

	while (*text >= '0' && *text <= '9')
		number = number * 10 + (uint32_t)(*text++ - '0');
	if (number == 0)
		return text;
	*wait = number * (*text == 'h' ? 3600 : *text == 'm' ? 60 : 1);
	return text + 1;
}

static const char *read_media(const char *text, struct line *line)
{
	static const char *const marks[MEDIA_KIND_COUNT] = { "[jpeg]", "[png]", "[gif]",  "[mp4]",
							     "[ogg]",  "[pdf]", "[vcard]" };

	for (int kind = 0; kind < MEDIA_KIND_COUNT; kind++) {
		size_t length = strlen(marks[kind]);

		if (line->media_count == LINE_MEDIA_MAX)
			break;
		if (strncmp(text, marks[kind], length) != 0)
			continue;
		line->media[line->media_count++] = (uint8_t)kind;
		text += length;
		text += *text == ' ';
		kind = -1;
	}
	return text;
}

static const char *compile_line(const char *text, struct line *line)
{
	const char *end = strchr(text, '\n');

	*line = (struct line){ .speaker = (uint8_t)text[0] };
	text = read_wait(text + 1, &line->wait);
	text += *text == ' ';
	text = read_media(text, line);
	line->text = text;
	line->length = (uint32_t)(end - text);
	return end + 1;
}

static void compile_script(const char *text, struct script *script)
{
	while (*text != '\0' && script->count < SCRIPT_LINES_MAX) {
		struct line *line = &script->lines[script->count];

		text = compile_line(text, line);
		if (script->count > 0 && line->speaker == SPEAKER_CONTACT)
			line[-1].answered = true;
		script->count++;
	}
}

void catalogue_init(struct catalogue *catalogue)
{
	*catalogue = (struct catalogue){ 0 };
	for (int language = 0; language < LANG_COUNT; language++) {
		for (int kind = 0; kind < EPISODE_KIND_COUNT; kind++) {
			const char *const *texts = books[language]->scripts[kind];
			struct script_list *list = &catalogue->lists[language][kind];

			if (texts == NULL)
				continue;
			list->count = list_length(texts);
			list->items = xcalloc(list->count, sizeof(*list->items));
			for (uint32_t i = 0; i < list->count; i++)
				compile_script(texts[i], &list->items[i]);
		}
	}
}

void catalogue_release(struct catalogue *catalogue)
{
	for (int language = 0; language < LANG_COUNT; language++)
		for (int kind = 0; kind < EPISODE_KIND_COUNT; kind++)
			free(catalogue->lists[language][kind].items);
	*catalogue = (struct catalogue){ 0 };
}

const struct script *catalogue_script(const struct catalogue *catalogue, enum language language,
				      enum episode_kind kind, uint32_t n)
{
	const struct script_list *list = &catalogue->lists[language][kind];

	if (list->count == 0)
		list = &catalogue->lists[LANG_EN][kind];
	return &list->items[n % list->count];
}

/* What a placeholder is filled from. */
struct filling {
	const struct phrasebook *book;
	enum language language;
	uint64_t contact;
	uint64_t episode;
	uint64_t message;
};

static void add_from_list(struct strbuf *out, const char *const *list, uint64_t number)
{
	strbuf_addstr(out, list[pick(mix64(number), list_length(list))]);
}

static void add_name(struct strbuf *out, const struct filling *f)
{
	add_from_list(out, f->book->names, f->contact);
}

static void add_agent(struct strbuf *out, const struct filling *f)
{
	add_from_list(out, f->book->agents, f->episode + 1);
}

static void add_doctor(struct strbuf *out, const struct filling *f)
{
	add_from_list(out, f->book->doctors, f->episode + 2);
}

static void add_city(struct strbuf *out, const struct filling *f)
{
	add_from_list(out, f->book->cities, f->contact + 3);
}

static void add_day(struct strbuf *out, const struct filling *f)
{
	strbuf_addstr(out, f->book->days[1 + pick(mix64(f->episode + 4), 6)]);
}

static void add_code(struct strbuf *out, const struct filling *f)
{
	strbuf_addf(out, "%06u", pick(mix64(f->message + 5), 1000000));
}

static void add_order(struct strbuf *out, const struct filling *f)
{
	strbuf_addf(out, "%u", 10200 + pick(mix64(f->episode + 6), 79000));
}

static void add_time(struct strbuf *out, const struct filling *f)
{
	uint32_t quarter = pick(mix64(f->episode + 7), 36);
	unsigned hour = 8 + quarter / 4;
	unsigned minute = quarter % 4 * 15;

	if (f->language == LANG_EN)
		strbuf_addf(out, "%u:%02u %s", hour > 12 ? hour - 12 : hour, minute,
			    hour < 12 ? "am" : "pm");
	else
		strbuf_addf(out, "%u:%02u", hour, minute);
}

static void add_eta(struct strbuf *out, const struct filling *f)
{
	unsigned hour = 9 + pick(mix64(f->episode + 8), 8);

	strbuf_addf(out, "%u:00-%u:00", hour, hour + 2);
}

static void add_percent(struct strbuf *out, const struct filling *f)
{
	strbuf_addf(out, "%u", 10 + 5 * pick(mix64(f->episode + 9), 5));
}

static void add_link(struct strbuf *out, const struct filling *f)
{
	uint64_t number = mix64(f->message + 10);

	strbuf_addstr(out, "https://fernhill.example/");
	for (int i = 0; i < 6; i++) {
		strbuf_addch(out, "23456789abcdefghjkmnpqrstuvwxyzA"[number & 31]);
		number >>= 5;
	}
}

static void add_amount(struct strbuf *out, const struct filling *f)
{
	static const char *const formats[LANG_COUNT][2] = {
		[LANG_EN] = { "$", "" },    [LANG_ES] = { "$", "" },  [LANG_PT] = { "R$ ", "" },
		[LANG_DE] = { "", " €" },   [LANG_FR] = { "", " €" }, [LANG_JA] = { "", "円" },
		[LANG_AR] = { "", " ر.س" }, [LANG_HE] = { "₪", "" },  [LANG_HI] = { "₹", "" },
	};
	uint32_t whole = 8 + pick(mix64(f->episode + 11), 180);

	strbuf_addf(out, "%s%u%s%s", formats[f->language][0], whole,
		    f->language == LANG_EN ? ".90" : ",90", formats[f->language][1]);
}

static const struct {
	const char *name;
	void (*add)(struct strbuf *out, const struct filling *f);
} placeholders[] = {
	{ "{name}", add_name },   { "{agent}", add_agent }, { "{doctor}", add_doctor },
	{ "{city}", add_city },   { "{day}", add_day },     { "{code}", add_code },
	{ "{order}", add_order }, { "{time}", add_time },   { "{eta}", add_eta },
	{ "{pct}", add_percent }, { "{link}", add_link },   { "{amount}", add_amount },
};

static size_t fill(struct strbuf *out, const char *text, size_t length, const struct filling *f)
{
	for (size_t i = 0; i < ARRAY_SIZE(placeholders); i++) {
		size_t named = strlen(placeholders[i].name);

		if (named <= length && memcmp(text, placeholders[i].name, named) == 0) {
			placeholders[i].add(out, f);
			return named;
		}
	}
	strbuf_addch(out, *text);
	return 1;
}

void line_render(struct strbuf *out, const struct line *line, enum language language,
		 uint64_t contact, uint64_t episode, uint64_t message)
{
	struct filling f = { .book = books[language],
			     .language = language,
			     .contact = contact,
			     .episode = episode,
			     .message = message };
	const char *at = line->text;
	const char *end = at + line->length;

	while (at < end) {
		size_t plain = 0;

		while (at + plain < end && at[plain] != '{' && at[plain] != '|')
			plain++;
		strbuf_add(out, at, plain);
		at += plain;
		if (at == end)
			break;
		if (*at == '|') {
			strbuf_addch(out, '\n');
			at++;
		} else {
			at += fill(out, at, (size_t)(end - at), &f);
		}
	}
}
