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

double process_memory(int process)
{
	char path[64], line[256];
	double kib = -1;
	FILE *status;

	snprintf(path, sizeof(path), "/proc/%d/status", process);
	status = fopen(path, "r");
	while (status && fgets(line, sizeof(line), status))
		if (sscanf(line, "RssAnon: %lf kB", &kib) == 1)
			break;
	if (status)
		fclose(status);
	if (kib < 0)
		test_fail("%s does not say RssAnon", path);
	return kib * 1024;
}
