#include "views/tasks.h"

#include <string.h>

#include "base/mem.h"
#include "ui/keytext.h"
#include "ui/page_search.h"
#include "ui/shell.h"
#include "views/views.h"

static const struct task_help table[] = {
	{ "Find out why messages to a country fail",
	  { "{global open 10} opens the overview, which says at its top what fails more than before.",
	    "{overview filter} and \"country:BR\" counts only these: their error codes, senders, services; "
	    "{overview only-this} adds the bar under the cursor. {overview period} chooses the period.",
	    "{overview open-messages} on a bar shows its messages, {overview measure} counts what failed.",
	    "Or in {global open 2}: {messages filter} and \"is:failed country:BR since:24h\".",
	    "{messages open-message} on one says what the error code means and what to try." } },
	{ "Find one message",
	  { "Paste its SID, a phone number or an error code, or type it behind \":find\": on any screen.",
	    "By text or number: {global open 2}, then {messages filter} and the words.",
	    "In a conversation: {thread search} and the words, then {search match-next} and "
	    "{search match-previous}." } },
	{ "Go anywhere by a few letters",
	  { "{global goto}, then part of the name of a screen, service, number, country or contact.",
	    "\":save-query NAME\" keeps what messages are filtered by; it is found there, too." } },
	{ "Read a conversation",
	  { "{global open 1}, {conversations filter} and part of the number.",
	    "{conversations open-conversation} opens it, older messages load as you go up.",
	    "{conversations reply} answers from the number that it came to." } },
	{ "Send to many from a file",
	  { "\":send-list FILE.csv\" reads it: the first row names the columns, To and Body.",
	    "{send-list text} there fills columns into a text, {send-list from} and {send-list service} "
	    "say the sender,",
	    "{send-list send-at} when: what waits for its time is cancelled in {global open 7} with "
	    "{scheduled cancel}.",
	    "What is wrong has its line; {send-list skip-bad} leaves such rows out.",
	    "{send-list send} shows messages, segments and price. Type the number to go on.",
	    "Without a screen: \"msgdeck send FILE.csv --dry-run\"." } },
	{ "Erase what was written to or by somebody",
	  { "{global open 1}, the cursor on the contact; {list select} where there are several.",
	    "{conversations redact} erases texts, {conversations delete} deletes the messages.",
	    "{conversations erase} leaves no trace: also of what is not loaded, and looks afterwards.",
	    "The review says how many there are. Type the number to go on.",
	    "{global open 8} shows what became of each; {changes report} writes it to a file." } },
	{ "Go on after a lost connection or a crash",
	  { "The next start says what is unfinished.",
	    "{global open 8}, then {changes plans}: {plans resume} goes on, nothing is done twice.",
	    "Without a screen: \"msgdeck plans\" and \"msgdeck resume\"." } },
	{ "Move numbers to another messaging service",
	  { "{global open 4}, {services open-pool} on the service that they are in.",
	    "{list select} each, or {pool filter} and {list select-all}; then {pool move}.",
	    "Choose the other service; the review warns of what follows, such as A2P registration.",
	    "{changes undo} takes a move back." } },
	{ "Send a message, now or later",
	  { "{conversations new} from a list, {conversations reply} from a conversation.",
	    "The lower half counts characters and segments, and tells the price.",
	    "\"Send at\" takes words: tomorrow 9:00, fri 17:00, in 2h.",
	    "{global open 7} shows what waits; {scheduled cancel} cancels it." } },
	{ "See what messaging costs",
	  { "{global open 9}: prices of a country by carrier; {prices compare} sets two side by side.",
	    "{global open 10}, then {overview measure} until it is cost." } },
	{ "Take data along",
	  { "{messages export} writes what a list shows, or what is selected, as CSV or JSON lines.",
	    "Without a screen, any number of them: \"msgdeck export messages --since=30d\"." } },
	{ "Check a list for deactivated numbers",
	  { "\":open deactivations\" and a day: those among your contacts come first.",
	    "{deactivations export} writes them to a file." } },
	{ "Make it yours",
	  { "\":theme\" shows each while you choose; \":columns\" and then \":keep-columns\" for a list.",
	    "\"msgdeck --print-config\" prints a config file with every setting, key and name explained.",
	    "\":profile NAME\" goes to another account; \"msgdeck import\" takes over those of twilio.",
	    "With restore_session it begins where you left." } },
	{ "Look without being able to change anything",
	  { "Start with --read-only, or set read_only in a profile: every change is refused." } },
};

struct tasks_view {
	struct view base;
	struct pager *pager;
	struct page_search search;
};

const struct task_help *tasks(size_t *count)
{
	*count = ARRAY_SIZE(table);
	return table;
}

/* -- as a pager's source ------------------------------------------------------------------------ */

static size_t count(void *data)
{
	(void)data;
	return ARRAY_SIZE(table);
}

static uint64_t key(void *data, size_t index)
{
	(void)data;
	return (uint64_t)index + 1;
}

static bool find(void *data, uint64_t wanted, size_t *index)
{
	(void)data;
	*index = (size_t)wanted - 1;
	return wanted >= 1 && wanted <= ARRAY_SIZE(table);
}

static void build(void *data, size_t index, int width, struct pager_lines *lines)
{
	const struct tasks_view *view = data;
	const struct task_help *task = &table[index];

	pager_line(lines, 1);
	pager_span(lines, STYLE_TITLE, task->title, strlen(task->title));
	for (size_t i = 0; i < TASK_STEPS_MAX && task->steps[i]; i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

		keytext_expand(shell_keymap(view->base.shell), task->steps[i], &text);
		pager_text(lines, STYLE_TEXT, 3, width - 3, text.data, text.length);
		strbuf_release(&text);
	}
	pager_line(lines, 0);
}

static const struct pager_source source = {
	.count = count,
	.key = key,
	.find = find,
	.build = build,
};

/* -- the view ----------------------------------------------------------------------------------- */

static bool tasks_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct tasks_view *view = (struct tasks_view *)base;

	(void)argc;
	(void)argv;
	(void)err;
	view->pager = pager_new(&source, view, 0);
	page_search_init(&view->search, base->shell, view->pager);
	return true;
}

static void tasks_close(struct view *base)
{
	struct tasks_view *view = (struct tasks_view *)base;

	page_search_release(&view->search);
	pager_free(view->pager);
}

static void tasks_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	struct pane head = pane_cut(&rest, 1);
	draw_rule(&head, 0, STYLE_BORDER, "Help by task");
	pager_draw(((struct tasks_view *)base)->pager, &rest, true);
}

static size_t tasks_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	return page_search_scopes(&((struct tasks_view *)base)->search, scopes, max);
}

static void tasks_status(struct view *base, struct bar *bar)
{
	page_search_status(&((struct tasks_view *)base)->search, bar);
}

static bool tasks_escape(struct view *base)
{
	return page_search_end(&((struct tasks_view *)base)->search);
}

const struct view_ops tasks_view_ops = {
	.name = "tasks",
	.title = "Tasks",
	.help = "What you may want to do, and how.",
	.size = sizeof(struct tasks_view),
	.open = tasks_open,
	.close = tasks_close,
	.draw = tasks_draw,
	.scopes = tasks_scopes,
	.widgets = { "page", "pager" },
	.status = tasks_status,
	.escape = tasks_escape,
};
