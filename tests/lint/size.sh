#!/bin/sh
# size.sh - soft limits: 500 lines a file, 60 a function.  It warns, and fails only if it can't see.

. "$(dirname "$0")/lint.sh"

lint()
{
	sources "$1" src | while read -r file; do
		awk -v file="$file" '
			/^\{/ { start = NR }
			/^\}/ {
				if (start && NR - start - 1 > 60)
					print file ":" start ": a function of " NR - start - 1 " lines (60)"
				start = 0
			}
			END {
				if (NR > 500)
					print file ": " NR " lines (500)"
			}' "$1/$file"
	done
}

lines()
{
	awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++) print "\tcall();" }'
}

given src/base/mem.c 'void a(void)' '{' "$(lines 61)" '}'
refuses 'a function of 61 lines'

given src/base/mem.c "$(lines 501)"
refuses 'a file of 501 lines'

given src/base/mem.c 'void a(void)' '{' "$(lines 60)" '}' 'void b(void)' '{' "$(lines 60)" '}'
accepts 'functions of 60 lines'

lint "$top" | sed 's/^/# longer than we like: /'
finish
