#!/bin/sh
# completions.sh - the shells understand their completion scripts, and bash's offers what it should.
# zsh and fish are asked where they are installed.
# shellcheck disable=SC2016

. "$(dirname "$0")/lint.sh"

command -v bash >/dev/null || skip_all 'no bash'

# parses SHELL FILE...: what the shell says against its script.
parses()
{
	command -v "$1" >/dev/null && [ -e "$2" ] || return 0
	case $1 in
	fish) fish --no-execute "$2" 2>&1 || : ;;
	*) "$1" -n "$2" 2>&1 || : ;;
	esac
}

# offers SCRIPT WANTED WORD...: wants the completions of the last word to contain WANTED.
offers()
{
	script=$1
	wanted=$2
	shift 2
	bash -c '
		compopt() { :; }
		source "$1"
		shift
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		_msgdeck
		printf "%s\n" "${COMPREPLY[@]}"' bash "$script" "$@" >"$scratch/offered" 2>&1 || :
	grep -qxF -e "$wanted" "$scratch/offered" || echo "bash: no $wanted for: $*"
}

lint()
{
	script=$1/completions/bash/msgdeck
	parses bash "$script"
	parses zsh "$1/completions/zsh/_msgdeck"
	parses fish "$1/completions/fish/msgdeck.fish"
	offers "$script" check msgdeck ''
	offers "$script" --theme msgdeck --th
	offers "$script" marker msgdeck --cursor = m
	offers "$script" bar msgdeck --cursor b
	offers "$script" messages msgdeck export mes
	offers "$script" --since msgdeck export messages --si
	offers "$script" csv msgdeck export messages --format c
}

given completions/bash/msgdeck '_msgdeck() {'
refuses 'a script with a mistake'

given completions/bash/msgdeck '_msgdeck() { COMPREPLY=(check --theme); }'
refuses 'a script that knows no values'

holds 'the shells complete the command line'
finish
