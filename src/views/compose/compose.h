/*
 * compose.h - a message that is being written: what the files of the compose screen share.
 *
 * The form's fields are the parameters of CreateMessage by their API names (model/outgoing.h knows
 * what they mean); here is what the account adds to them: its senders, the price, the plan that
 * sends. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_COMPOSE_COMPOSE_H
#define MSGDECK_VIEWS_COMPOSE_COMPOSE_H

#include "model/outgoing.h"
#include "model/recipients.h"
#include "model/segments.h"
#include "ops/plan.h"
#include "ui/form.h"
#include "views/session/session.h"

struct filling;

struct compose {
	struct session *session;
	struct form *form;
	struct recipients recipients; /* as far as what is typed is understood */
	struct segments size;         /* of the text */
	struct filling *filling;      /* a template whose values are asked for, or NULL */
};

/* The form's fields; their context is the struct compose. */
#define COMPOSE_FIELDS (OUTGOING_PARAMETERS)
extern const struct form_field compose_fields[COMPOSE_FIELDS];

/* What is in the form. Valid until it changes. */
void compose_outgoing(const struct compose *compose, struct outgoing *outgoing);
const char *compose_value(const struct compose *compose, enum outgoing_parameter parameter);
void compose_set(struct compose *compose, enum outgoing_parameter parameter, const char *value);
/* Brings recipients and size up to date after a change of the form. */
void compose_update(struct compose *compose);

/* -- compose_sender.c: whom the account can send as -------------------------------------------- */

/* Asks for the lists that these need; what there is serves meanwhile. */
void compose_want_senders(struct compose *compose);
void compose_complete_sender(void *compose, const char *line, size_t length,
			     struct completion *completion);
void compose_complete_service(void *compose, const char *line, size_t length,
			      struct completion *completion);
/* Whose number it is, which service has it, and what it cannot do. */
void compose_remark_sender(void *compose, const char *value, struct strbuf *out,
			   enum style_role *role);
void compose_remark_service(void *compose, const char *value, struct strbuf *out,
			    enum style_role *role);

/* -- compose_template.c ------------------------------------------------------------------------ */

/* The command "template [NAME [VARIABLE=VALUE…]]". */
unsigned compose_template(struct compose *compose, struct command_call *call);
void compose_template_complete(const struct compose *compose, const struct command_call *call,
			       struct completion *completion);
/* Gives up what is asked for. */
void compose_template_release(struct compose *compose);

/* -- compose_price.c ---------------------------------------------------------------------------- */

/* Appends what the message will cost, as far as prices are known: "0.0079 to 0.0116 USD · US, 12
 * carriers". Asks for prices that are missing, but not for a number that is still being typed. */
void compose_price(const struct compose *compose, struct strbuf *out, enum style_role *role);

/* -- compose_summary.c ------------------------------------------------------------------------- */

/* What stands below the form: size, price, the characters that cost, and what is in the way. */
#define COMPOSE_SUMMARY_ROWS 5
/* How far sending is; `words` NULL: it can be sent, or what is in the way. */
struct compose_state {
	const char *words; /* our own */
	enum style_role role;
};
void compose_draw_summary(const struct compose *compose, const struct compose_state *state,
			  const struct pane *pane);
/* "142 characters · GSM-7 · 1 segment, 18 left". */
void compose_add_size(const struct segments *size, struct strbuf *out);

/* -- compose_send.c ----------------------------------------------------------------------------- */

/* A plan with a send for each recipient, and the review's sentences. NULL when something is wrong; the
 * form then points at it. `words` (may be NULL) is one sentence more, of what to think about. */
struct plan *compose_plan(struct compose *compose, const char *words, struct error *err);

#endif
