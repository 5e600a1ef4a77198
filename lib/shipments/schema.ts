import { z } from 'zod';

export const ParcelStatus = z.enum(['packed', 'shipped', 'delivered']);
export type ParcelStatus = z.infer<typeof ParcelStatus>;

/** What is paid of these carts is packed, one parcel a cart; `shipped`: what is packed of them is on its way. */
export const PackCarts = z.object({ carts: z.array(z.uuid()).min(1).max(200), status: z.enum(['packed', 'shipped']).default('packed') });
export type PackCarts = z.infer<typeof PackCarts>;

/** What became of one parcel; what is left out stays. */
export const SaveParcel = z.object({
  status: ParcelStatus,
  carrier: z.string().trim().min(1).max(80).optional(),
  trackingNumber: z.string().trim().min(1).max(120).optional(),
});
export type SaveParcel = z.infer<typeof SaveParcel>;

/** The parcels that were touched. */
export const Parcels = z.object({ shipments: z.array(z.uuid()) });
