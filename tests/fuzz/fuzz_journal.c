/*
 * fuzz_journal.c - a journal of changes, whatever is in it, is refused with words or tells a plan in
 * which everything adds up; without its last, torn line it tells the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/json.h"
#include "ops/journal_read.h"
#include "ops/move.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
	if (!condition)
		abort();
}

static bool read_bytes(const uint8_t *data, size_t size, struct journal_record *record,
		       struct error *err)
{
	int fd = memfd_create("journal", MFD_CLOEXEC);

	demand(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
	bool good = journal_read_open(fd, "input", record, err);
	close(fd);
	return good;
}

static void check_plan(struct plan *plan)
{
	struct strbuf words = STRBUF_INIT(STRBUF_TEXT);
	size_t sum = 0;

	for (size_t i = 0; i < ITEM_STATES; i++)
		sum += plan->counts[i];
	demand(sum == plan->items.count);
	demand(!plan->list || (plan->source == PLAN_OF_FILE && plan->list->path));
	for (uint32_t i = 0; i < plan->items.count; i++) {
		const struct plan_detail *detail = plan_detail(plan, i);

		if (plan->list && plan->items.items[i].op == OP_SEND)
			demand(detail && detail->row);
		demand(plan->items.items[i].state < ITEM_STATES);
		demand(plan->items.items[i].state != ITEM_INTENDED);
		demand(plan->items.items[i].op < OP_COUNT);
		demand(move_op(plan, i) < OP_COUNT);
		strbuf_reset(&words);
		plan_explain(plan, i, &words);
		plan_add_label(plan, i, &words);
		plan_add_place(plan, i, &words);
	}
	strbuf_release(&words);
}

static void check_same(const struct journal_record *whole, const struct journal_record *cut)
{
	demand(whole->whole == cut->whole && !cut->torn);
	demand(whole->begun == cut->begun && whole->ended == cut->ended);
	demand(whole->complete == cut->complete && whole->stopped == cut->stopped);
	demand(whole->ended || !(whole->complete || whole->stopped));
	demand(whole->aside == cut->aside && whole->announced == cut->announced);
	demand(whole->plan->items.count == cut->plan->items.count);
	for (size_t i = 0; i < whole->plan->items.count; i++)
		demand(whole->plan->items.items[i].state == cut->plan->items.items[i].state);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct journal_record record, again;
	struct error err = ERROR_INIT;
	static bool ready;

	if (!ready)
		json_init();
	ready = true;
	if (!read_bytes(data, size, &record, &err)) {
		demand(err.kind == ERROR_PROTOCOL && *error_text(&err));
		error_release(&err);
		return 0;
	}
	demand(record.whole <= size && record.torn == (record.whole < size));
	check_plan(record.plan);
	demand(read_bytes(data, record.whole, &again, NULL));
	check_same(&record, &again);
	journal_record_release(&record);
	journal_record_release(&again);
	return 0;
}
