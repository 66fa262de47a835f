#include "api/retry.h"

enum outcome outcome_of(const struct answer *answer, enum verb verb, unsigned attempt)
{
	switch (answer->error.kind) {
	case ERROR_NONE:
		break;
	case ERROR_NETWORK:
		return answer->sent ? OUTCOME_NETWORK : OUTCOME_UNSENT;
	case ERROR_PROTOCOL:
		return answer->status && !answer_is_success(answer) ? OUTCOME_NO : OUTCOME_GARBLED;
	default:
		return OUTCOME_FINAL;
	}
	if (answer_is_success(answer))
		return OUTCOME_OK;
	if (answer->status == 404 && answer->json && verb == VERB_DELETE && attempt > 1)
		return OUTCOME_OK;
	if (answer->status == 429)
		return OUTCOME_THROTTLED;
	if (answer->status == 401 || answer->status == 403)
		return OUTCOME_DENIED;
	return answer->status >= 500 ? OUTCOME_SERVER : OUTCOME_NO;
}

bool outcome_is_unclear(enum outcome outcome, bool sent)
{
	switch (outcome) {
	case OUTCOME_SERVER:
	case OUTCOME_NETWORK:
	case OUTCOME_GARBLED:
		return true;
	case OUTCOME_FINAL:
		return sent;
	default:
		return false;
	}
}

static bool may_repeat(enum verb_class class, enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_THROTTLED:
	case OUTCOME_UNSENT:
		return true;
	case OUTCOME_SERVER:
	case OUTCOME_NETWORK:
	case OUTCOME_GARBLED:
		return class != CLASS_CREATE;
	default:
		return false;
	}
}

static int64_t backoff(unsigned attempt, uint32_t random)
{
	int64_t ceiling = RETRY_FIRST_MS;
	for (unsigned i = 1; i < attempt && ceiling < RETRY_CEILING_MS; i++)
		ceiling *= 2;
	if (ceiling > RETRY_CEILING_MS)
		ceiling = RETRY_CEILING_MS;
	return ceiling * random / UINT32_MAX;
}

struct retry retry_decide(enum verb_class class, enum outcome outcome, unsigned attempt,
			  unsigned tries, int64_t retry_after_ms, uint32_t random)
{
	struct retry retry = { .again = false };
	if (outcome == OUTCOME_THROTTLED)
		tries *= RETRY_THROTTLE_FACTOR;
	if (!may_repeat(class, outcome) || attempt >= tries ||
	    retry_after_ms > RETRY_AFTER_LIMIT_MS)
		return retry;
	retry.again = true;
	retry.wait_ms = backoff(attempt, random);
	if (retry_after_ms >= 0)
		retry.wait_ms = retry_after_ms + retry.wait_ms / 4;
	return retry;
}
