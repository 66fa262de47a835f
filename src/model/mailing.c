#include "model/mailing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/intern.h"
#include "model/recipients.h"
#include "model/template.h"

#define ADDRESS_BITS 7 /* of the set of addresses: a hundred thousand of them */
#define NO_COLUMN SIZE_MAX

struct mailing_place {
	size_t at; /* byte */
	unsigned line;
};

struct mailing {
	char *file; /* its name */
	struct strbuf bytes;
	struct csv csv;
	char *text; /* the template or NULL */
	char *values[OUTGOING_PARAMETERS];
	enum mailing_repeats repeats;
	int64_t now;
	size_t columns[OUTGOING_PARAMETERS]; /* or NO_COLUMN */
	struct VEC(char *) names;            /* of the columns */
	struct VEC(struct mailing_place) rows;
	struct intern seen;           /* addresses */
	struct VEC(unsigned) seen_in; /* the line of each, by its number - 1 */
	struct VEC(struct mailing_fault) faults;
	struct mailing_count count;
	struct estimate estimate;
};

/* -- columns ----------------------------------------------------------------------------------- */

/* Without regard to case and to blanks around it; a blank inside counts as an underscore. */
static bool is_named(const char *column, const char *name, size_t length)
{
	size_t end;

	column += strspn(column, " \t");
	end = strlen(column);
	while (end && strchr(" \t", column[end - 1]))
		end--;
	if (end != length)
		return false;
	for (size_t i = 0; i < length; i++) {
		char c = column[i] == ' ' ? '_' : column[i];
		char wanted = name[i] == ' ' ? '_' : name[i];

		if (strncasecmp(&c, &wanted, 1) != 0)
			return false;
	}
	return true;
}

static size_t find_column(const struct mailing *mailing, const char *name, size_t length)
{
	for (size_t i = 0; i < mailing->names.count; i++)
		if (is_named(mailing->names.items[i], name, length))
			return i;
	return NO_COLUMN;
}

static bool is_twice(const struct mailing *mailing, size_t column)
{
	const char *name = mailing->names.items[column];
	size_t start = strspn(name, " \t"), length = strlen(name + start);

	while (length && strchr(" \t", name[start + length - 1]))
		length--;
	return length && find_column(mailing, name + start, length) != column;
}

static bool read_columns(struct mailing *mailing, struct error *err)
{
	enum csv_answer answer = csv_next(&mailing->csv, err);

	if (answer == CSV_FAULT)
		return error_prefix(err, "%s:%u", mailing->file, mailing->csv.line);
	if (answer == CSV_END)
		return error_set(err, ERROR_USAGE, "%s is empty: its first row names the columns",
				 mailing->file);
	for (size_t i = 0; i < mailing->csv.count; i++)
		vec_push(&mailing->names, xstrdup(csv_cell(&mailing->csv, i, NULL)));
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++) {
		const char *name = outgoing_name((enum outgoing_parameter)i);

		mailing->columns[i] = find_column(mailing, name, strlen(name));
	}
	for (size_t i = 0; i < mailing->names.count; i++)
		if (is_twice(mailing, i))
			return error_set(err, ERROR_USAGE, "%s:%u: two columns are called \"%s\"",
					 mailing->file, mailing->csv.line, mailing->names.items[i]);
	return true;
}

/* Each variable of the template must be a column. */
static bool check_text(const struct mailing *mailing, struct error *err)
{
	struct template_part part;
	enum template_kind kind;
	size_t at = 0;

	if (!text_is_valid(mailing->text, strlen(mailing->text)))
		return error_set(err, ERROR_USAGE, "The text is not UTF-8");
	while ((kind = template_next(mailing->text, &at, &part, err)) != TEMPLATE_END) {
		if (kind == TEMPLATE_FAULT)
			return false;
		if (kind == TEMPLATE_VARIABLE &&
		    find_column(mailing, part.data, part.length) == NO_COLUMN)
			return error_set(err, ERROR_USAGE,
					 "%s:%u: no column is called %.*s, which the text wants",
					 mailing->file, mailing->csv.line, (int)part.length,
					 part.data);
	}
	return true;
}

static bool check_columns(const struct mailing *mailing, struct error *err)
{
	if (mailing->columns[OUT_TO] == NO_COLUMN)
		return error_set(err, ERROR_USAGE,
				 "%s:%u: no column is called To: the first row names the columns",
				 mailing->file, mailing->csv.line);
	if (mailing->text)
		return check_text(mailing, err);
	if (mailing->columns[OUT_BODY] == NO_COLUMN && mailing->columns[OUT_CONTENT] == NO_COLUMN &&
	    mailing->columns[OUT_MEDIA] == NO_COLUMN)
		return error_set(err, ERROR_USAGE,
				 "%s:%u: no column is called Body: name a template, or give a text",
				 mailing->file, mailing->csv.line);
	return true;
}

/* -- life -------------------------------------------------------------------------------------- */

struct mailing *mailing_new(const char *file, struct strbuf *bytes,
			    const struct mailing_options *options, int64_t now, struct error *err)
{
	struct mailing *mailing = xcalloc(1, sizeof(*mailing));

	mailing->file = xstrdup(file);
	mailing->bytes = *bytes;
	strbuf_init(bytes, bytes->max);
	mailing->text = options->text ? xstrdup(options->text) : NULL;
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++)
		mailing->values[i] = options->values[i] ? xstrdup(options->values[i]) : NULL;
	mailing->repeats = options->repeats;
	mailing->now = now;
	intern_init(&mailing->seen, ADDRESS_BITS);
	csv_init(&mailing->csv, mailing->bytes.data, mailing->bytes.length);
	if (read_columns(mailing, err) && check_columns(mailing, err))
		return mailing;
	mailing_free(mailing);
	return NULL;
}

void mailing_free(struct mailing *mailing)
{
	if (!mailing)
		return;
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++)
		mem_wipe_free(mailing->values[i]);
	for (size_t i = 0; i < mailing->names.count; i++)
		free(mailing->names.items[i]);
	for (size_t i = 0; i < mailing->faults.count; i++)
		mem_wipe_free(mailing->faults.items[i].words);
	vec_release(&mailing->names);
	vec_release(&mailing->rows);
	vec_release(&mailing->seen_in);
	vec_release(&mailing->faults);
	intern_release(&mailing->seen);
	estimate_release(&mailing->estimate);
	csv_release(&mailing->csv);
	strbuf_wipe(&mailing->bytes);
	mem_wipe_free(mailing->text);
	free(mailing->file);
	free(mailing);
}

/* -- a row ------------------------------------------------------------------------------------- */

/* What a row says: points into the row that was read last, and into `body`. */
struct mailing_message {
	struct outgoing outgoing;
	struct strbuf body;  /* where the text comes from a template */
	const char *missing; /* a variable without a value; points into the template */
	size_t missing_length;
	const struct mailing *mailing;
};

/* A guard against formulas, which other programs put in front of a "+", is no part of an address. */
static const char *unguarded(const char *address)
{
	return address[0] == '\'' && address[1] == '+' ? address + 1 : address;
}

static const char *cell_of(const struct mailing *mailing, enum outgoing_parameter parameter)
{
	size_t column = mailing->columns[parameter];
	const char *cell = column == NO_COLUMN ? "" : csv_cell(&mailing->csv, column, NULL);

	if (parameter == OUT_TO || parameter == OUT_FROM)
		cell = unguarded(cell);
	return *cell || !mailing->values[parameter] ? cell : mailing->values[parameter];
}

static const char *value_of(void *context, const char *name, size_t length)
{
	struct mailing_message *message = context;
	size_t column = find_column(message->mailing, name, length);
	const char *cell = csv_cell(&message->mailing->csv, column, NULL);

	if (*cell)
		return cell;
	message->missing = name;
	message->missing_length = length;
	return NULL;
}

/* What the row that was read last says. */
static bool read_message(const struct mailing *mailing, struct mailing_message *message,
			 struct error *err)
{
	*message = (struct mailing_message){
		.body = STRBUF_INIT(STRBUF_TEXT),
		.mailing = mailing,
	};
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++)
		message->outgoing.values[i] = cell_of(mailing, (enum outgoing_parameter)i);
	if (!mailing->text)
		return true;
	if (!template_fill(mailing->text, value_of, message, false, &message->body, NULL))
		return error_set(err, ERROR_USAGE,
				 "the cell of %.*s is empty, and the text wants it",
				 (int)message->missing_length, message->missing);
	message->outgoing.values[OUT_BODY] = message->body.data;
	return true;
}

/* The one recipient of a row, as the API takes it; the caller frees it. NULL: there is not one. */
static char *recipient_of(const char *to, struct error *err)
{
	struct recipients recipients = RECIPIENTS_INIT;
	char *address = NULL;

	if (!recipients_parse(&recipients, to, err))
		;
	else if (recipients.addresses.count != 1)
		error_set(err, ERROR_USAGE,
			  recipients.addresses.count
				  ? "a row has one recipient, this one has several"
				  : "To is empty");
	else
		address = xstrdup(recipients.addresses.items[0]);
	recipients_release(&recipients);
	return address;
}

/* -- checking ---------------------------------------------------------------------------------- */

static void add_fault(struct mailing *mailing, unsigned line, const char *words)
{
	if (mailing->faults.count < MAILING_FAULTS_MAX)
		vec_push(&mailing->faults,
			 ((struct mailing_fault){ .line = line, .words = xstrdup(words) }));
}

static enum mailing_answer bad(struct mailing *mailing, struct error *err)
{
	mailing->count.bad++;
	add_fault(mailing, mailing->csv.line, error_text(err));
	error_release(err);
	return MAILING_LEFT_OUT;
}

static bool is_utf8(const struct csv *csv)
{
	return text_is_valid(csv->bytes.data, csv->bytes.length);
}

static bool check_row(const struct mailing *mailing, const struct mailing_message *message,
		      struct error *err)
{
	enum outgoing_parameter at;

	return outgoing_check(&message->outgoing, mailing->now, &at, err);
}

/* Whether somebody is sent to who was in a row before, and is to get one message. */
static bool is_repeated(struct mailing *mailing, const char *to)
{
	const struct text address = { to, strlen(to) };
	uint32_t number = intern_find(&mailing->seen, address);
	struct strbuf words = STRBUF_INIT(STRBUF_LINE);

	if (number == INTERN_NOT_FOUND) {
		intern_add(&mailing->seen, address);
		vec_push(&mailing->seen_in, mailing->csv.line);
		return false;
	}
	mailing->count.repeated++;
	if (mailing->repeats == REPEATS_REFUSED) {
		strbuf_addf(&words, "%s is in line %u already", to,
			    mailing->seen_in.items[number - 1]);
		add_fault(mailing, mailing->csv.line, words.data);
	}
	strbuf_wipe(&words);
	return mailing->repeats != REPEATS_ALL;
}

static void add_to_estimate(struct mailing *mailing, const struct outgoing *outgoing,
			    const char *to)
{
	const char *body = outgoing->values[OUT_BODY];
	struct segments size;

	segments_count((struct text){ body, strlen(body) }, &size);
	estimate_add(&mailing->estimate, to, outgoing->values[OUT_FROM], &size,
		     *outgoing->values[OUT_MEDIA] != '\0');
}

static enum mailing_answer take_row(struct mailing *mailing, char ***form)
{
	enum mailing_answer answer = MAILING_LEFT_OUT;
	struct mailing_message message = { .body = STRBUF_INIT(STRBUF_TEXT) };
	struct error err = ERROR_INIT;
	char *to = NULL;

	if (!is_utf8(&mailing->csv)) {
		error_set(&err, ERROR_USAGE, "this is not UTF-8: save the file as CSV UTF-8");
		return bad(mailing, &err);
	}
	if (!read_message(mailing, &message, &err) ||
	    !(to = recipient_of(message.outgoing.values[OUT_TO], &err)) ||
	    !check_row(mailing, &message, &err)) {
		bad(mailing, &err);
	} else if (!is_repeated(mailing, to)) {
		add_to_estimate(mailing, &message.outgoing, to);
		*form = outgoing_form(&message.outgoing, to, mailing->now);
		answer = MAILING_ROW;
	}
	strbuf_wipe(&message.body);
	mem_wipe_free(to);
	return answer;
}

static enum mailing_answer broken(struct mailing *mailing, unsigned line, const char *words)
{
	mailing->count.broken = true;
	mailing->count.bad++;
	add_fault(mailing, line, words);
	return MAILING_END;
}

/* The next row of the file, and where it is. */
static enum csv_answer next_row(struct mailing *mailing, struct error *err)
{
	struct mailing_place place = { mailing->csv.at, mailing->csv.next_line };
	enum csv_answer answer = csv_next(&mailing->csv, err);

	if (answer == CSV_ROW)
		vec_push(&mailing->rows, place);
	return answer;
}

enum mailing_answer mailing_next(struct mailing *mailing, char ***form)
{
	struct error err = ERROR_INIT;
	enum mailing_answer answer = MAILING_END;

	if (mailing->count.broken)
		return MAILING_END;
	switch (next_row(mailing, &err)) {
	case CSV_END:
		break;
	case CSV_FAULT:
		answer = broken(mailing, mailing->csv.line, error_text(&err));
		break;
	case CSV_ROW:
		if (mailing->rows.count > MAILING_ROWS_MAX)
			return broken(mailing, mailing->csv.line,
				      "a list has at most 100,000 rows: send it in parts");
		mailing->count.rows++;
		answer = take_row(mailing, form);
		break;
	}
	error_release(&err);
	return answer;
}

bool mailing_index(struct mailing *mailing, struct error *err)
{
	enum csv_answer answer;

	while ((answer = next_row(mailing, err)) == CSV_ROW)
		;
	return answer == CSV_END || error_prefix(err, "%s:%u", mailing->file, mailing->csv.line);
}

/* -- a row again ------------------------------------------------------------------------------- */

static char **make_form(struct mailing *mailing, int64_t send_at)
{
	struct mailing_message message;
	char when[DATE_ISO_SIZE] = "";
	char **form = NULL;
	char *to = NULL;

	if (read_message(mailing, &message, NULL) &&
	    (to = recipient_of(message.outgoing.values[OUT_TO], NULL))) {
		if (!date_format_iso(send_at, when))
			when[0] = '\0';
		message.outgoing.values[OUT_SEND_AT] = when;
		form = outgoing_form(&message.outgoing, to, mailing->now);
	}
	strbuf_wipe(&message.body);
	mem_wipe_free(to);
	return form;
}

char **mailing_form(struct mailing *mailing, uint32_t row, int64_t send_at)
{
	const struct mailing_place *place =
		row && row <= mailing->rows.count ? &mailing->rows.items[row - 1] : NULL;

	if (!place)
		return NULL;
	csv_go(&mailing->csv, place->at, place->line);
	return csv_next(&mailing->csv, NULL) == CSV_ROW ? make_form(mailing, send_at) : NULL;
}

unsigned mailing_line(const struct mailing *mailing, uint32_t row)
{
	return row && row <= mailing->rows.count ? mailing->rows.items[row - 1].line : 0;
}

/* -- what there is ----------------------------------------------------------------------------- */

const struct mailing_count *mailing_count(const struct mailing *mailing)
{
	return &mailing->count;
}

const struct estimate *mailing_estimate(const struct mailing *mailing)
{
	return &mailing->estimate;
}

size_t mailing_faults(const struct mailing *mailing, const struct mailing_fault **faults)
{
	*faults = mailing->faults.items;
	return mailing->faults.count;
}
