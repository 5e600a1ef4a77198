import { AppError } from '#lib/core/errors.ts';
import type { CommentStream, Log } from '#lib/ports.ts';
import type { Env } from './env.ts';
import type { Metrics } from './metrics.ts';

const pollMs = 250;

export interface Waiting {
  /** Comments accepted and not yet processed, at most 250 ms old, plus what was accepted since. */
  count(): number;
  level(): 'ok' | 'degraded' | 'refused';
  accepted(count: number): void;
  /** Throws `overloaded` above the limit: better told now than answered late. */
  admit(): void;
  close(): void;
}

/** Watches how far the pipeline is behind. Without Redis over TCP nothing is known here: the ingest script alone refuses. */
export function watchWaiting(deps: { stream: CommentStream | null; env: Env; log: Log; metrics: Metrics }): Waiting {
  const { stream, env, log, metrics } = deps;
  let known = 0;
  let since = 0;
  let polling = false;

  async function poll(from: CommentStream): Promise<void> {
    if (polling) return;
    polling = true;
    try {
      const atStart = since;
      known = await from.waiting();
      since -= atStart;
      metrics.waiting.set(known);
    } catch (error) {
      // Ingest itself answers 503 while Redis is away; the last figure stands.
      log.debug({ error }, 'waiting.unknown');
    } finally {
      polling = false;
    }
  }
  const timer = stream ? setInterval(() => void poll(stream), pollMs) : undefined;
  timer?.unref();
  if (stream) void poll(stream);

  function level(): 'ok' | 'degraded' | 'refused' {
    const count = known + since;
    return count > env.WAITING_REFUSED ? 'refused' : count > env.WAITING_DEGRADED ? 'degraded' : 'ok';
  }
  return {
    count: () => known + since,
    level,
    accepted(count) {
      if (stream) since += count;
    },
    admit() {
      if (level() !== 'refused') return;
      throw new AppError('overloaded', 'More comments are waiting than can be worked through. Nothing of this request was accepted: send it again.', { retryAfterSeconds: 2 });
    },
    close: () => clearInterval(timer),
  };
}
