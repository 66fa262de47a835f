/*
 * sandbox.h - the resources: what each request does to the account, and the answer.
 *
 * Handlers know nothing of HTTP beyond struct request and struct reply. A new resource is a
 * handler and a row in route.c.
 */
#ifndef MSGDECK_SANDBOX_SANDBOX_H
#define MSGDECK_SANDBOX_SANDBOX_H

#include "sandbox/account.h"
#include "sandbox/faults.h"
#include "sandbox/listing.h"
#include "sandbox/request.h"

#define CONTENT_URL_SIZE 40

struct sandbox {
	struct account account;
	struct faults faults;
	struct listing listing;
	struct handles page;    /* of message_list(), kept between requests */
	struct message scratch; /* the same */
	bool trial;             /* the account's type is Trial */
	struct sandbox *parent; /* of a subaccount's; NULL for the main one */
	struct VEC(struct sandbox *) subaccounts;
	/* Of the main one only. */
	char content_url[CONTENT_URL_SIZE]; /* "https://127.0.0.2:PORT" */
	uint32_t deactivated;               /* numbers a day */
	uint32_t denied;                    /* 1 << enum resource: what no credentials may use */
};

typedef void sandbox_handler(struct sandbox *sandbox, const struct request *request,
			     struct reply *reply);

/* Finds the route and checks the credentials: what every request goes through. Returns whether
 * they were right. */
bool sandbox_answer(struct sandbox *sandbox, struct request *request, struct reply *reply);

void sandbox_init(struct sandbox *sandbox, const struct account_options *options);
void sandbox_release(struct sandbox *sandbox);
/* The sandbox of the main account. */
struct sandbox *sandbox_main(struct sandbox *sandbox);
/* The one of the account whose SID the text begins with (main or one of its subaccounts), or NULL. */
struct sandbox *sandbox_of_account(struct sandbox *sandbox, const char *sid);

/* accounts.c */
sandbox_handler account_list, account_fetch, balance_fetch;
/* list.c, messages.c, create.c */
sandbox_handler message_list, message_fetch, message_update, message_delete, message_create;
/* media.c */
sandbox_handler media_list, media_fetch, media_delete, media_redirect, feedback_create;
/* pricing.c, deactivations.c */
sandbox_handler country_list, country_fetch, deactivation_fetch;
/* services.c */
sandbox_handler service_list, service_create, service_fetch, service_update, service_delete;
/* pools.c */
sandbox_handler pool_list, pool_fetch, pool_remove, pool_add_number, pool_add_short_code,
	pool_add_alpha, pool_add_destination_alpha, pool_add_channel;
/* campaign.c */
sandbox_handler campaign_list, campaign_fetch, usecase_list;
/* numbers.c, short_codes.c, channels.c */
sandbox_handler number_list, number_list_local, number_list_mobile, number_list_toll_free,
	number_fetch;
sandbox_handler short_code_list, short_code_fetch, short_code_update;
sandbox_handler channel_list, channel_fetch;
/* control.c: the sandbox's own */
sandbox_handler control_add_fault, control_list_faults, control_clear_faults;

/* The message named by the second capture, where it exists and is not deleted; otherwise false
 * with the answer given. */
bool sandbox_find_message(struct sandbox *sandbox, const struct request *request,
			  struct reply *reply, int64_t now, uint32_t *handle);
/* Answers with the message as it is now. */
void sandbox_reply_message(struct sandbox *sandbox, struct reply *reply, int status,
			   uint32_t handle, int64_t now);

#endif
