#include "views/list/datum.h"

void datum_text(struct filter_datum *datum, struct text text)
{
	if (text.data)
		strbuf_add(&datum->text, text.data, text.length);
}

void datum_line(struct filter_datum *datum, struct text text)
{
	datum_text(datum, text);
	strbuf_addch(&datum->text, '\n');
}

void datum_sid(struct filter_datum *datum, const struct sid *sid)
{
	char text[SID_SIZE];

	sid_format(sid, text);
	strbuf_addf(&datum->text, "%s\n", text);
}

void datum_service(struct filter_datum *datum, const struct service *service)
{
	if (!service)
		return;
	datum->sid = service->sid;
	datum_text(datum, service->friendly_name);
}

void datum_word(struct filter_datum *datum, bool is, const char *word)
{
	if (is)
		strbuf_addf(&datum->text, " %s", word);
}
