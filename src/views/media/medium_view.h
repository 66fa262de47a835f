/*
 * medium_view.h - what the files of the screen of one medium share: medium.c (commands, life),
 * medium_content.c (the file and its picture), medium_draw.c (drawing).
 */
#ifndef MSGDECK_VIEWS_MEDIA_MEDIUM_VIEW_H
#define MSGDECK_VIEWS_MEDIA_MEDIUM_VIEW_H

#include "model/medium.h"
#include "ui/picture.h"
#include "ui/view.h"
#include "views/media/preview.h"
#include "views/session/session.h"

enum content { CONTENT_NONE, CONTENT_ASKED, CONTENT_HERE, CONTENT_FAILED };

/* What to do once the content is here. */
enum intent { INTENT_NONE, INTENT_SHOW, INTENT_SAVE, INTENT_VIEW };

struct medium_view {
	struct view base;
	struct session *session;
	struct sid message;
	uint64_t key; /* of the entry; 0: the message's first, once it is known */

	enum content content;
	uint64_t job;
	char *bytes;
	size_t length;
	struct error error; /* why the content is not here, or cannot be shown */
	enum intent intent;
	char *path; /* INTENT_SAVE */

	bool shown; /* a picture is wanted */
	bool full;  /* and nothing else is */
	struct preview *preview;
	struct picture picture;
	struct picture_origin origin;
	unsigned box_width, box_height;   /* pixels that there is room for */
	unsigned made_width, made_height; /* those that the picture was made for */
	unsigned timer;
};

/* The entry in the session's index; MEDIA_INDEX_NONE when it is not there any more. */
uint32_t medium_view_row(const struct medium_view *view);
/* False while it is not known which media the message has. */
bool medium_view_get(const struct medium_view *view, struct medium *medium);

/* True, with err filled, when the session keeps contents off the screen. */
bool medium_content_hidden(const struct medium_view *view, struct error *err);
/* Fetches the content, unless it is here, and then does what is intended. Effects. */
unsigned medium_content_want(struct medium_view *view, enum intent intent, struct error *err);
/* The answer to the view's job. */
void medium_content_take(struct medium_view *view, const struct result *result);
/* After drawing: makes the picture anew where the room for it differs from what it was made for. */
void medium_content_fit(struct medium_view *view, const struct pane *pane);
/* Wipes the content, and ends what is under way for it. */
void medium_content_forget(struct medium_view *view);

void medium_draw(struct view *base, const struct pane *pane, unsigned levels);

#endif
