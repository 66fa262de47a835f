#include "batch/say.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

void say(const char *text)
{
	struct strbuf line = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addstr(&line, "msgdeck: ");
	text_clean(&line, text, strlen(text), TEXT_KEEP_NEWLINES);
	strbuf_addch(&line, '\n');
	file_write_all(STDERR_FILENO, line.data, line.length, NULL);
	strbuf_release(&line);
}

bool say_output(int fd, const char *bytes, size_t length)
{
	struct error err = ERROR_INIT;

	if (file_write_all(fd, bytes, length, &err))
		return true;
	error_prefix(&err, "The answer could not be written");
	say(error_text(&err));
	error_release(&err);
	return false;
}
