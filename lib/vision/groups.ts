/** Visual words in groups: `centres` has a row of `dims` for each, unit length times 127. */
export interface WordGroups {
  centres: Int8Array;
  members: Int32Array[];
}

const groupCount = 32;
const rounds = 8;

/** Groups the words by spherical k-means from evenly chosen starts; always the same for the same words. */
export function groupWords(words: Int8Array, dims: number): WordGroups {
  const count = words.length / dims;
  const groups = Math.min(groupCount, count);
  const centres = new Int8Array(groups * dims);
  for (let i = 0; i < groups; i++) {
    const from = Math.floor((i * count) / groups) * dims;
    centres.set(words.subarray(from, from + dims), i * dims);
  }
  const group = new Int32Array(count);
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(groups * dims);
    for (let word = 0; word < count; word++) {
      group[word] = nearest(words.subarray(word * dims, (word + 1) * dims), centres, dims);
      for (let d = 0, to = (group[word] as number) * dims; d < dims; d++) sums[to + d] = (sums[to + d] as number) + (words[word * dims + d] as number);
    }
    for (let i = 0; i < groups; i++) {
      const row = sums.subarray(i * dims, (i + 1) * dims);
      const length = Math.hypot(...row);
      if (length > 0) for (let d = 0; d < dims; d++) centres[i * dims + d] = Math.round(((row[d] as number) * 127) / length);
    }
  }
  const members: number[][] = Array.from({ length: groups }, () => []);
  group.forEach((i, word) => members[i]?.push(word));
  return { centres, members: members.map((list) => Int32Array.from(list)) };
}

function nearest(row: Int8Array, centres: Int8Array, dims: number): number {
  let best = 0;
  let most = -Infinity;
  for (let i = 0; i * dims < centres.length; i++) {
    let dot = 0;
    for (let d = 0; d < dims; d++) dot += (row[d] as number) * (centres[i * dims + d] as number);
    if (dot > most) {
      most = dot;
      best = i;
    }
  }
  return best;
}
