#include "fetch/seam.h"

#include "base/date.h"

void seam_init(struct seam *seam)
{
	*seam = (struct seam){ .oldest = DATE_NONE };
}

void seam_release(struct seam *seam)
{
	vec_release(&seam->sids);
}

static bool was_there(const struct seam *seam, const struct message *message)
{
	if (message->date_sent != DATE_NONE && seam->oldest != DATE_NONE &&
	    message->date_sent < seam->oldest)
		return false;
	for (size_t i = 0; i < seam->sids.count; i++)
		if (sid_equal(&seam->sids.items[i], &message->sid))
			return true;
	return false;
}

size_t seam_join(struct seam *seam, struct message *messages, size_t count)
{
	struct seam now;
	size_t kept = 0;
	seam_init(&now);
	for (size_t i = 0; i < count; i++) {
		int64_t sent = messages[i].date_sent;
		vec_push(&now.sids, messages[i].sid);
		if (sent != DATE_NONE && (now.oldest == DATE_NONE || sent < now.oldest))
			now.oldest = sent;
		if (!was_there(seam, &messages[i]))
			messages[kept++] = messages[i];
	}
	seam_release(seam);
	*seam = now;
	return kept;
}
