/*
 * table_demo.c - the toolkit alone: a list of synthetic rows and a page of text, without a network.
 *
 * For measuring what a key costs on the wire (bytes, writes, time to the last byte), and for
 * looking at the widgets. table_demo [ROWS [bar]]; '/' filters, Enter opens a row, 'd' asks.
 */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/parse.h"
#include "base/text.h"
#include "ui/pager.h"
#include "ui/shell.h"
#include "ui/term.h"

struct demo {
	struct shell *shell;
	size_t rows;
	struct strbuf needle; /* folded */
};

struct list_view {
	struct view base;
	struct table *table;
};

struct row_view {
	struct view base;
	struct pager *pager;
	struct pager_document *document;
};

/* -- rows: all computed from their number --------------------------------------------------- */

static uint32_t mix(uint32_t row)
{
	row *= 2654435761u;
	return row ^ row >> 15;
}

static const char *const bodies[] = {
	"Your code is 491 022",
	"Danke! Bis morgen",
	"Pedido 1182 saiu para entrega",
	"Appt. reminder: Tue 3:15 pm. Reply C to confirm, R to reschedule",
	"ご予約を承りました",
	"Votre colis arrive aujourd'hui",
	"STOP",
};

static const char *const states[] = { "delivered", "sent", "failed", "queued", "received" };
static const enum style_role state_roles[] = { STYLE_GOOD, STYLE_TEXT, STYLE_BAD, STYLE_WAITING,
					       STYLE_INBOUND };

static size_t count(void *data)
{
	const struct demo *demo = data;

	return demo->rows;
}

static uint64_t key(void *data, uint32_t row)
{
	(void)data;
	return (uint64_t)row + 1;
}

static bool find(void *data, uint64_t wanted, uint32_t *row)
{
	*row = (uint32_t)(wanted - 1);
	return wanted >= 1 && wanted <= count(data);
}

static void number_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)data;
	*role = STYLE_DIM;
	strbuf_addf(out, "%u", row);
}

static void contact_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)data;
	(void)role;
	strbuf_addf(out, "+1 %03u 555 %04u", 200 + mix(row) % 800, mix(row) / 1000 % 10000);
}

static void body_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)data;
	(void)role;
	strbuf_addstr(out, bodies[mix(row) % ARRAY_SIZE(bodies)]);
}

static void state_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	size_t state = mix(row) / 7 % ARRAY_SIZE(states);

	(void)data;
	*role = state_roles[state];
	strbuf_addf(out, "%s %s", state == 2 ? "✗" : "✓", states[state]);
}

static bool match(void *data, uint32_t row)
{
	const struct demo *demo = data;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	enum style_role role;
	bool found;

	contact_text(data, row, &text, &role);
	strbuf_addch(&text, ' ');
	body_text(data, row, &text, &role);
	found = text_contains_folded(text.data, text.length, demo->needle.data,
				     demo->needle.length);
	strbuf_release(&text);
	return found;
}

static int compare_contact(void *data, uint32_t a, uint32_t b)
{
	(void)data;
	return (mix(a) > mix(b)) - (mix(a) < mix(b));
}

static uint64_t contact_key(void *data, uint32_t row)
{
	(void)data;
	return TABLE_KEY(mix(row));
}

static int compare_body(void *data, uint32_t a, uint32_t b)
{
	(void)data;
	return strcmp(bodies[mix(a) % ARRAY_SIZE(bodies)], bodies[mix(b) % ARRAY_SIZE(bodies)]);
}

static const struct table_source source = {
	.count = count,
	.key = key,
	.find = find,
	.match = match,
};

static const struct table_column columns[] = {
	{ .name = "number",
	  .title = "NUMBER",
	  .help = "its number",
	  .width = 8,
	  .rank = 3,
	  .align = DRAW_RIGHT,
	  .text = number_text },
	{ .name = "contact",
	  .title = "CONTACT",
	  .help = "who",
	  .width = 16,
	  .rank = 1,
	  .text = contact_text,
	  .compare = compare_contact,
	  .sort_key = contact_key },
	{ .name = "body",
	  .title = "LAST MESSAGE",
	  .help = "what",
	  .width = 20,
	  .weight = 1,
	  .rank = 2,
	  .text = body_text,
	  .compare = compare_body },
	{ .name = "state",
	  .title = "STATE",
	  .help = "whether it arrived",
	  .width = 12,
	  .rank = 2,
	  .text = state_text },
};

/* -- the list ------------------------------------------------------------------------------- */

static bool list_open(struct view *view, int argc, const char *const *argv, struct error *err)
{
	struct list_view *list = (struct list_view *)view;

	(void)argc;
	(void)argv;
	(void)err;
	list->table = table_new(&source, columns, ARRAY_SIZE(columns), view->app);
	return true;
}

static void list_close(struct view *view)
{
	table_free(((struct list_view *)view)->table);
}

static void list_draw(struct view *view, const struct pane *pane, unsigned levels)
{
	struct list_view *list = (struct list_view *)view;

	if (levels & LOOP_PRIMARY)
		table_draw(list->table, pane, true);
}

static size_t list_scopes(struct view *view, struct command_scope *scopes, size_t max)
{
	struct list_view *list = (struct list_view *)view;

	(void)max;
	scopes[0] = table_scope(list->table);
	return 1;
}

static bool list_work(struct view *view, int64_t deadline_ns, unsigned *effects)
{
	struct list_view *list = (struct list_view *)view;
	bool changed = false;
	bool more = table_work(list->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void list_status(struct view *view, struct bar *bar)
{
	struct list_view *list = (struct list_view *)view;
	size_t done, total;

	table_progress(list->table, &done, &total);
	bar_add(bar, STYLE_TEXT, 1, "%zu of %zu", table_count(list->table), total);
	if (table_selected(list->table))
		bar_add(bar, STYLE_ACCENT, 1, "%zu selected", table_selected(list->table));
	if (done < total)
		bar_add_progress(bar, STYLE_BAR, 2, 20, (double)done / (double)total);
}

static void filter_changed(void *context, const char *text)
{
	struct list_view *list = context;
	struct demo *demo = list->base.app;

	strbuf_reset(&demo->needle);
	text_fold(&demo->needle, text, strlen(text));
	struct marks marks = { .count = 0 };
	marks_add(&marks, demo->needle.data, demo->needle.length, false);
	table_filter(list->table, demo->needle.length > 0, &marks);
	marks_clear(&marks);
	shell_work(demo->shell);
}

static void filter_done(void *context, const char *text)
{
	if (!text)
		filter_changed(context, "");
}

static unsigned run_filter(struct command_call *call)
{
	struct list_view *list = call->target;
	struct shell_prompt spec = {
		.label = "/",
		.changed = filter_changed,
		.done = filter_done,
		.context = list,
	};

	shell_prompt(list->base.shell, &spec);
	return EFFECT_REDRAW;
}

static unsigned run_enter(struct command_call *call)
{
	struct list_view *list = call->target;
	struct strbuf line = STRBUF_INIT(256);
	uint32_t row;

	if (table_cursor_row(list->table, &row)) {
		strbuf_addf(&line, "open row %u", row);
		shell_execute(list->base.shell, line.data);
	}
	strbuf_release(&line);
	return EFFECT_NONE;
}

static unsigned run_delete(struct command_call *call)
{
	strbuf_addstr(&call->message, "nothing was deleted: there is nothing");
	return EFFECT_REDRAW;
}

static void ask_delete(const struct command_call *call, struct strbuf *text)
{
	const struct list_view *list = call->target;

	strbuf_addf(text, "Delete %zu rows? This cannot be undone.",
		    table_selected(list->table) ? table_selected(list->table) : 1);
}

static const struct command list_commands[] = {
	{ .name = "enter",
	  .args = "",
	  .help = "Open the row",
	  .hint = "open",
	  .hint_rank = 1,
	  .run = run_enter },
	{ .name = "filter",
	  .args = "",
	  .help = "Show only rows that contain a text",
	  .hint = "filter",
	  .hint_rank = 3,
	  .run = run_filter },
	{ .name = "delete",
	  .args = "",
	  .help = "Delete the selected rows",
	  .hint = "delete",
	  .hint_rank = 5,
	  .flags = COMMAND_CONFIRM,
	  .question = ask_delete,
	  .run = run_delete },
};

static const struct view_ops list_ops = {
	.name = "rows",
	.title = "Rows",
	.help = "All rows, by number.",
	.size = sizeof(struct list_view),
	.commands = list_commands,
	.command_count = ARRAY_SIZE(list_commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.open = list_open,
	.close = list_close,
	.draw = list_draw,
	.scopes = list_scopes,
	.work = list_work,
	.status = list_status,
};

/* -- one row -------------------------------------------------------------------------------- */

static bool row_open(struct view *view, int argc, const char *const *argv, struct error *err)
{
	struct row_view *page = (struct row_view *)view;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	enum style_role role;
	int64_t row;

	if (argc != 2 || !parse_int64(argv[1], strlen(argv[1]), 0, UINT32_MAX, &row))
		return error_set(err, ERROR_USAGE, "a row's number is needed");
	for (int i = 0; i < 200; i++) {
		strbuf_addf(&text, "%d: ", i);
		body_text(view->app, (uint32_t)(row + i), &text, &role);
		strbuf_addch(&text, '\n');
	}
	page->document = pager_document_new(text.data, text.length);
	page->pager = pager_new(&pager_document_source, page->document, PAGER_ITEMS);
	strbuf_release(&text);
	return true;
}

static void row_close(struct view *view)
{
	struct row_view *page = (struct row_view *)view;

	pager_free(page->pager);
	pager_document_free(page->document);
}

static void row_draw(struct view *view, const struct pane *pane, unsigned levels)
{
	struct row_view *page = (struct row_view *)view;

	if (levels & LOOP_PRIMARY)
		pager_draw(page->pager, pane, true);
}

static size_t row_scopes(struct view *view, struct command_scope *scopes, size_t max)
{
	struct row_view *page = (struct row_view *)view;

	(void)max;
	scopes[0] = pager_scope(page->pager);
	return 1;
}

static const struct view_ops row_ops = {
	.name = "row",
	.title = "Row",
	.help = "One row.",
	.size = sizeof(struct row_view),
	.open = row_open,
	.close = row_close,
	.draw = row_draw,
	.scopes = row_scopes,
};

/* -- the program ---------------------------------------------------------------------------- */

static void header(void *app, struct bar *bar)
{
	(void)app;
	bar_add(bar, STYLE_STRONG, 1, "synthetic");
	bar_add(bar, STYLE_DEMO, 1, "● DEMO");
}

static const struct shell_ops shell_ops = { .header = header };
static const struct view_ops *const roots[] = { &list_ops };
static const struct view_ops *const others[] = { &row_ops };

static int run(struct demo *demo, const struct style_theme *theme)
{
	struct term_options options = { .theme = theme, .colors = -1 };
	struct keymap *keymap = keymap_new();
	struct loop *loop = loop_new();
	struct error err = ERROR_INIT;
	const char *first[] = { "rows" };
	static const char keys[] = "bind rows <Enter> enter\nbind rows / filter\n"
				   "bind rows D delete\n";
	int code = 1;

	demo->shell = shell_new(loop, keymap, &shell_ops, demo);
	shell_set_views(demo->shell, roots, ARRAY_SIZE(roots), others, ARRAY_SIZE(others));
	if (keymap_parse(keymap, keymap_default_text, strlen(keymap_default_text), "default keys",
			 true, &err) &&
	    keymap_parse(keymap, keys, strlen(keys), "keys", true, &err) &&
	    term_open(&options, &err) && shell_open(demo->shell, 1, first, &err))
		code = shell_run(demo->shell);
	shell_free(demo->shell);
	term_close();
	if (err.kind != ERROR_NONE)
		fprintf(stderr, "table_demo: %s\n", error_text(&err));
	error_release(&err);
	loop_free(loop);
	keymap_free(keymap);
	return code;
}

int main(int argc, char **argv)
{
	struct demo demo = { .rows = 1000000, .needle = STRBUF_INIT(STRBUF_LINE) };
	struct style_theme theme = style_theme_default;
	int64_t rows;
	int code;

	setlocale(LC_CTYPE, "");
	hash_init();
	if (argc > 1 && parse_int64(argv[1], strlen(argv[1]), 0, 100000000, &rows))
		demo.rows = (size_t)rows;
	if (argc > 2 && strcmp(argv[2], "bar") == 0)
		theme.cursor = CURSOR_BAR;
	code = run(&demo, &theme);
	strbuf_release(&demo.needle);
	return code;
}
