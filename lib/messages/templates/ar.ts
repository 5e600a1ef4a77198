import type { Templates } from '../schema.ts';

/** Arabic. */
export const ar: Templates = {
  'order.held': {
    subject: 'محجوز لك لدى {shop}',
    text: 'مرحبا {name}، يحجز {shop} لك {items} حتى {until}. المجموع: {total}. ادفع هنا: {link}',
  },
  'order.promoted': {
    subject: 'أصبح لك',
    text: 'مرحبا {name}، خبر سار من {shop}: {items} متاح من جديد ومحجوز لك حتى {until}. المجموع: {total}. ادفع هنا: {link}',
  },
  'claim.waitlisted': {
    subject: 'أنت في قائمة الانتظار',
    text: 'مرحبا {name}، نفد {items} لدى {shop} حاليا. ترتيبك في الدور: {place}. سنخبرك عندما يتوفر: {link}',
  },
  'hold.ending': {
    subject: 'حجزك ينتهي قريبا',
    text: 'مرحبا {name}، يحجز {shop} لك {items} حتى {until} فقط. المجموع: {total}. ادفع هنا: {link}',
  },
  'order.expired': {
    subject: 'انتهى حجزك',
    text: 'مرحبا {name}، انتهى حجزك لـ {items} لدى {shop} دون دفع وعاد للبيع. سلتك: {link}',
  },
  'order.cancelled': {
    subject: 'تم الإلغاء',
    text: 'مرحبا {name}، تم إلغاء {items} لدى {shop}. لا شيء عليك دفعه. سلتك: {link}',
  },
  'payment.received': {
    subject: 'تم استلام الدفع',
    text: 'شكرا {name}، استلم {shop} مبلغ {amount}. مشترياتك وأين وصلت: {link}',
  },
  'payment.too_late': {
    subject: 'وصل الدفع متأخرا',
    text: 'مرحبا {name}، وصل دفعك إلى {shop} بعد انتهاء الحجز وقد نفد {items}. سيعاد إليك المبلغ. التفاصيل: {link}',
  },
  'refund.made': {
    subject: 'استرداد من {shop}',
    text: 'مرحبا {name}، أعاد {shop} إليك {amount}. قد يستغرق وصوله بضعة أيام. التفاصيل: {link}',
  },
  'parcel.shipped': {
    subject: 'طردك في الطريق',
    text: 'مرحبا {name}، طردك من {shop} في الطريق.[ رقم التتبع: {tracking}.] التفاصيل: {link}',
  },
};
