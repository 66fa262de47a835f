#include "base/mem.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static _Atomic(void (*)(void)) exhaustion_handler;

void mem_on_exhaustion(void (*handler)(void))
{
	atomic_store(&exhaustion_handler, handler);
}

__attribute__((noreturn)) static void exhausted(void)
{
	static const char message[] = "msgdeck: out of memory\n";
	void (*handler)(void) = atomic_exchange(&exhaustion_handler, NULL);

	if (handler)
		handler();
	ssize_t ignored = write(STDERR_FILENO, message, sizeof(message) - 1);
	(void)ignored;
	abort();
}

void *xmalloc(size_t size)
{
	void *memory = malloc(size ? size : 1);

	if (!memory)
		exhausted();
	return memory;
}

void *xcalloc(size_t count, size_t size)
{
	void *memory = count && size ? calloc(count, size) : calloc(1, 1);

	if (!memory)
		exhausted();
	return memory;
}

void *xrealloc(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		exhausted();
	return memory;
}

void *xreallocarray(void *old, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		exhausted();
	return xrealloc(old, total);
}

char *xstrdup(const char *text)
{
	return xmemdup(text, strlen(text) + 1);
}

char *xstrndup(const char *text, size_t length)
{
	size_t used = strnlen(text, length);
	char *copy = xmalloc(used + 1);

	memcpy(copy, text, used);
	copy[used] = '\0';
	return copy;
}

void *xmemdup(const void *data, size_t size)
{
	void *copy = xmalloc(size);

	if (size)
		memcpy(copy, data, size);
	return copy;
}

void mem_wipe(void *data, size_t size)
{
	if (size)
		explicit_bzero(data, size);
}

void mem_wipe_free(char *text)
{
	if (!text)
		return;
	mem_wipe(text, strlen(text));
	free(text);
}

void mem_wiping_free(void *memory)
{
	if (memory)
		mem_wipe(memory, malloc_usable_size(memory));
	free(memory);
}

void *mem_wiping_realloc(void *memory, size_t size)
{
	size_t before = memory ? malloc_usable_size(memory) : 0;
	void *moved = malloc(size ? size : 1);

	if (!moved)
		return NULL;
	if (memory)
		memcpy(moved, memory, before < size ? before : size);
	mem_wiping_free(memory);
	return moved;
}
