import { existsSync } from 'node:fs';
import type { Env } from './env.ts';

const ours = 'public/models/images.json';

/** The manifest of the image encoder to use: what `IMAGE_MODEL` names, else ours where it lies. Undefined: products are told by their details alone. */
export function imageModelOf({ IMAGE_MODEL: named }: Pick<Env, 'IMAGE_MODEL'>, own = ours): string | undefined {
  if (named) return named === 'none' ? undefined : named;
  return existsSync(own) ? own : undefined;
}
