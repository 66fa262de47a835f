#include "api/authorities.h"

#include <string.h>

#include "base/file.h"

bool authorities_load(struct strbuf *out, const char *ca_file, const char *system_file,
		      const char *system_folder, struct error *err)
{
	if (!ca_file)
		return true;
	if (!file_read(ca_file, out, err))
		return error_prefix(err, "ca_file");
	if (!strstr(out->data, "-----BEGIN"))
		return error_set(err, ERROR_USAGE, "ca_file %s holds no PEM certificate", ca_file);
	if (system_folder || !system_file) {
		strbuf_reset(out);
		return true;
	}
	strbuf_addch(out, '\n');
	return file_read(system_file, out, err);
}
