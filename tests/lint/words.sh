#!/bin/sh
# words.sh - what has no place in the tree: paths of somebody's machine, hosts that nobody decided
# on, and work put off.

. "$(dirname "$0")/lint.sh"

# The hosts that may be named: Twilio's, those set aside for examples, and standards' homes. Tests
# may name any, because some of theirs are hostile.
# (A name without a dot is a placeholder.)
hosts='([a-z0-9.-]+\.)?twilio(cdn)?\.com|([a-z0-9.-]+\.)?example(\.(com|net|org))?'
hosts="$hosts"'|[a-z0-9.-]+\.(invalid|test|localhost)|[A-Za-z0-9-]+|127\.0\.0\.[12]|\[::1\]'
hosts="$hosts"'|(www\.)?(unicode\.org|rfc-editor\.org|no-color\.org|gnu\.org|w3\.org)'
hosts="$hosts"'|invisible-island\.net|curl\.se|specifications\.freedesktop\.org'

text_files()
{
	(
		cd "$1"
		find . \( -name .git -o -name 'build*' -o -name autom4te.cache -o -name corpus \
			-o -path ./tests/tmp -o -name .deps \) -prune -o -type f \
			\( -name '*.[chm]' -o -name '*.sh' -o -name '*.md' -o -name '*.am' -o -name '*.ac' \
			-o -name '*.theme' -o -name '*.conf' -o -name '*.json' -o -name '*.tsv' \
			-o -name '*.[1-8]' -o -name bootstrap -o -name run -o -name count -o -name generate -o -name NEWS \) -print |
			sed 's|^\./||' | LC_ALL=C sort
	)
}

# search WHAT PATTERN: complain about each line that has it.
search()
{
	xargs -r grep -nIE "$2" /dev/null | sed "s|^\([^:]*:[0-9]*\):.*|\1: $1|"
}

lint()
{
	text_files "$1" >"$scratch/files"
	here=$(cd "$1" && pwd)
	(
		cd "$1"
		search "a path of somebody's machine" \
			'(^|[^A-Za-z0-9_.~-])/(root|home/[a-z]|Users/[A-Za-z])' <"$scratch/files"
		search "a path of this machine" "$here" <"$scratch/files"
		search "work put off" '(^|[^A-Za-z])(T[O]DO|F[I]XME|X[X]X)([^A-Za-z_]|$)' <"$scratch/files"
		grep -v '^tests/' "$scratch/files" |
			xargs -r grep -noIE 'https?://(\[::1\]|[A-Za-z0-9.-]+[A-Za-z0-9])' /dev/null |
			grep -vE "://($hosts)\$" | sed 's/$/: a host that nobody decided on/'
	)
}

given docs/start.md 'cd /ho''me/ann/msgdeck'
refuses "a path of somebody's machine"

given src/base/file.c "/* see $tree/notes */"
refuses 'the path of this checkout'

given src/base/file.c '/* T''ODO: later */'
refuses 'work put off'

given README.md 'get it from http''s://packages.elsewhere.io/msgdeck'
refuses 'a host that nobody decided on'

given tests/unit/api/test_hosts.c '"https://eviltwilio.com"'
given README.md 'https://api.twilio.com/2010-04-01 https://127.0.0.1:8443/ https://www.example.com.'
accepts 'hosts of Twilio, examples and this machine, and any in a test'

holds 'no such words in the tree'
finish
