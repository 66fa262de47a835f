/*
 * demo.h - the local stand-in service behind `msgdeck --demo`.
 *
 * Starts msgdeck-sandbox as a child that lives no longer than we do: it holds the reading end of a
 * pipe whose writing end is ours alone, and leaves when that closes, whatever way we end. Its
 * account, token and certificate authority are made up by the child for this run.
 *
 * Thread: the main thread, before and after the loop.
 */
#ifndef MSGDECK_DEMO_H
#define MSGDECK_DEMO_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"

struct demo {
	pid_t pid;     /* 0: not running */
	int lifeline;  /* closing it ends the child */
	char *url;     /* https://127.0.0.1:PORT */
	char *ca_file; /* trusted for this run alone */
	char *account_sid;
	char *auth_token; /* wiped by demo_stop() */
};

struct demo_options {
	int64_t messages;
	int64_t contacts;
	int64_t seed;
};

#define DEMO_INIT              \
	{                      \
		.lifeline = -1 \
	}

/* Looks for msgdeck-sandbox beside the running program, then where it is installed; returns when the
 * service listens. On failure the text holds what the child said. */
bool demo_start(struct demo *demo, const struct demo_options *options, struct error *err);
/* Ends the child, waits for it and frees. Safe on DEMO_INIT. */
void demo_stop(struct demo *demo);

#endif
