#!/bin/sh
# layers.sh - each layer includes only itself and the layers that it may know (docs/architecture.md).

. "$(dirname "$0")/lint.sh"

may_include()
{
	case $1 in
	base) echo base ;;
	model) echo base model ;;
	config) echo base config ;;
	api) echo base model api ;;
	fetch) echo base model api fetch ;;
	ops) echo base model fetch ops ;;
	ui) echo base config ui ;;
	views) echo base model config fetch ops ui views ;;
	batch) echo base model config api fetch ops batch ;;
	sandbox) echo base sandbox ;;
	preview) echo base preview ;;
	esac
}

# Prints "FILE INCLUDED" for each #include "..." of the files named on standard input.
includes()
{
	while read -r file; do
		sed -n 's/^[ \t]*#[ \t]*include[ \t]*"\([^"]*\)".*/\1/p' "$1/$file" |
			sed "s|^|$file |"
	done
}

lint()
{
	sources "$1" src | includes "$1" | while read -r file included; do
		[ -e "$1/src/$included" ] || echo "$file: no such file under src/: \"$included\""
		layer=${file#src/}
		case $layer in
		*/*) layer=${layer%%/*} ;;
		*) continue ;; # main.c and its neighbours put the layers together
		esac
		allowed=" $(may_include "$layer") "
		case $allowed in
		"  ") echo "$file: src/$layer/ is not a layer" ;;
		*" ${included%%/*} "*) ;;
		*) echo "$file: $layer/ may not include \"$included\"" ;;
		esac
	done

	# A unit test sees no more than the layer that it tests; files of the tests' own are theirs.
	sources "$1" tests/unit | includes "$1" | while read -r file included; do
		[ -e "$1/src/$included" ] || continue
		layer=${file#tests/unit/}
		layer=${layer%%/*}
		case " $(may_include "$layer") " in
		*" ${included%%/*} "*) ;;
		*) echo "$file: a test of $layer/ may not include \"$included\"" ;;
		esac
	done
}

given src/base/mem.c '#include "ui/term.h"'
given src/ui/term.h ''
refuses 'a lower layer including an upper one'

given src/views/log.c '  #  include "api/http.h"'
given src/api/http.h ''
refuses 'a view including api'

given src/sandbox/main.c '#include "model/message.h"'
given src/model/message.h ''
refuses 'the sandbox including model'

given src/base/mem.c '#include "app.h"'
given src/app.h ''
refuses 'a layer including the composition'

given src/base/mem.c '#include "mem.h"'
given src/base/mem.h ''
refuses 'an include without its folder'

given src/extra/new.c '#include "base/mem.h"'
given src/base/mem.h ''
refuses 'a folder that is no layer'

given tests/unit/model/test_store.c '#include "fetch/fetch.h"'
given src/fetch/fetch.h ''
refuses 'a unit test reaching above its layer'

given src/fetch/pager.c '#include "fetch/pager.h"' '#include <stdio.h>' '#include "api/page.h"'
given src/fetch/pager.h '#include "model/message.h"'
given src/api/page.h '#include "base/mem.h"'
given src/model/message.h ''
given src/base/mem.h ''
given src/main.c '#include "fetch/pager.h"' '#include "api/page.h"'
given tests/unit/fetch/test_pager.c '#include "fetch/pager.h"' '#include "support.h"'
accepts 'includes that point downwards'

holds 'each layer includes only what it may'
finish
