/*
 * desk.h - `msgdeck export` as a program against a sandbox of its own: what it was told, what it wrote,
 * and what the account has.
 */
#ifndef MSGDECK_TESTS_DESK_H
#define MSGDECK_TESTS_DESK_H

#include <sys/types.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "rig.h"
#include "support/place.h"

#define DESK_TEXT_MAX ((size_t)256 << 20)

struct desk {
	struct rig rig;
	struct place *place;
	const char *object; /* what is exported: "messages" unless set */
	pid_t process;
	int out, err;
};

struct outcome {
	int status; /* as waitpid() gives it */
	struct strbuf out, err;
};

/* Starts the sandbox with these options, NULL-ended. */
void desk_open(struct desk *desk, const char *const *options);
#define desk(d, ...) desk_open(d, (const char *const[]){ __VA_ARGS__, NULL })
void desk_close(struct desk *desk);
/* msgdeck with these words, NULL-ended, the first of which is its own name; `out` becomes its standard
 * output, which is closed where it is -1. */
void start_words(struct desk *desk, const char *const *words, int out);
/* "msgdeck export OBJECT" and these words, NULL-ended; `out` becomes its standard output. */
void start(struct desk *desk, const char *const *words, int out);
/* Waits for its end. */
void finish(struct desk *desk, struct outcome *outcome);
void outcome_release(struct outcome *outcome);
/* Both. */
void run_words(struct desk *desk, struct outcome *outcome, const char *const *words);
#define run(d, o, ...) run_words(d, o, (const char *const[]){ __VA_ARGS__, NULL })

void expect_exit(const struct outcome *outcome, int code);
void expect_words(const struct outcome *outcome, const char *words);
/* In the program's home; to be freed. */
char *path_of(struct desk *desk, const char *name);
void read_file(struct desk *desk, const char *name, struct strbuf *text);
/* How many files there are whose names begin so. */
size_t count_files(struct desk *desk, const char *prefix);

struct trees VEC(struct json *);
struct records VEC(const struct json *);

/* Records as JSON objects, in order; they point into the trees. */
struct messages {
	struct trees trees;
	struct records records;
};

void messages_release(struct messages *messages);
/* All records that the API has in the list of this name, from its first page on; NULL: the answer is the
 * one record. */
void list_api(struct desk *desk, const char *first, const char *name, struct messages *records);
/* The account's messages. */
void list_all(struct desk *desk, struct messages *messages);
/* The lines of a file. */
void read_lines(const struct strbuf *text, struct messages *messages);
void expect_same_order(const struct messages *written, const struct messages *expected);
void expect_lines(const struct strbuf *text, const struct messages *expected);
/* DATE_NONE where it has none. */
int64_t sent_at(const struct json *message);
bool is_text(const struct json *message, const char *name, const char *text);
/* Keeps those of the list that were sent in [since, until] (DATE_NONE: open), never the unsent. */
void keep_between(struct messages *messages, int64_t since, int64_t until);
void keep_equal(struct messages *messages, const char *name, const char *text);

#endif
