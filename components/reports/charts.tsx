'use client';
import { Area, AreaChart, Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Span } from '#lib/reports/rules.ts';
import type { ReportProduct } from '#lib/reports/schema.ts';
import { colours } from './colours.ts';

const tick = { fontSize: 12, fill: 'var(--faint)' };
const grid = { stroke: 'var(--line)', vertical: false };
const still = { isAnimationActive: false } as const;

interface Shown {
  active?: boolean;
  label?: string | number;
  payload?: readonly { name?: string | number; value?: unknown; color?: string }[];
}

/** What is under the pointer, in the product's own words and material. */
function Reading({ active, label, payload, title }: Shown & { title: (label: string | number) => string }) {
  if (!active || !payload || payload.length === 0 || label === undefined) return null;
  return (
    <div className="rounded-md border border-line-strong bg-raised px-3 py-2 text-sm">
      <p className="mb-1 font-medium">{title(label)}</p>
      {payload.map((row) => (
        <p key={row.name} className="flex items-center gap-2 text-muted">
          <span className="size-2 rounded-full" style={{ background: row.color }} />
          <span className="flex-1">{row.name}</span>
          <span className="ps-3 text-ink">{String(row.value)}</span>
        </p>
      ))}
    </div>
  );
}

interface TimelineProps {
  spans: readonly Span[];
  clock: (ms: number) => string;
}

/** Claims, orders and payments over the show; above them the comments, which are many more. For the eye: the figures stand in a table too. */
export function TimelineChart({ spans, clock }: TimelineProps) {
  const data = [...spans];
  const x = <XAxis dataKey="atMs" tickFormatter={clock} tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} minTickGap={36} />;
  return (
    <div aria-hidden>
      <ResponsiveContainer width="100%" height={72} initialDimension={{ width: 720, height: 72 }}>
        <AreaChart data={data} syncId="show" accessibilityLayer={false} margin={{ top: 4, right: 4, bottom: 0, left: 0 }}>
          <XAxis dataKey="atMs" hide />
          <YAxis width={36} tick={tick} tickLine={false} axisLine={false} tickCount={2} allowDecimals={false} />
          <Tooltip cursor={{ stroke: 'var(--line-strong)' }} content={(shown) => <Reading {...(shown as Shown)} title={(at) => clock(Number(at))} />} />
          <Area {...still} type="linear" dataKey="comments" name="Comments" stroke={colours.comments} fill={colours.comments} fillOpacity={0.18} strokeWidth={1.5} />
        </AreaChart>
      </ResponsiveContainer>
      <ResponsiveContainer width="100%" height={220} initialDimension={{ width: 720, height: 220 }}>
        <BarChart data={data} syncId="show" accessibilityLayer={false} barGap={0} barCategoryGap="18%" margin={{ top: 12, right: 4, bottom: 0, left: 0 }}>
          <CartesianGrid {...grid} />
          {x}
          <YAxis width={36} tick={tick} tickLine={false} axisLine={false} allowDecimals={false} />
          <Tooltip cursor={{ fill: 'var(--hover)' }} content={(shown) => <Reading {...(shown as Shown)} title={(at) => clock(Number(at))} />} />
          <Bar {...still} dataKey="claims" name="Claims" fill={colours.claims} />
          <Bar {...still} dataKey="held" name="Orders" fill={colours.held} />
          <Bar {...still} dataKey="paid" name="Paid" fill={colours.paid} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** What was sold of each product, and what somebody waited for in vain. For the eye: the table beneath has it all. */
export function ProductChart({ products }: { products: readonly ReportProduct[] }) {
  const data = products.map((product) => ({ name: `#${product.code}`, units: product.units, unmet: product.unmetUnits }));
  const height = data.length * 30 + 28;
  return (
    <div aria-hidden>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 720, height }}>
        <BarChart data={data} layout="vertical" accessibilityLayer={false} barCategoryGap="28%" margin={{ top: 0, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--line)" horizontal={false} />
          <XAxis type="number" tick={tick} tickLine={false} axisLine={false} allowDecimals={false} />
          <YAxis type="category" dataKey="name" width={64} interval={0} tick={{ ...tick, fill: 'var(--ink)' }} tickLine={false} axisLine={{ stroke: 'var(--line-strong)' }} />
          <Tooltip cursor={{ fill: 'var(--hover)' }} content={(shown) => <Reading {...(shown as Shown)} title={String} />} />
          <Bar {...still} dataKey="units" name="Sold" stackId="wanted" fill={colours.paid} />
          <Bar {...still} dataKey="unmet" name="Wanted in vain" stackId="wanted" fill={colours.unmet} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
