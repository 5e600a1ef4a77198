import type { Language } from '#lib/carts/languages.ts';

interface UnsubscribeWords {
  ask: string;
  note: string;
  stop: string;
  done: string;
  doneNote: string;
}

/** What the page says that an e-mail's way out leads to. */
export const unsubscribeWords: Record<Language, UnsubscribeWords> = {
  en: { ask: 'No more e-mail?', note: 'Your cart and what is held for you stay as they are.', stop: 'Stop e-mail', done: 'Done', doneNote: 'You get no more e-mail from this shop. Your link still works.' },
  es: { ask: '¿No recibir más correos?', note: 'Tu pedido y lo que tienes reservado siguen igual.', stop: 'Dejar de recibir correos', done: 'Listo', doneNote: 'Ya no recibirás correos de esta tienda. Tu enlace sigue funcionando.' },
  pt: { ask: 'Não receber mais e-mails?', note: 'Seu pedido e o que está reservado para você continuam como estão.', stop: 'Parar e-mails', done: 'Pronto', doneNote: 'Você não recebe mais e-mails desta loja. Seu link continua funcionando.' },
  fr: { ask: 'Ne plus recevoir d’e-mails ?', note: 'Votre commande et ce qui vous est réservé ne changent pas.', stop: 'Arrêter les e-mails', done: 'C’est fait', doneNote: 'Vous ne recevrez plus d’e-mails de cette boutique. Votre lien reste valable.' },
  de: { ask: 'Keine E-Mails mehr?', note: 'Deine Bestellung und was für dich reserviert ist, bleiben, wie sie sind.', stop: 'E-Mails abbestellen', done: 'Erledigt', doneNote: 'Du bekommst keine E-Mails mehr von diesem Shop. Dein Link geht weiter.' },
  it: { ask: 'Non vuoi più e-mail?', note: 'Il tuo ordine e ciò che è riservato per te restano come sono.', stop: 'Basta e-mail', done: 'Fatto', doneNote: 'Non riceverai più e-mail da questo negozio. Il tuo link funziona ancora.' },
  nl: { ask: 'Geen e-mail meer?', note: 'Je bestelling en wat voor je wordt vastgehouden, blijven zoals ze zijn.', stop: 'Stop e-mail', done: 'Klaar', doneNote: 'Je krijgt geen e-mail meer van deze winkel. Je link werkt nog.' },
  pl: { ask: 'Nie wysyłać więcej e-maili?', note: 'Zamówienie i to, co jest dla Ciebie zarezerwowane, pozostaje bez zmian.', stop: 'Nie wysyłaj e-maili', done: 'Gotowe', doneNote: 'Nie dostaniesz już e-maili od tego sklepu. Twój link nadal działa.' },
  ru: { ask: 'Больше не присылать писем?', note: 'Ваш заказ и всё отложенное для вас останется как есть.', stop: 'Не присылать писем', done: 'Готово', doneNote: 'Этот магазин больше не будет писать вам на почту. Ваша ссылка по-прежнему работает.' },
  tr: { ask: 'Artık e-posta gelmesin mi?', note: 'Siparişin ve sana ayrılanlar olduğu gibi kalır.', stop: 'E-postaları durdur', done: 'Tamam', doneNote: 'Bu mağazadan artık e-posta almayacaksın. Bağlantın çalışmaya devam eder.' },
  id: { ask: 'Tidak mau menerima e-mail lagi?', note: 'Pesananmu dan yang disimpan untukmu tetap seperti semula.', stop: 'Hentikan e-mail', done: 'Selesai', doneNote: 'Kamu tidak menerima e-mail lagi dari toko ini. Tautanmu tetap berfungsi.' },
  ms: { ask: 'Tidak mahu e-mel lagi?', note: 'Pesanan anda dan apa yang disimpan untuk anda kekal seperti biasa.', stop: 'Hentikan e-mel', done: 'Selesai', doneNote: 'Anda tidak lagi menerima e-mel daripada kedai ini. Pautan anda masih berfungsi.' },
  vi: { ask: 'Không nhận e-mail nữa?', note: 'Đơn hàng và những gì đang giữ cho bạn vẫn như cũ.', stop: 'Ngừng e-mail', done: 'Xong', doneNote: 'Bạn sẽ không nhận e-mail từ cửa hàng này nữa. Liên kết của bạn vẫn dùng được.' },
  th: { ask: 'ไม่รับอีเมลอีกหรือไม่', note: 'คำสั่งซื้อและของที่กันไว้ให้คุณยังเหมือนเดิม', stop: 'หยุดรับอีเมล', done: 'เรียบร้อย', doneNote: 'คุณจะไม่ได้รับอีเมลจากร้านนี้อีก ลิงก์ของคุณยังใช้ได้' },
  tl: { ask: 'Wala nang e-mail?', note: 'Mananatili ang order mo at ang nakareserba para sa iyo.', stop: 'Itigil ang e-mail', done: 'Tapos na', doneNote: 'Wala ka nang matatanggap na e-mail mula sa tindahang ito. Gumagana pa rin ang link mo.' },
  ja: { ask: 'メールの受け取りをやめますか', note: 'ご注文とお取り置きはそのままです。', stop: 'メールを止める', done: '完了しました', doneNote: 'このショップからのメールは届かなくなります。リンクは引き続き使えます。' },
  ko: { ask: '이메일을 그만 받을까요?', note: '주문과 맡아 둔 상품은 그대로예요.', stop: '이메일 그만 받기', done: '완료했어요', doneNote: '이 상점에서 더는 이메일을 보내지 않아요. 링크는 계속 쓸 수 있어요.' },
  zh: { ask: '不再接收邮件？', note: '你的订单和为你保留的商品不受影响。', stop: '停止发送邮件', done: '已完成', doneNote: '你不会再收到本店的邮件。你的链接仍然有效。' },
  ar: { ask: 'هل تريد إيقاف رسائل البريد؟', note: 'يبقى طلبك وما هو محجوز لك كما هو.', stop: 'إيقاف رسائل البريد', done: 'تم', doneNote: 'لن تصلك رسائل بريد من هذا المتجر بعد الآن. رابطك ما زال يعمل.' },
  hi: { ask: 'अब ई-मेल नहीं चाहिए?', note: 'आपका ऑर्डर और आपके लिए रखा सामान वैसा ही रहेगा।', stop: 'ई-मेल बंद करें', done: 'हो गया', doneNote: 'इस दुकान से अब आपको ई-मेल नहीं मिलेगा। आपका लिंक चलता रहेगा।' },
};
