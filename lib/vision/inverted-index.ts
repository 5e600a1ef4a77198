import type { FeatureModel } from './model.ts';
import type { LocalFeatures } from './schema.ts';

/** An inverted index: the descriptors of all catalogue pictures, sorted by visual word. */
export interface WordIndex {
  /** `wordCount + 1` places in the columns below. */
  starts: Int32Array;
  picture: Int32Array;
  /** Which keypoint of that picture. */
  keypoint: Int32Array;
  descriptors: Int8Array;
}

/** Words a frame's descriptor is looked up under, nearest first. */
const probes = 8;
/** Groups of words that are looked into for them, of 32. */
const groupProbes = 9;
/** Neighbours kept of a frame's descriptor; the next one tells how near strangers are. */
const neighbours = 14;

export interface Match {
  /** Keypoints of the frame and of the catalogue picture. */
  query: number;
  keypoint: number;
  /** How much nearer than a stranger, in squared distance of unit vectors. */
  weight: number;
}

export function buildIndex(pictures: readonly LocalFeatures[], model: FeatureModel): WordIndex {
  const { dims, wordCount } = model;
  const total = pictures.reduce((sum, { count }) => sum + count, 0);
  const words = new Int32Array(total);
  const starts = new Int32Array(wordCount + 1);
  const nearest = nearestWords(model, 1);
  let at = 0;
  for (const { descriptors, count } of pictures) {
    for (let i = 0; i < count; i++, at++) {
      const word = nearest(descriptors, i * dims)[0] as number;
      words[at] = word;
      starts[word + 1] = (starts[word + 1] as number) + 1;
    }
  }
  for (let word = 0; word < wordCount; word++) starts[word + 1] = (starts[word + 1] as number) + (starts[word] as number);
  const next = starts.slice();
  const index: WordIndex = { starts, picture: new Int32Array(total), keypoint: new Int32Array(total), descriptors: new Int8Array(total * dims) };
  at = 0;
  pictures.forEach(({ descriptors, count }, picture) => {
    for (let i = 0; i < count; i++, at++) {
      const word = words[at] as number;
      const place = next[word] as number;
      next[word] = place + 1;
      index.picture[place] = picture;
      index.keypoint[place] = i;
      index.descriptors.set(descriptors.subarray(i * dims, (i + 1) * dims), place * dims);
    }
  });
  return index;
}

/**
 * The frame's matches by picture: each descriptor with its nearest neighbours in the whole catalogue, one a picture, weighed by
 * how much nearer they are than the first neighbour that is left out (local naive Bayes nearest neighbour, McCann and Lowe, CVPR 2012).
 */
export function findMatches(frame: LocalFeatures, index: WordIndex, model: FeatureModel): Map<number, Match[]> {
  const { dims } = model;
  const nearest = nearestWords(model, probes);
  const dots = new Int32Array(neighbours + 1);
  const places = new Int32Array(neighbours + 1);
  const byPicture = new Map<number, Match[]>();
  for (let query = 0; query < frame.count; query++) {
    dots.fill(0);
    places.fill(-1);
    for (const word of nearest(frame.descriptors, query * dims)) scanList(frame.descriptors, query * dims, index, word, dims, dots, places);
    const stranger = dots[neighbours] as number;
    const seen = new Set<number>();
    for (let k = 0; k < neighbours; k++) {
      const place = places[k] as number;
      if (place < 0 || (dots[k] as number) <= stranger) break;
      const picture = index.picture[place] as number;
      if (seen.has(picture)) continue;
      seen.add(picture);
      const match = { query, keypoint: index.keypoint[place] as number, weight: (2 * ((dots[k] as number) - stranger)) / (127 * 127) };
      const list = byPicture.get(picture);
      if (list) list.push(match);
      else byPicture.set(picture, [match]);
    }
  }
  return byPicture;
}

function scanList(query: Int8Array, from: number, index: WordIndex, word: number, dims: number, dots: Int32Array, places: Int32Array): void {
  const { descriptors } = index;
  const end = index.starts[word + 1] as number;
  for (let place = index.starts[word] as number; place < end; place++) {
    const dot = dotOf(query, from, descriptors, place * dims, dims);
    if (dot <= (dots[neighbours] as number)) continue;
    let k = neighbours;
    for (; k > 0 && (dots[k - 1] as number) < dot; k--) {
      dots[k] = dots[k - 1] as number;
      places[k] = places[k - 1] as number;
    }
    dots[k] = dot;
    places[k] = place;
  }
}

/** The dot product of two rows; `dims` is a multiple of four. */
export function dotOf(a: Int8Array, atA: number, b: Int8Array, atB: number, dims: number): number {
  let first = 0;
  let second = 0;
  for (let d = 0; d < dims; d += 4) {
    first = (first + (a[atA + d] as number) * (b[atB + d] as number) + (a[atA + d + 1] as number) * (b[atB + d + 1] as number)) | 0;
    second = (second + (a[atA + d + 2] as number) * (b[atB + d + 2] as number) + (a[atA + d + 3] as number) * (b[atB + d + 3] as number)) | 0;
  }
  return first + second;
}

/** Finds the `most` words nearest to a descriptor, looking only into the nearest groups of words; the answer is written over at the next call. */
function nearestWords({ dims, words, groups }: FeatureModel, most: number): (descriptors: Int8Array, at: number) => Int32Array {
  const group = ranking(groupProbes);
  const best = ranking(most);
  return (descriptors, at) => {
    group.clear();
    for (let i = 0; i < groups.members.length; i++) group.offer(dotOf(descriptors, at, groups.centres, i * dims, dims), i);
    best.clear();
    for (const i of group.items) for (const word of groups.members[i] ?? []) best.offer(dotOf(descriptors, at, words, word * dims, dims), word);
    return best.items;
  };
}

/** Keeps the items with the highest values, highest first. */
function ranking(most: number): { items: Int32Array; clear: () => void; offer: (value: number, item: number) => void } {
  const values = new Int32Array(most);
  const items = new Int32Array(most);
  return {
    items,
    clear: () => {
      values.fill(-0x7fffffff);
    },
    offer: (value, item) => {
      if (value <= (values[most - 1] as number)) return;
      let k = most - 1;
      for (; k > 0 && (values[k - 1] as number) < value; k--) {
        values[k] = values[k - 1] as number;
        items[k] = items[k - 1] as number;
      }
      values[k] = value;
      items[k] = item;
    },
  };
}
