/* phrases_he.c - Hebrew, right to left. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> קוד האימות שלך ל-Fernhill הוא {code}. אין לשתף אותו.\n",
	"> קוד האימות שלך ל-Fernhill הוא {code}. אין לשתף אותו.\n",
	NULL,
};

static const char *const reminder[] = {
	"> תזכורת: תור ביום {day} בשעה {time} אצל {doctor}. להשיב C לאישור.\n",
	"> תזכורת: תור ביום {day} בשעה {time} אצל {doctor}. להשיב C לאישור.\n"
	"< C\n"
	"+ תודה {name}, התור אושר.\n",
	NULL,
};

static const char *const order[] = {
	"> הזמנה {order} בדרך אליך 📦 תגיע היום בין {eta}. {link}\n"
	">5h הזמנה {order} נמסרה. תודה!\n",
	NULL,
};

static const char *const campaign[] = {
	"> Fernhill: הנחה של {pct}% על כל מוצרי הגינה עד יום ראשון 🌿 {link}\n",
	"> קולקציית הסתיו הגיעה לסניף {city}. {link}\n",
	"> מארז החג של Fernhill 🎁 הזמנות עד שישי: {link}\n",
	"> מרפאת Fernhill: חיסוני שפעת ללא תור.\n",
	"> הזדמנות אחרונה, {name}: שובר {pct}% מסתיים הלילה. {link}\n",
	"> חמישי פתוחים עד מאוחר, עם קפה, עוגה ו-{pct}% ☕🍰\n",
	NULL,
};

static const char *const support[] = {
	"< היי, ההזמנה {order} עוד לא הגיעה\n"
	"> היי {name}, כאן {agent}. בודקת עכשיו.\n"
	"> החבילה ב{city}, תגיע מחר בין {eta}.\n"
	"< מעולה תודה רבה 🙏🏼\n",
	"< אתם פתוחים ביום {day}?\n"
	"> כן, מ-9:00 עד 18:00. נתראה! 😊\n",
	NULL,
};

static const char *const after[] = {
	"< גם ב{city}?\n"
	"> כן, בכל הסניפים 🙂\n",
	"< תודה\n",
	NULL,
};

static const char *const names[] = {
	"אורי", "דנה", "יעל", "נועה", "איתן", "תמר", "רון", "מאיה", NULL,
};

static const char *const doctors[] = {
	"ד\"ר לוי",
	"ד\"ר כהן",
	NULL,
};

static const char *const agents[] = {
	"שירה",
	"עומר",
	NULL,
};

static const char *const cities[] = {
	"גבעת הדר",
	"נווה אלון",
	NULL,
};

static const char *const days[] = {
	"ראשון", "שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", NULL,
};

const struct phrasebook phrasebook_he = {
	.scripts = {
		[EPISODE_VERIFY] = verify,
		[EPISODE_REMINDER] = reminder,
		[EPISODE_ORDER] = order,
		[EPISODE_CAMPAIGN] = campaign,
		[EPISODE_SUPPORT] = support,
		[EPISODE_AFTER] = after,
	},
	.names = names,
	.doctors = doctors,
	.agents = agents,
	.cities = cities,
	.days = days,
};
