#include "api/http.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/utsname.h>

#include <curl/curl.h>

#include "api/authorities.h"
#include "api/trouble.h"
#include "base/clock.h"
#include "base/mem.h"

#define IDLE_HANDLES 16
#define RECEIVE_BUFFER 65536L

struct transfer {
	struct http *http;
	CURL *easy;
	bool unset;            /* an option could not be set */
	struct transfer *next; /* under way, or finished */
	struct transfer *prev;
	bool done;
	bool resting;   /* see transfer_rest() */
	uint64_t limit; /* bytes of the body */
	const struct endpoint *endpoint;
	struct answer answer;
	struct strbuf form;
	http_sink *sink;
	void *context;
	void *owner;
	int64_t last_ms; /* when something last arrived */
	char problem[CURL_ERROR_SIZE];
};

struct http {
	const struct api_settings *settings;
	struct hosts hosts;
	CURLM *multi;
	CURLSH *share; /* TLS sessions */
	struct curl_slist *headers;
	struct curl_slist *headers_secret; /* what comes is not to pass through a decompressor */
	struct curl_slist *headers_bytes;  /* where any type of content will do, as it is stored */
	char *user_agent;
	struct strbuf
		ca; /* the system's bundle and ca_file in one, where they cannot be told apart */
	struct transfer *running;
	struct transfer *finished;
	CURL *idle[IDLE_HANDLES];
	size_t idle_count;
};

/* No child inherits a connection. */
static int on_socket(void *context, curl_socket_t fd, curlsocktype purpose)
{
	(void)context;
	(void)purpose;
	return fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}

static char *default_user_agent(void)
{
	struct utsname os;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	if (uname(&os) < 0)
		memset(&os, 0, sizeof(os));
	strbuf_addf(&text, "msgdeck/%s (%s %s) libcurl/%s", PACKAGE_VERSION, os.sysname, os.machine,
		    curl_version_info(CURLVERSION_NOW)->version);
	return strbuf_detach(&text, NULL);
}

static bool add_header(struct curl_slist **list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*list, line);
	if (longer)
		*list = longer;
	return longer != NULL;
}

/* Who asks without Accept-Encoding accepts any (RFC 9110, 12.5.3). */
static bool add_headers(struct http *http)
{
	static const char plain[] = "Accept-Encoding: identity";
	struct curl_slist **const both[] = { &http->headers, &http->headers_secret };

	for (size_t i = 0; i < ARRAY_SIZE(both); i++)
		if (!add_header(both[i], "Accept: application/json") ||
		    !add_header(both[i], "Accept-Charset: utf-8") ||
		    !add_header(both[i], "Expect:"))
			return false;
	return add_header(&http->headers_secret, plain) &&
	       add_header(&http->headers_bytes, "Accept: */*") &&
	       add_header(&http->headers_bytes, plain);
}

static bool load_authorities(struct http *http, CURL *easy, struct error *err)
{
	const char *system_file = NULL, *system_folder = NULL;
	curl_easy_getinfo(easy, CURLINFO_CAINFO, &system_file);
	curl_easy_getinfo(easy, CURLINFO_CAPATH, &system_folder);
	return authorities_load(&http->ca, http->settings->ca_file, system_file, system_folder,
				err);
}

static bool set_up(struct http *http, struct error *err)
{
	http->multi = curl_multi_init();
	http->share = curl_share_init();
	CURL *easy = curl_easy_init();
	if (!http->multi || !http->share || !easy) {
		curl_easy_cleanup(easy);
		return error_set(err, ERROR_LIMIT, "libcurl cannot start");
	}
	http->idle[http->idle_count++] = easy;
	long connections = (long)http->settings->max_in_flight + 4;
	curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, connections);
	curl_multi_setopt(http->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
	curl_share_setopt(http->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	if (!add_headers(http))
		return error_set(err, ERROR_LIMIT, "libcurl has no memory for its headers");
	http->user_agent = http->settings->user_agent ? xstrdup(http->settings->user_agent)
						      : default_user_agent();
	return load_authorities(http, easy, err);
}

struct http *http_new(const struct api_settings *settings, struct error *err)
{
	/* It keeps copies of the credentials, and frees them as they are. */
	if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, mem_wiping_free, mem_wiping_realloc,
				 strdup, calloc) != CURLE_OK) {
		error_set(err, ERROR_LIMIT, "libcurl cannot start");
		return NULL;
	}
	struct http *http = xcalloc(1, sizeof(*http));
	http->settings = settings;
	strbuf_init(&http->ca, AUTHORITIES_MAX_BYTES);
	if (!hosts_init(&http->hosts, settings, err) || !set_up(http, err)) {
		http_free(http);
		return NULL;
	}
	return http;
}

void http_free(struct http *http)
{
	if (!http)
		return;
	while (http->running)
		transfer_free(http->running);
	while (http->finished)
		transfer_free(http->finished);
	for (size_t i = 0; i < http->idle_count; i++)
		curl_easy_cleanup(http->idle[i]);
	curl_multi_cleanup(http->multi);
	curl_share_cleanup(http->share);
	curl_slist_free_all(http->headers);
	curl_slist_free_all(http->headers_secret);
	curl_slist_free_all(http->headers_bytes);
	strbuf_release(&http->ca);
	free(http->user_agent);
	free(http);
	curl_global_cleanup();
}

const struct hosts *http_hosts(const struct http *http)
{
	return &http->hosts;
}

static size_t on_header(char *line, size_t size, size_t count, void *context)
{
	struct transfer *t = context;
	t->last_ms = clock_mono_ms();
	bool taken = answer_header(&t->answer, line, size * count, clock_now());
	return taken ? size * count : CURL_WRITEFUNC_ERROR;
}

static bool too_large(struct transfer *t)
{
	return error_set(&t->answer.error, ERROR_LIMIT,
			 "the answer is larger than the limit of %" PRIu64 " bytes", t->limit);
}

static bool take_body(struct transfer *t, const char *bytes, size_t length)
{
	struct answer *answer = &t->answer;
	long status = 0;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	answer->status = (int)status;
	answer->bytes += length;
	if (answer->bytes > t->limit)
		return too_large(t);
	if (answer_is_success(answer) && (answer->json || t->endpoint->bytes))
		return t->sink(t->context, bytes, length, &answer->error);
	size_t room = answer->body.max - answer->body.length;
	strbuf_add(&answer->body, bytes, length < room ? length : room);
	return true;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
	struct transfer *t = context;
	t->last_ms = clock_mono_ms();
	bool taken = take_body(t, bytes, size * count);
	if (t->endpoint->secret)
		mem_wipe(bytes, size * count);
	return taken ? size * count : CURL_WRITEFUNC_ERROR;
}

static void link_transfer(struct transfer **list, struct transfer *t)
{
	t->prev = NULL;
	t->next = *list;
	if (*list)
		(*list)->prev = t;
	*list = t;
}

static void unlink_transfer(struct transfer **list, struct transfer *t)
{
	if (t->prev)
		t->prev->next = t->next;
	else
		*list = t->next;
	if (t->next)
		t->next->prev = t->prev;
}

/* A text, which libcurl copies. A request that goes out without it would be another one. */
static void set_text(struct transfer *t, CURLoption option, const char *text)
{
	if (curl_easy_setopt(t->easy, option, text) != CURLE_OK)
		t->unset = true;
}

static void set_security(struct transfer *t)
{
	const struct http *http = t->http;
	CURL *easy = t->easy;
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	if (http->ca.length) {
		struct curl_blob blob = { .data = http->ca.data,
					  .len = http->ca.length,
					  .flags = CURL_BLOB_NOCOPY };
		curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
	} else if (http->settings->ca_file) {
		set_text(t, CURLOPT_CAINFO, http->settings->ca_file);
	}
}

/* To a foreign host nothing goes that says who asks. */
static void set_credentials(struct transfer *t, const struct request *request)
{
	if (request->away)
		return;
	curl_easy_setopt(t->easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	set_text(t, CURLOPT_USERNAME, t->http->settings->username);
	set_text(t, CURLOPT_PASSWORD, t->http->settings->password);
}

static void set_limits(const struct http *http, CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, http->settings->connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, http->settings->total_ms);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, RECEIVE_BUFFER);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_SHARE, http->share);
#if LIBCURL_VERSION_NUM >= 0x075700 /* do not wait for a name look-up at the end */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
}

static void set_verb(struct transfer *t, const struct request *request)
{
	const struct endpoint *endpoint = request->endpoint;
	CURL *easy = t->easy;
	if (endpoint->verb == VERB_POST) {
		strbuf_init(&t->form, FORM_MAX_BYTES);
		strbuf_add(&t->form, request->form.data, request->form.length);
		curl_easy_setopt(easy, CURLOPT_POST, 1L);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, t->form.data);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->form.length);
	} else if (endpoint->verb == VERB_DELETE) {
		set_text(t, CURLOPT_CUSTOMREQUEST, "DELETE");
	}
	if (endpoint->class == CLASS_CREATE) {
		curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
		curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
		curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
	} else {
		curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
		curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
	}
	if (!endpoint->secret && !endpoint->bytes)
		set_text(t, CURLOPT_ACCEPT_ENCODING, "gzip");
}

static bool may_go(const struct http *http, const struct request *request, struct error *err)
{
	struct origin origin;
	const char *rest;
	if (!request_ready(request, err) ||
	    !origin_parse(request->url.data, request->url.length, &origin, &rest, err))
		return false;
	if (request->away ? !request->endpoint->bytes || request->endpoint->verb != VERB_GET
			  : !hosts_allow(&http->hosts, &origin))
		return error_set(err, ERROR_REFUSED, "credentials must not go to %s", origin.host);
	if (http->settings->read_only && request->endpoint->verb != VERB_GET)
		return error_set(err, ERROR_REFUSED,
				 "this session is read-only; nothing was sent to Twilio");
	return true;
}

static struct curl_slist *headers_for(const struct http *http, const struct endpoint *endpoint)
{
	if (endpoint->bytes)
		return http->headers_bytes;
	return endpoint->secret ? http->headers_secret : http->headers;
}

struct transfer *http_start(struct http *http, const struct request *request, http_sink *sink,
			    void *context, void *owner, struct error *err)
{
	if (!may_go(http, request, err))
		return NULL;
	CURL *easy = http->idle_count ? http->idle[--http->idle_count] : curl_easy_init();
	if (!easy) {
		error_set(err, ERROR_LIMIT, "libcurl has no memory for another request");
		return NULL;
	}
	struct transfer *t = xcalloc(1, sizeof(*t));
	*t = (struct transfer){ .http = http,
				.easy = easy,
				.endpoint = request->endpoint,
				.limit = request->limit ? request->limit
							: http->settings->answer_max,
				.form = STRBUF_INIT(FORM_MAX_BYTES),
				.sink = sink,
				.context = context,
				.owner = owner,
				.last_ms = clock_mono_ms() };
	answer_init(&t->answer);
	set_security(t);
	set_credentials(t, request);
	set_limits(http, easy);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)t->limit);
	set_verb(t, request);
	set_text(t, CURLOPT_URL, request->url.data);
	set_text(t, CURLOPT_USERAGENT, http->user_agent);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_for(http, request->endpoint));
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->problem);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	link_transfer(&http->running, t);
	CURLMcode refused = t->unset ? CURLM_OUT_OF_MEMORY
				     : curl_multi_add_handle(http->multi, easy);
	if (refused == CURLM_OK)
		return t;
	error_set(err, ERROR_LIMIT, "libcurl cannot start a request: %s",
		  curl_multi_strerror(refused));
	transfer_free(t);
	return NULL;
}

static enum trouble_kind kind_of(CURLcode code)
{
	switch (code) {
	case CURLE_SSL_CONNECT_ERROR:
		return TROUBLE_HANDSHAKE;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_ENGINE_NOTFOUND:
	case CURLE_SSL_ENGINE_SETFAILED:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CRL_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
	case CURLE_USE_SSL_FAILED:
		return TROUBLE_TLS;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		return TROUBLE_ADDRESS;
	case CURLE_BAD_CONTENT_ENCODING:
		return TROUBLE_ENCODING;
	case CURLE_OUT_OF_MEMORY:
		return TROUBLE_MEMORY;
	case CURLE_COULDNT_RESOLVE_PROXY:
		return TROUBLE_PROXY_NAME;
	case CURLE_COULDNT_RESOLVE_HOST:
		return TROUBLE_HOST_NAME;
	case CURLE_COULDNT_CONNECT:
		return TROUBLE_CONNECT;
	case CURLE_OPERATION_TIMEDOUT:
		return TROUBLE_TIME;
	default:
		return TROUBLE_LOST;
	}
}

static void transport_error(struct transfer *t, CURLcode code)
{
	struct error *err = &t->answer.error;
	const char *url = "", *rest;
	struct origin origin = { .host = "the service" };
	struct trouble trouble = { .kind = kind_of(code),
				   .host = origin.host,
				   .words = t->problem[0] ? t->problem : curl_easy_strerror(code) };
	if (err->kind != ERROR_NONE)
		return; /* the sink, or a limit, has said why */
	curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &trouble.proxy_status);
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &trouble.os_error);
	curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	origin_parse(url, strlen(url), &origin, &rest, NULL);
	if (code == CURLE_FILESIZE_EXCEEDED)
		too_large(t);
	else
		trouble_say(&trouble, err);
}

static void end_transfer(struct transfer *t, CURLcode code)
{
	struct http *http = t->http;
	struct answer *answer = &t->answer;
	curl_off_t ready = 0, first = 0;
	long status = 0, request_size = 0;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &request_size);
	curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
	curl_easy_getinfo(t->easy, CURLINFO_STARTTRANSFER_TIME_T, &first);
	answer->status = (int)status;
	answer->sent = ready > 0 || request_size > 0;
	if (first > 0 && first >= ready)
		answer->latency_ms = (first - ready) / 1000;
	if (code != CURLE_OK)
		transport_error(t, code);
	else
		answer_check(answer, t->endpoint);
	answer_mark_error(answer);
	curl_multi_remove_handle(http->multi, t->easy);
	unlink_transfer(&http->running, t);
	link_transfer(&http->finished, t);
	t->done = true;
}

/* What has stood still for too long; the time for connecting has a limit of its own. */
static void end_stalled(struct http *http)
{
	int64_t now = clock_mono_ms();
	for (struct transfer *t = http->running, *next; t; t = next) {
		curl_off_t ready = 0;
		next = t->next;
		curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
		if (!t->resting && ready > 0 &&
		    now - t->last_ms > http->settings->stall_ms + ready / 1000)
			end_transfer(t, CURLE_OPERATION_TIMEDOUT);
	}
}

void http_run(struct http *http, int timeout_ms)
{
	CURLMsg *message;
	int running, left;
	curl_multi_perform(http->multi, &running);
	while ((message = curl_multi_info_read(http->multi, &left))) {
		struct transfer *t = NULL;
		if (message->msg != CURLMSG_DONE)
			continue;
		CURLcode code = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t);
		end_transfer(t, code);
	}
	end_stalled(http);
	if (http->finished)
		return;
	if (http->running && timeout_ms > http->settings->stall_ms / 4 + 1)
		timeout_ms = (int)(http->settings->stall_ms / 4 + 1);
	curl_multi_poll(http->multi, NULL, 0, timeout_ms, NULL);
}

void transfer_rest(struct transfer *t, bool rest)
{
	if (t->done || t->resting == rest)
		return;
	t->resting = rest;
	t->last_ms = clock_mono_ms();
	curl_easy_pause(t->easy, rest ? CURLPAUSE_RECV : CURLPAUSE_CONT);
}

struct transfer *http_finished(struct http *http)
{
	struct transfer *t = http->finished;
	if (!t)
		return NULL;
	while (t->next)
		t = t->next;
	unlink_transfer(&http->finished, t);
	t->next = t->prev = NULL;
	return t;
}

static bool is_listed(const struct transfer *list, const struct transfer *t)
{
	while (list && list != t)
		list = list->next;
	return list != NULL;
}

void transfer_free(struct transfer *t)
{
	struct http *http;
	if (!t)
		return;
	http = t->http;
	if (!t->done) {
		curl_multi_remove_handle(http->multi, t->easy);
		unlink_transfer(&http->running, t);
	} else if (is_listed(http->finished, t)) {
		unlink_transfer(&http->finished, t);
	}
	if (http->idle_count < IDLE_HANDLES) {
		curl_easy_reset(t->easy);
		http->idle[http->idle_count++] = t->easy;
	} else {
		curl_easy_cleanup(t->easy);
	}
	strbuf_wipe(&t->form);
	answer_release(&t->answer);
	free(t);
}

struct answer *transfer_answer(struct transfer *t)
{
	return &t->answer;
}

void *transfer_owner(const struct transfer *t)
{
	return t->owner;
}

void http_wakeup(struct http *http)
{
	curl_multi_wakeup(http->multi);
}

const char *http_library(void)
{
	return curl_version();
}
