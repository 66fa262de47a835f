/*
 * compose_template.c - a template of the config file becomes the text: its variables are given with the
 * command, known from the address book ({name}), or asked for one after the other.
 *
 * While a value is typed the text is shown with it, and its size is counted; giving up brings back what
 * was there.
 */
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "config/templates.h"
#include "model/address_book.h"
#include "model/template.h"
#include "ui/shell.h"
#include "views/compose/compose.h"
#include "views/list/cells.h"

struct filled {
	char *name, *value;
};

struct filling {
	struct compose *compose;
	const struct config_template *template;
	struct VEC(struct filled) values;
	char *asked; /* the variable that is being typed; NULL: none */
	const char *typed;
	char label[TEMPLATE_NAME_MAX + 4];
};

/* -- values ------------------------------------------------------------------------------------ */

static const char *given(const struct filling *filling, const char *name, size_t length)
{
	for (size_t i = 0; i < filling->values.count; i++) {
		const struct filled *filled = &filling->values.items[i];
		if (strlen(filled->name) == length && memcmp(filled->name, name, length) == 0)
			return filled->value;
	}
	return NULL;
}

static const char *value_of(void *context, const char *name, size_t length)
{
	const struct filling *filling = context;

	if (filling->asked && strlen(filling->asked) == length &&
	    memcmp(filling->asked, name, length) == 0)
		return *filling->typed ? filling->typed : NULL;
	return given(filling, name, length);
}

static void give(struct filling *filling, const char *name, size_t length, const char *value)
{
	vec_push(&filling->values, ((struct filled){ xstrndup(name, length), xstrdup(value) }));
}

/* The name of the one to whom the message goes. */
static void give_name(struct filling *filling)
{
	const struct recipients *to = &filling->compose->recipients;
	const char *address = to->addresses.count == 1 ? to->addresses.items[0] : "";
	struct text name =
		address_book_name(cell_names_used(), (struct text){ address, strlen(address) });

	if (name.data && !given(filling, "name", 4))
		give(filling, "name", 4, name.data);
}

/* -- life -------------------------------------------------------------------------------------- */

static void release(struct filling *filling)
{
	filling->compose->filling = NULL;
	for (size_t i = 0; i < filling->values.count; i++) {
		free(filling->values.items[i].name);
		mem_wipe_free(filling->values.items[i].value);
	}
	vec_release(&filling->values);
	free(filling->asked);
	free(filling);
}

void compose_template_release(struct compose *compose)
{
	if (compose->filling)
		release(compose->filling);
}

/* The text as far as it is known. */
static void show(struct filling *filling)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	template_fill(filling->template->text, value_of, filling, true, &text, NULL);
	compose_set(filling->compose, OUT_BODY, text.data);
	strbuf_wipe(&text);
	shell_apply(filling->compose->session->shell, EFFECT_REDRAW);
}

/* -- asking ------------------------------------------------------------------------------------ */

static void ask_next(struct filling *filling);

static void typed(void *context, const char *text)
{
	struct filling *filling = context;

	filling->typed = text;
	show(filling);
	filling->typed = "";
}

static void answered(void *context, const char *text)
{
	struct filling *filling = context;
	char *name = filling->asked;

	filling->asked = NULL;
	if (text && *text) {
		give(filling, name, strlen(name), text);
		ask_next(filling);
	} else {
		compose_set(filling->compose, OUT_BODY, "");
		release(filling);
	}
	free(name);
}

static void ask(struct filling *filling, const struct template_part *part)
{
	filling->asked = xstrndup(part->data, part->length);
	snprintf(filling->label, sizeof(filling->label), "%s: ", filling->asked);
	show(filling);
	shell_prompt(filling->compose->session->shell, &(struct shell_prompt){
							       .label = filling->label,
							       .changed = typed,
							       .done = answered,
							       .context = filling,
						       });
}

static void ask_next(struct filling *filling)
{
	struct template_part part;
	enum template_kind kind;
	size_t at = 0;

	while ((kind = template_next(filling->template->text, &at, &part, NULL)) != TEMPLATE_END) {
		if (kind == TEMPLATE_VARIABLE && !given(filling, part.data, part.length)) {
			ask(filling, &part);
			return;
		}
	}
	show(filling);
	form_go(filling->compose->form, outgoing_name(OUT_BODY));
	release(filling);
}

/* -- the command ------------------------------------------------------------------------------- */

static bool uses(const char *text, const char *name, size_t length)
{
	struct template_part part;
	enum template_kind kind;
	size_t at = 0;

	while ((kind = template_next(text, &at, &part, NULL)) != TEMPLATE_END)
		if (kind == TEMPLATE_VARIABLE && part.length == length &&
		    memcmp(part.data, name, length) == 0)
			return true;
	return false;
}

static bool take_values(struct filling *filling, const struct command_call *call)
{
	for (int i = 2; i < call->argc; i++) {
		const char *equals = strchr(call->argv[i], '=');
		size_t length = equals ? (size_t)(equals - call->argv[i]) : 0;

		if (!equals || !uses(filling->template->text, call->argv[i], length))
			return error_set(call->err, ERROR_USAGE,
					 "\"%s\" gives no variable of the template %s a value",
					 call->argv[i], filling->template->name);
		give(filling, call->argv[i], length, equals + 1);
	}
	return true;
}

/* One text for all of them cannot have the name of each. */
static bool one_name(struct filling *filling, struct error *err)
{
	size_t count = filling->compose->recipients.addresses.count;
	struct template_part part;
	enum template_kind kind;
	size_t at = 0;

	if (count < 2 || given(filling, "name", 4))
		return true;
	while ((kind = template_next(filling->template->text, &at, &part, NULL)) != TEMPLATE_END)
		if (kind == TEMPLATE_VARIABLE && part.length == 4 &&
		    memcmp(part.data, "name", 4) == 0)
			return error_set(err, ERROR_USAGE,
					 "{name} at character %zu of %s is another for each of %zu "
					 "recipients; write template %s name=…, or to one of them",
					 part.place, filling->template->name, count,
					 filling->template->name);
	return true;
}

static void chosen(void *context, const char *name)
{
	struct strbuf line = STRBUF_INIT(COMMAND_LINE_MAX);
	const struct compose *compose = context;

	if (name && *name) {
		strbuf_addf(&line, "template %s", name);
		shell_execute(compose->session->shell, line.data);
	}
	strbuf_release(&line);
}

static void offer(const struct session *session, struct completion *completion)
{
	const struct config_templates *templates = session->options.templates;

	for (size_t i = 0; i < templates->count; i++)
		completion_add(completion, templates->items[i].name, templates->items[i].text);
}

static void complete_name(void *context, const char *line, size_t length,
			  struct completion *completion)
{
	const struct compose *compose = context;
	char *prefix = xstrndup(line, length);

	completion->prefix = prefix;
	completion->replace_from = 0;
	offer(compose->session, completion);
	completion->prefix = "";
	free(prefix);
}

void compose_template_complete(const struct compose *compose, const struct command_call *call,
			       struct completion *completion)
{
	if (call->argc == 2)
		offer(compose->session, completion);
}

static unsigned choose(struct compose *compose, struct error *err)
{
	if (!compose->session->options.templates->count) {
		error_set(
			err, ERROR_USAGE,
			"There is no template: write templates = { hello = \"Hi {name}\"; }; into "
			"the config file");
		return EFFECT_FAILED;
	}
	shell_prompt(compose->session->shell, &(struct shell_prompt){
						      .label = "template: ",
						      .complete = complete_name,
						      .done = chosen,
						      .context = compose,
					      });
	return EFFECT_REDRAW;
}

unsigned compose_template(struct compose *compose, struct command_call *call)
{
	const struct config_template *template;
	struct filling *filling;

	if (call->argc == 1)
		return choose(compose, call->err);
	template = config_template_find(compose->session->options.templates, call->argv[1]);
	if (!template) {
		error_set(call->err, ERROR_USAGE, "There is no template \"%s\"", call->argv[1]);
		return EFFECT_FAILED;
	}
	if (*compose_value(compose, OUT_BODY)) {
		error_set(call->err, ERROR_USAGE,
			  "There is a text already: clear it (Del) before a template is used");
		return EFFECT_FAILED;
	}
	filling = xcalloc(1, sizeof(*filling));
	*filling = (struct filling){ .compose = compose, .template = template, .typed = "" };
	compose->filling = filling;
	if (!take_values(filling, call) || !one_name(filling, call->err)) {
		release(filling);
		return EFFECT_FAILED;
	}
	give_name(filling);
	ask_next(filling);
	return EFFECT_REDRAW;
}
