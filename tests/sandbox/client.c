#include "client.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/fail.h"

static noreturn void failed(const char *text)
{
	fail_msg("%s", text);
	abort();
}

static size_t keep(char *bytes, size_t size, size_t count, void *to)
{
	return strbuf_add(to, bytes, size * count) ? size * count : 0;
}

void client_open(struct client *client, const char *const *options)
{
	struct strbuf credentials = STRBUF_INIT(STRBUF_LINE);

	test_on_failure(failed);
	json_init();
	client->sandbox = sandbox_start(options, 0);
	client->account = sandbox_value(client->sandbox, "account_sid");
	client->curl = curl_easy_init();
	strbuf_addf(&credentials, "%s:%s", client->account,
		    sandbox_value(client->sandbox, "auth_token"));
	curl_easy_setopt(client->curl, CURLOPT_CAINFO, sandbox_value(client->sandbox, "ca_file"));
	curl_easy_setopt(client->curl, CURLOPT_USERPWD, credentials.data);
	curl_easy_setopt(client->curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(client->curl, CURLOPT_WRITEFUNCTION, keep);
	curl_easy_setopt(client->curl, CURLOPT_HEADERFUNCTION, keep);
	strbuf_release(&credentials);
}

void client_close(struct client *client)
{
	curl_easy_cleanup(client->curl);
	sandbox_stop(client->sandbox);
}

static void write_form(struct strbuf *out, const char *const *form)
{
	for (; *form != NULL; form += 2) {
		strbuf_addf(out, "%s%s=", out->length > 0 ? "&" : "", form[0]);
		strbuf_add_urlencoded(out, form[1], strlen(form[1]));
	}
}

static void write_url(struct strbuf *out, struct client *client, const char *path)
{
	strbuf_addstr(out, sandbox_value(client->sandbox, "url"));
	if (strncmp(path, "//", 2) == 0)
		strbuf_addstr(out, path + 1);
	else
		strbuf_addf(out, "/2010-04-01/Accounts/%s%s", client->account, path);
}

/* Sends what is set up so far. */
static void perform(struct client *client, const char *url, struct answer *answer)
{
	CURL *curl = client->curl;

	answer_release(answer);
	*answer = (struct answer)ANSWER_INIT;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer->body);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer->headers);
	answer->transport = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
	answer->json = json_parse(answer->body.data, answer->body.length, NULL);
}

void client_send(struct client *client, const char *method, const char *path,
		 const char *const *form, struct answer *answer)
{
	struct strbuf url = STRBUF_INIT(STRBUF_LINE);
	struct strbuf body = STRBUF_INIT(STRBUF_TEXT);
	CURL *curl = client->curl;

	write_url(&url, client, path);
	if (form != NULL)
		write_form(&body, form);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.length);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data);
	if (form == NULL)
		curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	perform(client, url.data, answer);
	strbuf_release(&url);
	strbuf_release(&body);
}

void client_get_url(struct client *client, const char *url, const char *credentials,
		    struct answer *answer)
{
	struct strbuf own = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&own, "%s:%s", client->account, sandbox_value(client->sandbox, "auth_token"));
	curl_easy_setopt(client->curl, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(client->curl, CURLOPT_CUSTOMREQUEST, "GET");
	curl_easy_setopt(client->curl, CURLOPT_USERPWD, credentials);
	perform(client, url, answer);
	curl_easy_setopt(client->curl, CURLOPT_USERPWD, own.data);
	strbuf_release(&own);
}

void answer_release(struct answer *answer)
{
	json_free(answer->json);
	answer->json = NULL;
	strbuf_release(&answer->headers);
	strbuf_release(&answer->body);
}

const char *answer_header(const struct answer *answer, const char *name)
{
	size_t length = strlen(name);

	for (const char *line = answer->headers.data; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncasecmp(line, name, length) == 0 && line[length] == ':')
			return line + length + 2;
	}
	return NULL;
}

const char *answer_text(const struct answer *answer, const char *name)
{
	return json_get_string(answer->json, name);
}

const struct json *answer_message(const struct answer *answer, size_t i)
{
	return json_at(json_get(answer->json, "messages"), i);
}

size_t answer_count(const struct answer *answer)
{
	return json_count(json_get(answer->json, "messages"));
}

void assert_error(const struct answer *answer, long status, int code)
{
	struct strbuf link = STRBUF_INIT(STRBUF_LINE);

	if (answer->status != status || json_get_integer(answer->json, "code", 0) != code)
		test_fail("not %ld, %d but %ld: %s", status, code, answer->status,
			  answer->body.data);
	assert_int_equal(json_get_integer(answer->json, "status", 0), status);
	assert_non_null(answer_text(answer, "message"));
	strbuf_addf(&link, "https://www.twilio.com/docs/errors/%d", code);
	assert_string_equal(answer_text(answer, "more_info"), link.data);
	strbuf_release(&link);
}

/* The next page's path as client_get() takes it, or NULL. Owned by the caller. */
static char *next_path(struct client *client, const struct answer *answer)
{
	const struct json *meta = json_get(answer->json, "meta");
	const char *base = sandbox_value(client->sandbox, "url");
	const char *link = meta == NULL ? answer_text(answer, "next_page_uri")
					: json_get_string(meta, "next_page_url");
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	if (link == NULL)
		return NULL;
	if (meta != NULL) {
		if (strncmp(link, base, strlen(base)) != 0)
			test_fail("%s leads away", link);
		link += strlen(base);
	}
	strbuf_addf(&path, "/%s", link);
	return strbuf_detach(&path, NULL);
}

void client_walk_list(struct client *client, const char *path, const char *key, const char *member,
		      struct words *words)
{
	struct answer answer = ANSWER_INIT;
	char *next = xstrdup(path);

	while (next != NULL) {
		const struct json *list;

		client_get(client, next, &answer);
		if (answer.status != 200)
			test_fail("%s: %ld %s", next, answer.status, answer.body.data);
		list = json_get(answer.json, key);
		for (size_t i = 0; i < json_count(list); i++)
			vec_push(words, xstrdup(json_get_string(json_at(list, i), member)));
		free(next);
		next = next_path(client, &answer);
	}
	answer_release(&answer);
}

void client_walk(struct client *client, const char *path, struct words *sids)
{
	client_walk_list(client, path, "messages", "sid", sids);
}

void words_release(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i]);
	vec_release(words);
}

void assert_same_words(const struct words *a, const struct words *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		assert_string_equal(a->items[i], b->items[i]);
}

static int compare_words(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

bool words_are_distinct(const struct words *words)
{
	char **sorted = xmemdup(words->items, words->count * sizeof(*sorted));
	bool distinct = true;

	qsort(sorted, words->count, sizeof(*sorted), compare_words);
	for (size_t i = 1; i < words->count; i++)
		distinct &= strcmp(sorted[i - 1], sorted[i]) != 0;
	free(sorted);
	return distinct;
}

void client_find_sid(struct client *client, const char *path, const char *key, const char *member,
		     const char *value, char sid[35])
{
	struct words values = { 0 };
	struct words sids = { 0 };
	bool found = false;

	client_walk_list(client, path, key, member, &values);
	client_walk_list(client, path, key, "sid", &sids);
	for (size_t i = 0; i < values.count && !found; i++) {
		found = strcmp(values.items[i], value) == 0;
		if (found)
			snprintf(sid, 35, "%s", sids.items[i]);
	}
	if (!found)
		test_fail("%s has no %s %s", path, member, value);
	words_release(&values);
	words_release(&sids);
}

static bool is_of_kind(const struct json *value, char kind)
{
	switch (kind) {
	case 's':
		return json_kind(value) == JSON_KIND_STRING;
	case 'b':
		return json_kind(value) == JSON_KIND_BOOL;
	case 'i':
		return json_kind(value) == JSON_KIND_INTEGER;
	case 'o':
		return json_kind(value) == JSON_KIND_OBJECT;
	default:
		return json_kind(value) == JSON_KIND_ARRAY;
	}
}

void assert_members(const struct json *object, const char *members, bool nulls)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const char *at;
	size_t count = 0;

	json_write_pretty(&text, object);
	at = text.data;
	while (*members != '\0') {
		char name[64], quoted[70];
		size_t length = strcspn(members, ":");
		const struct json *value;

		snprintf(name, sizeof(name), "%.*s", (int)length, members);
		snprintf(quoted, sizeof(quoted), "\"%s\"", name);
		value = json_get(object, name);
		at = value == NULL ? NULL : strstr(at, quoted);
		if (at == NULL)
			test_fail("%s is missing or out of order in %s", name, text.data);
		if (!is_of_kind(value, members[length + 1]) &&
		    !(nulls && json_kind(value) == JSON_KIND_NULL))
			test_fail("%s is not of kind %c in %s", name, members[length + 1],
				  text.data);
		count++;
		members += length + 2;
		members += *members == ' ';
	}
	if (json_count(object) != count)
		test_fail("%zu members, not %zu: %s", json_count(object), count, text.data);
	strbuf_release(&text);
}

bool client_find(struct client *client, const char *list, const char *status, char path[80])
{
	struct answer answer = ANSWER_INIT;
	bool found = false;

	client_get(client, list, &answer);
	for (size_t i = 0; i < answer_count(&answer) && !found; i++) {
		const struct json *message = answer_message(&answer, i);

		found = strcmp(json_get_string(message, "status"), status) == 0;
		if (found)
			snprintf(path, 80, "/Messages/%s.json", json_get_string(message, "sid"));
	}
	answer_release(&answer);
	return found;
}
