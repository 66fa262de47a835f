#include "config/load.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "config/config.h"
#include "config/suggest.h"
#include "config/xdg.h"

/* What stands beside the options in the file, in the order of --print-config. */
static const char *const other_names[] = { "default_profile", "profiles", "contacts", "keys",
					   "columns",         "queries",  "templates" };

static bool is_other(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(other_names); i++)
		if (strcmp(other_names[i], name) == 0)
			return true;
	return false;
}

static bool unknown(const struct config_file *file, const struct config_node *node, bool in_profile,
		    struct error *err)
{
	struct suggestion suggestion = { .wanted = config_name(node) };

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (!in_profile || !option_row((enum option_id)i)->global_only)
			suggest_offer(&suggestion, option_row((enum option_id)i)->name);
	for (size_t i = 0; !in_profile && i < ARRAY_SIZE(other_names); i++)
		suggest_offer(&suggestion, other_names[i]);
	if (suggestion.best)
		return config_error(file, node, err, "unknown setting \"%s\"; did you mean \"%s\"?",
				    config_name(node), suggestion.best);
	return config_error(file, node, err,
			    "unknown setting \"%s\"; msgdeck --print-config shows all of them",
			    config_name(node));
}

/* The type in which an option is written in the file, besides a text. */
static enum config_type written_type(const struct option_row *row)
{
	switch (row->type) {
	case OPTION_TYPE_BOOL:
		return CONFIG_BOOL;
	case OPTION_TYPE_INT:
	case OPTION_TYPE_DURATION:
	case OPTION_TYPE_SIZE:
	case OPTION_TYPE_RATE:
		return CONFIG_INTEGER;
	default:
		return CONFIG_STRING;
	}
}

static bool set_option(const struct config_file *file, const struct config_node *node,
		       struct settings *settings, enum settings_layer layer, enum option_id id,
		       struct error *err)
{
	const struct option_row *row = option_row(id);
	enum config_type type = config_type(node), wanted = written_type(row);
	bool text_too = row->type == OPTION_TYPE_DURATION || row->type == OPTION_TYPE_SIZE ||
			row->type == OPTION_TYPE_RATE ||
			(row->type == OPTION_TYPE_INT && row->zero);
	bool real_too = row->type == OPTION_TYPE_RATE;
	struct strbuf number = STRBUF_INIT(64);
	const char *text = config_string(node);
	int64_t integer;
	double real;
	bool flag;

	if (type != wanted && !(text_too && type == CONFIG_STRING) &&
	    !(real_too && type == CONFIG_REAL))
		return config_error(file, node, err, "%s must be %s, not %s", row->name,
				    config_type_words(text_too ? CONFIG_STRING : wanted),
				    config_type_words(type));
	if (config_bool(node, &flag))
		text = flag ? "yes" : "no";
	else if (config_integer(node, &integer) && strbuf_addf(&number, "%" PRId64, integer))
		text = number.data;
	else if (config_real(node, &real) && strbuf_addf(&number, "%.9g", real))
		text = number.data;

	char *directory = xstrdup(config_file_name(file));
	*strrchr(directory, '/') = '\0';
	bool ok = settings_set_from(settings, layer, id, text, config_line(node), NULL, directory,
				    err);
	free(directory);
	strbuf_release(&number);
	return ok;
}

static bool set_group(const struct config_file *file, const struct config_node *group,
		      struct settings *settings, enum settings_layer layer, struct error *err)
{
	for (size_t i = 0; i < config_count(group); i++) {
		const struct config_node *node = config_at(group, i);
		const char *name = config_name(node);
		enum option_id id;

		if (layer == LAYER_GLOBAL
			    ? is_other(name)
			    : strcmp(name, "queries") == 0 || strcmp(name, "templates") == 0)
			continue;
		/* The file has one spelling only. */
		if (strchr(name, '-') || !option_find(name, strlen(name), &id))
			return unknown(file, node, layer == LAYER_PROFILE, err);
		if (layer == LAYER_PROFILE && option_row(id)->global_only)
			return config_error(file, node, err,
					    "%s cannot be set in a profile; set it at the top of "
					    "the file",
					    name);
		if (!set_option(file, node, settings, layer, id, err))
			return false;
	}
	return true;
}

/* A file with secrets is for its owner's eyes; one that names a program to run, for his pen. */
static bool check_permissions(const struct config_file *file, const struct config_node *group,
			      struct error *err)
{
	const char *path = config_file_name(file);
	const struct file_access *access = config_file_access(file);

	for (size_t i = 0; i < config_count(group); i++) {
		const char *name = config_name(config_at(group, i));
		enum option_id id;

		if (!option_find(name, strlen(name), &id))
			continue;
		enum option_type type = option_row(id)->type;
		if (type == OPTION_TYPE_SECRET && !file_check_private(path, access, err))
			return error_prefix(err, "%s is in a file that is not private", name);
		if (type == OPTION_TYPE_COMMAND && !file_check_unwritten(path, access, err))
			return error_prefix(err, "%s names a program to run", name);
	}
	return true;
}

static bool wrong_profile(const struct config_file *file, const struct config *config,
			  const char *wanted, struct error *err)
{
	struct suggestion suggestion = { .wanted = wanted };
	struct strbuf known = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < config->profile_count; i++) {
		suggest_offer(&suggestion, config->profiles[i]);
		strbuf_addf(&known, "%s%s", i ? ", " : "", config->profiles[i]);
	}
	if (config->profile_count == 0)
		error_set(err, ERROR_USAGE, "There is no profile \"%s\": %s has no profiles",
			  wanted, config_file_name(file));
	else if (suggestion.best)
		error_set(err, ERROR_USAGE,
			  "There is no profile \"%s\" in %s; did you mean \"%s\"?", wanted,
			  config_file_name(file), suggestion.best);
	else
		error_set(err, ERROR_USAGE, "There is no profile \"%s\" in %s; there is %s", wanted,
			  config_file_name(file), known.data);
	strbuf_release(&known);
	return false;
}

/* All profiles are checked, so that a mistake shows before the profile is needed. */
static bool check_profiles(const struct config_file *file, struct config *config, struct error *err)
{
	const struct config_node *profiles = config_get(config_file_root(file), "profiles");

	if (profiles && config_type(profiles) != CONFIG_GROUP)
		return config_error(file, profiles, err, "profiles must be %s, not %s",
				    config_type_words(CONFIG_GROUP),
				    config_type_words(config_type(profiles)));
	config->profiles = xcalloc(config_count(profiles) + 1, sizeof(*config->profiles));
	for (size_t i = 0; i < config_count(profiles); i++) {
		const struct config_node *profile = config_at(profiles, i);
		struct settings scratch;

		config->profiles[config->profile_count++] = xstrdup(config_name(profile));
		if (config_type(profile) != CONFIG_GROUP)
			return config_error(file, profile, err, "profile %s must be %s, not %s",
					    config_name(profile), config_type_words(CONFIG_GROUP),
					    config_type_words(config_type(profile)));
		if (!check_permissions(file, profile, err))
			return false;
		settings_init(&scratch);
		scratch.file = xstrdup(config_file_name(file));
		struct named_queries queries = { .items = NULL };
		struct config_templates templates = { .items = NULL };
		bool ok = set_group(file, profile, &scratch, LAYER_PROFILE, err) &&
			  named_queries_read(&queries, file, profile, false, err) &&
			  config_templates_read(&templates, file, profile, err);
		named_queries_release(&queries);
		config_templates_release(&templates);
		settings_release(&scratch);
		if (!ok)
			return false;
	}
	return true;
}

static bool choose_profile(const struct config_file *file, struct config *config,
			   struct settings *settings, const char *wanted, struct error *err)
{
	const struct config_node *root = config_file_root(file);
	const struct config_node *usual = config_get(root, "default_profile");

	if (usual && config_type(usual) != CONFIG_STRING)
		return config_error(file, usual, err, "default_profile must be %s, not %s",
				    config_type_words(CONFIG_STRING),
				    config_type_words(config_type(usual)));
	if (!wanted)
		wanted = config_string(usual);
	if (!wanted)
		return true;
	const struct config_node *profile = config_get(config_get(root, "profiles"), wanted);
	if (!profile)
		return wrong_profile(file, config, wanted, err);
	settings->profile = xstrdup(wanted);
	return set_group(file, profile, settings, LAYER_PROFILE, err) &&
	       named_queries_read(&config->queries, file, profile, false, err) &&
	       config_templates_read(&config->templates, file, profile, err);
}

static bool take_file(const struct config_file *file, struct config *config,
		      struct settings *settings, const char *profile, struct error *err)
{
	const struct config_node *root = config_file_root(file);

	config->file = xstrdup(config_file_name(file));
	settings->file = xstrdup(config_file_name(file));
	return check_permissions(file, root, err) &&
	       set_group(file, root, settings, LAYER_GLOBAL, err) &&
	       check_profiles(file, config, err) &&
	       named_queries_read(&config->queries, file, root, false, err) &&
	       config_templates_read(&config->templates, file, root, err) &&
	       choose_profile(file, config, settings, profile, err) &&
	       config_contacts_read(&config->contacts, file, err) &&
	       bindings_read(&config->bindings, file, err) &&
	       columns_read(&config->columns, file, err);
}

static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

/* The absolute path of the file to read; *required when somebody asked for it by name. */
static char *find_file(const char *path, bool *required, struct error *err)
{
	struct option_value value;

	if (!path)
		path = variable("MSGDECK_CONFIG");
	*required = path != NULL;
	if (!path)
		return xdg_path(XDG_CONFIG, "msgdeck.conf", err);
	return option_parse(OPTION_LOG_FILE, path, NULL, &value, err) ? value.text : NULL;
}

char *config_path(const char *path, struct error *err)
{
	bool required;

	return find_file(path, &required, err);
}

bool config_load(struct config *config, struct settings *settings, const char *path,
		 const char *profile, struct error *err)
{
	bool required, ok = false;
	char *name = find_file(path, &required, err);

	if (!name)
		return false;
	settings->profile_explicit = profile != NULL;
	if (!profile)
		profile = variable("MSGDECK_PROFILE");
	if (!required && access(name, F_OK) != 0 && errno == ENOENT) {
		if (profile)
			error_set(err, ERROR_USAGE, "There is no profile \"%s\": there is no %s",
				  profile, name);
		free(name);
		return !profile;
	}
	struct config_file *file = config_file_read(name, err);
	if (file)
		ok = take_file(file, config, settings, profile, err);
	config_file_free(file);
	free(name);
	return ok;
}

void config_release(struct config *config)
{
	bindings_release(&config->bindings);
	columns_release(&config->columns);
	named_queries_release(&config->queries);
	config_templates_release(&config->templates);
	config_contacts_release(&config->contacts);
	for (size_t i = 0; i < config->profile_count; i++)
		free(config->profiles[i]);
	free(config->profiles);
	free(config->file);
	*config = (struct config)CONFIG_INIT;
}
