#include "views/prices/country_list.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "views/list/cells.h"
#include "views/views.h"

/* -- lists ------------------------------------------------------------------------------------- */

struct list_id country_list_id(void)
{
	return list_id(RESOURCE_COUNTRIES, NULL, NULL);
}

struct list_id country_prices_id(const char *iso)
{
	return list_id(RESOURCE_PRICES, NULL, iso);
}

const struct country_prices *country_prices_of(struct session *session, const char *iso)
{
	struct list_id id = country_prices_id(iso);
	const struct collection *prices = lists_peek(session, &id);

	return collection_count(prices) ? collection_at(prices, 0) : NULL;
}

/* -- names ------------------------------------------------------------------------------------- */

static bool is_letters(struct text iso, const char *letters)
{
	return iso.data && iso.length == strlen(letters) &&
	       memcmp(iso.data, letters, iso.length) == 0;
}

void country_name(struct session *session, const char *iso, struct strbuf *out)
{
	struct list_id id = country_list_id();
	const struct collection *countries = lists_peek(session, &id);
	const struct country_prices *prices = country_prices_of(session, iso);
	struct text name = prices ? prices->name : (struct text){ .data = NULL };

	for (size_t i = 0; !name.length && i < collection_count(countries); i++) {
		const struct country *country = collection_at(countries, i);
		if (is_letters(country->iso, iso))
			name = country->name;
	}
	if (name.length)
		cell_text(name, out);
	else
		strbuf_addstr(out, iso);
}

/* "gb" as "GB"; false when these are not two letters. */
static bool read_letters(const char *typed, char iso[static COUNTRY_SIZE])
{
	if (strlen(typed) != COUNTRY_SIZE - 1)
		return false;
	for (size_t i = 0; i < COUNTRY_SIZE; i++) {
		iso[i] = typed[i];
		if (iso[i] >= 'a' && iso[i] <= 'z')
			iso[i] = (char)(iso[i] - 'a' + 'A');
		if (typed[i] && !(iso[i] >= 'A' && iso[i] <= 'Z'))
			return false;
	}
	return true;
}

static bool name_has(const struct country *country, const struct strbuf *folded)
{
	return country->name.data && text_contains_folded(country->name.data, country->name.length,
							  folded->data, folded->length);
}

/* The only country whose name has what is typed; COLLECTION_NONE: none, or not only one. */
static size_t find_by_name(const struct collection *countries, const char *typed, size_t *found)
{
	struct strbuf folded = STRBUF_INIT(STRBUF_LINE);
	size_t at = COLLECTION_NONE;

	*found = 0;
	text_fold(&folded, typed, strlen(typed));
	for (size_t i = 0; folded.length && i < collection_count(countries); i++) {
		const struct country *country = collection_at(countries, i);
		if (!name_has(country, &folded))
			continue;
		/* "Niger" is one, though "Nigeria" has it, too. */
		bool whole = country->name.length == strlen(typed);
		at = whole || !*found ? i : at;
		*found = whole ? 1 : *found + 1;
		if (whole)
			break;
	}
	strbuf_release(&folded);
	return at;
}

bool country_letters(const struct country *country, char iso[static COUNTRY_SIZE])
{
	iso[0] = '\0';
	if (country->iso.length != COUNTRY_SIZE - 1)
		return false;
	memcpy(iso, country->iso.data, COUNTRY_SIZE - 1);
	iso[COUNTRY_SIZE - 1] = '\0';
	return true;
}

static bool find_trimmed(struct session *session, const char *typed, char iso[static COUNTRY_SIZE],
			 struct error *err)
{
	struct list_id id = country_list_id();
	const struct collection *countries = lists_peek(session, &id);
	size_t found;

	if (read_letters(typed, iso))
		return true;
	size_t at = find_by_name(countries, typed, &found);
	if (found == 1 && country_letters(collection_at(countries, at), iso))
		return true;
	if (found > 1)
		return error_set(err, ERROR_USAGE, "%zu countries are called like that", found);
	return error_set(err, ERROR_USAGE,
			 "Give a country's two letters (GB), or a part of its name");
}

bool country_find(struct session *session, const char *typed, char iso[static COUNTRY_SIZE],
		  struct error *err)
{
	const char *start = typed + strspn(typed, " ");
	size_t length = strlen(start);
	bool found;

	while (length && start[length - 1] == ' ')
		length--;
	char *trimmed = xstrndup(start, length);
	found = find_trimmed(session, trimmed, iso, err);
	free(trimmed);
	return found;
}

void country_complete(struct session *session, const char *typed, struct completion *completion)
{
	struct list_id id = country_list_id();
	const struct collection *countries = lists_peek(session, &id);
	struct strbuf folded = STRBUF_INIT(STRBUF_LINE);
	struct strbuf iso = STRBUF_INIT(STRBUF_LINE), name = STRBUF_INIT(STRBUF_LINE);

	text_fold(&folded, typed, strlen(typed));
	for (size_t i = 0; i < collection_count(countries); i++) {
		const struct country *country = collection_at(countries, i);
		strbuf_reset(&iso);
		strbuf_reset(&name);
		cell_text(country->iso, &iso);
		cell_text(country->name, &name);
		if (text_contains_folded(iso.data, iso.length, folded.data, folded.length) ||
		    text_contains_folded(name.data, name.length, folded.data, folded.length))
			completion_add(completion, iso.data, name.data);
	}
	strbuf_release(&folded);
	strbuf_release(&iso);
	strbuf_release(&name);
}

unsigned country_open_messages(struct session *session, const char *iso, struct error *err)
{
	char query[32];

	snprintf(query, sizeof(query), "country:%s", iso);
	return views_open(session->shell, "traffic", query, err);
}

/* -- what the cache has ------------------------------------------------------------------------ */

const struct spending *country_spending(const struct session *session)
{
	return session->spending;
}

bool country_spending_work(struct session *session, int64_t deadline_ns)
{
	if (!session->spending)
		session->spending = spending_new(session->store);
	return spending_work(session->spending, deadline_ns);
}

bool country_spending_busy(const struct session *session)
{
	return !session->spending || spending_busy(session->spending);
}

/* -- money ------------------------------------------------------------------------------------- */

void country_add_sums(const struct spending_sums *sums, struct strbuf *out)
{
	char text[DECIMAL_SIZE];

	for (size_t i = 0; i < sums->count; i++) {
		decimal_format(sums->items[i].value, text);
		strbuf_addf(out, "%s%s ", i ? " + " : "", text);
		text_clean(out, sums->items[i].unit.data ? sums->items[i].unit.data : "?",
			   sums->items[i].unit.data ? sums->items[i].unit.length : 1,
			   TEXT_ONE_LINE);
	}
	if (sums->incomplete)
		strbuf_addstr(out, " + …");
}
