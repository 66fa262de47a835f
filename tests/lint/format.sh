#!/bin/sh
# format.sh - every C file looks as .clang-format says.  `make format` puts it right.

. "$(dirname "$0")/lint.sh"

command -v clang-format >/dev/null 2>&1 || skip_all "clang-format is not installed"

lint()
{
	[ "$1" = "$top" ] || cp "$top/.clang-format" "$1"
	sources "$1" src tests | (cd "$1" && xargs -r clang-format --dry-run -Werror 2>&1) |
		grep 'error: ' | sed 's/ \[-W.*//' || :
}

given src/base/mem.c 'int a(void)' '{' '    return 1;' '}'
refuses 'spaces for indentation'

given tests/unit/base/test_mem.c 'int a(void) {' '	return 1;' '}'
refuses "a function's brace on its first line"

given src/base/mem.c 'int a(void)' '{' '	return 1;' '}'
accepts 'a file in our format'

holds 'every file is in our format'
finish
