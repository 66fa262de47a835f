#include "views/key_check.h"

#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "views/views.h"

#define CONTEXTS_MAX 4

/* One binding that another keeps from being reached, on so many screens. */
struct finding {
	const struct keymap_binding *hidden, *by;
	const char *screen; /* the first of them */
	size_t screens;
};

struct findings VEC(struct finding);

/* The screens that are no lists, by what they are made of. */
static const char *widget_of(const struct view_ops *ops)
{
	static const struct {
		const struct view_ops *ops;
		const char *widget;
	} others[] = {
		{ &message_view_ops, "pager" },      { &tasks_view_ops, "pager" },
		{ &output_view_ops, "pager" },       { &first_run_view_ops, "pager" },
		{ &conversation_view_ops, "pager" }, { &compose_view_ops, "form" },
		{ &service_form_view_ops, "form" },  { &short_code_view_ops, "form" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (others[i].ops == ops)
			return others[i].widget;
	return ops->column_count ? "list" : NULL;
}

static size_t contexts_of(const struct view_ops *ops, const char *contexts[static CONTEXTS_MAX])
{
	const char *widget = widget_of(ops);
	size_t count = 0;

	if (ops == &conversation_view_ops)
		contexts[count++] = "thread";
	if (widget)
		contexts[count++] = widget;
	contexts[count++] = ops->name;
	contexts[count++] = "global";
	return count;
}

static void note(struct findings *findings, const struct keymap_binding *hidden,
		 const struct keymap_binding *by, const char *screen)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].hidden == hidden && findings->items[i].by == by) {
			findings->items[i].screens++;
			return;
		}
	}
	vec_push(findings, ((struct finding){ hidden, by, screen, 1 }));
}

static void look_at(const struct keymap *keymap, const struct view_ops *ops,
		    struct findings *findings)
{
	const char *contexts[CONTEXTS_MAX];
	size_t count = contexts_of(ops, contexts);

	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *binding = keymap_at(keymap, i), *other;
		bool here = false;

		for (size_t k = 0; k < count; k++)
			here |= strcmp(binding->context, contexts[k]) == 0;
		other = here ? keymap_in_the_way(keymap, contexts, count, binding) : NULL;
		if (other && (binding->line || other->line) &&
		    strcmp(binding->command, other->command) != 0)
			note(findings, binding, other, ops->name);
	}
}

/* -- in words ---------------------------------------------------------------------------------- */

static void add_place(const struct keymap_binding *binding, const char *file, struct strbuf *out)
{
	strbuf_addf(out, "%s:%u: ", file, binding->line);
	key_sequence_format(out, &binding->keys);
	strbuf_addf(out, " (%s, %s)", binding->context, binding->command);
}

static void add_other(const struct keymap_binding *binding, struct strbuf *out)
{
	key_sequence_format(out, &binding->keys);
	strbuf_addf(out, " (%s, %s%s", binding->context, binding->command,
		    binding->line ? "" : ", built in");
	if (binding->line)
		strbuf_addf(out, ", line %u", binding->line);
	strbuf_addch(out, ')');
}

static void add_finding(const struct finding *finding, const char *file, struct strbuf *out)
{
	/* It is told at the line that can be changed. */
	if (finding->by->line) {
		add_place(finding->by, file, out);
		strbuf_addstr(out, " hides ");
		add_other(finding->hidden, out);
	} else {
		add_place(finding->hidden, file, out);
		strbuf_addstr(out, " is hidden by ");
		add_other(finding->by, out);
	}
	strbuf_addf(out, " on the screen %s", finding->screen);
	if (finding->screens > 1)
		strbuf_addf(out, " and %zu more", finding->screens - 1);
	strbuf_addch(out, '\n');
}

/* A default that was replaced, and whose command has no other key there. */
static bool is_lost(const struct keymap *keymap, const struct keymap_binding *binding)
{
	if (!binding->line || !binding->replaced)
		return false;
	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *other = keymap_at(keymap, i);

		if (strcmp(other->context, binding->context) == 0 &&
		    strcmp(other->command, binding->replaced) == 0)
			return false;
	}
	return true;
}

size_t key_check(const struct keymap *keymap, const char *file, struct strbuf *out)
{
	struct findings findings = { .items = NULL };
	size_t count;

	for (size_t i = 0; i < views_count(); i++)
		look_at(keymap, views_at(i), &findings);
	for (size_t i = 0; i < findings.count; i++)
		add_finding(&findings.items[i], file, out);
	count = findings.count;
	vec_release(&findings);
	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *binding = keymap_at(keymap, i);

		if (!is_lost(keymap, binding))
			continue;
		add_place(binding, file, out);
		strbuf_addf(out, " leaves %s without a key\n", binding->replaced);
		count++;
	}
	return count;
}
