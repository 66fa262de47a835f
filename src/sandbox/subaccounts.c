#include "sandbox/subaccounts.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sandbox/rng.h"

#define MESSAGES 120
#define CONTACTS 12
#define DAYS 30

static const char *const names[] = { "Fernhill Clinic", "Fernhill Outlet", "Fernhill Pop-up 2024",
				     "Fernhill Garden", "Fernhill Staff" };

static enum account_status status_of(uint32_t i)
{
	if (i == 1)
		return ACCOUNT_SUSPENDED;
	return i == 2 ? ACCOUNT_CLOSED : ACCOUNT_ACTIVE;
}

void subaccounts_init(struct sandbox *sandbox, const struct account_options *options,
		      uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct account_options own = *options;
		struct sandbox *sub = xmalloc(sizeof(*sub));

		own.seed = mix(options->seed + 0x5b, i);
		own.messages = options->messages < MESSAGES ? options->messages : MESSAGES;
		own.contacts = CONTACTS;
		own.days = DAYS;
		own.rate = 0;
		own.inventory = (struct inventory_size){ 0 };
		own.sid = NULL;
		own.token = NULL;
		own.name = names[i % ARRAY_SIZE(names)];
		own.owner = sandbox->account.sid;
		own.status = status_of(i);
		sandbox_init(sub, &own);
		sub->account.assume = sandbox->account.assume;
		sub->trial = sandbox->trial;
		sub->parent = sandbox;
		vec_push(&sandbox->subaccounts, sub);
	}
}

struct sandbox *sandbox_main(struct sandbox *sandbox)
{
	return sandbox->parent == NULL ? sandbox : sandbox->parent;
}

static bool is_sid_of(const struct account *account, const char *sid)
{
	return strncasecmp(account->sid, sid, SID_LENGTH) == 0;
}

struct sandbox *sandbox_of_account(struct sandbox *sandbox, const char *sid)
{
	struct sandbox *main = sandbox_main(sandbox);

	if (is_sid_of(&main->account, sid))
		return main;
	for (size_t i = 0; i < main->subaccounts.count; i++)
		if (is_sid_of(&main->subaccounts.items[i]->account, sid))
			return main->subaccounts.items[i];
	return NULL;
}
