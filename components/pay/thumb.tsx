/** A product's picture, square; its code where there is none or it cannot be loaded. The name stands beside it. */
export function Thumb({ path, code }: { path: string | null; code: string }) {
  return (
    <span className="relative grid size-16 shrink-0 place-items-center overflow-hidden rounded-sm border bg-hover text-base font-semibold text-muted" aria-hidden>
      <span className="max-w-full truncate px-1">{code}</span>
      {/* eslint-disable-next-line nextjs/no-img-element -- next/image brings scripts */}
      {path && <img src={path} alt="" width={64} height={64} loading="lazy" decoding="async" className="absolute inset-0 size-full object-cover" />}
    </span>
  );
}
