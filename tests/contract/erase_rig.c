#include "erase_rig.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "ops/plans.h"

#define LIST "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000"

/* -- the stage --------------------------------------------------------------------------------- */

void scene_set(struct scene *scene, enum option_id id, const char *value)
{
	assert_true(settings_set(&scene->settings, LAYER_COMMAND_LINE, id, value, NULL));
}

static void init_settings(struct scene *scene)
{
	settings_init(&scene->settings);
	scene_set(scene, OPTION_ACCOUNT_SID, sandbox_value(scene->sandbox, "account_sid"));
	scene_set(scene, OPTION_AUTH_TOKEN, sandbox_value(scene->sandbox, "auth_token"));
	scene_set(scene, OPTION_API_BASE, sandbox_value(scene->sandbox, "url"));
	scene_set(scene, OPTION_CA_FILE, sandbox_value(scene->sandbox, "ca_file"));
	scene_set(scene, OPTION_CHANGES_PER_SECOND, "unlimited");
}

void scene_open(struct scene *scene, const char *const *options)
{
	const char *base = getenv("TMPDIR"), *argv[24] = { "--messages=400" };
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; options[i]; i++) {
		assert_true(i + 2 < ARRAY_SIZE(argv));
		argv[i + 1] = options[i];
	}
	*scene = (struct scene){ .sandbox = sandbox_start(argv, 0) };
	scene->api = api_open(scene->sandbox);
	init_settings(scene);
	strbuf_addf(&path, "%s/erase.XXXXXX", base ? base : "/tmp");
	scene->directory = strbuf_detach(&path, NULL);
	assert_non_null(mkdtemp(scene->directory));
}

void scene_close(struct scene *scene)
{
	settings_release(&scene->settings);
	api_close(scene->api);
	sandbox_stop(scene->sandbox);
	free(scene->directory);
	free(scene->path);
}

const char *scene_path(struct scene *scene, const char *name)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s.%s", scene->directory, name);
	free(scene->path);
	scene->path = strbuf_detach(&path, NULL);
	return scene->path;
}

/* The credentials are taken out of the settings by each run. */
static void renew(struct scene *scene)
{
	settings_release(&scene->settings);
	init_settings(scene);
}

int scene_erase(struct scene *scene, const struct cli_erase *wanted)
{
	int code = erase_run(&scene->settings, NULL, scene->directory, wanted);

	renew(scene);
	return code;
}

int scene_resume_as(struct scene *scene, const struct cli_resume *wanted)
{
	int code = resume_run(&scene->settings, scene->templates, scene->directory, wanted);

	renew(scene);
	return code;
}

int scene_resume_of(struct scene *scene, const char *address, const char *report)
{
	return scene_resume_as(scene, &(struct cli_resume){ .words = { { address }, 1 },
							    .report = report });
}

int scene_resume(struct scene *scene, const char *report)
{
	return scene_resume_as(scene, &(struct cli_resume){ .report = report });
}

int scene_send(struct scene *scene, const struct cli_send *wanted)
{
	int code = send_run(&scene->settings, scene->templates, scene->directory, wanted);

	renew(scene);
	return code;
}

void tell_begin(struct telling *telling)
{
	fflush(stderr);
	telling->usual = dup(STDERR_FILENO);
	telling->file = memfd_create("said", MFD_CLOEXEC);
	assert_true(dup2(telling->file, STDERR_FILENO) >= 0);
}

void tell_end(struct telling *telling, struct strbuf *said)
{
	char bytes[4096];
	ssize_t count;

	fflush(stderr);
	dup2(telling->usual, STDERR_FILENO);
	close(telling->usual);
	assert_int_equal(lseek(telling->file, 0, SEEK_SET), 0);
	while ((count = read(telling->file, bytes, sizeof(bytes))) > 0)
		strbuf_add(said, bytes, (size_t)count);
	close(telling->file);
}

size_t scene_plans(const struct scene *scene)
{
	struct plan_list list;
	size_t count;

	plans_find(scene->directory, &list);
	count = list.count;
	plans_release(&list);
	return count;
}

void scene_fault(struct scene *scene, const char *rule)
{
	struct strbuf body = STRBUF_INIT(SCENE_TEXT_MAX);

	if (rule)
		api_post(scene->api, "/sandbox/faults", (const char *const[]){ "Rule", rule, NULL },
			 201, &body);
	else
		api_delete(scene->api, "/sandbox/faults", 204, &body);
	strbuf_release(&body);
}

void scene_post(struct scene *scene, const char *from, const char *to, char sid[static 40])
{
	struct strbuf body = STRBUF_INIT(SCENE_TEXT_MAX), value = STRBUF_INIT(STRBUF_LINE);

	api_post(scene->api, "/2010-04-01/Accounts/{account}/Messages.json",
		 (const char *const[]){ "From", from, "To", to, "Body", "Hello", NULL }, 201,
		 &body);
	assert_true(api_find_member(&body, "sid", &value));
	snprintf(sid, 40, "%s", value.data);
	strbuf_release(&value);
	strbuf_release(&body);
}

/* The service of this name. */
static void find_service(struct scene *scene, const char *name, char sid[static 40])
{
	struct json *root = api_get_json(scene->api, "/v1/Services?PageSize=100");
	const struct json *list = json_get(root, "services");
	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_get_string(json_at(list, i), "friendly_name"), name) == 0)
			snprintf(sid, 40, "%s", json_get_string(json_at(list, i), "sid"));
	json_free(root);
}

void scene_schedule(struct scene *scene, const char *to, char sid[static 40])
{
	struct strbuf body = STRBUF_INIT(SCENE_TEXT_MAX), value = STRBUF_INIT(STRBUF_LINE);
	char service[40] = "", when[DATE_ISO_SIZE];

	find_service(scene, "Campaigns", service);
	date_format_iso(clock_now() + 24 * 3600, when);
	api_post(scene->api, "/2010-04-01/Accounts/{account}/Messages.json",
		 (const char *const[]){ "To", to, "MessagingServiceSid", service, "ScheduleType",
					"fixed", "SendAt", when, "Body", "Hello", NULL },
		 201, &body);
	assert_true(api_find_member(&body, "sid", &value));
	snprintf(sid, 40, "%s", value.data);
	strbuf_release(&value);
	strbuf_release(&body);
}

/* -- the account ------------------------------------------------------------------------------- */

static void copy(char *to, size_t size, const struct json *object, const char *name)
{
	const char *text = json_get_string(object, name);

	snprintf(to, size, "%s", text ? text : "");
}

static void add_told(struct census *census, const struct json *object)
{
	struct told told = { .has_text = *json_get_string(object, "body") };
	const char *made = json_get_string(object, "date_created");

	copy(told.sid, sizeof(told.sid), object, "sid");
	copy(told.from, sizeof(told.from), object, "from");
	copy(told.to, sizeof(told.to), object, "to");
	copy(told.status, sizeof(told.status), object, "status");
	told.inbound = strcmp(json_get_string(object, "direction"), "inbound") == 0;
	told.media = strtol(json_get_string(object, "num_media"), NULL, 10);
	assert_true(date_parse_rfc2822(made, strlen(made), &told.made));
	vec_push(&census->messages, told);
}

void census_read(struct scene *scene, struct census *census)
{
	*census = (struct census){ .messages.count = 0 };
	struct json *root = api_get_json(scene->api, LIST);
	const struct json *list = json_get(root, "messages");
	for (size_t i = 0; i < json_count(list); i++)
		add_told(census, json_at(list, i));
	json_free(root);
}

void census_release(struct census *census)
{
	vec_release(&census->messages);
}

bool told_is_of(const struct told *told, const char *address)
{
	return strcmp(told->from, address) == 0 || strcmp(told->to, address) == 0;
}

size_t census_count(const struct census *census, const char *address)
{
	size_t count = 0;

	for (size_t i = 0; i < census->messages.count; i++)
		count += told_is_of(&census->messages.items[i], address);
	return count;
}

size_t census_status(const struct census *census, const char *address, const char *status)
{
	size_t count = 0;

	for (size_t i = 0; i < census->messages.count; i++)
		count += told_is_of(&census->messages.items[i], address) &&
			 strcmp(census->messages.items[i].status, status) == 0;
	return count;
}

const struct told *census_find(const struct census *census, const char *sid)
{
	for (size_t i = 0; i < census->messages.count; i++)
		if (strcmp(census->messages.items[i].sid, sid) == 0)
			return &census->messages.items[i];
	return NULL;
}

/* Only of those whose messages are all final: they can be erased at once. */
const char *census_busiest(const struct census *census, size_t least_media)
{
	const char *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < census->messages.count; i++) {
		const struct told *told = &census->messages.items[i];
		const char *contact = told->inbound ? told->from : told->to;
		size_t count = 0, media = 0;
		bool final = true;

		for (size_t j = 0; j < census->messages.count; j++) {
			const struct told *other = &census->messages.items[j];

			if (!told_is_of(other, contact))
				continue;
			count++;
			media += other->media > 0;
			final = final &&
				strstr("delivered read received undelivered failed", other->status);
		}
		if (final && media >= least_media && count > most) {
			most = count;
			best = contact;
		}
	}
	assert_non_null(best);
	return best;
}

void expect_only_gone(const struct census *before, const struct census *after,
		      const char *const *addresses)
{
	size_t left = 0;

	for (size_t i = 0; i < before->messages.count; i++) {
		const struct told *told = &before->messages.items[i];
		const struct told *now = census_find(after, told->sid);
		bool erased = false;

		for (size_t a = 0; addresses[a]; a++)
			erased = erased || told_is_of(told, addresses[a]);
		if (erased && now)
			fail_msg("%s is still there", told->sid);
		if (!erased &&
		    (!now || now->has_text != told->has_text || now->media != told->media))
			fail_msg("%s, of somebody else, is changed", told->sid);
		left += !erased;
	}
	assert_int_equal(after->messages.count, left);
}

/* -- what was asked for ------------------------------------------------------------------------ */

size_t asked_so_far(struct scene *scene)
{
	size_t count;

	sandbox_requests(scene->sandbox, &count);
	return count;
}

size_t count_asked(struct scene *scene, size_t from, const char *method, int status)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(scene->sandbox, &count);

	for (size_t i = from; i < count; i++)
		found += strcmp(requests[i].method, method) == 0 &&
			 (!status || requests[i].status == status);
	return found;
}

size_t report_count(const char *path, const char *member, const char *value)
{
	struct strbuf text = STRBUF_INIT(SCENE_TEXT_MAX);
	size_t found = 0;

	assert_true(file_read(path, &text, NULL));
	for (char *line = text.data, *end; line && (end = strchr(line, '\n')); line = end + 1) {
		struct json *row = json_parse(line, (size_t)(end - line), NULL);
		const char *given = json_get_string(row, member);

		found += given && strcmp(given, value) == 0;
		json_free(row);
	}
	strbuf_release(&text);
	return found;
}

static bool is_final(const struct told *told)
{
	return told && strstr("delivered undelivered failed read", told->status);
}

void scene_post_final(struct scene *scene, const char *from, const char *to, char sid[static 40])
{
	struct census census;
	bool final;

	scene_post(scene, from, to, sid);
	do {
		census_read(scene, &census);
		final = is_final(census_find(&census, sid));
		census_release(&census);
	} while (!final);
}

const char *census_sender(const struct census *census)
{
	for (size_t i = 0; i < census->messages.count; i++)
		if (!census->messages.items[i].inbound &&
		    census->messages.items[i].from[0] == '+' &&
		    census->messages.items[i].to[0] == '+')
			return census->messages.items[i].from;
	fail();
	return NULL;
}
