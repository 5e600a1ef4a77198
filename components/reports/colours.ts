/** What each figure of a show looks like, wherever it is drawn. */
export const colours = {
  comments: 'var(--faint)',
  claims: 'var(--question)',
  held: 'color-mix(in oklch, var(--money) 45%, var(--bg))',
  paid: 'var(--money)',
  unmet: 'var(--warn)',
} as const;
