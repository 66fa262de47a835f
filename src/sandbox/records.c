#include "sandbox/records.h"

#include <string.h>

#include "sandbox/paging.h"
#include "sandbox/spoil.h"

const char *const no_filters[] = { NULL };

/* The records of one page: from `begin` until `end`. */
struct window {
	size_t begin;
	size_t end;
};

static bool find_token(const struct sandbox *sandbox, const struct record_kind *kind,
		       const struct handles *records, const char *token, size_t *at)
{
	char name[SID_SIZE];

	for (*at = 0; *at < records->count; ++*at) {
		kind->name(sandbox, records->items[*at], name);
		if (strcmp(name, token + 2) == 0)
			return true;
	}
	return false;
}

static bool find_window(const struct sandbox *sandbox, const struct record_kind *kind,
			const struct handles *records, const struct paging *paging,
			struct window *window)
{
	size_t at;

	*window = (struct window){ 0, records->count };
	if (paging->token != NULL) {
		if (!find_token(sandbox, kind, records, paging->token, &at))
			return false;
		if (paging->backward)
			window->end = at;
		else
			window->begin = at + 1;
	}
	if (window->end - window->begin > paging->size) {
		if (paging->backward)
			window->begin = window->end - paging->size;
		else
			window->end = window->begin + paging->size;
	}
	return true;
}

/* The record that a fault breaks is the one in the middle of the page. */
static void write_record(const struct sandbox *sandbox, const struct request *request,
			 const struct record_kind *kind, uint32_t record, bool in_the_middle,
			 struct strbuf *out)
{
	const struct fault *fault = request->fault;
	size_t begin = out->length;

	kind->write(sandbox, request, record, out);
	if (fault != NULL && fault->kind == FAULT_TYPES)
		spoil_types(out, begin);
	if (fault != NULL && fault->kind == FAULT_BROKEN && in_the_middle)
		spoil_record(out, begin, fault->broken);
}

void records_reply(const struct sandbox *sandbox, const struct request *request,
		   struct reply *reply, const struct record_kind *kind,
		   const struct handles *records)
{
	struct paging paging;
	struct window window;
	char next[SID_SIZE], previous[SID_SIZE];
	bool has_next, has_previous;

	if (!paging_parse(&paging, &sandbox->account.assume, request, reply))
		return;
	if (!find_window(sandbox, kind, records, &paging, &window)) {
		reply_error(reply, 21481);
		return;
	}
	strbuf_addf(reply->body, "{\"%s\": [", kind->key);
	for (size_t i = window.begin; i < window.end; i++) {
		strbuf_addstr(reply->body, i > window.begin ? ", " : "");
		write_record(sandbox, request, kind, records->items[i],
			     i == (window.begin + window.end) / 2, reply->body);
	}
	strbuf_addch(reply->body, ']');
	has_next = window.end > window.begin && window.end < records->count;
	has_previous = window.end > window.begin && window.begin > 0;
	if (has_next)
		kind->name(sandbox, records->items[window.end - 1], next);
	if (has_previous)
		kind->name(sandbox, records->items[window.begin], previous);
	if (kind->has_meta)
		paging_write_meta(&paging, request, kind->filters, kind->key,
				  has_next ? next : NULL, has_previous ? previous : NULL,
				  reply->body);
	else
		paging_write(&paging, request, kind->filters, (uint32_t)(window.end - window.begin),
			     has_next ? next : NULL, has_previous ? previous : NULL, reply->body);
	strbuf_addch(reply->body, '}');
}
