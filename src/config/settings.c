#include "config/settings.h"

#include <assert.h>

#include "base/mem.h"

void settings_init(struct settings *settings)
{
	*settings = (struct settings){ .file = NULL };
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;
		struct setting *setting = &settings->layers[LAYER_DEFAULT][id];
		const char *fallback = option_row(id)->fallback;
		if (!fallback)
			continue;
		setting->set = option_parse(id, fallback, NULL, &setting->value, NULL);
		assert(setting->set);
	}
}

void settings_release(struct settings *settings)
{
	for (size_t layer = 0; layer < LAYER_COUNT; layer++)
		for (size_t id = 0; id < OPTION_COUNT; id++)
			option_value_release(&settings->layers[layer][id].value);
	free(settings->file);
	free(settings->profile);
	*settings = (struct settings){ .file = NULL };
}

static void add_name_in(const struct settings *settings, enum settings_layer layer,
			enum option_id id, unsigned int line, const char *variable,
			struct strbuf *out)
{
	switch (layer) {
	case LAYER_COMMAND_LINE:
		option_command_line_name(id, out);
		break;
	case LAYER_ENVIRONMENT:
		strbuf_addstr(out, variable ? variable : option_row(id)->name);
		break;
	case LAYER_DESCRIPTOR:
		strbuf_addf(out, "line %u: %s", line, option_row(id)->name);
		break;
	case LAYER_GLOBAL:
	case LAYER_PROFILE:
		if (settings->file)
			strbuf_addf(out, "%s:%u: ", settings->file, line);
		strbuf_addstr(out, option_row(id)->name);
		break;
	default:
		strbuf_addstr(out, option_row(id)->name);
		break;
	}
}

bool settings_set_from(struct settings *settings, enum settings_layer layer, enum option_id id,
		       const char *text, unsigned int line, const char *variable,
		       const char *directory, struct error *err)
{
	struct setting *setting = &settings->layers[layer][id];
	struct option_value value;

	if (!option_parse(id, text, directory, &value, err)) {
		struct strbuf name = STRBUF_INIT(STRBUF_TEXT);
		add_name_in(settings, layer, id, line, variable, &name);
		error_prefix(err, "%s", name.data);
		strbuf_release(&name);
		return false;
	}
	option_value_release(&setting->value);
	*setting =
		(struct setting){ .set = true, .line = line, .variable = variable, .value = value };
	return true;
}

bool settings_set(struct settings *settings, enum settings_layer layer, enum option_id id,
		  const char *text, struct error *err)
{
	return settings_set_from(settings, layer, id, text, 0, NULL, NULL, err);
}

enum settings_layer settings_ranked(const struct settings *settings, enum option_id id, int rank)
{
	static const enum settings_layer usual[LAYER_COUNT] = {
		LAYER_SESSION, LAYER_COMMAND_LINE, LAYER_DESCRIPTOR, LAYER_ENVIRONMENT,
		LAYER_PROFILE, LAYER_GLOBAL,       LAYER_DEFAULT,
	};
	static const enum settings_layer chosen[LAYER_COUNT] = {
		LAYER_SESSION,     LAYER_COMMAND_LINE, LAYER_DESCRIPTOR, LAYER_PROFILE,
		LAYER_ENVIRONMENT, LAYER_GLOBAL,       LAYER_DEFAULT,
	};

	assert(rank >= 0 && rank < LAYER_COUNT);
	return settings->profile_explicit && option_row(id)->account_bound ? chosen[rank]
									   : usual[rank];
}

static const char *deciding_account(const struct settings *settings)
{
	for (int rank = 0; rank < LAYER_COUNT; rank++) {
		enum settings_layer layer = settings_ranked(settings, OPTION_ACCOUNT_SID, rank);
		const struct setting *setting = &settings->layers[layer][OPTION_ACCOUNT_SID];
		if (setting->set)
			return setting->value.text;
	}
	return NULL;
}

bool settings_layer_fits(const struct settings *settings, enum settings_layer layer)
{
	const struct setting *named = &settings->layers[layer][OPTION_ACCOUNT_SID];

	if (settings->layers[LAYER_SESSION][OPTION_ACCOUNT_SID].set)
		return layer == LAYER_SESSION || layer == LAYER_DEFAULT;
	return !named->set || strcasecmp(named->value.text, deciding_account(settings)) == 0;
}

enum settings_layer settings_layer_of(const struct settings *settings, enum option_id id)
{
	for (int rank = 0; rank < LAYER_COUNT; rank++) {
		enum settings_layer layer = settings_ranked(settings, id, rank);
		if (settings->layers[layer][id].set &&
		    (!option_row(id)->account_bound || settings_layer_fits(settings, layer)))
			return layer;
	}
	return LAYER_DEFAULT;
}

bool settings_is_set(const struct settings *settings, enum option_id id)
{
	return settings_layer_of(settings, id) != LAYER_DEFAULT;
}

static const struct option_value *effective(const struct settings *settings, enum option_id id)
{
	return &settings->layers[settings_layer_of(settings, id)][id].value;
}

bool settings_bool(const struct settings *settings, enum option_id id)
{
	assert(option_row(id)->type == OPTION_TYPE_BOOL);
	return effective(settings, id)->flag;
}

int64_t settings_number(const struct settings *settings, enum option_id id)
{
	enum option_type type = option_row(id)->type;

	assert(type == OPTION_TYPE_INT || type == OPTION_TYPE_DURATION ||
	       type == OPTION_TYPE_SIZE || type == OPTION_TYPE_ENUM);
	(void)type;
	return effective(settings, id)->number;
}

double settings_rate(const struct settings *settings, enum option_id id)
{
	assert(option_row(id)->type == OPTION_TYPE_RATE);
	return (double)effective(settings, id)->number / 1000;
}

const char *settings_text(const struct settings *settings, enum option_id id)
{
	assert(option_row(id)->type >= OPTION_TYPE_STRING);
	return effective(settings, id)->text;
}

void settings_origin_in(const struct settings *settings, enum settings_layer layer,
			enum option_id id, struct strbuf *out)
{
	const struct setting *setting = &settings->layers[layer][id];

	switch (layer) {
	case LAYER_SESSION:
		strbuf_addstr(out, "the demo");
		break;
	case LAYER_COMMAND_LINE:
		option_command_line_name(id, out);
		break;
	case LAYER_ENVIRONMENT:
		strbuf_addf(out, "%s in the environment", setting->variable);
		break;
	case LAYER_DESCRIPTOR:
		strbuf_addf(out, "descriptor %d, line %u",
			    (int)settings_number(settings, OPTION_CREDENTIALS_FD), setting->line);
		break;
	case LAYER_PROFILE:
		strbuf_addf(out, "profile %s, %s:%u", settings->profile, settings->file,
			    setting->line);
		break;
	case LAYER_GLOBAL:
		strbuf_addf(out, "%s:%u", settings->file, setting->line);
		break;
	default:
		strbuf_addstr(out, "default");
		break;
	}
}

void settings_origin(const struct settings *settings, enum option_id id, struct strbuf *out)
{
	settings_origin_in(settings, settings_layer_of(settings, id), id, out);
}

const char *settings_account_label(const struct settings *settings)
{
	enum settings_layer layer = settings_layer_of(settings, OPTION_ACCOUNT_SID);

	if (layer == LAYER_ENVIRONMENT && settings->layers[LAYER_PROFILE][OPTION_ACCOUNT_SID].set &&
	    settings_layer_fits(settings, LAYER_PROFILE))
		return settings->profile;
	switch (layer) {
	case LAYER_SESSION:
		return "demo";
	case LAYER_COMMAND_LINE:
		return "command line";
	case LAYER_DESCRIPTOR:
		return "descriptor";
	case LAYER_ENVIRONMENT:
		return "environment";
	case LAYER_PROFILE:
		return settings->profile;
	case LAYER_GLOBAL:
		return "config";
	default:
		return NULL;
	}
}

void settings_adopt(struct settings *settings, const struct settings *from, bool same_account)
{
	for (size_t layer = LAYER_ENVIRONMENT; layer < LAYER_COUNT; layer++) {
		for (size_t id = 0; id < OPTION_COUNT; id++) {
			const struct setting *said = &from->layers[layer][id];
			struct setting *setting = &settings->layers[layer][id];

			if (!said->set ||
			    (!same_account && option_row((enum option_id)id)->account_bound))
				continue;
			option_value_release(&setting->value);
			*setting = *said;
			setting->value.text = said->value.text ? xstrdup(said->value.text) : NULL;
		}
	}
	settings->demo = from->demo;
}

void settings_forget_secrets(struct settings *settings)
{
	for (size_t id = 0; id < OPTION_COUNT; id++) {
		if (option_row((enum option_id)id)->type != OPTION_TYPE_SECRET)
			continue;
		for (size_t layer = 0; layer < LAYER_COUNT; layer++) {
			option_value_release(&settings->layers[layer][id].value);
			settings->layers[layer][id].set = false;
		}
	}
}
