/*
 * mem.h - allocation that does not fail, and memory that is wiped.
 *
 * Our own allocations never return NULL: when memory runs out the handler set with
 * mem_on_exhaustion() runs (it restores the terminal), a line goes to stderr and the program
 * aborts. NULL from a library is an ordinary error of that call and does not come here.
 *
 * Thread: every function may be called from any thread.
 */
#ifndef MSGDECK_BASE_MEM_H
#define MSGDECK_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* All sizes of zero give a unique pointer that free() accepts. Free with free(). */
void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *xrealloc(void *old, size_t size) __attribute__((returns_nonnull));
/* As xrealloc(old, count * size), aborting when the product overflows. */
void *xreallocarray(void *old, size_t count, size_t size) __attribute__((returns_nonnull));
char *xstrdup(const char *text) __attribute__((malloc, returns_nonnull));
/* Copies at most length bytes of text and ends the copy with NUL. */
char *xstrndup(const char *text, size_t length) __attribute__((malloc, returns_nonnull));
void *xmemdup(const void *data, size_t size) __attribute__((malloc, returns_nonnull));

/* Runs once, before the message and abort(), when an allocation fails. NULL removes it. */
void mem_on_exhaustion(void (*handler)(void));

/* Overwrites size bytes with zero in a way that the compiler does not remove. */
void mem_wipe(void *data, size_t size);
/* Wipes a NUL-terminated string and frees it. NULL is allowed. */
void mem_wipe_free(char *text);
/* free() and realloc() for libraries that take such functions: all bytes of what is freed are wiped.
 * Memory from malloc() alone; NULL is allowed. mem_wiping_realloc() gives NULL when there is none. */
void mem_wiping_free(void *memory);
void *mem_wiping_realloc(void *memory, size_t size);

#endif
