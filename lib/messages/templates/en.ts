import type { Templates } from '../schema.ts';

/** English. */
export const en: Templates = {
  'order.held': {
    subject: 'Held for you at {shop}',
    text: 'Hi {name}, {shop} holds {items} for you until {until}. Total {total}. Pay here: {link}',
  },
  'order.promoted': {
    subject: 'It is yours after all',
    text: 'Hi {name}, good news from {shop}: {items} is free again and held for you until {until}. Total {total}. Pay here: {link}',
  },
  'claim.waitlisted': {
    subject: 'You are on the waitlist',
    text: 'Hi {name}, {items} is sold out at {shop} for now. You are number {place} in line and hear from us when one is free: {link}',
  },
  'hold.ending': {
    subject: 'Your hold ends soon',
    text: 'Hi {name}, {shop} holds {items} for you only until {until}. Total {total}. Pay here: {link}',
  },
  'order.expired': {
    subject: 'Your hold has ended',
    text: 'Hi {name}, your hold on {items} at {shop} has ended without payment, and it is for sale again. Your cart: {link}',
  },
  'order.cancelled': {
    subject: 'Cancelled',
    text: 'Hi {name}, {items} is cancelled at {shop}. You owe nothing for it. Your cart: {link}',
  },
  'payment.received': {
    subject: 'Payment received',
    text: 'Thank you {name}, {shop} has received {amount}. What you bought, and where it is: {link}',
  },
  'payment.too_late': {
    subject: 'Paid too late',
    text: 'Hi {name}, your payment to {shop} came after the hold had ended, and {items} is gone. You get your money back. Details: {link}',
  },
  'refund.made': {
    subject: 'Refund from {shop}',
    text: 'Hi {name}, {shop} has given {amount} back to you. It can take a few days to arrive. Details: {link}',
  },
  'parcel.shipped': {
    subject: 'Your parcel is on its way',
    text: 'Hi {name}, your parcel from {shop} is on its way.[ Tracking: {tracking}.] Details: {link}',
  },
};
