import type { Templates } from '../schema.ts';

/** Japanese. */
export const ja: Templates = {
  'order.held': {
    subject: '{shop}でお取り置き中です',
    text: '{name}さん、{shop}が{items}を{until}までお取り置きしています。合計{total}。お支払いはこちら: {link}',
  },
  'order.promoted': {
    subject: 'ご用意できました',
    text: '{name}さん、{shop}からのお知らせです。{items}に空きが出て、{until}までお取り置きしています。合計{total}。お支払いはこちら: {link}',
  },
  'claim.waitlisted': {
    subject: 'キャンセル待ちです',
    text: '{name}さん、{shop}の{items}は現在売り切れです。順番は{place}番目です。空きが出たらお知らせします: {link}',
  },
  'hold.ending': {
    subject: 'お取り置きがまもなく終わります',
    text: '{name}さん、{shop}の{items}のお取り置きは{until}までです。合計{total}。お支払いはこちら: {link}',
  },
  'order.expired': {
    subject: 'お取り置きが終わりました',
    text: '{name}さん、{shop}の{items}はお支払いがないままお取り置きが終わり、再び販売されています。カート: {link}',
  },
  'order.cancelled': {
    subject: 'キャンセルしました',
    text: '{name}さん、{shop}の{items}はキャンセルされました。お支払いは必要ありません。カート: {link}',
  },
  'payment.received': {
    subject: 'お支払いを確認しました',
    text: '{name}さん、ありがとうございます。{shop}が{amount}を受け取りました。ご注文と配送状況: {link}',
  },
  'payment.too_late': {
    subject: 'お支払いが間に合いませんでした',
    text: '{name}さん、{shop}へのお支払いがお取り置きの終了後に届き、{items}は売り切れました。代金は返金されます。詳細: {link}',
  },
  'refund.made': {
    subject: '{shop}からの返金',
    text: '{name}さん、{shop}が{amount}を返金しました。届くまで数日かかることがあります。詳細: {link}',
  },
  'parcel.shipped': {
    subject: '荷物を発送しました',
    text: '{name}さん、{shop}からの荷物を発送しました。[追跡番号: {tracking}。]詳細: {link}',
  },
};
