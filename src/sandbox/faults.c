#include "sandbox/faults.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "sandbox/errors.h"
#include "sandbox/jsonout.h"

enum value { VALUE_NONE, VALUE_NUMBER, VALUE_TEXT };

#define FAULT_NUMBER_MAX ((int64_t)1 << 40)

static const struct kind {
	const char *name;
	enum value value;
	const char *fallback; /* of the value */
	const char *argument; /* for --help */
	const char *help;
} kinds[FAULT_KIND_COUNT] = {
	[FAULT_STATUS] = { "status", VALUE_NUMBER, "500", "N",
			   "answers HTTP status N with Twilio's error body" },
	[FAULT_ERROR] = { "error", VALUE_NUMBER, "20500", "CODE",
			  "answers this error of Twilio's, with its HTTP status" },
	[FAULT_HTML] = { "html", VALUE_NUMBER, "502", "N",
			 "answers HTTP status N with a page in HTML" },
	[FAULT_REDIRECT] = { "redirect", VALUE_TEXT, "https://elsewhere.example/", "URL",
			     "answers 307 with this Location" },
	[FAULT_REDIRECT_LOOP] = { "redirect-loop", VALUE_NONE, NULL, NULL,
				  "answers 307 with the request's own URL as Location" },
	[FAULT_REDIRECT_PLAIN] = { "redirect-plain", VALUE_NONE, NULL, NULL,
				   "answers 307 with the request's own URL in http:" },
	[FAULT_RESET] = { "reset", VALUE_NONE, NULL, NULL,
			  "resets the connection without an answer" },
	[FAULT_CLOSE] = { "close", VALUE_NONE, NULL, NULL,
			  "reads the request and closes the connection; nothing is carried out" },
	[FAULT_STALL] = { "stall", VALUE_NUMBER, "600", "SECONDS",
			  "does not answer for so long, then closes" },
	[FAULT_LATENCY] = { "latency", VALUE_NUMBER, "1000", "MS", "answers so much later" },
	[FAULT_CLOSE_AFTER] = { "close-after", VALUE_NONE, NULL, NULL,
				"carries the request out and closes without an answer" },
	[FAULT_RESET_BODY] = { "reset-body", VALUE_NUMBER, "1000", "BYTES",
			       "resets the connection after so much of the body" },
	[FAULT_CUT] = { "cut", VALUE_NUMBER, "1000", "BYTES",
			"closes the connection after so much of the body" },
	[FAULT_STALL_BODY] = { "stall-body", VALUE_NUMBER, "1000", "BYTES",
			       "sends so much of the body and then nothing" },
	[FAULT_DRIP] = { "drip", VALUE_NUMBER, "1000", "BYTES", "sends so many bytes a second" },
	[FAULT_TRUNCATE] = { "truncate", VALUE_NUMBER, "1000", "BYTES",
			     "sends so much of the JSON as if it were all" },
	[FAULT_TRUNCATE_AT] = { "truncate-at", VALUE_NUMBER, "1", "N",
				"sends the JSON up to its Nth brace, bracket, colon, comma or quote "
				"as if it were all" },
	[FAULT_TYPE] = { "type", VALUE_TEXT, "text/html", "TYPE", "sends this Content-Type" },
	[FAULT_HUGE] = { "huge", VALUE_NUMBER, "1000000000", "BYTES",
			 "sends so many blanks in front of the JSON" },
	[FAULT_BOMB] = { "bomb", VALUE_NUMBER, "100000000", "BYTES",
			 "sends so many blanks in front of the JSON, compressed to a thousandth" },
	[FAULT_LENGTH] = { "length", VALUE_NUMBER, "10", "BYTES",
			   "sends this Content-Length, whatever the body has" },
	[FAULT_NEXT_LOOP] = { "next-loop", VALUE_NONE, NULL, NULL,
			      "next_page_uri leads to the same page" },
	[FAULT_NEXT_HOST] = { "next-host", VALUE_TEXT, "elsewhere.example", "HOST",
			      "next_page_uri leads to another host" },
	[FAULT_NEXT_PLAIN] = { "next-plain", VALUE_NONE, NULL, NULL,
			       "next_page_uri leads to http:" },
	[FAULT_SHORT] = { "short-pages", VALUE_NUMBER, "5", "N",
			  "lists have no more than N records a page" },
	[FAULT_TYPES] = { "types", VALUE_NONE, NULL, NULL,
			  "numbers where texts belong and texts where numbers belong" },
	[FAULT_BROKEN] = { "broken", VALUE_TEXT, "surrogate", "HOW",
			   "one record of the page has: surrogate, nul (\\u0000), missing (no "
			   "status), status (an unknown one), null-from, null-all, long (20,000 "
			   "characters)" },
};

static const char *const broken_names[] = {
	[BROKEN_SURROGATE] = "surrogate", [BROKEN_NUL] = "nul",
	[BROKEN_MISSING] = "missing",     [BROKEN_STATUS] = "status",
	[BROKEN_NULL_FROM] = "null-from", [BROKEN_NULL_ALL] = "null-all",
	[BROKEN_LONG] = "long",
};

const char *fault_name(enum fault_kind kind)
{
	return kinds[kind].name;
}

static void fault_free(struct fault *fault)
{
	if (fault->pattern != NULL)
		regfree(&fault->regex);
	free(fault->pattern);
	free(fault->method);
	free(fault->text);
	free(fault);
}

void faults_release(struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		fault_free(faults->items[i]);
	vec_release(faults);
}

void faults_retire(struct faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		faults->items[i]->retired = true;
}

static bool set_broken(struct fault *fault, struct error *err)
{
	for (size_t i = 1; i < ARRAY_SIZE(broken_names); i++) {
		if (strcmp(broken_names[i], fault->text) == 0) {
			fault->broken = (enum broken)i;
			return true;
		}
	}
	return error_set(err, ERROR_USAGE, "a record cannot be broken by \"%s\"", fault->text);
}

static bool is_answer(int64_t code)
{
	return code <= INT_MAX && error_info((int)code)->code == code &&
	       error_info((int)code)->status;
}

/* Says which there are: the help is long. */
static bool refuse_name(const char *name, int length, struct error *err)
{
	struct strbuf names = STRBUF_INIT(STRBUF_TEXT);

	for (int kind = 0; kind < FAULT_KIND_COUNT; kind++)
		strbuf_addf(&names, "%s%s", kind ? ", " : "", kinds[kind].name);
	error_set(err, ERROR_USAGE, "there is no fault \"%.*s\" among %s", length, name,
		  names.data);
	strbuf_release(&names);
	return false;
}

/* "name" or "name=value". */
static bool set_kind(struct fault *fault, const char *text, size_t length, struct error *err)
{
	const char *equals = memchr(text, '=', length);
	size_t named = equals == NULL ? length : (size_t)(equals - text);
	int kind = 0;

	while (kind < FAULT_KIND_COUNT &&
	       (strlen(kinds[kind].name) != named || memcmp(kinds[kind].name, text, named) != 0))
		kind++;
	if (kind == FAULT_KIND_COUNT)
		return refuse_name(text, (int)named, err);
	fault->kind = (enum fault_kind)kind;
	if (kinds[kind].value == VALUE_NONE)
		return equals == NULL ||
		       error_set(err, ERROR_USAGE, "fault %s takes no value", kinds[kind].name);
	fault->text = equals == NULL ? xstrdup(kinds[kind].fallback)
				     : xstrndup(equals + 1, length - named - 1);
	if (kinds[kind].value == VALUE_NUMBER &&
	    !parse_int64(fault->text, strlen(fault->text), 0, FAULT_NUMBER_MAX, &fault->number))
		return error_set(err, ERROR_USAGE, "fault %s takes a number, not \"%s\"",
				 kinds[kind].name, fault->text);
	if ((kind == FAULT_STATUS || kind == FAULT_HTML) &&
	    (fault->number < 200 || fault->number > 599))
		return error_set(err, ERROR_USAGE, "\"%s\" is no HTTP status", fault->text);
	if (kind == FAULT_ERROR && !is_answer(fault->number))
		return error_set(err, ERROR_USAGE, "\"%s\" is no error that requests meet",
				 fault->text);
	return kind != FAULT_BROKEN || set_broken(fault, err);
}

static bool set_match(struct fault *fault, const char *pattern, struct error *err)
{
	char message[200];
	int result = regcomp(&fault->regex, pattern, REG_EXTENDED | REG_NOSUB);

	if (result != 0) {
		regerror(result, &fault->regex, message, sizeof(message));
		return error_set(err, ERROR_USAGE, "bad pattern \"%s\": %s", pattern, message);
	}
	fault->pattern = xstrdup(pattern);
	return true;
}

static bool set_option(struct fault *fault, const char *text, size_t length, struct error *err)
{
	if (length > 7 && memcmp(text, "method=", 7) == 0) {
		free(fault->method);
		fault->method = xstrndup(text + 7, length - 7);
		return true;
	}
	if (length > 6 && memcmp(text, "times=", 6) == 0 &&
	    parse_int64(text + 6, length - 6, 0, INT32_MAX, &fault->times))
		return true;
	if (length > 6 && memcmp(text, "after=", 6) == 0 &&
	    parse_int64(text + 6, length - 6, 0, INT32_MAX, &fault->skip))
		return true;
	return error_set(err, ERROR_USAGE,
			 "\"%.*s\" is none of method=M, after=N, times=N, match=REGEX", (int)length,
			 text);
}

static bool parse_rule(struct fault *fault, const char *rule, struct error *err)
{
	size_t length = strcspn(rule, ",");

	if (!set_kind(fault, rule, length, err))
		return false;
	for (rule += length; *rule == ','; rule += length) {
		rule++;
		if (strncmp(rule, "match=", 6) == 0)
			return set_match(fault, rule + 6, err);
		length = strcspn(rule, ",");
		if (!set_option(fault, rule, length, err))
			return false;
	}
	return true;
}

bool faults_add(struct faults *faults, const char *rule, struct error *err)
{
	struct fault *fault = xcalloc(1, sizeof(*fault));

	fault->times = -1;
	if (!parse_rule(fault, rule, err)) {
		fault_free(fault);
		return false;
	}
	vec_push(faults, fault);
	return true;
}

static bool applies(const struct fault *fault, const char *method, const char *target)
{
	if (fault->retired || fault->times == 0 ||
	    (fault->method != NULL && strcasecmp(fault->method, method) != 0))
		return false;
	return fault->pattern == NULL || regexec(&fault->regex, target, 0, NULL, 0) == 0;
}

const struct fault *faults_match(struct faults *faults, const char *method, const char *path,
				 const char *query)
{
	struct strbuf target = STRBUF_INIT(STRBUF_LINE);
	const struct fault *found = NULL;

	if (faults->count == 0)
		return NULL;
	strbuf_addf(&target, "%s%s%s", path, *query == '\0' ? "" : "?", query);
	for (size_t i = 0; i < faults->count && found == NULL; i++) {
		struct fault *fault = faults->items[i];

		if (!applies(fault, method, target.data))
			continue;
		if (fault->skip > 0) {
			fault->skip--;
			continue;
		}
		fault->times -= fault->times > 0;
		fault->hits++;
		found = fault;
	}
	strbuf_release(&target);
	return found;
}

void faults_write(const struct faults *faults, struct strbuf *out)
{
	bool first = true;

	strbuf_addstr(out, "{\"faults\": [");
	for (size_t i = 0; i < faults->count; i++) {
		const struct fault *fault = faults->items[i];

		if (fault->retired)
			continue;
		strbuf_addf(out, "%s{\"fault\": \"%s\", \"value\": ", first ? "" : ", ",
			    kinds[fault->kind].name);
		first = false;
		out_text(out, fault->text);
		strbuf_addstr(out, ", \"method\": ");
		out_text(out, fault->method);
		strbuf_addstr(out, ", \"match\": ");
		out_text(out, fault->pattern);
		strbuf_addf(out, ", \"after\": %lld, \"times\": %lld, \"hits\": %llu}",
			    (long long)fault->skip, (long long)fault->times,
			    (unsigned long long)fault->hits);
	}
	strbuf_addstr(out, "]}");
}

void faults_describe(struct strbuf *out)
{
	for (int i = 0; i < FAULT_KIND_COUNT; i++) {
		strbuf_addf(out, "  %s", kinds[i].name);
		if (kinds[i].argument != NULL)
			strbuf_addf(out, "=%s", kinds[i].argument);
		strbuf_addf(out, "\n        %s", kinds[i].help);
		if (kinds[i].fallback != NULL)
			strbuf_addf(out, " (%s)", kinds[i].fallback);
		strbuf_addch(out, '\n');
	}
}
