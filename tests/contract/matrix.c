#include "matrix.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "gate.h"

#define ANSWER_MAX 2000000
#define POINTS_MAX 120 /* the whole of a record, the first of a list */
#define CA_MAX ((size_t)1 << 16)

/* One fault and those that it happens to. */
struct scene {
	const struct matrix_fault *fault;
	struct stand stand;
	struct sandbox *other; /* who stands at the address instead, or at the end of links */
	struct gate gate;
	char *ca_file; /* trusts both */
	bool once;
};

/* -- the scene --------------------------------------------------------------------------------- */

static int port_of(struct sandbox *sandbox)
{
	return (int)strtol(strrchr(sandbox_value(sandbox, "url"), ':') + 1, NULL, 10);
}

/* Nothing but the certificate itself shall be against those that are bad. */
static void trust_both(struct scene *scene)
{
	struct sandbox *const both[] = { scene->stand.rig.sandbox, scene->other };
	struct strbuf pem = STRBUF_INIT(CA_MAX), path = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < ARRAY_SIZE(both); i++)
		assert_true(file_read(sandbox_value(both[i], "ca_file"), &pem, NULL));
	strbuf_addf(&path, "%s.both", sandbox_value(both[0], "ca_file"));
	scene->ca_file = strbuf_detach(&path, NULL);
	assert_true(file_write_private(scene->ca_file, pem.data, pem.length, NULL));
	strbuf_release(&pem);
	api_settings_put(&scene->stand.rig.settings.ca_file, scene->ca_file);
}

static void set_address(struct api_settings *settings, const char *url)
{
	api_settings_put(&settings->api_base, url);
	api_settings_put(&settings->messaging_base, url);
	api_settings_put(&settings->pricing_base, url);
}

static void open_scene(struct scene *scene, const struct matrix_fault *fault, bool once)
{
	struct api_settings *settings;
	char url[64];

	*scene = (struct scene){ .fault = fault, .once = once };
	stand_open(&scene->stand, fault->way == WAY_SERVER ? NULL : fault->options, fault->skew);
	settings = &scene->stand.rig.settings;
	settings->tries = fault->tries && !once ? fault->tries : 2;
	settings->stall_ms = fault->stall_ms ? fault->stall_ms : settings->stall_ms;
	settings->total_ms = fault->total_ms ? fault->total_ms : settings->total_ms;
	settings->answer_max = fault->bounded ? ANSWER_MAX : settings->answer_max;
	if (fault->way == WAY_SERVER || (fault->rule && strstr(fault->rule, "{elsewhere}"))) {
		scene->other = sandbox_start(fault->way == WAY_SERVER ? fault->options : NULL, 0);
		trust_both(scene);
	}
	if (fault->way == WAY_SERVER || fault->way == WAY_RESET) {
		gate_open(&scene->gate, port_of(scene->stand.rig.sandbox));
		snprintf(url, sizeof(url), "https://127.0.0.1:%d", scene->gate.port);
		set_address(settings, url);
	}
	stand_connect(&scene->stand);
}

static void close_scene(struct scene *scene)
{
	if (scene->ca_file)
		unlink(scene->ca_file);
	free(scene->ca_file);
	gate_close(&scene->gate);
	stand_close(&scene->stand);
	sandbox_stop(scene->other);
}

/* -- beginning and end of the fault ------------------------------------------------------------ */

/* The rule with the other sandbox's host in it. */
static void add_rule(const struct scene *scene, struct strbuf *out)
{
	const char *rule = scene->fault->rule;
	const char *gap = strstr(rule, "{elsewhere}");

	if (!gap) {
		strbuf_addstr(out, rule);
		return;
	}
	strbuf_add(out, rule, (size_t)(gap - rule));
	strbuf_addstr(out, sandbox_value(scene->other, "url") + strlen("https://"));
	strbuf_addstr(out, gap + strlen("{elsewhere}"));
}

static void break_rules(struct scene *scene)
{
	struct strbuf rule = STRBUF_INIT(STRBUF_LINE);

	for (int i = 0; i < OPERATIONS; i++) {
		strbuf_reset(&rule);
		add_rule(scene, &rule);
		if (scene->once) {
			strbuf_addstr(&rule, ",times=1");
			operation_add_match(&scene->stand, (enum operation)i, &rule);
		}
		if (i == 0 || scene->once)
			stand_fault(&scene->stand, rule.data);
	}
	strbuf_release(&rule);
}

static void move_to(struct scene *scene, const char *url)
{
	struct rig *rig = &scene->stand.rig;

	fetch_stop(rig->fetch);
	set_address(&rig->settings, url);
	rig_connect(rig);
}

static void begin(struct scene *scene)
{
	sandbox_requests(scene->stand.rig.sandbox, &scene->stand.log_from);
	switch (scene->fault->way) {
	case WAY_RULE:
		break_rules(scene);
		break;
	case WAY_SERVER:
		gate_turn(&scene->gate, port_of(scene->other));
		break;
	case WAY_RESET:
		gate_turn(&scene->gate, 0);
		break;
	case WAY_ADDRESS:
		move_to(scene, scene->fault->rule);
		break;
	case WAY_CLOCK:
	case WAY_CUT:
		break;
	}
}

static void end(struct scene *scene)
{
	struct sandbox *sandbox = scene->stand.rig.sandbox;

	switch (scene->fault->way) {
	case WAY_RULE:
		stand_fault(&scene->stand, NULL);
		break;
	case WAY_SERVER:
	case WAY_RESET:
		gate_turn(&scene->gate, port_of(sandbox));
		break;
	case WAY_ADDRESS:
		move_to(scene, sandbox_value(sandbox, "url"));
		break;
	case WAY_CLOCK:
	case WAY_CUT:
		break;
	}
}

/* -- what is asserted -------------------------------------------------------------------------- */

static char letter_of(const struct stand *stand, enum operation operation)
{
	const struct outcome *outcome = &stand->now[operation];

	if (stand_is_done_already(stand, operation))
		return MATRIX_WORKS;
	if (outcome->error.kind == ERROR_NONE)
		return stand_is_whole(stand, operation) ? MATRIX_WORKS : MATRIX_GIVEN;
	if (operation_changes(operation))
		return outcome->unclear ? MATRIX_UNCLEAR : MATRIX_FAILS;
	return outcome->items ? MATRIX_PART : MATRIX_FAILS;
}

static unsigned cells_of(const char *letters)
{
	unsigned set = 0;

	assert_int_equal(strlen(letters), OPERATIONS);
	for (int i = 0; i < OPERATIONS; i++)
		set |= letters[i] == MATRIX_NOT ? 0 : 1u << i;
	return set;
}

/* Words that say something, and no secret. */
static void check_words(const struct scene *scene, enum operation operation)
{
	const struct error *err = &scene->stand.now[operation].error;
	const char *says = scene->fault->says ? scene->fault->says : "";
	const char *text = error_text(err);

	if (strlen(text) < 10 || !strchr(text, ' ') || !strstr(text, says))
		fail_msg("%s, %s: \"%s\"", scene->fault->name, operation_name(operation), text);
	assert_null(strstr(text, scene->stand.rig.settings.password));
}

static void check_cells(const struct scene *scene, const char *letters)
{
	for (int i = 0; i < OPERATIONS; i++) {
		enum operation operation = (enum operation)i;
		const struct outcome *outcome = &scene->stand.now[i];
		char letter = letters[i] == MATRIX_NOT ? MATRIX_NOT
						       : letter_of(&scene->stand, operation);

		if (letter != letters[i])
			fail_msg("%s, %s: '%c', not '%c': %s", scene->fault->name,
				 operation_name(operation), letter, letters[i],
				 error_text(&outcome->error));
		if (letter == MATRIX_FAILS || letter == MATRIX_UNCLEAR || letter == MATRIX_PART)
			check_words(scene, operation);
	}
}

/* What was said is so: nothing is changed where it failed, and nothing twice. */
static void check_truth(struct scene *scene, const char *letters, unsigned counts[OPERATIONS])
{
	stand_count(&scene->stand, counts);
	for (int i = 0; i < OPERATIONS; i++) {
		enum operation operation = (enum operation)i;

		if (!operation_changes(operation))
			continue;
		if (counts[i] > 1 || (letters[i] == MATRIX_FAILS && counts[i] != 0) ||
		    (letters[i] == MATRIX_WORKS && counts[i] != 1))
			fail_msg("%s, %s: '%c', but done %u times", scene->fault->name,
				 operation_name(operation), letters[i], counts[i]);
		if (operation_creates(operation) && scene->fault->way != WAY_CLOCK)
			assert_true(stand_arrived(&scene->stand, operation) <= 1);
	}
}

static bool is_content(const struct scene *scene, const struct sandbox_request *request)
{
	const char *url = sandbox_value(scene->stand.rig.sandbox, "content_url");

	return strcmp(request->host, url + strlen("https://")) == 0;
}

/* Nobody but the API has seen who asks; who stands there with a bad certificate has heard nothing. */
static void check_credentials(struct scene *scene)
{
	const struct sandbox_request *requests;
	size_t count;

	requests = sandbox_requests(scene->stand.rig.sandbox, &count);
	for (size_t i = 0; i < count; i++)
		if (is_content(scene, &requests[i]))
			assert_false(requests[i].credentials);
	if (!scene->other)
		return;
	requests = sandbox_requests(scene->other, &count);
	if (scene->fault->way == WAY_SERVER)
		assert_int_equal(count, 0);
	for (size_t i = 0; i < count; i++)
		assert_false(requests[i].credentials);
}

/* It is over: what is not done yet is asked for again, and then all of it is done, once. */
static void check_recovery(struct scene *scene, const unsigned counts[OPERATIONS])
{
	unsigned again = STAND_ALL, after[OPERATIONS];

	for (int i = 0; i < OPERATIONS; i++)
		if (operation_creates((enum operation)i) && counts[i])
			again &= ~(1u << i);
	stand_run(&scene->stand, again);
	for (int i = 0; i < OPERATIONS; i++)
		if ((again & 1u << i) && !stand_is_whole(&scene->stand, (enum operation)i) &&
		    !stand_is_done_already(&scene->stand, (enum operation)i))
			fail_msg("%s, afterwards, %s: %s", scene->fault->name,
				 operation_name((enum operation)i),
				 error_text(&scene->stand.now[i].error));
	stand_count(&scene->stand, after);
	for (int i = 0; i < OPERATIONS; i++)
		if (operation_changes((enum operation)i))
			assert_int_equal(after[i], 1);
}

static void play(const struct matrix_fault *fault, const char *letters, bool once)
{
	unsigned counts[OPERATIONS];
	struct scene scene;

	open_scene(&scene, fault, once);
	begin(&scene);
	stand_run(&scene.stand, cells_of(letters));
	check_cells(&scene, letters);
	end(&scene);
	check_truth(&scene, letters, counts);
	check_recovery(&scene, counts);
	check_credentials(&scene);
	close_scene(&scene);
}

/* Those of the set that an answer can still be cut for: the others got it whole. What is done
 * already may be refused now, in an answer that is cut, too. */
static unsigned cut(struct scene *scene, unsigned left, int point)
{
	const char *letters = scene->fault->lasts;
	char rule[64];

	snprintf(rule, sizeof(rule), "truncate-at=%d", point);
	stand_fault(&scene->stand, rule);
	stand_run(&scene->stand, left);
	stand_fault(&scene->stand, NULL);
	for (int i = 0; i < OPERATIONS; i++) {
		enum operation operation = (enum operation)i;

		if (!(left & 1u << i))
			continue;
		char letter = letter_of(&scene->stand, operation);

		if (letter == MATRIX_WORKS && point)
			left &= ~(1u << i);
		else if (letter == letters[i])
			check_words(scene, operation);
		else if (letter != MATRIX_FAILS || !point || !operation_changes(operation))
			fail_msg("%s %d, %s: '%c': %s", scene->fault->name, point,
				 operation_name(operation), letter,
				 error_text(&scene->stand.now[i].error));
	}
	return left;
}

/* What makes something makes it each time that it is asked to, and no more often. */
static void play_cuts(const struct matrix_fault *fault)
{
	unsigned left = cells_of(fault->lasts), made[OPERATIONS] = { 0 }, counts[OPERATIONS];
	struct scene scene;
	int point = 0;

	open_scene(&scene, fault, false);
	for (; left && point < POINTS_MAX; point++) {
		for (int i = 0; i < OPERATIONS; i++)
			made[i] += operation_creates((enum operation)i) && (left & 1u << i);
		left = cut(&scene, left, point);
	}
	print_message("# %d points\n", point);
	stand_count(&scene.stand, counts);
	for (int i = 0; i < OPERATIONS; i++)
		if (operation_creates((enum operation)i))
			assert_int_equal(counts[i], made[i]);
	stand_run(&scene.stand, STAND_ALL);
	for (int i = 0; i < OPERATIONS; i++)
		assert_int_equal(letter_of(&scene.stand, (enum operation)i), MATRIX_WORKS);
	check_credentials(&scene);
	close_scene(&scene);
}

void matrix_run(const struct matrix_fault *fault)
{
	if (fault->way == WAY_CUT) {
		play_cuts(fault);
		return;
	}
	play(fault, fault->lasts, false);
	if (fault->once)
		play(fault, fault->once, true);
}
