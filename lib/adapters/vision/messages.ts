import type { ErrorCode } from '#lib/core/errors.ts';
import type { Looks, Vision } from './engine.ts';

/** The methods of `Vision` that are called across the thread. */
export type Method = Exclude<keyof Vision, 'close' | 'looks'>;

/** What the thread is told when it starts. */
export interface ThreadData {
  /** The manifest of an image encoder. */
  imageModel?: string | undefined;
  logLevel: string;
}

export interface Call {
  id: number;
  method: Method;
  args: unknown[];
}

/** What the thread says by itself, once it is ready. */
export interface Hello {
  looks: Looks | null;
}

/** `code` is null for a bug. */
export type Reply = { id: number; value: unknown } | { id: number; failed: { code: ErrorCode | null; message: string } };
