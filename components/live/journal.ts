import type { ServerPayload } from '#lib/realtime/events.ts';

type Tick = ServerPayload<'tick'>;

const kept: { at: number; tick: Tick }[] = [];
let count = 0;

/** Remembers the last ticks, so that a fetch under way cannot put older rows over newer ones. */
export function remember(tick: Tick): void {
  count += 1;
  kept.push({ at: count, tick });
  if (kept.length > 400) kept.splice(0, 200);
}

/** Runs a fetch, and hands its answer on together with the ticks that came meanwhile. */
export async function fetchBeside<T, R>(fetching: () => Promise<T>, lay: (answer: T, ticks: Tick[]) => R): Promise<R> {
  const from = count;
  const answer = await fetching();
  return lay(answer, kept.filter((entry) => entry.at > from).map((entry) => entry.tick));
}
