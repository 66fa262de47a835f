/*
 * queue.h - the two locked queues between the UI thread and the fetch thread.
 *
 * Commands go one way, results the other; each item has one owner, and being in a queue means that
 * the queue owns it.
 *
 * Thread: any; each call locks for as long as it takes to move a pointer.
 */
#ifndef MSGDECK_FETCH_QUEUE_H
#define MSGDECK_FETCH_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "fetch/fetch.h"

enum command_kind { COMMAND_START, COMMAND_MORE, COMMAND_CANCEL };

struct command {
	enum command_kind kind;
	struct job job; /* only its id, unless it is to start */
	struct command *next;
};

struct command_queue {
	pthread_mutex_t lock;
	struct command *first;
	struct command *last;
};

/* With more results waiting than this no request of the background goes out: a screen that does not
 * take any, because its terminal hangs, must not fill the memory. A page of history is about 1 MB. */
#define RESULTS_WAITING_MAX 64

struct result_queue {
	pthread_mutex_t lock;
	struct result *first;
	struct result *last;
	size_t count;
};

void queue_command_free(struct command *command);

void command_queue_init(struct command_queue *queue);
/* Frees what is in it. */
void command_queue_release(struct command_queue *queue);
void command_queue_push(struct command_queue *queue, struct command *command);
/* The oldest, or NULL. */
struct command *command_queue_pop(struct command_queue *queue);

void result_queue_init(struct result_queue *queue);
void result_queue_release(struct result_queue *queue);
void result_queue_push(struct result_queue *queue, struct result *result);
struct result *result_queue_pop(struct result_queue *queue);
size_t result_queue_count(struct result_queue *queue);

#endif
