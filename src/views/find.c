#include "views/find.h"

#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "model/address.h"
#include "model/errcode.h"
#include "model/service.h"
#include "views/media/media_index.h"
#include "views/session/lists.h"
#include "views/views.h"

#define ERROR_DIGITS 5
#define SHORT_DIGITS_MIN 3
#define NUMBER_LENGTH_MIN 9
#define PASTE_MAX 64 /* more is a text that happens to be of digits */

static unsigned refuse(struct error *err, const char *words)
{
	error_set(err, ERROR_USAGE, "%s", words);
	return EFFECT_FAILED;
}

/* The pool that a sender is in, as far as pools have been read. */
static unsigned open_pool_of(struct session *session, const struct sid *sid, struct error *err)
{
	const struct service *service = lists_service_of(session, sid);
	size_t done, total;

	if (!service)
		return refuse(err, lists_have_pools(session, &done, &total)
					   ? "No messaging service of this account has this sender"
					   : "The pools of the services have not been read yet: "
					     "open services, then try again");
	return views_open_sid(session->shell, "pool", &service->sid, err);
}

static unsigned find_message(struct session *session, const struct sid *sid, const char *text,
			     struct error *err)
{
	(void)sid;
	return views_open(session->shell, "message", text, err);
}

/* The message that has the medium, as far as lists of media have been read. */
static bool message_of_medium(const struct session *session, const struct sid *sid,
			      struct sid *message)
{
	const struct media_index *index = session->media;

	for (size_t i = 0; index && i < media_index_count(index); i++) {
		const struct media_entry *entry = media_index_get(index, media_index_at(index, i));
		if (!sid_equal(&entry->sid, sid))
			continue;
		*message = store_sid(session->store, store_row(session->store, entry->message));
		return true;
	}
	return false;
}

static unsigned find_medium(struct session *session, const struct sid *sid, const char *text,
			    struct error *err)
{
	struct sid message;
	char owner[SID_SIZE];

	if (!message_of_medium(session, sid, &message))
		return refuse(err,
			      "Twilio finds a medium only by its message, and which one has it is "
			      "not known here: open media, and look for it there");
	sid_format(&message, owner);
	return views_open_two(session->shell, "medium", owner, text, err);
}

static unsigned find_service(struct session *session, const struct sid *sid, const char *text,
			     struct error *err)
{
	(void)sid;
	return views_open(session->shell, "pool", text, err);
}

static unsigned find_number(struct session *session, const struct sid *sid, const char *text,
			    struct error *err)
{
	(void)sid;
	return views_open_filtered(session->shell, "numbers", text, err);
}

static unsigned find_code(struct session *session, const struct sid *sid, const char *text,
			  struct error *err)
{
	(void)sid;
	return views_open(session->shell, "short-code", text, err);
}

static unsigned find_sender(struct session *session, const struct sid *sid, const char *text,
			    struct error *err)
{
	(void)text;
	return open_pool_of(session, sid, err);
}

static unsigned find_account(struct session *session, const struct sid *sid, const char *text,
			     struct error *err)
{
	if (session->account_known && sid_equal(sid, &session->account_sid))
		return refuse(err, "That is the account that you are looking at");
	return views_open(session->shell, "account", text, err);
}

static const struct {
	unsigned (*open)(struct session *session, const struct sid *sid, const char *text,
			 struct error *err);
	const char *words; /* what it is called; where there is nothing to open, why */
} kinds[SID_KINDS] = {
	[SID_AC] = { find_account, "account" },
	[SID_SM] = { find_message, "message" },
	[SID_MM] = { find_message, "message" },
	[SID_ME] = { find_medium, "medium" },
	[SID_MG] = { find_service, "messaging service" },
	[SID_PN] = { find_number, "phone number" },
	[SID_SC] = { find_code, "short code" },
	[SID_AI] = { find_sender, "alphanumeric sender" },
	[SID_XE] = { find_sender, "channel sender" },
	[SID_HX] = { NULL, "HX is a content template: Twilio's Console shows it" },
	[SID_SK] = { NULL, "SK is an API key: msgdeck shows no keys" },
	[SID_RQ] = { NULL, "RQ is a request: Twilio's support can look it up by this" },
};

static bool is_word(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= 'a' && byte <= 'z');
}

/* The last SID in a text: a URL names what is inside of what. */
static bool parse(const char *text, size_t length, struct sid *sid)
{
	for (size_t at = length < SID_LENGTH ? 0 : length - SID_LENGTH + 1; at-- > 0;)
		if ((at == 0 || !is_word(text[at - 1])) &&
		    (at + SID_LENGTH == length || !is_word(text[at + SID_LENGTH])) &&
		    sid_parse(text + at, SID_LENGTH, sid))
			return true;
	return false;
}

static bool add_code_query(const char *text, size_t length, struct strbuf *query,
			   struct strbuf *words)
{
	const struct errcode *known;
	int64_t code;

	if (length != ERROR_DIGITS || !parse_int64(text, length, 0, INT32_MAX, &code))
		return false;
	known = errcode_find((int32_t)code);
	if (!known)
		return false;
	strbuf_addf(query, "error:%d", known->code);
	strbuf_addf(words, "error %d %s", known->code, known->title);
	return true;
}

static enum find_kind add_address_query(const char *text, size_t length, struct strbuf *query,
					struct strbuf *words)
{
	struct strbuf address = STRBUF_INIT(STRBUF_LINE);
	enum find_kind kind = FIND_NOTHING;
	bool good = address_normalise(&address, text, length);
	size_t digits = 0;

	for (size_t i = 0; i < address.length; i++)
		digits += address.data[i] >= '0' && address.data[i] <= '9';
	if (good && digits >= SHORT_DIGITS_MIN) {
		/* The zero in front of a number at home is in no address of the API. */
		size_t start = address.data[0] == '0';
		struct text found = { address.data + start, address.length - start };

		strbuf_addf(query, "with:%s", found.data);
		address_format(words, found);
		kind = found.length >= NUMBER_LENGTH_MIN || strchr(found.data, ':')
			       ? FIND_NUMBER
			       : FIND_SHORT_NUMBER;
	}
	strbuf_wipe(&address);
	return kind;
}

enum find_kind find_query(const char *text, size_t length, struct strbuf *query,
			  struct strbuf *words)
{
	text = parse_trim(text, &length);
	if (add_code_query(text, length, query, words))
		return FIND_ERROR;
	return length ? add_address_query(text, length, query, words) : FIND_NOTHING;
}

static unsigned find_messages(struct session *session, const char *text, struct error *err)
{
	struct strbuf query = STRBUF_INIT(STRBUF_LINE), words = STRBUF_INIT(STRBUF_LINE);
	unsigned effects =
		find_query(text, strlen(text), &query, &words)
			? views_open_filtered(session->shell, "messages", query.data, err)
			: refuse(err, "That is no SID that msgdeck knows, no phone number and no "
				      "error code");

	strbuf_wipe(&query);
	strbuf_wipe(&words);
	return effects;
}

unsigned find_what(struct session *session, const char *text, struct error *err)
{
	struct sid sid;
	char whole[SID_SIZE];

	if (!parse(text, strlen(text), &sid))
		return find_messages(session, text, err);
	sid_format(&sid, whole);
	if (!kinds[sid.kind].open)
		return refuse(err, kinds[sid.kind].words);
	return kinds[sid.kind].open(session, &sid, whole, err);
}

unsigned find_command(struct command_call *call)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	unsigned effects;

	for (int i = 1; i < call->argc; i++)
		strbuf_addf(&text, "%s%s", i > 1 ? " " : "", call->argv[i]);
	effects = find_what(call->target, text.data, call->err);
	strbuf_wipe(&text);
	return effects;
}

/* -- a paste ----------------------------------------------------------------------------------- */

static void offer_answered(void *context, enum dialog_answer answer)
{
	struct session *session = context;
	struct error err = ERROR_INIT;

	if (answer == DIALOG_YES && (find_what(session, session->pasted, &err) & EFFECT_FAILED))
		shell_error(session->shell, &err);
	error_release(&err);
}

static void offer(struct session *session, const char *pasted, size_t length, const char *title,
		  const char *question)
{
	mem_wipe_free(session->pasted);
	session->pasted = xstrndup(pasted, length);
	shell_dialog(session->shell,
		     &(struct dialog_spec){
			     .kind = DIALOG_CONFIRM,
			     .title = title,
			     .text = question,
			     .go_on = "Show",
		     },
		     offer_answered, session);
}

static unsigned offer_sid(struct session *session, const struct sid *sid)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char name[SID_SIZE];

	if (!kinds[sid->kind].open) {
		shell_message(session->shell, STYLE_WARNING, "%s", kinds[sid->kind].words);
		return EFFECT_NONE;
	}
	sid_format(sid, name);
	strbuf_addf(&text, "Show the %s %s?", kinds[sid->kind].words, name);
	offer(session, name, strlen(name), "A SID was pasted", text.data);
	strbuf_release(&text);
	return EFFECT_REDRAW;
}

unsigned find_pasted(void *context, const char *bytes, size_t length)
{
	struct session *session = context;
	struct strbuf query = STRBUF_INIT(STRBUF_LINE), words = STRBUF_INIT(STRBUF_LINE);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	unsigned effects = EFFECT_PASS;
	struct sid sid;

	if (parse(bytes, length, &sid))
		return offer_sid(session, &sid);
	if (length <= PASTE_MAX && find_query(bytes, length, &query, &words)) {
		strbuf_addf(&text, "Show the messages with %s?", words.data);
		offer(session, bytes, length, "A number was pasted", text.data);
		effects = EFFECT_REDRAW;
	}
	strbuf_wipe(&query);
	strbuf_wipe(&words);
	strbuf_wipe(&text);
	return effects;
}
