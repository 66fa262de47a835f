#include <string.h>

#include "base/mem.h"
#include "ui/table.h"
#include "ui/table_internal.h"

static unsigned run_up(struct command_call *call)
{
	return table_move(call->target, -1) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_down(struct command_call *call)
{
	return table_move(call->target, 1) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_page_up(struct command_call *call)
{
	return table_page(call->target, -1) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_page_down(struct command_call *call)
{
	return table_page(call->target, 1) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_half_page_up(struct command_call *call)
{
	return table_page(call->target, -0.5) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_half_page_down(struct command_call *call)
{
	return table_page(call->target, 0.5) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_top(struct command_call *call)
{
	return table_go(call->target, 0) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_bottom(struct command_call *call)
{
	return table_go(call->target, SIZE_MAX) ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_select(struct command_call *call)
{
	struct table *table = call->target;
	uint64_t key = table_cursor(table);

	if (!key)
		return EFFECT_NONE;
	table_bulk_finish(table);
	table_select(table, key, !keyset_has(table_selection(table), key));
	table_move(table, 1);
	return EFFECT_REDRAW;
}

static unsigned run_select_range(struct command_call *call)
{
	if (table_select_range(call->target))
		return EFFECT_REDRAW;
	error_set(call->err, ERROR_USAGE, "select the first row of the range, then go to the last");
	return EFFECT_FAILED;
}

static unsigned run_select_all(struct command_call *call)
{
	table_select_all_shown(call->target);
	return EFFECT_REDRAW;
}

static unsigned run_select_invert(struct command_call *call)
{
	table_select_invert_shown(call->target);
	return EFFECT_REDRAW;
}

static unsigned run_select_none(struct command_call *call)
{
	table_select_none(call->target);
	return EFFECT_REDRAW;
}

/* -- sorting -------------------------------------------------------------------------------- */

static bool parse_direction(const char *word, bool *descending, struct error *err)
{
	if (strcmp(word, "asc") != 0 && strcmp(word, "desc") != 0)
		return error_set(err, ERROR_USAGE, "write asc or desc, not '%s'", word);
	*descending = strcmp(word, "desc") == 0;
	return true;
}

static unsigned run_sort(struct command_call *call)
{
	struct table *table = call->target;
	int column = table_column_index(table, call->argv[1]);
	bool descending;

	if (strcmp(call->argv[1], "none") == 0) {
		table_sort(table, -1, false);
		return EFFECT_REDRAW;
	}
	if (column < 0 || !table->columns[column].compare) {
		error_set(call->err, ERROR_USAGE, "cannot sort by '%s'", call->argv[1]);
		return EFFECT_FAILED;
	}
	descending = table->columns[column].descending;
	if (column == table->sort_column)
		descending = !table->descending;
	if (call->argc > 2 && !parse_direction(call->argv[2], &descending, call->err))
		return EFFECT_FAILED;
	table_sort(table, column, descending);
	return EFFECT_REDRAW;
}

static unsigned run_sort_reverse(struct command_call *call)
{
	struct table *table = call->target;

	if (table->sort_column < 0) {
		error_set(call->err, ERROR_USAGE, "choose a column first, with sort");
		return EFFECT_FAILED;
	}
	table_sort(table, table->sort_column, !table->descending);
	return EFFECT_REDRAW;
}

/* The next column to the right, or the left, that can be sorted by; past the last none. */
static unsigned step_sort(struct table *table, int step)
{
	int count = (int)table->shown_column_count;
	int at = step > 0 ? -1 : count;

	for (int i = 0; i < count && table->sort_column >= 0; i++)
		if (table->shown_columns[i] == table->sort_column)
			at = i;
	for (at += step; at >= 0 && at < count; at += step) {
		int column = table->shown_columns[at];

		if (table->columns[column].compare) {
			table_sort(table, column, table->columns[column].descending);
			return EFFECT_REDRAW;
		}
	}
	table_sort(table, -1, false);
	return EFFECT_REDRAW;
}

static unsigned run_sort_next(struct command_call *call)
{
	return step_sort(call->target, 1);
}

static unsigned run_sort_previous(struct command_call *call)
{
	return step_sort(call->target, -1);
}

static void complete_sort(const struct command_call *call, struct completion *completion)
{
	const struct table *table = call->target;

	if (call->argc == 3) {
		completion_add(completion, "asc", "smallest first");
		completion_add(completion, "desc", "largest first");
		return;
	}
	completion_add(completion, "none", "newest first");
	for (size_t i = 0; i < table->column_count && call->argc == 2; i++)
		if (table->columns[i].compare)
			completion_add(completion, table->columns[i].name, table->columns[i].help);
}

/* -- columns -------------------------------------------------------------------------------- */

/* The names of the columns that are shown, in their order, or of the others. */
static void add_names(const struct table *table, bool shown, struct strbuf *out)
{
	bool used[TABLE_COLUMNS_MAX] = { false };

	for (size_t i = 0; i < table->shown_column_count; i++) {
		used[table->shown_columns[i]] = true;
		if (shown)
			strbuf_addf(out, " %s", table->columns[table->shown_columns[i]].name);
	}
	for (size_t i = 0; i < table->column_count && !shown; i++)
		if (!used[i])
			strbuf_addf(out, " %s", table->columns[i].name);
}

static unsigned tell_columns(const struct table *table, struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE), rest = STRBUF_INIT(STRBUF_LINE);

	strbuf_addstr(&text, "Which columns, in which order? There are now:");
	add_names(table, true, &text);
	add_names(table, false, &rest);
	if (rest.length)
		strbuf_addf(&text, "; and there could be:%s", rest.data);
	error_set(err, ERROR_USAGE, "%s", text.data);
	strbuf_release(&text);
	strbuf_release(&rest);
	return EFFECT_FAILED;
}

static unsigned run_columns(struct command_call *call)
{
	if (call->argc == 1)
		return tell_columns(call->target, call->err);

	struct strbuf names = STRBUF_INIT(STRBUF_LINE);
	bool ok;

	for (int i = 1; i < call->argc; i++)
		strbuf_addf(&names, "%s ", call->argv[i]);
	ok = table_set_columns_text(call->target, names.data, call->err);
	table_note_choice(call->target, ok);
	strbuf_release(&names);
	return ok ? EFFECT_REDRAW : EFFECT_FAILED;
}

static void complete_columns(const struct command_call *call, struct completion *completion)
{
	const struct table *table = call->target;

	for (size_t i = 0; i < table->column_count; i++)
		completion_add(completion, table->columns[i].name, table->columns[i].help);
}

/* match-next, match-previous */
static unsigned run_match(struct command_call *call)
{
	struct table *table = call->target;
	bool backward = strcmp(call->argv[0], "match-previous") == 0;

	if (!table->marks.count)
		error_set(call->err, ERROR_USAGE, "No words are marked: a filter with a word does");
	else if (!table_search(table, backward))
		error_set(call->err, ERROR_USAGE, "No other row shows what is marked");
	return call->err->kind == ERROR_NONE ? EFFECT_REDRAW : EFFECT_FAILED;
}

static bool has_rows(void *target)
{
	return table_count(target) > 0;
}

const struct command table_commands[] = {
	{ .name = "up", .args = "", .help = "Go to the row above", .run = run_up },
	{ .name = "down", .args = "", .help = "Go to the row below", .run = run_down },
	{ .name = "page-up", .args = "", .help = "Go one screen up", .run = run_page_up },
	{ .name = "page-down", .args = "", .help = "Go one screen down", .run = run_page_down },
	{ .name = "half-page-up",
	  .args = "",
	  .help = "Go half a screen up",
	  .run = run_half_page_up },
	{ .name = "half-page-down",
	  .args = "",
	  .help = "Go half a screen down",
	  .run = run_half_page_down },
	{ .name = "top", .args = "", .help = "Go to the first row", .run = run_top },
	{ .name = "bottom", .args = "", .help = "Go to the last row", .run = run_bottom },
	{ .name = "select",
	  .args = "",
	  .help = "Select the row, or take it back, and go on to the next",
	  .hint = "select",
	  .hint_rank = 4,
	  .run = run_select,
	  .hinted = has_rows },
	{ .name = "select-range",
	  .args = "",
	  .help = "Select from the row selected last to this one",
	  .run = run_select_range },
	{ .name = "select-all",
	  .args = "",
	  .help = "Select all rows that are shown",
	  .run = run_select_all },
	{ .name = "select-invert",
	  .args = "",
	  .help = "Select what is not selected among the rows shown, and take back the others",
	  .run = run_select_invert },
	{ .name = "select-none", .args = "", .help = "Select nothing", .run = run_select_none },
	{ .name = "sort",
	  .args = "COLUMN|none [asc|desc]",
	  .help = "Sort by a column; once more turns the order round",
	  .min_args = 1,
	  .max_args = 2,
	  .run = run_sort,
	  .complete = complete_sort },
	{ .name = "sort-next",
	  .args = "",
	  .help = "Sort by the next column to the right",
	  .run = run_sort_next },
	{ .name = "sort-previous",
	  .args = "",
	  .help = "Sort by the next column to the left",
	  .run = run_sort_previous },
	{ .name = "sort-reverse",
	  .args = "",
	  .help = "Turn the order round",
	  .run = run_sort_reverse },
	{ .name = "columns",
	  .args = "COLUMN...",
	  .help = "Show these columns, in this order; without any: tell their names",
	  .max_args = -1,
	  .run = run_columns,
	  .complete = complete_columns },
	{ .name = "match-next",
	  .args = "",
	  .help = "Go to the next row that shows what is marked",
	  .run = run_match },
	{ .name = "match-previous",
	  .args = "",
	  .help = "Go to the row before that shows what is marked",
	  .run = run_match },
};
const size_t table_command_count = ARRAY_SIZE(table_commands);

struct command_scope table_scope(struct table *table)
{
	return (struct command_scope){ "list", table_commands, table_command_count, table,
				       table_mouse };
}
