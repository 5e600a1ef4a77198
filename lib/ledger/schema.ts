import { z } from 'zod';
import { LedgerRow } from '#lib/claims/schema.ts';

/** `?show=` only one show's entries; csv is for spreadsheets, jsonl for checking. */
export const ExportQuery = z.object({ show: z.uuid().optional(), format: z.enum(['jsonl', 'csv']).default('jsonl') });

/** What public.export_ledger answers: an entry, and how its ids are called. */
export const ExportRow = z.object({
  seq: z.number().int(),
  /** All facts of the entry as one JSON text; `hash` is SHA-256 of `prev_hash` and this, as they stand. */
  body: z.string(),
  prev_hash: z.string(),
  hash: z.string(),
  /** What the buyer wrote; null without a comment. */
  said: z.string().nullable(),
  name: z.string().nullable(),
  order_no: z.string().nullable(),
  product_code: z.string().nullable(),
  variant_name: z.string().nullable(),
  show_title: z.string(),
});
export type ExportRow = z.infer<typeof ExportRow>;

/** The facts in a body that a person reads; there are more. */
export const LedgerBody = z.object({
  seq: z.number().int(),
  show_id: z.uuid(),
  said_sha256: z.string().nullable(),
  entry: z.string(),
  outcome: z.string(),
  reason: z.string(),
  quantity: z.number().int(),
  rank: z.number().int().nullable(),
  stock: z.number().int().nullable(),
  free: z.number().int().nullable(),
  source: z.string(),
  said_at: z.string(),
  received_at: z.string(),
  created_at: z.string(),
});

/** Whether a seller's ledger is as it was written. `problem` says how the entry `broken_seq` fails; see private.verify_ledger. */
export const LedgerCheck = z.object({
  entries: z.number().int(),
  ok: z.boolean(),
  broken_seq: z.number().int().nullable(),
  problem: z.enum(['missing', 'order', 'changed', 'text', 'rewritten']).nullable(),
  last_hash: z.string().nullable(),
});
export type LedgerCheck = z.infer<typeof LedgerCheck>;

/** What somebody points at to ask why: exactly one of a ledger entry, an order and a comment. */
export const WhyQuery = z
  .object({ claim: z.coerce.number().int().positive().optional(), order: z.uuid().optional(), comment: z.coerce.number().int().positive().optional() })
  .refine((asked) => Object.values(asked).filter((value) => value !== undefined).length === 1, 'Name one: claim, order or comment');
export type WhyQuery = z.infer<typeof WhyQuery>;

/** One claim in the line for a variant: a row of the view line_feed. */
export const LineRow = z.object({
  id: z.number().int(),
  seq: z.number().int(),
  /** Place in the order of acceptance; null: it was not accepted. */
  rank: z.number().int().nullable(),
  outcome: LedgerRow.shape.outcome,
  reason: z.string(),
  quantity: z.number().int(),
  /** Units there were, and how many were free once this was decided; null for old entries. */
  stock: z.number().int().nullable(),
  free: z.number().int().nullable(),
  source: z.string(),
  said_at: z.string(),
  received_at: z.string(),
  created_at: z.string(),
  chat_message_id: z.number().int().nullable(),
  order_id: z.uuid().nullable(),
  order_no: z.string().nullable(),
  name: z.string().nullable(),
  outcome_now: z.enum(['held', 'waitlisted', 'review', 'rejected', 'expired', 'cancelled', 'ignored', 'nothing', 'paid', 'refunded', 'changed']),
});
export type LineRow = z.infer<typeof LineRow>;

/** Why a claim ended as it did: the entry, everybody who asked for the same in the same show, and what happened to it since. */
export const Why = z.object({
  claim: LedgerRow,
  show: z.object({ id: z.uuid(), title: z.string() }),
  /** In order of acceptance. Long lines are cut around the claim; `total` counts all. */
  line: z.array(LineRow),
  total: z.number().int(),
  /** Later entries about the same claim, oldest first. */
  later: z.array(LedgerRow),
});
export type Why = z.infer<typeof Why>;

const Other = z.object({
  rank: z.number().int(),
  /** When it came, against the buyer's own: negative is before. */
  ms: z.number(),
  quantity: z.number().int(),
  outcome: LineRow.shape.outcome,
  outcomeNow: LineRow.shape.outcome_now,
});

/** What private.fair_line answers: a buyer's own line, with everybody else nameless. */
export const FairLine = z.object({
  seller: z.string(),
  /** IANA name of the seller's: the moments are shown in it. */
  timeZone: z.string(),
  show: z.string(),
  /** BCP 47, first part, as far as it is known. */
  language: z.string().nullable(),
  said: z.string().nullable(),
  source: z.string(),
  saidAt: z.string(),
  receivedAt: z.string(),
  decidedAt: z.string(),
  item: z.object({ code: z.string(), name: z.string(), variant: z.string().nullable(), variants: z.number().int() }).nullable(),
  quantity: z.number().int(),
  rank: z.number().int().nullable(),
  /** Units there were, and how many were free just before this; null for old entries. */
  stock: z.number().int().nullable(),
  free: z.number().int().nullable(),
  outcome: LineRow.shape.outcome,
  reason: z.string(),
  outcomeNow: LineRow.shape.outcome_now,
  later: z.array(z.object({ entry: z.string(), outcome: LineRow.shape.outcome, reason: z.string(), at: z.string() })),
  before: z.array(Other),
  after: z.array(Other),
  claims: z.number().int(),
  seq: z.number().int(),
  prevHash: z.string(),
  hash: z.string(),
  body: z.string(),
});
export type FairLine = z.infer<typeof FairLine>;
