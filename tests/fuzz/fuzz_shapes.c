/*
 * Answers of every table (api/shapes.h) but lists of messages, and a country's prices: the first byte,
 * a letter from 'a' on, chooses which. Two different cuts must give the same, and nothing may crash.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../unit/api/oracle_shape.h"
#include "api/page.h"
#include "api/shapes.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct page_shape *const shapes[] = {
	&page_of_services,     &page_of_service,         &page_of_pool_numbers,
	&page_of_pool_codes,   &page_of_pool_alphas,     &page_of_pool_channels,
	&page_of_pool_channel, &page_of_channel_senders, &page_of_numbers,
	&page_of_short_codes,  &page_of_media,           &page_of_countries,
	&page_of_accounts,     &page_of_feedback,        &page_of_prices,
	&page_of_message,      &page_of_account,         &page_of_balance,
	&page_of_pool_number,  &page_of_pool_code,       &page_of_pool_alpha,
	&page_of_short_code,   &page_of_medium,
};

static bool read_page(const struct page_shape *shape, const char *bytes, size_t size, size_t piece,
		      struct page *page)
{
	struct page_reader *reader = page_reader_new(shape);
	bool good = true;
	*page = (struct page){ .count = 0 };
	for (size_t at = 0; good && at < size; at += piece)
		good = page_reader_feed(reader, bytes + at, size - at < piece ? size - at : piece,
					NULL);
	good = good && page_reader_finish(reader, page, NULL);
	page_reader_free(reader);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page whole, cut;
	if (size < 2)
		return 0;
	const struct page_shape *shape = shapes[(unsigned)(data[0] - 'a') % ARRAY_SIZE(shapes)];
	const char *bytes = (const char *)data + 1;
	size--;
	bool good = read_page(shape, bytes, size, size, &whole);
	if (read_page(shape, bytes, size, 1 + size % 7, &cut) != good)
		abort();
	if (good && (whole.count != cut.count || whole.bad_records != cut.bad_records ||
		     (shape->record && oracle_shape_difference(shape, &whole, &cut))))
		abort();
	page_release(&whole);
	page_release(&cut);
	return 0;
}
