/*
 * filter_write.c - parts of a query, written so that they are read as what they were.
 */
#include "model/filter.h"

void filter_quote(struct strbuf *query, const char *text, size_t length)
{
	strbuf_addch(query, '"');
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"' || text[i] == '\\')
			strbuf_addch(query, '\\');
		strbuf_addch(query, text[i]);
	}
	strbuf_addch(query, '"');
}

void filter_both_ways(struct strbuf *query, const char *address, size_t length)
{
	strbuf_addstr(query, "direction:out from:");
	filter_quote(query, address, length);
	strbuf_addstr(query, " or direction:in to:");
	filter_quote(query, address, length);
}
