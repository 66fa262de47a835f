/*
 * faults.h - what goes wrong, when asked for.
 *
 * A rule says what happens to requests whose method and target match, from which one on and how
 * many times; the first rule that matches applies. Rules come from --fault and, while it runs,
 * from POST /sandbox/faults. --help and docs/sandbox.md list what can go wrong.
 */
#ifndef MSGDECK_SANDBOX_FAULTS_H
#define MSGDECK_SANDBOX_FAULTS_H

#include <regex.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"

enum fault_kind {
	/* Instead of the work: the request is refused and changes nothing. */
	FAULT_STATUS,         /* =N, with Twilio's error body */
	FAULT_ERROR,          /* =CODE, as Twilio answers it */
	FAULT_HTML,           /* =N, with a gateway's page */
	FAULT_REDIRECT,       /* =URL, 307 */
	FAULT_REDIRECT_LOOP,  /* 307 to the same URL */
	FAULT_REDIRECT_PLAIN, /* 307 to the same URL with http */
	FAULT_RESET,          /* RST instead of an answer */
	FAULT_CLOSE,          /* the request is read, the connection closed */
	FAULT_STALL,          /* =SECONDS without any answer, then closed */
	/* After the work. */
	FAULT_LATENCY,     /* =MS more */
	FAULT_CLOSE_AFTER, /* carried out, then closed without an answer */
	FAULT_RESET_BODY,  /* =BYTES of the body, then RST */
	FAULT_CUT,         /* =BYTES of the body, then closed */
	FAULT_STALL_BODY,  /* =BYTES of the body, then nothing */
	FAULT_DRIP,        /* =BYTES a second */
	FAULT_TRUNCATE,    /* =BYTES of the body as if they were all of it */
	FAULT_TRUNCATE_AT, /* =N, the number of a structural character, with which the JSON ends */
	FAULT_TYPE,        /* =TYPE as Content-Type */
	FAULT_HUGE,        /* =BYTES, JSON that does not end before */
	FAULT_BOMB,        /* =BYTES of blanks, compressed, in front of the JSON */
	FAULT_LENGTH,      /* =BYTES as Content-Length, whatever the body has */
	/* In a list. */
	FAULT_NEXT_LOOP,  /* next_page_uri is this page's own */
	FAULT_NEXT_HOST,  /* =HOST in next_page_uri */
	FAULT_NEXT_PLAIN, /* http in next_page_uri */
	FAULT_SHORT,      /* =N records a page at most, whatever was asked for */
	FAULT_TYPES,      /* numbers for strings and the other way round */
	FAULT_BROKEN,     /* =surrogate|nul|missing|status|null-from|null-all|long in one record */
	FAULT_KIND_COUNT,
};

enum broken {
	BROKEN_NONE,
	BROKEN_SURROGATE,
	BROKEN_NUL,
	BROKEN_MISSING,
	BROKEN_STATUS,
	BROKEN_NULL_FROM,
	BROKEN_NULL_ALL,
	BROKEN_LONG
};

struct fault {
	enum fault_kind kind;
	int64_t number; /* of "=…", or the default */
	char *text;     /* owned */
	char *method;   /* owned; NULL: any */
	char *pattern;  /* owned; as it was given, NULL: any */
	regex_t regex;
	int64_t skip;  /* matching requests to leave alone first */
	int64_t times; /* requests left to break; -1: all */
	uint64_t hits;
	bool retired; /* applies no more, but requests may still refer to it */
	enum broken broken;
};

struct faults VEC(struct fault *);

const char *fault_name(enum fault_kind kind);

void faults_release(struct faults *faults);
/* Ends all rules. They stay in memory for the requests that they spoil just now. */
void faults_retire(struct faults *faults);
/* "NAME[=VALUE][,method=M][,after=N][,times=N][,match=REGEX]": the regular expression (POSIX,
 * extended) is looked for in the path with its query, and comes last. */
bool faults_add(struct faults *faults, const char *rule, struct error *err);
/* The rule that applies to this request, which counts as one of its times; or NULL. */
const struct fault *faults_match(struct faults *faults, const char *method, const char *path,
				 const char *query);
/* Appends {"faults": […]}. */
void faults_write(const struct faults *faults, struct strbuf *out);
/* Appends names and meanings, for --help. */
void faults_describe(struct strbuf *out);

#endif
