/**
 * All that is fused, in one place. Fitted by logistic regression on the Grocery Store photographs (bench/vision.ts tells the figures), what the embedding and `aside` weigh by
 * trying a few round numbers. Fits that leave a brand out find about the same; log means log(1 + value).
 */

/** Ranking among all products: a weighted sum, whose softmax is how likely each is if one of them is shown. */
export const rankWeights = {
  /** Of log likeness, the close look's. */
  likeness: 3.5,
  /** Of log weight of the matches that agree on a placement, for pictures that were not looked at closely too. */
  placed: 0.5,
  /** Of the close look's colour distance, in 20 Lab units. */
  patchColour: -1.7,
  /** Of the mean log odds of the frame's colours. */
  colour: 6.5,
  /** Of the frame's mean cosine, less what the picture has with frames of other things. */
  embedding: 20,
};

/** Accepting one verified picture: log odds that the product is really there and held up. Without a close look nothing is accepted, however alike. */
export const acceptWeights = {
  base: -3.4,
  likeness: 0.9,
  spread: 0.9,
  agreeing: 3.8,
  /** In 20 Lab units. */
  agreeingColour: -2,
  tint: -1.4,
  /** See `asideOf`. */
  aside: -6,
  /** Of the embedding's cosine above what is usual, up to `mostExcess`; and what is taken for it where it is not known. */
  excess: 8,
  mostExcess: 0.3,
  noExcess: -0.11,
};

/** Log odds at which the score is 0.7: of 480 frames of packages left out of the catalogue, 0.2% are accepted as one of another brand. A sibling of the same brand is not held off so well. */
export const acceptAt = -0.45;
/** Verified rivals in the same place whose rank is nearer than this cannot be told apart. */
export const rivalMargin = 1.2;
/** An unverified candidate never scores more. */
export const unverifiedMost = 0.5;
