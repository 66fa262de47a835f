#include "base/seq.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	SEQ_LEAF = 512, /* handles */
	FANOUT = 64,
	HEIGHT_MAX = 8, /* 2^32 handles need 6 even when every node is half empty */
	RUN_MIN = 8,    /* neighbouring insertions after which more of the same are expected */
	SPARSE_LEAVES = 16,
};

struct leaf {
	uint32_t items[SEQ_LEAF];
};

/* Children are leaves in the lowest nodes and nodes above. No child is empty. */
struct node {
	uint32_t used;
	uint32_t counts[FANOUT]; /* handles below each child */
	void *children[FANOUT];
};

struct seq {
	struct node *root;
	int height; /* levels of nodes, at least 1 */
	size_t count;
	size_t leaves;
	size_t nodes;
	size_t last_rank; /* of the last insertion */
	int step;         /* +1 or -1: that one came right after or before the one before it */
	int run;          /* for how many insertions in a row */
};

/* The way down to a leaf: at each level a node and which of its children. */
struct path {
	struct node *node[HEIGHT_MAX];
	uint32_t child[HEIGHT_MAX];
};

static struct node *new_node(struct seq *seq)
{
	struct node *node = xmalloc(sizeof(*node));

	node->used = 0;
	seq->nodes++;
	return node;
}

static struct leaf *new_leaf(struct seq *seq)
{
	seq->leaves++;
	return xmalloc(sizeof(struct leaf));
}

static void init(struct seq *seq)
{
	*seq = (struct seq){ .height = 1 };
	seq->root = new_node(seq);
}

static void free_below(struct node *node, int levels)
{
	for (uint32_t i = 0; i < node->used; i++) {
		if (levels > 1)
			free_below(node->children[i], levels - 1);
		else
			free(node->children[i]);
	}
	free(node);
}

struct seq *seq_new(void)
{
	struct seq *seq = xmalloc(sizeof(*seq));

	init(seq);
	return seq;
}

void seq_free(struct seq *seq)
{
	if (!seq)
		return;
	free_below(seq->root, seq->height);
	free(seq);
}

void seq_clear(struct seq *seq)
{
	free_below(seq->root, seq->height);
	init(seq);
}

size_t seq_count(const struct seq *seq)
{
	return seq->count;
}

size_t seq_memory(const struct seq *seq)
{
	return sizeof(*seq) + seq->nodes * sizeof(struct node) + seq->leaves * sizeof(struct leaf);
}

/* Goes down to the leaf of a rank and returns the place in it. A rank between two leaves is the
 * first one's end or, with `right`, the second one's front. */
static uint32_t descend(const struct seq *seq, size_t rank, bool right, struct path *path)
{
	struct node *node = seq->root;
	uint32_t rest = (uint32_t)rank;

	for (int level = 0;; level++) {
		uint32_t i = 0;
		while (i + 1 < node->used && rest >= node->counts[i] + !right)
			rest -= node->counts[i++];
		path->node[level] = node;
		path->child[level] = i;
		if (level + 1 == seq->height)
			return rest;
		node = node->children[i];
	}
}

static struct leaf *leaf_of(const struct seq *seq, const struct path *path, uint32_t *count)
{
	const struct node *node = path->node[seq->height - 1];
	uint32_t child = path->child[seq->height - 1];

	*count = node->counts[child];
	return node->children[child];
}

/* Adds to the counts on the way down, from the root to above `level`. */
static void add_to_counts(const struct path *path, int level, uint32_t change)
{
	for (int i = 0; i < level; i++)
		path->node[i]->counts[path->child[i]] += change;
}

static uint32_t sum_of(const struct node *node)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < node->used; i++)
		sum += node->counts[i];
	return sum;
}

static void put_child(struct node *node, uint32_t at, void *child, uint32_t count)
{
	uint32_t behind = node->used - at;

	memmove(node->counts + at + 1, node->counts + at, behind * sizeof(node->counts[0]));
	memmove(node->children + at + 1, node->children + at, behind * sizeof(node->children[0]));
	node->counts[at] = count;
	node->children[at] = child;
	node->used++;
}

/* Moves the children from `at` on to a new node. */
static struct node *split_node(struct seq *seq, struct node *node, uint32_t at)
{
	struct node *behind = new_node(seq);

	behind->used = node->used - at;
	memcpy(behind->counts, node->counts + at, behind->used * sizeof(node->counts[0]));
	memcpy(behind->children, node->children + at, behind->used * sizeof(node->children[0]));
	node->used = at;
	return behind;
}

/* Puts a child into the path's node of `level`. The counts above must include it already. */
static void insert_child(struct seq *seq, const struct path *path, int level, uint32_t at,
			 void *child, uint32_t count)
{
	struct node *node = path->node[level];

	if (node->used < FANOUT) {
		put_child(node, at, child, count);
		return;
	}
	/* At the end a full node is left behind, as with leaves. */
	uint32_t half = at == FANOUT ? FANOUT - 1 : FANOUT / 2;
	struct node *behind = split_node(seq, node, half);
	if (at <= half)
		put_child(node, at, child, count);
	else
		put_child(behind, at - half, child, count);

	if (level > 0) {
		path->node[level - 1]->counts[path->child[level - 1]] = sum_of(node);
		insert_child(seq, path, level - 1, path->child[level - 1] + 1, behind,
			     sum_of(behind));
		return;
	}
	assert(seq->height < HEIGHT_MAX);
	struct node *root = new_node(seq);
	put_child(root, 0, node, sum_of(node));
	put_child(root, 1, behind, sum_of(behind));
	seq->root = root;
	seq->height++;
}

/* Puts a leaf of `count` handles before or behind the path's leaf. */
static void insert_leaf(struct seq *seq, const struct path *path, bool behind, struct leaf *leaf,
			uint32_t count)
{
	int lowest = seq->height - 1;

	add_to_counts(path, lowest, count);
	insert_child(seq, path, lowest, path->child[lowest] + behind, leaf, count);
	seq->count += count;
}

/* Moves the handles from `at` on to a new leaf right behind. */
static void split_leaf(struct seq *seq, const struct path *path, uint32_t at)
{
	int lowest = seq->height - 1;
	uint32_t child = path->child[lowest];
	uint32_t count;
	struct leaf *leaf = leaf_of(seq, path, &count);
	struct leaf *behind = new_leaf(seq);

	memcpy(behind->items, leaf->items + at, (count - at) * sizeof(leaf->items[0]));
	path->node[lowest]->counts[child] = at;
	insert_child(seq, path, lowest, child + 1, behind, count - at);
}

static void append_leaf(struct seq *seq, const uint32_t *items, uint32_t count)
{
	struct leaf *leaf = new_leaf(seq);
	struct path path;

	memcpy(leaf->items, items, count * sizeof(items[0]));
	descend(seq, seq->count, false, &path);
	insert_leaf(seq, &path, seq->count > 0, leaf, count);
}

void seq_assign(struct seq *seq, const uint32_t *items, size_t count)
{
	seq_clear(seq);
	while (count > 0) {
		size_t part = count < SEQ_LEAF ? count : SEQ_LEAF;
		append_leaf(seq, items, (uint32_t)part);
		items += part;
		count -= part;
	}
}

/* Packs everything again when splits and removals have left too much air: more than three of five
 * places. That takes many insertions or removals for each handle moved here. */
static void pack_if_sparse(struct seq *seq)
{
	if (seq->leaves < SPARSE_LEAVES || seq->leaves * SEQ_LEAF < seq->count * 5 / 2)
		return;
	size_t count = seq->count;
	uint32_t *items = xreallocarray(NULL, count, sizeof(*items));
	seq_copy(seq, 0, items, count);
	seq_assign(seq, items, count);
	free(items);
}

static void note_insertion(struct seq *seq, size_t rank)
{
	int step = rank == seq->last_rank + 1 ? 1 : rank == seq->last_rank ? -1 : 0;

	seq->run = step && step == seq->step ? seq->run + 1 : 0;
	seq->step = step;
	seq->last_rank = rank;
}

/* Finds the leaf that takes a handle at a rank, and the place in it: the leaf of the run first, its
 * neighbour when that one is full and the rank lies between them. False: both are full. */
static bool find_room(const struct seq *seq, size_t rank, struct path *path, uint32_t *at)
{
	bool right = seq->step < 0;
	uint32_t count;

	for (int i = 0; i < 2; i++, right = !right) {
		*at = descend(seq, rank, right, path);
		leaf_of(seq, path, &count);
		if (count < SEQ_LEAF)
			return true;
	}
	return false;
}

/* Makes room around a full leaf; true when the item went into a new leaf of its own. */
static bool make_room(struct seq *seq, const struct path *path, uint32_t at, uint32_t item)
{
	if (at == 0 || at == SEQ_LEAF) {
		struct leaf *leaf = new_leaf(seq);
		leaf->items[0] = item;
		insert_leaf(seq, path, at != 0, leaf, 1);
		return true;
	}
	split_leaf(seq, path, seq->run >= RUN_MIN ? at : SEQ_LEAF / 2);
	return false;
}

void seq_insert(struct seq *seq, size_t rank, uint32_t item)
{
	struct path path;
	uint32_t at;
	uint32_t count;

	assert(rank <= seq->count && seq->count < UINT32_MAX);
	note_insertion(seq, rank);
	if (!seq->count) {
		append_leaf(seq, &item, 1);
		return;
	}
	while (!find_room(seq, rank, &path, &at)) {
		if (make_room(seq, &path, at, item))
			return;
	}
	struct leaf *leaf = leaf_of(seq, &path, &count);
	memmove(leaf->items + at + 1, leaf->items + at, (count - at) * sizeof(item));
	leaf->items[at] = item;
	add_to_counts(&path, seq->height, 1);
	seq->count++;
	pack_if_sparse(seq);
}

void seq_append(struct seq *seq, uint32_t item)
{
	seq_insert(seq, seq->count, item);
}

static void take_child(struct node *node, uint32_t at)
{
	uint32_t behind = node->used - at - 1;

	memmove(node->counts + at, node->counts + at + 1, behind * sizeof(node->counts[0]));
	memmove(node->children + at, node->children + at + 1, behind * sizeof(node->children[0]));
	node->used--;
}

/* Takes the path's empty leaf out, and the nodes that are empty then. */
static void drop_leaf(struct seq *seq, const struct path *path)
{
	int level = seq->height - 1;

	free(path->node[level]->children[path->child[level]]);
	seq->leaves--;
	take_child(path->node[level], path->child[level]);
	for (; level > 0 && !path->node[level]->used; level--) {
		free(path->node[level]);
		seq->nodes--;
		take_child(path->node[level - 1], path->child[level - 1]);
	}
	while (seq->height > 1 && seq->root->used == 1) {
		struct node *root = seq->root;
		seq->root = root->children[0];
		free(root);
		seq->nodes--;
		seq->height--;
	}
}

void seq_remove(struct seq *seq, size_t rank)
{
	struct path path;
	uint32_t count;

	assert(rank < seq->count);
	uint32_t at = descend(seq, rank, true, &path);
	struct leaf *leaf = leaf_of(seq, &path, &count);
	memmove(leaf->items + at, leaf->items + at + 1, (count - at - 1) * sizeof(leaf->items[0]));
	add_to_counts(&path, seq->height, (uint32_t)-1);
	seq->count--;
	seq->run = 0;
	seq->step = 0;
	if (count > 1)
		pack_if_sparse(seq);
	else if (seq->count)
		drop_leaf(seq, &path);
	else
		seq_clear(seq);
}

uint32_t seq_at(const struct seq *seq, size_t rank)
{
	struct path path;
	uint32_t count;

	assert(rank < seq->count);
	uint32_t at = descend(seq, rank, true, &path);
	return leaf_of(seq, &path, &count)->items[at];
}

/* The last handle below a child. */
static uint32_t last_item(const struct node *node, uint32_t child, int levels)
{
	for (; levels > 1; levels--) {
		node = node->children[child];
		child = node->used - 1;
	}
	const struct leaf *leaf = node->children[child];
	return leaf->items[node->counts[child] - 1];
}

size_t seq_lower_bound(const struct seq *seq, seq_compare *compare, const void *wanted,
		       void *context)
{
	const struct node *node = seq->root;
	size_t rank = 0;
	uint32_t child = 0;

	if (!seq->count)
		return 0;
	for (int levels = seq->height; levels > 0; levels--) {
		/* The first child whose last handle is not before the wanted one, else the last. */
		uint32_t high = node->used - 1;
		child = 0;
		while (child < high) {
			uint32_t middle = (child + high) / 2;
			if (compare(last_item(node, middle, levels), wanted, context) > 0)
				child = middle + 1;
			else
				high = middle;
		}
		for (uint32_t i = 0; i < child; i++)
			rank += node->counts[i];
		if (levels > 1)
			node = node->children[child];
	}
	const struct leaf *leaf = node->children[child];
	uint32_t low = 0;
	uint32_t high = node->counts[child];
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if (compare(leaf->items[middle], wanted, context) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return rank + low;
}

/* Steps to the next leaf, which must be there. */
static void next_leaf(const struct seq *seq, struct path *path)
{
	int level = seq->height - 1;

	while (path->child[level] + 1 == path->node[level]->used)
		level--;
	path->child[level]++;
	for (; level + 1 < seq->height; level++) {
		path->node[level + 1] = path->node[level]->children[path->child[level]];
		path->child[level + 1] = 0;
	}
}

size_t seq_copy(const struct seq *seq, size_t rank, uint32_t *items, size_t count)
{
	struct path path;
	uint32_t size;

	if (rank >= seq->count)
		return 0;
	if (count > seq->count - rank)
		count = seq->count - rank;
	uint32_t at = descend(seq, rank, true, &path);
	for (size_t copied = 0; copied < count;) {
		const struct leaf *leaf = leaf_of(seq, &path, &size);
		size_t part = size - at < count - copied ? size - at : count - copied;
		memcpy(items + copied, leaf->items + at, part * sizeof(items[0]));
		copied += part;
		at = 0;
		if (copied < count)
			next_leaf(seq, &path);
	}
	return count;
}
