/* control.c - /sandbox/faults: rules while it runs. Form parameters: Rule, as --fault takes it. */
#include "sandbox/sandbox.h"

void control_list_faults(struct sandbox *sandbox, const struct request *request,
			 struct reply *reply)
{
	(void)request;
	faults_write(&sandbox->faults, reply->body);
}

void control_add_fault(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const char *rule = params_value(&request->form, "Rule");
	struct error err = ERROR_INIT;

	if (rule == NULL) {
		reply_error_text(reply, 20001, "A 'Rule' is required");
		return;
	}
	if (!faults_add(&sandbox->faults, rule, &err)) {
		reply_error_text(reply, 20001, "%s", error_text(&err));
		error_release(&err);
		return;
	}
	reply->status = 201;
	faults_write(&sandbox->faults, reply->body);
}

void control_clear_faults(struct sandbox *sandbox, const struct request *request,
			  struct reply *reply)
{
	(void)request;
	faults_retire(&sandbox->faults);
	reply->status = 204;
}
