#include "api/answer.h"

#include <stdlib.h>
#include <string.h>

#include "api/hosts.h"
#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/parse.h"

/* Such an address may be enough to read what is behind it. */
static void keep_location(struct answer *answer, const char *value, size_t length)
{
	if (answer->location)
		mem_wipe(answer->location, strlen(answer->location));
	free(answer->location);
	answer->location = length && length <= URL_MAX_BYTES ? xstrndup(value, length) : NULL;
}

void answer_init(struct answer *answer)
{
	*answer = (struct answer){
		.concurrent = -1,
		.retry_after_ms = -1,
		.date = DATE_NONE,
		.latency_ms = -1,
		.error = ERROR_INIT,
	};
	strbuf_init(&answer->body, ANSWER_BODY_MAX);
}

void answer_release(struct answer *answer)
{
	strbuf_wipe(&answer->body);
	keep_location(answer, "", 0);
	error_release(&answer->error);
}

bool answer_is_success(const struct answer *answer)
{
	return answer->status >= 200 && answer->status < 300;
}

static bool has_redirect_status(const struct answer *answer)
{
	switch (answer->status) {
	case 301:
	case 302:
	case 303:
	case 307:
	case 308:
		return true;
	default:
		return false;
	}
}

bool answer_is_redirect(const struct answer *answer)
{
	return has_redirect_status(answer) && answer->location != NULL;
}

void answer_find_redirect(struct answer *answer)
{
	if (!has_redirect_status(answer) || answer->location || !answer->json)
		return;
	struct json *body = json_parse(answer->body.data, answer->body.length, NULL);
	size_t length = 0;
	const char *link = json_as_string(json_get(body, "redirect_to"), &length);
	if (link && strlen(link) == length)
		keep_location(answer, link, length);
	json_free(body);
}

void answer_check(struct answer *answer, const struct endpoint *endpoint)
{
	bool nothing = answer->status == 204 || (!answer->bytes && !answer->content_type[0]);

	if (!answer_is_success(answer) || endpoint->bytes || answer->json ||
	    (nothing && !endpoint->shape))
		return;
	error_set(&answer->error, ERROR_PROTOCOL,
		  "the answer is not JSON but %s; is a proxy or a login page in between?",
		  answer->content_type[0] ? answer->content_type : "of no stated type");
}

void answer_mark_error(struct answer *answer)
{
	struct error *err = &answer->error;
	if (err->kind == ERROR_NONE)
		return;
	/* Of a transfer that broke off the status says nothing. */
	if (err->kind != ERROR_NETWORK)
		err->http_status = answer->status;
	memcpy(err->request_id, answer->request_id, sizeof(err->request_id));
}

/* Whether the line is this header; then *value and *value_length are its trimmed value. */
static bool is_header(const char *line, size_t length, const char *name, const char **value,
		      size_t *value_length)
{
	size_t n = strlen(name);
	if (length <= n || line[n] != ':' || strncasecmp(line, name, n) != 0)
		return false;
	const char *from = line + n + 1;
	const char *to = line + length;
	while (from < to && (*from == ' ' || *from == '\t'))
		from++;
	while (to > from && (to[-1] == '\r' || to[-1] == '\n' || to[-1] == ' '))
		to--;
	*value = from;
	*value_length = (size_t)(to - from);
	return true;
}

static int64_t retry_after(const char *value, size_t length, int64_t now)
{
	int64_t seconds;
	if (!parse_int64(value, length, 0, INT32_MAX, &seconds)) {
		int64_t when;
		if (!date_parse_rfc2822(value, length, &when))
			return -1;
		seconds = when > now ? when - now : 0;
	}
	return seconds < RETRY_AFTER_MAX_MS / 1000 ? seconds * 1000 : RETRY_AFTER_MAX_MS;
}

static void keep_word(char *to, size_t size, const char *value, size_t length)
{
	size_t kept = 0;
	while (kept < length && kept + 1 < size && value[kept] > ' ' && value[kept] < 0x7f) {
		to[kept] = value[kept];
		kept++;
	}
	to[kept] = '\0';
}

static bool is_json(const char *type)
{
	size_t length = strcspn(type, ";");
	return (length == 16 && strncasecmp(type, "application/json", length) == 0) ||
	       (length > 5 && strncasecmp(type + length - 5, "+json", 5) == 0);
}

bool answer_header(struct answer *answer, const char *line, size_t length, int64_t now)
{
	const char *value;
	size_t n;
	if (length > ANSWER_HEAD_MAX - answer->head_bytes)
		return error_set(&answer->error, ERROR_LIMIT,
				 "the head of the answer is larger than the limit of %d bytes",
				 ANSWER_HEAD_MAX);
	answer->head_bytes += length;
	if (length >= 5 && strncmp(line, "HTTP/", 5) == 0) {
		answer->request_id[0] = '\0';
		answer->concurrent = -1;
		answer->retry_after_ms = -1;
		answer->date = DATE_NONE;
		answer->content_type[0] = '\0';
		answer->json = false;
		keep_location(answer, "", 0);
	} else if (is_header(line, length, "Twilio-Request-Id", &value, &n)) {
		keep_word(answer->request_id, sizeof(answer->request_id), value, n);
	} else if (is_header(line, length, "Twilio-Concurrent-Requests", &value, &n)) {
		if (!parse_int64(value, n, 0, INT32_MAX, &answer->concurrent))
			answer->concurrent = -1;
	} else if (is_header(line, length, "Retry-After", &value, &n)) {
		answer->retry_after_ms = retry_after(value, n, now);
	} else if (is_header(line, length, "Date", &value, &n)) {
		if (!date_parse_rfc2822(value, n, &answer->date))
			answer->date = DATE_NONE;
	} else if (is_header(line, length, "Content-Type", &value, &n)) {
		keep_word(answer->content_type, sizeof(answer->content_type), value, n);
		answer->json = is_json(answer->content_type);
	} else if (is_header(line, length, "Location", &value, &n)) {
		keep_location(answer, value, n);
	}
	return true;
}
