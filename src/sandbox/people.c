#include "sandbox/people.h"

#include <string.h>

#include "base/mem.h"
#include "sandbox/rng.h"

#define NOBODY UINT32_MAX

/* Prices as of the public price pages, rounded; no summer time, so that a time has one answer. */
const struct country countries[COUNTRY_COUNT] = {
	[COUNTRY_US] = { .iso = "US",
			 .prefix = "+1",
			 .block = "+1",
			 .digits = 2,
			 .capacity = 30000,
			 .language = LANG_EN,
			 .utc_offset = -300,
			 .share = 530,
			 .whatsapp = 25,
			 .price_out = 790,
			 .price_in = 790,
			 .lost = 14,
			 .no_receipt = 8 },
	[COUNTRY_GB] = { .iso = "GB",
			 .prefix = "+44",
			 .block = "+447700900",
			 .digits = 3,
			 .capacity = 700,
			 .language = LANG_EN,
			 .utc_offset = 0,
			 .share = 110,
			 .whatsapp = 160,
			 .price_out = 4630,
			 .price_in = 750,
			 .lost = 16,
			 .no_receipt = 10 },
	[COUNTRY_BR] = { .iso = "BR",
			 .prefix = "+55",
			 .block = "+551190000",
			 .digits = 4,
			 .capacity = 9000,
			 .language = LANG_PT,
			 .utc_offset = -180,
			 .share = 80,
			 .whatsapp = 550,
			 .price_out = 5900,
			 .price_in = 500,
			 .lost = 30,
			 .no_receipt = 25 },
	[COUNTRY_DE] = { .iso = "DE",
			 .prefix = "+49",
			 .block = "+493023125",
			 .digits = 3,
			 .capacity = 1000,
			 .language = LANG_DE,
			 .utc_offset = 60,
			 .share = 70,
			 .whatsapp = 350,
			 .price_out = 10400,
			 .price_in = 750,
			 .lost = 12,
			 .no_receipt = 12 },
	[COUNTRY_MX] = { .iso = "MX",
			 .prefix = "+52",
			 .block = "+52550000",
			 .digits = 4,
			 .capacity = 9000,
			 .language = LANG_ES,
			 .utc_offset = -360,
			 .share = 60,
			 .whatsapp = 480,
			 .price_out = 6500,
			 .price_in = 700,
			 .lost = 24,
			 .no_receipt = 30 },
	[COUNTRY_FR] = { .iso = "FR",
			 .prefix = "+33",
			 .block = "+3363998",
			 .digits = 4,
			 .capacity = 10000,
			 .language = LANG_FR,
			 .utc_offset = 60,
			 .share = 40,
			 .whatsapp = 220,
			 .price_out = 7980,
			 .price_in = 750,
			 .lost = 14,
			 .no_receipt = 12 },
	[COUNTRY_JP] = { .iso = "JP",
			 .prefix = "+81",
			 .block = "+81900000",
			 .digits = 4,
			 .capacity = 10000,
			 .language = LANG_JA,
			 .utc_offset = 540,
			 .share = 35,
			 .whatsapp = 20,
			 .price_out = 8100,
			 .price_in = 750,
			 .lost = 18,
			 .no_receipt = 20 },
	[COUNTRY_IN] = { .iso = "IN",
			 .prefix = "+91",
			 .block = "+9150000",
			 .digits = 5,
			 .capacity = 90000,
			 .language = LANG_HI,
			 .utc_offset = 330,
			 .share = 35,
			 .whatsapp = 520,
			 .price_out = 8320,
			 .price_in = 750,
			 .lost = 55,
			 .no_receipt = 90 },
	[COUNTRY_IL] = { .iso = "IL",
			 .prefix = "+972",
			 .block = "+97250000",
			 .digits = 4,
			 .capacity = 10000,
			 .language = LANG_HE,
			 .utc_offset = 120,
			 .share = 20,
			 .whatsapp = 500,
			 .price_out = 25690,
			 .price_in = 750,
			 .lost = 20,
			 .no_receipt = 15 },
	[COUNTRY_SA] = { .iso = "SA",
			 .prefix = "+966",
			 .block = "+96652000",
			 .digits = 4,
			 .capacity = 10000,
			 .language = LANG_AR,
			 .utc_offset = 180,
			 .share = 20,
			 .whatsapp = 400,
			 .price_out = 19780,
			 .price_in = 750,
			 .lost = 40,
			 .no_receipt = 60 },
};

/* Area codes that none of the account's own numbers has. */
static const char area_codes[][4] = {
	"201", "202", "203", "205", "206", "207", "208", "209", "210", "212", "213", "214", "215",
	"216", "217", "218", "219", "224", "225", "228", "229", "231", "234", "239", "240", "248",
	"251", "252", "253", "254", "256", "260", "262", "267", "269", "270", "281", "301", "302",
	"303", "304", "305", "307", "308", "309", "310", "312", "313", "314", "315", "316", "317",
	"318", "319", "320", "321", "323", "330", "334", "336", "337", "339", "347", "351", "352",
	"360", "361", "386", "401", "402", "404", "405", "406", "407", "408", "409", "410", "412",
	"413", "414", "417", "419", "423", "424", "425", "430", "432", "434", "435", "440", "443",
	"458", "469", "470", "475", "478", "479", "480", "484", "501", "502", "503", "504", "505",
	"507", "508", "509", "510", "513", "515", "516", "517", "518", "520", "530", "540", "541",
	"551", "559", "561", "562", "563", "567", "570", "571", "573", "574", "580", "585", "586",
	"601", "602", "603", "605", "606", "607", "608", "609", "610", "612", "614", "615", "616",
	"617", "618", "619", "620", "623", "626", "630", "631", "636", "641", "646", "650", "651",
	"660", "661", "662", "678", "682", "701", "702", "703", "704", "706", "707", "708", "712",
	"713", "714", "715", "716", "717", "718", "719", "720", "724", "727", "731", "732", "734",
	"740", "754", "757", "760", "763", "765", "770", "772", "773", "774", "775", "781", "785",
	"786", "801", "802", "803", "804", "805", "806", "808", "810", "812", "813", "814", "815",
	"816", "817", "818", "828", "830", "831", "832", "843", "845", "847", "850", "856", "857",
	"858", "859", "860", "863", "864", "865", "870", "901", "903", "904", "906", "907", "908",
	"909", "910", "912", "913", "914", "915", "916", "917", "918", "919", "920", "925", "928",
	"931", "936", "937", "940", "941", "947", "949", "951", "952", "954", "956", "970", "971",
	"972", "973", "978", "979", "980", "985", "989",
};

#define US_FICTION ((uint32_t)(ARRAY_SIZE(area_codes) * 100))

static size_t append_digits(char *text, uint32_t number, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		text[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return (size_t)digits;
}

static size_t append_text(char *text, const char *more)
{
	size_t length = strlen(more);

	memcpy(text, more, length + 1);
	return length;
}

/* A permutation of 0..modulus-1, so that neighbours in the list of contacts do not have neighbouring
 * numbers: times a prime that does not divide the modulus. */
static uint32_t spread(uint32_t ordinal, uint32_t modulus)
{
	static const uint32_t factors[] = { 7919, 6841, 5003, 3989, 1 };

	for (size_t i = 0; i < ARRAY_SIZE(factors); i++)
		if (modulus % factors[i] != 0)
			return (uint32_t)((uint64_t)ordinal * factors[i] % modulus);
	return ordinal;
}

static size_t us_number(uint32_t ordinal, char *text)
{
	size_t at = append_text(text, "+1");

	if (ordinal < US_FICTION) {
		uint32_t n = spread(ordinal, US_FICTION);

		at += append_text(text + at, area_codes[n % ARRAY_SIZE(area_codes)]);
		at += append_text(text + at, "55501");
		at += append_digits(text + at, n / (uint32_t)ARRAY_SIZE(area_codes), 2);
	} else {
		at += append_text(text + at, "555");
		at += append_digits(text + at, 2000000 + ordinal - US_FICTION, 7);
	}
	return at;
}

size_t people_address(const struct people *people, uint32_t contact, char text[static ADDRESS_SIZE])
{
	const struct contact *c = &people->contacts[contact];
	size_t at = c->whatsapp ? append_text(text, "whatsapp:") : 0;

	if (c->country == COUNTRY_US) {
		at += us_number(c->ordinal, text + at);
	} else {
		const struct country *country = &countries[c->country];

		at += append_text(text + at, country->block);
		at += append_digits(text + at, spread(c->ordinal, country->capacity),
				    country->digits);
	}
	text[at] = '\0';
	return at;
}

static uint64_t address_hash(const struct people *people, const char *address, size_t length)
{
	uint64_t hash = people->seed;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)address[i]) * 0x100000001b3u;
	return mix64(hash);
}

bool people_find(const struct people *people, const char *address, size_t length, uint32_t *contact)
{
	uint32_t at = (uint32_t)address_hash(people, address, length) & people->mask;

	for (; people->buckets[at] != NOBODY; at = (at + 1) & people->mask) {
		char text[ADDRESS_SIZE];

		if (people_address(people, people->buckets[at], text) == length &&
		    memcmp(text, address, length) == 0) {
			*contact = people->buckets[at];
			return true;
		}
	}
	return false;
}

static void index_contact(struct people *people, uint32_t contact)
{
	char text[ADDRESS_SIZE];
	size_t length = people_address(people, contact, text);
	uint32_t at = (uint32_t)address_hash(people, text, length) & people->mask;

	while (people->buckets[at] != NOBODY)
		at = (at + 1) & people->mask;
	people->buckets[at] = contact;
}

static int draw_country(uint64_t number)
{
	uint32_t left = pick(number, 1000);
	int country = 0;

	while (country < COUNTRY_COUNT - 1 && left >= countries[country].share)
		left -= countries[country++].share;
	return country;
}

static enum trouble draw_trouble(uint64_t number)
{
	uint32_t of_1000 = pick(number, 1000);

	if (of_1000 < 6)
		return TROUBLE_LANDLINE;
	if (of_1000 < 12)
		return TROUBLE_UNKNOWN;
	return of_1000 < 18 ? TROUBLE_OFF : TROUBLE_NONE;
}

static void make_contact(struct people *people, uint32_t i, uint32_t *used)
{
	struct contact *c = &people->contacts[i];
	uint64_t h = mix(people->seed, i);
	int country = draw_country(h);
	enum trouble trouble;

	if (country != COUNTRY_US && used[country] == countries[country].capacity)
		country = COUNTRY_US;
	c->country = (uint8_t)country;
	c->ordinal = used[country]++;
	c->whatsapp = chance(mix64(h + 1), countries[country].whatsapp);
	c->language = (uint8_t)countries[country].language;
	if (country == COUNTRY_US && chance(mix64(h + 2), 130))
		c->language = LANG_ES;
	if (country == COUNTRY_IN && chance(mix64(h + 2), 400))
		c->language = LANG_EN;
	trouble = draw_trouble(mix64(h + 3));
	c->trouble = (uint8_t)trouble;
}

void people_init(struct people *people, uint64_t seed, uint32_t count)
{
	uint32_t used[COUNTRY_COUNT] = { 0 };
	uint32_t buckets = 16;

	while (buckets < count * 2)
		buckets *= 2;
	*people = (struct people){ .count = count, .mask = buckets - 1, .seed = mix(seed, 0xc0) };
	people->contacts = xcalloc(count, sizeof(*people->contacts));
	people->buckets = xmalloc(buckets * sizeof(*people->buckets));
	memset(people->buckets, 0xff, buckets * sizeof(*people->buckets));
	for (uint32_t i = 0; i < count; i++) {
		make_contact(people, i, used);
		index_contact(people, i);
	}
}

void people_release(struct people *people)
{
	free(people->contacts);
	free(people->buckets);
	*people = (struct people){ 0 };
}

const struct country *country_of_address(const char *address)
{
	const struct country *best = NULL;

	if (strncmp(address, "whatsapp:", 9) == 0)
		address += 9;
	for (int i = 0; i < COUNTRY_COUNT; i++) {
		size_t length = strlen(countries[i].prefix);

		if (strncmp(address, countries[i].prefix, length) == 0 &&
		    (best == NULL || length > strlen(best->prefix)))
			best = &countries[i];
	}
	return best;
}
