#include "place.h"

#include <stdio.h>

void enter_with(struct place *place, const char *const *options)
{
	*place = (struct place){ .answer = ANSWER_INIT };
	client_open(&place->client, options);
}

void leave(struct place *place)
{
	answer_release(&place->answer);
	client_close(&place->client);
}

const char *path_of(struct place *place, const char *service, const char *tail)
{
	char sid[35];

	client_find_sid(&place->client, SERVICES, "services", "friendly_name", service, sid);
	snprintf(place->path, sizeof(place->path), SERVICES "/%s%s", sid, tail);
	return place->path;
}

void get(struct place *place, const char *service, const char *tail)
{
	client_get(&place->client, path_of(place, service, tail), &place->answer);
}

void post(struct place *place, const char *service, const char *tail, const char *name,
	  const char *value)
{
	client_post(&place->client, path_of(place, service, tail), &place->answer, name, value);
}

void drop(struct place *place, const char *service, const char *tail)
{
	client_send(&place->client, "DELETE", path_of(place, service, tail), NULL, &place->answer);
}

size_t count(const struct place *place, const char *key)
{
	assert_int_equal(place->answer.status, 200);
	return json_count(json_get(place->answer.json, key));
}
