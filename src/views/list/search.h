/*
 * search.h - what is typed after "/": the query of a table, in the language of its rows
 * (model/filter.h); or of messages that are counted rather than listed: then there is no table, and
 * whoever counts hears of the query by taken().
 *
 * Rows are narrowed as one types; a mistake is said at its place and changes nothing; giving up
 * brings back what was there before. A list of messages shows what filter_match() lets pass, any
 * other what its language says of a record; without a language it is words in the text that the list
 * gives to search_matches().
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_SEARCH_H
#define MSGDECK_VIEWS_LIST_SEARCH_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "model/filter.h"
#include "ui/chrome.h"
#include "ui/command.h"
#include "ui/prompt.h"
#include "ui/table.h"

struct news;
struct session;
struct shell;

/* The fields that every list of words has; a list's own come after them. */
#define SEARCH_TEXT_FIELD                                                              \
	{                                                                              \
		.name = "text", .kind = FILTER_TEXT, .help = "words in what is shown", \
		.example = "text:\"two words\"", .id = 0,                              \
	}

struct search {
	struct shell *shell;
	struct session *session; /* for names of services, and completion; NULL: without */
	struct table *table;
	const struct filter_language *language;
	const char *always; /* a query that holds beside the one that is typed; NULL: none */
	/* Takes words out of what was typed that are not for the language, leaving blanks, or writes it
	 * in fewer bytes; fills `err` where it is wrong. NULL: it is as it was typed. */
	bool (*take)(void *context, char *query, struct error *err);
	/* Fields of what goes with each message of the list (filter_match_beside()); NULL: none. */
	const struct filter_language *own;
	/* The query is another one; and with `done` it was meant so: by Enter or Esc, or as a command.
	 * NULL: nobody minds. */
	void (*taken)(void *context, bool done);
	void *context;
	bool part;             /* see search_part() */
	struct filter *filter; /* NULL: everything passes */
	struct marks marks;    /* the words that it looks for */
	struct strbuf typed;   /* as typed */
	struct strbuf before;  /* when the prompt was opened */
	struct prompt_history history;
	/* While search_visit() is at work. */
	void (*visit)(void *context, const void *list, const void *record);
	void *visitor;
};

/* NULL: there is no table. */
void search_init(struct search *search, struct shell *shell, struct table *table);
/* The language in which is searched from now on, and the session that knows names and values. */
void search_speak(struct search *search, struct session *session,
		  const struct filter_language *language);
void search_release(struct search *search);
/* Searches for this; "" shows all. On a mistake everything stays; `place` may be NULL. */
bool search_set(struct search *search, const char *text, struct filter_place *place,
		struct error *err);
/* Whether something was typed. */
bool search_is_on(const struct search *search);
/* Whether a text, original or cleaned, is what is searched for. Without a language. */
bool search_matches(const struct search *search, const struct strbuf *text);
/* Whether a record is, in the list's language; `list` is handed on to it. To be asked last, of what the
 * list shows but for the query. */
bool search_passes(const struct search *search, const void *list, const void *record);
/* Calls visit() for up to `most` of the list's records, whatever is searched for. */
void search_visit(struct search *search, size_t most,
		  void (*visit)(void *context, const void *list, const void *record),
		  void *context);
/* The command "filter [QUERY]"; without a query it opens the prompt. */
unsigned search_command(struct search *search, struct command_call *call);
/* For view_ops.escape: true when there was a search to end. */
bool search_escape(struct search *search);
/* "12 match  berlin". Of a table. */
void search_status(const struct search *search, struct bar *bar);
/* The list shows only a part of its rows in any case: the source's match() is asked also while nothing
 * is searched. To be called again when it is another part. */
void search_part(struct search *search, bool part);
/* Services or contacts were given names: looks again where these decide. */
void search_news(struct search *search, const struct news *news);

#endif
