import type { QueuedComment } from '#lib/comments/schema.ts';
import type { Features } from '#lib/intents/features.ts';
import type { Reading, Understanding } from '#lib/intents/schema.ts';
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

