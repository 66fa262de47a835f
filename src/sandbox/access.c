#include "sandbox/access.h"

#include <string.h>

#include "base/mem.h"
#include "sandbox/auth.h"
#include "sandbox/permit.h"

#define ACCOUNTS "/2010-04-01/Accounts"

static bool try_account(struct access *access, struct sandbox *sandbox, const char *authorization)
{
	enum credentials credentials = auth_check(&sandbox->account, authorization);

	access->caller = sandbox;
	access->by_key = credentials == CREDENTIALS_KEY;
	return credentials != CREDENTIALS_WRONG;
}

bool access_open(struct access *access, struct sandbox *sandbox, const struct request *request,
		 struct reply *reply)
{
	bool known = try_account(access, sandbox, request->authorization);

	for (size_t i = 0; !known && i < sandbox->subaccounts.count; i++)
		known = try_account(access, sandbox->subaccounts.items[i], request->authorization);
	if (known && access->caller->account.status == ACCOUNT_ACTIVE)
		return true;
	reply_error(reply, 20003);
	reply_header(reply, "WWW-Authenticate", "Basic realm=\"Twilio API\"");
	return false;
}

/* 401 is error 20003, and 403 error 20403. */
static struct sandbox *refuse(struct reply *reply, int status)
{
	reply_error(reply, status == 403 ? 20403 : 20003);
	return NULL;
}

/* What follows "/2010-04-01/Accounts/", or NULL. */
static const char *account_in(const char *path)
{
	size_t length = strlen(ACCOUNTS);

	return strncmp(path, ACCOUNTS "/", length + 1) == 0 ? path + length + 1 : NULL;
}

static struct sandbox *find_target(const struct access *access, const struct request *request)
{
	const char *named = account_in(request->path);
	struct sandbox *target = access->caller;
	char sid[SID_SIZE] = { 0 };

	if (named == NULL)
		return target;
	memcpy(sid, named, strnlen(named, SID_LENGTH));
	target = sandbox_of_account(access->caller, sid);
	return target == access->caller || access->caller->parent == NULL ? target : NULL;
}

/* Whether the account's state stands in the way. */
static bool is_shut(const struct sandbox *target, const struct request *request)
{
	enum account_status status = target->account.status;
	const char *named = account_in(request->path);

	if (status == ACCOUNT_ACTIVE)
		return false;
	return request->method != METHOD_GET || (status == ACCOUNT_CLOSED && named != NULL &&
						 strcmp(named + SID_LENGTH, ".json") != 0);
}

struct sandbox *access_target(const struct access *access, const struct request *request,
			      struct reply *reply)
{
	struct sandbox *main = sandbox_main(access->caller);
	struct sandbox *target = find_target(access, request);
	bool is_wide = target != access->caller || strcmp(request->path, ACCOUNTS ".json") == 0;

	if (strncmp(request->path, "/sandbox/", 9) == 0)
		return main;
	if (target == NULL)
		return refuse(reply, 401);
	if (permit_denies(main->denied, request->path))
		return refuse(reply, main->account.assume.denied);
	if (access->by_key && is_wide && main->account.assume.key_accounts != 200)
		return refuse(reply, main->account.assume.key_accounts);
	if (is_shut(target, request)) {
		reply_error(reply, 20005);
		return NULL;
	}
	return target;
}
