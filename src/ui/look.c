#include "ui/look.h"

#include <string.h>

#include "config/theme.h"

#define BLACK 16 /* of the 256: those below are the terminal's to choose */
#define WHITE 231
/* Where black and white can be read equally well, of what light() can give. */
#define HALF_LIGHT (255 * 255 * 10 * 18 / 100)

static bool read_look(const struct theme_look *look, struct style *to, struct error *err)
{
	*to = (struct style){ STYLE_DEFAULT, STYLE_DEFAULT, 0 };
	if ((!look->fg || style_parse_color(look->fg, &to->fg, err)) &&
	    (!look->bg || style_parse_color(look->bg, &to->bg, err)) &&
	    (!look->attrs || style_parse_attrs(look->attrs, &to->attrs, err)))
		return true;
	return error_prefix(err, "%s:%u", look->file, look->line);
}

static bool read_looks(const struct theme *theme, struct style *roles, struct error *err)
{
	for (size_t i = 0; i < THEME_ROLES; i++) {
		const struct theme_look *look = &theme->looks[i];
		int role = style_role_find(theme_roles()[i].name);
		if (!look->file)
			roles[role] = roles[STYLE_TEXT];
		else if (!read_look(look, &roles[role], err))
			return false;
	}
	return true;
}

bool look_load(struct style_theme *theme, const char *name, struct error *err)
{
	struct style_theme new = style_theme_default;
	struct theme words = THEME_INIT;
	bool good = true;

	if (strcmp(name, THEME_BUILT_IN) != 0)
		good = theme_load(&words, name, err) && read_looks(&words, new.roles, err);
	theme_release(&words);
	if (good)
		memcpy(theme->roles, new.roles, sizeof(new.roles));
	return good;
}

/* About how light a colour is, as the eye sees it. */
static int light(uint32_t rgb)
{
	int red = (int)(rgb >> 16 & 255), green = (int)(rgb >> 8 & 255), blue = (int)(rgb & 255);

	return 2 * red * red + 7 * green * green + blue * blue;
}

bool look_mark_profile(struct style_theme *theme, const char *color, struct error *err)
{
	int32_t ground;
	uint32_t rgb;

	if (!style_parse_color(color, &ground, err))
		return false;
	if (ground == STYLE_DEFAULT)
		return true;
	rgb = ground >= STYLE_RGB ? (uint32_t)ground : style_palette_rgb(ground);
	theme->roles[STYLE_PROFILE] = (struct style){
		.fg = light(rgb & 0xffffff) > HALF_LIGHT ? BLACK : WHITE,
		.bg = ground,
		.attrs = STYLE_BOLD,
	};
	return true;
}
