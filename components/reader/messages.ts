import type { Understanding } from '#lib/intents/schema.ts';

/** To the worker: read this, with this catalogue. */
export interface Ask {
  n: number;
  text: string;
  /** Its products as JSON. */
  catalogue: string;
}

/** From the worker: what the comment with this number means, by this model; or why none can be read. */
export type Told = { n: number; understood: Understanding; model: string } | { problem: Problem };

/** `unreachable`: try again later. `unfit`: the files are not this version's. */
export type Problem = 'unreachable' | 'unfit';
