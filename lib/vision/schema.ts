/** An RGBA picture as a canvas and `sharp(...).ensureAlpha().raw()` give it: 4 bytes a pixel, rows from the top. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * Turns crops into embeddings of `dims` numbers, one a crop, in order; they need not be of unit length. Injected: the
 * matcher works without one. `id` is kept with what was prepared, so that embeddings of two models are never compared.
 */
export interface Encoder {
  readonly id: string;
  readonly dims: number;
  /** Embeddings, of unit length at most, of frames that show all sorts of things. Some pictures are like anything: how like these they are counts against them. */
  readonly strangers?: readonly Float32Array[];
  encode(crops: readonly Pixels[], kind: 'picture' | 'frame'): Promise<Float32Array[]>;
}

/** Local features: keypoints with RootSIFT descriptors after PCA, of unit length, times 127. Lengths are in pixels of the working picture. */
export interface LocalFeatures {
  count: number;
  x: Float32Array;
  y: Float32Array;
  /** The keypoint's Gaussian scale (sigma). */
  scale: Float32Array;
  /** Radians, from the x axis towards the y axis (down). */
  angle: Float32Array;
  /** `count` rows of `descriptorDims`. */
  descriptors: Int8Array;
}

/** A small picture of the product itself for the last comparison: Lab a pixel, and 1 where the product is rather than its background. */
export interface Thumbnail {
  width: number;
  height: number;
  /** Three bytes a pixel: L times 2.55, a + 128, b + 128. */
  lab: Uint8ClampedArray;
  mask: Uint8Array;
}

/**
 * What is kept of a catalogue picture: typed arrays only, 50 to 80 KB, so it can be posted to a worker and stored.
 * Prepared again when `version` is not `preparedVersion`.
 */
export interface PreparedPicture {
  version: number;
  /** Size of the working picture that `features` are measured in: the product cut out of its plain background and scaled. */
  width: number;
  height: number;
  features: LocalFeatures;
  colour: Float32Array;
  thumbnail: Thumbnail;
  /** Of unit length, and how like it frames of other things are, as a cosine (null when the encoder does not know); null when it was prepared without an encoder. */
  embedding: { encoderId: string; vector: Float32Array; usual: number | null } | null;
}

export interface CataloguePicture {
  productId: string;
  picture: PreparedPicture;
}

export interface Point {
  x: number;
  y: number;
}

export interface Candidate {
  productId: string;
  /** 0..1, calibrated: from 0.7 the product is accepted, wrongly in about one frame of a hundred; more often where only a sibling of what is shown is in the catalogue. A guess by looks alone never scores above 0.5. */
  score: number;
  /** The picture's own details were found in the frame, in its own geometry. */
  verified: boolean;
}

/**
 * What a frame shows. `match`: one product, verified. `one_of`: verified, but near-identical variants cannot be told
 * apart: the first candidates, those with `verified`. `none`: nothing was verified; the candidates are guesses by looks.
 */
export interface Recognition {
  kind: 'match' | 'one_of' | 'none';
  /** Best first, five at most, each product once; ranked even when nothing is accepted. */
  candidates: Candidate[];
  score: number;
  /** The best verified picture's outline in pixels of the frame: top left, top right, bottom right, bottom left. */
  corners?: [Point, Point, Point, Point];
}
