/*
 * custom.h - what an operator made of msgdeck, changed while it runs: profile, theme, columns, reload.
 */
#ifndef MSGDECK_VIEWS_CUSTOM_H
#define MSGDECK_VIEWS_CUSTOM_H

#include "ui/command.h"

struct session;

/* Whether the account can be left for another one: nothing is under way in it. */
bool custom_may_leave(const struct session *session, struct error *err);

/* Commands of every screen; their target is the session. */
unsigned custom_profile(struct command_call *call);
unsigned custom_theme(struct command_call *call);
unsigned custom_reload(struct command_call *call);
unsigned custom_keep_columns(struct command_call *call);
void custom_complete_keep_columns(const struct command_call *call, struct completion *completion);
void custom_complete_profile(const struct command_call *call, struct completion *completion);
void custom_complete_theme(const struct command_call *call, struct completion *completion);

#endif
