#include "views/messages/handout.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/export_row.h"
#include "model/when.h"
#include "ui/term.h"
#include "views/list/cells.h"
#include "views/session/program.h"
#include "views/views.h"

#define TEXT_MAX (64 * 1024 * 1024)

/* -- one message ------------------------------------------------------------------------------- */

static bool get(const struct session *session, const struct message_choice *choice, size_t index,
		struct message *message)
{
	uint32_t row = store_row(session->store, choice->keys[index]);

	if (row == STORE_NO_ROW)
		return false;
	store_get(session->store, row, message);
	return true;
}

static void add_row(const struct session *session, const struct export_format *format,
		    const struct message_choice *choice, size_t index, struct strbuf *out)
{
	struct message message;

	if (get(session, choice, index, &message))
		format->row(out, &sheet_messages, &message,
			    session->options.account ? session->options.account : "");
}

void handout_add_json(const struct session *session, const struct message_choice *choice,
		      size_t index, struct strbuf *out)
{
	add_row(session, export_format_find("jsonl"), choice, index, out);
}

/* A line about it, and what it says below. */
static void add_text(const struct session *session, const struct message_choice *choice,
		     size_t index, struct strbuf *out)
{
	char when[WHEN_SIZE], sid[SID_SIZE];
	struct message message;

	if (!get(session, choice, index, &message))
		return;
	when_full(message_time(&message), WHEN_LOCAL, when);
	sid_format(&message.sid, sid);
	if (out->length)
		strbuf_addch(out, '\n');
	strbuf_addf(out, "%s  ", when);
	cell_contact_whole(message.from, out);
	strbuf_addstr(out, " → ");
	cell_contact_whole(message.to, out);
	strbuf_addf(out, "  %s", message_status_name((enum message_status)message.status));
	if (message.error_code)
		strbuf_addf(out, " %d", message.error_code);
	strbuf_addf(out, "  %s\n", sid);
	if (message.num_media)
		strbuf_addf(out, "[%u media]\n", message.num_media);
	if (message.body.length)
		text_clean(out, message.body.data, message.body.length, TEXT_KEEP_NEWLINES);
	else if (!message.num_media)
		strbuf_addstr(out, "(no text)");
	else
		return;
	strbuf_addch(out, '\n');
}

static bool add_all(const struct session *session, const struct message_choice *choice,
		    const struct export_format *format, struct strbuf *out, struct error *err)
{
	if (format && format->head)
		format->head(out, &sheet_messages);
	for (size_t i = 0; i < choice->count && !out->overflow; i++) {
		if (format)
			add_row(session, format, choice, i, out);
		else
			add_text(session, choice, i, out);
	}
	return !out->overflow || error_set(err, ERROR_LIMIT,
					   "These are too many messages at once (more than %d MB); "
					   "export them to a file",
					   TEXT_MAX / 1024 / 1024);
}

static void describe(const struct message_choice *choice, char text[static COUNT_SIZE + 16])
{
	char count[COUNT_SIZE];

	count_format(choice->count, count);
	snprintf(text, COUNT_SIZE + 16, "%s message%s", count, choice->count == 1 ? "" : "s");
}

/* -- copy -------------------------------------------------------------------------------------- */

static const struct copy_form {
	const char *name, *help;
	const char *format; /* NULL: for people */
} copy_forms[] = {
	{ "text", "For people: when, from, to, status, and what it says", NULL },
	{ "csv", "As an export writes it, with a header", "csv" },
	{ "json", "As an export writes it, an object on each line", "jsonl" },
};

static const struct copy_form *copy_form(const char *name, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(copy_forms); i++)
		if (strcmp(copy_forms[i].name, name) == 0)
			return &copy_forms[i];
	error_set(err, ERROR_USAGE, "Messages are copied as text, csv or json, not \"%s\"", name);
	return NULL;
}

void handout_complete_copy(const struct command_call *call, struct completion *completion)
{
	for (size_t i = 0; call->argc == 2 && i < ARRAY_SIZE(copy_forms); i++)
		completion_add(completion, copy_forms[i].name, copy_forms[i].help);
}

static unsigned copy(struct session *session, const struct message_choice *choice,
		     struct command_call *call)
{
	const struct copy_form *form =
		copy_form(call->argc > 1 ? call->argv[1] : "text", call->err);
	struct strbuf text = STRBUF_INIT(TEXT_MAX);
	char count[COUNT_SIZE + 16], size[COUNT_SIZE], limit[COUNT_SIZE];
	unsigned effects = EFFECT_FAILED;

	if (!form)
		return EFFECT_FAILED;
	describe(choice, count);
	if (add_all(session, choice, form->format ? export_format_find(form->format) : NULL, &text,
		    call->err)) {
		if (text.length > TERM_COPY_MAX) {
			count_format(text.length, size);
			count_format(TERM_COPY_MAX, limit);
			error_set(call->err, ERROR_LIMIT,
				  "%s as %s are %s bytes; terminals take at most %s through their "
				  "clipboard sequence (OSC 52). Copy fewer, or use pager, pipe or "
				  "export",
				  count, form->name, size, limit);
		} else {
			strbuf_addf(&call->message, "%s as %s: ", count, form->name);
			effects = views_copy(call, "to the clipboard", text.data, text.length);
		}
	}
	strbuf_wipe(&text);
	return effects;
}

/* -- pager and editor -------------------------------------------------------------------------- */

/* The operator's own, by the usual variables. */
static const char *program_of(const char *const *variables, const char *fallback)
{
	for (; *variables; variables++) {
		const char *value = getenv(*variables);
		if (value && *value)
			return value;
	}
	return fallback;
}

static unsigned show(struct session *session, const struct message_choice *choice,
		     struct command_call *call)
{
	static const char *const pager[] = { "PAGER", NULL };
	static const char *const editor[] = { "VISUAL", "EDITOR", NULL };
	bool edit = strcmp(call->argv[0], "editor") == 0;
	const char *command = edit ? program_of(editor, "vi") : program_of(pager, "less");
	struct strbuf text = STRBUF_INIT(TEXT_MAX);
	unsigned effects = EFFECT_FAILED;

	if (add_all(session, choice, NULL, &text, call->err)) {
		/* Also on failure: the terminal may have been given away. */
		effects = EFFECT_REPAINT | EFFECT_REDRAW;
		if (!program_show(call->argv[0], command, "messages.txt", text.data, text.length,
				  call->err))
			effects |= EFFECT_FAILED;
	}
	strbuf_wipe(&text);
	return effects;
}

/* -- pipe -------------------------------------------------------------------------------------- */

static void pipe_to(void *context, const char *command)
{
	struct session *session = context;
	struct strbuf line = STRBUF_INIT(COMMAND_LINE_MAX);

	if (command && *command) {
		strbuf_addf(&line, "pipe %s", command);
		shell_execute(session->shell, line.data);
	}
	strbuf_release(&line);
}

/* The screen that opens takes the choice over; where it does not open, it stays the session's. */
static unsigned pipe_out(struct session *session, struct message_choice *choice,
			 struct command_call *call)
{
	const char *argv[COMMAND_WORDS_MAX + 1] = { "output" };
	struct message_choice chosen = *choice;

	if (call->argc == 1) {
		shell_prompt(session->shell, &(struct shell_prompt){
						     .label = "pipe to: ",
						     .done = pipe_to,
						     .context = session,
					     });
		return EFFECT_REDRAW;
	}
	for (int i = 1; i < call->argc; i++)
		argv[i] = call->argv[i];
	*choice = (struct message_choice){ .keys = NULL };
	session->piped = &chosen;
	bool good = shell_open(session->shell, call->argc, argv, call->err);
	session->piped = NULL;
	message_choice_release(&chosen);
	return good ? EFFECT_REDRAW : EFFECT_FAILED;
}

unsigned handout(struct session *session, struct message_choice *choice, struct command_call *call)
{
	unsigned effects = EFFECT_FAILED;

	if (!choice->count) {
		error_set(call->err, ERROR_USAGE, "There is no message here");
	} else if (message_choice_allowed(session, "handed out", call->err)) {
		if (strcmp(call->argv[0], "copy") == 0)
			effects = copy(session, choice, call);
		else if (strcmp(call->argv[0], "pipe") == 0)
			effects = pipe_out(session, choice, call);
		else
			effects = show(session, choice, call);
	}
	message_choice_release(choice);
	return effects;
}
