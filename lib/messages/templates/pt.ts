import type { Templates } from '../schema.ts';

/** Portuguese. */
export const pt: Templates = {
  'order.held': {
    subject: 'Reservado para você em {shop}',
    text: 'Olá {name}, {shop} reservou {items} para você até {until}. Total: {total}. Pague aqui: {link}',
  },
  'order.promoted': {
    subject: 'Agora é seu',
    text: 'Olá {name}, boas notícias de {shop}: {items} ficou livre e está reservado para você até {until}. Total: {total}. Pague aqui: {link}',
  },
  'claim.waitlisted': {
    subject: 'Você está na lista de espera',
    text: 'Olá {name}, {items} está esgotado em {shop} por enquanto. Você é o número {place} da fila e avisamos quando houver um livre: {link}',
  },
  'hold.ending': {
    subject: 'Sua reserva termina em breve',
    text: 'Olá {name}, {shop} reserva {items} para você só até {until}. Total: {total}. Pague aqui: {link}',
  },
  'order.expired': {
    subject: 'Sua reserva terminou',
    text: 'Olá {name}, sua reserva de {items} em {shop} terminou sem pagamento e voltou à venda. Seu carrinho: {link}',
  },
  'order.cancelled': {
    subject: 'Cancelado',
    text: 'Olá {name}, {items} foi cancelado em {shop}. Você não deve nada por isso. Seu carrinho: {link}',
  },
  'payment.received': {
    subject: 'Pagamento recebido',
    text: 'Obrigado, {name}: {shop} recebeu {amount}. Sua compra e onde ela está: {link}',
  },
  'payment.too_late': {
    subject: 'O pagamento chegou tarde',
    text: 'Olá {name}, seu pagamento a {shop} chegou depois do fim da reserva e {items} já foi vendido. Seu dinheiro será devolvido. Detalhes: {link}',
  },
  'refund.made': {
    subject: 'Reembolso de {shop}',
    text: 'Olá {name}, {shop} devolveu {amount} para você. Pode levar alguns dias para chegar. Detalhes: {link}',
  },
  'parcel.shipped': {
    subject: 'Seu pacote está a caminho',
    text: 'Olá {name}, seu pacote de {shop} está a caminho.[ Rastreio: {tracking}.] Detalhes: {link}',
  },
};
