/*
 * place.h - a sandbox with one answer and one path, for tests that go from service to service.
 *
 * Services are named by what people call them ("Campaigns"); a test fails where there is none.
 */
#ifndef MSGDECK_TESTS_SANDBOX_PLACE_H
#define MSGDECK_TESTS_SANDBOX_PLACE_H

#include "client.h"

#define SERVICES "//v1/Services"

struct place {
	struct client client;
	struct answer answer; /* the last one */
	char path[160];       /* the last one that path_of() gave */
};

/* Starts a sandbox with few messages and these options, and ends it. */
#define enter(...) ENTER(__VA_ARGS__, NULL)
#define ENTER(place, ...) \
	enter_with(place, (const char *const[]){ "--messages", "10", __VA_ARGS__ })
void enter_with(struct place *place, const char *const *options);
void leave(struct place *place);

/* The path of a service, with a tail for what is below. */
const char *path_of(struct place *place, const char *service, const char *tail);
/* Requests to it. */
void get(struct place *place, const char *service, const char *tail);
void post(struct place *place, const char *service, const char *tail, const char *name,
	  const char *value);
void drop(struct place *place, const char *service, const char *tail);
/* How many records the answer has; fails the test unless it is a list. */
size_t count(const struct place *place, const char *key);

#endif
