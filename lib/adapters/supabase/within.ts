const answerWithinMs = 10_000;

/** `fetch` for supabase-js that gives up after ten seconds: the caller is told `unavailable` then, and waits no longer. */
export const fetchWithin: typeof fetch = (input, init) => {
  const late = AbortSignal.timeout(answerWithinMs);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, late]) : late });
};
