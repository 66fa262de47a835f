#include "api/apierror.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"

#define SHOWN_BYTES 200
#define TEXT_BYTES 2000

static const char *status_words(int status)
{
	static const struct {
		int status;
		const char *words;
	} known[] = {
		{ 301, "it answers from another address" },
		{ 302, "it answers from another address" },
		{ 307, "it answers from another address" },
		{ 308, "it answers from another address" },
		{ 400, "it does not accept the request" },
		{ 401, "it does not accept the credentials" },
		{ 403, "the credentials are not allowed to do this" },
		{ 404, "there is no such thing" },
		{ 405, "this cannot be done here" },
		{ 409, "the state of the thing does not allow it" },
		{ 413, "the request is too large" },
		{ 429, "too many requests at the same time on this account" },
		{ 500, "the service has an inner fault" },
		{ 502, "a gateway did not get an answer" },
		{ 503, "the service is not available" },
		{ 504, "a gateway waited in vain" },
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].status == status)
			return known[i].words;
	return status >= 500 ? "the service failed" : "the service refused the request";
}

static void add_clean(struct strbuf *out, const char *bytes, size_t length, size_t max)
{
	text_clean(out, bytes, length < max ? length : max, TEXT_ONE_LINE);
	if (length > max)
		strbuf_addstr(out, "…");
}

/* The sentence in a JSON body, or NULL. */
static const char *json_sentence(const struct json *body, size_t *length)
{
	static const char *const names[] = { "message", "detail", "title", "userMessage" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *text = json_as_string(json_get(body, names[i]), length);
		if (text && *length)
			return text;
	}
	return NULL;
}

static int json_code(const struct json *body)
{
	int64_t code = json_get_integer(body, "code", 0);
	return code > 0 && code <= INT32_MAX ? (int)code : 0;
}

bool apierror_set(struct error *err, const struct answer *answer)
{
	struct strbuf text = STRBUF_INIT(TEXT_BYTES);
	const struct strbuf *bytes = &answer->body;
	struct json *body = NULL;
	int code = 0;

	if (answer->json)
		body = json_parse(bytes->data, bytes->length, NULL);
	if (json_kind(body) == JSON_KIND_OBJECT) {
		size_t length;
		const char *sentence = json_sentence(body, &length);
		code = json_code(body);
		if (sentence)
			add_clean(&text, sentence, length, TEXT_BYTES / 4);
	}
	if (!text.length) {
		strbuf_addf(&text, "HTTP status %d: %s", answer->status,
			    status_words(answer->status));
		if (!body && bytes->length) {
			strbuf_addstr(&text, "; the answer begins: ");
			add_clean(&text, bytes->data, bytes->length, SHOWN_BYTES);
		}
	}
	json_free(body);
	bool auth = answer->status == 401 || answer->status == 403;
	error_set(err, auth ? ERROR_AUTH : ERROR_API, "%s", text.data);
	strbuf_release(&text);
	if (err) {
		err->http_status = answer->status;
		err->code = code;
		memcpy(err->request_id, answer->request_id, sizeof(err->request_id));
	}
	return false;
}
