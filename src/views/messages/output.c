/*
 * output.c - a command that messages are piped to: what it prints, as it comes, and how it ends.
 *
 * The messages are written into a file in memory first, in slices, so the command never waits for us
 * and we never wait for it. It is started without a shell and without the terminal, sees few variables
 * of the environment (views/session/program.h), and is ended when the screen is left.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "config/xdg.h"
#include "ui/page_search.h"
#include "views/list/cells.h"
#include "views/messages/handout.h"
#include "views/session/program.h"
#include "views/session/session.h"
#include "views/views.h"

#define PRINTED_MAX ((size_t)1024 * 1024)
#define FLUSH_BYTES (256 * 1024)
#define READ_SIZE 65536
#define REAP_MS 5

enum output_state {
	OUTPUT_WRITING, /* its input */
	OUTPUT_RUNNING,
	OUTPUT_ENDED,
	OUTPUT_FAILED, /* to begin */
};

struct output_view {
	struct view base;
	struct session *session;
	struct message_choice choice;
	struct VEC(char *) argv; /* ends with NULL */
	struct strbuf title;     /* the command, cleaned */
	enum output_state state;
	size_t next;
	struct strbuf rows;
	int input, output; /* -1: none */
	pid_t pid;
	unsigned reap_timer;
	size_t printed;    /* bytes */
	struct strbuf end; /* how it ended, or why it did not begin */
	enum style_role end_role;
	struct pager_document *document;
	struct pager *pager;
	struct page_search search;
};

/* -- its end -------------------------------------------------------------------------------- */

static void close_files(struct output_view *view)
{
	if (view->input >= 0)
		close(view->input);
	if (view->output >= 0) {
		loop_remove_fd(view->session->loop, view->output);
		close(view->output);
	}
	view->input = view->output = -1;
}

/* It runs no more, and nothing is waited for. */
static void come_to_rest(struct output_view *view, enum output_state state, enum style_role role)
{
	if (view->reap_timer)
		loop_remove_timer(view->session->loop, view->reap_timer);
	view->reap_timer = 0;
	close_files(view);
	view->state = state;
	view->end_role = role;
	view->session->working--;
	shell_apply(view->base.shell, EFFECT_REDRAW);
}

static void kill_it(struct output_view *view, const char *why)
{
	child_kill(view->pid);
	strbuf_addstr(&view->end, why);
	come_to_rest(view, OUTPUT_ENDED, STYLE_WARNING);
}

static void reap(void *context)
{
	struct output_view *view = context;
	int status;

	view->reap_timer = 0;
	if (!child_ended(view->pid, &status)) {
		view->reap_timer = loop_add_timer(view->session->loop, REAP_MS, reap, view);
		return;
	}
	program_add_end(status, &view->end);
	come_to_rest(view, OUTPUT_ENDED, status == 0 ? STYLE_GOOD : STYLE_BAD);
}

static void take(struct output_view *view, const char *bytes, size_t length)
{
	size_t room = PRINTED_MAX - view->printed;

	pager_document_append(view->document, bytes, length > room ? room : length);
	view->printed += length > room ? room : length;
	pager_changed(view->pager, 0);
	if (length > room)
		kill_it(view, "was ended: it printed more than 1 MB");
}

static void output_comes(void *context)
{
	struct output_view *view = context;
	char bytes[READ_SIZE];
	ssize_t got = read(view->output, bytes, sizeof(bytes));

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got > 0) {
		take(view, bytes, (size_t)got);
		shell_apply(view->base.shell, EFFECT_REDRAW);
	} else {
		loop_remove_fd(view->session->loop, view->output);
		close(view->output);
		view->output = -1;
		reap(view);
	}
	mem_wipe(bytes, sizeof(bytes));
}

/* -- its input, and its start ------------------------------------------------------------------ */

static void fail(struct output_view *view, const struct error *err)
{
	strbuf_addstr(&view->end, error_text(err));
	come_to_rest(view, OUTPUT_FAILED, STYLE_BAD);
}

static bool flush(struct output_view *view, struct error *err)
{
	bool good = file_write_all(view->input, view->rows.data, view->rows.length, err);

	strbuf_reset(&view->rows);
	return good || error_prefix(err, "There is no memory for what the command is to read");
}

static bool start(struct output_view *view, struct error *err)
{
	int ends[2];

	if (lseek(view->input, 0, SEEK_SET) != 0 || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return error_errno(err, errno, "there is no pipe for the command");
	/* Only our end does not wait. */
	bool good = fcntl(ends[1], F_SETFL, 0) == 0 &&
		    child_start(&(struct child_spec){ .argv = (const char *const *)view->argv.items,
						      .pass = program_variables,
						      .input = view->input,
						      .output = ends[1],
						      .errors = ends[1] },
				&view->pid, err);
	close(ends[1]);
	if (!good) {
		close(ends[0]);
		return false;
	}
	view->output = ends[0];
	view->state = OUTPUT_RUNNING;
	loop_add_fd(view->session->loop, view->output, output_comes, view);
	return true;
}

static bool output_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct output_view *view = (struct output_view *)base;
	struct error err = ERROR_INIT;
	bool good = true;

	if (view->state != OUTPUT_WRITING)
		return false;
	while (good && view->next < view->choice.count && clock_mono_ns() < deadline_ns) {
		handout_add_json(view->session, &view->choice, view->next++, &view->rows);
		good = view->rows.length < FLUSH_BYTES || flush(view, &err);
	}
	if (good && view->next < view->choice.count)
		return true;
	good = good && flush(view, &err) && start(view, &err);
	if (!good)
		fail(view, &err);
	error_release(&err);
	*effects |= EFFECT_REDRAW;
	return false;
}

/* -- the view ---------------------------------------------------------------------------------- */

static void output_close(struct view *base)
{
	struct output_view *view = (struct output_view *)base;

	if (view->state == OUTPUT_RUNNING)
		child_kill(view->pid);
	if (view->state == OUTPUT_WRITING || view->state == OUTPUT_RUNNING)
		come_to_rest(view, OUTPUT_ENDED, STYLE_DIM);
	message_choice_release(&view->choice);
	for (size_t i = 0; i < view->argv.count; i++)
		free(view->argv.items[i]);
	vec_release(&view->argv);
	strbuf_release(&view->title);
	strbuf_wipe(&view->rows);
	strbuf_release(&view->end);
	page_search_release(&view->search);
	pager_free(view->pager);
	pager_document_free(view->document);
}

/* A leading "~/" is the home directory, as in the config file's commands. */
static bool take_words(struct output_view *view, int argc, const char *const *argv,
		       struct error *err)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);

	for (int i = 1; i < argc; i++) {
		char *word = xdg_expand_home(argv[i], err);
		if (!word) {
			strbuf_release(&line);
			return false;
		}
		vec_push(&view->argv, word);
		if (i > 1)
			strbuf_addch(&line, ' ');
		command_quote(&line, argv[i]);
	}
	vec_push(&view->argv, NULL);
	text_clean(&view->title, line.data, line.length, TEXT_ONE_LINE);
	strbuf_release(&line);
	return true;
}

static bool output_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct output_view *view = (struct output_view *)base;
	struct session *session = base->app;

	if (!session->piped || argc < 2)
		return error_set(err, ERROR_USAGE,
				 "This screen opens with the command pipe, on messages");
	view->session = session;
	view->output = -1;
	strbuf_init(&view->title, STRBUF_LINE * 4);
	strbuf_init(&view->rows, STRBUF_TEXT);
	strbuf_init(&view->end, STRBUF_LINE);
	session->working++;
	view->input = memfd_create("messages", MFD_CLOEXEC);
	if (view->input < 0)
		error_errno(err, errno, "there is no memory for what the command is to read");
	if (view->input < 0 || !take_words(view, argc, argv, err)) {
		output_close(base);
		return false;
	}
	view->choice = *session->piped;
	*session->piped = (struct message_choice){ .keys = NULL };
	view->document = pager_document_new(NULL, 0);
	view->pager = pager_new(&pager_document_source, view->document, PAGER_FOLLOW);
	page_search_init(&view->search, base->shell, view->pager);
	shell_work(base->shell);
	return true;
}

/* Left: nobody looks at it any more. */
static void output_hide(struct view *base)
{
	struct output_view *view = (struct output_view *)base;

	if (view->state == OUTPUT_RUNNING)
		kill_it(view, "was ended when its screen was left");
}

static void output_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct output_view *view = (struct output_view *)base;
	struct strbuf title = STRBUF_INIT(STRBUF_LINE * 5);
	char count[COUNT_SIZE];
	struct pane rest = *pane;
	struct pane top = pane_cut(&rest, 1);
	struct pane bottom = pane_cut(&rest, -1);

	if (!(levels & LOOP_PRIMARY))
		return;
	count_format(view->choice.count, count);
	strbuf_addf(&title, "%s message%s → %s", count, view->choice.count == 1 ? "" : "s",
		    view->title.data);
	draw_rule(&top, 0, STYLE_ACCENT, title.data);
	strbuf_reset(&title);
	if (view->end.length)
		text_clean(&title, view->end.data, view->end.length, TEXT_ONE_LINE);
	else
		strbuf_addstr(&title, "running; Esc ends it");
	draw_clear(&bottom, STYLE_TEXT);
	draw_clean(&bottom, 1, 0, bottom.width - 1,
		   view->end.length ? view->end_role : STYLE_WAITING, title.data, title.length);
	pager_set_notice(view->pager, STYLE_DIM,
			 view->state == OUTPUT_ENDED && !view->printed ? "It printed nothing."
								       : NULL);
	pager_draw(view->pager, &rest, true);
	strbuf_release(&title);
}

static size_t output_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	return page_search_scopes(&((struct output_view *)base)->search, scopes, max);
}

static void output_status(struct view *base, struct bar *bar)
{
	page_search_status(&((struct output_view *)base)->search, bar);
}

static bool output_escape(struct view *base)
{
	return page_search_end(&((struct output_view *)base)->search);
}

const struct view_ops output_view_ops = {
	.name = "output",
	.title = "Output",
	.help = "What a command prints that messages were piped to; leaving ends it.",
	.size = sizeof(struct output_view),
	.open = output_open,
	.close = output_close,
	.hide = output_hide,
	.draw = output_draw,
	.scopes = output_scopes,
	.widgets = { "page", "pager" },
	.status = output_status,
	.escape = output_escape,
	.work = output_work,
};
