/*
 * sendlist_resume.c - going on with a plan from a file: the file must give the messages that it gave.
 */
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "ops/plan_internal.h"
#include "ops/sendlist_internal.h"

/* `what`: the whole of what is in the way. */
static bool lost(const char *what, struct error *err)
{
	return error_set(
		err, ERROR_REFUSED,
		"%s, so what is left cannot be sent from it: nothing was sent. Put it back as "
		"it was, or set these changes aside and send what is left from a new file",
		what);
}

static bool changed(const struct plan_file *list, const char *what, struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&text, "%s %s", list->path, what);
	lost(text.data, err);
	strbuf_release(&text);
	return false;
}

/* Whether what was given beside the file is here, and the same. */
static bool check_given(const struct plan *plan, const struct sendlist_options *options,
			struct error *err)
{
	const struct plan_file *list = plan->list;
	unsigned given = sendlist_given(options->text, options->from);
	uint8_t hash[PLAN_HASH_SIZE];

	if (list->given & ~given)
		return error_set(err, ERROR_REFUSED,
				 "A journal holds no texts and no numbers: give %s again, as in "
				 "msgdeck resume PLAN%s%s",
				 list->given == PLAN_GIVEN_TEXT   ? "the text"
				 : list->given == PLAN_GIVEN_FROM ? "the sender"
								  : "text and sender",
				 list->given & PLAN_GIVEN_TEXT ? " --text TEXT" : "",
				 list->given & PLAN_GIVEN_FROM ? " --from SENDER" : "");
	sendlist_hash_given(plan, list->given & PLAN_GIVEN_TEXT ? options->text : NULL,
			    list->given & PLAN_GIVEN_FROM ? options->from : NULL, hash);
	if (list->given && memcmp(hash, list->given_hash, sizeof(hash)) != 0)
		return error_set(err, ERROR_REFUSED,
				 "Text and sender must be what they were: these are others");
	return !list->template_name || options->template_text ||
	       error_set(err, ERROR_REFUSED,
			 "The config file has no template \"%s\" any more: put it back",
			 list->template_name);
}

/* The file's bytes, if they are those of then. */
static bool read_again(struct sendlist *file, const struct plan_file *list, struct error *err)
{
	uint8_t hash[SHA256_SIZE];
	struct error why = ERROR_INIT;

	if (sendlist_open_file(list->path, &file->fd, &why))
		while (sendlist_read(file, &why))
			;
	if (why.kind != ERROR_NONE) {
		lost(error_text(&why), err);
		error_release(&why);
		return false;
	}
	sha256_end(&file->sha, hash);
	return memcmp(hash, list->sha256, sizeof(hash)) == 0 ||
	       changed(list, "has been changed since", err);
}

/* Whether a row gives the message that it gave then. */
static bool is_same(struct plan *plan, uint32_t item)
{
	struct plan_detail *detail = plan_need_detail(plan, item);
	uint8_t hash[PLAN_HASH_SIZE];
	const char *to, *body;

	plan_load(plan, item);
	to = plan_form_value(detail, "To");
	body = plan_form_value(detail, "Body");
	if (!to || !body != !detail->hashed)
		return false;
	if (body)
		plan_hash(plan, (struct text){ to, (uint32_t)strlen(to) },
			  (struct text){ body, (uint32_t)strlen(body) }, hash);
	mem_wipe_free(detail->label);
	detail->label = xstrdup(to);
	return !body || memcmp(hash, detail->hash, sizeof(hash)) == 0;
}

static bool check_items(struct plan *plan, struct error *err)
{
	const struct plan_file *list = plan->list;

	for (uint32_t i = 0; i < plan->items.count; i++) {
		const struct plan_detail *detail = plan_detail(plan, i);
		bool same = !detail || !detail->row || is_same(plan, i);

		plan_unload(plan, i);
		if (same)
			continue;
		if (list->template_name)
			return error_set(
				err, ERROR_REFUSED,
				"The template \"%s\" of the config file gives another text "
				"than it did: put it back as it was",
				list->template_name);
		return changed(list, "does not give the messages that it gave", err);
	}
	return true;
}

bool sendlist_resume(struct plan *plan, const struct sendlist_options *options, struct error *err)
{
	struct sendlist file = { .fd = -1,
				 .bytes = STRBUF_INIT(MAILING_FILE_MAX + SENDLIST_READ_SIZE) };
	struct plan_file *list = plan->list;
	struct mailing *mailing = NULL;
	const struct sendlist_options said = {
		.text = list->given & PLAN_GIVEN_TEXT ? options->text : options->template_text,
		.from = list->given & PLAN_GIVEN_FROM ? options->from : NULL,
		.service = list->service,
	};

	file.name = list->path;
	sha256_init(&file.sha);
	if (check_given(plan, options, err) && read_again(&file, list, err))
		mailing = sendlist_mailing_new(list->path, &file.bytes, &said, err);
	if (file.fd >= 0)
		close(file.fd);
	strbuf_wipe(&file.bytes);
	if (!mailing)
		return false;
	sendlist_use_mailing(list, mailing);
	return mailing_index(mailing, err) && check_items(plan, err);
}
