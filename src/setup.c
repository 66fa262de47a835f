#include "setup.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "batch/names.h"
#include "model/template.h"
#include "ui/look.h"
#include "views/key_check.h"
#include "views/list/queries.h"
#include "views/views.h"

void setup_take(struct setup *setup, struct settings *settings, struct config *config)
{
	*setup = (struct setup){ .settings = *settings, .config = *config };
	*settings = (struct settings){ .file = NULL };
	*config = (struct config)CONFIG_INIT;
}

static bool load_keys(struct keymap *keymap, const struct config *config, struct error *err)
{
	if (!keymap_parse(keymap, keymap_default_text, strlen(keymap_default_text), "built-in keys",
			  true, err) ||
	    !keymap_parse(keymap, views_default_keys, strlen(views_default_keys), "built-in keys",
			  true, err))
		return false;
	for (size_t i = 0; i < config->bindings.count; i++) {
		const struct binding *binding = &config->bindings.items[i];
		if (!keymap_statement(keymap, binding->statement, strlen(binding->statement),
				      binding->line, err))
			return error_prefix(err, "%s:%u", config->file, binding->line);
	}
	return true;
}

bool setup_check_keys(const struct config *config, struct strbuf *findings, struct error *err)
{
	struct keymap *keymap = keymap_new();
	bool good = load_keys(keymap, config, err);

	if (good && config->file)
		key_check(keymap, config->file, findings);
	keymap_free(keymap);
	return good;
}

void setup_say_keys(const struct setup *setup, struct strbuf *said)
{
	const char *file = setup->config.file;
	struct strbuf all = STRBUF_INIT(STRBUF_TEXT);
	size_t count = file ? key_check(setup->keymap, strrchr(file, '/') + 1, &all) : 0;

	if (count)
		strbuf_addf(said, "%s%.*s", said->length ? "; " : "", (int)strcspn(all.data, "\n"),
			    all.data);
	if (count > 1)
		strbuf_addf(said, "; and %zu more: msgdeck doctor", count - 1);
	strbuf_release(&all);
}

static bool check_templates(const struct config *config, struct error *err)
{
	for (size_t i = 0; i < config->templates.count; i++) {
		const struct config_template *template = &config->templates.items[i];
		if (!template_check(template->text, err))
			return error_prefix(err, "%s:%u: template %s", config->file, template->line,
					    template->name);
	}
	return true;
}

static bool mark_profile(struct setup *setup, struct error *err)
{
	const char *color = settings_text(&setup->settings, OPTION_PROFILE_COLOR);
	struct strbuf origin = STRBUF_INIT(STRBUF_LINE);
	bool good = !color || look_mark_profile(&setup->theme, color, err);

	if (!good) {
		settings_origin(&setup->settings, OPTION_PROFILE_COLOR, &origin);
		error_prefix(err, "profile_color (%s)", origin.data);
	}
	strbuf_release(&origin);
	return good;
}

bool setup_theme(struct setup *setup, const char *name, struct error *err)
{
	struct style_theme theme = style_theme_default;

	theme.cursor = (enum cursor_style)settings_number(&setup->settings, OPTION_CURSOR);
	if (!look_load(&theme, name, err))
		return false;
	setup->theme = theme;
	return mark_profile(setup, err);
}

bool setup_finish(struct setup *setup, struct error *err)
{
	const struct config *config = &setup->config;

	setup->keymap = keymap_new();
	if (!load_keys(setup->keymap, config, err) || !columns_read_kept(&setup->kept, err) ||
	    !views_check_columns(&config->columns, config->file, err))
		return false;
	setup->queries = queries_new(&config->queries, config->file, err);
	setup->names = names_load(&setup->settings, config, err);
	return setup->queries && setup->names && check_templates(config, err) &&
	       setup_theme(setup, settings_text(&setup->settings, OPTION_THEME), err);
}

bool setup_again(struct setup *next, const struct setup *now, const char *profile,
		 struct error *err)
{
	const char *same = now->settings.profile;

	*next = (struct setup){ .config = CONFIG_INIT };
	settings_init(&next->settings);
	settings_adopt(&next->settings, &now->settings, !profile);
	if (config_load(&next->config, &next->settings, now->config.file, profile ? profile : same,
			err)) {
		next->settings.profile_explicit = profile || now->settings.profile_explicit;
		if (setup_finish(next, err))
			return true;
	}
	setup_release(next);
	return false;
}

void setup_time_zone(const struct settings *settings)
{
	static const char *first;
	static bool asked;
	const char *zone = settings_text(settings, OPTION_TIME_ZONE);

	if (!asked && getenv("TZ"))
		first = xstrdup(getenv("TZ"));
	asked = true;
	if (strcmp(zone, "local") != 0)
		setenv("TZ", strcmp(zone, "utc") == 0 ? "UTC0" : zone, 1);
	else if (first)
		setenv("TZ", first, 1);
	else
		unsetenv("TZ");
	tzset();
}

void setup_release(struct setup *setup)
{
	settings_release(&setup->settings);
	config_release(&setup->config);
	address_book_free(setup->names);
	columns_release(&setup->kept);
	queries_free(setup->queries);
	keymap_free(setup->keymap);
	*setup = (struct setup){ .config = CONFIG_INIT };
}
