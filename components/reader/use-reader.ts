'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CatalogueProduct, Understanding } from '#lib/intents/schema.ts';
import type { Ask, Problem, Told } from './messages.ts';

export interface Readout {
  understood: Understanding;
  model: string;
}

/** Read after a pause of this, ms: a screen reader says every answer. */
const pauseMs = 250;

/**
 * What a text means, read in this browser while it is typed. The model is fetched when the first text comes, and again with the next one
 * after a `problem`; `readout` stays the last one's until the next is there.
 */
export function useReader(text: string, products: readonly CatalogueProduct[]): { readout: Readout | null; problem: Problem | null } {
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);
  const [readout, setReadout] = useState<Readout | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Rows of the catalogue change while units are held; what reading needs of them seldom does.
  const catalogue = useMemo(() => JSON.stringify(products.map(leanOf)), [products]);

  useEffect(() => () => stop(worker), []);
  useEffect(() => {
    asked.current += 1;
    const n = asked.current;
    const timer = setTimeout(() => {
      if (text === '') {
        setReadout(null);
        setProblem(null);
        return;
      }
      worker.current ??= start();
      worker.current.postMessage({ n, text, catalogue } satisfies Ask);
    }, pauseMs);
    return () => clearTimeout(timer);

    function start(): Worker {
      const made = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module', name: 'reader' });
      const fail = (why: Problem) => {
        stop(worker);
        setReadout(null);
        setProblem(why);
      };
      made.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        if ('problem' in data) return fail(data.problem);
        if (data.n !== asked.current) return;
        setReadout(data);
        setProblem(null);
      });
      made.addEventListener('error', () => fail('unreachable'));
      return made;
    }
  }, [text, catalogue]);
  return { readout, problem };
}

function stop(worker: { current: Worker | null }): void {
  worker.current?.terminate();
  worker.current = null;
}

const leanOf = ({ id, code, name, aliases, variants }: CatalogueProduct): CatalogueProduct => ({
  id, code, name, aliases, variants: variants.map((variant) => ({ id: variant.id, name: variant.name, options: variant.options })),
});
