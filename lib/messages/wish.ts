/** The whole message must be one of these: "stop by tomorrow" is no wish. Folded: no case, accents or marks. */
const stop = new Set(
  ('stop stopall stop all unsubscribe cancel end quit optout opt out|arret arreter desabonner desinscription desinscrire|baja parar cancelar alto detener|' +
    'stopp abmelden abbestellen|annulla basta disiscrivi cancella|stoppen afmelden uitschrijven|rezygnuje wypisz|стоп отписаться отписка|dur iptal durdur|berhenti batal hentikan|' +
    'dung huy tu choi|หยุด ยกเลิก|itigil tigil hinto|停止 配信停止 解除 ストップ|중지 수신거부 그만|退订 取消 td|توقف إيقاف ايقاف الغاء إلغاء|रोको बंद रुको')
    .split('|').flatMap((words) => [...words.split(' '), words.includes('opt out') ? 'opt out' : '', words.includes('tu choi') ? 'tu choi' : '']).map(folded).filter((word) => word.length > 1),
);
const start = new Set('start unstop yes inicio alta comenzar empezar commencer demarrer anmelden inizia starten wznow старт basla mulai mula bat dau เริ่ม simulan 開始 再開 시작 开始 订阅 ابدأ शुरू'.split(' ').map(folded));

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{Mn}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N} ]/gu, '').replaceAll('đ', 'd').replaceAll('ı', 'i').replaceAll(/\s+/g, ' ').trim();
}

/** Whether somebody asks not to be written to any more (STOP, ARRÊT, BAJA ...), or to be again (START ...); null: neither. */
export function wishOf(text: string): 'stop' | 'start' | null {
  const word = folded(text);
  return stop.has(word) ? 'stop' : start.has(word) ? 'start' : null;
}
