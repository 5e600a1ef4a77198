import { z } from 'zod';
import { Address } from '#lib/carts/schema.ts';

const Count = z.number().int();
const Minor = z.number().int();

const ReportShow = z.object({ id: z.uuid(), title: z.string(), status: z.enum(['planned', 'live', 'ended']), startedAt: z.string().nullable(), endedAt: z.string().nullable() });

/** One minute in which something happened; `at` is its beginning, UTC. */
export const ReportMinute = z.object({ at: z.string(), comments: Count, claims: Count, held: Count, paid: Count });
export type ReportMinute = z.infer<typeof ReportMinute>;

/** Median and 90th percentile of `count` durations, in seconds; null when there are none. */
const Durations = z.object({ count: Count, medianSeconds: z.number().nullable(), p90Seconds: z.number().nullable() });

export const ReportProduct = z.object({
  productId: z.uuid(),
  code: z.string(),
  name: z.string(),
  picture: z.string().nullable(),
  currency: z.string(),
  claims: Count,
  orders: Count,
  /** Paid for and not given back. */
  units: Count,
  revenueMinor: Minor,
  /** Units that somebody waited for in vain. */
  unmetUnits: Count,
});
export type ReportProduct = z.infer<typeof ReportProduct>;

export const ReportBuyer = z.object({
  buyerId: z.uuid(),
  name: z.string(),
  orders: Count,
  units: Count,
  currency: z.string(),
  spentMinor: Minor,
  /** The first three of what was bought. */
  lines: z.array(z.object({ code: z.string(), name: z.string(), quantity: Count })),
});
export type ReportBuyer = z.infer<typeof ReportBuyer>;

/** What public.show_report answers: one show in figures. Times in UTC, money in minor units. */
export const ShowReport = z.object({
  show: ReportShow,
  /** The seller's, IANA. */
  timeZone: z.string(),
  currency: z.string(),
  /** Only minutes in which something happened, in order. */
  minutes: z.array(ReportMinute),
  totals: z.object({
    comments: Count,
    /** Comments and requests that asked for something; those that a person set aside are `setAside`. */
    claims: Count,
    lateClaims: Count,
    setAside: Count,
    rejected: Count,
    /** orders = paid + held + unpaid + cancelled + refunded. */
    orders: Count,
    paid: Count,
    held: Count,
    unpaid: Count,
    cancelled: Count,
    refunded: Count,
    /** Paid at some time, whatever was given back since. */
    everPaid: Count,
    buyers: Count,
    unitsSold: Count,
  }),
  /** All that came in, with shipping and tax; what of it the lines cost; and what was given back. */
  revenue: z.array(z.object({ currency: z.string(), paidMinor: Minor, goodsMinor: Minor, refundedMinor: Minor })),
  waitlist: z.object({ joined: Count, promoted: Count, waiting: Count, unmetUnits: Count }),
  commentToOrder: Durations,
  orderToPayment: Durations,
  review: z.object({ asked: Count, open: Count, medianSeconds: z.number().nullable(), p90Seconds: z.number().nullable() }),
  intents: z.object({ question: Count, complaint: Count, feedback: Count }),
  /** The first 20 by revenue. */
  products: z.array(ReportProduct),
  /** The first 10 by what they spent. */
  buyers: z.array(ReportBuyer),
  platforms: z.array(z.object({ platform: z.string(), comments: Count, claims: Count, orders: Count, paid: Count })),
  /** The show before this one. */
  before: z
    .object({ id: z.uuid(), title: z.string(), startedAt: z.string(), comments: Count, everPaid: Count, orders: Count, revenue: z.array(z.object({ currency: z.string(), paidMinor: Minor })) })
    .nullable(),
  serverNow: z.string(),
});
export type ShowReport = z.infer<typeof ShowReport>;

export const ParcelLine = z.object({
  orderId: z.uuid(),
  orderNo: z.string(),
  productId: z.uuid(),
  code: z.string(),
  name: z.string(),
  variantId: z.uuid(),
  variant: z.string(),
  /** How many variants the product has: one needs no name. */
  variants: Count,
  sku: z.string().nullable(),
  picture: z.string().nullable(),
  quantity: Count,
  weightGrams: Count,
});
export type ParcelLine = z.infer<typeof ParcelLine>;

/** What goes to one buyer together. Without `shipmentId` it is paid and not packed yet. */
export const Parcel = z.object({
  cartId: z.uuid(),
  shipmentId: z.uuid().nullable(),
  packedAt: z.string().nullable(),
  shippedAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  buyerId: z.uuid(),
  buyer: z.string(),
  /** The seller's own about this buyer; never printed for them. */
  note: z.string(),
  address: Address.nullable(),
  phone: z.string().nullable(),
  lines: z.array(ParcelLine),
});
export type Parcel = z.infer<typeof Parcel>;

/** What public.show_parcels answers, those first that were paid first. */
export const ShowParcels = z.object({ show: ReportShow, shop: z.string(), held: Count, parcels: z.array(Parcel) });
export type ShowParcels = z.infer<typeof ShowParcels>;

/** Which rows an export has: one show's, or all. */
export const ExportFilter = z.object({ show: z.uuid().optional() });

/** One row of the view order_sheet. */
export const OrderSheetRow = z.object({
  id: z.uuid(),
  created_at: z.string(),
  order_no: z.string(),
  show_title: z.string(),
  status: z.string(),
  parcel: z.string().nullable(),
  buyer_name: z.string(),
  source: z.string(),
  code: z.string(),
  product_name: z.string(),
  variant_name: z.string(),
  sku: z.string().nullable(),
  weight_grams: Count,
  quantity: Count,
  returned_units: Count,
  currency: z.string(),
  unit_price_minor: Minor,
  total_minor: Minor,
  paid_minor: Minor,
  refunded_minor: Minor,
  paid_at: z.string().nullable(),
  carrier: z.string().nullable(),
  tracking_number: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: Address.nullable(),
});
export type OrderSheetRow = z.infer<typeof OrderSheetRow>;

/** What of the view buyer_feed goes into a spreadsheet. */
export const BuyerSheetRow = z.object({
  id: z.uuid(),
  created_at: z.string(),
  name: z.string(),
  status: z.string(),
  note: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.string().nullable(),
  address: Address.nullable(),
  handles: z.array(z.object({ platform: z.string(), handle: z.string() })),
  orders: Count,
  paid: Count,
  unpaid: Count,
  cancelled: Count,
  held: Count,
  spent_minor: Minor,
  last_order_at: z.string().nullable(),
});
export type BuyerSheetRow = z.infer<typeof BuyerSheetRow>;
