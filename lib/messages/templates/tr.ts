import type { Templates } from '../schema.ts';

/** Turkish. */
export const tr: Templates = {
  'order.held': {
    subject: '{shop} sizin için ayırdı',
    text: 'Merhaba {name}, {shop} sizin için {items} ayırdı. Son ödeme saati: {until}. Toplam: {total}. Buradan ödeyin: {link}',
  },
  'order.promoted': {
    subject: 'Sonunda sizin oldu',
    text: 'Merhaba {name}, {shop} mağazasından iyi haber: {items} yeniden boşta ve sizin için ayrıldı. Son ödeme saati: {until}. Toplam: {total}. Buradan ödeyin: {link}',
  },
  'claim.waitlisted': {
    subject: 'Bekleme listesindesiniz',
    text: 'Merhaba {name}, {items} şu an {shop} mağazasında tükendi. Sıranız: {place}. Yer açılınca haber veririz: {link}',
  },
  'hold.ending': {
    subject: 'Süreniz dolmak üzere',
    text: 'Merhaba {name}, {shop} sizin için ayırdığı {items} ürününü yalnızca şu saate kadar tutuyor: {until}. Toplam: {total}. Buradan ödeyin: {link}',
  },
  'order.expired': {
    subject: 'Süreniz doldu',
    text: 'Merhaba {name}, {shop} mağazasında ayrılan {items} için süre ödeme yapılmadan doldu, yeniden satışta. Sepetiniz: {link}',
  },
  'order.cancelled': {
    subject: 'İptal edildi',
    text: 'Merhaba {name}, {shop} mağazasında {items} iptal edildi. Bunun için borcunuz yok. Sepetiniz: {link}',
  },
  'payment.received': {
    subject: 'Ödeme alındı',
    text: 'Teşekkürler {name}, {shop} ödemenizi aldı: {amount}. Alışverişiniz ve nerede olduğu: {link}',
  },
  'payment.too_late': {
    subject: 'Ödeme geç geldi',
    text: 'Merhaba {name}, {shop} için ödemeniz süre dolduktan sonra geldi ve {items} artık yok. Paranız iade edilecek. Ayrıntılar: {link}',
  },
  'refund.made': {
    subject: '{shop} iadesi',
    text: 'Merhaba {name}, {shop} size iade yaptı: {amount}. Ulaşması birkaç gün sürebilir. Ayrıntılar: {link}',
  },
  'parcel.shipped': {
    subject: 'Paketiniz yolda',
    text: 'Merhaba {name}, {shop} paketiniz yolda.[ Takip: {tracking}.] Ayrıntılar: {link}',
  },
};
