#!/bin/sh
# architecture.sh - docs/architecture.md names every file under src/, and none that is not there, and has
# one row for each.
#
# There a file is written `layer/name.c`, or `layer/name.[ch]` for the two together; files of the
# tests from the top: `tests/unit/base/test_mem.c`.
# shellcheck disable=SC1003,SC2016

. "$(dirname "$0")/lint.sh"

# The files that the page in DIR names, relative to src/ or to the top.
named()
{
	grep -oE '`[a-z0-9_./-]+\.(c|h|\[ch\])`' "$1/docs/architecture.md" | tr -d '`' |
		sed -n 's|^src/||; /\[ch\]$/!p; s/\[ch\]$/c/p; t header
			b
			:header
			s/c$/h/p' | LC_ALL=C sort -u
}

lint()
{
	if [ ! -e "$1/docs/architecture.md" ]; then
		echo "docs/architecture.md: not there"
		return
	fi
	named "$1" >"$scratch/named"
	sources "$1" src | sed 's|^src/||' | grep -vxF -f "$scratch/named" |
		sed 's|.*|src/&: not in docs/architecture.md|'
	while read -r name; do
		[ -e "$1/src/$name" ] || [ -e "$1/$name" ] ||
			echo "docs/architecture.md: there is no $name"
	done <"$scratch/named"
	sed -n 's/^| `\([^`]*\)` |.*/\1/p' "$1/docs/architecture.md" | LC_ALL=C sort | uniq -d |
		sed 's|.*|docs/architecture.md: more than one row for &|'
}

given src/base/mem.c ''
given docs/architecture.md '# Architecture' 'Memory lives in `base/vec.c`.'
given src/base/vec.c ''
refuses 'a file that the page leaves out'

given docs/architecture.md '`base/mem.c` is gone.'
refuses 'a file that is not there'

given src/base/mem.c ''
given docs/architecture.md '`base/mem.[ch]`'
refuses 'a header that is not there'

given src/base/mem.c ''
given docs/architecture.md '| `base/mem.c` | memory |' '| `base/mem.c` | allocation |'
refuses 'two rows for a file'

given src/base/mem.c ''
refuses 'a tree without the page'

given src/main.c ''
given src/base/mem.c ''
given src/base/mem.h ''
given tests/unit/base/test_mem.c ''
given docs/architecture.md '| `main.c` | start |' '| `base/mem.[ch]` | memory |' \
	'`src/base/mem.c` has its test in `tests/unit/base/test_mem.c`.'
accepts 'a page that names each file'

holds 'docs/architecture.md is complete'
finish
