#!/bin/sh
# doors.sh - each library of others has its door: the only files that include its headers.

. "$(dirname "$0")/lint.sh"

# Prints a pattern of the files that may include <$1>; none for a header that nobody knows.
door()
{
	case $1 in
	utf8proc.h) echo 'src/base/text.c' ;;
	jansson.h) echo 'src/base/json.c src/sandbox/*' ;;
	libconfig.h) echo 'src/config/config.c' ;;
	curl/*) echo 'src/api/http.c' ;;
	curses.h | ncurses.h | ncursesw/* | ncurses/* | term.h | termcap.h) echo 'src/ui/term.c' ;;
	microhttpd.h | gnutls/* | zlib.h) echo 'src/sandbox/*' ;;
	jpeglib.h | jerror.h) echo 'src/preview/decode_jpeg.c' ;;
	png.h) echo 'src/preview/decode_png.c' ;;
	chafa.h) echo 'src/preview/symbols.c' ;;
	gif_lib.h) echo 'src/preview/decode_gif.c' ;;
	linux/audit.h | linux/filter.h | linux/seccomp.h) echo 'src/preview/confine.c' ;;
	setjmp.h) echo 'src/preview/decode_jpeg.c' ;;
	pthread.h | threads.h | semaphore.h | stdatomic.h)
		echo 'src/base/* src/fetch/* src/ops/* src/sandbox/*'
		;;
	spawn.h) echo 'src/base/child.c src/demo.c' ;; # who starts programs
	emmintrin.h | arm_neon.h) echo 'src/base/* src/api/*' ;;
	arpa/* | netdb.h | netinet/* | sys/socket.h | sys/un.h) echo 'src/sandbox/*' ;;
	sys/inotify.h) echo 'src/base/file_watch.c' ;;
	sys/*) echo 'src/*' ;;
	assert.h | ctype.h | dirent.h | errno.h | fcntl.h | fnmatch.h | getopt.h | glob.h | \
	inttypes.h | langinfo.h | limits.h | locale.h | malloc.h | math.h | poll.h | pwd.h | \
	regex.h | sched.h | signal.h | stdalign.h | stdarg.h | stdbool.h | stddef.h | stdint.h | \
	stdio.h | stdlib.h | stdnoreturn.h | string.h | strings.h | termios.h | time.h | \
	unistd.h | wchar.h | wctype.h) echo 'src/*' ;;
	esac
}

lint()
{
	sources "$1" src | while read -r file; do
		sed -n 's/^[ \t]*#[ \t]*include[ \t]*<\([^>]*\)>.*/\1/p' "$1/$file" |
			while read -r header; do
				check_door "$file" "$header"
			done
	done
	sources "$1" src/sandbox | (cd "$1" && xargs -r grep -l '<jansson\.h>') |
		sed -n '2,$s/$/: <jansson.h> has another door in the sandbox already/p'
}

check_door()
{
	doors=$(door "$2")
	if [ -z "$doors" ]; then
		echo "$1: <$2> has no door; give it one in tests/lint/doors.sh if msgdeck needs it"
		return
	fi
	set -f
	for pattern in $doors; do
		# shellcheck disable=SC2254
		case $1 in
		$pattern) set +f; return ;;
		esac
	done
	set +f
	echo "$1: <$2> may be included only by $doors"
}

given src/views/log.c '#include <ncurses.h>'
refuses 'curses outside ui/term.c'

given src/fetch/pager.c '#include <curl/curl.h>'
refuses 'libcurl outside api/http.c'

given src/api/account.c '#	include <jansson.h>'
refuses 'jansson outside base/json.c'

given src/sandbox/json.c '#include <jansson.h>'
given src/sandbox/message.c '#include <jansson.h>'
refuses 'a second door to jansson in the sandbox'

given src/ui/loop.c '#include <pthread.h>'
refuses 'threads in ui'

given src/api/dial.c '#include <sys/socket.h>'
refuses 'sockets in msgdeck itself'

given src/views/open.c '#include <spawn.h>'
refuses 'a program that is started past base/child.c'

given src/views/image.c '#include <png.h>'
refuses 'a library that nobody decided on'

given src/base/json.c '#include <jansson.h>' '#include <string.h>'
given src/sandbox/json.c '#include <jansson.h>'
given src/sandbox/server.c '#include <microhttpd.h>' '#include <sys/socket.h>'
given src/fetch/thread.c '#include <pthread.h>' '#include <sys/types.h>'
accepts 'each library through its door'

holds 'no library is included past its door'
finish
