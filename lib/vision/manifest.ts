import { z } from 'zod';
import { hubFields } from '#lib/core/hub.ts';

const Three = z.tuple([z.number(), z.number(), z.number()]);

/**
 * What stands beside an image encoder's .onnx file (a SigLIP-like model, say): pixels [n, 3, size, size] in, scaled by 1/255,
 * less `mean`, over `std`; vectors [n, dims] out. Paths are relative to the manifest.
 */
export const ImageManifest = z
  .object({
    kind: z.literal('image'),
    name: z.string().min(1).max(100),
    file: z.string(),
    /** Checked when given. */
    sha256: z.hex().length(64).optional(),
    size: z.number().int().min(16).max(1024),
    mean: Three.default([0.5, 0.5, 0.5]),
    std: Three.default([0.5, 0.5, 0.5]),
    dims: z.number().int().min(2).max(8192),
    /** Taken off the vectors of catalogue pictures and of frames: what all of a kind have in common, a studio's white or a room, says nothing. */
    means: z.object({ picture: z.array(z.number()), frame: z.array(z.number()) }).optional(),
    /** Frames that show all sorts of things, see `Encoder`: base64 of rows of `dims` signed bytes, 127 for one. */
    strangers: z.base64().max(10_000_000).optional(),
  })
  .refine(({ dims, means }) => !means || (means.picture.length === dims && means.frame.length === dims), { path: ['means'], message: 'must have `dims` numbers each' });
export type ImageManifest = z.infer<typeof ImageManifest>;

/** An image encoder that `@huggingface/transformers` loads; it scales pictures as the model's own page says. */
export const HubImageManifest = z.object({ kind: z.literal('image'), input: z.literal('hub'), name: z.string().min(1).max(100), ...hubFields, dims: z.number().int().min(2).max(8192) });
export type HubImageManifest = z.infer<typeof HubImageManifest>;
