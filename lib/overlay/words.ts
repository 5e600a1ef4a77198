import type { Language } from '#lib/carts/languages.ts';

/** What the overlay says; `{n}` is a number. Short: it stands in a picture, and is read in passing. */
export interface OverlayWords {
  left: string;
  soldOut: string;
  waiting: string;
  buyers: string;
  claims: string;
}

const words = (left: string, soldOut: string, waiting: string, buyers: string, claims: string): OverlayWords => ({ left, soldOut, waiting, buyers, claims });

export const overlayWords: Record<Language, OverlayWords> = {
  en: words('{n} left', 'Sold out', '{n} waiting', 'Just claimed', 'Claims in 5 min: {n}'),
  es: words('Quedan {n}', 'Agotado', '{n} en espera', 'Acaban de pedir', 'Pedidos en 5 min: {n}'),
  pt: words('Restam {n}', 'Esgotado', '{n} na fila', 'Acabaram de pedir', 'Pedidos em 5 min: {n}'),
  fr: words('Reste {n}', 'Épuisé', '{n} en attente', 'Viennent de réserver', 'Réservés en 5 min : {n}'),
  de: words('Noch {n}', 'Ausverkauft', '{n} warten', 'Gerade reserviert', 'In 5 Min. reserviert: {n}'),
  it: words('Restano {n}', 'Esaurito', '{n} in attesa', 'Appena prenotato', 'Prenotati in 5 min: {n}'),
  nl: words('Nog {n}', 'Uitverkocht', '{n} wachten', 'Net geclaimd', 'Geclaimd in 5 min: {n}'),
  pl: words('Zostało {n}', 'Wyprzedane', 'Czeka: {n}', 'Właśnie biorą', 'Wzięte w 5 min: {n}'),
  ru: words('Осталось {n}', 'Распродано', 'Ждут: {n}', 'Только что взяли', 'За 5 мин: {n}'),
  tr: words('{n} kaldı', 'Tükendi', '{n} kişi bekliyor', 'Az önce aldı', '5 dk içinde: {n}'),
  id: words('Sisa {n}', 'Habis', '{n} menunggu', 'Baru saja ambil', 'Dalam 5 menit: {n}'),
  ms: words('Tinggal {n}', 'Habis', '{n} menunggu', 'Baru sahaja ambil', 'Dalam 5 minit: {n}'),
  vi: words('Còn {n}', 'Hết hàng', '{n} đang chờ', 'Vừa chốt', 'Chốt trong 5 phút: {n}'),
  th: words('เหลือ {n}', 'หมดแล้ว', 'รอ {n} คน', 'เพิ่งจอง', 'จองใน 5 นาที: {n}'),
  tl: words('{n} na lang', 'Ubos na', '{n} naghihintay', 'Kaka-mine lang', 'Sa 5 minuto: {n}'),
  ja: words('残り{n}', '完売', '{n}人待ち', 'たった今ゲット', '5分間で{n}件'),
  ko: words('{n}개 남음', '품절', '{n}명 대기', '방금 주문', '5분 동안 {n}건'),
  zh: words('剩{n}件', '已售罄', '{n}人排队', '刚刚下单', '5分钟内{n}单'),
  ar: words('بقي {n}', 'نفدت الكمية', 'في الانتظار: {n}', 'حجزوا للتو', 'خلال 5 دقائق: {n}'),
  hi: words('{n} बचे', 'बिक गया', '{n} इंतज़ार में', 'अभी लिया', '5 मिनट में: {n}'),
};
