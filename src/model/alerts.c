#include "model/alerts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/address.h"
#include "model/errcode.h"

#define WORST 20 /* of one kind are looked at */

const char *alert_word(enum alert_kind kind)
{
	static const char *const words[ALERT_KINDS] = {
		[ALERT_SENDER] = "sender",
		[ALERT_CODE] = "code",
		[ALERT_BALANCE] = "balance",
		[ALERT_DEACTIVATED] = "deactivated",
	};

	return words[kind];
}

static const struct alert *find(const struct alerts *alerts, enum alert_kind kind,
				struct text subject)
{
	for (size_t i = 0; i < alerts->items.count; i++) {
		const struct alert *alert = &alerts->items.items[i];
		if (alert->kind == kind && strlen(alert->subject) == subject.length &&
		    memcmp(alert->subject, subject.data, subject.length) == 0)
			return alert;
	}
	return NULL;
}

/* One that holds from now on, or still. */
static void keep(struct alerts *alerts, const struct alerts *old, struct alert alert,
		 struct text subject)
{
	alert.subject = xstrndup(subject.data, subject.length);
	alert.fresh = !find(old, alert.kind, subject);
	vec_push(&alerts->items, alert);
}

static bool reaches(uint64_t part, uint64_t whole, unsigned per_cent, bool raised)
{
	unsigned of_four = raised ? 3 : 4;

	return part >= ALERT_LEAST && part * 400 >= whole * per_cent * of_four;
}

static void look_at_failures(struct alerts *alerts, const struct alerts *old, enum alert_kind kind,
			     const struct stats_result *result, unsigned per_cent)
{
	enum stats_kind groups = kind == ALERT_SENDER ? STATS_SENDER : STATS_CODE;
	uint32_t top[WORST];
	size_t count = stats_top(result, groups, STATS_FAILURES, 0, top, WORST);

	for (size_t i = 0; i < count; i++) {
		const struct stats_group *group = &result->groups[groups].items[top[i]];
		/* Subjects are kept as C strings. */
		if (memchr(group->name.data, '\0', group->name.length))
			continue;
		bool raised = find(old, kind, group->name) != NULL;
		struct alert alert = {
			.kind = kind,
			.failed = group->now.traffic.failed,
			.before = group->before.traffic.failed,
			.sent = kind == ALERT_SENDER ? group->now.traffic.sent
						     : result->now.traffic.sent,
		};
		bool rises = kind == ALERT_SENDER || raised || alert.failed / 2 >= alert.before;
		if (rises && reaches(alert.failed, alert.sent, per_cent, raised))
			keep(alerts, old, alert, group->name);
	}
}

/* What was said of failures while nothing new is known of them. */
static void keep_failures(struct alerts *alerts, const struct alerts *old)
{
	for (size_t i = 0; i < old->items.count; i++) {
		struct alert alert = old->items.items[i];
		if (alert.kind == ALERT_SENDER || alert.kind == ALERT_CODE)
			keep(alerts, old, alert,
			     (struct text){ alert.subject, strlen(alert.subject) });
	}
}

size_t alerts_update(struct alerts *alerts, const struct alert_facts *facts,
		     const struct alert_limits *limits)
{
	struct alerts old = *alerts;
	struct decimal limit = { .units = limits->balance };
	size_t fresh = 0;

	*alerts = (struct alerts){ .items = { .items = NULL } };
	if (facts->result && limits->failures) {
		look_at_failures(alerts, &old, ALERT_SENDER, facts->result, limits->failures);
		look_at_failures(alerts, &old, ALERT_CODE, facts->result, limits->failures);
	} else if (limits->failures) {
		keep_failures(alerts, &old);
	}
	if (facts->balance && limits->balance && decimal_compare(*facts->balance, limit) < 0)
		keep(alerts, &old,
		     (struct alert){ .kind = ALERT_BALANCE,
				     .balance = *facts->balance,
				     .limit = limits->balance },
		     (struct text){ facts->currency, strlen(facts->currency) });
	if (limits->deactivated && facts->day && facts->deactivated)
		keep(alerts, &old,
		     (struct alert){ .kind = ALERT_DEACTIVATED, .deactivated = facts->deactivated },
		     (struct text){ facts->day, strlen(facts->day) });
	for (size_t i = 0; i < alerts->items.count; i++)
		fresh += alerts->items.items[i].fresh;
	alerts_release(&old);
	return fresh;
}

void alerts_release(struct alerts *alerts)
{
	for (size_t i = 0; i < alerts->items.count; i++)
		free(alerts->items.items[i].subject);
	vec_release(&alerts->items);
}

static void describe_code(const struct alert *alert, struct strbuf *out)
{
	const char *title = errcode_title((int32_t)strtol(alert->subject, NULL, 10));

	strbuf_addf(out, "%u of %u messages of the last hour have error %s", alert->failed,
		    alert->sent, alert->subject);
	if (title)
		strbuf_addf(out, " (%s)", title);
	strbuf_addf(out, ", %u the hour before", alert->before);
}

void alert_describe(const struct alert *alert, struct strbuf *out)
{
	char digits[DECIMAL_SIZE];

	switch (alert->kind) {
	case ALERT_SENDER:
		strbuf_addf(out, "%u of %u messages of the last hour from ", alert->failed,
			    alert->sent);
		address_format(out, (struct text){ alert->subject, strlen(alert->subject) });
		strbuf_addstr(out, " failed");
		break;
	case ALERT_CODE:
		describe_code(alert, out);
		break;
	case ALERT_BALANCE:
		decimal_format(alert->balance, digits);
		strbuf_addf(out, "The balance is %s %s, below %lld (alert_balance)", digits,
			    alert->subject, (long long)alert->limit);
		break;
	case ALERT_DEACTIVATED:
	case ALERT_KINDS:
		strbuf_addf(out, "%u contact%s among the numbers deactivated on %s",
			    alert->deactivated, alert->deactivated == 1 ? " is" : "s are",
			    alert->subject);
		break;
	}
}
