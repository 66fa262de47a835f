/*
 * plain_memory.h - whether a test may look for what is left in memory: sanitizers keep what was freed,
 * and map far more than there is.
 */
#ifndef MSGDECK_TESTS_PLAIN_MEMORY_H
#define MSGDECK_TESTS_PLAIN_MEMORY_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_PLAIN_MEMORY false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_PLAIN_MEMORY false
#endif
#endif
#ifndef HAS_PLAIN_MEMORY
#define HAS_PLAIN_MEMORY true
#endif

#endif
