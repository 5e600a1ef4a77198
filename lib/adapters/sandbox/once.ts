import { createHash } from 'node:crypto';
import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import { SandboxFault } from './fault.ts';

/** Stripe forgets keys after a day: https://docs.stripe.com/api/idempotent_requests */
const keptFor = '24 hours';

/**
 * Answers what this key was answered before, else does `work` and keeps its answer. The second of two at the same time waits
 * for the first. Throws SandboxFault `idempotency_error` for another request under the same key. What throws is not kept.
 */
export async function once(tx: TransactionSql, key: string, request: string, work: () => Promise<object>): Promise<{ answer: object; isReplay: boolean }> {
  if (key.length > 255) throw new SandboxFault('Idempotency-Key is too long: at most 255 characters.');
  const hash = createHash('sha256').update(request).digest('hex');
  await tx`delete from private.sandbox_keys where created_at < now() - ${keptFor}::interval`;
  await tx`insert into private.sandbox_keys (key, request_hash) values (${key}, ${hash}) on conflict (key) do nothing`;
  const [row] = await tx<{ request_hash: string; answer: object | null }[]>`select request_hash, answer from private.sandbox_keys where key = ${key} for update`;
  if (row?.request_hash !== hash) {
    throw new SandboxFault(`Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`, { type: 'idempotency_error' });
  }
  if (row.answer !== null) return { answer: row.answer, isReplay: true };
  const answer = await work();
  await tx`update private.sandbox_keys set answer = ${tx.json(JSON.parse(JSON.stringify(answer)) as Parameters<typeof tx.json>[0])} where key = ${key}`;
  return { answer, isReplay: false };
}
