/** Features of a photograph, and which product it shows. */
export interface Sample {
  features: Float32Array;
  label: number;
}

/** Share of the mean variance added to every direction, so that twenty products' worth of photographs do not settle a thousand directions. */
const stiffness = 0.3;
const rounds = 20;

/**
 * A linear map from features to `dims` numbers, rows of `dims` one a feature, after which directions in which photographs of one product differ count little and the rest
 * much (within-class whitening, the first half of Fisher's discriminant), kept where unit vectors of the samples lie most. Deterministic.
 */
export function learnProjection(samples: readonly Sample[], dims: number): Float32Array {
  const size = samples[0]?.features.length ?? 0;
  const scale = scalesOf(samples.map(({ features }) => features));
  const scaled = samples.map(({ features }) => Float64Array.from(features, (value, i) => value * (scale[i] as number)));
  const within = new Float64Array(size * size);
  const labels = [...new Set(samples.map(({ label }) => label))];
  for (const label of labels) {
    const own = centred(scaled.filter((_, i) => samples[i]?.label === label));
    for (const row of own) addOuter(within, row, 1 / (own.length * labels.length));
  }
  let trace = 0;
  for (let i = 0; i < size; i++) trace += within[i * size + i] as number;
  for (let i = 0; i < size; i++) within[i * size + i] = (within[i * size + i] as number) + (stiffness * trace) / size;
  mirror(within, size);
  const lower = cholesky(within, size);
  const moment = new Float64Array(size * size);
  for (const row of centred(scaled)) addOuter(moment, unit(forward(lower, row)), 1);
  mirror(moment, size);
  const axes = leading(moment, size, dims);
  const out = new Float32Array(size * dims);
  for (const [d, axis] of axes.entries()) for (const [i, value] of backward(lower, axis).entries()) out[i * dims + d] = value * (scale[i] as number);
  return out;
}

/** One over each feature's spread, which counts as at least a third of the usual one. */
function scalesOf(rows: readonly Float32Array[]): Float64Array {
  const size = rows[0]?.length ?? 0;
  const spread = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
      sum += row[i] as number;
      squares += (row[i] as number) ** 2;
    }
    spread[i] = Math.sqrt(Math.max(0, squares / rows.length - (sum / rows.length) ** 2));
  }
  const usual = spread.reduce((sum, value) => sum + value, 0) / Math.max(1, size);
  return spread.map((value) => 1 / (value + 0.3 * usual || 1));
}

function centred(rows: readonly Float64Array[]): Float64Array[] {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) + (row[i] as number) / rows.length;
  return rows.map((row) => row.map((value, i) => value - (mean[i] as number)));
}

/** Adds to the lower triangle only. */
function addOuter(to: Float64Array, row: Float64Array, weight: number): void {
  const size = row.length;
  for (let i = 0; i < size; i++) {
    const part = (row[i] as number) * weight;
    for (let k = 0, at = i * size; k <= i; k++, at++) to[at] = (to[at] as number) + part * (row[k] as number);
  }
}

function mirror(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) for (let k = 0; k < i; k++) matrix[k * size + i] = matrix[i * size + k] as number;
}

function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k <= i; k++) {
      let sum = matrix[i * size + k] as number;
      for (let j = 0, a = i * size, b = k * size; j < k; j++, a++, b++) sum -= (lower[a] as number) * (lower[b] as number);
      lower[i * size + k] = i === k ? Math.sqrt(Math.max(1e-12, sum)) : sum / (lower[k * size + k] as number);
    }
  }
  return lower;
}

/** The x of lower x = row. */
function forward(lower: Float64Array, row: Float64Array): Float64Array {
  const size = row.length;
  const out = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = row[i] as number;
    for (let k = 0, at = i * size; k < i; k++, at++) sum -= (lower[at] as number) * (out[k] as number);
    out[i] = sum / (lower[i * size + i] as number);
  }
  return out;
}

/** The x of lower' x = row. */
function backward(lower: Float64Array, row: Float64Array): Float64Array {
  const size = row.length;
  const out = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = row[i] as number;
    for (let k = i + 1; k < size; k++) sum -= (lower[k * size + i] as number) * (out[k] as number);
    out[i] = sum / (lower[i * size + i] as number);
  }
  return out;
}

/** The `count` leading directions of a symmetric matrix, by orthogonal iteration from waves. */
function leading(matrix: Float64Array, size: number, count: number): Float64Array[] {
  let axes = orthonormal(Array.from({ length: count }, (_, k) => Float64Array.from({ length: size }, (__, i) => Math.cos((Math.PI * (i + 0.5) * (k + 1)) / size))));
  for (let round = 0; round < rounds; round++) {
    axes = orthonormal(
      axes.map((axis) => {
        const out = new Float64Array(size);
        for (let i = 0; i < size; i++) {
          let sum = 0;
          for (let k = 0, at = i * size; k < size; k++, at++) sum += (matrix[at] as number) * (axis[k] as number);
          out[i] = sum;
        }
        return out;
      }),
    );
  }
  return axes;
}

function orthonormal(axes: readonly Float64Array[]): Float64Array[] {
  const out: Float64Array[] = [];
  for (const axis of axes) {
    const row = axis.slice();
    for (const before of out) {
      const along = dot(row, before);
      for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) - along * (before[i] as number);
    }
    out.push(unit(row));
  }
  return out;
}

function unit(row: Float64Array): Float64Array {
  const length = Math.sqrt(dot(row, row)) || 1;
  return row.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
