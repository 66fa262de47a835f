/*
 * lists_notice.c - what a table of a list says when there are no rows, or not all. Of lists.h.
 */
#include "views/session/lists.h"

#include "model/errcode.h"

static bool is_loading(const struct collection *collection)
{
	enum collection_state state = collection_state(collection);

	return state == COLLECTION_LOADING || state == COLLECTION_AGAIN;
}

void lists_add_reason(const struct error *err, struct strbuf *text)
{
	const char *title = errcode_title(err->code);

	strbuf_addstr(text, error_text(err));
	if (err->code)
		strbuf_addf(text, "\nTwilio error %d%s%s", err->code, title ? ": " : "",
			    title ? title : "");
	if (err->request_id[0])
		strbuf_addf(text, "\nrequest %s", err->request_id);
}

static void failed(const struct collection *collection, bool any, struct strbuf *text)
{
	const struct error *err = collection_error(collection);
	const char *title = resource_info(collection_id(collection)->resource)->title;

	if (err->kind == ERROR_AUTH)
		strbuf_addf(text,
			    "These credentials may not read the %s. What they may read "
			    "works without.\n",
			    title);
	else if (any && collection_is_complete(collection))
		strbuf_addf(text, "The %s could not be loaded again, so this is an older state.\n",
			    title);
	else if (any)
		strbuf_addf(text, "Only some of the %s are here.\n", title);
	else
		strbuf_addf(text, "The %s could not be loaded.\n", title);
	lists_add_reason(err, text);
	if (err->kind != ERROR_AUTH)
		strbuf_addstr(text, "\nF5 asks again.");
}

static void nothing(const struct collection *collection, bool filtered, struct strbuf *text)
{
	const char *title = resource_info(collection_id(collection)->resource)->title;

	if (is_loading(collection))
		strbuf_addf(text,
			    filtered && collection_count(collection)
				    ? "Nothing matches so far; %s are still loading.\n"
				      "Esc shows all again."
				    : "Asking Twilio for the %s…",
			    title);
	else if (collection_state(collection) == COLLECTION_EMPTY)
		strbuf_addf(text, "The %s have not been asked for.", title);
	else if (filtered && collection_count(collection))
		strbuf_addstr(text, "Nothing matches. Esc shows all again.");
	else
		strbuf_addf(text, "There are no %s.", title);
}

void lists_notice(const struct collection *collection, bool filtered, bool any, struct strbuf *text,
		  struct table_notice *notice)
{
	const char *title = resource_info(collection_id(collection)->resource)->title;
	size_t bad = collection_bad(collection);

	strbuf_reset(text);
	*notice = (struct table_notice){ .role = STYLE_DIM };
	if (collection_state(collection) == COLLECTION_FAILED) {
		notice->role = STYLE_BAD;
		failed(collection, any, text);
	} else if (!any) {
		if (is_loading(collection))
			notice->role = STYLE_WAITING;
		nothing(collection, filtered, text);
	} else if (collection_state(collection) == COLLECTION_LOADING) {
		notice->role = STYLE_WAITING;
		strbuf_addf(text, "More %s are still loading…", title);
	}
	if (bad)
		strbuf_addf(text, "%s%zu of what Twilio sent could not be read and %s left out.",
			    text->length ? "\n" : "", bad, bad == 1 ? "is" : "are");
	if (text->length)
		notice->text = text->data;
}
