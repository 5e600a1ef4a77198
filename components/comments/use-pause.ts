import { useCallback, useMemo, useState } from 'react';
import type { CommentRow } from '#lib/comments/schema.ts';

interface Frozen {
  by: 'hand' | 'scroll' | 'menu';
  rows: readonly CommentRow[];
}

/**
 * Holds the chat still. While it is held, the rows that were there stay, however many come, and each still shows
 * what becomes of it; `fresh` counts what came since.
 */
export function usePause(rows: readonly CommentRow[]) {
  const [frozen, setFrozen] = useState<Frozen | null>(null);

  const shown = useMemo(() => {
    if (!frozen) return rows;
    const present = new Map(rows.map((row) => [row.id, row]));
    // Earlier ones, asked for meanwhile, move nothing below them.
    const first = frozen.rows[0]?.id ?? 0;
    return [...rows.filter((row) => row.id < first), ...frozen.rows.map((row) => present.get(row.id) ?? row)];
  }, [frozen, rows]);

  const last = frozen?.rows.at(-1)?.id ?? 0;
  const fresh = useMemo(() => (frozen ? rows.reduce((sum, row) => (row.id > last ? sum + 1 : sum), 0) : 0), [frozen, rows, last]);

  const pause = useCallback((by: Frozen['by']) => setFrozen((now) => now ?? { by, rows }), [rows]);
  const resume = useCallback(() => setFrozen(null), []);
  /** Goes on if this is what held it. */
  const release = useCallback((by: Frozen['by']) => setFrozen((now) => (now?.by === by ? null : now)), []);
  return { shown, fresh, pausedBy: frozen?.by ?? null, pause, resume, release };
}
