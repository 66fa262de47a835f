#include "api/request.h"

#include <string.h>

#include "base/mem.h"

static void start(struct request *request, enum endpoint_id id)
{
	request->endpoint = endpoint(id);
	request->has_query = false;
	request->away = false;
	request->limit = 0;
	strbuf_init(&request->url, URL_MAX_BYTES);
	strbuf_init(&request->form, FORM_MAX_BYTES);
}

/* The value for the {name} at p, and the bytes that the name takes. */
static const char *placeholder(const char *p, const struct request_names *names, size_t *length)
{
	const struct {
		const char *name, *value;
	} places[] = {
		{ "{account}", names->account },
		{ "{sid}", names->sid },
		{ "{of}", names->of },
		{ "{word}", names->word },
	};
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		*length = strlen(places[i].name);
		if (strncmp(p, places[i].name, *length) == 0)
			return places[i].value;
	}
	return NULL;
}

void request_init(struct request *request, const struct hosts *hosts, enum endpoint_id id,
		  const struct request_names *names)
{
	start(request, id);
	origin_write(&hosts->base[request->endpoint->family], &request->url);
	for (const char *p = request->endpoint->path; *p;) {
		size_t length;
		const char *value = *p == '{' ? placeholder(p, names, &length) : NULL;
		if (value) {
			strbuf_add_urlencoded(&request->url, value, strlen(value));
			p += length;
		} else {
			strbuf_addch(&request->url, *p++);
		}
	}
}

bool request_init_link(struct request *request, const struct hosts *hosts, enum endpoint_id id,
		       const char *link, size_t length, struct error *err)
{
	start(request, id);
	if (hosts_resolve(hosts, request->endpoint->family, link, length, &request->url, err)) {
		request->has_query = memchr(link, '?', length) != NULL;
		return true;
	}
	request_release(request);
	return false;
}

bool request_init_redirect(struct request *request, const struct hosts *hosts, enum endpoint_id id,
			   const char *from, const char *location, struct error *err)
{
	bool trusted;
	start(request, id);
	if (hosts_follow(hosts, from, location, &request->url, &trusted, err)) {
		request->away = !trusted;
		return true;
	}
	request_release(request);
	return false;
}

void request_release(struct request *request)
{
	strbuf_wipe(&request->url);
	strbuf_wipe(&request->form);
}

void request_add(struct request *request, const char *name, const char *value, size_t length)
{
	struct strbuf *to;
	if (request->endpoint->verb == VERB_POST) {
		to = &request->form;
		if (to->length)
			strbuf_addch(to, '&');
	} else {
		to = &request->url;
		strbuf_addch(to, request->has_query ? '&' : '?');
		request->has_query = true;
	}
	strbuf_add_urlencoded(to, name, strlen(name));
	strbuf_addch(to, '=');
	strbuf_add_urlencoded(to, value, length);
}

void request_addstr(struct request *request, const char *name, const char *value)
{
	request_add(request, name, value, strlen(value));
}

void request_addf(struct request *request, const char *name, const char *format, ...)
{
	struct strbuf value = STRBUF_INIT(STRBUF_LINE);
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&value, format, args);
	va_end(args);
	request_add(request, name, value.data, value.length);
	strbuf_release(&value);
}

bool request_ready(const struct request *request, struct error *err)
{
	if (request->url.overflow || request->form.overflow)
		return error_set(err, ERROR_LIMIT, "the request is too long to be sent");
	return true;
}
