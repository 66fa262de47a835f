/* phrases_ar.c - Arabic, right to left with Latin and digits in between. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> رمز التحقق الخاص بك في Fernhill هو {code}. لا تشاركه مع أحد.\n",
	"> رمز التحقق الخاص بك في Fernhill هو {code}. لا تشاركه مع أحد.\n"
	">70s رمز التحقق الخاص بك في Fernhill هو {code}. لا تشاركه مع أحد.\n",
	NULL,
};

static const char *const reminder[] = {
	"> تذكير: موعدك يوم {day} الساعة {time} مع {doctor}. أرسل C للتأكيد.\n",
	"> تذكير: موعدك يوم {day} الساعة {time} مع {doctor}. أرسل C للتأكيد.\n"
	"< C\n"
	"+ شكراً {name}، تم تأكيد موعدك.\n",
	NULL,
};

static const char *const order[] = {
	"> طلبك رقم {order} من Fernhill في الطريق إليك 📦 يصل بين {eta}. {link}\n"
	">6h تم توصيل طلبك رقم {order}. شكراً لك!\n",
	NULL,
};

static const char *const campaign[] = {
	"> خصم {pct}% على كل مستلزمات الحديقة حتى يوم الأحد 🌿 {link}\n",
	"> وصلت تشكيلة الخريف إلى فرع {city}. {link}\n",
	"> صندوق هدايا Fernhill 🎁 اطلبه قبل الجمعة: {link}\n",
	"> عيادة Fernhill: لقاح الإنفلونزا متوفر بدون موعد.\n",
	"> الفرصة الأخيرة يا {name}: قسيمة {pct}% تنتهي الليلة. {link}\n",
	"> نستقبلكم مساء الخميس مع القهوة والكعك وخصم {pct}% ☕🍰\n",
	NULL,
};

static const char *const support[] = {
	"< مرحبا، طلبي رقم {order} لم يصل بعد\n"
	"> أهلاً {name}، معك {agent}. سأتحقق حالاً.\n"
	"> الطلب في {city} ويصل غداً بين {eta}.\n"
	"< شكراً جزيلاً 🙏🏽\n"
	"> على الرحب والسعة!\n",
	"< هل أنتم مفتوحون يوم {day}؟\n"
	"> نعم، من 9 صباحاً إلى 6 مساءً.\n"
	"< ممتاز 👍🏼\n",
	NULL,
};

static const char *const after[] = {
	"< هل العرض متوفر في {city}؟\n"
	"> نعم، في جميع الفروع 🙂\n",
	"< شكرا\n",
	NULL,
};

static const char *const names[] = {
	"أحمد", "فاطمة", "خالد", "ليلى", "محمد", "نورة", "سارة", "يوسف", "هند", "عمر", NULL,
};

static const char *const doctors[] = {
	"د. الحربي",
	"د. منى",
	NULL,
};

static const char *const agents[] = {
	"ريم",
	"سامي",
	NULL,
};

static const char *const cities[] = {
	"الواحة",
	"النخيل",
	NULL,
};

static const char *const days[] = {
	"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", NULL,
};

const struct phrasebook phrasebook_ar = {
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
