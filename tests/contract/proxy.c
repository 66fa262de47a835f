#include "proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

static void pump(int a, int b)
{
	struct pollfd fds[2] = { { .fd = a, .events = POLLIN }, { .fd = b, .events = POLLIN } };
	for (;;) {
		if (poll(fds, 2, -1) < 0)
			return;
		for (int i = 0; i < 2; i++) {
			char bytes[16384];
			if (!fds[i].revents)
				continue;
			ssize_t count = read(fds[i].fd, bytes, sizeof(bytes));
			if (count <= 0 ||
			    !file_write_all(fds[1 - i].fd, bytes, (size_t)count, NULL))
				return;
		}
	}
}

static int connect_to(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(fd, (struct sockaddr *)(void *)&address, sizeof(address)) < 0)
		_exit(1);
	return fd;
}

static void serve_client(int client, int heard, const struct proxy_options *options)
{
	static const char refusal[] = "HTTP/1.1 407 Proxy Authentication Required\r\n"
				      "Proxy-Authenticate: Basic realm=\"x\"\r\n"
				      "Content-Length: 0\r\nConnection: close\r\n\r\n";
	static const char accepted[] = "HTTP/1.1 200 Connection established\r\n\r\n";
	char head[4096] = "";
	size_t length = 0;
	while (!strstr(head, "\r\n\r\n") && length < sizeof(head) - 1) {
		ssize_t count = read(client, head + length, sizeof(head) - 1 - length);
		if (count <= 0)
			_exit(1);
		length += (size_t)count;
		head[length] = '\0';
	}
	file_write_all(heard, head, length, NULL);
	if (options->wants_password && !strstr(head, "Proxy-Authorization")) {
		file_write_all(client, refusal, sizeof(refusal) - 1, NULL);
		_exit(0);
	}
	const char *colon = strchr(head, ':');
	int named = colon ? (int)strtol(colon + 1, NULL, 10) : 0;
	int server = connect_to(options->to_port ? options->to_port : named);
	file_write_all(client, accepted, sizeof(accepted) - 1, NULL);
	pump(client, server);
	_exit(0);
}

static noreturn void serve_proxy(int listener, int heard, const struct proxy_options *options)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int client = accept(listener, NULL, NULL);
		if (client < 0)
			_exit(0);
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			serve_client(client, heard, options);
		}
		close(client);
	}
}

void proxy_start(struct proxy *proxy, const struct proxy_options *options)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int heard[2];
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(listener, (struct sockaddr *)(void *)&address, size), 0);
	assert_int_equal(listen(listener, 16), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)(void *)&address, &size), 0);
	assert_int_equal(pipe2(heard, O_CLOEXEC | O_NONBLOCK), 0);
	proxy->port = ntohs(address.sin_port);
	proxy->process = fork();
	assert_true(proxy->process >= 0);
	if (proxy->process == 0)
		serve_proxy(listener, heard[1], options);
	close(listener);
	close(heard[1]);
	proxy->heard = heard[0];
}

void proxy_stop(struct proxy *proxy, char *heard, size_t size)
{
	ssize_t count = read(proxy->heard, heard, size - 1);
	heard[count > 0 ? count : 0] = '\0';
	kill(proxy->process, SIGKILL);
	waitpid(proxy->process, NULL, 0);
	close(proxy->heard);
}

void proxy_use(const struct proxy *proxy, const char *user)
{
	char url[128];
	snprintf(url, sizeof(url), "http://%s127.0.0.1:%d", user, proxy->port);
	setenv("HTTPS_PROXY", url, 1);
}
