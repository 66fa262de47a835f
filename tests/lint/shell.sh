#!/bin/sh
# shell.sh - shellcheck has nothing to say about our scripts.

. "$(dirname "$0")/lint.sh"

command -v shellcheck >/dev/null 2>&1 || skip_all "shellcheck is not installed"

lint()
{
	(
		cd "$1"
		for script in bootstrap .ci/run tests/run tests/count tests/explain tests/*/*.sh docs/generate; do
			[ ! -e "$script" ] || echo "$script"
		done | xargs -r shellcheck -x -P SCRIPTDIR -f gcc || :
	)
}

# shellcheck disable=SC2016
given bootstrap '#!/bin/sh' 'rm $1'
refuses 'a variable without quotes'

given bootstrap '#!/bin/sh' 'source lib'
refuses 'a word that only bash knows'

# shellcheck disable=SC2016
given bootstrap '#!/bin/sh' 'rm "$1"'
accepts 'a plain script'

holds 'our scripts are clean'
finish
