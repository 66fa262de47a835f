#include "ops/plan_internal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "model/outgoing.h"

const struct plan_detail *plan_detail(const struct plan *plan, uint32_t item)
{
	return item < plan->details.count ? &plan->details.items[item] : NULL;
}

/* All items have one as soon as any has. */
struct plan_detail *plan_need_detail(struct plan *plan, uint32_t item)
{
	while (plan->details.count < plan->items.count)
		vec_push(&plan->details,
			 ((struct plan_detail){ .send_at = DATE_NONE, .intended = DATE_NONE }));
	return &plan->details.items[item];
}

bool plan_is_whole(const struct plan *plan, uint32_t index)
{
	const struct plan_item *item = &plan->items.items[index];
	const struct plan_detail *detail = plan_detail(plan, index);

	switch (item->op) {
	case OP_SEND:
		return detail && (detail->form || (detail->row && plan->list && plan->list->form));
	case OP_FEEDBACK:
	case OP_UPDATE_SHORT_CODE:
	case OP_CREATE_SERVICE:
	case OP_UPDATE_SERVICE:
		return detail && detail->form;
	case OP_ADD_SENDER:
	case OP_MOVE_SENDER:
		return (item->sid.kind != SID_NONE && item->sid.kind != SID_AI) ||
		       (detail && detail->form);
	default:
		return true;
	}
}

const char *plan_form_value(const struct plan_detail *detail, const char *name)
{
	for (char **field = detail->form; field && field[0]; field += 2)
		if (strcmp(field[0], name) == 0)
			return field[1];
	return NULL;
}

size_t plan_trimmed(struct text text)
{
	size_t length = text.data ? text.length : 0;

	while (length && strchr(" \t\r\n", text.data[length - 1]))
		length--;
	return length;
}

void plan_hash(const struct plan *plan, struct text to, struct text body,
	       uint8_t hash[static PLAN_HASH_SIZE])
{
	struct sha256 sha;

	sha256_init(&sha);
	sha256_add(&sha, plan->salt, sizeof(plan->salt));
	sha256_add(&sha, to.data ? to.data : "", to.length);
	sha256_add(&sha, "", 1);
	sha256_add(&sha, body.data ? body.data : "", plan_trimmed(body));
	sha256_end(&sha, hash);
}

static struct text text_of(const char *string)
{
	return (struct text){ string, string ? strlen(string) : 0 };
}

static void note_message(const struct plan *plan, struct plan_detail *detail)
{
	const char *body = plan_form_value(detail, "Body");
	const char *when = plan_form_value(detail, "SendAt");

	detail->hashed = body != NULL;
	if (body)
		plan_hash(plan, text_of(plan_form_value(detail, "To")), text_of(body),
			  detail->hash);
	if (when && !date_parse_iso(when, strlen(when), &detail->send_at))
		detail->send_at = DATE_NONE;
}

void plan_fill_detail(struct plan *plan, uint32_t item, const struct plan_target *target)
{
	struct plan_detail *detail = plan_need_detail(plan, item);

	detail->of = target->of;
	detail->to = target->to;
	detail->row = target->row;
	detail->form = outgoing_form_copy(target->form);
	detail->label = target->label ? xstrdup(target->label) : NULL;
	if (plan->items.items[item].op == OP_SEND)
		note_message(plan, detail);
}

static void wipe_form(struct plan_detail *detail)
{
	outgoing_form_free(detail->form);
	detail->form = NULL;
}

void plan_load(struct plan *plan, uint32_t item)
{
	struct plan_detail *detail = item < plan->details.count ? &plan->details.items[item] : NULL;

	if (detail && detail->row && !detail->form && plan->list && plan->list->form)
		detail->form = plan->list->form(plan->list->context, detail->row, detail->send_at);
}

void plan_unload(struct plan *plan, uint32_t item)
{
	if (plan->list && item < plan->details.count && plan->details.items[item].row)
		wipe_form(&plan->details.items[item]);
}

static void free_list(struct plan_file *list)
{
	if (!list)
		return;
	if (list->release)
		list->release(list->context);
	free(list->path);
	free(list->template_name);
	free(list->service);
	free(list);
}

void plan_set_said(struct plan *plan, uint32_t item, const char *said)
{
	struct plan_detail *detail;

	if (!plan->details.count)
		return;
	detail = plan_need_detail(plan, item);
	mem_wipe_free(detail->said);
	detail->said = said && *said ? xstrdup(said) : NULL;
}

void plan_set_look(struct plan *plan, uint32_t item, bool look)
{
	plan->items.items[item].look = look;
	if (look && plan->details.count)
		plan_need_detail(plan, item)->place = PLACE_UNKNOWN;
}

void plan_note(struct plan *plan, const char *format, ...)
{
	struct strbuf note = STRBUF_INIT(STRBUF_TEXT);
	va_list arguments;

	va_start(arguments, format);
	strbuf_vaddf(&note, format, arguments);
	va_end(arguments);
	vec_push(&plan->notes, strbuf_detach(&note, NULL));
}

static const struct plan_service *find_service(const struct plan *plan, const struct sid *sid)
{
	for (size_t i = 0; i < plan->services.count; i++)
		if (sid_equal(&plan->services.items[i].sid, sid))
			return &plan->services.items[i];
	return NULL;
}

void plan_name_service(struct plan *plan, const struct sid *sid, const char *name)
{
	if (*name && !find_service(plan, sid))
		vec_push(&plan->services,
			 ((struct plan_service){ .sid = *sid, .name = xstrdup(name) }));
}

void plan_add_service(const struct plan *plan, const struct sid *sid, struct strbuf *out)
{
	const struct plan_service *service = find_service(plan, sid);
	char text[SID_SHORT_SIZE];

	sid_format_short(sid, text);
	strbuf_addstr(out, service ? service->name : text);
}

static void release_detail(struct plan_detail *detail)
{
	wipe_form(detail);
	mem_wipe_free(detail->label);
	mem_wipe_free(detail->said);
}

void plan_release_details(struct plan *plan)
{
	for (size_t i = 0; i < plan->details.count; i++)
		release_detail(&plan->details.items[i]);
	vec_release(&plan->details);
	for (size_t i = 0; i < plan->notes.count; i++)
		mem_wipe_free(plan->notes.items[i]);
	vec_release(&plan->notes);
	for (size_t i = 0; i < plan->services.count; i++)
		free(plan->services.items[i].name);
	vec_release(&plan->services);
	mem_wipe_free(plan->word);
	free_list(plan->list);
}
