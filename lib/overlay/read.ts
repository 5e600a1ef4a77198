import { z } from 'zod';
import type { Sql } from '#lib/adapters/postgres/connect.ts';
import { firstName } from './rules.ts';
import { OverlayState } from './schema.ts';

/** As private.overlay_state answers, with whole names. */
const OverlayRow = OverlayState.extend({ buyers: z.array(z.string()) });

const shownBuyers = 4;

/** What the overlay behind this token shows, buyers by first name only; null when there is no such overlay. Reads only. */
export async function readOverlay(sql: Sql, token: string): Promise<OverlayState | null> {
  if (!/^[0-9a-f]{64}$/.test(token)) return null;
  const [row] = await sql<{ state: unknown }[]>`select private.overlay_state(${token}) as state`;
  if (!row?.state) return null;
  const { buyers, ...state } = OverlayRow.parse(row.state);
  return { ...state, buyers: buyers.flatMap((name) => firstName(name) ?? []).slice(0, shownBuyers) };
}
