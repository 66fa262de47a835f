#include "gate.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/vec.h"

/* Ends of connections: the two of a pair are neighbours, 0 and 1, 2 and 3, … */
struct keeper {
	int listener, control;
	int to;
	struct VEC(struct pollfd) fds;
};

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
				     .sin_port = htons((uint16_t)port),
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void reset(int fd)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	close(fd);
}

static void end_pair(struct keeper *keeper, size_t pair)
{
	reset(keeper->fds.items[pair].fd);
	reset(keeper->fds.items[pair + 1].fd);
	vec_remove(&keeper->fds, pair + 1);
	vec_remove(&keeper->fds, pair);
}

static void let_in(struct keeper *keeper)
{
	struct sockaddr_in address = loopback(keeper->to);
	int client = accept(keeper->listener, NULL, NULL);
	int server;

	if (client < 0)
		return;
	server = keeper->to ? socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
	if (server < 0 ||
	    connect(server, (struct sockaddr *)(void *)&address, sizeof(address)) < 0) {
		reset(client);
		if (server >= 0)
			close(server);
		return;
	}
	vec_push(&keeper->fds, ((struct pollfd){ .fd = client, .events = POLLIN }));
	vec_push(&keeper->fds, ((struct pollfd){ .fd = server, .events = POLLIN }));
}

/* False at the end of either side. */
static bool pass_on(const struct keeper *keeper, size_t from)
{
	char bytes[16384];
	ssize_t count = read(keeper->fds.items[from].fd, bytes, sizeof(bytes));

	return count > 0 &&
	       file_write_all(keeper->fds.items[from ^ 1].fd, bytes, (size_t)count, NULL);
}

static void turn(struct keeper *keeper)
{
	if (read(keeper->control, &keeper->to, sizeof(keeper->to)) != sizeof(keeper->to))
		_exit(0);
	while (keeper->fds.count)
		end_pair(keeper, 0);
	file_write_all(keeper->control, "", 1, NULL);
}

static noreturn void keep(struct keeper *keeper)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	for (;;) {
		struct pollfd doors[] = { { .fd = keeper->control, .events = POLLIN },
					  { .fd = keeper->listener, .events = POLLIN } };
		struct VEC(struct pollfd) all = { 0 };

		vec_push(&all, doors[0]);
		vec_push(&all, doors[1]);
		for (size_t i = 0; i < keeper->fds.count; i++)
			vec_push(&all, keeper->fds.items[i]);
		if (poll(all.items, all.count, -1) < 0)
			_exit(1);
		for (size_t pair = keeper->fds.count; pair >= 2; pair -= 2) {
			bool good = true;

			for (size_t i = pair - 2; i < pair; i++)
				if (good && all.items[2 + i].revents)
					good = pass_on(keeper, i);
			if (!good)
				end_pair(keeper, pair - 2);
		}
		if (all.items[1].revents)
			let_in(keeper);
		if (all.items[0].revents)
			turn(keeper);
		vec_release(&all);
	}
}

void gate_open(struct gate *gate, int to)
{
	struct sockaddr_in address = loopback(0);
	socklen_t size = sizeof(address);
	struct keeper keeper = { .listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
				 .to = to };
	int control[2];

	assert_int_equal(bind(keeper.listener, (struct sockaddr *)(void *)&address, size), 0);
	assert_int_equal(listen(keeper.listener, 64), 0);
	assert_int_equal(getsockname(keeper.listener, (struct sockaddr *)(void *)&address, &size),
			 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control), 0);
	gate->port = ntohs(address.sin_port);
	gate->control = control[0];
	keeper.control = control[1];
	gate->process = fork();
	assert_true(gate->process >= 0);
	if (gate->process == 0) {
		close(control[0]);
		keep(&keeper);
	}
	close(control[1]);
	close(keeper.listener);
}

void gate_turn(struct gate *gate, int to)
{
	char done;

	assert_true(file_write_all(gate->control, (const char *)&to, sizeof(to), NULL));
	assert_int_equal(read(gate->control, &done, 1), 1);
}

void gate_close(struct gate *gate)
{
	if (!gate->process)
		return;
	kill(gate->process, SIGKILL);
	waitpid(gate->process, NULL, 0);
	close(gate->control);
}
