/* What is behind media: redirects to another host, files of every kind, and what goes wrong. */
#include "client.h"

#include <string.h>

#include "base/mem.h"
#include "support/fail.h"

#define THEM "+12015550123"
#define OWN "+15125550101"
#define PATH_SIZE 192

/* How a file of the type begins and, where that is known, ends. */
static const struct kind {
	const char *url;
	const char *type;
	const char *head;
	size_t head_length;
	const char *tail;
	size_t tail_length;
} kinds[] = {
	{ "https://a.example/1.jpg", "image/jpeg", "\xff\xd8\xff\xe0", 4, "\xff\xd9", 2 },
	{ "https://a.example/1.png", "image/png", "\x89PNG\r\n\x1a\n", 8, "IEND\xae\x42\x60\x82",
	  8 },
	{ "https://a.example/1.gif?x=1", "image/gif", "GIF89a", 6, ";", 1 },
	{ "https://a.example/1.mp4", "video/mp4",
	  "\0\0\0\x18"
	  "ftyp",
	  8, "", 0 },
	{ "https://a.example/1.ogg", "audio/ogg", "OggS", 4, "\xf8\xff\xfe", 3 },
	{ "https://a.example/1.pdf", "application/pdf", "%PDF-1.4", 8, "%%EOF\n", 6 },
	{ "https://a.example/1.vcf", "text/vcard", "BEGIN:VCARD", 11, "END:VCARD\r\n", 11 },
};

/* Sends one message with a medium of each kind; the paths are those of the contents. */
static void send_all(struct client *client, char paths[ARRAY_SIZE(kinds)][PATH_SIZE])
{
	const char *form[ARRAY_SIZE(kinds) * 2 + 5] = { "To", THEM, "From", OWN };
	struct answer answer = ANSWER_INIT;
	const struct json *list;
	char path[PATH_SIZE];

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		form[i * 2 + 4] = "MediaUrl";
		form[i * 2 + 5] = kinds[i].url;
	}
	client_send(client, "POST", "/Messages.json", form, &answer);
	assert_int_equal(answer.status, 201);
	snprintf(path, sizeof(path), "/Messages/%s/Media.json", answer_text(&answer, "sid"));
	client_get(client, path, &answer);
	list = json_get(answer.json, "media_list");
	assert_int_equal(json_count(list), ARRAY_SIZE(kinds));
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		const char *uri = json_get_string(json_at(list, i), "uri");

		assert_string_equal(json_get_string(json_at(list, i), "content_type"),
				    kinds[i].type);
		snprintf(paths[i], PATH_SIZE, "/%.*s", (int)(strlen(uri) - strlen(".json")), uri);
	}
	answer_release(&answer);
}

static void copy_location(const struct answer *answer, char link[static 512])
{
	const char *location = answer_header(answer, "Location");

	assert_non_null(location);
	snprintf(link, 512, "%.*s", (int)strcspn(location, "\r"), location);
}

static void check_file(const struct answer *answer, const struct kind *kind)
{
	size_t length = answer->body.length;

	assert_int_equal(answer->status, 200);
	assert_memory_equal(answer_header(answer, "Content-Type"), kind->type, strlen(kind->type));
	assert_true(length > kind->head_length + kind->tail_length);
	assert_memory_equal(answer->body.data, kind->head, kind->head_length);
	assert_memory_equal(answer->body.data + length - kind->tail_length, kind->tail,
			    kind->tail_length);
}

static void every_kind_of_file_is_served(void **state)
{
	static const struct {
		const char *assumption;
		long status;
	} cases[] = { { "media=307", 307 }, { "media=302", 302 }, { "media=200", 200 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char paths[ARRAY_SIZE(kinds)][PATH_SIZE], link[512];
		struct answer answer = ANSWER_INIT;
		struct client client;

		client(&client, "--messages", "10", "--assume", cases[i].assumption);
		send_all(&client, paths);
		for (size_t j = 0; j < ARRAY_SIZE(kinds); j++) {
			client_get(&client, paths[j], &answer);
			assert_int_equal(answer.status, cases[i].status);
			if (cases[i].status != 200) {
				copy_location(&answer, link);
				client_get_url(&client, link, NULL, &answer);
			}
			check_file(&answer, &kinds[j]);
		}
		answer_release(&answer);
		client_close(&client);
	}
}

/* num_media agrees with the list, and the list's types with the contents. */
static void the_history_has_media(void **state)
{
	struct answer list = ANSWER_INIT, media = ANSWER_INIT, answer = ANSWER_INIT;
	size_t inbound = 0, outbound = 0;
	struct client client;

	(void)state;
	client(&client, "--messages", "600", "--contacts", "24", "--assume", "media=200");
	client_get(&client, "/Messages.json?PageSize=1000", &list);
	for (size_t i = 0; i < answer_count(&list); i++) {
		const struct json *message = answer_message(&list, i);
		const char *wanted = json_get_string(message, "num_media");
		const struct json *records;
		char path[PATH_SIZE], count[24];

		if (strcmp(wanted, "0") == 0)
			continue;
		snprintf(path, sizeof(path), "/Messages/%s/Media.json",
			 json_get_string(message, "sid"));
		client_get(&client, path, &media);
		records = json_get(media.json, "media_list");
		snprintf(count, sizeof(count), "%zu", json_count(records));
		assert_string_equal(count, wanted);
		*(strcmp(json_get_string(message, "direction"), "inbound") == 0 ? &inbound
										: &outbound) += 1;
		for (size_t j = 0; j < json_count(records); j++) {
			const struct json *record = json_at(records, j);
			const char *uri = json_get_string(record, "uri");

			assert_members(record,
				       "account_sid:s content_type:s date_created:s date_updated:s "
				       "parent_sid:s sid:s uri:s",
				       false);
			assert_string_equal(json_get_string(record, "parent_sid"),
					    json_get_string(message, "sid"));
			snprintf(path, sizeof(path), "/%.*s", (int)(strlen(uri) - strlen(".json")),
				 uri);
			client_get(&client, path, &answer);
			for (size_t k = 0; k < ARRAY_SIZE(kinds); k++)
				if (strcmp(kinds[k].type,
					   json_get_string(record, "content_type")) == 0)
					check_file(&answer, &kinds[k]);
		}
	}
	assert_true(inbound >= 5);
	assert_true(outbound >= 10);
	answer_release(&list);
	answer_release(&media);
	answer_release(&answer);
	client_close(&client);
}

static void what_is_deleted_is_gone(void **state)
{
	char paths[ARRAY_SIZE(kinds)][PATH_SIZE], link[512], record[PATH_SIZE + 8];
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	send_all(&client, paths);
	client_get(&client, paths[1], &answer);
	copy_location(&answer, link);
	snprintf(record, sizeof(record), "%s.json", paths[1]);
	client_send(&client, "DELETE", record, NULL, &answer);
	assert_int_equal(answer.status, 204);
	client_send(&client, "DELETE", record, NULL, &answer);
	assert_error(&answer, 404, 20404);
	client_get(&client, paths[1], &answer);
	assert_error(&answer, 404, 20404);
	client_get_url(&client, link, NULL, &answer);
	assert_int_equal(answer.status, 404);
	assert_non_null(strstr(answer.body.data, "<Code>NoSuchKey</Code>"));
	client_get(&client, paths[2], &answer);
	assert_int_equal(answer.status, 307);
	answer_release(&answer);
	client_close(&client);
}

static void only_whole_links_open(void **state)
{
	char paths[ARRAY_SIZE(kinds)][PATH_SIZE], link[512], wrong[600];
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	send_all(&client, paths);
	client_get(&client, paths[0], &answer);
	copy_location(&answer, link);
	snprintf(wrong, sizeof(wrong), "%.*s", (int)strcspn(link, "?"), link);
	client_get_url(&client, wrong, NULL, &answer);
	assert_int_equal(answer.status, 403);
	snprintf(wrong, sizeof(wrong), "%s0", link);
	client_get_url(&client, wrong, NULL, &answer);
	assert_int_equal(answer.status, 403);
	assert_non_null(strstr(answer.body.data, "<Code>SignatureDoesNotMatch</Code>"));
	client_get_url(&client, link, "AC:x", &answer);
	assert_int_equal(answer.status, 400);
	/* The API's certificate does not name the content's host, nor the other way round. */
	snprintf(wrong, sizeof(wrong), "https://localhost%s", strrchr(link, ':'));
	client_get_url(&client, wrong, NULL, &answer);
	assert_int_not_equal(answer.transport, CURLE_OK);
	answer_release(&answer);
	client_close(&client);
}

static void lists_are_filtered_and_paged(void **state)
{
	static const struct {
		const char *query;
		size_t count;
	} cases[] = {
		{ "", 7 },
		{ "?DateCreated=2026-11-23", 7 },
		{ "?DateCreated=2026-11-22", 0 },
		{ "?DateCreated%3E=2026-11-23", 7 },
		{ "?DateCreated%3E=2026-11-23T11:02:01Z", 0 },
		{ "?DateCreated%3C=2026-11-23", 7 },
		{ "?DateCreated%3C=2026-11-22", 0 },
		{ "?DateCreated%3C=2026-11-23T11:01:59Z", 0 },
		{ "?PageSize=3", 3 },
	};
	char paths[ARRAY_SIZE(kinds)][PATH_SIZE], path[2 * PATH_SIZE];
	struct answer answer = ANSWER_INIT;
	struct client client;
	size_t length;

	(void)state;
	client(&client, "--messages", "10");
	send_all(&client, paths);
	length = strlen(paths[0]) - strlen("/ME00000000000000000000000000000000");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		snprintf(path, sizeof(path), "%.*s.json%s", (int)length, paths[0], cases[i].query);
		client_get(&client, path, &answer);
		if (json_count(json_get(answer.json, "media_list")) != cases[i].count)
			test_fail("case %zu: %s", i, answer.body.data);
	}
	snprintf(path, sizeof(path), "/%s", answer_text(&answer, "next_page_uri"));
	client_get(&client, path, &answer);
	assert_int_equal(json_count(json_get(answer.json, "media_list")), 3);
	snprintf(path, sizeof(path), "%.*s.json?DateCreated=never", (int)length, paths[0]);
	client_get(&client, path, &answer);
	assert_error(&answer, 400, 20001);
	answer_release(&answer);
	client_close(&client);
}

/* Faults apply to the second host by their pattern. */
static void content_can_go_wrong(void **state)
{
	static const struct {
		const char *rule;
		CURLcode transport;
		long status;
	} cases[] = {
		{ "redirect-loop,match=^/media/", CURLE_OK, 307 },
		{ "redirect-plain,match=^/media/", CURLE_OK, 307 },
		{ "redirect=https://elsewhere.example/,match=^/media/", CURLE_OK, 307 },
		{ "status=403,match=^/media/", CURLE_OK, 403 },
		{ "status=500,match=^/media/", CURLE_OK, 500 },
		{ "type=text/html,match=^/media/", CURLE_OK, 200 },
		{ "cut=100,match=^/media/", CURLE_PARTIAL_FILE, 200 },
		{ "close,match=^/media/", CURLE_GOT_NOTHING, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char paths[ARRAY_SIZE(kinds)][PATH_SIZE], link[512], location[512];
		struct answer answer = ANSWER_INIT;
		struct client client;

		client(&client, "--messages", "10", "--fault", cases[i].rule);
		send_all(&client, paths);
		client_get(&client, paths[0], &answer);
		copy_location(&answer, link);
		client_get_url(&client, link, NULL, &answer);
		assert_int_equal(answer.transport, cases[i].transport);
		if (cases[i].status != 0)
			assert_int_equal(answer.status, cases[i].status);
		if (i == 0) {
			copy_location(&answer, location);
			assert_string_equal(location, link);
		}
		if (i == 1)
			assert_memory_equal(answer_header(&answer, "Location"),
					    "http://127.0.0.2:", 17);
		if (cases[i].status >= 400)
			assert_memory_equal(answer.body.data, "<?xml", 5);
		answer_release(&answer);
		client_close(&client);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_file_is_served),
		cmocka_unit_test(the_history_has_media),
		cmocka_unit_test(what_is_deleted_is_gone),
		cmocka_unit_test(only_whole_links_open),
		cmocka_unit_test(lists_are_filtered_and_paged),
		cmocka_unit_test(content_can_go_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
