/** CIE Lab (D65) of an sRGB colour: L 0..100, a and b about -128..127. From tables, since every pixel of a frame asks. */
const linear = Float32Array.from({ length: 256 }, (_, i) => (i / 255 <= 0.04045 ? i / 255 / 12.92 : ((i / 255 + 0.055) / 1.055) ** 2.4));
const rootSteps = 4096;
const roots = Float32Array.from({ length: rootSteps + 2 }, (_, i) => {
  const t = i / rootSteps;
  return t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116;
});

function root(t: number): number {
  const at = Math.min(rootSteps, t * rootSteps);
  const i = at | 0;
  return (roots[i] as number) + (at - i) * ((roots[i + 1] as number) - (roots[i] as number));
}

/** Writes L, a and b of one colour (0..255 a channel) at `out[at]`. */
export function labOf(red: number, green: number, blue: number, out: Float32Array, at: number): void {
  const r = linear[red] as number;
  const g = linear[green] as number;
  const b = linear[blue] as number;
  const fx = root(0.4339 * r + 0.3762 * g + 0.1899 * b);
  const fy = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const fz = root(0.0178 * r + 0.1095 * g + 0.8728 * b);
  out[at] = 116 * fy - 16;
  out[at + 1] = 500 * (fx - fy);
  out[at + 2] = 200 * (fy - fz);
}
