/*
 * log.h - the log file: what happened, without texts and without secrets.
 *
 * Off until log_open(). One line per call: time, level, area, text; foreign bytes are cleaned.
 * Secrets registered with log_hide() are replaced by "***" wherever they would appear.
 * Thread: any; lines are whole.
 */
#ifndef MSGDECK_BASE_LOG_H
#define MSGDECK_BASE_LOG_H

#include <stdbool.h>

#include "base/error.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* Opens (0600, appending, O_NOFOLLOW) and sets the level. */
bool log_open(const char *path, enum log_level level, struct error *err);
void log_close(void);
bool log_enabled(enum log_level level);
void log_write(enum log_level level, const char *area, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The text must stay valid until log_unhide() is given the same pointer; at most 8. */
void log_hide(const char *secret);
/* One that was never hidden is ignored. */
void log_unhide(const char *secret);

#endif
