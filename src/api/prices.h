/*
 * prices.h - the prices of one country, whose lists are nested: read from the whole document.
 *
 * A price is taken as it is written, from a string or a number, and never becomes a float. A row
 * that is not what is documented is left out and counted. Source: schema
 * pricing.v1.messaging.messaging_country-instance.
 */
#ifndef MSGDECK_API_PRICES_H
#define MSGDECK_API_PRICES_H

#include "api/page.h"

#define PRICES_ROWS_MAX 20000 /* of a country, carriers and their prices together */

/* Fills the page with one struct country_prices. ERROR_PROTOCOL when it is no such document, or has
 * no country in it. */
bool prices_read(const char *bytes, size_t length, struct page *page, struct error *err);

#endif
