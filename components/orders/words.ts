import { ledgerWords, type LedgerRow } from '#lib/claims/schema.ts';
import type { OrderRow, OrderStage, OrderStatus } from '#lib/orders/schema.ts';

export const statusWords: Record<OrderStatus, string> = {
  pending: 'Held',
  paid: 'Paid',
  cancelled: 'Cancelled',
  expired: 'Not paid',
  refunded: 'Refunded',
};

/** The stages of the list, in the order in which an order goes through them. */
export const stageWords: Record<OrderStage, string> = {
  held: 'Held',
  unpaid: 'Not paid',
  paid: 'Paid',
  to_pack: 'To pack',
  packed: 'Packed',
  shipped: 'Shipped',
  refunded: 'Refunded',
  cancelled: 'Cancelled',
};

export const parcelWords = { packed: 'Packed', shipped: 'Shipped', delivered: 'Delivered' } as const;

const disputes: Record<string, string> = {
  warning_needs_response: 'The buyer’s bank asks about this payment. Answer it at the payment provider.',
  warning_under_review: 'The buyer’s bank is looking at your answer.',
  warning_closed: 'The bank’s question about this payment is settled.',
  needs_response: 'The buyer disputes this payment. Answer at the payment provider before the date it names, and keep the parcel until then if it is still here.',
  under_review: 'The buyer disputes this payment. The bank is looking at your answer.',
  won: 'The dispute was decided for you. The money stays.',
  lost: 'The dispute was decided for the buyer. The money is gone.',
  prevented: 'A dispute was settled before it began. The money went back.',
};

/** What a dispute means and what to do. */
export const disputeWords = (status: string): string => disputes[status] ?? `The payment is disputed: ${status.replaceAll('_', ' ')}.`;

/** Where the payment stands, while that says more than the order's own state; null otherwise. */
export function paymentWords(order: Pick<OrderRow, 'status' | 'payment_status'>): string | null {
  if (order.status === 'paid' || order.status === 'refunded') return null;
  if (order.payment_status === 'open') return order.status === 'pending' ? 'The buyer has opened the checkout' : null;
  if (order.payment_status === 'processing') return 'The bank is deciding. The hold stays until it has';
  if (order.payment_status === 'failed') return 'The bank refused the last try';
  if (order.payment_status === 'paid') return 'Paid after it had ended. The money goes back';
  return null;
}

const sources: Record<string, string> = {
  tiktok_live: 'TikTok',
  instagram_live: 'Instagram',
  youtube_live: 'YouTube',
  twitch: 'Twitch',
  facebook_live: 'Facebook',
  manual: 'By hand',
  web: 'Web',
};

export function sourceWords(source: string): string {
  return sources[source] ?? source;
}

/** 134 s -> "2:14", 7,300 s -> "2 h 1 min", 200,000 s -> "2 d 7 h". */
export function leftWords(seconds: number): string {
  const s = Math.max(0, Math.ceil(seconds));
  if (s < 3600) return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

/** "14:02:07" in the reader's own time. */
export function clockWords(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** "14:02:07.412": who was first is a matter of milliseconds. */
export function exactWords(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
}

/** "14:02" today, else "21 Nov, 14:02". */
export function whenWords(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === now.toDateString()) return time;
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year })}, ${time}`;
}

/** "0.4 s later", "at the same moment"; null when either clock is odd. */
export function lagWords(saidAt: string, receivedAt: string): string {
  const ms = Date.parse(receivedAt) - Date.parse(saidAt);
  if (Math.abs(ms) < 50) return 'the same moment';
  const size = Math.abs(ms) < 10_000 ? `${(Math.abs(ms) / 1000).toFixed(1)} s` : leftWords(Math.abs(ms) / 1000);
  return ms > 0 ? `${size} later` : `${size} before the platform's own clock`;
}

const titles: Partial<Record<LedgerRow['outcome'], string>> = {
  waitlisted: 'Put in line',
  review: 'Sent to you to decide',
  rejected: 'Not accepted',
  expired: 'Hold ended',
  cancelled: 'Cancelled',
  ignored: 'Set aside',
  paid: 'Paid',
  refunded: 'Money given back',
  nothing: 'Nothing changed',
};

/** What happened, in a few words: "Held", "Held for the next in line". */
export function entryTitle(row: LedgerRow): string {
  if (row.entry === 'extension') return 'Given more time';
  if (row.entry === 'change') return 'Changed';
  if (row.outcome !== 'held') return titles[row.outcome] ?? row.outcome;
  return row.entry === 'promotion' ? 'Held from the line' : row.entry === 'correction' ? 'Held by hand' : 'Held';
}

export function reasonWords(reason: string): string {
  return reason in ledgerWords ? ledgerWords[reason as keyof typeof ledgerWords] : reason.replaceAll('_', ' ');
}

const resolved: Record<string, string> = {
  code: 'by the code in the comment',
  name: 'by the name in the comment',
  on_screen: 'by what was on screen',
  camera: 'by the camera',
  manual: 'by hand',
};

/** How the product was found: "by the code in the comment". */
export function resolvedWords(resolvedBy: string | null): string | null {
  return resolvedBy ? (resolved[resolvedBy] ?? resolvedBy.replaceAll('_', ' ')) : null;
}

export interface People {
  me: string;
  emails: ReadonlyMap<string, string>;
}

/** Who did it: the machine, you, or one of the team. */
export function actorWords(row: LedgerRow, people: People): string {
  if (row.actor === null) return row.reason === 'buyer_said_so' ? `By ${row.client ?? 'the buyer'}, in a comment` : 'Decided by Claimcast';
  return row.actor === people.me ? 'Decided by you' : `Decided by ${people.emails.get(row.actor) ?? 'someone of your team'}`;
}

/** Whether this entry is the comment's own moment, so that its place in time and line mean something. */
export function hasMoment(row: LedgerRow): boolean {
  return row.entry === 'claim' || row.entry === 'correction';
}

/** The one sentence under "Why did they get it?". */
export function whyWords(order: OrderRow, ledger: readonly LedgerRow[]): string {
  const granted = ledger.find((row) => row.outcome === 'held');
  if (!granted) return 'No entry says how this order came about.';
  const rank = ledger.find((row) => row.rank !== null)?.rank;
  const item = `${order.product_code} ${order.variant_name}`;
  if (granted.entry === 'promotion') {
    return rank ? `Number ${rank} to ask for #${item}. A unit came free and this was next in line.` : 'A unit came free and this was next in line.';
  }
  if (granted.entry === 'correction') return 'Someone of your team decided so by hand.';
  if (!rank) return `${reasonWords(granted.reason)}.`;
  return rank === 1 ? `First to ask for #${item}, and enough units were free.` : `Number ${rank} to ask for #${item}, and enough units were free.`;
}
