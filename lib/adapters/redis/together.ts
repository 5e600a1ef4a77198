interface Asked<T, R> {
  items: readonly T[];
  resolve: (results: R[]) => void;
  reject: (error: unknown) => void;
}

/**
 * Calls of one turn of the event loop, in order, as one call of `send` with at most `most` items (a call with more goes
 * alone): under load a write and an answer of their own would cost each more than the work. `send` answers one result an
 * item, in order, and may be called twice for the same items: when a shared call fails and `isOwnFault` says that one of
 * them may be to blame, each is sent alone, so that nobody fails for another.
 */
export function together<T, R>(send: (items: readonly T[]) => Promise<R[]>, options: { most: number; isOwnFault: (error: unknown) => boolean }) {
  let waiting: Asked<T, R>[] = [];

  async function settle(asked: readonly Asked<T, R>[]): Promise<void> {
    try {
      const results = await send(asked.flatMap(({ items }) => items));
      let from = 0;
      for (const { items, resolve } of asked) resolve(results.slice(from, (from += items.length)));
    } catch (error) {
      if (asked.length > 1 && options.isOwnFault(error)) for (const one of asked) await settle([one]);
      else for (const { reject } of asked) reject(error);
    }
  }

  function flush(): void {
    let group: Asked<T, R>[] = [];
    let size = 0;
    for (const one of waiting) {
      if (group.length > 0 && size + one.items.length > options.most) {
        void settle(group);
        [group, size] = [[], 0];
      }
      group.push(one);
      size += one.items.length;
    }
    waiting = [];
    void settle(group);
  }

  return function call(items: readonly T[]): Promise<R[]> {
    return new Promise((resolve, reject) => {
      if (waiting.push({ items, resolve, reject }) === 1) setImmediate(flush);
    });
  };
}
