#include "views/session/restore_later.h"

#include <string.h>

#include "base/mem.h"
#include "ui/shell.h"
#include "views/media/media_index.h"

static bool begins(const char *line, const char *name)
{
	size_t length = strlen(name);

	return strncmp(line, name, length) == 0 && line[length] == ' ';
}

bool restore_later_is_for(const char *line)
{
	return begins(line, "conversation") || begins(line, "medium");
}

/* -- whether it is time to open it ------------------------------------------------------------- */

/* The message that is to be there first; SID_NONE: none is named. */
static struct sid message_of(const struct command_words *words)
{
	int at = strcmp(words->words[0], "medium") == 0 ? 1 : 2;
	struct sid sid = { .kind = SID_NONE };

	if (words->count > at)
		sid_parse(words->words[at], strlen(words->words[at]), &sid);
	return sid;
}

static bool is_awaited(const struct session *session, const struct restore_later *later)
{
	return later->asked.kind != SID_NONE && !later->answered &&
	       store_find(session->store, &later->asked) == STORE_NO_ROW;
}

static bool is_due_conversation(const struct session *session, const struct restore_later *later,
				const char *address)
{
	bool over = session->history == HISTORY_COMPLETE || session->history == HISTORY_FAILED;

	return !is_awaited(session, later) &&
	       (over ||
		store_contact_find(session->store, address, strlen(address)) != STORE_NO_CONTACT);
}

static bool is_due_medium(const struct session *session, const struct restore_later *later)
{
	uint32_t first = media_index_first(session->media, &later->asked);

	if (is_awaited(session, later))
		return false;
	if (first == MEDIA_INDEX_NONE)
		return true;
	media_index_want(session->media, first, PRIORITY_NOW);
	return media_index_get(session->media, first)->state >= MEDIA_READ;
}

/* -- the next of them -------------------------------------------------------------------------- */

static void give_up(struct restore_later *later)
{
	for (size_t i = 0; i < later->lines.count; i++)
		mem_wipe_free(later->lines.items[i]);
	vec_clear(&later->lines);
}

bool restore_later_waits(const struct session *session, const struct restore_later *later)
{
	return later->lines.count && shell_view(session->shell) == later->on;
}

static bool open_line(struct session *session, const struct command_words *words, bool gone)
{
	struct error err = ERROR_INIT;
	bool good =
		shell_open(session->shell, words->count, (const char *const *)words->words, &err);

	if (!good)
		shell_message(session->shell, STYLE_WARNING,
			      "where you were is not there any more: %s",
			      gone ? "the message was deleted" : error_text(&err));
	error_release(&err);
	return good;
}

static bool is_due(struct session *session, struct restore_later *later,
		   const struct command_words *words)
{
	if (strcmp(words->words[0], "medium") == 0)
		return is_due_medium(session, later);
	if (strcmp(words->words[0], "conversation") == 0 && words->count > 1)
		return is_due_conversation(session, later, words->words[1]);
	return true;
}

static void ask_message(struct session *session, struct restore_later *later)
{
	struct command_words words;

	later->asked = (struct sid){ .kind = SID_NONE };
	later->answered = later->gone = false;
	if (!command_words_split(later->lines.items[0], strlen(later->lines.items[0]), false,
				 &words, NULL))
		return;
	later->asked = message_of(&words);
	command_words_release(&words);
	if (later->asked.kind != SID_NONE &&
	    store_find(session->store, &later->asked) == STORE_NO_ROW)
		session_want_message(session, &later->asked);
}

/* Opens the next, if it can be. False: there is nothing more to do for now. */
static bool open_next(struct session *session, struct restore_later *later)
{
	struct command_words words;
	const char *line = later->lines.items[0];
	bool opened;

	if (!command_words_split(line, strlen(line), false, &words, NULL)) {
		give_up(later);
		return false;
	}
	if (!is_due(session, later, &words)) {
		command_words_release(&words);
		return false;
	}
	opened = open_line(session, &words, later->gone);
	command_words_release(&words);
	shell_apply(session->shell, EFFECT_REDRAW);
	if (!opened) {
		give_up(later);
		return false;
	}
	later->on = shell_view(session->shell);
	mem_wipe_free(later->lines.items[0]);
	vec_remove(&later->lines, 0);
	if (later->lines.count)
		ask_message(session, later);
	return later->lines.count > 0;
}

static void go_on(struct session *session, struct restore_later *later)
{
	/* Nothing opens under what the operator is typing or asked. */
	if (!later->lines.count || shell_has_overlay(session->shell))
		return;
	if (!restore_later_waits(session, later)) {
		give_up(later);
		return;
	}
	while (open_next(session, later)) {
	}
}

void restore_later_add(struct session *session, struct restore_later *later, const char *line)
{
	vec_push(&later->lines, xstrdup(line));
	later->on = shell_view(session->shell);
}

void restore_later_begin(struct session *session, struct restore_later *later)
{
	if (!later->lines.count)
		return;
	ask_message(session, later);
	go_on(session, later);
}

void restore_later_news(struct session *session, struct restore_later *later,
			const struct news *news)
{
	if (!later->lines.count)
		return;
	if (news->kind == NEWS_MESSAGE && sid_equal(&news->sid, &later->asked)) {
		later->answered = true;
		later->gone = news->error && news->error->http_status == 404;
	}
	go_on(session, later);
}

void restore_later_release(struct restore_later *later)
{
	give_up(later);
	vec_release(&later->lines);
}
