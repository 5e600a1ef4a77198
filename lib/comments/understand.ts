import { arrivalOf, parseInstant } from '#lib/core/time.ts';
import type { Understanding } from '#lib/intents/schema.ts';
import type { Classifier, StreamEntry } from '#lib/ports.ts';
import { resolveProduct, type Resolution } from '#lib/products/resolve.ts';
import { onScreenAt, type Desk } from '#lib/streamers/desk.ts';
import type { QueuedComment } from './schema.ts';

/** A comment read from the stream, and the desk it is for. */
export interface Received {
  entry: StreamEntry;
  comment: QueuedComment;
  desk: Desk;
}

/** A row for private.record_comments; the names are the function's. */
export interface RecordRow {
  n: number;
  streamer_id: string;
  show_id: string;
  platform: string;
  client: string;
  message_id: string | null;
  dedupe_key: string;
  message: string;
  said_at: string;
  received_at: string;
  arrival: string;
  request_id: string;
  intent: string;
  score: number;
  quantity: number | null;
  item_code: string | null;
  variant_words: string[];
  language: string | null;
  model: string;
  kind: 'claim' | 'cancel' | null;
  product_id: string | null;
  variant_id: string | null;
  resolved_by: string | null;
  match_score: number;
  candidates: string[];
  unclear: string | null;
}

type Decision = Pick<RecordRow, 'kind' | 'product_id' | 'variant_id' | 'resolved_by' | 'match_score' | 'candidates' | 'unclear'>;

const noDecision: Decision = { kind: null, product_id: null, variant_id: null, resolved_by: null, match_score: 0, candidates: [], unclear: null };

function decisionOf(received: Received, understanding: Understanding): Decision {
  const { desk, comment } = received;
  const { intent, score, inDoubt } = understanding;
  const isSure = score > desk.claimThreshold && !inDoubt;
  // A claim that is not sure enough is asked about; a cancellation that is not changes nothing.
  if (intent !== 'buy' && !(intent === 'cancel' && isSure)) return noDecision;
  const onScreen = onScreenAt(desk, Date.parse(comment.received_at));
  if (intent === 'cancel') {
    // Only what was named narrows a cancellation; what is on screen says nothing about it.
    const named = resolveProduct(understanding, comment.message, desk.catalogue, null);
    const unclear = named.kind === 'review' && (named.reason === 'unknown_code' || named.reason === 'which_product') ? named.reason : null;
    return { ...noDecision, kind: 'cancel', product_id: named.productId, unclear };
  }
  const resolution: Resolution = resolveProduct(understanding, comment.message, desk.catalogue, onScreen);
  if (resolution.kind === 'review') {
    return { ...noDecision, kind: 'claim', product_id: resolution.productId, resolved_by: resolution.resolvedBy, candidates: resolution.candidates, unclear: isSure ? resolution.reason : 'unsure' };
  }
  return {
    kind: 'claim',
    product_id: resolution.productId,
    variant_id: resolution.variantId,
    resolved_by: resolution.resolvedBy,
    match_score: resolution.score,
    candidates: [],
    unclear: !isSure ? 'unsure' : desk.mode === 'review' ? 'show_in_review' : null,
  };
}

/** Reads a batch of comments: intent, fields, product and variant, as rows to record, in the same order. */
export async function understand(classifier: Classifier, batch: readonly Received[]): Promise<RecordRow[]> {
  const read = await classifier.classify(batch.map(({ comment, desk }) => ({ text: comment.message, catalogue: desk.catalogue })));
  return batch.map((received, n) => {
    const { entry, comment, desk } = received;
    const understanding = read[n];
    if (!understanding) throw new Error(`${classifier.name} answered ${read.length} of ${batch.length} comments`);
    return {
      n,
      streamer_id: desk.streamerId,
      show_id: desk.showId,
      platform: comment.platform,
      client: comment.client,
      message_id: comment.message_id ?? null,
      dedupe_key: comment.dedupe_key,
      message: comment.message,
      said_at: parseInstant(comment.timestamp).toISOString(),
      received_at: comment.received_at,
      arrival: String(arrivalOf(entry.id)),
      request_id: comment.request_id,
      intent: understanding.intent,
      score: understanding.score,
      quantity: understanding.quantity,
      item_code: understanding.itemCode,
      variant_words: understanding.variantWords,
      language: understanding.language,
      model: classifier.name,
      ...decisionOf(received, understanding),
    };
  });
}
