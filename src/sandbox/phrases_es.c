/* phrases_es.c - Spanish. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> {code} es tu código de verificación de Fernhill. No lo compartas con nadie.\n",
	"> {code} es tu código de verificación de Fernhill. No lo compartas con nadie.\n",
	"> {code} es tu código de verificación de Fernhill. No lo compartas con nadie.\n"
	">80s {code} es tu código de verificación de Fernhill. No lo compartas con nadie.\n",
	NULL,
};

static const char *const reminder[] = {
	"> Recordatorio: cita el {day} a las {time} con {doctor}. Responde C para confirmar o "
	"R para cambiarla.\n",
	"> Recordatorio: cita el {day} a las {time} con {doctor}. Responde C para confirmar o "
	"R para cambiarla.\n"
	"< C\n"
	"+ ¡Gracias, {name}! Tu cita queda confirmada.\n",
	"> Recordatorio: cita el {day} a las {time} con {doctor}. Responde C para confirmar o "
	"R para cambiarla.\n"
	"< No puedo ese día, ¿hay algo el viernes?\n"
	"> Hola {name}, soy {agent}. El viernes tenemos a las 10:20 o a las 16:00.\n"
	"< A las 16 está bien\n"
	"> ¡Listo! Te esperamos el viernes a las 16:00 🙂\n",
	NULL,
};

static const char *const order[] = {
	"> Fernhill: gracias por tu pedido #{order}. Te avisamos cuando salga. {link}\n"
	">22h Fernhill: tu pedido #{order} va en camino 📦 {link}\n"
	">27h Fernhill: tu pedido #{order} llega hoy entre {eta}.\n",
	"> Fernhill: tu pedido #{order} llega hoy entre {eta}.\n"
	"< Estoy hasta las 6 en casa\n"
	"+ Gracias, se lo pasamos al repartidor.\n",
	NULL,
};

static const char *const campaign[] = {
	"> Fernhill: {pct}% de descuento en todo el jardín hasta el domingo 🌿 {link} Responde "
	"STOP para no recibir más\n",
	"> Novedades en Fernhill {city}: la colección de otoño. {link} Responde STOP para no "
	"recibir más\n",
	"> [jpeg] La caja de fiestas de Fernhill 🎁 Pídela antes del viernes: {link} Responde "
	"STOP para no recibir más\n",
	"> Clínica Fernhill: ya hay vacunas contra la gripe, sin cita, de lunes a viernes. "
	"Responde STOP para no recibir más\n",
	"> Última oportunidad, {name}: tu vale del {pct}% termina hoy. {link} STOP para "
	"terminar\n",
	"> Fernhill: este jueves abrimos hasta tarde, con café, pastel y {pct}% ☕🍰 Responde "
	"STOP para no recibir más\n",
	NULL,
};

static const char *const support[] = {
	"< Hola, mi pedido #{order} todavía no llega\n"
	"> Hola {name}, soy {agent}. Ya lo reviso.\n"
	"> El paquete salió hoy de {city}. Llega mañana entre {eta}.\n"
	"< ¿Seguro? Ya me dijeron lo mismo ayer 😕\n"
	"> Hablé con el repartidor: es la primera entrega de la mañana. Si no llega, te "
	"devuelvo el envío.\n"
	"< Gracias 🙏🏽\n",
	"< [jpeg] Llegó así...\n"
	"> ¡Lo siento mucho, {name}! Te mando otro hoy mismo, no tienes que devolver nada.\n"
	"< Qué amables, mil gracias ❤️\n",
	"< ¿Están abiertos el {day}?\n"
	"> Hola {name}, sí, de 9 a 14. ¿Quieres una cita?\n"
	"< Sí, con {doctor}\n"
	"> Queda para las {time}. ¡Hasta entonces!\n",
	NULL,
};

static const char *const after[] = {
	"< ¿También en {city}?\n"
	"> Sí, en todas las tiendas 🙂\n",
	"< gracias\n",
	"< 😍\n",
	NULL,
};

static const char *const stop[] = {
	"< STOP\n"
	"+2s You have successfully been unsubscribed. You will not receive any more messages "
	"from this number. Reply START to resubscribe.\n",
	"< ALTO\n"
	">3m Hola, hemos quitado tu número de la lista. ¡Disculpa las molestias!\n",
	NULL,
};

static const char *const names[] = {
	"Ana",    "Beatriz", "Camila", "Diego",  "Elena",  "Fernando", "Guadalupe",
	"Héctor", "Inés",    "Javier", "Lucía",  "Mateo",  "Noemí",    "Óscar",
	"Paola",  "Ramón",   "Sofía",  "Teresa", "Ximena", NULL,
};

static const char *const doctors[] = {
	"la Dra. Ríos",
	"el Dr. Peña",
	"la Dra. Luna",
	NULL,
};

static const char *const agents[] = {
	"Pilar",
	"Iván",
	"Marisol",
	NULL,
};

static const char *const cities[] = {
	"Valverde",
	"San Telmo",
	"Las Lomas",
	NULL,
};

static const char *const days[] = {
	"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", NULL,
};

const struct phrasebook phrasebook_es = {
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
