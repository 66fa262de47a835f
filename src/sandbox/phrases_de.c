/* phrases_de.c - German. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> {code} ist dein Fernhill-Bestätigungscode. Gib ihn nicht weiter.\n",
	"> {code} ist dein Fernhill-Bestätigungscode. Gib ihn nicht weiter.\n",
	"> {code} ist dein Fernhill-Bestätigungscode. Gib ihn nicht weiter.\n"
	">75s {code} ist dein Fernhill-Bestätigungscode. Gib ihn nicht weiter.\n",
	NULL,
};

static const char *const reminder[] = {
	"> Terminerinnerung: {day} {time} Uhr bei {doctor}. Antworten Sie mit C zum "
	"Bestätigen, R zum Verschieben.\n",
	"> Terminerinnerung: {day} {time} Uhr bei {doctor}. Antworten Sie mit C zum "
	"Bestätigen, R zum Verschieben.\n"
	"< C\n"
	"+ Danke, Ihr Termin ist bestätigt.\n",
	"> Terminerinnerung: {day} {time} Uhr bei {doctor}. Antworten Sie mit C zum "
	"Bestätigen, R zum Verschieben.\n"
	"< Ich bin leider krank 🤒 geht auch nächste Woche?\n"
	"> Gute Besserung! Nächsten Dienstag um 9:20 oder 11:40?\n"
	"< 11:40 passt, danke\n"
	"> Ist eingetragen. Bis Dienstag!\n",
	NULL,
};

static const char *const order[] = {
	"> Fernhill: Danke für deine Bestellung {order}! Wir melden uns, sobald sie unterwegs "
	"ist. {link}\n"
	">19h Fernhill: Bestellung {order} ist unterwegs 📦 {link}\n"
	">25h Fernhill: Bestellung {order} kommt heute zwischen {eta}.\n"
	">5h Fernhill: Bestellung {order} wurde zugestellt. Viel Freude damit!\n",
	"> Fernhill: Bestellung {order} kommt heute zwischen {eta}.\n"
	"< Bitte bei Familie Öztürk im 2. Stock abgeben\n"
	"+ Danke, der Fahrer weiß Bescheid.\n",
	NULL,
};

static const char *const campaign[] = {
	"> Fernhill: {pct} % auf alles für den Garten bis Sonntag 🌿 {link} Abmelden mit STOP\n",
	"> Neu bei Fernhill {city}: die Herbstkollektion. {link} Abmelden mit STOP\n",
	"> [jpeg] Die Fernhill-Festtagsbox 🎁 Bis Freitag bestellen: {link} Abmelden mit STOP\n",
	"> Fernhill Praxis: Grippeimpfung ohne Termin, Mo bis Fr 8-17 Uhr. Abmelden mit STOP\n",
	"> Letzte Chance, {name}: dein {pct}-%-Gutschein endet heute. {link} Ende mit STOP\n",
	"> Fernhill: Donnerstag lange geöffnet, mit Kaffee, Kuchen und {pct} % ☕🍰 Abmelden mit "
	"STOP\n",
	NULL,
};

static const char *const support[] = {
	"< Hallo, wo bleibt meine Bestellung {order}? Sollte gestern da sein\n"
	"+ Danke für Ihre Nachricht! Wir antworten Mo-Sa von 8 bis 20 Uhr.\n"
	"> Hallo {name}, {agent} hier. Das tut mir leid, ich frage gleich nach.\n"
	"> Das Paket liegt in {city} und kommt morgen zwischen {eta}.\n"
	"< Morgen bin ich nicht da. Geht die Packstation?\n"
	"> Ja, schick mir einfach die Nummer.\n"
	"< 117\n"
	"> Erledigt 👍\n"
	"< Danke! Bis morgen 👋\n",
	"< [jpeg] So kam das Regal an. Die Größe stimmt auch nicht!\n"
	"> Oje, das ist ja völlig zerbeult. Neues Regal oder {amount} zurück?\n"
	"< Geld zurück bitte\n"
	"> Ist angewiesen, 2-3 Werktage.\n",
	"< Haben Sie am {day} geöffnet?\n"
	"> Ja, von 9 bis 18 Uhr. Können wir etwas zurücklegen?\n"
	"< Die grüne Gießkanne, falls noch da\n"
	"> Liegt an der Kasse auf den Namen {name} bereit. Schöne Grüße, {agent}\n",
	NULL,
};

static const char *const after[] = {
	"< gilt das auch in {city}?\n"
	"> Ja, in allen Filialen 🙂\n",
	"< Danke\n",
	"< 🥨\n",
	NULL,
};

static const char *const stop[] = {
	"< STOP\n"
	"+2s You have successfully been unsubscribed. You will not receive any more messages "
	"from this number. Reply START to resubscribe.\n",
	NULL,
};

static const char *const names[] = {
	"Anke",   "Björn", "Claudia", "Dörte",  "Emre",   "Felix",  "Gülay",
	"Hannes", "Jule",  "Jürgen",  "Katrin", "Lars",   "Miriam", "Nele",
	"Olaf",   "Petra", "Ralf",    "Svenja", "Tobias", "Uwe",    NULL,
};

static const char *const doctors[] = {
	"Dr. Krüger",
	"Dr. Wolff",
	"Dr. Yıldız",
	NULL,
};

static const char *const agents[] = {
	"Maren",
	"Jonas",
	"Ayşe",
	NULL,
};

static const char *const cities[] = {
	"Neustadt",
	"Lindenau",
	"Bergdorf",
	NULL,
};

static const char *const days[] = {
	"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa", NULL,
};

const struct phrasebook phrasebook_de = {
	.scripts = {
		[EPISODE_VERIFY] = verify,
		[EPISODE_REMINDER] = reminder,
		[EPISODE_ORDER] = order,
		[EPISODE_CAMPAIGN] = campaign,
		[EPISODE_SUPPORT] = support,
		[EPISODE_AFTER] = after,
		[EPISODE_STOP] = stop,
	},
	.names = names,
	.doctors = doctors,
	.agents = agents,
	.cities = cities,
	.days = days,
};
