'use client';
import { createContext, use, useLayoutEffect, type ReactNode } from 'react';

const NonceContext = createContext('');

/** The content policy's nonce, for the style elements that primitives add. */
export const useNonce = (): string => use(NonceContext);

declare global {
  // Read by react-style-singleton, which holds the page still behind a dialog.
  var __webpack_nonce__: string | undefined;
}

export function NonceProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  useLayoutEffect(() => {
    globalThis.__webpack_nonce__ = nonce;
  }, [nonce]);
  return <NonceContext value={nonce}>{children}</NonceContext>;
}
