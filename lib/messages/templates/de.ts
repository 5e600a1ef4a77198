import type { Templates } from '../schema.ts';

/** German. */
export const de: Templates = {
  'order.held': {
    subject: 'Für dich reserviert bei {shop}',
    text: 'Hallo {name}, {shop} hält {items} bis {until} für dich zurück. Gesamt: {total}. Hier bezahlen: {link}',
  },
  'order.promoted': {
    subject: 'Doch noch deins',
    text: 'Hallo {name}, gute Nachricht von {shop}: {items} ist wieder frei und bis {until} für dich reserviert. Gesamt: {total}. Hier bezahlen: {link}',
  },
  'claim.waitlisted': {
    subject: 'Du stehst auf der Warteliste',
    text: 'Hallo {name}, {items} ist bei {shop} gerade ausverkauft. Du bist Nummer {place} und hörst von uns, sobald etwas frei wird: {link}',
  },
  'hold.ending': {
    subject: 'Deine Reservierung endet bald',
    text: 'Hallo {name}, {shop} hält {items} nur noch bis {until} für dich zurück. Gesamt: {total}. Hier bezahlen: {link}',
  },
  'order.expired': {
    subject: 'Deine Reservierung ist abgelaufen',
    text: 'Hallo {name}, deine Reservierung für {items} bei {shop} ist ohne Zahlung abgelaufen, es wird wieder verkauft. Dein Warenkorb: {link}',
  },
  'order.cancelled': {
    subject: 'Storniert',
    text: 'Hallo {name}, {items} ist bei {shop} storniert. Du schuldest dafür nichts. Dein Warenkorb: {link}',
  },
  'payment.received': {
    subject: 'Zahlung erhalten',
    text: 'Danke {name}, {shop} hat {amount} erhalten. Dein Einkauf und wo er gerade ist: {link}',
  },
  'payment.too_late': {
    subject: 'Zu spät bezahlt',
    text: 'Hallo {name}, deine Zahlung an {shop} kam nach dem Ende der Reservierung, und {items} ist schon weg. Du bekommst dein Geld zurück. Mehr dazu: {link}',
  },
  'refund.made': {
    subject: 'Rückzahlung von {shop}',
    text: 'Hallo {name}, {shop} hat dir {amount} zurückgezahlt. Bis es ankommt, kann es ein paar Tage dauern. Mehr dazu: {link}',
  },
  'parcel.shipped': {
    subject: 'Dein Paket ist unterwegs',
    text: 'Hallo {name}, dein Paket von {shop} ist unterwegs.[ Sendungsnummer: {tracking}.] Mehr dazu: {link}',
  },
};
