import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import type { Address } from '#lib/carts/schema.ts';
import type { QueuedComment } from '#lib/comments/schema.ts';
import type { Features } from '#lib/intents/features.ts';
import type { Reading, Understanding } from '#lib/intents/schema.ts';
import type { JobData, JobName } from '#lib/jobs/catalog.ts';
import type { ServerEvent, ServerPayload } from '#lib/realtime/events.ts';

/** Reads comments in batches: intent, calibrated score and extracted fields for each, in the same order. */
export interface Classifier {
  /** Kept with every row it produced. */
  readonly name: string;
  /** Why a lesser one answers than was asked for, in words for the health page. */
  readonly problem?: string | undefined;
  classify(batch: readonly Reading[]): Promise<Understanding[]>;
}

/** The learnt part of a classifier: for each comment the shares of the intents, in the order of `Intent.options`, adding up to 1. */
export interface IntentModel {
  readonly name: string;
  score(batch: readonly { text: string; features: Features }[]): Promise<Float32Array[]>;
}

/** A comment with the keys that make it unique: `seenKey` within `seenMs`, and dedupe_key for good in the database. */
export interface Enqueue {
  comment: QueuedComment;
  seenKey: string;
  seenMs: number;
}

/** The ingest side of Redis: one script, all or nothing. Answers each comment's stream id, null for a duplicate. */
export interface CommentQueue {
  push(batch: readonly Enqueue[]): Promise<(string | null)[]>;
}

export interface StreamEntry {
  id: string;
  json: string;
  /** How often Redis has handed this entry out, this time included. */
  deliveries: number;
}

/** The pipeline's side: the stream `comments_stream` read with a consumer group, at least once. */
export interface CommentStream {
  /** New entries, at most `count`, waiting up to `blockMs` for the first. */
  read(consumer: string, count: number, blockMs: number): Promise<StreamEntry[]>;
  /** Entries that were handed out more than `idleMs` ago and never settled: a run of first ones, or one that comes back again. */
  takeOver(consumer: string, idleMs: number, count: number): Promise<StreamEntry[]>;
  /** Acknowledges the entries and takes each comment off its client's list. Safe to run twice. */
  settle(entries: readonly { id: string; json: string; listKey: string | null }[]): Promise<void>;
  /** Every entry with a smaller arrival has been settled, whoever read it. */
  watermark(): Promise<bigint>;
  /** Comments accepted and not settled yet. */
  waiting(): Promise<number>;
}

/** Tells browsers. Never throws: events are hints. */
export interface Publisher {
  emit<E extends ServerEvent>(room: string, event: E, payload: ServerPayload<E>): void;
}

export interface Log {
  debug(fields: object, event: string): void;
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}


/** A checkout to be made at a provider. `id` is our payment's, and the idempotency key: the same one twice is one checkout there. */
export interface CheckoutRequest {
  id: string;
  streamerId: string;
  currency: string;
  /** Add up to what is charged; each in minor units. */
  lines: readonly { name: string; amountMinor: number; pictureUrl?: string | undefined }[];
  /** Where the buyer comes back to, paid or not. */
  returnUrl: string;
  /** Shown by the provider, and who it is for: BCP 47, first part. */
  language: string | null;
  email: string | null;
  /** ISO 3166-1 alpha-2 where parcels go; empty: no address is asked for. */
  shipCountries: readonly string[];
  /** When the hold ends. The provider may need longer: then closeCheckout ends it in time. */
  expiresAt: Date;
  /** When it was first asked for: the same for each repetition, so that repeating asks for the very same. */
  createdAt: Date;
}

/** A fact about a payment, read off a webhook whose signature was right; see private.take_event. */
export interface PaymentEvent {
  id: string;
  kind: 'opened' | 'completed' | 'processing' | 'succeeded' | 'failed' | 'expired' | 'refunded' | 'refund_failed' | 'dispute';
  /** Ours, null where the provider does not repeat it; then `intentId` finds it. */
  paymentId: string | null;
  intentId: string | null;
  happenedAt: Date;
  /** completed, succeeded: what was paid; refunded: all that was given back so far; each in `detail.currency`. */
  amountMinor: number | null;
  detail: { currency?: string; shipTo?: Address; email?: string; phone?: string; status?: string; refundId?: string };
}

/** Takes buyers' money. Every call is safe to repeat with the same ids. Throws AppError `unavailable` when the provider does not answer, else `payment_refused`. */
export interface PaymentProvider {
  readonly name: 'stripe' | 'sandbox';
  /** No real money moves. */
  readonly isTest: boolean;
  openCheckout(checkout: CheckoutRequest): Promise<{ sessionId: string; url: string; expiresAt: Date }>;
  /** `complete`: too late, the buyer has paid or is paying. */
  closeCheckout(sessionId: string): Promise<'closed' | 'complete'>;
  refund(refund: { id: string; paymentId: string; intentId: string; amountMinor: number; currency: string }): Promise<{ refundId: string }>;
  /** null: a kind of event that means nothing to us. Throws AppError `bad_request` when the signature is wrong. */
  readEvent(rawBody: Buffer, signature: string): PaymentEvent | null;
  /** Throws unless payments can be taken right now. */
  check(): Promise<void>;
}

/** One message to one buyer over one channel, rendered. */
export interface OutgoingMessage {
  /** Of the attempt: sent along where the vendor keeps such a thing. */
  id: string;
  /** E.164, or an e-mail address. */
  to: string;
  language: string;
  subject: string;
  text: string;
  url: string;
  /** The name of the template and its variables in order, for channels that only send approved templates. */
  template: { name: string; variables: readonly string[] };
  fromName: string;
  /** Where the buyer says that no more is wanted on this channel, for those that carry it. */
  unsubscribeUrl?: string;
}

/** What a vendor said. `retry`: surely not sent, try again (after `afterSeconds`); `uncertain`: it may have been sent, do not; `refused`: never. */
export type SendResult =
  | { status: 'sent'; vendorId: string }
  | { status: 'retry'; problem: string; afterSeconds?: number }
  | { status: 'uncertain'; problem: string }
  | { status: 'refused'; problem: string };

export interface MessageChannel {
  readonly name: 'whatsapp' | 'sms' | 'email';
  /** The vendor tells later what became of a message. */
  readonly reports?: boolean;
  send(message: OutgoingMessage): Promise<SendResult>;
}

/** Hands jobs to whoever works them off, at least once. With `tx`, the job is there if and only if the transaction commits. */
export interface Jobs {
  send<N extends JobName>(name: N, data: JobData<N>, options?: { tx?: TransactionSql; afterSeconds?: number; key?: string }): Promise<void>;
}

/** As Jobs, many of one kind in one statement. */
export interface BulkJobs {
  sendAll<N extends JobName>(name: N, jobs: readonly { data: JobData<N>; afterSeconds?: number; key?: string }[], options?: { tx?: TransactionSql }): Promise<void>;
}
