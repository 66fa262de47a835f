#include "sandbox/paging.h"

#include <string.h>

#include "base/parse.h"
#include "sandbox/jsonout.h"
#include "sandbox/sid.h"

#define DEFAULT_SIZE 50
#define SIZE_MAX_PER_PAGE 1000
#define PAGE_MAX 100000000

static bool is_token(const char *text)
{
	return strlen(text) == 2 + SID_LENGTH && text[0] == 'P' &&
	       (text[1] == 'A' || text[1] == 'B');
}

bool paging_parse(struct paging *paging, const struct request *request, struct reply *reply)
{
	const struct param *size = params_get(&request->query, "PageSize");
	const struct param *page = params_get(&request->query, "Page");
	int64_t number = DEFAULT_SIZE;

	*paging = (struct paging){ .token = params_value(&request->query, "PageToken") };
	if (size != NULL && !parse_int64(size->value, size->length, 1, INT32_MAX, &number)) {
		reply_error_text(reply, 20001, "Invalid PageSize value");
		return false;
	}
	if (number > SIZE_MAX_PER_PAGE) {
		reply_error(reply, 20007);
		return false;
	}
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

/* The target without quotes. */
static void write_target(const struct paging *paging, const struct request *request,
			 const char *const *filters, int64_t page, const char *direction,
			 const char *token, struct strbuf *out)
{
	strbuf_addf(out, "%s?", request->path);
	for (; *filters != NULL; filters++) {
		const struct param *param = params_get(&request->query, *filters);

		if (param == NULL)
			continue;
		params_encode(out, param->name, strlen(param->name));
		strbuf_addch(out, '=');
		params_encode(out, param->value, strlen(param->value));
		strbuf_addch(out, '&');
	}
	strbuf_addf(out, "PageSize=%u&Page=%lld", paging->size, (long long)page);
	if (token != NULL)
		strbuf_addf(out, "&PageToken=%s%s", direction, token);
}

static void write_link(const struct paging *paging, const struct request *request,
		       const char *const *filters, int64_t page, const char *direction,
		       const char *token, struct strbuf *out)
{
	strbuf_addch(out, '"');
	write_target(paging, request, filters, page, direction, token, out);
	strbuf_addch(out, '"');
}

static void write_own(const struct paging *paging, const struct request *request,
		      const char *const *filters, struct strbuf *out)
{
	write_link(paging, request, filters, paging->page, paging->backward ? "PB" : "PA",
		   paging->token == NULL ? NULL : paging->token + 2, out);
}

static void write_next(const struct paging *paging, const struct request *request,
		       const char *const *filters, const char *next, struct strbuf *out)
{
	enum fault_kind fault = request->fault == NULL ? FAULT_KIND_COUNT : request->fault->kind;

	strbuf_addstr(out, ", \"next_page_uri\": ");
	if (fault == FAULT_NEXT_LOOP) {
		write_own(paging, request, filters, out);
		return;
	}
	if (next == NULL) {
		strbuf_addstr(out, "null");
		return;
	}
	strbuf_addch(out, '"');
	if (fault == FAULT_NEXT_HOST)
		strbuf_addf(out, "https://%s", request->fault->text);
	if (fault == FAULT_NEXT_PLAIN)
		strbuf_addf(out, "http://%s", request->host);
	write_target(paging, request, filters, paging->page + 1, "PA", next, out);
	strbuf_addch(out, '"');
}

void paging_write(const struct paging *paging, const struct request *request,
		  const char *const *filters, uint32_t count, const char *next,
		  const char *previous, struct strbuf *out)
{
	int64_t start = count == 0 ? 0 : paging->page * paging->size;

	strbuf_addf(out, ", \"end\": %lld, \"first_page_uri\": ",
		    (long long)(count == 0 ? 0 : start + count - 1));
	write_link(paging, request, filters, 0, "", NULL, out);
	write_next(paging, request, filters, next, out);
	strbuf_addf(out, ", \"page\": %lld, \"page_size\": %u, \"previous_page_uri\": ",
		    (long long)paging->page, paging->size);
	if (previous != NULL)
		write_link(paging, request, filters, paging->page > 0 ? paging->page - 1 : 0, "PB",
			   previous, out);
	else
		strbuf_addstr(out, "null");
	strbuf_addf(out, ", \"start\": %lld, \"uri\": ", (long long)start);
	write_own(paging, request, filters, out);
}
