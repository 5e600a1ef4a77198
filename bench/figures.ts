/** One line of the table: what was measured, what it is held against, and what was aimed at. */
export interface Figure {
  measure: string;
  value: number;
  unit: string;
  /** The same thing done in the simplest way, in the same run: `value` of it is the ratio. */
  beside?: { what: string; value: number };
  /** `of` says whether the figure itself or its ratio to `beside` must keep it. */
  aim?: { of: 'figure' | 'ratio'; at: 'least' | 'most'; value: number };
  note?: string;
}

export type Spread = { count: number; p50: number; p95: number; p99: number; max: number };

/** The value below which `share` (0..1) of the sorted numbers lie; nearest rank. NaN of nothing. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values.toSorted((a, b) => a - b), 0.5);
}

/** Percentiles of durations in ms, rounded to 0.1 ms. */
export function spreadOf(valuesMs: readonly number[]): Spread {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(quantile(sorted, share) * 10) / 10;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export function ratioOf({ value, beside }: Figure): number | undefined {
  return beside && value / beside.value;
}

/** Whether the aim was met; undefined where there is none. */
export function isMet(figure: Figure): boolean | undefined {
  const { aim } = figure;
  if (!aim) return undefined;
  const value = aim.of === 'ratio' ? (ratioOf(figure) ?? Number.NaN) : figure.value;
  return aim.at === 'least' ? value >= aim.value : value <= aim.value;
}

function text(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 100) / 100);
}

/** The figures as aligned columns for a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { aim, beside, unit } = figure;
    const met = isMet(figure);
    const ratio = ratioOf(figure);
    return [
      figure.measure,
      `${text(figure.value)} ${unit}`,
      beside ? `${text(beside.value)} ${beside.what}` : '',
      ratio === undefined ? '' : ratio.toFixed(2),
      aim ? `${aim.at === 'least' ? '>=' : '<='} ${text(aim.value)}${aim.of === 'ratio' ? ' of it' : ''}` : '',
      met === undefined ? '' : met ? 'met' : 'MISSED',
      figure.note ?? '',
    ];
  });
  const all = [['measure', 'figure', 'beside', 'ratio', 'aim', '', ''], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n');
}
