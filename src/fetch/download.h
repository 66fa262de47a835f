/*
 * download.h - a file behind the API: media content, deactivated numbers.
 *
 * The API answers such a request with the file itself, or with a redirect to another host that keeps
 * it for a while under a signed address. Redirects are followed here, one request a hop, at most
 * DOWNLOAD_HOPS: over https alone, and without credentials or anything else that says who asks
 * unless the host is one of those that may see them (api/hosts.h). An address that has expired is
 * asked for once more. The bytes go to the sink as they come and are not kept here.
 *
 * Sources: https://www.twilio.com/docs/messaging/api/media-resource and
 * https://www.twilio.com/docs/messaging/api/deactivations-resource
 * Thread: the fetch thread.
 */
#ifndef MSGDECK_FETCH_DOWNLOAD_H
#define MSGDECK_FETCH_DOWNLOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "fetch/task.h"

#define DOWNLOAD_HOPS 5

struct download {
	/* Of whoever starts it. */
	struct task *task;
	enum endpoint_id endpoint;
	struct call_sink sink;
	size_t limit; /* bytes; 0: as the settings say */
	/* Once: err is NULL when all of it came. It may free what the download lies in, but not call
	 * download_release() on it. */
	void (*done)(struct download *download, struct error *err);
	char content_type[64]; /* as the server that had it said; "" where it did not */

	/* Private. */
	struct call *call;
	char *first; /* the API's own URL; owned */
	unsigned hops;
	bool renewed; /* asked a second time, for the first address had expired */
};

/* Starts with a call whose request is filled in, of an endpoint whose answer is bytes. Takes it over
 * and queues it. The rest of *download is zeroed by the caller. */
void download_start(struct download *download, struct call *first);
/* Takes no more bytes for now, or goes on; see call_rest(). */
void download_rest(struct download *download, bool rest);
/* Ends it without a word. */
void download_release(struct download *download);

#endif
