#include "matrix.h"

#include <string.h>

#include "base/mem.h"

static const char head[] =
	"# What goes wrong on the way, and what comes of it\n"
	"\n"
	"Written by `make fault-matrix` from the table of the tests that make each of these faults happen\n"
	"to each request (`tests/contract/test_matrix_answers.c`, `test_matrix_lines.c`); they fail when\n"
	"it comes out differently, and when this page is not what the table says.\n"
	"\n"
	"Asserted for each cell, besides the word in it: the request ends, and says in words why; what\n"
	"creates (a message, a service) reaches the service at most once; where it *fails* nothing has\n"
	"changed, where it *works* it is done exactly once; when the fault is over everything that is not\n"
	"done yet can be asked for again by the same program, without a restart, and is then done exactly\n"
	"once; no other host has seen credentials, and a server with a bad certificate no request at all.\n"
	"\n"
	"- *works*: it is done, or the answer says that it was so already.\n"
	"- *fails*: an error in words; nothing was changed.\n"
	"- *unclear*: an error in words which says that it may have been carried out. A plan then looks it\n"
	"  up before anything is repeated; what may be repeated without harm is asked for again.\n"
	"- *part*: what came is kept and shown, and an error says that there is more.\n"
	"- *as is*: a file as it came. Nothing in HTTP says that it is another one or a part of one.\n"
	"- –: cannot happen; the reason stands below.\n"
	"\n"
	"A move of a sender is *remove sender* and then *add sender*; between the two the plan knows that\n"
	"the sender is in neither service (`ops/runner.h`).\n";

static const char *word_of(char letter)
{
	switch (letter) {
	case MATRIX_WORKS:
		return "works";
	case MATRIX_FAILS:
		return "fails";
	case MATRIX_UNCLEAR:
		return "**unclear**";
	case MATRIX_PART:
		return "part";
	case MATRIX_GIVEN:
		return "as is";
	default:
		return "–";
	}
}

static void add_head(struct strbuf *out, const char *title)
{
	strbuf_addf(out, "\n## %s\n\n| fault |", title);
	for (int i = 0; i < OPERATIONS; i++)
		strbuf_addf(out, " %s |", operation_name((enum operation)i));
	strbuf_addstr(out, "\n|---|");
	for (int i = 0; i < OPERATIONS; i++)
		strbuf_addstr(out, "---|");
	strbuf_addch(out, '\n');
}

static void add_row(struct strbuf *out, const char *name, const char *letters)
{
	strbuf_addf(out, "| %s |", name);
	for (int i = 0; i < OPERATIONS; i++)
		strbuf_addf(out, " %s |", word_of(letters[i]));
	strbuf_addch(out, '\n');
}

static void add_reason(struct strbuf *out, const struct matrix_fault *fault)
{
	if (strchr(fault->lasts, MATRIX_NOT))
		strbuf_addf(out, "- %s: %s.\n", fault->name, fault->why_not);
}

void matrix_page(struct strbuf *out)
{
	strbuf_addstr(out, head);
	add_head(out, "While it lasts");
	for (size_t i = 0; i < matrix_answer_count; i++)
		add_row(out, matrix_answers[i].name, matrix_answers[i].lasts);
	for (size_t i = 0; i < matrix_line_count; i++)
		add_row(out, matrix_lines[i].name, matrix_lines[i].lasts);
	add_head(out, "When it happens once to each request");
	for (size_t i = 0; i < matrix_answer_count; i++)
		add_row(out, matrix_answers[i].name, matrix_answers[i].once);
	strbuf_addstr(out,
		      "\nThe other faults are a connection's, an address's or a clock's, not one "
		      "answer's: they last\nuntil they are mended.\n");
	strbuf_addstr(out, "\n## What cannot happen\n\n");
	for (size_t i = 0; i < matrix_answer_count; i++)
		add_reason(out, &matrix_answers[i]);
	for (size_t i = 0; i < matrix_line_count; i++)
		add_reason(out, &matrix_lines[i]);
	strbuf_addf(out, "\n%zu faults, %d requests.\n", matrix_answer_count + matrix_line_count,
		    OPERATIONS);
}
