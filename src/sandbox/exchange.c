#include "sandbox/exchange.h"

#include <string.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/content.h"
#include "sandbox/hostile.h"
#include "sandbox/jsonout.h"
#include "sandbox/rng.h"
#include "sandbox/spoil.h"

#define MS 1000000LL
#define SECOND (1000 * MS)
#define GZIP_MIN 256

struct exchange *exchange_new(const struct listener *listener, const char *target)
{
	struct exchange *exchange = xcalloc(1, sizeof(*exchange));

	exchange->server = listener->server;
	exchange->site = listener->site;
	exchange->target = xstrdup(target);
	exchange->due = NEVER;
	strbuf_init(&exchange->upload, UPLOAD_MAX);
	return exchange;
}

static void forget_timer(struct exchange *exchange)
{
	struct server *server = exchange->server;

	for (size_t i = 0; i < server->suspended.count; i++) {
		if (server->suspended.items[i] == exchange) {
			vec_remove(&server->suspended, i);
			return;
		}
	}
}

void exchange_free(struct exchange *exchange)
{
	if (exchange->suspended)
		forget_timer(exchange);
	if (exchange->counted)
		exchange->server->in_flight--;
	request_release(&exchange->request);
	strbuf_wipe(&exchange->upload);
	mem_wipe_free(exchange->target);
	free(exchange);
}

void exchange_suspend(struct exchange *exchange, int64_t due)
{
	exchange->suspended = true;
	exchange->due = due;
	vec_push(&exchange->server->suspended, exchange);
	MHD_suspend_connection(exchange->connection);
}

static int socket_of(const struct exchange *exchange)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	return info == NULL ? -1 : info->connect_fd;
}

/* Connecting a TCP socket to nothing aborts its connection: connect(2), AF_UNSPEC. */
void exchange_reset(struct exchange *exchange)
{
	struct sockaddr nowhere = { .sa_family = AF_UNSPEC };

	connect(socket_of(exchange), &nowhere, sizeof(nowhere));
}

void exchange_shut(struct exchange *exchange)
{
	shutdown(socket_of(exchange), SHUT_RDWR);
}

static bool is_control(const struct exchange *exchange)
{
	return exchange->site == SITE_API && strncmp(exchange->request.path, "/sandbox/", 9) == 0;
}

static void log_exchange(struct exchange *exchange, bool authorised, int status)
{
	struct server *server = exchange->server;
	struct reqlog_entry entry = {
		.authorised = authorised,
		.status = status,
		.request_id = exchange->request_id,
		.concurrent = exchange->concurrent,
		.now = account_now(&server->sandbox->account),
	};

	if (!is_control(exchange))
		reqlog_write(server->log, &exchange->request, &entry);
}

static void add_header(struct MHD_Response *response, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void add_header(struct MHD_Response *response, const char *name, const char *format, ...)
{
	struct strbuf value = STRBUF_INIT(STRBUF_LINE);
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&value, format, args);
	va_end(args);
	MHD_add_response_header(response, name, value.data);
	strbuf_release(&value);
}

static void add_api_headers(const struct exchange *exchange, struct MHD_Response *response)
{
	int64_t duration = clock_mono_ns() - exchange->arrived;

	add_header(response, "Twilio-Request-Id", "%s", exchange->request_id);
	add_header(response, "Twilio-Request-Duration", "%lld.%03lld",
		   (long long)(duration / SECOND), (long long)(duration / MS % 1000));
	add_header(response, "Twilio-Concurrent-Requests", "%u", exchange->concurrent);
	add_header(response, "X-Home-Region", "us1");
	add_header(response, "X-API-Domain", "api.twilio.com");
}

static void add_headers(struct exchange *exchange, struct MHD_Response *response,
			const struct reply *reply)
{
	struct strbuf date = STRBUF_INIT(STRBUF_LINE);

	out_date_text(&date, account_now(&exchange->server->sandbox->account));
	strbuf_truncate(&date, date.length - strlen("+0000"));
	add_header(response, "Date", "%sGMT", date.data);
	strbuf_release(&date);
	if (reply->status != 204)
		add_header(response, "Content-Type", "%s", reply->content_type);
	if (exchange->site == SITE_API)
		add_api_headers(exchange, response);
	for (size_t i = 0; i < reply->header_count; i++)
		add_header(response, reply->headers[i].name, "%s", reply->headers[i].value);
}

/* Reads what would be sent piece by piece into the buffer; false where it is too much. */
static bool take_whole(struct reply *reply, struct buffer *buffer)
{
	struct reply_source *source = &reply->source;
	uint64_t at = 0;

	if (!strbuf_reserve(&buffer->bytes, (size_t)source->size))
		return false;
	while (at < source->size) {
		char piece[4096];
		size_t count = source->read(source->cls, at, piece, sizeof(piece));

		strbuf_add(&buffer->bytes, piece, count);
		at += count;
	}
	if (source->free != NULL)
		source->free(source->cls);
	*source = (struct reply_source){ 0 };
	return true;
}

/* Replaces the bytes by their gzip form where client and options want it, or a fault does. */
static struct buffer *compress(struct exchange *exchange, struct reply *reply,
			       struct buffer *buffer, bool *compressed)
{
	struct server *server = exchange->server;
	const struct fault *fault = exchange->request.fault;
	bool bomb = fault != NULL && fault->kind == FAULT_BOMB;
	struct buffer *smaller;

	*compressed = false;
	if (reply->source.read != NULL && !(bomb && take_whole(reply, buffer)))
		return buffer;
	if (!bomb && (server->gzip == NULL || !gzip_is_accepted(exchange->request.encoding) ||
		      exchange->site == SITE_CONTENT || buffer->bytes.length < GZIP_MIN))
		return buffer;
	smaller = buffer_take(&server->buffers);
	*compressed = bomb ? gzip_bomb(&smaller->bytes, (uint64_t)fault->number, &buffer->bytes)
			   : gzip_add(server->gzip, &smaller->bytes, &buffer->bytes);
	buffer_return(*compressed ? buffer : smaller);
	return *compressed ? smaller : buffer;
}

static bool is_rewritten(const struct exchange *exchange, const struct reply *reply)
{
	return exchange->server->options.hostile != NULL && exchange->site == SITE_API &&
	       !is_control(exchange) && strcmp(reply->content_type, "application/json") == 0;
}

/* Hands the answer over; the reply and the buffer are used up. */
static enum MHD_Result send_reply(struct exchange *exchange, struct reply *reply,
				  struct buffer *buffer)
{
	const struct fault *fault = exchange->request.fault;
	struct MHD_Response *response;
	enum MHD_Result result;
	bool compressed = false;

	if (is_rewritten(exchange, reply))
		hostile_rewrite(exchange->server->options.hostile, &buffer->bytes);
	if (fault != NULL && fault->kind == FAULT_TYPE)
		reply->content_type = fault->text;
	if (fault != NULL && fault->kind == FAULT_TRUNCATE &&
	    (size_t)fault->number < buffer->bytes.length)
		strbuf_truncate(&buffer->bytes, (size_t)fault->number);
	if (fault != NULL && fault->kind == FAULT_TRUNCATE_AT)
		strbuf_truncate(&buffer->bytes, spoil_point(&buffer->bytes, fault->number));
	if (reply->status == 204)
		strbuf_reset(&buffer->bytes);
	else if (fault == NULL || fault->kind != FAULT_HUGE)
		buffer = compress(exchange, reply, buffer, &compressed);
	response = body_response(exchange, reply, buffer);
	if (response == NULL) {
		reply_release(reply);
		return MHD_NO;
	}
	add_headers(exchange, response, reply);
	if (compressed)
		MHD_add_response_header(response, "Content-Encoding", "gzip");
	if (fault != NULL && fault->kind == FAULT_LENGTH) {
		MHD_set_response_options(
			response, MHD_RF_INSANITY_HEADER_CONTENT_LENGTH | MHD_RF_HTTP_1_0_SERVER,
			MHD_RO_END);
		add_header(response, "Content-Length", "%lld", (long long)fault->number);
	}
	result = MHD_queue_response(exchange->connection, (unsigned)reply->status, response);
	MHD_destroy_response(response);
	reply_release(reply);
	return result;
}

/* 307 to where the request came from. */
static void answer_by_redirect(const struct request *request, const char *scheme,
			       struct reply *reply)
{
	reply->status = 307;
	reply_header(reply, "Location", "%s://%s%s%s%s", scheme, request->host, request->path,
		     *request->query_text == '\0' ? "" : "?", request->query_text);
}

/* What a fault answers instead of the service. */
static bool answer_by_fault(struct exchange *exchange, struct reply *reply)
{
	static const struct {
		int status;
		int code;
	} codes[] = { { 429, 20429 }, { 503, 20503 }, { 504, 20504 },
		      { 401, 20003 }, { 404, 20404 }, { 500, 20500 } };
	const struct fault *fault = exchange->request.fault;
	int code = 20500;

	if (fault == NULL)
		return false;
	switch (fault->kind) {
	case FAULT_STATUS:
		if (exchange->site == SITE_CONTENT) {
			content_error(reply, (int)fault->number);
			return true;
		}
		for (size_t i = 0; i < ARRAY_SIZE(codes); i++)
			if (codes[i].status == fault->number)
				code = codes[i].code;
		reply_error_status(reply, code, (int)fault->number);
		return true;
	case FAULT_ERROR:
		reply_error(reply, (int)fault->number);
		return true;
	case FAULT_HTML:
		reply->status = (int)fault->number;
		reply->content_type = "text/html";
		strbuf_addf(reply->body,
			    "<html>\r\n<head><title>%d</title></head>\r\n<body>\r\n"
			    "<center><h1>%d</h1></center>\r\n</body>\r\n</html>\r\n",
			    reply->status, reply->status);
		return true;
	case FAULT_REDIRECT:
		reply->status = 307;
		reply_header(reply, "Location", "%s", fault->text);
		return true;
	case FAULT_REDIRECT_LOOP:
		answer_by_redirect(&exchange->request, "https", reply);
		return true;
	case FAULT_REDIRECT_PLAIN:
		answer_by_redirect(&exchange->request, "http", reply);
		return true;
	default:
		return false;
	}
}

static bool is_over_limit(const struct exchange *exchange)
{
	uint32_t limit = exchange->server->options.concurrency;

	return limit > 0 && exchange->concurrent > limit && !is_control(exchange);
}

static void add_retry_after(struct exchange *exchange, struct reply *reply)
{
	int seconds = exchange->server->sandbox->account.assume.retry_after;

	if (reply->status == 429 && seconds >= 0)
		reply_header(reply, "Retry-After", "%d", seconds);
}

static enum MHD_Result answer(struct exchange *exchange)
{
	struct server *server = exchange->server;
	const struct fault *fault = exchange->request.fault;
	struct buffer *buffer = buffer_take(&server->buffers);
	struct reply reply = { .status = 200,
			       .content_type = "application/json",
			       .body = &buffer->bytes };
	bool authorised = false;

	exchange->stage = STAGE_ANSWERED;
	if (exchange->upload.overflow)
		reply_error(&reply, 20413);
	else if (is_over_limit(exchange))
		reply_error(&reply, 20429);
	else if (!answer_by_fault(exchange, &reply))
		authorised = exchange->site == SITE_API
				     ? sandbox_answer(server->sandbox, &exchange->request, &reply)
				     : content_answer(server->sandbox, &exchange->request, &reply);
	add_retry_after(exchange, &reply);
	if (fault != NULL && fault->kind == FAULT_CLOSE_AFTER) {
		log_exchange(exchange, authorised, 0);
		buffer_return(buffer);
		reply_release(&reply);
		exchange_shut(exchange);
		return MHD_NO;
	}
	log_exchange(exchange, authorised, reply.status);
	return send_reply(exchange, &reply, buffer);
}

static const char *header_of(const struct exchange *exchange, const char *name)
{
	return MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
}

static const char *keep(struct exchange *exchange, const char *text)
{
	return text == NULL ? NULL : arena_strndup(&exchange->request.arena, text, strlen(text));
}

/* Counts the request and reads what its body and headers say. */
static void arrive(struct exchange *exchange)
{
	struct server *server = exchange->server;
	struct request *request = &exchange->request;
	const char *type = header_of(exchange, "Content-Type");
	const char *host = keep(exchange, header_of(exchange, "Host"));

	exchange->arrived = clock_mono_ns();
	request->site = exchange->site;
	request->host = host == NULL ? "" : host;
	request->authorization = keep(exchange, header_of(exchange, "Authorization"));
	request->encoding = keep(exchange, header_of(exchange, "Accept-Encoding"));
	if (type == NULL || strncasecmp(type, "application/x-www-form-urlencoded", 33) == 0)
		params_parse(&request->form, &request->arena, exchange->upload.data,
			     exchange->upload.length);
	sid_format(server->sandbox->account.seed, SID_REQUEST, "RQ", ++server->requests,
		   exchange->request_id);
	if (is_control(exchange))
		return;
	if (exchange->site == SITE_API) {
		exchange->counted = true;
		exchange->concurrent = ++server->in_flight;
	}
	if (!is_over_limit(exchange))
		request->fault = faults_match(&server->sandbox->faults, request->method_name,
					      request->path, request->query_text);
}

/* Nanoseconds until the request is carried out. */
static int64_t delay_of(const struct exchange *exchange)
{
	const struct fault *fault = exchange->request.fault;
	int64_t delay = is_control(exchange) ? 0 : exchange->server->options.latency_ms * MS;

	if (fault != NULL && fault->kind == FAULT_LATENCY)
		delay += fault->number * MS;
	return delay;
}

static enum MHD_Result break_off(struct exchange *exchange, bool reset)
{
	log_exchange(exchange, false, 0);
	if (reset)
		exchange_reset(exchange);
	else
		exchange_shut(exchange);
	return MHD_NO;
}

enum MHD_Result exchange_proceed(struct exchange *exchange)
{
	const struct fault *fault;
	int64_t delay;

	if (exchange->stage == STAGE_STALLED ||
	    (exchange->stage == STAGE_WAITING && exchange->server->stopping))
		return break_off(exchange, false);
	if (exchange->stage == STAGE_WAITING)
		return answer(exchange);
	arrive(exchange);
	fault = exchange->request.fault;
	if (fault != NULL && (fault->kind == FAULT_RESET || fault->kind == FAULT_CLOSE))
		return break_off(exchange, fault->kind == FAULT_RESET);
	if (fault != NULL && fault->kind == FAULT_STALL) {
		exchange->stage = STAGE_STALLED;
		exchange_suspend(exchange, exchange->arrived + fault->number * SECOND);
		return MHD_YES;
	}
	delay = delay_of(exchange);
	if (delay == 0)
		return answer(exchange);
	exchange->stage = STAGE_WAITING;
	exchange_suspend(exchange, exchange->arrived + delay);
	return MHD_YES;
}
