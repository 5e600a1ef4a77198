import { colourOdds } from './colour.ts';
import { buildIndex, type WordIndex } from './inverted-index.ts';
import { builtInModel, type FeatureModel } from './model.ts';
import type { CataloguePicture } from './schema.ts';

/** A seller's prepared pictures, ready to be looked up; kept in memory, about 60 KB a picture. */
export interface VisionCatalogue {
  pictures: readonly CataloguePicture[];
  index: WordIndex;
  /** One a picture, see colour.ts. */
  odds: readonly Float32Array[];
  model: FeatureModel;
}

/** Opens the pictures of any number of products, one to many a product; also none. */
export function openCatalogue(pictures: readonly CataloguePicture[], model: FeatureModel = builtInModel()): VisionCatalogue {
  return {
    pictures,
    model,
    index: buildIndex(pictures.map(({ picture }) => picture.features), model),
    odds: pictures.map(({ picture }) => colourOdds(picture.colour, model.background)),
  };
}
