import type { WebCtx } from './ctx.ts';

/** Where this process keeps its wiring: Next bundles copies of our modules, but there is one global. */
export const shared = globalThis as { claimcastWeb?: WebCtx };
