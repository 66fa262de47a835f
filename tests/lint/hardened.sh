#!/bin/sh
# hardened.sh - the programs are built as configure.ac means them to be: position independent, with
# nothing writable that need not be, guarded stacks and branches and checked copies, no symbol of ours
# that could take a library's place, and no library that nobody decided on.

. "$(dirname "$0")/lint.sh"

build=${builddir:-.}
for tool in readelf objdump; do
	command -v $tool >/dev/null || skip_all "$tool is not here"
done
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
	*-preview) echo 'jpeg|png16|gif|chafa|glib-2.0' ;;
	*) echo 'ncursesw|tinfo|curl|jansson|config|utf8proc' ;;
	esac
}

# Whether the places where a jump or a return may lead are marked, as far as the compiler can: the C
# library's own few in every program do not count.  The program's note would say less, because the
# linker leaves it out where one object of the compiler's own has none.
guards_branches()
{
	case " $(setting HARDEN_CFLAGS)" in
	*' -fcf-protection'*) mark=endbr ;;
	*' -mbranch-protection'*) mark='paciasp|bti' ;;
	*) return 0 ;;
	esac
	[ "$(objdump -d --no-show-raw-insn "$1" | grep -Ec "	($mark)")" -gt 20 ]
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
	says -d 'TEXTREL' && echo 'has code that is written to when it is loaded'
	says -d 'RPATH|RUNPATH' && echo 'looks for libraries in places of its own'
	guards_branches "$program" || echo 'does not guard its branches'
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
unguarded=
case " $(setting HARDEN_CFLAGS)" in
*' -fcf-protection'*) unguarded=-fcf-protection=none ;;
*' -mbranch-protection'*) unguarded=-mbranch-protection=none ;;
esac
# shellcheck disable=SC2046,SC2086
$(setting CC) -no-pie -rdynamic -fno-stack-protector -Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack \
	-Wl,-rpath,/nowhere $unguarded \
	-o "$tree" "$scratch/plain.c"
lint "$tree" >"$scratch/found"
for flaw in 'not position' 'relocations' 'late' 'executed' 'guard its stack' 'places of its own' \
	${unguarded:+'guard its branches'}; do
	if grep -q "$flaw" "$scratch/found"; then
		result true "refuses a program that is plain ($flaw)"
	else
		result false "refuses a program that is plain ($flaw)"
	fi
done

look "$build/msgdeck" 'msgdeck is hardened'
look "$build/msgdeck-sandbox" 'msgdeck-sandbox is hardened'
if [ -f "$build/msgdeck-preview" ]; then
	look "$build/msgdeck-preview" 'msgdeck-preview is hardened'
fi
finish
