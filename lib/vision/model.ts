import { colourDims } from './colour.ts';
import { rawDims } from './describe.ts';
import { groupWords, type WordGroups } from './groups.ts';
import { modelBase64 } from './model-data.ts';

/** What was learnt once, on photographs of groceries: a PCA of RootSIFT descriptors, and visual words among them. */
export interface FeatureModel {
  dims: number;
  wordCount: number;
  mean: Float32Array;
  /** `dims` rows of `rawDims`, whitened by the fourth root of the variance. */
  basis: Float32Array;
  /** `wordCount` rows of `dims`, unit length times 127. */
  words: Int8Array;
  /** The words in groups of alike ones, to find the nearest without looking at all. */
  groups: WordGroups;
  /** How common each colour bin is in any frame. */
  background: Float32Array;
}

/**
 * Reads the learnt model: dims and word count (uint32), the basis' scale (float32), mean and basis (int16, of 32767), words (int8), background (float32); little endian.
 * Learnt by bench/vision-learn.ts.
 */
export function openModel(bytes: Uint8Array): FeatureModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dims = view.getUint32(0, true);
  const wordCount = view.getUint32(4, true);
  const scale = view.getFloat32(8, true);
  const part = (at: number) => view.getInt16(at, true) / 32767;
  const mean = Float32Array.from({ length: rawDims }, (_, i) => part(12 + i * 2));
  const basis = Float32Array.from({ length: dims * rawDims }, (_, i) => part(12 + (rawDims + i) * 2) * scale);
  const words = Int8Array.from({ length: wordCount * dims }, (_, i) => view.getInt8(12 + rawDims * 2 + dims * rawDims * 2 + i));
  const end = 12 + rawDims * 2 + dims * rawDims * 2 + wordCount * dims;
  const background = Float32Array.from({ length: colourDims }, (_, i) => view.getFloat32(end + i * 4, true));
  return { dims, wordCount, mean, basis, words, background, groups: groupWords(words, dims) };
}

let kept: FeatureModel | undefined;

/** The model in model-data.ts, read at the first asking. */
export function builtInModel(): FeatureModel {
  kept ??= openModel(Uint8Array.from(atob(modelBase64), (character) => character.charCodeAt(0)));
  return kept;
}
