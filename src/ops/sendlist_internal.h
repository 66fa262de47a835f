/*
 * sendlist_internal.h - what the files of the list to be sent share.
 */
#ifndef MSGDECK_OPS_SENDLIST_INTERNAL_H
#define MSGDECK_OPS_SENDLIST_INTERNAL_H

#include "base/sha256.h"
#include "base/strbuf.h"
#include "ops/sendlist.h"

#define SENDLIST_READ_SIZE (256 * 1024)

enum sendlist_stage { STAGE_READING, STAGE_CHECKING, STAGE_OVER };

struct sendlist {
	char *name; /* as given */
	char *path; /* absolute */
	char *template_name, *text, *from, *service, *send_at;
	bool typed; /* the text is no template of the config file */
	enum mailing_repeats repeats;
	enum sendlist_stage stage;
	int fd;
	struct strbuf bytes;
	struct sha256 sha;
	struct error error;
	struct mailing *mailing; /* the plan's, once there is one */
	struct plan *plan;
};

/* ERROR_USAGE for what is no file, or is too large. The caller closes *fd also then, unless it is -1. */
bool sendlist_open_file(const char *path, int *fd, struct error *err);
/* A piece of the file into bytes and hash; false at its end and when it cannot be read. */
bool sendlist_read(struct sendlist *list, struct error *err);
/* What of a list's messages is in no file: PLAN_GIVEN_…, and a salted hash by which it is known again. */
unsigned sendlist_given(const char *text, const char *from);
void sendlist_hash_given(const struct plan *plan, const char *text, const char *from,
			 uint8_t hash[static PLAN_HASH_SIZE]);
/* As mailing_new(), with what is said for all rows. */
struct mailing *sendlist_mailing_new(const char *name, struct strbuf *bytes,
				     const struct sendlist_options *said, struct error *err);
/* The forms of the plan's rows come from here; takes it over. */
void sendlist_use_mailing(struct plan_file *file, struct mailing *mailing);

#endif
