/*
 * erase_rig.h - `msgdeck erase`, `resume` and `send` against a sandbox of its own: what the account has before and after,
 * and what was asked for.
 */
#ifndef MSGDECK_TESTS_ERASE_RIG_H
#define MSGDECK_TESTS_ERASE_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "batch/erase.h"
#include "batch/resume.h"
#include "batch/send.h"
#include "config/settings.h"
#include "support/api.h"
#include "support/sandbox.h"

#define SCENE_TEXT_MAX ((size_t)16 << 20)

struct scene {
	struct sandbox *sandbox;
	struct settings settings;
	struct api *api;
	const struct config_templates *templates; /* NULL: none */
	char *directory;                          /* of journals */
	char *path;                               /* of files: scene_path() */
};

/* One message of the account, as its list tells it. */
struct told {
	char sid[40], from[64], to[64], status[32];
	bool inbound, has_text;
	int64_t media, made;
};

struct census {
	struct VEC(struct told) messages;
};

/* "OPTION", …, NULL; a history of 400 messages, which is one page. */
void scene_open(struct scene *scene, const char *const *options);
#define scene(s, ...) scene_open(s, (const char *const[]){ __VA_ARGS__, NULL })
void scene_close(struct scene *scene);
/* A file beside the journals; valid until the next call. */
const char *scene_path(struct scene *scene, const char *name);
void scene_set(struct scene *scene, enum option_id id, const char *value);
/* Runs it; the settings are those of the sandbox, and what `scene_set` has added since the last run. */
int scene_erase(struct scene *scene, const struct cli_erase *wanted);
int scene_resume(struct scene *scene, const char *report);
/* The only plan there is, an erasure of this address. */
int scene_resume_of(struct scene *scene, const char *address, const char *report);
int scene_resume_as(struct scene *scene, const struct cli_resume *wanted);
int scene_send(struct scene *scene, const struct cli_send *wanted);
/* What commands say on standard error between these two is appended to `said`. */
struct telling {
	int file, usual;
};
void tell_begin(struct telling *telling);
void tell_end(struct telling *telling, struct strbuf *said);
/* How many plans are not at their end. */
size_t scene_plans(const struct scene *scene);
/* A rule of the sandbox's --fault, from now on; NULL: none. */
void scene_fault(struct scene *scene, const char *rule);
/* Posts a message to an address; its SID into sid. */
void scene_post(struct scene *scene, const char *from, const char *to, char sid[static 40]);
/* The same, and waits until nothing more happens to it (a sandbox that is --live). */
void scene_post_final(struct scene *scene, const char *from, const char *to, char sid[static 40]);

/* One that waits until tomorrow. */
void scene_schedule(struct scene *scene, const char *to, char sid[static 40]);

void census_read(struct scene *scene, struct census *census);
void census_release(struct census *census);
bool told_is_of(const struct told *told, const char *address);
/* The contact with the most messages, at least `least` of which have media. */
const char *census_busiest(const struct census *census, size_t least_media);
size_t census_count(const struct census *census, const char *address);
/* A phone number that the account sends from; the census owns it. */
const char *census_sender(const struct census *census);
/* NULL: it is not there. */
const struct told *census_find(const struct census *census, const char *sid);
/* How many of the address have this status. */
size_t census_status(const struct census *census, const char *address, const char *status);
/* What was not of the address is as it was, and of the address nothing is left. */
void expect_only_gone(const struct census *before, const struct census *after,
		      const char *const *addresses);
#define ONLY_GONE(before, after, ...) \
	expect_only_gone(before, after, (const char *const[]){ __VA_ARGS__, NULL })

/* Requests of this method, and answers of this status (0: any), from number `from` on. */
size_t count_asked(struct scene *scene, size_t from, const char *method, int status);
size_t asked_so_far(struct scene *scene);
/* How many of the report's lines have this member with this value. */
size_t report_count(const char *path, const char *member, const char *value);

#endif
