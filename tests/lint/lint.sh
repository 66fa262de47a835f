# shellcheck shell=sh
# lint.sh - what the lints share; each sources it.
#
# A lint defines a function `lint DIR` that prints one line for each violation in the tree DIR.
# Then it proves itself on small trees of its own, and last looks at ours:
#
#	given src/base/mem.c '#include "ui/term.h"'
#	refuses 'base including ui'
#	given src/ui/table.c '#include "base/mem.h"'
#	accepts 'ui including base'
#	holds 'each layer includes only what it may'
#	finish

set -eu

top=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
tree=$scratch/tree
mkdir "$tree"
results=0

skip_all()
{
	echo "1..0 # SKIP $1"
	exit 0
}

# result FOUND NAME: say how the next test came out, in TAP.
result()
{
	results=$((results + 1))
	if "$1"; then
		echo "ok $results - $2"
	else
		echo "not ok $results - $2"
	fi
}

# given FILE LINE...: write FILE into the small tree.
given()
{
	mkdir -p "$tree/$(dirname "$1")"
	file=$tree/$1
	shift
	printf '%s\n' "$@" >"$file"
}

start_over()
{
	rm -rf "$tree"
	mkdir "$tree"
}

refuses()
{
	lint "$tree" >"$scratch/found"
	if [ -s "$scratch/found" ]; then result true "refuses $1"; else result false "refuses $1"; fi
	start_over
}

accepts()
{
	look "$tree" "accepts $1"
	start_over
}

holds()
{
	look "$top" "$1"
}

look()
{
	lint "$1" >"$scratch/found"
	if [ -s "$scratch/found" ]; then result false "$2"; else result true "$2"; fi
	sed "s|$1/||g; s/^/# /" "$scratch/found"
}

finish()
{
	echo "1..$results"
}

# sources DIR FOLDER...: the C files under these folders of DIR, relative to it, sorted.
sources()
{
	(
		cd "$1"
		shift
		for folder; do
			[ ! -d "$folder" ] || find "$folder" -name '*.[ch]'
		done | LC_ALL=C sort
	)
}
