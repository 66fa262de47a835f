#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/shell.h"
#include "views/session/lists.h"

#define SERVICES 40

/* A screen that counts what it is told. */
static size_t told[RESOURCE_COUNT];

static unsigned count_news(struct view *view, const void *context)
{
	const struct news *news = context;

	(void)view;
	if (news->kind == NEWS_LIST)
		told[news->list->resource]++;
	return EFFECT_NONE;
}

static const struct view_ops screen = {
	.name = "screen",
	.title = "Screen",
	.help = "",
	.size = sizeof(struct view),
	.result = count_news,
};
static const struct view_ops *const roots[] = { &screen };

static struct sid sid_of(enum sid_kind kind, uint8_t number)
{
	return (struct sid){ .kind = (uint8_t)kind, .bytes = { number } };
}

/* Something leaves a list that had been loaded. */
static void change(struct session *session, const struct list_id *id)
{
	struct collection *list = lists_peek(session, id);
	struct result result = {
		.kind = JOB_CHANGE,
		.list = *id,
		.gone = sid_of(SID_PN, 1),
	};

	collection_begin(list);
	collection_end(list, NULL);
	lists_take(session, &result);
}

/* As many pools as an account has services are no more to tell of than one. */
static void test_pools_are_told_of_at_once(void **state)
{
	static const struct shell_ops ops = { .quit = NULL };
	struct loop *loop = loop_new();
	struct keymap *keymap = keymap_new();
	struct session_options options = { .label = "" };
	const struct list_id numbers = list_id(RESOURCE_NUMBERS, NULL, NULL);
	const struct list_id codes = list_id(RESOURCE_SHORT_CODES, NULL, NULL);
	struct session session;

	(void)state;
	session_init(&session, &options, loop);
	session.shell = shell_new(loop, keymap, &ops, &session);
	shell_set_views(session.shell, roots, ARRAY_SIZE(roots), NULL, 0);
	shell_execute(session.shell, "open screen");
	for (uint8_t i = 1; i <= SERVICES; i++) {
		const struct sid service = sid_of(SID_MG, i);
		const struct list_id pool = list_id(RESOURCE_POOL_NUMBERS, &service, NULL);

		change(&session, &pool);
	}
	change(&session, &numbers);
	change(&session, &codes);
	lists_tell(&session);
	assert_int_equal(told[RESOURCE_POOL_NUMBERS], 1);
	assert_int_equal(told[RESOURCE_NUMBERS], 1);
	assert_int_equal(told[RESOURCE_SHORT_CODES], 1);
	/* And no more than once. */
	lists_tell(&session);
	assert_int_equal(told[RESOURCE_POOL_NUMBERS], 1);
	shell_free(session.shell);
	session_release(&session);
	keymap_free(keymap);
	loop_free(loop);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pools_are_told_of_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
