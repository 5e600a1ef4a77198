import type { Templates } from '../schema.ts';

/** Korean. */
export const ko: Templates = {
  'order.held': {
    subject: '{shop}에서 보관 중입니다',
    text: '{name}님, {shop}에서 {items} 상품을 {until}까지 보관합니다. 합계 {total}. 결제하기: {link}',
  },
  'order.promoted': {
    subject: '자리가 났습니다',
    text: '{name}님, {shop}의 좋은 소식입니다. {items} 상품이 다시 나와 {until}까지 보관합니다. 합계 {total}. 결제하기: {link}',
  },
  'claim.waitlisted': {
    subject: '대기 명단에 올랐습니다',
    text: '{name}님, {shop}의 {items} 상품은 지금 품절입니다. 대기 순서는 {place}번입니다. 자리가 나면 알려 드립니다: {link}',
  },
  'hold.ending': {
    subject: '보관 시간이 곧 끝납니다',
    text: '{name}님, {shop}에서 {items} 상품을 {until}까지만 보관합니다. 합계 {total}. 결제하기: {link}',
  },
  'order.expired': {
    subject: '보관 시간이 끝났습니다',
    text: '{name}님, {shop}의 {items} 상품은 결제 없이 보관이 끝나 다시 판매됩니다. 장바구니: {link}',
  },
  'order.cancelled': {
    subject: '취소되었습니다',
    text: '{name}님, {shop}의 {items} 상품이 취소되었습니다. 결제하실 금액은 없습니다. 장바구니: {link}',
  },
  'payment.received': {
    subject: '결제를 받았습니다',
    text: '{name}님 감사합니다. {shop}에서 {amount}을 받았습니다. 구매 내역과 배송: {link}',
  },
  'payment.too_late': {
    subject: '결제가 늦었습니다',
    text: '{name}님, {shop}에 보낸 결제가 보관이 끝난 뒤 도착했고 {items} 상품은 이미 판매되었습니다. 금액은 환불됩니다. 자세히: {link}',
  },
  'refund.made': {
    subject: '{shop} 환불',
    text: '{name}님, {shop}에서 {amount}을 환불했습니다. 며칠 걸릴 수 있습니다. 자세히: {link}',
  },
  'parcel.shipped': {
    subject: '택배가 출발했습니다',
    text: '{name}님, {shop}에서 보낸 택배가 출발했습니다.[ 운송장: {tracking}.] 자세히: {link}',
  },
};
