#!/bin/sh
# listed.sh - Makefile.am names every source, test and script: what it leaves out is neither built
# nor tested nor released.
# shellcheck disable=SC1003,SC2016

. "$(dirname "$0")/lint.sh"

lint()
{
	# The words of Makefile.am, without its comments; a test program stands for its source.
	sed 's/#.*//' "$1/Makefile.am" | tr -s ' \t\\' '\n' >"$scratch/words"
	{
		sources "$1" src tests
		(cd "$1" && find tests -name '*.sh' 2>/dev/null)
	} | while read -r file; do
		grep -qxF -e "$file" -e "${file%.c}" "$scratch/words" ||
			echo "$file: not in Makefile.am"
	done
}

given Makefile.am 'libbase_a_SOURCES = \' '	src/base/mem.c' '# src/base/vec.c'
given src/base/mem.c ''
given src/base/vec.c ''
refuses 'a source that nobody builds'

given Makefile.am 'LINTS = tests/lint/doors.sh'
given tests/lint/doors.sh ''
given tests/lint/layers.sh ''
refuses 'a lint that nobody runs'

given Makefile.am 'unit_tests += \' '	tests/unit/base/test_mem' 'libbase_a_SOURCES = src/base/mem.h'
given tests/unit/base/test_mem.c ''
given src/base/mem.h ''
accepts 'a tree that is all listed'

holds 'Makefile.am names every file'
finish
