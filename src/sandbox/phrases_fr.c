/* phrases_fr.c - French. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> {code} est votre code de vérification Fernhill. Ne le partagez pas.\n",
	"> {code} est votre code de vérification Fernhill. Ne le partagez pas.\n",
	NULL,
};

static const char *const reminder[] = {
	"> Rappel : rendez-vous {day} à {time} avec {doctor}. Répondez C pour confirmer.\n",
	"> Rappel : rendez-vous {day} à {time} avec {doctor}. Répondez C pour confirmer.\n"
	"< C\n"
	"+ Merci {name}, c'est confirmé !\n",
	NULL,
};

static const char *const order[] = {
	"> Votre colis Fernhill {order} arrive aujourd'hui entre {eta}. Suivi : {link}\n"
	">5h Votre colis Fernhill {order} a été livré.\n",
	"> Votre colis Fernhill {order} arrive aujourd'hui entre {eta}. Suivi : {link}\n"
	"< Laissez-le chez la gardienne svp\n"
	"+ Merci, le livreur est prévenu.\n",
	NULL,
};

static const char *const campaign[] = {
	"> Fernhill : -{pct}% sur le jardin jusqu'à dimanche 🌿 {link} STOP au 36173\n",
	"> Nouveautés chez Fernhill {city} : la collection d'automne. {link} STOP au 36173\n",
	"> [jpeg] Le coffret de fêtes Fernhill 🎁 Commandez avant vendredi : {link} STOP au "
	"36173\n",
	"> Clinique Fernhill : vaccin contre la grippe sans rendez-vous. STOP au 36173\n",
	"> Dernière chance {name} : votre bon de {pct}% expire ce soir. {link} STOP au 36173\n",
	"> Fernhill : nocturne jeudi, thé, gâteau et -{pct}% ☕🍰 STOP au 36173\n",
	NULL,
};

static const char *const support[] = {
	"< Bonjour, ma commande {order} n'est pas arrivée\n"
	"> Bonjour {name}, {agent} de Fernhill. Je regarde tout de suite.\n"
	"> Elle est à {city}, livraison demain entre {eta}.\n"
	"< Parfait, merci beaucoup !\n"
	"> Avec plaisir, très bonne journée ☀️\n",
	"< [jpeg] Le carton était ouvert à l'arrivée…\n"
	"> Oh non, toutes nos excuses. Il manque quelque chose ?\n"
	"< Oui, les vis\n"
	"> Je vous les envoie ce soir, sans frais.\n",
	NULL,
};

static const char *const after[] = {
	"< c'est valable à {city} ?\n"
	"> Oui, partout 🙂\n",
	"< merci 🥐\n",
	NULL,
};

static const char *const names[] = {
	"Adèle",  "Benoît", "Chloé", "Désiré", "Élodie", "François", "Gaëlle", "Hélène", "Inès",
	"Jérôme", "Léa",    "Maël",  "Noémie", "Océane", "Régis",    "Zoé",    NULL,
};

static const char *const doctors[] = {
	"le Dr Lefèvre",
	"la Dre Benali",
	NULL,
};

static const char *const agents[] = {
	"Camille",
	"Malik",
	NULL,
};

static const char *const cities[] = {
	"Villeneuve",
	"Beauval",
	NULL,
};

static const char *const days[] = {
	"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", NULL,
};

const struct phrasebook phrasebook_fr = {
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
