#include "config/reference.h"

#include "config/load.h"
#include "config/options.h"
#include "config/theme.h"
#include "files.h"

/* Takes the '#' from lines that begin with one and no blank behind, but for account settings that
 * exclude each other and files that are not there. */
static void open_comments(const char *text, struct strbuf *out)
{
	static const char *const closed[] = { "#auth_token", "#api_secret", "#ca_file" };

	while (*text) {
		size_t length = strcspn(text, "\n") + 1;
		bool open = text[0] == '#' && text[1] != '\n' && (text[1] != ' ' || text[2] == ' ');
		for (size_t i = 0; i < ARRAY_SIZE(closed); i++)
			open = open && strncmp(text, closed[i], strlen(closed[i])) != 0;
		strbuf_add(out, text + open, length - open);
		text += length;
	}
}

static void load(const char *text, struct config *config, struct settings *settings)
{
	char *place = place_new();
	char *path = place_write(place, "c", text, 0600);

	unsetenv("MSGDECK_PROFILE");
	*config = (struct config)CONFIG_INIT;
	settings_init(settings);
	assert_true(config_load(config, settings, path, NULL, NULL));
	free(path);
	free(place);
}

static void test_config_as_it_is(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct settings settings;
	struct config config;

	(void)state;
	reference_config(&text);
	assert_false(text.overflow);
	for (const char *line = text.data; *line; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") < 80);
	load(text.data, &config, &settings);
	for (size_t i = 0; i < OPTION_COUNT; i++)
		assert_false(settings_is_set(&settings, (enum option_id)i));
	config_release(&config);
	settings_release(&settings);
	strbuf_release(&text);
}

static void test_config_with_its_comments_opened(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT), opened = STRBUF_INIT(STRBUF_TEXT);
	struct settings settings;
	struct config config;

	(void)state;
	reference_config(&text);
	open_comments(text.data, &opened);
	load(opened.data, &config, &settings);
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;
		const struct option_row *row = option_row(id);
		struct strbuf value = STRBUF_INIT(STRBUF_LINE);

		if (row->type == OPTION_TYPE_SECRET || id == OPTION_CA_FILE)
			continue;
		assert_true(settings.layers[LAYER_GLOBAL][id].set);
		option_format(id, &settings.layers[LAYER_GLOBAL][id].value, &value);
		if (row->fallback)
			assert_string_equal(value.data, row->fallback);
		strbuf_release(&value);
	}
	assert_string_equal(settings.profile, "acme");
	assert_int_equal(config.bindings.count, 2);
	assert_int_equal(config.columns.count, 1);
	config_release(&config);
	settings_release(&settings);
	strbuf_release(&text);
	strbuf_release(&opened);
}

static void test_manual(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	assert_true(reference_manual("options", &text));
	assert_non_null(
		strstr(text.data, ".TP\n\\fB\\-p\\fR, \\fB\\-\\-profile\\fR=\\fINAME\\fR\n"));
	assert_non_null(
		strstr(text.data, "\\fB\\-\\-read\\-only\\fR, \\fB\\-\\-no\\-read\\-only\\fR\n"));
	assert_null(strstr(text.data, "auth\\-token\\fR"));
	strbuf_reset(&text);
	assert_true(reference_manual("environment", &text));
	assert_non_null(
		strstr(text.data, "\\fBTWILIO_AUTH_TOKEN\\fR, \\fBMSGDECK_AUTH_TOKEN\\fR\n"));
	strbuf_reset(&text);
	assert_true(reference_manual("settings", &text));
	assert_non_null(strstr(text.data, ".SS Connection\n"));
	assert_non_null(strstr(text.data, "\\fBmax_in_flight\\fR = 16;\n"));
	for (size_t i = 0; i < OPTION_COUNT; i++)
		assert_non_null(strstr(text.data, option_row((enum option_id)i)->name));
	strbuf_reset(&text);
	assert_true(reference_manual("roles", &text));
	for (size_t i = 0; i < THEME_ROLES; i++)
		assert_non_null(strstr(text.data, theme_roles()[i].name));
	strbuf_reset(&text);
	assert_false(reference_manual("weather", &text));
	assert_int_equal(text.length, 0);
	strbuf_release(&text);
}

/* A line that begins with '.' or ''' is a request to roff. */
static void test_manual_has_no_requests_of_chance(void **state)
{
	static const char *const parts[] = { "options", "export", "environment", "settings",
					     "roles" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
		assert_true(reference_manual(parts[i], &text));
		for (const char *line = text.data; *line; line += strcspn(line, "\n") + 1) {
			assert_true(*line != '\'' && *line != '\n');
			assert_true(*line != '.' || strncmp(line, ".TP\n", 4) == 0 ||
				    strncmp(line, ".SS ", 4) == 0);
		}
		strbuf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_config_as_it_is),
		cmocka_unit_test(test_config_with_its_comments_opened),
		cmocka_unit_test(test_manual),
		cmocka_unit_test(test_manual_has_no_requests_of_chance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
