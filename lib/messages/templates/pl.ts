import type { Templates } from '../schema.ts';

/** Polish. */
export const pl: Templates = {
  'order.held': {
    subject: 'Rezerwacja dla Ciebie w {shop}',
    text: 'Cześć {name}, {shop} trzyma dla Ciebie {items} do {until}. Razem: {total}. Zapłać tutaj: {link}',
  },
  'order.promoted': {
    subject: 'Jednak jest Twoje',
    text: 'Cześć {name}, dobra wiadomość od {shop}: {items} jest znowu wolne i czeka na Ciebie do {until}. Razem: {total}. Zapłać tutaj: {link}',
  },
  'claim.waitlisted': {
    subject: 'Jesteś na liście oczekujących',
    text: 'Cześć {name}, {items} jest na razie wyprzedane w {shop}. Twoje miejsce w kolejce: {place}. Damy znać, gdy coś się zwolni: {link}',
  },
  'hold.ending': {
    subject: 'Twoja rezerwacja wkrótce się kończy',
    text: 'Cześć {name}, {shop} trzyma dla Ciebie {items} tylko do {until}. Razem: {total}. Zapłać tutaj: {link}',
  },
  'order.expired': {
    subject: 'Twoja rezerwacja się skończyła',
    text: 'Cześć {name}, rezerwacja na {items} w {shop} skończyła się bez płatności i produkt wrócił do sprzedaży. Twój koszyk: {link}',
  },
  'order.cancelled': {
    subject: 'Anulowano',
    text: 'Cześć {name}, {items} w {shop} zostało anulowane. Nic za to nie płacisz. Twój koszyk: {link}',
  },
  'payment.received': {
    subject: 'Płatność otrzymana',
    text: 'Dziękujemy {name}, {shop} otrzymał {amount}. Twój zakup i gdzie teraz jest: {link}',
  },
  'payment.too_late': {
    subject: 'Płatność po czasie',
    text: 'Cześć {name}, płatność dla {shop} przyszła po końcu rezerwacji i {items} już nie ma. Pieniądze wrócą do Ciebie. Szczegóły: {link}',
  },
  'refund.made': {
    subject: 'Zwrot od {shop}',
    text: 'Cześć {name}, {shop} zwrócił Ci {amount}. Może to potrwać kilka dni. Szczegóły: {link}',
  },
  'parcel.shipped': {
    subject: 'Twoja paczka jest w drodze',
    text: 'Cześć {name}, Twoja paczka od {shop} jest w drodze.[ Numer przesyłki: {tracking}.] Szczegóły: {link}',
  },
};
