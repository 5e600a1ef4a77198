import type { Templates } from '../schema.ts';

/** Vietnamese. */
export const vi: Templates = {
  'order.held': {
    subject: '{shop} đang giữ hàng cho bạn',
    text: 'Chào {name}, {shop} giữ {items} cho bạn đến {until}. Tổng: {total}. Thanh toán tại đây: {link}',
  },
  'order.promoted': {
    subject: 'Hàng đã có cho bạn',
    text: 'Chào {name}, tin vui từ {shop}: {items} lại có hàng và được giữ cho bạn đến {until}. Tổng: {total}. Thanh toán tại đây: {link}',
  },
  'claim.waitlisted': {
    subject: 'Bạn đang trong danh sách chờ',
    text: 'Chào {name}, {items} ở {shop} tạm hết hàng. Bạn đứng thứ {place} và chúng tôi sẽ báo khi có hàng: {link}',
  },
  'hold.ending': {
    subject: 'Sắp hết thời gian giữ hàng',
    text: 'Chào {name}, {shop} chỉ giữ {items} cho bạn đến {until}. Tổng: {total}. Thanh toán tại đây: {link}',
  },
  'order.expired': {
    subject: 'Đã hết thời gian giữ hàng',
    text: 'Chào {name}, thời gian giữ {items} ở {shop} đã hết mà chưa thanh toán, hàng được bán lại. Giỏ hàng của bạn: {link}',
  },
  'order.cancelled': {
    subject: 'Đã hủy',
    text: 'Chào {name}, {items} ở {shop} đã được hủy. Bạn không phải trả gì. Giỏ hàng của bạn: {link}',
  },
  'payment.received': {
    subject: 'Đã nhận thanh toán',
    text: 'Cảm ơn {name}, {shop} đã nhận {amount}. Đơn hàng của bạn và tình trạng giao: {link}',
  },
  'payment.too_late': {
    subject: 'Thanh toán đến muộn',
    text: 'Chào {name}, khoản thanh toán cho {shop} đến sau khi hết thời gian giữ và {items} đã hết. Bạn sẽ được hoàn tiền. Chi tiết: {link}',
  },
  'refund.made': {
    subject: 'Hoàn tiền từ {shop}',
    text: 'Chào {name}, {shop} đã hoàn {amount} cho bạn. Có thể mất vài ngày. Chi tiết: {link}',
  },
  'parcel.shipped': {
    subject: 'Đơn hàng đang trên đường',
    text: 'Chào {name}, đơn hàng của bạn từ {shop} đang trên đường.[ Mã vận đơn: {tracking}.] Chi tiết: {link}',
  },
};
