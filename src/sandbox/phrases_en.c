/* phrases_en.c - English; also what the other books fall back to. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> {code} is your Fernhill verification code. Don't share it with anyone.\n",
	"> {code} is your Fernhill verification code. Don't share it with anyone.\n",
	"> {code} is your Fernhill verification code. Don't share it with anyone.\n",
	"> Your Fernhill sign-in code is {code}. It expires in 10 minutes.\n",
	"> Your Fernhill sign-in code is {code}. It expires in 10 minutes.\n",
	"> {code} is your Fernhill verification code. Don't share it with anyone.\n"
	">70s {code} is your Fernhill verification code. Don't share it with anyone.\n",
	"> Your Fernhill sign-in code is {code}. It expires in 10 minutes.\n"
	"<4m I didn't get a code\n"
	">40s Your Fernhill sign-in code is {code}. It expires in 10 minutes.\n"
	"<30s got it thx 👍\n",
	NULL,
};

static const char *const reminder[] = {
	"> Appt. reminder: {day} {time} with {doctor}. Reply C to confirm, R to reschedule.\n",
	"> Appt. reminder: {day} {time} with {doctor}. Reply C to confirm, R to reschedule.\n"
	"< C\n"
	"+ Thanks {name}, you're confirmed for {day} {time}. See you then!\n",
	"> Hi {name}, this is Fernhill Clinic. You have an appointment on {day} at {time} with "
	"{doctor}. Reply C to confirm or R to reschedule.\n"
	"< Confirmed\n"
	"+ Thanks {name}, you're confirmed for {day} {time}. See you then!\n",
	"> Appt. reminder: {day} {time} with {doctor}. Reply C to confirm, R to reschedule.\n"
	"< R\n"
	"+ No problem. Someone from our team will text you with new times.\n"
	">25m Hi {name}, {agent} from Fernhill here. Would Thursday 10:40 or Friday 2:15 work?\n"
	"< Friday works!\n"
	"> Great, you're booked for Friday 2:15 with {doctor} 😊\n"
	"< Perfect thank you\n",
	"> Hi {name}, this is Fernhill Clinic. You have an appointment on {day} at {time} with "
	"{doctor}. Reply C to confirm or R to reschedule.\n"
	"< Can I bring my daughter along? She needs a checkup too\n"
	">8m Hi {name}! Yes, we have 20 minutes free right after yours. Shall I book it for her?\n"
	"< yes please 🙏\n"
	"> Done. See you both on {day} at {time}.\n",
	NULL,
};

static const char *const order[] = {
	"> Fernhill: thanks for your order #{order}! We'll text you when it ships. {link}\n"
	">20h Fernhill: order #{order} is on its way 📦 Track it: {link}\n"
	">26h Fernhill: order #{order} arrives today between {eta}.\n"
	">5h Fernhill: order #{order} was delivered. Enjoy!\n",
	"> Fernhill: thanks for your order #{order}! We'll text you when it ships. {link}\n"
	">30h Fernhill: order #{order} is on its way 📦 Track it: {link}\n",
	"> Fernhill: order #{order} arrives today between {eta}.\n"
	"< Please leave it with the neighbour at no. 12\n"
	"+ Thanks, we have passed this on to your driver.\n"
	">4h Fernhill: order #{order} was delivered. Enjoy!\n",
	"> Fernhill: we could not deliver order #{order} today. Choose a new day: {link}\n",
	"> Fernhill: your order #{order} is ready for collection in {city}. Show this code: {code}\n",
	NULL,
};

static const char *const campaign[] = {
	"> Fernhill: {pct}% off everything for the garden until Sunday 🌿 {link} Reply STOP to opt "
	"out\n",
	"> New in at Fernhill {city}: the autumn collection. Members shop first: {link} Reply STOP "
	"to opt out\n",
	"> [jpeg] Meet the Fernhill holiday box 🎁 Order by Friday, in time for the weekend: {link} "
	"Reply STOP to opt out\n",
	"> Fernhill Clinic: flu shots are here. Walk in any weekday 8-5, no appointment needed. "
	"Reply STOP to opt out\n",
	"> Last chance, {name}: your {pct}% voucher ends tonight. {link} Txt STOP to end\n",
	"> Fernhill: we're open late on Thursday, with tea, cake and {pct}% off ☕🍰 Reply STOP to "
	"opt out\n",
	NULL,
};

static const char *const support[] = {
	"< Hi, my order #{order} still hasn't arrived. It said today\n"
	"+ Thanks for writing to Fernhill! A person will answer shortly (Mon-Sat 8-8).\n"
	"> Hi {name}, {agent} here, sorry about that! Let me look into it.\n"
	"> Your driver had a flat tyre this afternoon 😕 He will be with you tomorrow between {eta}.\n"
	"< Ok. I'm at work tomorrow. Can you leave it in the shed?\n"
	"> Of course. Is the shed open, or is there a code?\n"
	"< code is 4471\n"
	"> Thank you, I've passed it on and will delete it from here afterwards.\n"
	"< ❤️\n",
	"< [jpeg] This is how it arrived 😡\n"
	"+ Thanks for writing to Fernhill! A person will answer shortly (Mon-Sat 8-8).\n"
	"> Oh no! I'm so sorry, {name}. Is that order #{order}?\n"
	"< Yes\n"
	"> I can send a new one today or refund {amount}. Which would you like?\n"
	"< New one please. What do I do with the broken one\n"
	"> Nothing, please just recycle it. The new one ships tonight: {link}\n"
	"< Wow that was quick. Thanks {agent} 👏🏽\n"
	"> Any time! 🙂\n",
	"< do you have the oak table in {city}? website says 1 left\n"
	"> Hi! Let me call the shop, one moment.\n"
	">4m Yes, one left, and I've put it aside for you until Saturday. Under what name?\n"
	"< {name}\n"
	"> All set, {name}. Bring this number: {order}\n"
	"< you're the best\n",
	"< Is the clinic open on {day}?\n"
	"> Hi {name}, yes, from 8:30 to 13:00. Shall I make you an appointment?\n"
	"< with {doctor} if possible\n"
	"> {doctor} has {time} free. Shall I take it?\n"
	"< yes pls\n"
	"> Booked: {day} {time}, {doctor}. Please bring your insurance card.\n"
	"< 👌🏾\n",
	"< I was charged twice!! {amount} both times\n"
	"> Hi {name}, I'm sorry. I see one charge and one reservation; the reservation falls away "
	"by itself within 3 days. I'll watch it for you.\n"
	"< ok but if it doesn't?\n"
	"> Then I refund it by hand the same day. You have my word - {agent}\n"
	">70h It's gone on our side, {name}. Can you see it too?\n"
	"< Yes! thank you\n",
	"< STOP sending me the newsletter but keep the appointment texts please\n"
	"> Hi {name}, done: no more newsletters, reminders stay on.\n"
	"< Thank you 🙏🏻\n",
	"< 👋\n"
	"> Hello! How can we help?\n"
	"< sorry that was my 3 year old 😂👨‍👩‍👧‍👦\n"
	"> No harm done, say hi from us! 👋\n",
	"< [jpeg] [jpeg] Which of these two fits the shelf I bought last week?\n"
	"> Let me check the measurements. It was the 80 cm one, right?\n"
	"< yes\n"
	"> Then the first one. The second is 2 cm too wide.\n"
	"< phew. Can I pick it up in {city} today?\n"
	"> Yes, they're open until 19:00. I've reserved it: {order}\n",
	"> Hi {name}, {agent} from Fernhill. You asked us to text when the delivery from {city} is "
	"in: it is! 🎉\n"
	"< Brilliant, I'll come by after work\n"
	"> See you then. We're at the side entrance.\n",
	"< How do I change my phone number for the login?\n"
	"> Sign in, open Settings and choose Phone. You will get a code on both numbers.\n"
	"< I don't have the old phone any more\n"
	"> Then I need to check that it's you. Which city was your last order sent to?\n"
	"< {city}\n"
	"> Thanks. I've removed the old number, please sign in again and add the new one.\n"
	"< works 🎉\n",
	NULL,
};

static const char *const call[] = {
	"> Thanks for calling Fernhill. Here is the form we talked about: {link}\n",
	"> Sorry we missed you! Reply to this message and {agent} will call you back.\n"
	"< After {time} please\n"
	"> Will do!\n",
	NULL,
};

static const char *const after[] = {
	"< is this also in {city}?\n"
	"> Yes, in every shop 🙂\n",
	"< thanks\n",
	"< 😍\n",
	"< How did you get my number??\n"
	"> Hi, you signed up with order #{order}. Reply STOP and we won't write again.\n",
	"< Does the voucher work online\n"
	"> It does, with code FERN{pct}\n"
	"< 🥳🥳\n",
	NULL,
};

static const char *const stop[] = {
	"< STOP\n"
	"+2s You have successfully been unsubscribed. You will not receive any more messages from "
	"this number. Reply START to resubscribe.\n",
	"< Stop\n"
	"+2s You have successfully been unsubscribed. You will not receive any more messages from "
	"this number. Reply START to resubscribe.\n",
	"< UNSUBSCRIBE\n"
	"+2s You have successfully been unsubscribed. You will not receive any more messages from "
	"this number. Reply START to resubscribe.\n",
	NULL,
};

static const char *const names[] = {
	"Alex",  "Amara", "Ben",  "Carla", "Chloe", "Dana",  "Devon", "Ella", "Erin",
	"Frank", "Grace", "Hana", "Isaac", "Jamie", "Jo",    "Kara",  "Kim",  "Leo",
	"Maya",  "Mo",    "Nina", "Oscar", "Priya", "Quinn", "Rosa",  "Sam",  "Tessa",
	"Uma",   "Vic",   "Will", "Yara",  "Zoe",   NULL,
};
static const char *const doctors[] = { "Dr. Ng", "Dr. Osei", "Dr. Patel", "Dr. Lind", NULL };
static const char *const agents[] = { "Robin", "Casey", "Imani", "Theo", "Noor", NULL };
static const char *const cities[] = { "Ashford",  "Millbrook", "Fairview",
				      "Riverton", "Oakdale",   NULL };
static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", NULL };

const struct phrasebook phrasebook_en = {
	.scripts = {
		[EPISODE_VERIFY] = verify,
		[EPISODE_REMINDER] = reminder,
		[EPISODE_ORDER] = order,
		[EPISODE_CAMPAIGN] = campaign,
		[EPISODE_SUPPORT] = support,
		[EPISODE_CALL] = call,
		[EPISODE_AFTER] = after,
		[EPISODE_STOP] = stop,
	},
	.names = names,
	.doctors = doctors,
	.agents = agents,
	.cities = cities,
	.days = days,
};
