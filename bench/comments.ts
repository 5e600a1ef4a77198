import { loadShow } from '#lib/demo/play.ts';
import type { ShowLine } from '#lib/demo/schema.ts';
import type { Said } from './load.ts';

export type ShowComment = Exclude<ShowLine, { pin: string }>;

/** The recorded demo show's comments and pins: ten languages, most of it chat, about one in seven a claim. */
export async function naturalShow(): Promise<{ comments: ShowComment[]; pins: { at: number; code: string }[] }> {
  const lines = await loadShow();
  const once = new Map(lines.flatMap((line) => ('pin' in line ? [] : [[`${line.platform}:${line.id}`, line] as const])));
  return { comments: [...once.values()], pins: lines.flatMap((line) => ('pin' in line ? [{ at: line.at, code: line.pin }] : [])) };
}

/** The show's comments as they are sent to these sellers, taking turns. */
export function saidTo(streamers: readonly string[], comments: readonly ShowComment[]): Said[] {
  return comments.flatMap(({ client, message, platform }) => streamers.map((streamer) => ({ streamer, client, message, platform })));
}
