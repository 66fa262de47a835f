/*
 * options.h - the command line of msgdeck-sandbox: one table is parser, help and manual.
 */
#ifndef MSGDECK_SANDBOX_OPTIONS_H
#define MSGDECK_SANDBOX_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "sandbox/sid.h"

/* The history lies before the time at start. */
#define OPTIONS_NOW_MIN (1000 * 86400LL)

struct texts VEC(const char *);

struct options {
	int64_t port;
	int64_t seed;
	int64_t messages;
	int64_t contacts;
	int64_t days;
	int64_t numbers;
	int64_t services;
	int64_t rate;
	int64_t speed;
	int64_t now; /* -1: the clock's */
	int64_t latency;
	int64_t concurrency;
	int64_t subaccounts;
	int64_t deactivated;
	const char *without;
	const char *deny;
	const char *account;
	const char *token;
	const char *ca_file;
	const char *log;
	const char *hostile;
	const char *certificate;
	const char *print_manual; /* for docs/generate */
	bool live;
	bool trial;
	bool no_gzip;
	bool old_tls;
	bool exit_with_stdin;
	bool help;
	bool version;
	struct texts assumptions;
	struct texts faults;
};

/* Texts point into argv. */
bool options_parse(struct options *options, int argc, char **argv, struct error *err);
void options_release(struct options *options);
/* Appends what --help prints. */
void options_describe(struct strbuf *out);
/* Appends a part of the manual page, in man(7): options, assumptions or faults. */
bool options_manual(struct strbuf *out, const char *part, struct error *err);

#endif
