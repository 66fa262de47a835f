#include "config/options.h"

#include <assert.h>

#include "base/mem.h"

#define MS 1
#define SECONDS (1000 * MS)
#define MINUTES (60 * SECONDS)
#define HOURS (60 * MINUTES)
#define DAYS ((int64_t)24 * HOURS)
#define MIB ((int64_t)1024 * 1024)

static const char *const cursor_words[] = { "marker", "bar", "terminal", NULL };
static const char *const times_words[] = { "mixed", "relative", "absolute", NULL };
static const char *const restore_words[] = { "no", "screens", "all", NULL };
static const char *const level_words[] = { "error", "warning", "info", "debug", NULL };

static const struct option_row rows[OPTION_COUNT] = {
	[OPTION_ACCOUNT_SID] = {
		.name = "account_sid",
		.type = OPTION_TYPE_SID,
		.prefix = "AC",
		.group = OPTION_GROUP_ACCOUNT,
		.official_name = "TWILIO_ACCOUNT_SID",
		.argument = "SID",
		.account_bound = true,
		.help = "The account: AC and 32 hexadecimal digits",
		.detail = "It is needed with an API key, too, because it is in every path of the API.",
	},
	[OPTION_API_KEY] = {
		.name = "api_key",
		.type = OPTION_TYPE_SID,
		.prefix = "SK",
		.group = OPTION_GROUP_ACCOUNT,
		.official_name = "TWILIO_API_KEY",
		.argument = "SID",
		.account_bound = true,
		.help = "The API key to sign in with: SK and 32 hexadecimal digits",
		.detail = "Preferred over the auth token where both are set in the same place.",
	},
	[OPTION_API_SECRET] = {
		.name = "api_secret",
		.type = OPTION_TYPE_SECRET,
		.group = OPTION_GROUP_ACCOUNT,
		.official_name = "TWILIO_API_SECRET",
		.account_bound = true,
		.help = "The secret of the API key",
		.detail = "A config file that holds it must not be readable by others.",
	},
	[OPTION_AUTH_TOKEN] = {
		.name = "auth_token",
		.type = OPTION_TYPE_SECRET,
		.group = OPTION_GROUP_ACCOUNT,
		.official_name = "TWILIO_AUTH_TOKEN",
		.account_bound = true,
		.help = "The account's auth token, where no API key is used",
		.detail = "A config file that holds it must not be readable by others.",
	},
	[OPTION_PASSWORD_COMMAND] = {
		.name = "password_command",
		.type = OPTION_TYPE_COMMAND,
		.group = OPTION_GROUP_ACCOUNT,
		.argument = "COMMAND",
		.account_bound = true,
		.help = "A program that prints the API key's secret, or the auth token without a key",
		.detail = "Its first line of output counts. It is run without a shell, without a terminal "
			  "and with few variables of the environment: PATH, HOME, USER, LOGNAME, SHELL, "
			  "TMPDIR, DISPLAY, WAYLAND_DISPLAY, DBUS_SESSION_BUS_ADDRESS, SSH_AUTH_SOCK, "
			  "GNUPGHOME, LANG, TZ, and those that begin with LC_, XDG_ or PASSWORD_STORE_.",
	},
	[OPTION_CREDENTIALS_FD] = {
		.name = "credentials_fd",
		.type = OPTION_TYPE_INT,
		.zero = "none",
		.group = OPTION_GROUP_ACCOUNT,
		.fallback = "none",
		.min = 3,
		.max = 1023,
		.argument = "NUMBER",
		.global_only = true,
		.help = "Read credentials from this open file descriptor: none, or a number",
		.detail = "As in msgdeck --credentials-fd 3 3< FILE. It holds lines of NAME=VALUE: "
			  "account_sid, api_key, api_secret, auth_token, or their TWILIO_... names. It is "
			  "read once, to its end, and closed; no other program inherits it. A file must "
			  "not be readable by others. It goes before the environment and a profile.",
	},
	[OPTION_ACCOUNT] = {
		.name = "account",
		.type = OPTION_TYPE_SID,
		.prefix = "AC",
		.group = OPTION_GROUP_ACCOUNT,
		.argument = "SID",
		.account_bound = true,
		.help = "Look at this account with the credentials of another: a subaccount",
		.detail = "It shows the messages, media, numbers and short codes of that account. "
			  "Messaging services, prices and deactivations are always those of the "
			  "account that signs in. A standard API key may not do this; an auth "
			  "token may.",
	},
	[OPTION_REGION] = {
		.name = "region",
		.type = OPTION_TYPE_LABEL,
		.group = OPTION_GROUP_ACCOUNT,
		.official_name = "TWILIO_REGION",
		.argument = "NAME",
		.account_bound = true,
		.help = "Twilio's region that holds the account's data, such as us1, ie1 or au1",
		.detail = "An API key works only in the region it was made in.",
	},
	[OPTION_EDGE] = {
		.name = "edge",
		.type = OPTION_TYPE_LABEL,
		.group = OPTION_GROUP_ACCOUNT,
		.official_name = "TWILIO_EDGE",
		.argument = "NAME",
		.account_bound = true,
		.help = "Where to enter Twilio's network, such as dublin or sydney",
		.detail = "An edge without a region goes to region us1.",
	},
	[OPTION_PRODUCTION] = {
		.name = "production",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_ACCOUNT,
		.fallback = "no",
		.account_bound = true,
		.help = "Mark the account loudly as one that real people depend on",
	},
	[OPTION_READ_ONLY] = {
		.name = "read_only",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_ACCOUNT,
		.fallback = "no",
		.help = "Refuse everything that would change the account",
	},
	[OPTION_API_BASE] = {
		.name = "api_base",
		.type = OPTION_TYPE_URL,
		.group = OPTION_GROUP_CONNECTION,
		.argument = "URL",
		.account_bound = true,
		.help = "Another service in place of https://api.twilio.com",
		.detail = "The credentials are sent there. Only https is accepted.",
	},
	[OPTION_MESSAGING_BASE] = {
		.name = "messaging_base",
		.type = OPTION_TYPE_URL,
		.group = OPTION_GROUP_CONNECTION,
		.argument = "URL",
		.account_bound = true,
		.help = "Another service in place of https://messaging.twilio.com",
		.detail = "The credentials are sent there. Only https is accepted.",
	},
	[OPTION_PRICING_BASE] = {
		.name = "pricing_base",
		.type = OPTION_TYPE_URL,
		.group = OPTION_GROUP_CONNECTION,
		.argument = "URL",
		.account_bound = true,
		.help = "Another service in place of https://pricing.twilio.com",
		.detail = "The credentials are sent there. Only https is accepted.",
	},
	[OPTION_CA_FILE] = {
		.name = "ca_file",
		.type = OPTION_TYPE_PATH,
		.must_exist = true,
		.group = OPTION_GROUP_CONNECTION,
		.argument = "FILE",
		.account_bound = true,
		.help = "Certificate authorities (PEM) to trust besides the system's",
		.detail = "Certificates are always checked; there is no option that turns this off.",
	},
	[OPTION_CONNECT_TIMEOUT] = {
		.name = "connect_timeout",
		.type = OPTION_TYPE_DURATION,
		.group = OPTION_GROUP_CONNECTION,
		.fallback = "10s",
		.min = 1 * SECONDS,
		.max = 5 * MINUTES,
		.argument = "TIME",
		.help = "How long a connection may take to come about",
	},
	[OPTION_STALL_TIMEOUT] = {
		.name = "stall_timeout",
		.type = OPTION_TYPE_DURATION,
		.group = OPTION_GROUP_CONNECTION,
		.fallback = "20s",
		.min = 1 * SECONDS,
		.max = 10 * MINUTES,
		.argument = "TIME",
		.help = "How long an answer may stand still before it is given up",
	},
	[OPTION_MAX_IN_FLIGHT] = {
		.name = "max_in_flight",
		.type = OPTION_TYPE_INT,
		.group = OPTION_GROUP_CONNECTION,
		.fallback = "16",
		.min = 1,
		.max = 64,
		.argument = "COUNT",
		.help = "How many requests may be under way at once",
		.detail = "msgdeck starts with 2 and goes up to this number while Twilio keeps pace.",
	},
	[OPTION_CHANGES_PER_SECOND] = {
		.name = "changes_per_second",
		.type = OPTION_TYPE_RATE,
		.zero = "unlimited",
		.group = OPTION_GROUP_CHANGES,
		.fallback = "30",
		.min = 10,
		.max = 10000000,
		.argument = "NUMBER",
		.help = "How many changes are made in a second, at most",
		.detail = "Changes are messages redacted, deleted, cancelled and sent, and the steps of "
			  "moves of senders. Twilio asks that many are made at a controlled rate. "
			  "0.2 is one in five seconds.",
	},
	[OPTION_CHANGES_IN_FLIGHT] = {
		.name = "changes_in_flight",
		.type = OPTION_TYPE_INT,
		.group = OPTION_GROUP_CHANGES,
		.fallback = "16",
		.min = 1,
		.max = 64,
		.argument = "COUNT",
		.help = "How many changes may be under way at once",
	},
	[OPTION_QUIET_HOURS] = {
		.name = "quiet_hours",
		.type = OPTION_TYPE_HOURS,
		.group = OPTION_GROUP_CHANGES,
		.fallback = "none",
		.argument = "TIMES",
		.help = "Times of the day, such as 22:00-07:00, in which no change is begun",
		.detail = "Several are separated by commas. They go by the time zone that is set. A "
			  "run rests meanwhile and goes on by itself.",
	},
	[OPTION_HISTORY_SINCE] = {
		.name = "history_since",
		.type = OPTION_TYPE_DURATION,
		.zero = "all",
		.group = OPTION_GROUP_HISTORY,
		.fallback = "all",
		.min = 1 * HOURS,
		.max = 3660 * DAYS,
		.argument = "TIME",
		.help = "How far back messages are loaded at start: all, or a time such as 90d",
		.detail = "What is older is asked of Twilio where a filter names a whole number (from:, "
			  "to:, with:) or a time (since:, until:, date:).",
	},
	[OPTION_POLL_INTERVAL] = {
		.name = "poll_interval",
		.type = OPTION_TYPE_DURATION,
		.group = OPTION_GROUP_HISTORY,
		.fallback = "30s",
		.min = 1 * SECONDS,
		.max = 1 * DAYS,
		.argument = "TIME",
		.help = "How often to look for new messages and changes of state",
	},
	[OPTION_POLL_INTERVAL_IDLE] = {
		.name = "poll_interval_idle",
		.type = OPTION_TYPE_DURATION,
		.group = OPTION_GROUP_HISTORY,
		.fallback = "2m",
		.min = 1 * SECONDS,
		.max = 1 * DAYS,
		.argument = "TIME",
		.help = "The slower pace to look at while nothing happens",
	},
	[OPTION_MEMORY_LIMIT] = {
		.name = "memory_limit",
		.type = OPTION_TYPE_SIZE,
		.group = OPTION_GROUP_HISTORY,
		.fallback = "512M",
		.min = 8 * MIB,
		.max = 1024 * 1024 * MIB,
		.argument = "SIZE",
		.help = "Memory for messages; beyond it the oldest are left out",
		.detail = "Nothing is cached on disk. A message takes about 100 bytes and its text. Where a "
			  "filter names a whole number (from:, to:, with:) or a time (since:, until:, "
			  "date:), those older messages are asked of Twilio.",
	},
	[OPTION_THEME] = {
		.name = "theme",
		.type = OPTION_TYPE_STRING,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "default",
		.argument = "NAME",
		.help = "Colours: a theme's name, or the path of a theme file",
		.detail = "The theme called default uses the terminal's own 16 colours. Others are looked "
			  "for in ~/.config/msgdeck/themes, then among those that come with msgdeck. "
			  "NO_COLOR is honoured.",
	},
	[OPTION_PROFILE_COLOR] = {
		.name = "profile_color",
		.type = OPTION_TYPE_STRING,
		.group = OPTION_GROUP_SCREEN,
		.argument = "COLOUR",
		.help = "A ground for the profile's name in the header, such as red, 208 or #d33682",
		.detail = "Give each profile its own, so that one look tells where one is. The colours "
			  "are those of theme files; the name on it is black or white, whichever can "
			  "be read better.",
	},
	[OPTION_CURSOR] = {
		.name = "cursor",
		.type = OPTION_TYPE_ENUM,
		.words = cursor_words,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "marker",
		.argument = "KIND",
		.help = "How the selected row is shown",
		.detail = "A bar runs across the screen. The marker needs a seventh of the bytes, which is "
			  "felt on slow lines. The terminal's own cursor always stands on the selected "
			  "row; \"terminal\" shows it there, too, for screen readers and braille displays "
			  "that follow only a cursor that is seen.",
	},
	[OPTION_ASCII] = {
		.name = "ascii",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "no",
		.help = "Draw with ASCII characters only, even where the locale has more",
	},
	[OPTION_TIME_ZONE] = {
		.name = "time_zone",
		.type = OPTION_TYPE_ZONE,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "local",
		.argument = "ZONE",
		.help = "Zone in which times are shown: local, utc, or one such as Europe/Berlin",
	},
	[OPTION_TIMES] = {
		.name = "times",
		.type = OPTION_TYPE_ENUM,
		.words = times_words,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "mixed",
		.argument = "KIND",
		.help = "How lists tell times: relative (2m), absolute (09:12), or mixed",
		.detail = "Mixed: conversations tell how long ago, logs tell the time of day. Where a "
			  "time is told in full, how long ago it was always stands beside it. The "
			  "command times changes it while msgdeck runs.",
	},
	[OPTION_HIDE_BODIES] = {
		.name = "hide_bodies",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "no",
		.help = "Keep the texts of messages off the screen",
	},
	[OPTION_MOUSE] = {
		.name = "mouse",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "yes",
		.help = "Take clicks and the wheel of the mouse, where the terminal reports them",
		.detail = "A click puts the cursor on a row, a second one opens it; with Ctrl, or in front "
			  "of the row, it selects. Titles sort; tabs and the hints at the bottom are "
			  "pressed. Most terminals mark text for copying while Shift is held, or always "
			  "when this is off.",
	},
	[OPTION_ADDRESS_BOOK] = {
		.name = "address_book",
		.type = OPTION_TYPE_PATH,
		.group = OPTION_GROUP_SCREEN,
		.argument = "FILE",
		.help = "A CSV file of names for numbers: number,name on each line",
		.detail = "Contacts are then shown, and found, by their names. Further columns are left "
			  "alone. Names in the setting contacts go before those of the file. What is "
			  "exported has the numbers alone.",
	},
	[OPTION_LIVE_RELOAD] = {
		.name = "live_reload",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "yes",
		.global_only = true,
		.help = "Read the config file, the theme and the address book again when they change",
		.detail = "As :reload and SIGUSR1 do. What is wrong in them is said with file and line, and "
			  "leaves what was. Nothing is looked at while nothing is written.",
	},
	[OPTION_RESTORE_SESSION] = {
		.name = "restore_session",
		.type = OPTION_TYPE_ENUM,
		.words = restore_words,
		.group = OPTION_GROUP_SCREEN,
		.fallback = "no",
		.argument = "WHAT",
		.help = "Begin where you left: no, screens, or all",
		.detail = "With screens the screen and what was opened on top of it, and the order and the "
			  "columns of each list are kept; with all the conversation and the queries, "
			  "too, which may hold phone numbers and words. Texts and what was marked are never kept. It is in a "
			  "file for each account that only you may read; forget-session removes it.",
	},
	[OPTION_VIEWER] = {
		.name = "viewer",
		.type = OPTION_TYPE_COMMAND,
		.group = OPTION_GROUP_SCREEN,
		.argument = "COMMAND",
		.help = "A program to look at media with; the file's name is put behind it",
		.detail = "It is run without a shell and has the terminal until it ends; the file is "
			  "then removed. Of the environment it gets PATH, HOME, USER, LOGNAME, SHELL, "
			  "TERM, COLORTERM, TMPDIR, DISPLAY, WAYLAND_DISPLAY, XAUTHORITY, "
			  "DBUS_SESSION_BUS_ADDRESS, LANG, TZ, and what begins with LC_ or XDG_.",
	},
	[OPTION_ALERT_FAILURES] = {
		.name = "alert_failures",
		.type = OPTION_TYPE_INT,
		.zero = "off",
		.group = OPTION_GROUP_ALERTS,
		.fallback = "off",
		.min = 1,
		.max = 100,
		.argument = "PERCENT",
		.help = "Warn when so many per cent of the last hour's messages fail: off, or a number",
		.detail = "Of what one sender sent, or, of all, with one error code that is at least "
			  "twice as frequent as the hour before. Fewer than 5 failures are chance. "
			  "A warning is said once, and stays in the status line until the share is "
			  "well below; the command alerts lists them.",
	},
	[OPTION_ALERT_BALANCE] = {
		.name = "alert_balance",
		.type = OPTION_TYPE_INT,
		.zero = "off",
		.group = OPTION_GROUP_ALERTS,
		.fallback = "off",
		.min = 1,
		.max = 1000000000,
		.argument = "AMOUNT",
		.help = "Warn when the account's balance is below this: off, or a whole number",
		.detail = "In the account's currency, of the balance that was read last.",
	},
	[OPTION_ALERT_DEACTIVATED] = {
		.name = "alert_deactivated",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_ALERTS,
		.fallback = "no",
		.help = "Warn when contacts are among the deactivated numbers of a day",
		.detail = "Of the day that was looked at last on the screen of deactivations.",
	},
	[OPTION_ALERT_BELL] = {
		.name = "alert_bell",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_ALERTS,
		.fallback = "no",
		.help = "Ring the terminal's bell with each warning",
	},
	[OPTION_ALERT_COMMAND] = {
		.name = "alert_command",
		.type = OPTION_TYPE_COMMAND,
		.group = OPTION_GROUP_ALERTS,
		.argument = "COMMAND",
		.help = "A program to run with each warning; its kind is put behind it",
		.detail = "The kind is sender, code, balance or deactivated. It is run without a shell, without a "
			  "terminal, and finds MSGDECK_ALERT (the kind), MSGDECK_ALERT_SUBJECT (the "
			  "sender's address, the code, the currency, the day) and MSGDECK_ALERT_TEXT (a "
			  "sentence) in its environment, besides PATH, HOME, USER, LOGNAME, SHELL, "
			  "TMPDIR, DISPLAY, WAYLAND_DISPLAY, DBUS_SESSION_BUS_ADDRESS, LANG, TZ, and "
			  "what begins with LC_ or XDG_.",
	},
	[OPTION_LOG_FILE] = {
		.name = "log_file",
		.type = OPTION_TYPE_PATH,
		.group = OPTION_GROUP_LOG,
		.argument = "FILE",
		.global_only = true,
		.help = "Where to write what happens; nothing is logged without it",
		.detail = "The log holds no texts of messages and no secrets. It is created private and "
			  "added to.",
	},
	[OPTION_LOG_LEVEL] = {
		.name = "log_level",
		.type = OPTION_TYPE_ENUM,
		.words = level_words,
		.group = OPTION_GROUP_LOG,
		.fallback = "info",
		.argument = "LEVEL",
		.global_only = true,
		.help = "How much is logged",
	},
	[OPTION_DEMO_MESSAGES] = {
		.name = "demo_messages",
		.type = OPTION_TYPE_INT,
		.group = OPTION_GROUP_DEMO,
		.fallback = "30000",
		.min = 0,
		.max = 5000000,
		.argument = "COUNT",
		.global_only = true,
		.help = "How many messages the account of the demo has",
	},
	[OPTION_DEMO_CONTACTS] = {
		.name = "demo_contacts",
		.type = OPTION_TYPE_INT,
		.group = OPTION_GROUP_DEMO,
		.fallback = "600",
		.min = 1,
		.max = 1000000,
		.argument = "COUNT",
		.global_only = true,
		.help = "How many people they are exchanged with",
	},
	[OPTION_DEMO_SEED] = {
		.name = "demo_seed",
		.type = OPTION_TYPE_INT,
		.group = OPTION_GROUP_DEMO,
		.fallback = "1",
		.min = 0,
		.max = INT32_MAX,
		.argument = "NUMBER",
		.global_only = true,
		.help = "The same number makes the same account again",
	},
	[OPTION_TOUR] = {
		.name = "tour",
		.type = OPTION_TYPE_BOOL,
		.group = OPTION_GROUP_DEMO,
		.fallback = "yes",
		.global_only = true,
		.help = "Begin the demo with a short tour, which any key ends",
	},
};

static const char *const group_titles[OPTION_GROUP_COUNT] = {
	[OPTION_GROUP_ACCOUNT] = "Account", [OPTION_GROUP_CONNECTION] = "Connection",
	[OPTION_GROUP_CHANGES] = "Changes", [OPTION_GROUP_HISTORY] = "History",
	[OPTION_GROUP_SCREEN] = "Screen",   [OPTION_GROUP_ALERTS] = "Alerts",
	[OPTION_GROUP_LOG] = "Log",         [OPTION_GROUP_DEMO] = "Demo",
};

const struct option_row *option_row(enum option_id id)
{
	assert((size_t)id < ARRAY_SIZE(rows));
	return &rows[id];
}

const char *option_group_title(enum option_group group)
{
	assert((size_t)group < ARRAY_SIZE(group_titles));
	return group_titles[group];
}
