import type { OverlayState } from '#lib/overlay/schema.ts';

/** What the preview shows while nothing is on screen. */
export const sample: OverlayState = {
  live: true,
  product: {
    id: 'sample', code: '14', name: 'Linen shirt', picture: null, currency: 'USD',
    variants: [
      { id: 's', name: 'S', priceMinor: 2990, left: 4, waiting: 0 },
      { id: 'm', name: 'M', priceMinor: 2990, left: 0, waiting: 3 },
      { id: 'l', name: 'L', priceMinor: 2990, left: 7, waiting: 0 },
    ],
  },
  claims: 12,
  buyers: ['Ana', 'Kim', 'Jo'],
};
