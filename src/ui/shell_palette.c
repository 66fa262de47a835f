/*
 * shell_palette.c - the palette over the view: opening it, and going to what was chosen.
 */
#include "base/mem.h"
#include "ui/shell_internal.h"

static void close_palette(struct shell *shell)
{
	palette_free(shell->palette);
	shell->palette = NULL;
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

void shell_palette(struct shell *shell, const struct palette_source *source, const char *typed)
{
	palette_free(shell->palette);
	shell->palette_source = *source;
	shell->palette = palette_new(source, typed);
	shell->pending.count = 0;
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
	shell_work(shell);
}

void shell_palette_again(struct shell *shell)
{
	if (!shell->palette)
		return;
	palette_again(shell->palette);
	shell_work(shell);
}

static void choose(struct shell *shell)
{
	struct palette *palette = shell->palette;
	const struct palette_source source = shell->palette_source;

	/* What is chosen may open another one. */
	shell->palette = NULL;
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
	source.chosen(source.context, palette_choice(palette));
	palette_free(palette);
}

static void answered(struct shell *shell, enum palette_answer answer)
{
	switch (answer) {
	case PALETTE_CHOSEN:
		choose(shell);
		return;
	case PALETTE_CANCELLED:
		close_palette(shell);
		return;
	case PALETTE_OPEN:
		break;
	}
	loop_dirty(shell->loop, LOOP_PRIMARY);
	shell_work(shell);
}

void shell_palette_key(struct shell *shell, uint32_t key)
{
	answered(shell, palette_key(shell->palette, key));
}

void shell_palette_mouse(struct shell *shell, const struct mouse *mouse)
{
	answered(shell, palette_mouse(shell->palette, mouse));
}

bool shell_palette_work(struct shell *shell, int64_t deadline_ns)
{
	bool changed = false;
	bool more = palette_work(shell->palette, deadline_ns, &changed);

	if (palette_entered(shell->palette))
		choose(shell);
	else if (changed)
		loop_dirty(shell->loop, LOOP_PRIMARY);
	return more;
}
