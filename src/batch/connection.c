#include "batch/connection.h"

#include "base/mem.h"

bool connection_settings(const struct settings *settings, const struct credentials *credentials,
			 struct api_settings *api, struct error *err)
{
	api_settings_init(api);
	const struct {
		char **member;
		enum option_id id;
	} texts[] = {
		{ &api->api_base, OPTION_API_BASE },
		{ &api->messaging_base, OPTION_MESSAGING_BASE },
		{ &api->pricing_base, OPTION_PRICING_BASE },
		{ &api->region, OPTION_REGION },
		{ &api->edge, OPTION_EDGE },
		{ &api->ca_file, OPTION_CA_FILE },
	};
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		api_settings_put(texts[i].member, settings_text(settings, texts[i].id));
	const char *account = settings_text(settings, OPTION_ACCOUNT);
	api_settings_put(&api->account_sid, account ? account : credentials->account_sid);
	api_settings_put(&api->username, credentials->username);
	api_settings_put(&api->password, credentials->password.text);
	api->read_only = settings_bool(settings, OPTION_READ_ONLY);
	api->connect_ms = (long)settings_number(settings, OPTION_CONNECT_TIMEOUT);
	api->stall_ms = (long)settings_number(settings, OPTION_STALL_TIMEOUT);
	api->max_in_flight = (unsigned)settings_number(settings, OPTION_MAX_IN_FLIGHT);
	return api_settings_check(api, err);
}
