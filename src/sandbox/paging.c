#include "sandbox/paging.h"

#include <string.h>

#include "base/parse.h"
#include "sandbox/jsonout.h"
#include "sandbox/sid.h"

#define DEFAULT_SIZE 50
#define SIZE_MAX_PER_PAGE 1000
#define PAGE_MAX 100000000

/* Which record it names is for the list to say. */
static bool is_token(const char *text)
{
	size_t length = strlen(text);

	return length > 2 && length <= 2 + SID_LENGTH && text[0] == 'P' &&
	       (text[1] == 'A' || text[1] == 'B');
}

bool paging_parse(struct paging *paging, const struct assumptions *assume,
		  const struct request *request, struct reply *reply)
{
	const struct param *size = params_get(&request->query, "PageSize");
	const struct param *page = params_get(&request->query, "Page");
	int64_t number = DEFAULT_SIZE;

	*paging = (struct paging){ .token = params_value(&request->query, "PageToken") };
	if (size != NULL && !parse_int64(size->value, size->length, 1, INT32_MAX, &number)) {
		reply_error_text(reply, 20001, "Invalid PageSize value");
		return false;
	}
	if (number > SIZE_MAX_PER_PAGE && assume->page_refused) {
		reply_error(reply, 20007);
		return false;
	}
	if (number > SIZE_MAX_PER_PAGE)
		number = SIZE_MAX_PER_PAGE;
	if (request->fault && request->fault->kind == FAULT_SHORT &&
	    number > request->fault->number)
		number = request->fault->number > 0 ? request->fault->number : 1;
	paging->size = (uint32_t)number;
	if (page != NULL && !parse_int64(page->value, page->length, 0, PAGE_MAX, &paging->page)) {
		reply_error_text(reply, 20001, "Invalid Page value");
		return false;
	}
	if (paging->token == NULL)
		return true;
	if (!is_token(paging->token)) {
		reply_error(reply, 21481);
		return false;
	}
	paging->backward = paging->token[1] == 'B';
	return true;
}

/* The links of one answer. */
struct links {
	const struct paging *paging;
	const struct request *request;
	const char *const *filters;
	bool absolute;
	struct strbuf *out;
};

/* The target without quotes. */
static void write_target(const struct links *links, int64_t page, const char *direction,
			 const char *token)
{
	struct strbuf *out = links->out;

	strbuf_addf(out, "%s?", links->request->path);
	for (const char *const *filter = links->filters; *filter != NULL; filter++) {
		const struct param *param = params_get(&links->request->query, *filter);

		if (param == NULL)
			continue;
		params_encode(out, param->name, strlen(param->name));
		strbuf_addch(out, '=');
		params_encode(out, param->value, strlen(param->value));
		strbuf_addch(out, '&');
	}
	strbuf_addf(out, "PageSize=%u&Page=%lld", links->paging->size, (long long)page);
	if (token == NULL)
		return;
	strbuf_addf(out, "&PageToken=%s", direction);
	params_encode(out, token, strlen(token));
}

static void write_link(const struct links *links, int64_t page, const char *direction,
		       const char *token)
{
	strbuf_addch(links->out, '"');
	if (links->absolute)
		strbuf_addf(links->out, "https://%s", links->request->host);
	write_target(links, page, direction, token);
	strbuf_addch(links->out, '"');
}

static void write_first(const struct links *links)
{
	write_link(links, 0, "", NULL);
}

static void write_own(const struct links *links)
{
	const struct paging *paging = links->paging;

	write_link(links, paging->page, paging->backward ? "PB" : "PA",
		   paging->token == NULL ? NULL : paging->token + 2);
}

static void write_previous(const struct links *links, const char *previous)
{
	int64_t page = links->paging->page;

	if (previous == NULL)
		strbuf_addstr(links->out, "null");
	else
		write_link(links, page > 0 ? page - 1 : 0, "PB", previous);
}

static void write_next(const struct links *links, const char *next)
{
	const struct fault *fault = links->request->fault;
	enum fault_kind kind = fault == NULL ? FAULT_KIND_COUNT : fault->kind;
	struct strbuf *out = links->out;

	if (kind == FAULT_NEXT_LOOP) {
		write_own(links);
	} else if (kind == FAULT_NEXT_HOST || kind == FAULT_NEXT_PLAIN) {
		strbuf_addf(out, "\"%s://%s", kind == FAULT_NEXT_HOST ? "https" : "http",
			    kind == FAULT_NEXT_HOST ? fault->text : links->request->host);
		write_target(links, links->paging->page + 1, "PA", next);
		strbuf_addch(out, '"');
	} else if (next == NULL) {
		strbuf_addstr(out, "null");
	} else {
		write_link(links, links->paging->page + 1, "PA", next);
	}
}

void paging_write(const struct paging *paging, const struct request *request,
		  const char *const *filters, uint32_t count, const char *next,
		  const char *previous, struct strbuf *out)
{
	struct links links = { paging, request, filters, false, out };
	int64_t start = count == 0 ? 0 : paging->page * paging->size;

	strbuf_addf(out, ", \"end\": %lld, \"first_page_uri\": ",
		    (long long)(count == 0 ? 0 : start + count - 1));
	write_first(&links);
	strbuf_addstr(out, ", \"next_page_uri\": ");
	write_next(&links, next);
	strbuf_addf(out, ", \"page\": %lld, \"page_size\": %u, \"previous_page_uri\": ",
		    (long long)paging->page, paging->size);
	write_previous(&links, previous);
	strbuf_addf(out, ", \"start\": %lld, \"uri\": ", (long long)start);
	write_own(&links);
}

void paging_write_meta(const struct paging *paging, const struct request *request,
		       const char *const *filters, const char *key, const char *next,
		       const char *previous, struct strbuf *out)
{
	struct links links = { paging, request, filters, true, out };

	strbuf_addf(out, ", \"meta\": {\"page\": %lld, \"page_size\": %u, \"first_page_url\": ",
		    (long long)paging->page, paging->size);
	write_first(&links);
	strbuf_addstr(out, ", \"previous_page_url\": ");
	write_previous(&links, previous);
	strbuf_addstr(out, ", \"url\": ");
	write_own(&links);
	strbuf_addstr(out, ", \"next_page_url\": ");
	write_next(&links, next);
	strbuf_addf(out, ", \"key\": \"%s\"}", key);
}
