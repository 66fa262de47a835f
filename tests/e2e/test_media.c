/*
 * Media: the gallery and what it asks for, a picture in the terminal, files, the viewer, deleting;
 * and that nobody but Twilio's own hosts sees credentials.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/behind.h"
#include "support/stage.h"

/* 30 messages with media, of which four have two. */
#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define MESSAGES 30
#define FILE_MAX ((size_t)4 << 20)

/* Requests whose path ends so, each path at most once; those to the content's host without
 * credentials, all others with. */
static size_t asked(const char *method, const char *tail)
{
	const char *content = sandbox_value(behind_stage(), "content_url") + strlen("https://");
	const struct sandbox_request *requests;
	size_t count, found = 0;

	requests = sandbox_requests(behind_stage(), &count);
	for (size_t i = 0; i < count; i++) {
		const char *path = requests[i].path;
		bool foreign = strcmp(requests[i].host, content) == 0;

		if (strncmp(path, "/sandbox/", 9) == 0)
			continue;
		assert_int_equal(requests[i].credentials, !foreign);
		assert_int_equal(strncmp(path, "/media/", 7) == 0, foreign);
		if (strcmp(requests[i].method, method) != 0 || strlen(path) < strlen(tail) ||
		    strcmp(path + strlen(path) - strlen(tail), tail) != 0)
			continue;
		found++;
		for (size_t k = 0; k < i; k++)
			if (strcmp(requests[k].method, method) == 0)
				assert_string_not_equal(requests[k].path, path);
	}
	return found;
}

static size_t contents(void)
{
	const struct sandbox_request *requests;
	size_t count, found = 0;

	requests = sandbox_requests(behind_stage(), &count);
	for (size_t i = 0; i < count; i++)
		found += strncmp(requests[i].path, "/media/", 7) == 0;
	return found;
}

/* Where the helper was not built, what it draws cannot be seen. */
static bool has_helper(void)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	bool there;

	strbuf_addf(&path, "%s/msgdeck-preview", getenv("builddir"));
	there = getenv("TEST_BINDIR") || access(path.data, X_OK) == 0;
	strbuf_release(&path);
	return there;
}

static void the_gallery_reads_what_is_shown(void **state)
{
	(void)state;
	stage(ACCOUNT);
	assert_int_equal(asked("GET", "/Media.json"), 0);
	press(":open media<Enter>");
	see_screen("media-80x24");
	/* Twenty rows, and eight ahead of them: 26 messages, for two of them have two. */
	assert_int_equal(asked("GET", "/Media.json"), 26);
	press("G");
	assert_int_equal(asked("GET", "/Media.json"), MESSAGES);
	see_screen("media-end-80x24");
	/* Nothing is asked for again, and no content. */
	press("gg:open messages<Enter>:open media<Enter>");
	assert_int_equal(asked("GET", "/Media.json"), MESSAGES);
	assert_int_equal(contents(), 0);
	leave("q", 0);
}

static void a_wide_screen_shows_more(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open media<Enter>");
	see_screen("media-120x40");
	assert_int_equal(asked("GET", "/Media.json"), MESSAGES);
	leave("q", 0);
}

static void filters_and_sorts(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open media<Enter>/type:contact<Enter>");
	see("contact card");
	see("1 match");
	see_not("GIF picture");
	/* To find it all lists had to be read. */
	assert_int_equal(asked("GET", "/Media.json"), MESSAGES);
	press("<Esc>/type:image direction:in<Enter>");
	see("9 match");
	press("<Esc>/(type:image or type:contact) direction:in<Enter>");
	see("10 match");
	press("<Esc>/not type:image<Enter>");
	see("contact card");
	see_not("JPEG picture");
	press("<Esc>/type:image,contact -type:png direction:in<Enter>");
	see("contact card");
	see_not("PNG picture");
	press("<Esc>:sort type<Enter>gg");
	see_screen("media-by-type");
	press("/colour:red<Enter>");
	see("colour");
	press("<Esc>");
	leave("q", 0);
}

/* As half blocks; what libchafa draws is its own business. */
static void see_picture(const char *name)
{
#ifdef WITH_CHAFA
	(void)name;
	see("pixels");
#else
	see_styled(name);
#endif
}

static void a_picture_in_the_terminal(void **state)
{
	(void)state;
	if (!has_helper())
		return;
	stage(ACCOUNT);
	press(":open media<Enter>/type:png<Enter><Enter>");
	see("PNG picture");
	see("Enter fetches the picture");
	assert_int_equal(contents(), 0);
	press("<Enter>");
	see_picture("medium-picture-80x24");
	/* Once, by redirect, without credentials. */
	assert_int_equal(contents(), 1);
	resize(120, 40);
	see_picture("medium-picture-120x40");
	press("z");
	see_not("SID");
	press("z");
	assert_int_equal(contents(), 1);
	/* Now its size is known. */
	resize(120, 40);
	press("<Esc>");
	see("KB");
	leave("q", 0);
}

static void without_blocks_or_colours_there_are_characters(void **state)
{
	(void)state;
	if (!has_helper())
		return;
	stage(ACCOUNT, .type = "vt100");
	press(":open media<Enter>/type:png<Enter><Enter><Enter>");
	see_rows("medium-characters");
	leave("q", 0);
	stage(ACCOUNT, .env = { "MSGDECK_ASCII=yes" });
	press(":open media<Enter>/type:png<Enter><Enter><Enter>");
	see(":*%%%*");
	see_not("▀");
	leave("q", 0);
}

static void what_is_no_picture_says_so(void **state)
{
	(void)state;
	if (!has_helper())
		return;
	stage(ACCOUNT);
	press(":open media<Enter>/type:contact<Enter><Enter>");
	see("JPEG, PNG and GIF can be shown here");
	press("p");
	see("neither JPEG, PNG nor GIF");
	press("<Esc><Esc>/type:png<Enter>");
	behind_break("truncate=60,match=^/media/");
	press("<Enter>p");
	see("The file is damaged");
	behind_mend();
	press("<Esc>j<Enter>");
	behind_break("status=404,match=^/media/");
	press("p");
	see("does not give the file out (status 404)");
	behind_mend();
	press("p");
	see("pixels");
	leave("q", 0);
}

static void read_home(const char *name, struct strbuf *out, mode_t *mode)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct stat status;

	strbuf_addf(&path, "%s/%s", term_home(on_stage()), name);
	assert_int_equal(stat(path.data, &status), 0);
	*mode = status.st_mode & 07777;
	strbuf_reset(out);
	assert_true(file_read(path.data, out, NULL));
	strbuf_release(&path);
}

static void a_file_is_saved_once(void **state)
{
	struct strbuf bytes = STRBUF_INIT(FILE_MAX);
	mode_t mode;

	(void)state;
	stage(ACCOUNT);
	press(":open media<Enter>/type:png<Enter><Enter>w");
	see_match("write to: 2026-10-16-ME[0-9a-f]{12}\\.png");
	press("<C-u>one.png<Enter>");
	see("saved as one.png");
	read_home("one.png", &bytes, &mode);
	assert_int_equal(mode, 0600);
	assert_memory_equal(bytes.data, "\x89PNG\r\n\x1a\n", 8);
	press("w<C-u>one.png<Enter>");
	see("exists already");
	press("w<C-u>/nonexistent/one.png<Enter>");
	see("nonexistent");
	assert_int_equal(contents(), 1);
	strbuf_release(&bytes);
	leave("q", 0);
}

/* Whether nothing is left of what the viewer was given. */
static void check_tidy(const char *folder)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct dirent *entry;
	DIR *directory;

	strbuf_addf(&path, "%s/%s", term_home(on_stage()), folder);
	directory = opendir(path.data);
	while (directory && (entry = readdir(directory)))
		if (strncmp(entry->d_name, "view-", 5) == 0)
			fail_msg("%s is left over", entry->d_name);
	if (directory)
		closedir(directory);
	strbuf_release(&path);
}

static void a_viewer_gets_the_file_and_no_secrets(void **state)
{
	static const char viewer[] =
		"MSGDECK_VIEWER=/bin/sh -c 'env >seen.env; stat -c \"%a %n\" \"$0\" >seen.name; "
		"cat \"$0\" >seen.file'";
	struct strbuf seen = STRBUF_INIT(FILE_MAX);
	mode_t mode;

	(void)state;
	stage(ACCOUNT, .env = { viewer });
	press(":open media<Enter>/type:png<Enter><Enter>v");
	see("PNG picture");
	read_home("seen.file", &seen, &mode);
	assert_memory_equal(seen.data, "\x89PNG\r\n\x1a\n", 8);
	read_home("seen.env", &seen, &mode);
	assert_null(strstr(seen.data, "TWILIO"));
	assert_null(strstr(seen.data, "MSGDECK"));
	assert_null(strstr(seen.data, sandbox_value(behind_stage(), "auth_token")));
	assert_non_null(strstr(seen.data, "TERM="));
	read_home("seen.name", &seen, &mode);
	assert_int_equal(strncmp(seen.data, "600 ", 4), 0);
	assert_non_null(strstr(seen.data, "/2026-10-16-ME"));
	char *name = strrchr(seen.data, '\n');
	*name = '\0';
	assert_int_not_equal(access(seen.data + 4, F_OK), 0);
	check_tidy("run/msgdeck");
	strbuf_release(&seen);
	leave("q", 0);
	stage(ACCOUNT);
	press(":open media<Enter><Enter>v");
	see("No viewer is set");
	press("<Enter>");
	leave("q", 0);
}

static void media_are_deleted_and_their_messages_stay(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open media<Enter>  D");
	see("Type 2 to go on");
	see_screen("media-ask-delete");
	press("2<Enter>");
	see("2");
	press(":open media<Enter>");
	see_screen("media-deleted");
	const struct sandbox_request *requests;
	size_t count, deleted = 0;
	requests = sandbox_requests(behind_stage(), &count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(requests[i].method, "DELETE") != 0)
			continue;
		assert_non_null(strstr(requests[i].path, "/Media/ME"));
		assert_int_equal(requests[i].status, 204);
		deleted++;
	}
	assert_int_equal(deleted, 2);
	/* One, from its own screen. */
	press("<Enter>Dy");
	see("not there any more");
	leave("q", 0);
}

static void a_message_leads_to_its_media(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open media<Enter>o");
	see("MM9ec0bcef5a098cfa");
	press("m");
	see("1 of 2");
	press("n");
	see("2 of 2");
	press("N");
	see("1 of 2");
	press("o");
	see("MM9ec0bcef5a098cfa");
	leave("q", 0);
}

static void the_list_is_exported(void **state)
{
	struct strbuf text = STRBUF_INIT(FILE_MAX);
	mode_t mode;

	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open media<Enter>:export list.csv<Enter>");
	see("34 media written");
	read_home("list.csv", &text, &mode);
	assert_int_equal(mode, 0600);
	assert_int_equal(strncmp(text.data, "sid,message_sid,content_type,size,date,", 39), 0);
	assert_non_null(strstr(text.data, ",image/gif,,2026-11-05T"));
	press("/type:contact<Enter>:export list.jsonl<Enter>");
	see("1 medium written");
	read_home("list.jsonl", &text, &mode);
	assert_non_null(strstr(text.data, "\"content_type\":\"text/vcard\",\"size\":null"));
	strbuf_release(&text);
	leave("q", 0);
}

/* F5 asks whether the medium is still there; somebody else may have deleted it. */
static void a_medium_that_is_gone_is_told(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open media<Enter><Enter>");
	see("picture");
	press("<F5>");
	see("picture");
	behind_break("status=404,match=/Media/ME");
	press("<F5>");
	see("The medium is not there any more");
	press("<Esc>");
	see("GIF picture");
	leave("q", 0);
}

static void no_media_no_permission_no_luck(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "0" });
	press(":open media<Enter>");
	see("No message has media");
	leave("q", 0);

	stage(.sandbox = { "--messages", "600", "--contacts", "24", "--deny", "media" });
	press(":open media<Enter>");
	see("this key may not read media");
	assert_true(asked("GET", "/Media.json") <= 4);
	see_screen("media-not-permitted");
	leave("q", 0);

	stage(ACCOUNT);
	behind_break("status=400,match=Media.json");
	press(":open media<Enter>");
	see("not read");
	see("not all media could be read");
	assert_int_equal(asked("GET", "/Media.json"), 4);
	see_screen("media-failed");
	resize(120, 40);
	see("Not all could be read: ");
	resize(80, 24);
	behind_mend();
	press("<C-r>");
	see("GIF picture");
	see_not("✗");
	behind_break("status=500,match=/Media/");
	press("<Enter><Enter>");
	see("✗ An internal server error has occurred");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_gallery_reads_what_is_shown),
		story(a_wide_screen_shows_more),
		story(filters_and_sorts),
		story(a_picture_in_the_terminal),
		story(without_blocks_or_colours_there_are_characters),
		story(what_is_no_picture_says_so),
		story(a_file_is_saved_once),
		story(a_viewer_gets_the_file_and_no_secrets),
		story(media_are_deleted_and_their_messages_stay),
		story(a_message_leads_to_its_media),
		story(the_list_is_exported),
		story(a_medium_that_is_gone_is_told),
		story(no_media_no_permission_no_luck),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
