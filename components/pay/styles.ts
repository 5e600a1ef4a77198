import { inputStyle } from '#components/ui/input.tsx';

// Classes instead of the desk's Button: that brings scripts, and this page is to open at once on any phone.
const button = 'inline-flex min-h-11 items-center justify-center rounded-md border px-4 text-base font-medium transition-colors duration-150 select-none';

export const payButton = 'inline-flex min-h-13 w-full items-center justify-center rounded-md bg-money px-4 py-2 text-center text-lg font-semibold text-on-money transition-colors duration-150 hover:bg-money/85';
export const secondaryButton = `${button} border-line-strong bg-raised text-ink hover:bg-hover`;
export const dangerButton = `${button} border-line-strong bg-raised text-danger hover:bg-danger-soft`;
/** A `summary` that opens what is said before something is done. */
export const quietSummary =
  'inline-flex min-h-11 cursor-pointer list-none items-center rounded-sm text-sm text-muted underline decoration-line-strong underline-offset-4 hover:text-ink [&::-webkit-details-marker]:hidden';
export const field = `${inputStyle} h-11 !text-base`;
export const card = 'rounded-md border bg-surface';
export const heading = 'text-base font-semibold';
