#include "sandbox/form.h"

#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "sandbox/segments.h"
#include "sandbox/sid.h"

#define NAME_MAX_UNITS 64

const char *const form_methods[] = { "GET", "POST", NULL };

bool form_is_url(const char *text)
{
	size_t scheme = strncasecmp(text, "https://", 8) == 0 ? 8 : 7;
	size_t host;

	if (scheme == 7 && strncasecmp(text, "http://", 7) != 0)
		return false;
	text += scheme;
	host = strcspn(text, "/?#");
	return host > 0 && memchr(text, '_', host) == NULL && strpbrk(text, " \t\r\n") == NULL;
}

static const char *find_word(const char *const *words, const char *value)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, value) == 0)
			return *words;
	return NULL;
}

static bool is_allowed(const struct form_field *field, const struct param *param)
{
	const char *value = param->value;
	size_t units;
	int64_t number;

	switch (field->type) {
	case FORM_NAME:
		units = utf16_units(value, param->length);
		return units > 0 && units <= NAME_MAX_UNITS;
	case FORM_URL:
		return *value == '\0' || form_is_url(value);
	case FORM_WORD:
		return find_word(field->words, value) != NULL;
	case FORM_SWITCH:
		return strcasecmp(value, "true") == 0 || strcasecmp(value, "false") == 0;
	case FORM_NUMBER:
		return parse_int64(value, param->length, field->min, field->max, &number);
	default:
		return true;
	}
}

bool form_check(const struct form_field *fields, size_t count, const struct request *request,
		struct reply *reply)
{
	for (size_t i = 0; i < count; i++) {
		const struct param *param = params_get(&request->form, fields[i].name);

		if (param == NULL || is_allowed(&fields[i], param))
			continue;
		reply_error_text(reply, fields[i].code == 0 ? 20001 : fields[i].code,
				 "Invalid %s: %s", fields[i].name, param->value);
		return false;
	}
	return true;
}

static void set_text(char **text, const char *value, bool may_be_null)
{
	free(*text);
	*text = *value == '\0' && may_be_null ? NULL : xstrdup(value);
}

static void set(const struct form_field *field, const struct param *param, void *member)
{
	int64_t number;

	switch (field->type) {
	case FORM_NAME:
	case FORM_TEXT:
	case FORM_URL:
		set_text(member, param->value, field->type != FORM_NAME);
		break;
	case FORM_WORD:
		*(const char **)member = find_word(field->words, param->value);
		break;
	case FORM_SWITCH:
		*(bool *)member = strcasecmp(param->value, "true") == 0;
		break;
	case FORM_NUMBER:
		if (parse_int64(param->value, param->length, field->min, field->max, &number))
			*(int *)member = (int)number;
		break;
	}
}

void form_apply(const struct form_field *fields, size_t count, const struct request *request,
		void *record)
{
	for (size_t i = 0; i < count; i++) {
		const struct param *param = params_get(&request->form, fields[i].name);

		if (param != NULL)
			set(&fields[i], param, (char *)record + fields[i].member);
	}
}

const char *form_require(const struct request *request, struct reply *reply, const char *name)
{
	const char *value = params_value(&request->form, name);

	if (value != NULL && *value != '\0')
		return value;
	reply_error_text(reply, 20001, "Missing required parameter %s in the post body", name);
	return NULL;
}

const char *form_require_sid(const struct request *request, struct reply *reply, const char *name,
			     const char *letters)
{
	const char *sid = form_require(request, reply, name);

	if (sid == NULL || sid_is_wellformed(sid, strlen(sid), letters))
		return sid;
	reply_error_text(reply, 20423, "Invalid %s: %s", name, sid);
	return NULL;
}
