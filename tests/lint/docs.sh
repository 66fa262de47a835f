#!/bin/sh
# docs.sh - the manual pages, the default config and the shells' completions say what msgdeck says of itself.
# `make docs` rewrites them.
# shellcheck disable=SC2016

. "$(dirname "$0")/lint.sh"

generate=$top/docs/generate

lint()
{
	program=$1/msgdeck
	[ "$1" != "$top" ] || program=${builddir:-$PWD}/msgdeck
	for file in "$1"/docs/*.[1-8] "$1"/docs/*.conf \
		"$1"/completions/*/*; do
		[ -e "$file" ] || continue
		if ! "$generate" "$program" "$file" >"$scratch/new" 2>"$scratch/complaint"; then
			sed "s|^|$file: |" "$scratch/complaint"
		elif ! cmp -s "$scratch/new" "$file"; then
			echo "$file: not what msgdeck says now; 'make docs' rewrites it"
		fi
	done
}

given_program()
{
	given msgdeck '#!/bin/sh' 'case $1 in' \
		'--print-config) echo "# poll = 5" ;;' \
		'--print-manual=options) echo "--demo" ;;' \
		'--print-completion=bash) echo "complete msgdeck" ;;' \
		'*) echo "no such part" >&2; exit 2 ;;' \
		'esac'
	chmod +x "$tree/msgdeck"
}

given_program
given docs/msgdeck.1 '.\" generated: options' '--damo' '.\" end generated'
refuses 'an old part of a manual page'

given_program
given docs/msgdeck.1 '.\" generated: keys' '.\" end generated'
refuses 'a part that msgdeck does not know'

given_program
given docs/msgdeck.1 '.\" generated: options' '--demo'
refuses 'a part without an end'

given_program
given docs/msgdeck.conf '# poll = 6'
refuses 'an old default config'

given_program
given completions/bash/msgdeck 'complete msgdock'
refuses 'an old completion'

given_program
given completions/bash/msgdeck 'complete msgdeck'
given docs/msgdeck.1 '.TH MSGDECK 1' '.\" generated: options' '--demo' '.\" end generated' '.SH FILES'
given docs/msgdeck.conf '# poll = 5'
accepts 'documents in step with the program'

holds 'the documents are in step with the program'
finish
