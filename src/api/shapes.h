/*
 * shapes.h - the tables that tell page.h what the API's resources look like.
 *
 * Source: the schemas api.v2010.account.message, api.v2010.account and api.v2010.account.balance of
 * the OpenAPI document of the 2010 API. Another resource is another table here.
 */
#ifndef MSGDECK_API_SHAPES_H
#define MSGDECK_API_SHAPES_H

#include "api/page.h"

extern const struct page_shape page_of_messages; /* struct message */
extern const struct page_shape page_of_message;
extern const struct page_shape page_of_account; /* struct account, without its balance */
extern const struct page_shape page_of_balance; /* struct account, of which only the balance */

#endif
