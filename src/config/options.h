/*
 * options.h - the one table of every option.
 *
 * The command line, the environment, the config file, --help, the default config, the manual pages
 * and the tests all read this table; an option is added by one identifier here and one row in
 * options.c. Names use underscores in the config file ("read_only"), dashes on the command line
 * ("--read-only"), capitals in the environment ("MSGDECK_READ_ONLY").
 */
#ifndef MSGDECK_CONFIG_OPTIONS_H
#define MSGDECK_CONFIG_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"

enum option_id {
	/* account */
	OPTION_ACCOUNT_SID,
	OPTION_API_KEY,
	OPTION_API_SECRET,
	OPTION_AUTH_TOKEN,
	OPTION_PASSWORD_COMMAND,
	OPTION_CREDENTIALS_FD,
	OPTION_ACCOUNT,
	OPTION_REGION,
	OPTION_EDGE,
	OPTION_PRODUCTION,
	OPTION_READ_ONLY,
	/* connection */
	OPTION_API_BASE,
	OPTION_MESSAGING_BASE,
	OPTION_PRICING_BASE,
	OPTION_CA_FILE,
	OPTION_CONNECT_TIMEOUT,
	OPTION_STALL_TIMEOUT,
	OPTION_MAX_IN_FLIGHT,
	/* changes */
	OPTION_CHANGES_PER_SECOND,
	OPTION_CHANGES_IN_FLIGHT,
	OPTION_QUIET_HOURS,
	/* history */
	OPTION_HISTORY_SINCE,
	OPTION_POLL_INTERVAL,
	OPTION_POLL_INTERVAL_IDLE,
	OPTION_MEMORY_LIMIT,
	/* screen */
	OPTION_THEME,
	OPTION_PROFILE_COLOR,
	OPTION_CURSOR,
	OPTION_ASCII,
	OPTION_TIME_ZONE,
	OPTION_TIMES,
	OPTION_HIDE_BODIES,
	OPTION_MOUSE,
	OPTION_ADDRESS_BOOK,
	OPTION_LIVE_RELOAD,
	OPTION_RESTORE_SESSION,
	OPTION_VIEWER,
	/* alerts */
	OPTION_ALERT_FAILURES,
	OPTION_ALERT_BALANCE,
	OPTION_ALERT_DEACTIVATED,
	OPTION_ALERT_BELL,
	OPTION_ALERT_COMMAND,
	/* log */
	OPTION_LOG_FILE,
	OPTION_LOG_LEVEL,
	/* demo */
	OPTION_DEMO_MESSAGES,
	OPTION_DEMO_CONTACTS,
	OPTION_DEMO_SEED,
	OPTION_TOUR,
	OPTION_COUNT
};

enum option_type {
	OPTION_TYPE_BOOL,     /* flag */
	OPTION_TYPE_INT,      /* number */
	OPTION_TYPE_DURATION, /* number: milliseconds */
	OPTION_TYPE_SIZE,     /* number: bytes */
	OPTION_TYPE_RATE,     /* number: thousandths, of so many a second */
	OPTION_TYPE_ENUM,     /* number: index into words[] */
	OPTION_TYPE_STRING,   /* text */
	OPTION_TYPE_PATH,     /* text: absolute, "~/" expanded */
	OPTION_TYPE_URL,      /* text: https://host[:port], without a slash at the end */
	OPTION_TYPE_SID,      /* text: prefix and 32 hexadecimal digits */
	OPTION_TYPE_LABEL,    /* text: one DNS label (region, edge) */
	OPTION_TYPE_ZONE,     /* text: "local", "utc" or an IANA time zone that exists */
	OPTION_TYPE_HOURS,    /* text: none, or times of the day (base/hours.h) */
	OPTION_TYPE_COMMAND,  /* text: a program and its arguments (config/command.h) */
	OPTION_TYPE_SECRET,   /* text: never on the command line, never shown */
};

enum option_group {
	OPTION_GROUP_ACCOUNT,
	OPTION_GROUP_CONNECTION,
	OPTION_GROUP_CHANGES,
	OPTION_GROUP_HISTORY,
	OPTION_GROUP_SCREEN,
	OPTION_GROUP_ALERTS,
	OPTION_GROUP_LOG,
	OPTION_GROUP_DEMO,
	OPTION_GROUP_COUNT
};

#define OPTION_TEXT_MAX 4096 /* bytes of any option's text */

struct option_row {
	const char *name; /* as in the config file */
	enum option_type type;
	enum option_group group;
	const char *fallback;     /* default as text; NULL is unset */
	int64_t min, max;         /* for int, duration (ms), size (bytes) and rate (1/1000) */
	const char *zero;         /* a word that stands for 0, e.g. "all"; NULL is none */
	const char *const *words; /* for enums: ends with NULL */
	const char *prefix;       /* for SIDs: "AC" */
	bool must_exist;          /* for paths: a file that can be read */
	const char *official_name; /* the TWILIO_… variable that the official tools read, or NULL */
	const char *argument;      /* what the value is called in help, e.g. "DURATION" */
	bool account_bound;        /* belongs with an account: see settings.h */
	bool global_only;          /* stands at the top of the config file, not in a profile */
	const char *help;          /* one sentence, no full stop, plain text */
	const char *detail;        /* further sentences for the manual page, or NULL */
};

/* A value of any type. Text is owned by whoever holds the value. */
struct option_value {
	bool flag;
	int64_t number;
	char *text;
};

const struct option_row *option_row(enum option_id id);
const char *option_group_title(enum option_group group);

/* -- option_names.c: what they are called -------------------------------------------------------- */

/* By config file name, or command-line name without the leading dashes. */
bool option_find(const char *name, size_t length, enum option_id *id);
/* The option whose name looks most like this one, or NULL when none is near. */
const char *option_nearest(const char *name);
/* "MSGDECK_READ_ONLY" and "--read-only". */
void option_environment_name(enum option_id id, struct strbuf *out);
void option_command_line_name(enum option_id id, struct strbuf *out);

/* -- option_value.c: text to value and back ----------------------------------------------------- */

/*
 * Text to value, with type and range checked. Relative paths are taken from `directory` (NULL: the
 * working directory). On failure the error says what would be right, without the option's name,
 * and never repeats a secret. Release with option_value_release().
 */
bool option_parse(enum option_id id, const char *text, const char *directory,
		  struct option_value *value, struct error *err);
/* The value as it would be written in a config file; secrets as "***". */
void option_format(enum option_id id, const struct option_value *value, struct strbuf *out);
/* The range of an int, duration or size in words: "all or 1h to 3660d". */
void option_add_range(enum option_id id, struct strbuf *out);
/* Wipes and frees. */
void option_value_release(struct option_value *value);

#endif
