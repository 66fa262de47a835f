#include "measure.h"

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
