import type { Templates } from '../schema.ts';

/** Italian. */
export const it: Templates = {
  'order.held': {
    subject: 'Riservato per te da {shop}',
    text: 'Ciao {name}, {shop} ti tiene da parte {items} fino alle {until}. Totale: {total}. Paga qui: {link}',
  },
  'order.promoted': {
    subject: 'Alla fine è tuo',
    text: 'Ciao {name}, buone notizie da {shop}: {items} è di nuovo libero e riservato per te fino alle {until}. Totale: {total}. Paga qui: {link}',
  },
  'claim.waitlisted': {
    subject: 'Sei in lista d’attesa',
    text: 'Ciao {name}, {items} per ora è esaurito da {shop}. Sei il numero {place} in fila e ti avvisiamo quando si libera: {link}',
  },
  'hold.ending': {
    subject: 'La tua prenotazione sta per finire',
    text: 'Ciao {name}, {shop} ti tiene da parte {items} solo fino alle {until}. Totale: {total}. Paga qui: {link}',
  },
  'order.expired': {
    subject: 'La tua prenotazione è finita',
    text: 'Ciao {name}, la prenotazione di {items} da {shop} è finita senza pagamento ed è di nuovo in vendita. Il tuo carrello: {link}',
  },
  'order.cancelled': {
    subject: 'Annullato',
    text: 'Ciao {name}, {items} è annullato da {shop}. Non devi nulla. Il tuo carrello: {link}',
  },
  'payment.received': {
    subject: 'Pagamento ricevuto',
    text: 'Grazie {name}, {shop} ha ricevuto {amount}. Il tuo acquisto e dove si trova: {link}',
  },
  'payment.too_late': {
    subject: 'Pagamento arrivato tardi',
    text: 'Ciao {name}, il tuo pagamento a {shop} è arrivato dopo la fine della prenotazione e {items} non c’è più. Riavrai i tuoi soldi. Dettagli: {link}',
  },
  'refund.made': {
    subject: 'Rimborso da {shop}',
    text: 'Ciao {name}, {shop} ti ha restituito {amount}. Può servire qualche giorno. Dettagli: {link}',
  },
  'parcel.shipped': {
    subject: 'Il tuo pacco è in viaggio',
    text: 'Ciao {name}, il tuo pacco di {shop} è in viaggio.[ Tracciamento: {tracking}.] Dettagli: {link}',
  },
};
