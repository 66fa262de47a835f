/*
 * fuzz_mailing.c - a CSV file whose rows are messages: a line of its own may be the template before it.
 * What is taken is a message that can be sent to one recipient; the counts add up; a row that is made again
 * by its number, also by who has only indexed the file, is the same message.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "model/mailing.h"
#include "model/recipients.h"

#define NOW INT64_C(1795435320) /* 2026-11-23 11:02 UTC */
#define TEMPLATE '#'            /* begins a file that has one: its first line */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static const char *value_of(char **form, const char *name)
{
	for (; *form; form += 2)
		if (strcmp(*form, name) == 0)
			return form[1];
	return NULL;
}

static void check_form(char **form)
{
	size_t count = 0;

	while (form[count]) {
		demand(text_is_valid(form[count], strlen(form[count])));
		count++;
	}
	demand(count % 2 == 0);
	demand(value_of(form, "To") && recipient_check(value_of(form, "To"), NULL));
}

static void check_same(char **form, char **again)
{
	size_t i = 0;

	for (; form[i] && again[i]; i++)
		demand(strcmp(form[i], again[i]) == 0);
	demand(!form[i] && !again[i]);
}

static struct mailing *open_file(const char *text, const uint8_t *data, size_t size,
				 enum mailing_repeats repeats)
{
	const struct mailing_options options = {
		.text = text,
		.values = { [OUT_SERVICE] = "MG00000000000000000000000000000001" },
		.repeats = repeats,
	};
	struct strbuf bytes = STRBUF_INIT(MAILING_FILE_MAX);
	struct error err = ERROR_INIT;
	struct mailing *mailing;

	strbuf_add(&bytes, data, size);
	mailing = mailing_new("file", &bytes, &options, NOW, &err);
	demand(bytes.length == 0);
	demand(mailing ? err.kind == ERROR_NONE : err.kind != ERROR_NONE && *error_text(&err));
	error_release(&err);
	return mailing;
}

/* Each message is the same when its row is made again. */
static void check_again(struct mailing *mailing, struct mailing *indexed, uint32_t row, char **form)
{
	int64_t when = DATE_NONE;
	const char *text = value_of(form, "SendAt");
	struct mailing *both[] = { mailing, indexed };

	demand(!text || date_parse_iso(text, strlen(text), &when));
	for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
		char **again = mailing_form(both[i], row, when);

		demand(again != NULL);
		check_same(form, again);
		outgoing_form_free(again);
	}
}

static void check_counts(const struct mailing *mailing, size_t rows, size_t sent, size_t left_out)
{
	const struct mailing_count *count = mailing_count(mailing);
	const struct mailing_fault *faults;
	size_t told = mailing_faults(mailing, &faults);

	demand(count->rows == rows && sent + left_out == rows);
	demand(count->bad + count->repeated >= left_out);
	demand(count->bad <= left_out + count->broken);
	demand(told <= MAILING_FAULTS_MAX && told <= count->bad + count->repeated);
	demand(told > 0 || count->bad == 0);
	for (size_t i = 0; i < told; i++)
		demand(faults[i].line >= 1 && *faults[i].words);
}

static void read_rows(struct mailing *mailing, struct mailing *indexed)
{
	struct VEC(char **) forms = { .count = 0 };
	enum mailing_answer answer;
	size_t sent = 0;
	char **form;

	while ((answer = mailing_next(mailing, &form)) != MAILING_END) {
		vec_push(&forms, answer == MAILING_ROW ? form : NULL);
		sent += answer == MAILING_ROW;
	}
	check_counts(mailing, forms.count, sent, forms.count - sent);
	demand(mailing_index(indexed, NULL) == !mailing_count(mailing)->broken);
	demand(!mailing_form(mailing, 0, DATE_NONE));
	for (uint32_t row = 1; row <= forms.count; row++) {
		form = forms.items[row - 1];
		demand(mailing_line(mailing, row) > 1);
		demand(mailing_line(mailing, row) == mailing_line(indexed, row));
		if (!form)
			continue;
		check_form(form);
		check_again(mailing, indexed, row, form);
		outgoing_form_free(form);
	}
	vec_release(&forms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size && *data == TEMPLATE ? memchr(data, '\n', size) : NULL;
	char *text = end ? xstrndup((const char *)data + 1, (size_t)(end - data) - 1) : NULL;

	hash_init();
	if (end) {
		size -= (size_t)(end - data) + 1;
		data = end + 1;
	}
	for (unsigned repeats = REPEATS_REFUSED; repeats <= REPEATS_ALL; repeats++) {
		enum mailing_repeats how = (enum mailing_repeats)repeats;
		struct mailing *mailing = open_file(text, data, size, how);
		struct mailing *indexed = mailing ? open_file(text, data, size, how) : NULL;

		if (mailing)
			read_rows(mailing, indexed);
		mailing_free(mailing);
		mailing_free(indexed);
	}
	free(text);
	return 0;
}
