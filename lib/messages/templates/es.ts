import type { Templates } from '../schema.ts';

/** Spanish. */
export const es: Templates = {
  'order.held': {
    subject: 'Reservado para ti en {shop}',
    text: 'Hola {name}, {shop} te reserva {items} hasta las {until}. Total: {total}. Paga aquí: {link}',
  },
  'order.promoted': {
    subject: 'Al final es tuyo',
    text: 'Hola {name}, buenas noticias de {shop}: {items} vuelve a estar libre y reservado para ti hasta las {until}. Total: {total}. Paga aquí: {link}',
  },
  'claim.waitlisted': {
    subject: 'Estás en la lista de espera',
    text: 'Hola {name}, {items} está agotado en {shop} por ahora. Tienes el puesto {place} y te avisamos cuando quede libre: {link}',
  },
  'hold.ending': {
    subject: 'Tu reserva termina pronto',
    text: 'Hola {name}, {shop} te reserva {items} solo hasta las {until}. Total: {total}. Paga aquí: {link}',
  },
  'order.expired': {
    subject: 'Tu reserva ha terminado',
    text: 'Hola {name}, tu reserva de {items} en {shop} ha terminado sin pago y vuelve a estar a la venta. Tu carrito: {link}',
  },
  'order.cancelled': {
    subject: 'Cancelado',
    text: 'Hola {name}, {items} queda cancelado en {shop}. No debes nada por ello. Tu carrito: {link}',
  },
  'payment.received': {
    subject: 'Pago recibido',
    text: 'Gracias, {name}: {shop} ha recibido {amount}. Tu compra y dónde está: {link}',
  },
  'payment.too_late': {
    subject: 'El pago llegó tarde',
    text: 'Hola {name}, tu pago a {shop} llegó cuando la reserva ya había terminado y {items} ya no está. Te devolvemos el dinero. Detalles: {link}',
  },
  'refund.made': {
    subject: 'Reembolso de {shop}',
    text: 'Hola {name}, {shop} te ha devuelto {amount}. Puede tardar unos días en llegar. Detalles: {link}',
  },
  'parcel.shipped': {
    subject: 'Tu paquete está en camino',
    text: 'Hola {name}, tu paquete de {shop} está en camino.[ Seguimiento: {tracking}.] Detalles: {link}',
  },
};
