#include "support/api.h"

#include <curl/curl.h>

#include "base/mem.h"
#include "support/fail.h"
#include "support/term.h"

#define ACCOUNT "{account}"
#define JSON_MAX ((size_t)256 << 20)

struct api {
	CURL *curl;
	const char *base, *account; /* the sandbox's */
	char reason[CURL_ERROR_SIZE];
};

static size_t take(char *bytes, size_t size, size_t count, void *body)
{
	return strbuf_add(body, bytes, size * count) ? size * count : 0;
}

struct api *api_open(struct sandbox *sandbox)
{
	struct api *api = xcalloc(1, sizeof(*api));

	api->curl = curl_easy_init();
	if (!api->curl)
		test_fail("curl_easy_init failed");
	api->base = sandbox_value(sandbox, "url");
	api->account = sandbox_value(sandbox, "account_sid");
	curl_easy_setopt(api->curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(api->curl, CURLOPT_PROXY, "");
	curl_easy_setopt(api->curl, CURLOPT_CAINFO, sandbox_value(sandbox, "ca_file"));
	curl_easy_setopt(api->curl, CURLOPT_USERNAME, api->account);
	curl_easy_setopt(api->curl, CURLOPT_PASSWORD, sandbox_value(sandbox, "auth_token"));
	curl_easy_setopt(api->curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(api->curl, CURLOPT_ERRORBUFFER, api->reason);
	curl_easy_setopt(api->curl, CURLOPT_TIMEOUT, (long)TERM_PATIENCE);
	return api;
}

void api_close(struct api *api)
{
	if (!api)
		return;
	curl_easy_cleanup(api->curl);
	free(api);
}

void api_accept_gzip(struct api *api)
{
	curl_easy_setopt(api->curl, CURLOPT_ACCEPT_ENCODING, "gzip");
}

static void add_url(const struct api *api, const char *path, struct strbuf *url)
{
	const char *place = strstr(path, ACCOUNT);

	strbuf_addstr(url, api->base);
	if (place)
		strbuf_addf(url, "%.*s%s%s", (int)(place - path), path, api->account,
			    place + strlen(ACCOUNT));
	else
		strbuf_addstr(url, path);
}

static void perform(struct api *api, const char *path, int status, struct strbuf *body)
{
	struct strbuf url = STRBUF_INIT(STRBUF_LINE);
	long got = 0;
	CURLcode result;

	add_url(api, path, &url);
	strbuf_reset(body);
	curl_easy_setopt(api->curl, CURLOPT_URL, url.data);
	curl_easy_setopt(api->curl, CURLOPT_WRITEDATA, body);
	result = curl_easy_perform(api->curl);
	if (result != CURLE_OK)
		test_fail("%s: %s (%s)", url.data, curl_easy_strerror(result), api->reason);
	curl_easy_getinfo(api->curl, CURLINFO_RESPONSE_CODE, &got);
	if (got != status)
		test_fail("%s answered %ld, not %d: %s", url.data, got, status, body->data);
	strbuf_release(&url);
}

void api_get(struct api *api, const char *path, int status, struct strbuf *body)
{
	curl_easy_setopt(api->curl, CURLOPT_HTTPGET, 1L);
	perform(api, path, status, body);
}

struct json *api_get_json(struct api *api, const char *path)
{
	struct strbuf body = STRBUF_INIT(JSON_MAX);
	struct error err = ERROR_INIT;
	struct json *json;

	api_get(api, path, 200, &body);
	json = json_parse(body.data, body.length, &err);
	if (!json)
		test_fail("%s: %s", path, error_text(&err));
	strbuf_release(&body);
	return json;
}

void api_post(struct api *api, const char *path, const char *const *form, int status,
	      struct strbuf *body)
{
	struct strbuf fields = STRBUF_INIT(STRBUF_TEXT);

	for (; form[0]; form += 2) {
		strbuf_addf(&fields, "%s%s=", fields.length ? "&" : "", form[0]);
		strbuf_add_urlencoded(&fields, form[1], strlen(form[1]));
	}
	curl_easy_setopt(api->curl, CURLOPT_POST, 1L);
	curl_easy_setopt(api->curl, CURLOPT_POSTFIELDSIZE, (long)fields.length);
	curl_easy_setopt(api->curl, CURLOPT_POSTFIELDS, fields.data);
	perform(api, path, status, body);
	strbuf_release(&fields);
}

void api_delete(struct api *api, const char *path, int status, struct strbuf *body)
{
	curl_easy_setopt(api->curl, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(api->curl, CURLOPT_CUSTOMREQUEST, "DELETE");
	perform(api, path, status, body);
	curl_easy_setopt(api->curl, CURLOPT_CUSTOMREQUEST, NULL);
}

bool api_find_member(const struct strbuf *body, const char *name, struct strbuf *value)
{
	struct strbuf quoted = STRBUF_INIT(STRBUF_LINE);
	const char *at;

	strbuf_addf(&quoted, "\"%s\"", name);
	at = strstr(body->data, quoted.data);
	at = at ? at + quoted.length : NULL;
	strbuf_release(&quoted);
	if (!at)
		return false;
	at += strspn(at, " \t\r\n:");
	if (*at++ != '"')
		return false;
	for (; *at && *at != '"'; at++) {
		if (*at == '\\')
			at++;
		strbuf_addch(value, *at);
	}
	return true;
}
