import { formatMoney } from '#lib/core/money.ts';
import { totalsOf } from '#lib/carts/price.ts';
import { Language, topicVariables, Variable, type MessageState, type Messaging, type Template, type Topic } from './schema.ts';
import { templates } from './templates.ts';

export type Facts = Record<Variable, string>;

/** Shown instead of the link where others than the buyer read along. */
export const hiddenLink = '…';
const namedItems = 4;

/** The language we write in for a BCP 47 tag; null when it is none of ours. */
export function languageOf(tag: string | null | undefined): Language | null {
  const first = tag?.toLowerCase().split('-')[0] ?? '';
  // Filipino, and what Indonesian was called before 1989.
  const parsed = Language.safeParse(first === 'fil' ? 'tl' : first === 'in' ? 'id' : first);
  return parsed.success ? parsed.data : null;
}

/** The seller's own words for a topic in a language, else ours. */
export function templateOf(messaging: Messaging, language: Language, topic: Topic): Template {
  return messaging.templates[language]?.[topic] ?? templates[language][topic];
}

const placeholder = /\{(\w+)\}/g;

/** Placeholders of a text that its topic does not know. */
export function unknownIn(topic: Topic, { subject, text }: Template): string[] {
  const known: readonly string[] = topicVariables[topic];
  return [...new Set([...`${subject} ${text}`.matchAll(placeholder)].map((match) => match[1] ?? ''))].filter((name) => !known.includes(name));
}

/** Puts the facts in. A part in [square brackets] with an empty fact in it is left out; unknown placeholders stay as they are. */
export function fill(text: string, facts: Facts): string {
  const valueOf = (name: string): string | null => {
    const known = Variable.safeParse(name);
    return known.success ? facts[known.data] : null;
  };
  const chosen = text.replaceAll(/\[([^[\]]*)\]/g, (whole, part: string) => {
    const values = [...part.matchAll(placeholder)].map((match) => valueOf(match[1] ?? ''));
    if (values.length === 0) return whole;
    return values.includes('') ? '' : part;
  });
  return chosen.replaceAll(placeholder, (whole, name: string) => valueOf(name) ?? whole).replaceAll(/ {2,}/g, ' ').trim();
}

interface Item {
  name: string;
  variant: string;
  variants: number;
  quantity: number;
}

function itemWords(items: readonly Item[]): string {
  const words = items.slice(0, namedItems).map(({ name, variant, variants, quantity }) => `${name}${variants > 1 && variant ? ` (${variant})` : ''}${quantity > 1 ? ` ×${quantity}` : ''}`);
  return words.join(', ') + (items.length > namedItems ? ` +${items.length - namedItems}` : '');
}

/** "14:32 GMT+7": the buyer may be in another zone than the seller. With the date when it is more than half a day away. */
function timeWords(at: Date, now: Date, language: string, timeZone: string): string {
  const far = at.getTime() - now.getTime() > 12 * 3_600_000;
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short', ...(far ? { day: 'numeric', month: 'short' } : {}) };
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(at);
  }
}

/** What there is to say in a message right now. */
export function factsOf(state: MessageState, language: Language, link: string, now: Date): Facts {
  const { cart, topic } = state;
  const held = cart.lines.filter((line) => line.status === 'pending' && line.heldUntil !== null && Date.parse(line.heldUntil) > now.getTime());
  const mine = cart.lines.filter((line) => state.orderIds.includes(line.orderId));
  const waiting = cart.waiting.filter((wait) => state.waitlistIds.includes(wait.id));
  const items: readonly Item[] = topic === 'claim.waitlisted' ? waiting : topic === 'order.held' || topic === 'hold.ending' ? held : mine;
  const totals = totalsOf(cart);
  const soonest = Math.min(...held.map((line) => Date.parse(line.heldUntil ?? '')));
  const money = topic === 'refund.made' ? state.refunds : state.payments;
  const sum = money.reduce((all, part) => all + part.amountMinor, 0);
  return {
    name: cart.buyer.name,
    shop: cart.seller.name,
    items: itemWords(items),
    total: held.length > 0 ? formatMoney(totals.totalMinor, totals.currency, language) : '',
    until: held.length > 0 ? timeWords(new Date(soonest), now, language, state.timeZone) : '',
    link,
    place: waiting[0] ? String(waiting[0].place) : '',
    amount: money[0] ? formatMoney(sum, money[0].currency, language) : '',
    tracking: [state.shipment?.carrier, state.shipment?.trackingNumber].filter(Boolean).join(' '),
  };
}

/** Of nobody's cart: for previews and tests. */
export function exampleFacts(seller: { name: string; currency: string }, language: Language, link: string, now: Date): Facts {
  return {
    name: 'ana.m', shop: seller.name, items: 'Linen shirt (Red M) ×2', total: formatMoney(5980, seller.currency, language),
    until: timeWords(new Date(now.getTime() + 900_000), now, language, 'UTC'), link, place: '2', amount: formatMoney(5980, seller.currency, language), tracking: 'DHL 00340434161094',
  };
}

/** The names that WhatsApp has for our languages: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/supported-languages */
const whatsappLanguages: Partial<Record<Language, string>> = { pt: 'pt_BR', tl: 'fil', zh: 'zh_CN' };

export const whatsappLanguage = (language: Language): string => whatsappLanguages[language] ?? language;

/** `order.held` -> `claimcast_order_held`: what the template is called at WhatsApp. */
export const whatsappName = (topic: Topic): string => `claimcast_${topic.replace('.', '_')}`;

/** Our words with numbers instead of names, as they are handed in at WhatsApp: a template has no parts that are left out. */
export function whatsappBody(language: Language, topic: Topic): string {
  const order = topicVariables[topic];
  return templates[language][topic].text.replaceAll(/[[\]]/g, '').replaceAll(placeholder, (_, name: string) => `{{${order.findIndex((known) => known === name) + 1}}}`);
}

/** The variables of an approved template in order. They may be neither empty nor have line breaks. */
export function whatsappVariables(topic: Topic, facts: Facts): string[] {
  return topicVariables[topic].map((name) => facts[name].replaceAll(/\s+/g, ' ').trim() || '–');
}
