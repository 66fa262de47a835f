/* phrases_hi.c - Hindi. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> {code} आपका Fernhill सत्यापन कोड है। इसे किसी के साथ साझा न करें।\n",
	"> {code} आपका Fernhill सत्यापन कोड है। इसे किसी के साथ साझा न करें।\n"
	">65s {code} आपका Fernhill सत्यापन कोड है। इसे किसी के साथ साझा न करें।\n",
	NULL,
};

static const char *const reminder[] = {
	"> याद दिलाना: {day} को {time} बजे {doctor} के साथ आपकी अपॉइंटमेंट है। पुष्टि के लिए C "
	"भेजें।\n",
	"> याद दिलाना: {day} को {time} बजे {doctor} के साथ आपकी अपॉइंटमेंट है। पुष्टि के लिए C "
	"भेजें।\n"
	"< C\n"
	"+ धन्यवाद {name}, आपकी अपॉइंटमेंट पक्की है।\n",
	NULL,
};

static const char *const order[] = {
	"> आपका ऑर्डर {order} रास्ते में है 📦 आज {eta} के बीच पहुँचेगा। {link}\n"
	">6h आपका ऑर्डर {order} पहुँचा दिया गया है। धन्यवाद!\n",
	NULL,
};

static const char *const campaign[] = {
	"> Fernhill: रविवार तक बगीचे के सामान पर {pct}% छूट 🌿 {link}\n",
	"> Fernhill {city} में नया संग्रह आ गया है। {link}\n",
	"> Fernhill त्योहार बॉक्स 🎁 शुक्रवार तक ऑर्डर करें: {link}\n",
	"> Fernhill क्लिनिक: फ़्लू का टीका बिना अपॉइंटमेंट के।\n",
	"> आख़िरी मौका {name}: आपका {pct}% वाउचर आज रात समाप्त। {link}\n",
	"> गुरुवार को देर तक खुला, चाय, केक और {pct}% छूट ☕🍰\n",
	NULL,
};

static const char *const support[] = {
	"< नमस्ते, मेरा ऑर्डर {order} अभी तक नहीं आया\n"
	"> नमस्ते {name}, मैं {agent}। अभी देखती हूँ।\n"
	"> पार्सल {city} में है, कल {eta} के बीच पहुँचेगा।\n"
	"< ठीक है, धन्यवाद 🙏🏾\n",
	"< {day} को खुला है?\n"
	"> जी हाँ, सुबह 9 से शाम 6 तक।\n"
	"< 👍🏾\n",
	NULL,
};

static const char *const after[] = {
	"< {city} में भी है?\n"
	"> जी, सभी दुकानों में 🙂\n",
	"< धन्यवाद\n",
	NULL,
};

static const char *const names[] = {
	"आरव", "अनीता", "दीपक", "कविता", "मीना", "राहुल", "सुनीता", "विजय", NULL,
};

static const char *const doctors[] = {
	"डॉ. मेहता",
	"डॉ. राव",
	NULL,
};

static const char *const agents[] = {
	"प्रिया",
	"अमित",
	NULL,
};

static const char *const cities[] = {
	"नया नगर",
	"हरिपुर",
	NULL,
};

static const char *const days[] = {
	"रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", NULL,
};

const struct phrasebook phrasebook_hi = {
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
