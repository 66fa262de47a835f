/*
 * erase_scope.c - whose messages an erasure is about, told by a journal without saying it.
 *
 * A hash of a phone number is no secret: there are so few numbers that all of them can be tried. So the
 * hash is under a key that is made from the account's secret. Who can try numbers with it could list the
 * account's messages, too, and would learn more by that. All addresses go into one hash: who knows some of
 * them learns nothing of the others.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ops/erase_internal.h"

/* What is hashed begins with the salt of the journal and one of these. */
#define FOR_KEY 0
#define FOR_ADDRESSES 1

#define FORMS_MAX ((size_t)1 << 30) /* bytes */

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All forms, in whatever order and however often they were given. */
static void add_forms(const struct erase *erase, struct strbuf *out)
{
	size_t count = erase->forms.count;
	char **sorted = xcalloc(count + 1, sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		sorted[i] = erase->forms.items[i];
	qsort(sorted, count, sizeof(*sorted), compare);
	for (size_t i = 0; i < count; i++)
		strbuf_add(out, sorted[i], strlen(sorted[i]) + 1);
	free(sorted);
}

static void hash(const struct erase *erase, const struct plan *plan, char what,
		 uint8_t digest[static SHA256_SIZE])
{
	struct strbuf text = STRBUF_INIT(FORMS_MAX);

	strbuf_add(&text, (const char *)plan->salt, sizeof(plan->salt));
	strbuf_addch(&text, what);
	if (what == FOR_ADDRESSES)
		add_forms(erase, &text);
	hmac_sha256(erase->wanted.key, ERASE_KEY_SIZE, text.data, text.length, digest);
	strbuf_wipe(&text);
}

void erase_sign(const struct erase *erase, struct plan *plan)
{
	const struct erase_wanted *wanted = &erase->wanted;
	uint8_t digest[SHA256_SIZE];

	if (!wanted->key)
		return;
	plan->scope = (struct plan_scope){
		.known = true,
		.media = wanted->media,
		.filtered = wanted->filter != NULL,
		.since = wanted->since,
		.until = wanted->until,
		.addresses = (uint32_t)erase->addresses,
	};
	hash(erase, plan, FOR_KEY, digest);
	memcpy(plan->scope.key, digest, sizeof(plan->scope.key));
	hash(erase, plan, FOR_ADDRESSES, plan->scope.tag);
}

bool erase_can_list(const struct plan *plan, bool *addresses)
{
	*addresses = plan->scope.addresses > 0;
	return plan->erasure && plan->scope.known && !plan->scope.filtered;
}

bool erase_fits(const struct erase *erase, const struct plan *plan, struct error *err)
{
	uint8_t digest[SHA256_SIZE];

	if (!plan->erasure)
		return error_set(err, ERROR_REFUSED, "These changes are no erasure of addresses");
	if (!plan->scope.known || plan->scope.filtered)
		return error_set(err, ERROR_REFUSED,
				 "The journal does not tell whose messages these were%s",
				 plan->scope.filtered ? ": a filter chose them" : "");
	/* Of the whole account there is nothing to compare. */
	if (!plan->scope.addresses && !erase->addresses)
		return true;
	hash(erase, plan, FOR_KEY, digest);
	if (memcmp(digest, plan->scope.key, sizeof(plan->scope.key)) != 0)
		return error_set(err, ERROR_REFUSED,
				 "The addresses cannot be compared with the journal's, because "
				 "msgdeck signs in with another secret than then: go on without "
				 "them, and erase them again");
	hash(erase, plan, FOR_ADDRESSES, digest);
	if (memcmp(digest, plan->scope.tag, sizeof(plan->scope.tag)) == 0)
		return true;
	if (erase->addresses != plan->scope.addresses)
		return error_set(
			err, ERROR_REFUSED,
			"These are not the addresses of then: there %s %u, and these are %zu",
			plan->scope.addresses == 1 ? "was" : "were",
			(unsigned)plan->scope.addresses, erase->addresses);
	return error_set(err, ERROR_REFUSED, "%s not the address%s of then",
			 erase->addresses == 1 ? "This is" : "These are",
			 erase->addresses == 1 ? "" : "es");
}

void erase_adopt(struct erase *erase, const struct plan *plan)
{
	for (size_t i = 0; i < plan->items.count; i++) {
		const struct plan_item *item = &plan->items.items[i];

		if (op_verb((enum op)item->op)->object == OP_ON_MESSAGE &&
		    erase_known(erase, &item->sid) == IDSET_NONE)
			erase_remember(erase, &item->sid);
	}
}
