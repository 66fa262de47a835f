#include "support/display.h"

#include <vterm.h>

#include "base/mem.h"

/* Longest repetition a program may ask for: no line is wider. */
#define REPEAT_MAX 4096
#define INPUT_MAX (16 * 1024 * 1024)

struct display {
	VTerm *vterm;
	VTermScreen *screen;
	struct display_modes modes;
	struct strbuf input;   /* on its way to libvterm */
	struct strbuf printed; /* the last character, for REP */
};

struct display *display_new(int cols, int rows, void (*answer)(const char *, size_t, void *),
			    void *context)
{
	struct display *display = xcalloc(1, sizeof(*display));

	strbuf_init(&display->input, INPUT_MAX);
	strbuf_init(&display->printed, 16);
	display->vterm = vterm_new(rows, cols);
	vterm_set_utf8(display->vterm, 1);
	vterm_output_set_callback(display->vterm, answer, context);
	display->screen = vterm_obtain_screen(display->vterm);
	vterm_screen_enable_altscreen(display->screen, 1);
	vterm_screen_reset(display->screen, 1);
	return display;
}

void display_free(struct display *display)
{
	if (!display)
		return;
	vterm_free(display->vterm);
	strbuf_release(&display->input);
	strbuf_release(&display->printed);
	free(display);
}

static void set_mode(struct display_modes *modes, int number, bool on)
{
	switch (number) {
	case 1:
		modes->keys.application = on;
		break;
	case 25:
		modes->hidden_cursor = !on;
		break;
	case 47:
	case 1047:
	case 1049:
		modes->alternate = on;
		break;
	case 1000:
	case 1002:
	case 1003:
		modes->keys.mouse = on;
		break;
	case 2004:
		modes->keys.bracketed_paste = on;
		break;
	case 2026:
		modes->synchronized = on;
		break;
	default:
		break;
	}
}

static void note_modes(struct display *display, const struct token *token)
{
	const char *at = token->bytes + 3;
	char final = token->bytes[token->length - 1];

	if (token->bytes[2] != '?' || (final != 'h' && final != 'l'))
		return;
	for (int number = token_number(&at); number >= 0; number = token_number(&at)) {
		set_mode(&display->modes, number, final == 'h');
		at += *at == ';';
	}
}

/* Faint (SGR 2) travels as the first alternate font (SGR 11), which nothing else uses; what ends
 * faint ends it. The arguments of 38 and 48 are colours and stay as they are. */
static void add_sgr(struct strbuf *out, const struct token *token)
{
	const char *at = token->bytes + 2;
	int colour = 0; /* arguments of an extended colour still to come */

	strbuf_addstr(out, "\033[");
	while (*at != 'm') {
		const char *start = at;
		int number = token_number(&at);

		if (number < 0) {
			strbuf_addch(out, *at++);
			continue;
		}
		if (colour == 0 && number == 2)
			strbuf_addstr(out, "11");
		else if (colour == 0 && number == 22)
			strbuf_addstr(out, "22;10");
		else
			strbuf_add(out, start, (size_t)(at - start));
		if (colour == -1)
			colour = number == 2 ? 3 : 1;
		else if (colour > 0)
			colour--;
		else if ((number == 38 || number == 48) && *at == ';')
			colour = -1;
	}
	strbuf_addch(out, 'm');
}

static void take_csi(struct display *display, const struct token *token)
{
	char final = token->bytes[token->length - 1];
	const char *at = token->bytes + 2;

	note_modes(display, token);
	if (final == 'm' && (*at == 'm' || *at == ';' || (*at >= '0' && *at <= '9'))) {
		add_sgr(&display->input, token);
	} else if (final == 'b') {
		int times = token_number(&at);

		for (int i = 0; i < (times < 1 ? 1 : times) && i < REPEAT_MAX; i++)
			strbuf_add(&display->input, display->printed.data, display->printed.length);
	} else {
		strbuf_add(&display->input, token->bytes, token->length);
	}
}

void display_take(struct display *display, const struct token *token)
{
	if (display->input.length > INPUT_MAX / 2)
		display_flush(display);
	switch (token->kind) {
	case TOKEN_CSI:
		take_csi(display, token);
		return;
	case TOKEN_TEXT:
		strbuf_reset(&display->printed);
		strbuf_add(&display->printed, token->bytes, token->length);
		break;
	case TOKEN_ESCAPE:
		if (token->bytes[1] == '=' || token->bytes[1] == '>')
			display->modes.keypad = token->bytes[1] == '=';
		break;
	case TOKEN_OSC:
		return; /* colours, clipboard, titles: nothing that moves on the screen */
	case TOKEN_CONTROL:
	case TOKEN_STRING:
	case TOKEN_INVALID:
		break;
	}
	strbuf_add(&display->input, token->bytes, token->length);
}

void display_flush(struct display *display)
{
	vterm_input_write(display->vterm, display->input.data, display->input.length);
	vterm_screen_flush_damage(display->screen);
	strbuf_reset(&display->input);
}

void display_resize(struct display *display, int cols, int rows)
{
	display_flush(display);
	vterm_set_size(display->vterm, rows, cols);
}

static int colour(const VTermColor *from)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(from) || VTERM_COLOR_IS_DEFAULT_BG(from))
		return TERM_DEFAULT;
	if (VTERM_COLOR_IS_INDEXED(from))
		return from->indexed.idx;
	return TERM_RGB | from->rgb.red << 16 | from->rgb.green << 8 | from->rgb.blue;
}

static unsigned attributes(const VTermScreenCellAttrs *from)
{
	return (from->bold ? TERM_BOLD : 0u) | (from->font == 1 ? TERM_DIM : 0u) |
	       (from->italic ? TERM_ITALIC : 0u) | (from->underline ? TERM_UNDERLINE : 0u) |
	       (from->reverse ? TERM_REVERSE : 0u) | (from->blink ? TERM_BLINK : 0u) |
	       (from->strike ? TERM_STRIKE : 0u);
}

static size_t encode(uint32_t codepoint, char *to)
{
	if (codepoint < 0x80) {
		to[0] = (char)codepoint;
		return 1;
	}
	if (codepoint < 0x800) {
		to[0] = (char)(0xc0 | codepoint >> 6);
		to[1] = (char)(0x80 | (codepoint & 0x3f));
		return 2;
	}
	if (codepoint < 0x10000) {
		to[0] = (char)(0xe0 | codepoint >> 12);
		to[1] = (char)(0x80 | (codepoint >> 6 & 0x3f));
		to[2] = (char)(0x80 | (codepoint & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | codepoint >> 18);
	to[1] = (char)(0x80 | (codepoint >> 12 & 0x3f));
	to[2] = (char)(0x80 | (codepoint >> 6 & 0x3f));
	to[3] = (char)(0x80 | (codepoint & 0x3f));
	return 4;
}

void display_cell(const struct display *display, int row, int col, struct term_cell *cell)
{
	VTermScreenCell from;
	size_t length = 0;

	*cell = (struct term_cell){
		.text = " ", .width = 1, .foreground = TERM_DEFAULT, .background = TERM_DEFAULT
	};
	if (!vterm_screen_get_cell(display->screen, (VTermPos){ row, col }, &from))
		return;
	cell->attributes = attributes(&from.attrs);
	cell->foreground = colour(&from.fg);
	cell->background = colour(&from.bg);
	if (from.chars[0] == (uint32_t)-1) {
		cell->width = 0;
		cell->text[0] = '\0';
		return;
	}
	cell->width = from.width;
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && from.chars[i]; i++)
		length += encode(from.chars[i], cell->text + length);
	if (length)
		cell->text[length] = '\0';
}

void display_row(const struct display *display, int row, struct strbuf *out)
{
	size_t start = out->length;
	struct term_cell cell;
	int rows, cols;

	vterm_get_size(display->vterm, &rows, &cols);
	for (int col = 0; col < cols; col++) {
		display_cell(display, row, col, &cell);
		strbuf_addstr(out, cell.text);
	}
	while (out->length > start && out->data[out->length - 1] == ' ')
		strbuf_truncate(out, out->length - 1);
}

void display_cursor(const struct display *display, int *row, int *col)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(display->vterm), &at);
	*row = at.row;
	*col = at.col;
}

const struct display_modes *display_modes(const struct display *display)
{
	return &display->modes;
}
