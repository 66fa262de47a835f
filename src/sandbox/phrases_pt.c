/* phrases_pt.c - Portuguese, as written in Brazil. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> {code} é seu código de verificação Fernhill. Não compartilhe.\n",
	"> {code} é seu código de verificação Fernhill. Não compartilhe.\n",
	"> {code} é seu código de verificação Fernhill. Não compartilhe.\n"
	">60s {code} é seu código de verificação Fernhill. Não compartilhe.\n",
	"> {code} é seu código de verificação Fernhill. Não compartilhe.\n"
	"<3m não recebi o código\n"
	">50s {code} é seu código de verificação Fernhill. Não compartilhe.\n",
	NULL,
};

static const char *const reminder[] = {
	"> Lembrete: consulta {day} às {time} com {doctor}. Responda C para confirmar.\n",
	"> Lembrete: consulta {day} às {time} com {doctor}. Responda C para confirmar.\n"
	"< C\n"
	"+ Obrigado, {name}! Sua consulta está confirmada. 😊\n",
	NULL,
};

static const char *const order[] = {
	"> Fernhill: recebemos seu pedido {order}. Avisamos quando sair. {link}\n"
	">20h Fernhill: o pedido {order} saiu para entrega 📦 Chega entre {eta}.\n"
	">6h Fernhill: o pedido {order} foi entregue. Aproveite!\n",
	"> Pedido {order} saiu para entrega. Chega hoje entre {eta}.\n"
	"< pode deixar na portaria\n"
	"+ Obrigado! Já avisamos o entregador.\n",
	NULL,
};

static const char *const campaign[] = {
	"> Fernhill: {pct}% de desconto no jardim até domingo 🌿 {link} Responda SAIR para não "
	"receber\n",
	"> Novidades na Fernhill {city}: a coleção de outono. {link} Responda SAIR para não "
	"receber\n",
	"> [jpeg] A caixa de festas da Fernhill 🎁 Peça até sexta: {link} Responda SAIR para "
	"não receber\n",
	"> Clínica Fernhill: vacina da gripe sem hora marcada, de segunda a sexta. Responda "
	"SAIR para não receber\n",
	"> Última chance, {name}: seu cupom de {pct}% acaba hoje. {link} SAIR para parar\n",
	"> Fernhill: quinta até mais tarde, com café, bolo e {pct}% ☕🍰 Responda SAIR para não "
	"receber\n",
	NULL,
};

static const char *const support[] = {
	"< oi, meu pedido {order} não chegou 😢\n"
	"> Oi {name}, aqui é {agent}. Vou ver agora mesmo.\n"
	"> Ele está em {city} e chega amanhã entre {eta}.\n"
	"< blz, obrigada!!\n"
	"> Imagina! Qualquer coisa é só chamar 💚\n",
	"< não recebi o código de novo!!\n"
	"> Oi {name}, estamos com problema na operadora. Pode tentar por e-mail?\n"
	"< tentei, funcionou. valeu\n"
	"> Que bom! Avisamos quando o SMS voltar ao normal.\n",
	"< [ogg]\n"
	"> Oi {name}! Ouvi seu áudio: a troca pode ser feita em {city}, é só levar o pedido "
	"{order}.\n"
	"< perfeito 👏🏿👏🏿\n",
	"< [jpeg] veio errado, pedi azul\n"
	"> Puxa, desculpa! Mando o azul hoje e você devolve o outro quando puder.\n"
	"< combinado 👍🏽\n",
	NULL,
};

static const char *const after[] = {
	"< tem em {city}?\n"
	"> Temos sim, em todas as lojas 🙂\n",
	"< 😍😍😍\n",
	"< obrigado\n",
	NULL,
};

static const char *const stop[] = {
	"< SAIR\n"
	">2m Pronto, {name}: você não receberá mais promoções.\n",
	"< STOP\n"
	"+2s You have successfully been unsubscribed. You will not receive any more messages "
	"from this number. Reply START to resubscribe.\n",
	NULL,
};

static const char *const names[] = {
	"Adriana",  "Bruno",  "Caio",    "Daniela", "Eduarda", "Fábio",
	"Gabriela", "Heitor", "Isabela", "João",    "Larissa", "Murilo",
	"Natália",  "Otávio", "Rafaela", "Thiago",  "Vitória", NULL,
};

static const char *const doctors[] = {
	"a Dra. Prado",
	"o Dr. Viana",
	NULL,
};

static const char *const agents[] = {
	"Letícia",
	"Davi",
	"Yasmin",
	NULL,
};

static const char *const cities[] = {
	"Vila Verde",
	"Boa Vista",
	"Santa Rita",
	NULL,
};

static const char *const days[] = {
	"domingo", "segunda", "terça", "quarta", "quinta", "sexta", "sábado", NULL,
};

const struct phrasebook phrasebook_pt = {
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
