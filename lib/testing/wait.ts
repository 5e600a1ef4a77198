import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks `condition` every 20 ms until it answers something truthy, and answers that. What it throws counts as "not yet".
 * After `withinMs` it throws an Error with `what` and the last thing thrown: a deadline, not a measurement.
 */
export async function waitFor<T>(what: string, condition: () => T | Promise<T>, withinMs = 20_000): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  let cause: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= end) throw new Error(`waited ${withinMs} ms in vain: ${what}`, { cause });
    await delay(20);
  }
}
