#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "figures.h"
#include "measure.h"
#include "parts.h"
#include "reference.h"
#include "support/fail.h"
#include "support/place.h"
#include "support/term.h"

#define LOOK_MS 20
#define UNORDERED "--unordered"
#define MIB (1024.0 * 1024.0)
#define MB 1e6

static const char shown[] = "null-dates=listed", hidden[] = "null-dates=unlisted";

struct run {
	double wall_s, cpu_s, peak, bytes;
};

static bool write_to_rows(void)
{
	int fd = open("rows", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	return fd >= 0 && dup2(fd, STDOUT_FILENO) >= 0;
}

static pid_t start(struct place *place, const char *option)
{
	const bool unordered = option && strcmp(option, UNORDERED) == 0;
	const char *argv[] = { "msgdeck",
			       "export",
			       "messages",
			       unordered ? option : "--output=rows",
			       unordered ? NULL : option,
			       NULL };
	char *path = place_program(argv[0]);
	const char *const *env = place_environment(place);
	pid_t process = fork();

	if (process < 0)
		test_fail("no process: %m");
	if (process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (chdir(place_home(place)) == 0 && (!unordered || write_to_rows()))
			execve(path, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)env);
		_exit(127);
	}
	free(path);
	return process;
}

/* The peak is looked at while it runs: what the system reports afterwards counts our own before the
 * program took our place. */
static void watch(pid_t process, struct run *run)
{
	int64_t begin = clock_mono_ns();
	struct rusage usage;
	int status;

	while (wait4(process, &status, WNOHANG, &usage) == 0) {
		double peak = process_peak((int)process);

		run->peak = peak > run->peak ? peak : run->peak;
		poll(NULL, 0, LOOK_MS);
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		test_fail("the export failed: wait status 0x%x", (unsigned)status);
	run->wall_s = (double)(clock_mono_ns() - begin) / 1e9;
	run->cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		     (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double size_of_rows(struct place *place)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct stat info;

	strbuf_addf(&path, "%s/rows", place_home(place));
	if (stat(path.data, &info) != 0)
		test_fail("%s is not there: %m", path.data);
	strbuf_release(&path);
	return (double)info.st_size;
}

/* One export: of everything or of what `option` leaves, where filters do what `assume` says. */
static void measure(size_t messages, int latency_ms, const char *assume, const char *option)
{
	char count[32], latency[32];
	const char *options[] = { "--messages", count,  "--latency", latency,
				  "--assume",   assume, "--no-gzip", NULL };
	struct reference reference;
	struct run run = { .peak = 0 };

	snprintf(count, sizeof(count), "%zu", messages);
	snprintf(latency, sizeof(latency), "%d", latency_ms);
	struct sandbox *sandbox = sandbox_start(options, 0);
	reference_read(sandbox, false, NULL, &reference);
	struct place *place = place_new("dumb", TERM_NOW, sandbox_environment(sandbox));
	watch(start(place, option), &run);
	run.bytes = size_of_rows(place);
	place_free(place);
	sandbox_stop(sandbox);
	printf("  %8zu  %4d ms  %-12s  %-8s  %8.2f  %8.2f %6.1f   %6.2f   %9.1f   %8.1f\n",
	       messages, latency_ms, option ? option : "everything", strchr(assume, '=') + 1,
	       reference.all_s, run.wall_s, reference.all_s / run.wall_s,
	       run.cpu_s * 1e6 / (double)messages, run.bytes / MIB, run.peak / MIB);
	figure_set(FIGURE_EXPORT_MEMORY, run.peak / MB, 0);
	if (latency_ms && strcmp(assume, shown) == 0)
		figure_set(FIGURE_EXPORT, reference.all_s / run.wall_s, reference.all_s);
}

void bench_export(const struct bench *bench)
{
	printf("\nExport to a file, in order unless it says so (x: how much faster than one page after\n"
	       "another, thrown away). Never sent: whether date filters show such messages; where they do not, an\n"
	       "export of everything is page after page, because nothing else is complete.\n");
	printf("  messages  latency  of            never     pages, s    export, s  x   us each   "
	       "written, MiB   peak, MiB\n");
	measure(bench->messages, 100, shown, NULL);
	measure(bench->messages, 100, shown, UNORDERED);
	measure(bench->messages, 100, hidden, "--since=400d");
	measure(bench->messages, 100, hidden, NULL);
	measure(bench->messages, 0, shown, NULL);
	measure(bench->messages * 10, 0, shown, NULL);
	measure(bench->messages * 10, 0, shown, UNORDERED);
}
