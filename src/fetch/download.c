#include "fetch/download.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void call_ended(struct call *call, struct page *page, struct error *err);

static void queue(struct download *d, struct call *call)
{
	call->sink = &d->sink;
	call->request.limit = d->limit;
	call->done = call_ended;
	call->context = d;
	d->call = call;
	call_queue(call);
}

static void end(struct download *d, struct error *err)
{
	free(d->first);
	d->first = NULL;
	d->done(d, err);
}

/* The next request, to where `location` leads from `from`. */
static void go(struct download *d, enum job_priority priority, enum endpoint_id id,
	       const char *from, const char *location)
{
	struct sched *sched = &d->task->loop->sched;
	struct call *call = call_new(sched, priority);
	struct error err = ERROR_INIT;

	if (request_init_redirect(&call->request, http_hosts(sched->http), id, from, location,
				  &err)) {
		queue(d, call);
		return;
	}
	call_free(call);
	error_prefix(&err, "the file is not fetched from where Twilio says it is");
	end(d, &err);
	error_release(&err);
}

/* What a foreign host says is not about the account: neither its credentials nor its things. */
static void explain(const struct call *call, struct error *err)
{
	struct error away = ERROR_INIT;
	struct origin origin;
	const char *rest;

	if (!call->request.away || !err->http_status || err->kind == ERROR_LIMIT ||
	    !origin_parse(call->request.url.data, call->request.url.length, &origin, &rest, NULL))
		return;
	if (err->http_status == 403 || err->http_status == 410)
		error_set(&away, ERROR_PROTOCOL,
			  "%s does not give the file out (status %d): its address has expired; "
			  "try again",
			  origin.host, err->http_status);
	else
		error_set(&away, ERROR_PROTOCOL, "%s does not give the file out (status %d)",
			  origin.host, err->http_status);
	away.http_status = err->http_status;
	error_release(err);
	error_move(err, &away);
}

static bool may_renew(const struct download *d, const struct call *call, const struct error *err)
{
	return !d->renewed && call->request.away &&
	       (err->http_status == 403 || err->http_status == 410);
}

static void call_ended(struct call *call, struct page *page, struct error *err)
{
	struct download *d = call->context;
	enum endpoint_id id = d->endpoint;
	struct error fault = ERROR_INIT;

	d->call = NULL;
	if (!page && may_renew(d, call, err)) {
		d->renewed = true;
		d->hops = 0;
		d->sink.restart(d->sink.context);
		go(d, call->priority, id, d->first, d->first);
	} else if (!page) {
		explain(call, err);
		end(d, err);
	} else if (!call->location) {
		memcpy(d->content_type, call->content_type, sizeof(d->content_type));
		end(d, NULL);
	} else if (d->hops++ < DOWNLOAD_HOPS) {
		go(d, call->priority, id, call->request.url.data, call->location);
	} else {
		error_set(&fault, ERROR_PROTOCOL,
			  "the file was not found: after %d redirects there is yet another one",
			  DOWNLOAD_HOPS);
		end(d, &fault);
		error_release(&fault);
	}
}

void download_start(struct download *d, struct call *first)
{
	d->first = xstrdup(first->request.url.data);
	queue(d, first);
}

void download_rest(struct download *d, bool rest)
{
	call_rest(d->call, rest);
}

void download_release(struct download *d)
{
	call_free(d->call);
	free(d->first);
}
