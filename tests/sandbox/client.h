/*
 * client.h - requests to one msgdeck-sandbox, and what came back, bad answers included.
 */
#ifndef MSGDECK_TESTS_SANDBOX_CLIENT_H
#define MSGDECK_TESTS_SANDBOX_CLIENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "support/sandbox.h"

struct client {
	struct sandbox *sandbox;
	CURL *curl;
	const char *account; /* SID */
};

struct answer {
	CURLcode transport; /* CURLE_OK: a whole answer came */
	long status;
	struct strbuf headers; /* lines, as they came */
	struct strbuf body;
	struct json *json; /* NULL where the body is none */
};

struct words VEC(char *);

/* Starts the sandbox with these options, "NAME", "VALUE", …; its clock is the tests'. */
#define client(c, ...) client_open(c, (const char *const[]){ __VA_ARGS__, NULL })
void client_open(struct client *client, const char *const *options);
void client_close(struct client *client);
/* The next request replaces the answer; release it at the end. Paths are relative to the account
 * ("/Messages.json") unless they begin with "//", where the second slash begins the path. A NULL
 * form is a request without a body. Names and values of the form end with NULL. */
void client_send(struct client *client, const char *method, const char *path,
		 const char *const *form, struct answer *answer);
/* Gets a whole URL, with other credentials (NAME:SECRET) or, where they are NULL, none. */
void client_get_url(struct client *client, const char *url, const char *credentials,
		    struct answer *answer);
#define client_get(c, path, answer) client_send(c, "GET", path, NULL, answer)
#define client_post(c, path, answer, ...) \
	client_send(c, "POST", path, (const char *const[]){ __VA_ARGS__, NULL }, answer)
void answer_release(struct answer *answer);
#define ANSWER_INIT                                                                           \
	{                                                                                     \
		.headers = STRBUF_INIT(STRBUF_LINE * 4), .body = STRBUF_INIT(STRBUF_TEXT * 8) \
	}

/* The value of a header line, from the answer's text to its end of line; NULL where it is not. */
const char *answer_header(const struct answer *answer, const char *name);
/* A member of the answer, or of one of its records, as text; NULL where it is null. */
const char *answer_text(const struct answer *answer, const char *name);
const struct json *answer_message(const struct answer *answer, size_t i);
size_t answer_count(const struct answer *answer); /* of "messages" */
/* Fails the test unless the answer is Twilio's error body with these. */
void assert_error(const struct answer *answer, long status, int code);

/* Follows the links of either style from a list's path to its end, and collects a member of the
 * records of the array `key` in their order. */
void client_walk_list(struct client *client, const char *path, const char *key, const char *member,
		      struct words *words);
/* The SIDs of a list of messages. */
void client_walk(struct client *client, const char *path, struct words *sids);
void words_release(struct words *words);
void assert_same_words(const struct words *a, const struct words *b);
bool words_are_distinct(const struct words *words);
/* The SID of the record of a list whose member has this value; fails the test where none has. */
void client_find_sid(struct client *client, const char *path, const char *key, const char *member,
		     const char *value, char sid[35]);
/* Fails the test unless the object has these members, "name:kind name:kind …" in their order, each of
 * the kind (s text, b true or false, i number, o object, a array) or, where `nulls`, null. */
void assert_members(const struct json *object, const char *members, bool nulls);
/* The path of the first message of a list that has this status: "/Messages/SM….json". */
bool client_find(struct client *client, const char *list, const char *status, char path[80]);

#endif
