#include "measure.h"

#include <dirent.h>
#include <time.h>

#include "support/fail.h"

void samples_add(struct samples *samples, double value)
{
	vec_push(samples, value);
}

void samples_release(struct samples *samples)
{
	vec_release(samples);
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

double samples_at(const struct samples *samples, size_t percent)
{
	double *sorted, value;
	size_t rank;

	if (samples->count == 0)
		return 0;
	sorted = xmemdup(samples->items, samples->count * sizeof(*sorted));
	qsort(sorted, samples->count, sizeof(*sorted), compare);
	rank = (samples->count * percent + 99) / 100;
	value = sorted[rank > 0 ? rank - 1 : 0];
	free(sorted);
	return value;
}

double samples_mean(const struct samples *samples)
{
	double sum = 0;

	for (size_t i = 0; i < samples->count; i++)
		sum += samples->items[i];
	return samples->count ? sum / (double)samples->count : 0;
}

/* A line of /proc/PROCESS/status, in bytes; below 0 when there is none. */
static double read_status(int process, const char *name)
{
	char path[64], line[256];
	double kib = -1;
	FILE *status;

	snprintf(path, sizeof(path), "/proc/%d/status", process);
	status = fopen(path, "r");
	while (status && fgets(line, sizeof(line), status))
		if (strncmp(line, name, strlen(name)) == 0 &&
		    sscanf(line + strlen(name), ": %lf kB", &kib) == 1)
			break;
	if (status)
		fclose(status);
	return kib * 1024;
}

double process_memory(int process)
{
	double bytes = read_status(process, "RssAnon");

	if (bytes < 0)
		test_fail("/proc/%d/status does not say RssAnon", process);
	return bytes;
}

double process_peak(int process)
{
	double bytes = read_status(process, "VmHWM");

	return bytes < 0 ? 0 : bytes;
}

/* Sums up what `read` says of each thread of a process. */
static double sum_of_threads(int process, double (*read)(const char *directory))
{
	char path[64], thread[64 + 256 + 2];
	const struct dirent *entry;
	double sum = 0;
	DIR *tasks;

	snprintf(path, sizeof(path), "/proc/%d/task", process);
	tasks = opendir(path);
	if (!tasks)
		test_fail("%s cannot be read: %m", path);
	while ((entry = readdir(tasks))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(thread, sizeof(thread), "%s/%s", path, entry->d_name);
		sum += read(thread);
	}
	closedir(tasks);
	return sum;
}

static double read_cpu(const char *directory)
{
	char path[400];
	double ns = 0;

	snprintf(path, sizeof(path), "%s/schedstat", directory);
	FILE *file = fopen(path, "r");
	if (file && fscanf(file, "%lf", &ns) != 1)
		ns = 0;
	if (file)
		fclose(file);
	return ns / 1e9;
}

static double read_wakeups(const char *directory)
{
	char path[400], line[256];
	double count = 0;

	snprintf(path, sizeof(path), "%s/status", directory);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "voluntary_ctxt_switches: %lf", &count) == 1)
			break;
	if (file)
		fclose(file);
	return count;
}

double process_cpu(int process)
{
	return sum_of_threads(process, read_cpu);
}

double process_wakeups(int process)
{
	return sum_of_threads(process, read_wakeups);
}

double own_cpu(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
