/*
 * banned.h - functions that msgdeck never calls, turned into compile errors.
 *
 * The build includes this file in front of every source file, so the system headers that declare
 * the banned names are read first, and each later use fails to compile. What to call instead is
 * said beside each group.
 */
#ifndef MSGDECK_BASE_BANNED_H
#define MSGDECK_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define BANNED(func) msgdeck_must_not_call_##func

/* Unbounded or silently truncating copies: base/strbuf.h. */
#undef strcpy
#define strcpy(d, s) BANNED(strcpy)
#undef strncpy
#define strncpy(d, s, n) BANNED(strncpy)
#undef stpcpy
#define stpcpy(d, s) BANNED(stpcpy)
#undef strcat
#define strcat(d, s) BANNED(strcat)
#undef strncat
#define strncat(d, s, n) BANNED(strncat)
#undef sprintf
#define sprintf(...) BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf)
#undef gets
#define gets(s) BANNED(gets)

/* Conversions that hide errors: base/parse.h. */
#undef atoi
#define atoi(s) BANNED(atoi)
#undef atol
#define atol(s) BANNED(atol)
#undef atoll
#define atoll(s) BANNED(atoll)
#undef atof
#define atof(s) BANNED(atof)

/* Hidden static state, locale or time zone: base/date.h, base/parse.h. */
#undef strtok
#define strtok(s, d) BANNED(strtok)
#undef gmtime
#define gmtime(t) BANNED(gmtime)
#undef localtime
#define localtime(t) BANNED(localtime)
#undef asctime
#define asctime(t) BANNED(asctime)
#undef ctime
#define ctime(t) BANNED(ctime)
#undef strerror
#define strerror(n) BANNED(strerror) /* error_errno() */

/* Weak randomness and shells. */
#undef rand
#define rand() BANNED(rand)
#undef srand
#define srand(s) BANNED(srand)
#undef system
#define system(s) BANNED(system)
#undef popen
#define popen(c, m) BANNED(popen)
#undef mktemp
#define mktemp(t) BANNED(mktemp)
#undef tmpnam
#define tmpnam(s) BANNED(tmpnam)

#endif
