/*
 * input_terminfo.c - the keys that a terminal's description has strings for.
 */
#include "ui/input.h"

#include <stdio.h>

#include "base/mem.h"
#include "ui/key.h"

void input_learn_terminfo(struct input *input, const char *(*ability)(const char *name))
{
	static const struct {
		const char *name;
		uint32_t key;
	} keys[] = {
		{ "kcuu1", UIKEY_UP },
		{ "kcud1", UIKEY_DOWN },
		{ "kcub1", UIKEY_LEFT },
		{ "kcuf1", UIKEY_RIGHT },
		{ "khome", UIKEY_HOME },
		{ "kend", UIKEY_END },
		{ "kpp", UIKEY_PGUP },
		{ "knp", UIKEY_PGDN },
		{ "kich1", UIKEY_INSERT },
		{ "kdch1", UIKEY_DELETE },
		{ "kent", UIKEY_ENTER },
		{ "kcbt", UIKEY_TAB | UIKEY_SHIFT },
		{ "kri", UIKEY_UP | UIKEY_SHIFT },
		{ "kind", UIKEY_DOWN | UIKEY_SHIFT },
		{ "kLFT", UIKEY_LEFT | UIKEY_SHIFT },
		{ "kRIT", UIKEY_RIGHT | UIKEY_SHIFT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		input_learn(input, ability(keys[i].name), keys[i].key);
	for (uint32_t i = 0; i < 12; i++) {
		char name[16];

		snprintf(name, sizeof(name), "kf%u", (unsigned)i + 1);
		input_learn(input, ability(name), UIKEY_F1 + i);
	}
}
