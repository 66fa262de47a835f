/*
 * overview.h - what the files of the overview share: its state, and what is behind each of its bars.
 *
 * All of it counts only the messages that match the query of its search, where there is one.
 *
 * The screen has five areas: the chart of the period by buckets, and a list of bars for each kind of
 * group (model/stats.h). One of them has the cursor, which stays on the same bucket or group when the
 * numbers are counted again. All is said in one measure, which one key changes. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_OVERVIEW_OVERVIEW_H
#define MSGDECK_VIEWS_OVERVIEW_OVERVIEW_H

#include "model/stats.h"
#include "ui/view.h"
#include "views/list/search.h"
#include "views/session/session.h"

/* Bars of one list; the rest is in the table of messages. */
#define OVERVIEW_BARS_MAX 100

enum overview_area {
	AREA_CODES = STATS_CODE,
	AREA_COUNTRIES = STATS_COUNTRY,
	AREA_SENDERS = STATS_SENDER,
	AREA_SERVICES = STATS_SERVICE,
	AREA_CHART,
	AREA_COUNT
};

struct overview_list {
	uint32_t top[OVERVIEW_BARS_MAX]; /* groups of the shown result */
	size_t count;
	size_t cursor;        /* among them */
	size_t first;         /* shown uppermost */
	struct strbuf chosen; /* name of the group under the cursor; "" until one moves */
};

struct overview {
	struct view base;
	struct session *session;
	struct search search;
	struct stats *stats;
	const struct stats_result *result; /* what the lists are of; NULL before the first pass */
	int64_t drawn_at; /* clock_mono_ns, when a pass that is under way was drawn last */
	enum period_kind kind;
	unsigned back;
	enum stats_measure measure;
	size_t currency; /* of STATS_SPEND */
	enum overview_area area;
	struct overview_list lists[STATS_KINDS];
	size_t bucket;     /* under the cursor */
	int64_t bucket_at; /* its time; DATE_NONE: overview_newest() */
	bool heat;         /* where there is no room for both: the heat map instead of the chart */
	bool both;         /* there is room for the chart and the heat map; as of the last frame */
	bool wanted;       /* another pass is to begin */
	/* Where the columns of the chart and the bars of each list were drawn last. */
	struct mouse_area drawn[AREA_COUNT];
};

/* What a list counts: reasons are of failures, whatever else is looked at. */
enum stats_measure overview_measure(const struct overview *overview, enum stats_kind kind);
/* Whether the shown result can be compared with the period before it. */
bool overview_is_compared(const struct overview *overview);

/* Where the query comes from; it is released as any search. */
void overview_open_search(struct overview *overview);
/* The query may find others now. */
void overview_search_news(struct overview *overview, const struct news *news);
/* For the view: shows all again; and what is typed. */
bool overview_escape(struct view *base);
const char *overview_search_text(const struct view *base);

/* The group whose bar is under the cursor; NULL: none is. */
const struct stats_group *overview_group(const struct overview *overview);
/* Appends the query whose messages the bar under the cursor counts. False: there is none there. */
bool overview_query(const struct overview *overview, struct strbuf *query);
/* Appends the query that narrows the overview to that bar, whatever the time and the measure. */
bool overview_narrowed_query(const struct overview *overview, struct strbuf *query);

/* Appends a group's name as it is shown. */
void overview_name(const struct overview *overview, enum stats_kind kind,
		   const struct stats_group *group, struct strbuf *out);
/* Appends all that is known of the bar under the cursor: "30003 Unreachable…: 76 failed to 41 contacts, ▲ 12 %
 * more". False: there is none there. */
bool overview_describe_bar(const struct overview *overview, struct strbuf *out);
/* Appends a bucket's time: "today 17:00", "Thu 20 Nov", "Nov 2026". */
void overview_time(const struct stats_result *result, int64_t when, struct strbuf *out);
/* Appends how much: "1,204", "12.0075". */
void overview_number(const struct overview *overview, const struct stats_count *count,
		     enum stats_measure measure, struct strbuf *out);

/* The bucket of the present time, or the last one of a period that is over. */
size_t overview_newest(const struct overview *overview);
/* Takes over what was counted last; to be called again when another measure is chosen. */
void overview_show_result(struct overview *overview);
/* Counts at once what is to be shown now: another period. Effects. */
unsigned overview_look_elsewhere(struct overview *overview);
/* Puts the cursor of a list on one of its bars. */
void overview_choose(struct overview *overview, enum stats_kind kind, size_t at);

/* Puts the cursor of the chart on a bucket. */
void overview_choose_bucket(struct overview *overview, size_t bucket);

#define OVERVIEW_COMMANDS 16
extern const struct command overview_commands[OVERVIEW_COMMANDS];

/* How much more or less: "▲ 12 % more", "▲ 12 %", "▲12%". */
enum overview_change { CHANGE_WORDS, CHANGE_PLAIN, CHANGE_SHORT };
void overview_add_change(int64_t per_mille, enum overview_change form, struct strbuf *out);
/* More failures are bad; of anything else more is neither. */
enum style_role overview_change_role(enum stats_measure measure, int64_t per_mille);
/* What a number of it counts: "messages", "failed", "USD". */
const char *overview_unit(const struct overview *overview, enum stats_measure measure);
/* "volume". */
const char *overview_measure_word(enum stats_measure measure);

/* Cuts off the lines at the top and draws them. */
void overview_draw_head(const struct overview *overview, struct pane *rest);
/* Draws all of it. */
void overview_draw(struct overview *overview, const struct pane *pane);
/* The bucket whose column of the chart is at this cell of it; SIZE_MAX: none. */
size_t overview_bucket_at(const struct overview *overview, int column);
/* A click goes to a column or bar, and opens the one that it is on; the wheel goes from one to the next. */
unsigned overview_mouse(struct view *base, struct mouse *mouse);

#endif
