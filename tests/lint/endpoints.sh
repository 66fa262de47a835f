#!/bin/sh
# endpoints.sh - docs/endpoints.md, the endpoint table, the tables of screens and commands, and the names
# in Twilio's OpenAPI documents (openapi.txt) agree.
# shellcheck disable=SC2016

. "$(dirname "$0")/lint.sh"

# The endpoint table of DIR: name, verb, URL.
table()
{
	awk '
	function quoted(line) { gsub(/^[^"]*"|"[^"]*$/, "", line); return line }
	/^#define (ACCOUNT|SERVICE) / { prefix[$2] = quoted($0) }
	/^\t\[ENDPOINT_/ { name = path = ""; verb = "GET"; host = "api" }
	/\.name = / { name = quoted($0) }
	/\.verb = / { verb = $3; gsub(/VERB_|,/, "", verb) }
	/\.family = / { host = tolower($3); gsub(/host_|,/, "", host) }
	/\.path = / {
		path = quoted($0)
		for (word in prefix)
			if (index($0, "= " word))
				path = prefix[word] (index($0, "\"") ? path : "")
	}
	/^\t},/ && name { print name "\t" verb "\thttps://" host ".twilio.com" path }
	' "$1/src/api/endpoint.c" | LC_ALL=C sort
}

# Its rows on the page of DIR, the same way; page DIR FIELD: the words in backquotes of a column.
rows()
{
	grep -E '^\| .* \| [A-Z]+ `https:' "$1/docs/endpoints.md"
}

page()
{
	rows "$1" | awk -F' [|] ' -v field="$2" '{ print $field }' | grep -oE '`[^`]+`' | tr -d '`' |
		LC_ALL=C sort -u
}

# The names that stand in these files' tables.
names()
{
	grep -rhoE '\.name = "[a-z-]+"' "$@" 2>/dev/null | cut -d'"' -f2
}

screens()
{
	grep -rhA1 'struct view_ops .*= {$' "$1"/src/views 2>/dev/null | cut -d'"' -f2
}

# known WHAT LIST: complain about each line of the input that LIST lacks.
known()
{
	grep -vxF -f "$2" | sed "s|^|docs/endpoints.md: there is no $1 |"
}

check_page()
{
	table "$1" >"$scratch/table"
	rows "$1" | sed -E 's/^\| (.*) \| ([A-Z]+) `([^`]*)` \| .*/\1\t\2\t\3/' |
		LC_ALL=C sort >"$scratch/rows"
	grep -vxF -f "$scratch/rows" "$scratch/table" | sed 's/^/docs\/endpoints.md lacks: /'
	grep -vxF -f "$scratch/table" "$scratch/rows" |
		sed 's/^/src\/api\/endpoint.c lacks: /'
	{
		names "$1"/src/views "$1"/src/ui
		echo
	} >"$scratch/commands"
	{
		screens "$1"
		echo
	} >"$scratch/screens"
	{
		names "$1"/src/config/cli_tables.c
		echo
	} >"$scratch/words"
	page "$1" 3 | known command "$scratch/commands"
	page "$1" 4 | known screen "$scratch/screens"
	page "$1" 5 | known 'command without a screen' "$scratch/words"
	page "$1" 6 | while read -r name; do
		[ -e "$1/tests/$name" ] || echo "docs/endpoints.md: there is no test $name"
	done
	rows "$1" | grep -vE '`[a-z0-9]+/test_[a-z_]+\.c` \|$' | sed 's/ | .*/: has no test/'
}

# The operations of openapi.txt: verb and URL with {} for each name.
operations()
{
	awk -F'\t' -v without="$2" \
		'$1 == "operation" && $4 !~ without { print $2 "\thttps://" $3 }' \
		"$1/tests/lint/openapi.txt" | LC_ALL=C sort -u
}

check_operations()
{
	cut -f2,3 "$scratch/table" | sed 's/{[a-z]*}/{}/g' | LC_ALL=C sort -u >"$scratch/made"
	operations "$1" '^not-client$' >"$scratch/wanted"
	grep -vxF -f "$scratch/made" "$scratch/wanted" | sed 's/^/documented, not made: /'
	grep -vxF -f "$scratch/wanted" "$scratch/made" | sed 's/^/made, not documented: /'
}

# wanted DIR WHO: the names that it must know, one a line.
wanted()
{
	awk -F'\t' -v without="not-$2" \
		'!/^#/ && NF > 2 && $1 != "operation" && $4 !~ without { print $3 }' \
		"$1/tests/lint/openapi.txt" | LC_ALL=C sort -u
}

# What the client's literals, and the sandbox's words, lack of the names.
check_names()
{
	(cd "$1/src" && grep -rhoE '"[^"]*"' api model fetch ops views 2>/dev/null) | tr -d '"' |
		LC_ALL=C sort -u >"$scratch/literals"
	(cd "$1/src" && cat sandbox/*.[ch] 2>/dev/null) | tr -cs 'A-Za-z0-9_<>:-' '\n' |
		LC_ALL=C sort -u >"$scratch/spoken"
	wanted "$1" client | grep -vxF -f "$scratch/literals" | sed 's/^/the client lacks: /'
	wanted "$1" sandbox | grep -vxF -f "$scratch/spoken" | sed 's/^/the sandbox lacks: /'
}

lint()
{
	check_page "$1"
	check_operations "$1"
	check_names "$1"
}

# A tree where all agree, which each example then spoils.
agreed()
{
	given src/api/endpoint.c '#define ACCOUNT "/1/Accounts/{account}"' \
		'	[ENDPOINT_THINGS] = {' '		.name = "things",' \
		'		.path = ACCOUNT "/Things.json",' '	},' \
		'	[ENDPOINT_THING_DELETE] = {' '		.name = "delete thing",' \
		'		.verb = VERB_DELETE,' '		.family = HOST_MESSAGING,' \
		'		.path = "/v1/Things/{sid}",' '	},'
	given docs/endpoints.md \
		'| things | GET `https://api.twilio.com/1/Accounts/{account}/Things.json` | – | `list` | `export` | `unit/test_a.c` |' \
		'| delete thing | DELETE `https://messaging.twilio.com/v1/Things/{sid}` | `delete` | `list` | – | `unit/test_a.c` |'
	given src/views/list.c 'const struct view_ops ops = {' '	.name = "list",' '};' \
		'{ .name = "delete", .args = "" },' '"Colour" "red"'
	given src/config/cli_tables.c '{ .name = "export",'
	given src/sandbox/things.c 'text = "{\"colour\": \"red\"";' 'get("Colour");'
	given tests/unit/test_a.c ''
	given tests/lint/openapi.txt '# names' \
		'operation	GET	api.twilio.com/1/Accounts/{}/Things.json' \
		'operation	DELETE	messaging.twilio.com/v1/Things/{}' \
		'operation	GET	messaging.twilio.com/v1/Things	not-client' \
		'parameter	GET api.twilio.com/1/Accounts/{}/Things.json	Colour' \
		'value	Things colour	red' 'member	Things	colour	not-client'
}

# instead FILE FROM TO: the agreed tree with another word in a file.
instead()
{
	agreed
	sed "s%$2%$3%" "$tree/$1" >"$scratch/spoilt"
	cp "$scratch/spoilt" "$tree/$1"
}

instead docs/endpoints.md 'Things.json' 'Thing.json'
refuses 'a path that is another one'
instead docs/endpoints.md 'DELETE `' 'POST `'
refuses 'a verb that is another one'
instead docs/endpoints.md '| things |.*' ''
refuses 'an endpoint that the page leaves out'
instead docs/endpoints.md '`delete` |' '`destroy` |'
refuses 'a command that there is not'
instead docs/endpoints.md '– | `list`' '– | `screen`'
refuses 'a screen that there is not'
instead docs/endpoints.md '`export`' '`import`'
refuses 'a command line that there is not'
instead docs/endpoints.md '`unit/test_a.c`' '`unit/test_b.c`'
refuses 'a test that is not there'
instead docs/endpoints.md '`unit/test_a.c`' '–'
refuses 'an endpoint without a test'
instead tests/lint/openapi.txt '	not-client$' ''
refuses 'what is documented and not made'
instead tests/lint/openapi.txt 'v1/Things/{}' 'v1/Thing/{}'
refuses 'what is made and not documented'
instead src/views/list.c '"Colour"' '"Color"'
refuses 'a parameter that the client misspells'
instead src/views/list.c '"red"' '"RED"'
refuses 'a word that the client does not know'
instead src/sandbox/things.c 'get("Colour")' 'get("Color")'
refuses 'a parameter that the sandbox misspells'
agreed
accepts 'a tree where all agree'

holds 'the page, the tables and the OpenAPI names agree'
finish
