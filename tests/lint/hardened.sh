#!/bin/sh
# hardened.sh - the programs are built as configure.ac means them to be: position independent, with
# nothing writable that need not be, guarded stacks and checked copies, no symbol of ours that could
# take a library's place, and no library that nobody decided on.

. "$(dirname "$0")/lint.sh"

build=${builddir:-.}
command -v readelf >/dev/null || skip_all "readelf is not here"
[ -f "$build/msgdeck" ] || skip_all "nothing is built in $build"

# Prints the value of a variable of the build.
setting()
{
	sed -n "s/^$1 = *//p" "$build/Makefile" | head -n 1
}

# says OPTION WORDS: whether readelf says something of $program that matches.
says()
{
	readelf -W "$1" "$program" | grep -Eq "$2"
}

libraries_of()
{
	case $1 in
	*-sandbox) echo 'microhttpd|gnutls|jansson|utf8proc|z' ;;
	*) echo 'ncursesw|tinfo|curl|jansson|config|utf8proc' ;;
	esac
}

# look_at PROGRAM: prints what is missing.
look_at()
{
	program=$1
	says -h 'Type: +DYN' || echo 'is not position independent'
	says -l 'GNU_RELRO' || echo 'has relocations that stay writable'
	says -d 'BIND_NOW|FLAGS_1.*NOW' || echo 'binds functions late, so their table stays writable'
	says -l 'GNU_STACK.* RW ' || echo 'has a stack that can be executed'
	says --dyn-syms '__stack_chk_fail' || echo 'does not guard its stack'
	case " $(setting HARDEN_CFLAGS)" in
	*FORTIFY*) says --dyn-syms 'UND __[a-z]+_chk@' || echo 'does not check its copies' ;;
	esac
	[ -z "$(setting SANITIZE_CFLAGS)" ] || return 0
	readelf -W --dyn-syms "$program" |
		awk '$4 == "FUNC" && $7 != "UND" { print "exports " $8 }'
	readelf -W -d "$program" | sed -n 's/.*(NEEDED).*\[lib\(.*\)\.so.*/\1/p' |
		grep -Evx "c|m|pthread|$(libraries_of "$program")" | sed 's/^/links /'
	return 0
}

lint()
{
	look_at "$1" | sed "s|^|${1##*/} |"
}

# A program with none of it.
cat >"$scratch/plain.c" <<'PLAIN'
int plain(const char *text);
int plain(const char *text) { return *text; }
int main(int argc, char **argv) { return plain(argv[argc - 1]); }
PLAIN
tree=$scratch/plain
# shellcheck disable=SC2046
$(setting CC) -no-pie -rdynamic -fno-stack-protector -Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack \
	-o "$tree" "$scratch/plain.c"
lint "$tree" >"$scratch/found"
for flaw in 'not position' 'relocations' 'late' 'executed' 'guard'; do
	if grep -q "$flaw" "$scratch/found"; then
		result true "refuses a program that is plain ($flaw)"
	else
		result false "refuses a program that is plain ($flaw)"
	fi
done

look "$build/msgdeck" 'msgdeck is hardened'
look "$build/msgdeck-sandbox" 'msgdeck-sandbox is hardened'
finish
