#include "sandbox/request.h"

#include <stdarg.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "sandbox/errors.h"
#include "sandbox/jsonout.h"

static enum method method_of(const char *name)
{
	if (strcmp(name, "GET") == 0)
		return METHOD_GET;
	if (strcmp(name, "POST") == 0)
		return METHOD_POST;
	if (strcmp(name, "DELETE") == 0)
		return METHOD_DELETE;
	return METHOD_OTHER;
}

static bool is_unreserved(int byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || (byte > 0 && strchr("-._~", byte) != NULL);
}

/* Takes back the escapes that need not be: RFC 3986, 6.2.2.2. */
static const char *normal_path(struct arena *arena, const char *path, size_t length)
{
	char *to = arena_bytes(arena, length + 1);
	size_t at = 0;

	for (size_t i = 0; i < length; i++) {
		int high = i + 2 < length ? parse_hex_digit(path[i + 1]) : -1;
		int low = i + 2 < length ? parse_hex_digit(path[i + 2]) : -1;
		bool escape = path[i] == '%' && high >= 0 && low >= 0;

		if (escape && is_unreserved(high * 16 + low)) {
			to[at++] = (char)(high * 16 + low);
			i += 2;
		} else {
			to[at++] = path[i];
		}
	}
	to[at] = '\0';
	return to;
}

void request_init(struct request *request, const char *method, const char *target)
{
	const char *query = strchr(target, '?');

	*request = (struct request){ .arena = ARENA_INIT };
	request->method = method_of(method);
	request->method_name = arena_strndup(&request->arena, method, strlen(method));
	if (query == NULL)
		query = target + strlen(target);
	request->path = normal_path(&request->arena, target, (size_t)(query - target));
	query += *query == '?';
	request->query_text = arena_strndup(&request->arena, query, strlen(query));
	params_parse(&request->query, &request->arena, query, strlen(query));
}

void request_release(struct request *request)
{
	vec_release(&request->query);
	vec_release(&request->form);
	arena_wipe(&request->arena);
}

void reply_header(struct reply *reply, const char *name, const char *format, ...)
{
	struct strbuf value = STRBUF_INIT(STRBUF_LINE);
	va_list args;

	if (reply->header_count == REPLY_HEADERS_MAX)
		return;
	va_start(args, format);
	strbuf_vaddf(&value, format, args);
	va_end(args);
	reply->headers[reply->header_count++] =
		(struct reply_header){ .name = name, .value = strbuf_detach(&value, NULL) };
}

void reply_release(struct reply *reply)
{
	for (size_t i = 0; i < reply->header_count; i++)
		free(reply->headers[i].value);
	reply->header_count = 0;
	if (reply->source.free != NULL)
		reply->source.free(reply->source.cls);
	reply->source = (struct reply_source){ 0 };
}

static void write_error(struct reply *reply, int code, int status, const char *message)
{
	reply->status = status;
	reply->content_type = "application/json";
	strbuf_reset(reply->body);
	strbuf_addf(reply->body, "{\"code\": %d, \"message\": ", code);
	out_text(reply->body, message);
	strbuf_addf(reply->body,
		    ", \"more_info\": \"https://www.twilio.com/docs/errors/%d\", \"status\": %d}",
		    code, status);
}

void reply_error(struct reply *reply, int code)
{
	const struct error_info *info = error_info(code);

	write_error(reply, code, info->status, info->message);
}

void reply_error_status(struct reply *reply, int code, int status)
{
	write_error(reply, code, status, error_info(code)->message);
}

void reply_error_text(struct reply *reply, int code, const char *format, ...)
{
	struct strbuf message = STRBUF_INIT(STRBUF_LINE);
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&message, format, args);
	va_end(args);
	write_error(reply, code, error_info(code)->status, message.data);
	strbuf_release(&message);
}

void reply_not_found(struct reply *reply, const struct request *request)
{
	reply_error_text(reply, 20404, "The requested resource %s was not found", request->path);
}
