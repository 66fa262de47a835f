/*
 * places.h - the countries of the price list: networks, kinds of numbers and prices.
 */
#ifndef MSGDECK_SANDBOX_PLACES_H
#define MSGDECK_SANDBOX_PLACES_H

#include <stdint.h>

struct place {
	const char *iso;
	const char *name;
	const char *mcc;     /* mobile country code */
	const char *numbers; /* kinds that receive: Local, Mobile, Shortcode, Toll free, National */
	uint32_t price;      /* of a message sent, in 1/100000 USD; 0: none can be sent */
	const char *networks; /* "MNC name|MNC name"; NULL: one price for all of them */
};

extern const struct place places[];
extern const uint32_t place_count;

#endif
