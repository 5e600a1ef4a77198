import type { Templates } from '../schema.ts';

/** Chinese. */
export const zh: Templates = {
  'order.held': {
    subject: '{shop} 为您保留了商品',
    text: '{name}您好，{shop} 为您保留 {items} 至 {until}。合计 {total}。在此付款：{link}',
  },
  'order.promoted': {
    subject: '轮到您了',
    text: '{name}您好，{shop} 有好消息：{items} 又有货了，为您保留至 {until}。合计 {total}。在此付款：{link}',
  },
  'claim.waitlisted': {
    subject: '您在候补名单上',
    text: '{name}您好，{shop} 的 {items} 暂时售罄。您排在第 {place} 位，有货时会通知您：{link}',
  },
  'hold.ending': {
    subject: '保留时间即将结束',
    text: '{name}您好，{shop} 为您保留 {items} 仅至 {until}。合计 {total}。在此付款：{link}',
  },
  'order.expired': {
    subject: '保留时间已结束',
    text: '{name}您好，您在 {shop} 保留的 {items} 未付款，保留已结束，商品重新出售。您的购物车：{link}',
  },
  'order.cancelled': {
    subject: '已取消',
    text: '{name}您好，{shop} 的 {items} 已取消，您无需付款。您的购物车：{link}',
  },
  'payment.received': {
    subject: '已收到付款',
    text: '谢谢{name}，{shop} 已收到 {amount}。您的商品和物流：{link}',
  },
  'payment.too_late': {
    subject: '付款太晚',
    text: '{name}您好，您给 {shop} 的付款在保留结束后才到，{items} 已售出。款项会退还给您。详情：{link}',
  },
  'refund.made': {
    subject: '{shop} 的退款',
    text: '{name}您好，{shop} 已退还您 {amount}，可能需要几天到账。详情：{link}',
  },
  'parcel.shipped': {
    subject: '包裹已寄出',
    text: '{name}您好，{shop} 的包裹已寄出。[运单号：{tracking}。]详情：{link}',
  },
};
