/*
 * fuzz_url.c - next links and redirects: what may carry credentials is, as libcurl reads it, https to
 * a host of ours; and nothing ever becomes anything but https.
 *
 * An input is one line, the link, with the account's settings by its first letter.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "api/hosts.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char region[] = "ie1", edge[] = "dublin", api[] = "https://localhost:8443",
	    messaging[] = "https://[::1]:8443", pricing[] = "https://127.0.0.1:8443";

static const struct api_settings settings[] = {
	{ .api_base = NULL },
	{ .region = region, .edge = edge },
	{ .api_base = api, .messaging_base = messaging, .pricing_base = pricing },
};

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length > tail && strcasecmp(text + length - tail, end) == 0;
}

static bool is_ours(size_t choice, const char *host, const char *port)
{
	if (choice < 2)
		return ends_in(host, ".twilio.com") && strcmp(port, "443") == 0;
	return (strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
		strcmp(host, "127.0.0.1") == 0) &&
	       strcmp(port, "8443") == 0;
}

/* What will be connected to. */
static void check(const struct strbuf *text, size_t choice, bool trusted)
{
	CURLU *url = curl_url();
	char *scheme = NULL, *host = NULL, *port = NULL, *user = NULL, *password = NULL;

	demand(url != NULL && strlen(text->data) == text->length);
	demand(strncmp(text->data, "https://", 8) == 0);
	/* What libcurl does not take is never asked for. */
	if (curl_url_set(url, CURLUPART_URL, text->data, 0) == CURLUE_OK) {
		curl_url_get(url, CURLUPART_SCHEME, &scheme, 0);
		curl_url_get(url, CURLUPART_HOST, &host, 0);
		curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT);
		curl_url_get(url, CURLUPART_USER, &user, 0);
		curl_url_get(url, CURLUPART_PASSWORD, &password, 0);
		demand(scheme && strcmp(scheme, "https") == 0 && host && port);
		demand(!user && !password);
		demand(!trusted || is_ours(choice, host, port));
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_free(user);
	curl_free(password);
	curl_url_cleanup(url);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf url = STRBUF_INIT(URL_MAX_BYTES);
	struct error err = ERROR_INIT;
	struct hosts hosts;
	bool trusted = false;

	if (size < 1)
		return 0;
	size_t choice = (unsigned)(data[0] - 'a') % ARRAY_SIZE(settings);
	char *link = xstrndup((const char *)data + 1, size - 1);

	demand(hosts_init(&hosts, &settings[choice], NULL));
	for (int family = 0; family < HOST_FAMILIES; family++) {
		strbuf_reset(&url);
		if (hosts_resolve(&hosts, (enum host_family)family, (const char *)data + 1,
				  size - 1, &url, &err))
			check(&url, choice, true);
		else
			demand(err.kind == ERROR_REFUSED);
		error_release(&err);
	}
	strbuf_reset(&url);
	if (hosts_follow(&hosts, "https://api.twilio.com/a/b?c", link, &url, &trusted, &err))
		check(&url, choice, trusted);
	else
		demand(err.kind == ERROR_REFUSED);
	error_release(&err);
	strbuf_release(&url);
	free(link);
	return 0;
}
