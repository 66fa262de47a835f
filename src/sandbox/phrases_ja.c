/* phrases_ja.c - Japanese. */
#include "sandbox/phrasebook.h"

static const char *const verify[] = {
	"> 【Fernhill】認証コード：{code}　他の人には教えないでください。\n",
	"> 【Fernhill】認証コード：{code}　他の人には教えないでください。\n"
	">90s 【Fernhill】認証コード：{code}　他の人には教えないでください。\n",
	NULL,
};

static const char *const reminder[] = {
	"> 【Fernhill】ご予約の確認：{day}曜日 {time}（{doctor}）。確認は「はい」とご返信ください。\n",
	"> 【Fernhill】ご予約の確認：{day}曜日 {time}（{doctor}）。確認は「はい」とご返信ください。\n"
	"< はい\n"
	"+ ご予約を承りました。お待ちしております。\n",
	NULL,
};

static const char *const order[] = {
	"> 【Fernhill】ご注文{order}を発送しました。お届けは{eta}頃です。{link}\n"
	">24h 【Fernhill】ご注文{order}をお届けしました。\n",
	"> 【Fernhill】ご注文{order}は本日{eta}にお届けします。\n"
	"< 宅配ボックスにお願いします\n"
	"+ 承知いたしました。\n",
	NULL,
};

static const char *const campaign[] = {
	"> 【Fernhill】ガーデン用品が日曜まで{pct}％オフ🌿 {link}\n",
	"> 【Fernhill】{city}店に秋の新作が入荷しました。{link}\n",
	"> 【Fernhill】ギフトボックスのご予約は金曜まで🎁 {link}\n",
	"> 【Fernhillクリニック】インフルエンザ予防接種、予約不要です。\n",
	"> {name}様、{pct}％クーポンは本日までです。{link}\n",
	"> 【Fernhill】木曜は夜まで営業☕🍰 {pct}％オフ\n",
	NULL,
};

static const char *const support[] = {
	"< すみません、注文{order}がまだ届いていません\n"
	"> {name}様、Fernhillの{agent}です。お調べいたしますので少々お待ちください。\n"
	"> 現在{city}の配送センターにあり、明日{eta}にお届けの予定です。\n"
	"< わかりました。ありがとうございます😊\n"
	"> ご不便をおかけし申し訳ございません。\n",
	"< {day}曜日は営業していますか？\n"
	"> はい、9時から18時まで営業しております。\n"
	"< ありがとうございます🙇🏻‍♀️\n",
	NULL,
};

static const char *const after[] = {
	"< {city}でも使えますか？\n"
	"> はい、全店でご利用いただけます。\n",
	"< 👍🏻\n",
	NULL,
};

static const char *const names[] = {
	"葵", "大輝", "恵美", "健太", "美咲", "直樹", "彩花", "翔", "千夏", "裕子", NULL,
};

static const char *const doctors[] = {
	"高橋先生",
	"小林先生",
	NULL,
};

static const char *const agents[] = {
	"佐藤",
	"中村",
	NULL,
};

static const char *const cities[] = {
	"緑ヶ丘",
	"桜台",
	NULL,
};

static const char *const days[] = {
	"日", "月", "火", "水", "木", "金", "土", NULL,
};

const struct phrasebook phrasebook_ja = {
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
