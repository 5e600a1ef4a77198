import type { Templates } from '../schema.ts';

/** Dutch. */
export const nl: Templates = {
  'order.held': {
    subject: 'Voor je vastgehouden bij {shop}',
    text: 'Hoi {name}, {shop} houdt {items} voor je vast tot {until}. Totaal: {total}. Betaal hier: {link}',
  },
  'order.promoted': {
    subject: 'Toch nog van jou',
    text: 'Hoi {name}, goed nieuws van {shop}: {items} is weer vrij en wordt tot {until} voor je vastgehouden. Totaal: {total}. Betaal hier: {link}',
  },
  'claim.waitlisted': {
    subject: 'Je staat op de wachtlijst',
    text: 'Hoi {name}, {items} is nu uitverkocht bij {shop}. Je bent nummer {place} in de rij en hoort van ons als er iets vrijkomt: {link}',
  },
  'hold.ending': {
    subject: 'Je reservering loopt bijna af',
    text: 'Hoi {name}, {shop} houdt {items} nog maar tot {until} voor je vast. Totaal: {total}. Betaal hier: {link}',
  },
  'order.expired': {
    subject: 'Je reservering is afgelopen',
    text: 'Hoi {name}, je reservering van {items} bij {shop} is zonder betaling afgelopen en het is weer te koop. Je winkelwagen: {link}',
  },
  'order.cancelled': {
    subject: 'Geannuleerd',
    text: 'Hoi {name}, {items} is geannuleerd bij {shop}. Je hoeft er niets voor te betalen. Je winkelwagen: {link}',
  },
  'payment.received': {
    subject: 'Betaling ontvangen',
    text: 'Bedankt {name}, {shop} heeft {amount} ontvangen. Je aankoop en waar die is: {link}',
  },
  'payment.too_late': {
    subject: 'Te laat betaald',
    text: 'Hoi {name}, je betaling aan {shop} kwam na het einde van de reservering en {items} is al weg. Je krijgt je geld terug. Meer: {link}',
  },
  'refund.made': {
    subject: 'Terugbetaling van {shop}',
    text: 'Hoi {name}, {shop} heeft {amount} aan je terugbetaald. Het kan een paar dagen duren. Meer: {link}',
  },
  'parcel.shipped': {
    subject: 'Je pakket is onderweg',
    text: 'Hoi {name}, je pakket van {shop} is onderweg.[ Track & trace: {tracking}.] Meer: {link}',
  },
};
