#include "ui/keytext.h"

#include <string.h>

#include "base/mem.h"

void keytext_label(const char *keys, struct strbuf *out)
{
	size_t length = strlen(keys);
	bool one = length > 3 && keys[0] == '<' && keys[length - 1] == '>' && !strchr(keys, ' ');

	if (strcmp(keys, "<lt>") == 0)
		strbuf_addch(out, '<');
	else if (one)
		strbuf_add(out, keys + 1, length - 2);
	else
		strbuf_addstr(out, keys);
}

/* What stands between the braces: a context, a blank, a command line. Other braces are what they are. */
static void add_keys(const struct keymap *keymap, const char *named, size_t length,
		     struct strbuf *out)
{
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);
	char *context = xstrndup(named, length);
	char *command = strchr(context, ' ');

	if (command) {
		*command++ = '\0';
		if (keymap_keys_for(keymap, context, command, &keys))
			keytext_label(keys.data, out);
		else
			strbuf_addf(out, ":%s", command);
	} else {
		strbuf_addf(out, "{%s}", context);
	}
	free(context);
	strbuf_release(&keys);
}

void keytext_expand(const struct keymap *keymap, const char *text, struct strbuf *out)
{
	for (;;) {
		size_t plain = strcspn(text, "{");
		const char *end = strchr(text + plain, '}');

		strbuf_add(out, text, plain);
		text += plain;
		if (!end)
			break;
		add_keys(keymap, text + 1, (size_t)(end - text) - 1, out);
		text = end + 1;
	}
	strbuf_addstr(out, text);
}
