import { z } from 'zod';

const key = 'claimcast.camera';
const Remembered = z.object({ deviceId: z.string().nullable().catch(null) });
export type Remembered = z.infer<typeof Remembered>;

/** What this browser keeps of the camera: which one was chosen. Only in a browser. */
export function recall(): Remembered {
  try {
    return Remembered.parse(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    return { deviceId: null };
  }
}

/** Keeps it where the browser lets it; a private window forgets. */
export function remember(change: Partial<Remembered>): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...recall(), ...change }));
  } catch {
    // Nothing is lost but the memory of it.
  }
}
