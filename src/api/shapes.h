/*
 * shapes.h - the tables that tell page.h what the API's resources look like: shapes.c has messages
 * and accounts, shapes_lists.c the rest.
 *
 * Source: the schemas of the OpenAPI documents api.v2010 (account, account.balance, account.message,
 * account.message.media, account.message.message_feedback, account.incoming_phone_number,
 * account.short_code), messaging.v1 (service and its four senders), messaging.v2
 * (channels_sender_response) and pricing.v1 (messaging.messaging_country, …-instance). Another resource
 * is another table here.
 */
#ifndef MSGDECK_API_SHAPES_H
#define MSGDECK_API_SHAPES_H

#include "api/page.h"

extern const struct page_shape page_of_messages; /* struct message */
extern const struct page_shape page_of_message;
extern const struct page_shape page_of_account; /* struct account, without its balance */
extern const struct page_shape page_of_balance; /* struct account, of which only the balance */

extern const struct page_shape page_of_accounts;

extern const struct page_shape page_of_services; /* struct service */
extern const struct page_shape page_of_service;
extern const struct page_shape page_of_pool_numbers; /* struct sender */
extern const struct page_shape page_of_pool_number;
extern const struct page_shape page_of_pool_codes;
extern const struct page_shape page_of_pool_code;
extern const struct page_shape page_of_pool_alphas;
extern const struct page_shape page_of_pool_alpha;
extern const struct page_shape page_of_pool_channels;
extern const struct page_shape page_of_pool_channel;
extern const struct page_shape page_of_channel_senders;
extern const struct page_shape page_of_numbers;     /* struct number */
extern const struct page_shape page_of_short_codes; /* struct short_code */
extern const struct page_shape page_of_short_code;
extern const struct page_shape page_of_media; /* struct medium */
extern const struct page_shape page_of_medium;
extern const struct page_shape page_of_countries; /* struct country */
extern const struct page_shape page_of_prices;    /* struct country_prices */

/* The answer to a feedback: all that is of use is that there is one. */
struct feedback {
	struct sid message;
};
extern const struct page_shape page_of_feedback;

#endif
