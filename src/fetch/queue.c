#include "fetch/queue.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/outgoing.h"

static void text_free(struct text *text)
{
	char *data = (char *)(uintptr_t)text->data;
	if (data)
		mem_wipe(data, text->length);
	free(data);
	*text = (struct text){ .data = NULL };
}

void job_release(struct job *job)
{
	text_free(&job->to);
	text_free(&job->from);
	free(job->sids);
	job->sids = NULL;
	for (size_t i = 0; i < job->saved_count; i++) {
		free(job->saved[i].next);
		free(job->saved[i].first);
	}
	free(job->saved);
	job->saved = NULL;
	job->saved_count = 0;
	outgoing_form_free(job->form);
	job->form = NULL;
}

void queue_command_free(struct command *command)
{
	job_release(&command->job);
	free(command);
}

void command_queue_init(struct command_queue *queue)
{
	*queue = (struct command_queue){ .first = NULL };
	pthread_mutex_init(&queue->lock, NULL);
}

void command_queue_release(struct command_queue *queue)
{
	struct command *command;
	while ((command = command_queue_pop(queue)))
		queue_command_free(command);
	pthread_mutex_destroy(&queue->lock);
}

void command_queue_push(struct command_queue *queue, struct command *command)
{
	command->next = NULL;
	pthread_mutex_lock(&queue->lock);
	*(queue->last ? &queue->last->next : &queue->first) = command;
	queue->last = command;
	pthread_mutex_unlock(&queue->lock);
}

struct command *command_queue_pop(struct command_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	struct command *command = queue->first;
	if (command) {
		queue->first = command->next;
		if (!queue->first)
			queue->last = NULL;
	}
	pthread_mutex_unlock(&queue->lock);
	return command;
}

void result_free(struct result *result)
{
	if (!result)
		return;
	error_release(&result->error);
	error_release(&result->balance_error);
	arena_wipe(&result->arena);
	free(result);
}

void result_queue_init(struct result_queue *queue)
{
	*queue = (struct result_queue){ .first = NULL };
	pthread_mutex_init(&queue->lock, NULL);
}

void result_queue_release(struct result_queue *queue)
{
	struct result *result;
	while ((result = result_queue_pop(queue)))
		result_free(result);
	pthread_mutex_destroy(&queue->lock);
}

void result_queue_push(struct result_queue *queue, struct result *result)
{
	result->next = NULL;
	pthread_mutex_lock(&queue->lock);
	*(queue->last ? &queue->last->next : &queue->first) = result;
	queue->last = result;
	queue->count++;
	pthread_mutex_unlock(&queue->lock);
}

struct result *result_queue_pop(struct result_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	struct result *result = queue->first;
	if (result) {
		queue->first = result->next;
		if (!queue->first)
			queue->last = NULL;
		result->next = NULL;
		queue->count--;
	}
	pthread_mutex_unlock(&queue->lock);
	return result;
}

size_t result_queue_count(struct result_queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	size_t count = queue->count;
	pthread_mutex_unlock(&queue->lock);
	return count;
}
