#include "views/key_check.h"

#include <string.h>

#include "base/vec.h"
#include "views/views.h"

/* One binding that another keeps from being reached, on so many screens. */
struct finding {
	const struct keymap_binding *hidden, *by;
	const struct view_ops *first, *last; /* the screens */
	size_t screens;
};

struct findings VEC(struct finding);

static void note(struct findings *findings, const struct keymap_binding *hidden,
		 const struct keymap_binding *by, const struct view_ops *screen)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *known = &findings->items[i];

		if (known->hidden != hidden || known->by != by)
			continue;
		known->screens += known->last != screen;
		known->last = screen;
		return;
	}
	vec_push(findings, ((struct finding){ hidden, by, screen, screen, 1 }));
}

/* A screen while this has the focus: contexts of widgets, innermost first, up to a NULL. */
static void look_at(const struct keymap *keymap, const struct view_ops *ops,
		    const char *const widgets[static VIEW_WIDGETS_MAX], struct findings *findings)
{
	const char *contexts[VIEW_WIDGETS_MAX + 2];
	size_t count = 0;

	while (count < VIEW_WIDGETS_MAX && widgets[count]) {
		contexts[count] = widgets[count];
		count++;
	}
	contexts[count++] = ops->name;
	contexts[count++] = "global";
	for (size_t i = 0; i < keymap_count(keymap); i++) {
		const struct keymap_binding *binding = keymap_at(keymap, i), *other;
		bool here = false;

		for (size_t k = 0; k < count; k++)
			here |= strcmp(binding->context, contexts[k]) == 0;
		other = here ? keymap_in_the_way(keymap, contexts, count, binding) : NULL;
		if (other && (binding->line || other->line) &&
		    strcmp(binding->command, other->command) != 0)
			note(findings, binding, other, ops);
	}
}

/* With the focus on its list, and on what else can have it. */
static void look_at_screen(const struct keymap *keymap, const struct view_ops *ops,
			   struct findings *findings)
{
	static const char *const list[VIEW_WIDGETS_MAX] = { "list" };

	if (ops->column_count)
		look_at(keymap, ops, list, findings);
	if (ops->widgets[0] || !ops->column_count)
		look_at(keymap, ops, ops->widgets, findings);
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
	strbuf_addf(out, " on the screen %s", finding->first->name);
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
		look_at_screen(keymap, views_at(i), &findings);
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
