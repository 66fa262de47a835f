#include "sandbox/content.h"

#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "sandbox/jsonout.h"
#include "sandbox/rng.h"

static const struct {
	const char *folder;
	bool (*answer)(struct sandbox *sandbox, const char *name, struct reply *reply);
} folders[] = {
	{ "/media/", media_content },
	{ "/deactivations/", deactivations_content },
};

static void refuse(struct reply *reply, int status, const char *code, const char *message)
{
	reply->status = status;
	reply->content_type = "application/xml";
	strbuf_reset(reply->body);
	strbuf_addf(reply->body,
		    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<Error><Code>%s</Code><Message>%s</Message></Error>",
		    code, message);
}

void content_error(struct reply *reply, int status)
{
	static const struct {
		int status;
		const char *code;
		const char *message;
	} errors[] = {
		{ 403, "AccessDenied", "Access Denied" },
		{ 404, "NoSuchKey", "The specified key does not exist." },
		{ 405, "MethodNotAllowed",
		  "The specified method is not allowed against this resource." },
		{ 503, "SlowDown", "Please reduce your request rate." },
	};

	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		if (errors[i].status == status) {
			refuse(reply, status, errors[i].code, errors[i].message);
			return;
		}
	}
	refuse(reply, status, "InternalError",
	       "We encountered an internal error. Please try again.");
}

static void sign(const struct sandbox *sandbox, const char *path, int64_t expires,
		 char signature[static SID_SIZE])
{
	uint64_t hash = mix(sandbox->account.seed + 0xc0, (uint64_t)expires);

	for (const char *at = path; *at != '\0'; at++)
		hash = mix(hash, (unsigned char)*at);
	sid_format(hash, SID_REQUEST, "S3", hash >> 1, signature);
}

void content_link(struct sandbox *sandbox, const char *path, struct strbuf *out)
{
	struct sandbox *main = sandbox_main(sandbox);
	int64_t expires = account_now(&main->account) + main->account.assume.content_seconds;
	char signature[SID_SIZE];

	sign(main, path, expires, signature);
	strbuf_addf(out, "%s%s?Expires=%lld&Signature=%s", main->content_url, path,
		    (long long)expires, signature);
}

/* Whether the link was made here and still holds; otherwise the answer is given. */
static bool check_link(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const struct param *expires = params_get(&request->query, "Expires");
	const char *given = params_value(&request->query, "Signature");
	char signature[SID_SIZE];
	int64_t when;

	if (expires == NULL || given == NULL ||
	    !parse_int64(expires->value, expires->length, 0, INT64_MAX, &when)) {
		content_error(reply, 403);
		return false;
	}
	sign(sandbox, request->path, when, signature);
	if (strcmp(signature, given) != 0) {
		refuse(reply, 403, "SignatureDoesNotMatch",
		       "The request signature we calculated does not match the signature you "
		       "provided.");
		return false;
	}
	if (account_now(&sandbox->account) >= when) {
		refuse(reply, 403, "AccessDenied", "Request has expired");
		return false;
	}
	return true;
}

static bool find_content(struct sandbox *sandbox, const struct request *request,
			 struct reply *reply)
{
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
		size_t length = strlen(folders[i].folder);

		if (strncmp(request->path, folders[i].folder, length) == 0)
			return folders[i].answer(sandbox, request->path + length, reply);
	}
	return false;
}

bool content_answer(struct sandbox *sandbox, struct request *request, struct reply *reply)
{
	if (request->authorization != NULL) {
		refuse(reply, 400, "InvalidArgument",
		       "Only one auth mechanism allowed; only the Signature query string parameter "
		       "or the Authorization header should be specified");
		return false;
	}
	if (request->method != METHOD_GET) {
		content_error(reply, 405);
		return false;
	}
	if (!check_link(sandbox, request, reply))
		return false;
	if (!find_content(sandbox, request, reply))
		content_error(reply, 404);
	return true;
}
