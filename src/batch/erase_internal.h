/*
 * erase_internal.h - what the files of `msgdeck erase` share.
 */
#ifndef MSGDECK_BATCH_ERASE_INTERNAL_H
#define MSGDECK_BATCH_ERASE_INTERNAL_H

#include "base/vec.h"
#include "batch/apply.h"
#include "batch/change.h"
#include "batch/erase.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "model/export_row.h"
#include "model/filter.h"
#include "ops/erase.h"

struct erase_round {
	struct plan *plan;       /* owned */
	struct journal *journal; /* open, and so nobody else's, until it was looked for; then NULL */
	char *path;              /* of the journal, owned */
	bool unseen;             /* it was not looked for to the end */
};

struct erase_command {
	const struct cli_erase *wanted;
	struct settings *settings;
	const struct address_book *names; /* NULL: none */
	const char *directory;
	enum op op;
	int64_t since, until;
	struct hours quiet;
	struct filter *filter; /* NULL: none */
	char *about;           /* for the review; owned */
	struct change_ground ground;
	struct erase *erase;
	struct progress progress;
	/* The export of the present round. */
	const struct export_format *format;
	struct output export;
	char *export_path; /* owned */
	struct strbuf rows;
	struct error export_error;
	struct output report;
	struct VEC(struct erase_round) rounds;
	struct error trouble; /* that ended a run */
	bool stopped;         /* a run did not come to its end */
	bool looked;          /* all rounds were looked for, and nothing is to be begun any more */
	bool asks_again;      /* before newcomers are erased */
	size_t newcomers;     /* that were erased, too */
	size_t left_over;     /* that have come after the last round */
	size_t bad_records;
};

#define ERASE_COMMAND_INIT                                                              \
	{                                                                               \
		.ground = CHANGE_GROUND_INIT, .rows = STRBUF_INIT(STRBUF_TEXT),         \
		.export.file.fd = -1, .report.file.fd = -1, .export_error = ERROR_INIT, \
		.trouble = ERROR_INIT,                                                  \
	}

/* -- erase.c: the work, also of whoever goes on with it ----------------------------------------- */

/* Makes e->erase, with the addresses. */
bool erase_begin_command(struct erase_command *e, struct error *err);
/* Until all is found, or looked for. */
bool erase_work(struct erase_command *e, struct error *err);
/* Carries the last round out; `record` is what it was read from, NULL for a new one. */
bool erase_apply_round(struct erase_command *e, const struct journal_record *record,
		       struct error *err);
/* Looks, and does the same to what has come meanwhile, until nothing has. */
bool erase_follow(struct erase_command *e, struct error *err);
/* The journals are over, as far as that was seen. */
bool erase_close_rounds(struct erase_command *e, struct error *err);
/* Where one is wanted. */
bool erase_write_report(struct erase_command *e, struct error *err);
/* All but the ground. */
void erase_release_command(struct erase_command *e);

/* -- erase_wanted.c: what is asked for --------------------------------------------------------- */

/* Everything but the addresses. */
bool erase_read_wanted(struct erase_command *e, struct error *err);
/* Those of the command line and those of the file, into e->erase. */
bool erase_read_addresses(struct erase_command *e, struct error *err);

/* -- erase_export.c: the messages before they go ----------------------------------------------- */

/* Whether the export of this round (from 1) may be written. Nothing where none is wanted. */
bool erase_export_open(struct erase_command *e, size_t round, struct error *err);
/* As erase_wanted.found. */
void erase_export_message(void *command, const struct message *message);
/* Makes it durable. Where nothing was found after the first round, there is no file. */
bool erase_export_close(struct erase_command *e, struct error *err);
void erase_export_abandon(struct erase_command *e);

/* -- erase_words.c: what is said --------------------------------------------------------------- */

/* Of a struct erase_command. */
void erase_show_progress(void *command);
/* What was found, on standard output; whether it is there. */
bool erase_print_count(const struct erase_command *e, const struct plan *plan);
void erase_say_failure(struct erase_command *e, const struct error *err);
/* Asks for the number to be typed, where --yes was not given. */
bool erase_agree(const struct erase_command *e, const struct plan *plan);
/* What came of it and what remains. Returns the exit status. */
int erase_say_end(struct erase_command *e);

#endif
