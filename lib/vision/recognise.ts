import type { VisionCatalogue } from './catalogue.ts';
import { gatherEvidence } from './evidence.ts';
import { decide } from './rules.ts';
import type { Encoder, Pixels, Recognition } from './schema.ts';

/**
 * Which product of the catalogue a camera frame shows, or none. Only a product whose own details were found in their own
 * geometry is accepted; the rest is ranked by looks. Deterministic; the same frame twice gives the same answer. About 95 ms on
 * one core with 100 pictures, decoding and encoder not counted.
 */
export async function recognise(frame: Pixels, catalogue: VisionCatalogue, { encoder }: { encoder?: Encoder } = {}): Promise<Recognition> {
  if (frame.width < 1 || frame.height < 1) return { kind: 'none', candidates: [], score: 0 };
  return decide(await gatherEvidence(frame, catalogue, encoder));
}
