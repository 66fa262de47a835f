#include "fetch/pager.h"

#include "base/hash.h"

void pager_release(struct pager *pager)
{
	vec_release(&pager->links);
	vec_release(&pager->firsts);
	pager->stale = 0;
}

/* Adds the hash; false when it is there already. Chains are short enough to be looked through. */
static bool add_new(struct pager_hashes *hashes, uint64_t hash)
{
	for (size_t i = hashes->count; i > 0; i--)
		if (hashes->items[i - 1] == hash)
			return false;
	vec_push(hashes, hash);
	return true;
}

bool pager_accept_first(struct pager *pager, const struct sid *first, struct text next,
			struct error *err)
{
	bool fresh = first &&
		     add_new(&pager->firsts, hash_bytes(first->bytes, sizeof(first->bytes)));
	pager->stale = fresh ? 0 : pager->stale + 1;
	if (!next.data)
		return true;
	if (!add_new(&pager->links, hash_bytes(next.data, next.length)))
		return error_set(err, ERROR_PROTOCOL,
				 "the service goes in circles: the same next page is named twice");
	if (pager->stale >= PAGER_STALE)
		return error_set(err, ERROR_PROTOCOL,
				 "the service goes in circles: %d pages in a row had nothing new",
				 PAGER_STALE);
	return true;
}

bool pager_accept(struct pager *pager, const struct message *messages, size_t count,
		  struct text next, struct error *err)
{
	return pager_accept_first(pager, count ? &messages[0].sid : NULL, next, err);
}
