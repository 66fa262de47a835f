#include "views/media/medium_file.h"

#include <stdlib.h>
#include <unistd.h>

#include "config/xdg.h"
#include "views/session/program.h"

bool medium_file_save(const char *path, const void *bytes, size_t length, struct error *err)
{
	char *expanded = xdg_expand_home(path, err);
	bool good = expanded != NULL;

	if (good && access(expanded, F_OK) == 0)
		good = error_set(err, ERROR_USAGE, "%s exists already; give another name",
				 expanded);
	good = good && program_write_new(expanded, bytes, length, err);
	free(expanded);
	return good;
}

bool medium_file_view(const struct session *session, const char *name, const void *bytes,
		      size_t length, struct error *err)
{
	if (!session->options.viewer)
		return error_set(
			err, ERROR_USAGE,
			"No viewer is set: put its command into the option \"viewer\", for "
			"example viewer = \"chafa\" or \"feh\"");
	return program_show("viewer", session->options.viewer, name, bytes, length, err);
}
