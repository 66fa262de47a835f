#include "sandbox/sandbox.h"
void message_create(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	(void)sandbox;
	(void)request;
	reply_error(reply, 20500);
}
