import type { Templates } from '../schema.ts';

/** Filipino. */
export const tl: Templates = {
  'order.held': {
    subject: 'Naka-hold para sa iyo sa {shop}',
    text: 'Hi {name}, hawak ng {shop} ang {items} para sa iyo hanggang {until}. Total: {total}. Magbayad dito: {link}',
  },
  'order.promoted': {
    subject: 'Sa iyo na ito',
    text: 'Hi {name}, magandang balita mula sa {shop}: may {items} na ulit at naka-hold para sa iyo hanggang {until}. Total: {total}. Magbayad dito: {link}',
  },
  'claim.waitlisted': {
    subject: 'Nasa waitlist ka',
    text: 'Hi {name}, ubos muna ang {items} sa {shop}. Pang-{place} ka sa pila at sasabihan ka namin kapag may libre na: {link}',
  },
  'hold.ending': {
    subject: 'Malapit nang matapos ang hold',
    text: 'Hi {name}, hawak ng {shop} ang {items} para sa iyo hanggang {until} lang. Total: {total}. Magbayad dito: {link}',
  },
  'order.expired': {
    subject: 'Tapos na ang hold',
    text: 'Hi {name}, natapos ang hold mo sa {items} sa {shop} nang walang bayad at ibinebenta na ulit. Ang cart mo: {link}',
  },
  'order.cancelled': {
    subject: 'Kinansela',
    text: 'Hi {name}, kinansela ang {items} sa {shop}. Wala kang babayaran para dito. Ang cart mo: {link}',
  },
  'payment.received': {
    subject: 'Natanggap ang bayad',
    text: 'Salamat {name}, natanggap ng {shop} ang {amount}. Ang binili mo at kung nasaan na: {link}',
  },
  'payment.too_late': {
    subject: 'Nahuli ang bayad',
    text: 'Hi {name}, dumating ang bayad mo sa {shop} pagkatapos ng hold at wala na ang {items}. Ibabalik ang pera mo. Detalye: {link}',
  },
  'refund.made': {
    subject: 'Refund mula sa {shop}',
    text: 'Hi {name}, ibinalik ng {shop} sa iyo ang {amount}. Maaaring abutin ng ilang araw. Detalye: {link}',
  },
  'parcel.shipped': {
    subject: 'Papunta na ang parcel mo',
    text: 'Hi {name}, papunta na ang parcel mo mula sa {shop}.[ Tracking: {tracking}.] Detalye: {link}',
  },
};
