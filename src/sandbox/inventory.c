#include "sandbox/inventory.h"

#include <string.h>

#include "base/mem.h"

#define VALIDITY_DEFAULT 36000

void inventory_release(struct inventory *inventory)
{
	for (size_t i = 0; i < inventory->services.count; i++) {
		struct service_record *service = &inventory->services.items[i];

		free(service->friendly_name);
		free(service->inbound_request_url);
		free(service->fallback_url);
		free(service->status_callback);
	}
	for (size_t i = 0; i < inventory->senders.count; i++) {
		struct owned *owned = &inventory->senders.items[i];

		free((char *)(uintptr_t)owned->sender.address);
		free(owned->friendly_name);
		free(owned->sms_url);
		free(owned->sms_fallback_url);
	}
	vec_release(&inventory->services);
	vec_release(&inventory->senders);
	vec_release(&inventory->members);
}

struct service_record *inventory_add_service(struct inventory *inventory, const char *name,
					     int64_t now)
{
	size_t index = inventory->services.count;
	struct service_record *service = vec_push_new(&inventory->services);

	*service = (struct service_record){
		.friendly_name = xstrdup(name),
		.inbound_method = "POST",
		.fallback_method = "POST",
		.sticky_sender = true,
		.mms_converter = true,
		.smart_encoding = true,
		.scan_message_content = "inherit",
		.fallback_to_long_code = true,
		.area_code_geomatch = true,
		.validity_period = VALIDITY_DEFAULT,
		.usecase = "undeclared",
		.created = now,
		.updated = now,
	};
	sid_format(inventory->seed, SID_SERVICE, "MG", index, service->sid);
	return service;
}

uint32_t inventory_service_count(const struct inventory *inventory)
{
	uint32_t count = 0;

	for (size_t i = 0; i < inventory->services.count; i++)
		count += !inventory->services.items[i].gone;
	return count;
}

void inventory_delete_service(struct inventory *inventory, uint32_t service)
{
	for (size_t i = inventory->members.count; i-- > 0;)
		if (inventory->members.items[i].service == service)
			inventory_leave(inventory, service, inventory->members.items[i].sender);
	inventory->services.items[service].gone = true;
}

bool inventory_find_service(const struct inventory *inventory, const char *sid, uint32_t *service)
{
	uint64_t number;

	if (strlen(sid) != SID_LENGTH || memcmp(sid, "MG", 2) != 0 ||
	    !sid_parse(inventory->seed, SID_SERVICE, sid, &number) ||
	    number >= inventory->services.count)
		return false;
	*service = (uint32_t)number;
	return !inventory->services.items[number].gone;
}

struct owned *inventory_add_sender(struct inventory *inventory, const struct sender *sender,
				   int64_t now)
{
	struct owned *owned = vec_push_new(&inventory->senders);

	*owned = (struct owned){
		.sender = *sender,
		.friendly_name = xstrdup(sender->address),
		.sms_method = "POST",
		.sms_fallback_method = "POST",
		.api_version = "2010-04-01",
		.status = "ONLINE",
		.created = now,
		.updated = now,
	};
	owned->sender.address = xstrdup(sender->address);
	return owned;
}

static const char *prefix_of(enum sender_kind kind)
{
	switch (kind) {
	case SENDER_SHORT_CODE:
		return "SC";
	case SENDER_ALPHA:
		return "AI";
	case SENDER_WHATSAPP:
	case SENDER_RCS:
		return "XE";
	default:
		return "PN";
	}
}

void inventory_sender_sid(const struct inventory *inventory, uint32_t sender,
			  char sid[static SID_SIZE])
{
	sid_format(inventory->seed, SID_SENDER,
		   prefix_of(inventory->senders.items[sender].sender.kind), sender, sid);
}

bool inventory_find_sender(const struct inventory *inventory, const char *sid, uint32_t *sender)
{
	uint64_t number;
	const struct owned *owned;

	if (strlen(sid) != SID_LENGTH || !sid_parse(inventory->seed, SID_SENDER, sid, &number) ||
	    number >= inventory->senders.count)
		return false;
	owned = &inventory->senders.items[number];
	*sender = (uint32_t)number;
	return !owned->gone && memcmp(sid, prefix_of(owned->sender.kind), 2) == 0;
}

int inventory_find_address(const struct inventory *inventory, const char *address, uint32_t service)
{
	int found = -1;

	for (size_t i = 0; i < inventory->senders.count; i++) {
		const struct owned *owned = &inventory->senders.items[i];

		if (owned->gone || strcmp(owned->sender.address, address) != 0)
			continue;
		if (inventory_member(inventory, service, (uint32_t)i) != NULL)
			return (int)i;
		if (found < 0)
			found = (int)i;
	}
	return found;
}

void inventory_join(struct inventory *inventory, uint32_t service, uint32_t sender, int64_t now)
{
	struct membership member = { .service = service, .sender = sender, .since = now };

	vec_push(&inventory->members, member);
}

bool inventory_leave(struct inventory *inventory, uint32_t service, uint32_t sender)
{
	const struct membership *member = inventory_member(inventory, service, sender);
	struct owned *owned = &inventory->senders.items[sender];

	if (member == NULL)
		return false;
	vec_remove(&inventory->members, (size_t)(member - inventory->members.items));
	owned->gone = owned->sender.kind == SENDER_ALPHA;
	return true;
}

const struct membership *inventory_member(const struct inventory *inventory, uint32_t service,
					  uint32_t sender)
{
	for (size_t i = 0; i < inventory->members.count; i++) {
		const struct membership *member = &inventory->members.items[i];

		if (member->sender == sender && member->service == service)
			return member;
	}
	return NULL;
}

uint32_t inventory_pool_of(const struct inventory *inventory, uint32_t sender)
{
	for (size_t i = 0; i < inventory->members.count; i++)
		if (inventory->members.items[i].sender == sender)
			return inventory->members.items[i].service;
	return SERVICE_NONE;
}

static const struct sender *sender_of(const struct inventory *inventory,
				      const struct membership *member)
{
	return &inventory->senders.items[member->sender].sender;
}

uint32_t inventory_pool_size(const struct inventory *inventory, uint32_t service)
{
	uint32_t size = 0;

	for (size_t i = 0; i < inventory->members.count; i++)
		size += inventory->members.items[i].service == service &&
			sender_of(inventory, &inventory->members.items[i])->kind <=
				SENDER_SHORT_CODE;
	return size;
}

bool inventory_pool_is_empty(const struct inventory *inventory, uint32_t service)
{
	for (size_t i = 0; i < inventory->members.count; i++)
		if (inventory->members.items[i].service == service)
			return false;
	return true;
}

int inventory_pick(const struct inventory *inventory, uint32_t service, const char *to)
{
	int best = -1;
	int most = 0;

	for (size_t i = 0; i < inventory->members.count; i++) {
		const struct membership *member = &inventory->members.items[i];
		int fits = member->service == service
				   ? sender_fitness(sender_of(inventory, member), to)
				   : 0;

		if (fits > most) {
			most = fits;
			best = (int)member->sender;
		}
	}
	return best;
}

bool inventory_pool_has(const struct inventory *inventory, uint32_t service, enum sender_kind kind)
{
	for (size_t i = 0; i < inventory->members.count; i++)
		if (inventory->members.items[i].service == service &&
		    sender_of(inventory, &inventory->members.items[i])->kind == kind)
			return true;
	return false;
}
