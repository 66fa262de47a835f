#include "support/hostile.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "support/fail.h"

#define TEXT(name, text)                                             \
	{                                                            \
		name, name " " text, sizeof(name " " text) - 1, true \
	}
#define BYTES(name, text)                                             \
	{                                                             \
		name, name " " text, sizeof(name " " text) - 1, false \
	}

/* Marks stacked on one letter. */
#define PILE "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c"

const struct hostile hostile_texts[] = {
	/* -- control sequences ---------------------------------------------------------------- */
	TEXT("colour", "\033[31;1337mred for ever"),
	TEXT("move", "\033[1;1337Hup there\033[2J"),
	TEXT("reset", "\033c and everything is gone"),
	TEXT("title", "\033]0;1337 a new title\007after"),
	TEXT("title-st", "\033]2;1337 a new title\033\\after"),
	TEXT("clipboard", "\033]52;c;1337\007after"),
	TEXT("link", "\033]8;;https://evil.example/1337\033\\click\033]8;;\033\\"),
	TEXT("device", "\033P1337$q\"p\033\\after"),
	TEXT("application", "\033_1337;G\033\\after"),
	TEXT("privacy", "\033^1337\033\\after"),
	TEXT("question", "\033[6n\033[c\033[>c\033[1337$p"),
	TEXT("screen", "\033[?1049l\033[?1337h"),
	TEXT("mouse", "\033[?1003;1337h"),
	TEXT("paste-end", "\033[201~q\rq\r1337"),
	TEXT("title-bel", "\033]2;1337 a new title\007after"),
	TEXT("idle", "\033]7770;1;1337x24\007after"),
	TEXT("charset", "\033(0qqq\016xxx\0171337"),
	TEXT("half", "ends in the middle \033[13"),
	TEXT("half-osc", "ends in the middle \033]0;1337"),
	/* -- C1, in both forms ------------------------------------------------------------------ */
	TEXT("c1-utf8", "\302\23331;1337mred \302\2350;1337 title\302\234"),
	BYTES("c1-raw", "\x9b"
			"31;1337mred \x9d"
			"0;1337 title\x9c"),
	/* -- single controls -------------------------------------------------------------------- */
	TEXT("bell", "ring\007 ring\007"),
	TEXT("backspace", "visible\b\b\b\b\b\b\bhidden!"),
	TEXT("return", "seen first\roverwritten"),
	TEXT("lines", "one\ntwo\vthree\ffour\r\nfive\tsix"),
	TEXT("nul", "before\0after"),
	TEXT("del", "before\177after"),
	TEXT("shift", "\016lines\017"),
	/* -- order and hiding ------------------------------------------------------------------- */
	TEXT("override", "pay \u202e00.01 DSU\u202c today"),
	TEXT("isolate", "to \u2066\u2067drowssap\u2069\u2069 now"),
	TEXT("marks-ltr", "a\u200eb\u200fc\u061cd"),
	TEXT("zero-width", "pay\u200bpal\u200c.\u200dcom\u2060\ufeff"),
	TEXT("tags", "fine\U000e0001\U000e0068\U000e0069\U000e007f"),
	TEXT("selectors", "a\ufe0fb\ufe00c\U000e0100"),
	TEXT("filler", "\u3164\u115f\u1160\uffa0 nothing to see"),
	TEXT("soft-hyphen", "pay\u00adpal\u034f"),
	TEXT("separators", "one\u2028two\u2029three\302\205four"),
	TEXT("annotation", "a\ufff9b\ufffac\ufffbd"),
	TEXT("noncharacter", "a\ufdd0b\uffffc\U0010ffffd"),
	TEXT("unassigned", "a\u0378b\U000e0fffc\U00030000"),
	TEXT("private", "a\ue000b\U000f0000c"),
	/* -- width ------------------------------------------------------------------------------ */
	TEXT("pile", "a" PILE PILE PILE "b"),
	TEXT("orphan", "\u0301\u0302 marks at the start"),
	TEXT("family", "👨‍👩‍👧‍👦 and 👋🏿 and 🏳️‍🌈"),
	TEXT("flags", "🇩🇪🇧🇷🇯🇵🇺"),
	TEXT("keycap", "1️⃣2️⃣#️⃣"),
	TEXT("wide",
	     "全角の文字がたくさん並んでいる長い行はどこで切れるのだろうか全角の文字がたくさん並んでいる"),
	TEXT("hangul", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
	TEXT("thai", "ที่นี่ไม่มีที่ว่าง"),
	TEXT("arabic", "مرحبا \u0640\u0640 ١٣٣٧"),
	TEXT("ligature", "ﷺ ﷽ 𒐫 ꧅"),
	/* -- ill-formed ------------------------------------------------------------------------- */
	BYTES("overlong", "\xc0\xaf \xe0\x80\xaf \xc1\x9b"),
	BYTES("surrogate", "\xed\xa0\x80 \xed\xbf\xbf"),
	BYTES("cut", "\xe3\x81 \xf0\x9f\x91 \xc3"),
	BYTES("beyond", "\xf4\x90\x80\x80 \xff\xfe\xf8\x88\x80\x80\x80"),
	/* -- what a formatter or a spreadsheet would take for its own ------------------------------ */
	TEXT("format", "%s%n%1337$d %%"),
	TEXT("formula", "=HYPERLINK(\"https://evil.example/1337\")"),
	TEXT("markup", "</text><script>1337</script>&amp;"),
};

const size_t hostile_count = ARRAY_SIZE(hostile_texts);

/* Written as it is: inside of a JSON string. */
static const struct piece {
	const char *text;
	unsigned times;
} pieces[] = {
	{ "half of a pair: \\ud83d and \\udc4b\\ud83d", 1 },
	{ "not a character: \\uffff \\ufdd0", 1 },
	{ "\\ud83d\\udc68\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc67", 200 },
	{ "\\ud83d\\udc4b", 1600 },
	{ "a\\u0301\\u0302\\u0303", 1 },
	{ "\\u0301", 10000 },
	{ "\\u202e\\u200b", 5000 },
	{ "\\u001b[31;1337m", 20000 },
	{ "0123456789abcdef", 62500 },
	{ "+1337", 1 },
	{ "-1337", 1 },
	{ "@1337", 1 },
	{ "\\t=1337", 1 },
	{ "\\r=1337", 1 },
	{ "", 1 },
	{ "../../../etc/1337", 1 },
	{ "image/png\\u0000/../../1337.sh", 1 },
};

static void add_json(struct strbuf *out, const char *bytes, size_t length)
{
	strbuf_addch(out, '"');
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		if (byte < ' ')
			strbuf_addf(out, "\\u%04x", byte);
		else if (byte == '"' || byte == '\\')
			strbuf_addf(out, "\\%c", byte);
		else
			strbuf_addch(out, (char)byte);
	}
	strbuf_addstr(out, "\"\n");
}

size_t hostile_write(const char *path, size_t *bytes)
{
	struct strbuf out = STRBUF_INIT((size_t)16 << 20);
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < hostile_count; i++)
		add_json(&out, hostile_texts[i].bytes, hostile_texts[i].length);
	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		strbuf_addch(&out, '"');
		for (unsigned k = 0; k < pieces[i].times; k++)
			strbuf_addstr(&out, pieces[i].text);
		strbuf_addstr(&out, "\"\n");
	}
	if (!file_write_private(path, out.data, out.length, &err))
		test_fail("%s", error_text(&err));
	*bytes = out.length;
	strbuf_release(&out);
	return hostile_count + ARRAY_SIZE(pieces);
}
