#include "sandbox/deactivated.h"

#include <string.h>

#include "base/mem.h"
#include "sandbox/rng.h"

#define DAY 86400
#define LINE_MAX_SIZE 16
#define DIGITS 10
/* Area codes N9X, and in each the numbers from 200-0000 on. */
#define AREAS 80
#define NUMBERS 8000000
#define POOL ((uint64_t)AREAS * NUMBERS)
/* A prime that does not divide the pool. */
#define STRIDE 104729u

/* Contacts in the United States that are written to by SMS, and have been. */
static bool is_candidate(const struct account *account, uint32_t contact)
{
	const struct contact *c = &account->people.contacts[contact];

	return c->country == COUNTRY_US && !c->whatsapp && account->plan.last[contact] != PLAN_NONE;
}

static void choose_contacts(struct deactivated *deactivated, const struct account *account,
			    uint32_t wanted)
{
	uint32_t all = account->people.count;
	uint32_t start = pick(mix(deactivated->seed, 1), all);

	for (uint32_t i = 0; i < all && deactivated->contact_count < wanted; i++) {
		uint32_t contact = (start + i) % all;

		if (is_candidate(account, contact))
			people_address(&account->people, contact,
				       deactivated->contacts[deactivated->contact_count++]);
	}
}

void deactivated_init(struct deactivated *deactivated, const struct account *account, int64_t day,
		      uint32_t count)
{
	uint32_t wanted;

	*deactivated = (struct deactivated){
		.seed = mix(account->seed + 0xdea, (uint64_t)day),
		.count = count,
		.form = (enum deactivated_form)account->assume.deactivations,
	};
	wanted = day == account->begun / DAY - 1 ? DEACTIVATED_CONTACTS_MAX
						 : pick(mix(deactivated->seed, 2), 4);
	choose_contacts(deactivated, account, wanted < count ? wanted : count);
}

static size_t line_size(const struct deactivated *deactivated)
{
	return DIGITS + 2 + (deactivated->form != DEACTIVATED_PLAIN);
}

/* Which contact stands in the line, spread over the file; -1: none. */
static int contact_in_line(const struct deactivated *deactivated, uint32_t line)
{
	uint64_t shares = (uint64_t)deactivated->contact_count * 2;

	for (uint32_t i = 0; i < deactivated->contact_count; i++)
		if (line == (uint64_t)deactivated->count * (i * 2 + 1) / shares)
			return (int)i;
	return -1;
}

/* "1" and ten digits. */
static void write_number(const struct deactivated *deactivated, uint32_t line, char *to)
{
	int contact = contact_in_line(deactivated, line);
	uint64_t place = ((uint64_t)line * STRIDE + deactivated->seed % POOL) % POOL;
	uint64_t area = place / NUMBERS;
	uint64_t number = 2000000 + place % NUMBERS;

	if (contact >= 0) {
		memcpy(to, deactivated->contacts[contact] + 1, DIGITS + 1);
		return;
	}
	to[0] = '1';
	to[1] = (char)('2' + area / 10);
	to[2] = '9';
	to[3] = (char)('0' + area % 10);
	for (int i = DIGITS; i > 3; i--) {
		to[i] = (char)('0' + number % 10);
		number /= 10;
	}
}

static void write_line(const struct deactivated *deactivated, uint32_t line,
		       char to[static LINE_MAX_SIZE])
{
	bool has_plus = deactivated->form == DEACTIVATED_PLUS;
	char *end = to + has_plus + DIGITS + 1;

	to[0] = '+';
	write_number(deactivated, line, to + has_plus);
	if (deactivated->form == DEACTIVATED_CRLF)
		*end++ = '\r';
	end[0] = '\n';
	end[1] = '\n';
}

uint64_t deactivated_size(const struct deactivated *deactivated)
{
	return (uint64_t)deactivated->count * line_size(deactivated);
}

size_t deactivated_read(const struct deactivated *deactivated, uint64_t at, char *to, size_t room)
{
	size_t size = line_size(deactivated);
	size_t done = 0;

	while (done < room && at < deactivated_size(deactivated)) {
		char line[LINE_MAX_SIZE];
		size_t skip = (size_t)(at % size);
		size_t part = size - skip < room - done ? size - skip : room - done;

		write_line(deactivated, (uint32_t)(at / size), line);
		memcpy(to + done, line + skip, part);
		done += part;
		at += part;
	}
	return done;
}
