import { z } from 'zod';
import { CartState } from '#lib/carts/schema.ts';

/** What a message may tell of, in the order that settings list them. */
export const Topic = z.enum(['order.held', 'order.promoted', 'claim.waitlisted', 'hold.ending', 'order.expired', 'order.cancelled', 'payment.received', 'payment.too_late', 'refund.made', 'parcel.shipped']);
export type Topic = z.infer<typeof Topic>;

export const Channel = z.enum(['whatsapp', 'sms', 'email']);
export type Channel = z.infer<typeof Channel>;

/** ISO 639-1 (tl: Filipino). */
export const Language = z.enum(['en', 'es', 'pt', 'fr', 'de', 'it', 'nl', 'pl', 'ru', 'tr', 'id', 'ms', 'vi', 'th', 'tl', 'ja', 'ko', 'zh', 'ar', 'hi']);
export type Language = z.infer<typeof Language>;

export const Variable = z.enum(['name', 'shop', 'items', 'total', 'until', 'link', 'place', 'amount', 'tracking']);
export type Variable = z.infer<typeof Variable>;

/** What each topic's texts may say, in the order in which WhatsApp templates number them. */
export const topicVariables: Record<Topic, readonly Variable[]> = {
  'order.held': ['name', 'shop', 'items', 'total', 'until', 'link'],
  'order.promoted': ['name', 'shop', 'items', 'total', 'until', 'link'],
  'claim.waitlisted': ['name', 'shop', 'items', 'place', 'link'],
  'hold.ending': ['name', 'shop', 'items', 'total', 'until', 'link'],
  'order.expired': ['name', 'shop', 'items', 'link'],
  'order.cancelled': ['name', 'shop', 'items', 'link'],
  'payment.received': ['name', 'shop', 'amount', 'link'],
  'payment.too_late': ['name', 'shop', 'items', 'link'],
  'refund.made': ['name', 'shop', 'amount', 'link'],
  'parcel.shipped': ['name', 'shop', 'tracking', 'link'],
};

/** `[...]` around a part with variables: left out when one of them is empty. */
export const Template = z.object({ subject: z.string().trim().min(1).max(120), text: z.string().trim().min(1).max(600) });
export type Template = z.infer<typeof Template>;
export type Templates = Record<Topic, Template>;

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time such as 22:00');

/** How a seller writes to buyers. What is left out is as below; nothing is ever answered in public. */
export const Messaging = z.object({
  /** Channels in the order they are tried. */
  ladder: z.array(Channel).max(3).refine((list) => new Set(list).size === list.length, 'Each channel once').default(['whatsapp', 'sms', 'email']),
  /** Topics that are sent. */
  topics: z.array(Topic).default([...Topic.options]),
  /** In the seller's time zone; from after to: over midnight. Messages wait until it ends. */
  quietHours: z.object({ from: ClockTime, to: ClockTime }).refine(({ from, to }) => from !== to, { path: ['to'], message: 'Ends when it begins' }).nullable().default(null),
  /** Also messages about holds during a live show. They end soon, so otherwise these go out. */
  quietDuringShows: z.boolean().default(false),
  /** Before a hold ends; at most a third of the hold. 0: never. */
  reminderMinutes: z.number().int().min(0).max(1440).default(5),
  /** How long the vendor has to say that it was delivered before the next channel is tried. 0: it is not tried. */
  ladderWaitSeconds: z.number().int().min(0).max(3600).default(120),
  /** Of buyers of whom none is known. */
  language: Language.default('en'),
  /** The seller's own words. WhatsApp sends approved templates only, so not there. */
  templates: z.partialRecord(Language, z.partialRecord(Topic, Template)).default({}),
});
export type Messaging = z.infer<typeof Messaging>;

/** What was kept, as far as it can be read: a message must not fail for a setting. */
export function messagingOf(kept: unknown): Messaging {
  const parsed = Messaging.safeParse(kept);
  return parsed.success ? parsed.data : Messaging.parse({});
}

export const MessageStatus = z.enum(['waiting', 'sent', 'delivered', 'failed', 'skipped']);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** off: the seller does not send these. over: nothing to tell any more. superseded: a newer one says it. quiet: waits for the morning. */
export const MessageReason = z.enum(['off', 'over', 'superseded', 'quiet', 'by_hand', 'not_connected', 'no_address', 'opted_out', 'refused', 'uncertain', 'broken']);
export type MessageReason = z.infer<typeof MessageReason>;

export const AttemptStatus = z.enum(['queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'skipped']);
export type AttemptStatus = z.infer<typeof AttemptStatus>;
export const AttemptChannel = z.enum([...Channel.options, 'link']);
export type AttemptChannel = z.infer<typeof AttemptChannel>;

/** What stands in the way of a channel, before the vendor's own code if there is one: `template:132001`. */
export const Problem = z.enum(['not_connected', 'no_address', 'opted_out', 'invalid_address', 'template', 'rate_limited', 'unreachable', 'no_answer', 'not_allowed', 'not_delivered', 'refused']);
export type Problem = z.infer<typeof Problem>;

const Money = z.object({ amountMinor: z.number().int(), currency: z.string() });

export const Attempt = z.object({
  id: z.number().int(),
  channel: AttemptChannel,
  status: AttemptStatus,
  attempts: z.number().int(),
  problem: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  sentAt: z.string().nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What private.message_state answers: all that a message's next step rests on. */
export const MessageState = z.object({
  id: z.uuid(),
  topic: Topic,
  language: z.string(),
  state: MessageStatus,
  reason: z.string().nullable(),
  createdAt: z.string(),
  orderIds: z.array(z.uuid()),
  waitlistIds: z.array(z.number().int()),
  payments: z.array(Money),
  refunds: z.array(Money),
  shipment: z.object({ carrier: z.string().nullable(), trackingNumber: z.string().nullable() }).nullable(),
  cart: CartState,
  messaging: z.unknown(),
  timeZone: z.string(),
  optedOut: z.array(z.string()),
  attempts: z.array(Attempt),
});
export type MessageState = z.infer<typeof MessageState>;

/** One channel of a message as the seller sees it. `address` is masked. */
export const AttemptRow = z.object({
  id: z.number().int(),
  channel: AttemptChannel,
  status: AttemptStatus,
  address: z.string().nullable(),
  problem: z.string().nullable(),
  attempts: z.number().int(),
  next_at: z.string().nullable(),
  sent_at: z.string().nullable(),
  delivered_at: z.string().nullable(),
});
export type AttemptRow = z.infer<typeof AttemptRow>;

/** A message as the seller sees it; `body` without the link, which is the buyer's secret. */
export const MessageRow = z.object({
  id: z.uuid(),
  cart_id: z.uuid(),
  topic: Topic,
  language: z.string(),
  state: MessageStatus,
  reason: z.string().nullable(),
  body: z.string().nullable(),
  created_at: z.string(),
  attempts: z.array(AttemptRow),
});
export type MessageRow = z.infer<typeof MessageRow>;

/** Whether a channel can be used here, and what the operator has to set when not. */
export const ChannelState = z.object({ channel: Channel, connected: z.boolean(), missing: z.array(z.string()), sender: z.string().nullable() });
export type ChannelState = z.infer<typeof ChannelState>;

export const MessageSettings = z.object({ messaging: Messaging, timeZone: z.string(), channels: z.array(ChannelState) });
export type MessageSettings = z.infer<typeof MessageSettings>;

/** `template`: words that are not saved yet; without one, what would be sent now. */
export const PreviewRequest = z.object({ topic: Topic, language: Language, template: Template.optional() });
export type PreviewRequest = z.infer<typeof PreviewRequest>;
/** `whatsapp`: what has to be approved there under that name. `builtIn`: our own words. */
export const Preview = z.object({
  subject: z.string(),
  text: z.string(),
  unknown: z.array(z.string()),
  builtIn: Template,
  whatsapp: z.object({ name: z.string(), language: z.string(), body: z.string() }),
});
export type Preview = z.infer<typeof Preview>;

export const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'With the country code, such as +14155550100');
export const TestRequest = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('email'), to: z.email().max(320), topic: Topic, language: Language }),
  z.object({ channel: z.enum(['whatsapp', 'sms']), to: E164, topic: Topic, language: Language }),
]);
export type TestRequest = z.infer<typeof TestRequest>;
export const TestAnswer = z.object({ status: z.enum(['sent', 'retry', 'uncertain', 'refused']), problem: z.string().nullable() });
export type TestAnswer = z.infer<typeof TestAnswer>;

/** What a vendor says of a message that it took. `attemptId`: ours, where it is repeated. */
export interface Report {
  channel: Channel;
  attemptId: number | null;
  vendorId: string;
  status: 'sent' | 'delivered' | 'failed';
  problem: string | null;
  at: Date;
}

/** What somebody wrote back. `from`: E.164. */
export interface Reply {
  channel: Channel;
  from: string;
  text: string;
}
