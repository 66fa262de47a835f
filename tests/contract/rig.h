/*
 * rig.h - api and fetch against one msgdeck-sandbox, over TLS, for contract tests.
 *
 * Nothing sleeps: a test waits for results, and fails when none comes for RIG_PATIENCE_MS.
 */
#ifndef MSGDECK_TESTS_RIG_H
#define MSGDECK_TESTS_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/settings.h"
#include "base/vec.h"
#include "fetch/fetch.h"
#include "support/sandbox.h"

#define RIG_PATIENCE_MS 60000
#define RIG_WORDS 16

struct rig {
	struct sandbox *sandbox;
	struct api_settings settings; /* may be changed before rig_connect() */
	struct fetch *fetch;
	struct error refused; /* why fetch did not start */
};

struct sids VEC(struct sid);

/* All that came of one job. */
struct haul {
	struct sids sids; /* in the order of arrival, with duplicates */
	size_t results;
	size_t bad_records;
	uint64_t bodies;    /* sum of the hashes of all texts */
	struct error error; /* of the last result */
	struct error balance_error;
	int64_t complete_to;
	int64_t last_complete_to; /* of the last result */
	struct account account;
	bool has_account;
	struct sids gone;
	char *raw;            /* NUL-terminated copy */
	struct message first; /* the first message; its texts are gone */
};

/* Starts the sandbox; "OPTION", "VALUE", …, NULL. The settings are those it takes. */
void rig_open(struct rig *rig, const char *const *options);
#define rig(r, ...) rig_open(r, (const char *const[]){ __VA_ARGS__, NULL })
/* The same, with the sandbox's clock at `now`. */
void rig_open_at(struct rig *rig, const char *const *options, int64_t now);
/* Starts fetch with the settings as they are; fails the test when it refuses. */
void rig_connect(struct rig *rig);
void rig_close(struct rig *rig);
/* Submits, and collects until the last result. */
void rig_run(struct rig *rig, struct job *job, struct haul *haul);
/* Collects what belongs to `id`, dropping results of other jobs, until its last result; or until
 * `results` have come, when that is not 0. */
void rig_collect(struct rig *rig, uint64_t id, size_t results, struct haul *haul);
void haul_release(struct haul *haul);
/* Sorts and removes duplicates. */
void sids_normalise(struct sids *sids);
/* The list as one request after another gives it, sorted. */
void rig_list(struct rig *rig, struct sids *sids);
void assert_same_sids(const struct sids *a, const struct sids *b);
/* A rule of the sandbox's --fault, from now on; NULL: none. */
void rig_fault(struct rig *rig, const char *rule);
/* Sends so many messages from a number of the account to SENT_TO. */
#define SENT_TO "+15005550123"
void rig_send(struct rig *rig, int count);
/* Requests in the sandbox's log from number `from` on. */
size_t rig_count(struct rig *rig);

#endif
