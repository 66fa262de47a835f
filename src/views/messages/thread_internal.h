/*
 * thread_internal.h - what the files of the thread share: thread.c shows the messages and keeps up with
 * the store, thread_select.c is which of them are selected, and all commands, thread_search.c what is
 * looked for in them.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_THREAD_INTERNAL_H
#define MSGDECK_VIEWS_MESSAGES_THREAD_INTERNAL_H

#include "base/strbuf.h"
#include "base/vec.h"
#include "ui/prompt.h"
#include "views/messages/thread.h"

struct thread {
	struct session *session;
	struct pager *pager;
	uint32_t contact;
	struct VEC(uint64_t) keys; /* newest first */
	struct keyset selection;
	uint64_t range_start; /* key that was selected last; 0: none */
	struct marks marks;   /* what is marked: the words that were typed, or else the list's */
	struct marks of_list; /* that the thread was opened from */
	struct strbuf sought; /* as typed; "": nothing is searched for */
	struct prompt_history searches;
};

static inline struct store *thread_store(const struct thread *thread)
{
	return thread->session->store;
}

/* The place of a message among the keys; false where it is not held. */
bool thread_find(const struct thread *thread, uint64_t key, size_t *place);

/* thread_search.c: commands, and what the status line says of a search. */
unsigned thread_run_search(struct command_call *call);
unsigned thread_run_match(struct command_call *call);
void thread_search_status(const struct thread *thread, struct bar *bar);

#endif
