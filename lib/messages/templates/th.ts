import type { Templates } from '../schema.ts';

/** Thai. */
export const th: Templates = {
  'order.held': {
    subject: '{shop} เก็บของไว้ให้คุณ',
    text: 'สวัสดี {name} {shop} เก็บ {items} ไว้ให้คุณถึง {until} ยอดรวม {total} ชำระเงินที่นี่: {link}',
  },
  'order.promoted': {
    subject: 'ได้ของแล้ว',
    text: 'สวัสดี {name} ข่าวดีจาก {shop}: {items} ว่างแล้วและเก็บไว้ให้คุณถึง {until} ยอดรวม {total} ชำระเงินที่นี่: {link}',
  },
  'claim.waitlisted': {
    subject: 'คุณอยู่ในรายการรอ',
    text: 'สวัสดี {name} ตอนนี้ {items} ที่ {shop} หมดแล้ว คุณอยู่คิวที่ {place} เราจะแจ้งเมื่อมีของ: {link}',
  },
  'hold.ending': {
    subject: 'ใกล้หมดเวลาเก็บของ',
    text: 'สวัสดี {name} {shop} เก็บ {items} ไว้ให้คุณถึง {until} เท่านั้น ยอดรวม {total} ชำระเงินที่นี่: {link}',
  },
  'order.expired': {
    subject: 'หมดเวลาเก็บของแล้ว',
    text: 'สวัสดี {name} หมดเวลาเก็บ {items} ที่ {shop} โดยยังไม่ได้ชำระเงิน สินค้ากลับไปขายแล้ว ตะกร้าของคุณ: {link}',
  },
  'order.cancelled': {
    subject: 'ยกเลิกแล้ว',
    text: 'สวัสดี {name} {items} ที่ {shop} ถูกยกเลิกแล้ว คุณไม่ต้องจ่ายอะไร ตะกร้าของคุณ: {link}',
  },
  'payment.received': {
    subject: 'ได้รับเงินแล้ว',
    text: 'ขอบคุณ {name} {shop} ได้รับเงิน {amount} แล้ว ดูรายการและสถานะ: {link}',
  },
  'payment.too_late': {
    subject: 'ชำระเงินช้าเกินไป',
    text: 'สวัสดี {name} เงินของคุณถึง {shop} หลังหมดเวลาเก็บ และ {items} หมดแล้ว คุณจะได้รับเงินคืน รายละเอียด: {link}',
  },
  'refund.made': {
    subject: 'คืนเงินจาก {shop}',
    text: 'สวัสดี {name} {shop} คืนเงิน {amount} ให้คุณแล้ว อาจใช้เวลาสองสามวัน รายละเอียด: {link}',
  },
  'parcel.shipped': {
    subject: 'พัสดุกำลังเดินทาง',
    text: 'สวัสดี {name} พัสดุจาก {shop} กำลังเดินทาง[ เลขพัสดุ: {tracking}] รายละเอียด: {link}',
  },
};
