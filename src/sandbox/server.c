#include "sandbox/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "sandbox/exchange.h"

#define MS 1000000LL
#define SECOND (1000 * MS)
#define CONNECTION_MEMORY (64 * 1024)
#define CONNECTIONS_MAX 1000
#define BACKLOG 256
/* Rounds of the library's loop between two looks at timers and signals. */
#define ROUNDS 32

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *connection)
{
	const struct listener *listener = cls;
	struct exchange *exchange = exchange_new(listener, uri);

	exchange->connection = connection;
	return exchange;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
				  const char *method, const char *version, const char *upload,
				  size_t *upload_size, void **state)
{
	struct exchange *exchange = *state;

	(void)cls;
	(void)connection;
	(void)url;
	(void)version;
	if (exchange->stage == STAGE_NEW) {
		request_init(&exchange->request, method, exchange->target);
		exchange->stage = STAGE_READING;
		return MHD_YES;
	}
	if (*upload_size > 0) {
		strbuf_add(&exchange->upload, upload, *upload_size);
		*upload_size = 0;
		return MHD_YES;
	}
	return exchange_proceed(exchange);
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **state,
			 enum MHD_RequestTerminationCode code)
{
	(void)cls;
	(void)connection;
	(void)code;
	if (*state != NULL)
		exchange_free(*state);
	*state = NULL;
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **socket_state,
			  enum MHD_ConnectionNotificationCode code)
{
	const union MHD_ConnectionInfo *info;
	int on = 1;

	(void)cls;
	(void)socket_state;
	if (code != MHD_CONNECTION_NOTIFY_STARTED)
		return;
	info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (info != NULL)
		setsockopt(info->connect_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

/* The client's own mistakes (a handshake that it breaks off) are not worth a line. */
static void on_library_log(void *cls, const char *format, va_list args)
{
	(void)cls;
	(void)format;
	(void)args;
}

#define CIPHERS ":-CIPHER-ALL:+AES-128-GCM:+AES-256-GCM:+CHACHA20-POLY1305"

static const char good_tls[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" CIPHERS;
static const char old_tls[] = "NORMAL:-VERS-ALL:+VERS-TLS1.1:+SIGN-ECDSA-SHA1";

static bool start(struct listener *listener, in_addr_t host, uint16_t port,
		  const struct tls_pair *tls, struct error *err)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(host),
	};

	listener->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO |
			MHD_USE_SUPPRESS_DATE_NO_CLOCK | MHD_USE_ERROR_LOG,
		port, NULL, NULL, on_request, listener, MHD_OPTION_EXTERNAL_LOGGER, on_library_log,
		NULL, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
		MHD_OPTION_URI_LOG_CALLBACK, on_uri, listener, MHD_OPTION_NOTIFY_COMPLETED,
		on_completed, listener, MHD_OPTION_NOTIFY_CONNECTION, on_connection, listener,
		MHD_OPTION_HTTPS_MEM_CERT, tls->certificate.data, MHD_OPTION_HTTPS_MEM_KEY,
		tls->key.data, MHD_OPTION_HTTPS_PRIORITIES,
		listener->server->options.old_tls ? old_tls : good_tls,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX, MHD_OPTION_LISTEN_BACKLOG_SIZE,
		(unsigned)BACKLOG, MHD_OPTION_LISTENING_ADDRESS_REUSE, 0u, MHD_OPTION_END);
	if (listener->daemon == NULL)
		return error_errno(err, errno, "cannot listen on 127.0.0.%u port %u", host & 0xff,
				   port);
	return true;
}

static bool start_both(struct server *server, const struct tls_files *tls, struct error *err)
{
	for (int site = 0; site < SITES; site++) {
		server->listeners[site].server = server;
		server->listeners[site].site = (enum site)site;
	}
	return start(&server->listeners[SITE_API], INADDR_LOOPBACK, server->options.port, &tls->api,
		     err) &&
	       start(&server->listeners[SITE_CONTENT], TLS_CONTENT_ADDRESS, 0, &tls->content, err);
}

struct server *server_new(const struct server_options *options, struct sandbox *sandbox,
			  struct reqlog *log, const struct tls_files *tls, struct error *err)
{
	struct server *server = xcalloc(1, sizeof(*server));

	server->options = *options;
	server->sandbox = sandbox;
	server->log = log;
	server->gzip = options->gzip ? gzip_new() : NULL;
	if (!start_both(server, tls, err)) {
		server_free(server);
		return NULL;
	}
	return server;
}

uint16_t server_port(const struct server *server, enum site site)
{
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(server->listeners[site].daemon, MHD_DAEMON_INFO_BIND_PORT);

	return info == NULL ? 0 : info->port;
}

static void resume(struct server *server, size_t i)
{
	struct exchange *exchange = server->suspended.items[i];

	vec_remove(&server->suspended, i);
	exchange->suspended = false;
	exchange->due = NEVER;
	MHD_resume_connection(exchange->connection);
}

/* Resumes what is due and returns the nanoseconds to the next, or NEVER. */
static int64_t run_timers(struct server *server)
{
	int64_t next = NEVER;
	int64_t now = server->suspended.count > 0 ? clock_mono_ns() : 0;

	for (size_t i = server->suspended.count; i-- > 0;) {
		int64_t left = server->suspended.items[i]->due - now;

		if (left <= 0) {
			resume(server, i);
			next = 0;
		} else if (left < next) {
			next = left;
		}
	}
	return next;
}

/* Nanoseconds that the loop may sleep. */
static int64_t patience(struct server *server, int64_t timers)
{
	int64_t wait = timers;

	for (int site = 0; site < SITES; site++) {
		MHD_UNSIGNED_LONG_LONG ms;

		if (MHD_get_timeout(server->listeners[site].daemon, &ms) == MHD_YES &&
		    ms < 3600 * 1000 && (int64_t)ms * MS < wait)
			wait = (int64_t)ms * MS;
	}
	return wait;
}

/* Whether the descriptor has come to its end; what arrives before is thrown away. */
static bool has_ended(int fd)
{
	char bytes[256];
	ssize_t count = read(fd, bytes, sizeof(bytes));

	return count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN);
}

static int epoll_of(const struct listener *listener)
{
	return MHD_get_daemon_info(listener->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

static void run_both(struct server *server)
{
	for (int site = 0; site < SITES; site++)
		MHD_run(server->listeners[site].daemon);
}

void server_run(struct server *server, const struct wake *stop, int watched_fd)
{
	struct pollfd fds[] = {
		{ .fd = stop->read_fd, .events = POLLIN },
		{ .fd = watched_fd, .events = POLLIN },
		{ .fd = epoll_of(&server->listeners[SITE_API]), .events = POLLIN },
		{ .fd = epoll_of(&server->listeners[SITE_CONTENT]), .events = POLLIN },
	};

	for (;;) {
		int64_t wait = patience(server, run_timers(server));
		struct timespec timeout = { .tv_sec = wait / SECOND, .tv_nsec = wait % SECOND };

		if (ppoll(fds, ARRAY_SIZE(fds), wait == NEVER ? NULL : &timeout, NULL) > 0 &&
		    (fds[0].revents != 0 || (fds[1].revents != 0 && has_ended(watched_fd))))
			return;
		for (int i = 0; i < ROUNDS; i++) {
			run_both(server);
			if (patience(server, NEVER) != 0)
				break;
		}
	}
}

void server_free(struct server *server)
{
	server->stopping = true;
	while (server->suspended.count > 0) {
		while (server->suspended.count > 0)
			resume(server, server->suspended.count - 1);
		run_both(server);
	}
	for (int site = 0; site < SITES; site++)
		if (server->listeners[site].daemon != NULL)
			MHD_stop_daemon(server->listeners[site].daemon);
	vec_release(&server->suspended);
	buffers_release(&server->buffers);
	gzip_free(server->gzip);
	free(server);
}
