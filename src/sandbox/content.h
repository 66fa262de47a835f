/*
 * content.h - the second host: what media and deactivations are redirected to.
 *
 * Twilio keeps content on hosts of another name (mms.twiliocdn.com, Amazon's S3), behind links that
 * are signed and hold for a while. So does the sandbox, at 127.0.0.2: a link has Expires (seconds
 * since 1970) and Signature. Errors are XML, as S3 writes them. A request that carries credentials is
 * refused (400, InvalidArgument), as S3 refuses two ways of authentication at once: a client that
 * lets them follow a redirect fails here.
 */
#ifndef MSGDECK_SANDBOX_CONTENT_H
#define MSGDECK_SANDBOX_CONTENT_H

#include "sandbox/sandbox.h"

/* Appends the link to a path of the content host, signed; it holds for as long as the assumption
 * content-seconds says. */
void content_link(struct sandbox *sandbox, const char *path, struct strbuf *out);
/* Answers what came to the content host. Returns whether its link was right. */
bool content_answer(struct sandbox *sandbox, struct request *request, struct reply *reply);
/* Replaces the answer by an error in XML. */
void content_error(struct reply *reply, int status);

/* Handlers: what follows the folder's name in the path. False where there is nothing there. */
bool media_content(struct sandbox *sandbox, const char *name, struct reply *reply);
bool deactivations_content(struct sandbox *sandbox, const char *name, struct reply *reply);

#endif
