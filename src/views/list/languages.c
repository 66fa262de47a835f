#include "views/list/languages.h"

#include "base/mem.h"
#include "views/account/deactivated_list.h"
#include "views/changes/changes_items.h"
#include "views/changes/plan_rows.h"
#include "views/media/media_list.h"

const struct named_language *languages_at(size_t index)
{
	static const struct named_language all[] = {
		{ "messages", &filter_messages },
		{ "media, beside those of their messages", &medium_language },
		{ "contacts", &contact_language },
		{ "services", &service_language },
		{ "senders", &sender_language },
		{ "short codes", &code_language },
		{ "countries", &country_language },
		{ "prices", &price_language },
		{ "deactivated numbers", &deactivated_language },
		{ "accounts", &account_language },
		{ "changes", &changes_language },
		{ "unfinished changes", &plan_language },
		{ "requests", &request_language },
	};

	return index < ARRAY_SIZE(all) ? &all[index] : NULL;
}
