#include "views/tour.h"

#include "base/mem.h"
#include "ui/shell.h"

static const struct shell_step steps[] = {
	{ "open conversations", "Conversations",
	  "One row for each person, newest first, and below it what was said. {list down} and "
	  "{list up} move, {conversations open-conversation} opens a conversation, "
	  "{conversations filter} finds one, {global back} goes back." },
	{ "open messages", "Messages",
	  "Every message that went out or came in. {messages filter} filters while you type: words, "
	  "is:failed, error:30003, country:BR, since:2h; Tab completes. {messages open-message} tells "
	  "all about one: why it failed, what it cost, its JSON." },
	{ "open overview", "Overview",
	  "How the account is doing: volume, what fails and where, what it costs, against the time "
	  "before. {overview period} changes the period, {overview measure} counts what failed or what "
	  "it cost; {overview open-messages} on a bar opens the messages behind it, {overview only-this} counts "
	  "only these." },
	{ "open services", "Services and senders",
	  "The messaging services. {services open-pool} opens a sender pool, where numbers are "
	  "added, taken out and moved; {services edit} changes settings. Nothing is sent before a "
	  "review." },
	{ "open messages", "Changing things",
	  "{list select} selects, {list select-range} a range, {list select-all} all that is shown. "
	  "Then {messages redact} erases texts and {messages delete} deletes: a review says first "
	  "what will happen to how many, and starts on Cancel. {global open 8} shows what "
	  "became of each, and a journal lets it go on after a crash." },
	{ "open conversations", "Where to look things up",
	  "{global help} lists all keys of the screen that you are on, {global tasks} what you may "
	  "want to do and how. {global command} runs anything by its name; Tab completes. "
	  "{global quit} quits." },
};

void tour_start(struct session *session)
{
	shell_tour(session->shell, steps, ARRAY_SIZE(steps));
}

unsigned tour_command(struct command_call *call)
{
	tour_start(call->target);
	return EFFECT_REDRAW;
}
