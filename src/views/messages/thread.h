/*
 * thread.h - one conversation as a chat: oldest to newest, inbound left, outbound right.
 *
 * The thread holds the keys of the messages that it shows, newest first, and takes in older ones in
 * pieces as one scrolls up, first from the cache, then from the server. What is read never moves
 * when messages arrive or older ones load. Not a view of its own: a pane within one.
 *
 * Cost: 8 bytes a message shown. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_THREAD_H
#define MSGDECK_VIEWS_MESSAGES_THREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/keyset.h"
#include "model/store.h"
#include "ui/chrome.h"
#include "ui/pager.h"
#include "views/session/session.h"

struct thread;

struct thread *thread_new(struct session *session);
void thread_free(struct thread *thread);

/* Shows another contact from its newest message on; STORE_NO_CONTACT shows nothing. */
void thread_set_contact(struct thread *thread, uint32_t contact);
uint32_t thread_contact(const struct thread *thread);
/* For the store's observer. True when the thread's lines changed. */
bool thread_store_changed(struct thread *thread, const struct store_event *event);
/* Takes in older messages when what is shown comes near the oldest one held; with `ask`, asks the
 * server for what the cache lacks. True when lines changed. */
bool thread_extend(struct thread *thread, bool ask);

struct pager *thread_pager(struct thread *thread);
/* The message under the cursor; STORE_NO_ROW when empty. */
uint32_t thread_cursor_row(const struct thread *thread);
/* Puts the cursor on a message of this contact, taking in older ones as far as needed. */
bool thread_show(struct thread *thread, uint64_t key);

/* The selection is a set of messages of this contact; it goes when another contact is shown. */
size_t thread_selected(const struct thread *thread);
void thread_select_none(struct thread *thread);
/* "3 of the thread selected". */
void thread_status(const struct thread *thread, struct bar *bar);
/* These words, of the list that it was opened from, are marked while nothing is searched for. Copied. */
void thread_mark(struct thread *thread, const struct marks *marks);
/* What is marked. */
const struct marks *thread_marks(const struct thread *thread);
/* Nothing is searched for any more; false when nothing was. */
bool thread_search_end(struct thread *thread);
/* Keys of what a command works on: the selected messages, or else the one under the cursor. The
 * caller frees *keys. Returns how many. */
size_t thread_targets(const struct thread *thread, uint64_t **keys);
/* Keys of what an export writes, oldest first: the selected messages, or else all of the conversation
 * that are loaded. The caller frees *keys. Returns how many. */
size_t thread_shown(const struct thread *thread, uint64_t **keys);
/* The commands of the context "thread": select, select-range, select-all, select-none, search,
 * match-next, match-previous. The target is the thread. */
extern const struct command thread_commands[];
extern const size_t thread_command_count;
/* The thread's own scope and the pager's, for view_ops.scopes; and, while words are searched for, "search",
 * whose keys are free of what the screen binds else. */
#define THREAD_SCOPES 3
size_t thread_scopes(struct thread *thread, struct command_scope *scopes, size_t max);

void thread_draw(struct thread *thread, const struct pane *pane, bool focused);

#endif
