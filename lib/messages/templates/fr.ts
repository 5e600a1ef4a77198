import type { Templates } from '../schema.ts';

/** French. */
export const fr: Templates = {
  'order.held': {
    subject: 'Réservé pour vous chez {shop}',
    text: 'Bonjour {name}, {shop} vous réserve {items} jusqu’à {until}. Total : {total}. Pour payer : {link}',
  },
  'order.promoted': {
    subject: 'Finalement, c’est à vous',
    text: 'Bonjour {name}, bonne nouvelle de {shop} : {items} est de nouveau libre et réservé pour vous jusqu’à {until}. Total : {total}. Pour payer : {link}',
  },
  'claim.waitlisted': {
    subject: 'Vous êtes sur la liste d’attente',
    text: 'Bonjour {name}, {items} est épuisé chez {shop} pour le moment. Vous êtes numéro {place} dans la file, nous vous prévenons dès qu’il se libère : {link}',
  },
  'hold.ending': {
    subject: 'Votre réservation se termine bientôt',
    text: 'Bonjour {name}, {shop} vous réserve {items} seulement jusqu’à {until}. Total : {total}. Pour payer : {link}',
  },
  'order.expired': {
    subject: 'Votre réservation est terminée',
    text: 'Bonjour {name}, votre réservation de {items} chez {shop} s’est terminée sans paiement, l’article est remis en vente. Votre panier : {link}',
  },
  'order.cancelled': {
    subject: 'Annulé',
    text: 'Bonjour {name}, {items} est annulé chez {shop}. Vous ne devez rien pour cela. Votre panier : {link}',
  },
  'payment.received': {
    subject: 'Paiement reçu',
    text: 'Merci {name}, {shop} a reçu {amount}. Votre achat et son suivi : {link}',
  },
  'payment.too_late': {
    subject: 'Payé trop tard',
    text: 'Bonjour {name}, votre paiement à {shop} est arrivé après la fin de la réservation et {items} est parti. Vous êtes remboursé. Détails : {link}',
  },
  'refund.made': {
    subject: 'Remboursement de {shop}',
    text: 'Bonjour {name}, {shop} vous a remboursé {amount}. Cela peut prendre quelques jours. Détails : {link}',
  },
  'parcel.shipped': {
    subject: 'Votre colis est en route',
    text: 'Bonjour {name}, votre colis de {shop} est en route.[ Suivi : {tracking}.] Détails : {link}',
  },
};
