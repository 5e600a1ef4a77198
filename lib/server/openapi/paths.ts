import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { BuyerDetail, BuyerFilter, BuyerPatch, BuyerRow, Handle, LinkBuyer } from '#lib/buyers/schema.ts';
import { Contact } from '#lib/carts/contact.ts';
import { ChooseLanguage, KeepUnits, UseDiscount } from '#lib/carts/requests.ts';
import { CartView } from '#lib/carts/view.ts';
import { ClaimComment, LedgerRow } from '#lib/claims/schema.ts';
import { Accepted, AcceptedBatch, Comment, CommentFilter, CommentRow, maxBatch } from '#lib/comments/schema.ts';
import { ParkedRow } from '#lib/comments/parked.ts';
import { pageOf, PageRequest } from '#lib/core/page.ts';
import { CorrectComment, CorrectionPage, CorrectionQuery } from '#lib/corrections/schema.ts';
import { DemoState } from '#lib/demo/schema.ts';
import { DiscountRow, SaveDiscount } from '#lib/discounts/schema.ts';
import { Health } from '#lib/health/check.ts';
import { Intent, PredictRequest } from '#lib/intents/schema.ts';
import { CreateKey, KeyRow } from '#lib/keys/create.ts';
import { ExportQuery, LedgerCheck, Why, WhyQuery } from '#lib/ledger/schema.ts';
import { Invite, Member, Settings, SettingsPatch } from '#lib/members/schema.ts';
import { Selling, SellingPatch } from '#lib/members/selling.ts';
import { MessageRow, MessageSettings, Messaging, Preview, PreviewRequest, TestAnswer, TestRequest } from '#lib/messages/schema.ts';
import { OverlayAddress, OverlayState } from '#lib/overlay/schema.ts';
import { ChangeOrder, CreatedOrder, CreateOrder, OrderCounts, OrderFilter, OrderRow, RefundOrder, WaitRow } from '#lib/orders/schema.ts';
import { AdjustStock } from '#lib/products/adjust-stock.ts';
import { MatchForm, MatchProduct, ProductMatch } from '#lib/products/match.ts';
import { PictureProgress, ProductFilter, ProductRow, SaveProduct } from '#lib/products/schema.ts';
import { DelaySuggestion, NewShow, PinProduct, PlanShow, RunSheet, ShowCheck, ShowFilter, ShowPage, ShowPatch, ShowPlan, ShowRow, StartShow } from '#lib/shows/schema.ts';
import { ExportFilter, ShowParcels, ShowReport } from '#lib/reports/schema.ts';
import { PackCarts, Parcels, SaveParcel } from '#lib/shipments/schema.ts';
import { operation } from './operation.ts';

const Ok = z.object({ ok: z.literal(true) });
const byUuid = z.object({ id: z.uuid() });
const byNumber = z.object({ id: z.coerce.number().int().meta({ override: { type: 'integer' } }) });
const streamer = z.object({ streamer: z.string().optional().meta({ description: 'The seller, where no key or session says it' }) });
const items = <T extends z.ZodType>(row: T) => z.object({ items: z.array(row) });
const byLink = z.object({ token: z.string().meta({ description: 'The secret part of the buyer’s link' }) });
const buyers = ['forbidden', 'not_found', 'rate_limited', 'unavailable'] as const;
const asked = ['unauthenticated', 'forbidden', 'invalid', 'rate_limited', 'unavailable'] as const;
const File = z.object({ file: z.string().meta({ format: 'binary', description: 'PNG, JPEG or WebP, 8 MB at most' }), timestamp: z.iso.datetime({ local: true, offset: true }).optional() });

const Csv = z.string().meta({ description: 'text/csv' });
const csv = 'UTF-8 with a byte order mark, RFC 4180, the oldest first. Amounts are decimals, times are UTC and on the clocks of the workspace. Text that a spreadsheet would run has an apostrophe before it.';

const Prediction = z.object({
  intent: Intent,
  score: z.number().min(0).max(1).meta({ example: 0.92 }),
  quantity: z.number().int().nullable(),
  item_code: z.string().nullable(),
  variant_words: z.array(z.string()),
  language: z.string().nullable(),
});

const bySession = z.object({ id: z.string() });
/** Stripe describes these: https://docs.stripe.com/api */
const sandbox = (id: string, summary: string, path?: z.ZodObject) =>
  operation(id, { tag: 'Sandbox', summary, description: 'Test only: the built-in payment provider, in which no money moves. Stripe’s API in its own shapes, under `/v1` too, with a key that only this installation has.', ...(path ? { path } : {}), answer: [200, z.record(z.string(), z.unknown())], errors: ['bad_request', 'unauthenticated', 'not_found'] });

/** Every route of the API. A route that is missing here fails openapi.test.ts. */
export const paths: ZodOpenApiPathsObject = {
  '/api/comments': {
    post: operation('acceptComments', {
      tag: 'Comments', summary: 'Accept comments',
      description: `Short path: \`/comments\`. One comment, or an array of up to ${maxBatch}. Accepted means: it will be processed, whatever is restarted. Sending a comment again, by its \`message_id\`, changes nothing. The same objects go over \`WS /ws/comments\`, one per frame.`,
      body: z.union([Comment, z.array(Comment).max(maxBatch)]), answer: [200, z.union([Accepted, AcceptedBatch])], errors: ['bad_request', 'too_large', ...asked],
    }),
    get: operation('listComments', {
      tag: 'Comments', summary: 'List comments', description: 'Newest first, with what was understood and what became of each.',
      query: z.object({ ...CommentFilter.shape, ...PageRequest.shape, ...streamer.shape }), answer: [200, pageOf(CommentRow)], errors: ['bad_request', ...asked],
    }),
  },
  '/api/comments/{id}/claim': { post: operation('claimComment', { tag: 'Comments', summary: 'Make a comment a claim', people: true, path: byNumber, body: ClaimComment, answer: [200, Ok.extend({ outcome: z.string() })], errors: ['not_found', 'conflict', ...asked] }) },
  '/api/comments/{id}/ignore': { post: operation('ignoreComment', { tag: 'Comments', summary: 'Say of a comment in review that it is no claim', people: true, path: byNumber, answer: [200, Ok], errors: ['not_found', ...asked] }) },
  '/api/comments/{id}/correct': { post: operation('correctComment', { tag: 'Comments', summary: 'Say what a comment meant', description: 'Changes what the comment is shown as and keeps it for retraining. Claims, cancels and learns nothing. Saying what was read takes the correction back.', people: true, path: byNumber, body: CorrectComment, answer: [200, Ok], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/corrections': { get: operation('listCorrections', { tag: 'Understanding', summary: 'What the seller corrected', description: 'The last said first. `format=jsonl` answers all of them as the file that `npm run train -- --corrections` reads: `{"text","intent","was","score","at"}` a line. Nothing is learnt until that is run.', people: true, query: CorrectionQuery, answer: [200, CorrectionPage], errors: ['bad_request', ...asked] }) },
  '/api/corrections/{id}': { delete: operation('removeCorrection', { tag: 'Understanding', summary: 'Take a correction back', people: true, path: byNumber, answer: [200, Ok], errors: ['not_found', ...asked] }) },
  '/api/intents/predict': { post: operation('predictIntent', { tag: 'Understanding', summary: 'What a text means', description: 'Short path: `/predict_intent`. Nothing is stored.', body: PredictRequest, answer: [200, Prediction], errors: ['bad_request', 'too_large', 'unauthenticated', 'invalid'] }) },
  '/api/products/match': { post: operation('matchProduct', { tag: 'Understanding', summary: 'Which product is on screen', description: 'Short path: `/match_product`. Frames (ten at most) may come as addresses, in base64, or as files of a form, 12 MB together; they vote. Without any, the stored frames within 10 s of the time answer, then what was on screen. A product is named when its score is above the workspace’s `match_threshold`; no match is `{"productId": null, "score": s}`. `candidates` are ranked in either case. Near-identical products that the frames cannot tell apart are `one_of` those candidates that are `verified`.', body: MatchProduct, form: MatchForm, answer: [200, ProductMatch], errors: ['bad_request', 'too_large', 'unsupported', ...asked] }) },
  '/api/frames': { post: operation('storeFrame', { tag: 'Understanding', summary: 'Keep a frame of a show', description: 'It is looked at at once. Where the live show follows the camera, what was recognised goes on screen, unless somebody has just put something there by hand. Frames are deleted after the workspace’s `frame_days`.', query: streamer, form: File, answer: [201, z.object({ frame_id: z.uuid(), path: z.string(), taken_at: z.string(), match: ProductMatch, pinned: z.boolean() })], errors: ['bad_request', 'too_large', 'unsupported', ...asked] }) },
  '/api/products': {
    get: operation('listProducts', { tag: 'Products', summary: 'List products', query: z.object({ ...ProductFilter.shape, ...PageRequest.shape, ...streamer.shape }), answer: [200, pageOf(ProductRow)], errors: ['bad_request', ...asked] }),
    post: operation('createProduct', { tag: 'Products', summary: 'Make a product', people: true, body: SaveProduct.omit({ id: true }), answer: [201, ProductRow], errors: ['bad_request', 'conflict', ...asked] }),
  },
  '/api/products/{id}': {
    get: operation('getProduct', { tag: 'Products', summary: 'One product', path: byUuid, query: streamer, answer: [200, ProductRow], errors: ['not_found', ...asked] }),
    put: operation('saveProduct', { tag: 'Products', summary: 'Change a product, its variants and stock', people: true, path: byUuid, body: SaveProduct, answer: [200, ProductRow], errors: ['bad_request', 'not_found', 'conflict', ...asked] }),
    patch: operation('archiveProduct', { tag: 'Products', summary: 'Archive a product, or put it back', people: true, path: byUuid, body: z.object({ archived: z.boolean() }), answer: [200, Ok], errors: ['bad_request', 'not_found', ...asked] }),
  },
  '/api/products/pictures': { post: operation('storePicture', { tag: 'Products', summary: 'Keep a picture of a product', people: true, form: File.omit({ timestamp: true }), answer: [201, z.object({ path: z.string() })], errors: ['bad_request', 'too_large', 'unsupported', ...asked] }) },
  '/api/products/pictures/progress': { get: operation('pictureProgress', { tag: 'Products', summary: 'How many pictures can be recognised by now', description: 'Pictures are prepared in the background when products change; until then they are not recognised.', query: streamer, answer: [200, PictureProgress], errors: asked }) },
  '/api/orders': {
    post: operation('createOrder', {
      tag: 'Orders', summary: 'Make an order', description: 'Short path: `/order/create`. Decided like a claim by comment. Sold out is 409 with `waitlist_place`. With an Idempotency-Key, sending it again changes nothing.',
      header: z.object({ 'idempotency-key': z.string().max(255).optional() }), body: CreateOrder, answer: [201, CreatedOrder], errors: ['bad_request', 'sold_out', ...asked],
    }),
    get: operation('listOrders', { tag: 'Orders', summary: 'List orders', query: z.object({ ...OrderFilter.shape, ...PageRequest.shape, ...streamer.shape }), answer: [200, pageOf(OrderRow)], errors: ['bad_request', ...asked] }),
  },
  '/api/orders/{id}': { get: operation('getOrder', { tag: 'Orders', summary: 'One order with its ledger', path: z.object({ id: z.string().meta({ description: 'Its id or its number', example: 'ORD-20251206-00001' }) }), query: streamer, answer: [200, z.object({ order: OrderRow, ledger: z.array(LedgerRow) })], errors: ['not_found', ...asked] }) },
  '/api/orders/{id}/cancel': { post: operation('cancelOrder', { tag: 'Orders', summary: 'End an unpaid order', people: true, path: byUuid, answer: [200, Ok], errors: ['not_found', 'conflict', ...asked] }) },
  '/api/orders/{id}/extend': { post: operation('extendHold', { tag: 'Orders', summary: 'Give a hold more time', people: true, path: byUuid, body: z.object({ seconds: z.number().int().min(1).max(604_800) }), answer: [200, Ok], errors: ['not_found', 'conflict', ...asked] }) },
  '/api/orders/{id}/change': { post: operation('changeOrder', { tag: 'Orders', summary: 'Change an unpaid order', description: 'How many, or which variant. Its hold ends when it did. A checkout that is open for it is ended first; while the buyer is paying, it stays as it is.', people: true, path: byUuid, body: ChangeOrder, answer: [200, Ok], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/orders/{id}/refund': { post: operation('refundOrder', { tag: 'Orders', summary: 'Give money back', description: 'The payment provider is asked a moment later; the order changes when it agrees. Amounts are in minor units.', people: true, path: byUuid, body: RefundOrder, answer: [201, z.object({ id: z.uuid() })], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/orders/{id}/link': { get: operation('payLink', { tag: 'Orders', summary: 'Where the buyer pays', description: 'Whoever has this address sees and pays all that the buyer claimed in that show.', people: true, path: byUuid, answer: [200, z.object({ link: z.string() })], errors: ['not_found', ...asked] }) },
  '/api/orders/counts': { get: operation('countOrders', { tag: 'Orders', summary: 'How many orders are at each stage', people: true, query: z.object({ show: z.uuid().optional() }), answer: [200, OrderCounts], errors: ['bad_request', ...asked] }) },
  '/api/shipments': { post: operation('packCarts', { tag: 'Orders', summary: 'Pack carts', description: 'One parcel a cart, of what is paid. `status` shipped: what is packed of them is on its way, and the buyers are told.', people: true, body: PackCarts, answer: [200, Parcels], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/shipments/{id}': {
    patch: operation('saveParcel', { tag: 'Orders', summary: 'Say what became of a parcel', people: true, path: byUuid, body: SaveParcel, answer: [200, Ok], errors: ['bad_request', 'not_found', 'conflict', ...asked] }),
    delete: operation('unpackParcel', { tag: 'Orders', summary: 'Take a parcel apart again', people: true, path: byUuid, answer: [200, Ok], errors: ['not_found', 'conflict', ...asked] }),
  },
  '/api/buyers': { get: operation('listBuyers', { tag: 'Buyers', summary: 'List buyers', people: true, query: z.object({ ...BuyerFilter.shape, ...PageRequest.shape }), answer: [200, pageOf(BuyerRow)], errors: ['bad_request', ...asked] }) },
  '/api/buyers/{id}': {
    get: operation('getBuyer', { tag: 'Buyers', summary: 'One buyer with their latest orders', people: true, path: byUuid, answer: [200, BuyerDetail], errors: ['not_found', ...asked] }),
    patch: operation('saveBuyer', { tag: 'Buyers', summary: 'Change what is kept of a buyer', description: 'Banning or restricting ends nothing that is held.', people: true, path: byUuid, body: BuyerPatch, answer: [200, BuyerDetail], errors: ['bad_request', 'not_found', ...asked] }),
  },
  '/api/buyers/{id}/link': { post: operation('linkBuyers', { tag: 'Buyers', summary: 'Two buyers are one person', description: 'Names, orders and carts of `other` move to this one. It cannot be taken back.', people: true, path: byUuid, body: LinkBuyer, answer: [200, Ok], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/buyers/{id}/split': { post: operation('splitHandle', { tag: 'Buyers', summary: 'A name is somebody else', description: 'It becomes a buyer of its own; what was bought stays.', people: true, path: byUuid, body: Handle, answer: [201, z.object({ id: z.uuid() })], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/discounts': {
    get: operation('listDiscounts', { tag: 'Workspace', summary: 'Discount codes', people: true, answer: [200, items(DiscountRow)], errors: asked }),
    post: operation('createDiscount', { tag: 'Workspace', summary: 'Make a discount code', people: true, body: SaveDiscount, answer: [201, z.object({ id: z.uuid() })], errors: ['bad_request', 'conflict', ...asked] }),
  },
  '/api/discounts/{id}': { put: operation('saveDiscount', { tag: 'Workspace', summary: 'Change a discount code, or end it', people: true, path: byUuid, body: SaveDiscount, answer: [200, z.object({ id: z.uuid() })], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/variants/{id}/stock': { post: operation('adjustStock', { tag: 'Products', summary: 'Add units to a variant, or take some away', description: 'Relative: two people at once lose nothing.', people: true, path: byUuid, body: AdjustStock, answer: [200, ProductRow], errors: ['bad_request', 'not_found', 'conflict', ...asked] }) },
  '/api/shows/{id}/ignore-all': { post: operation('ignoreAll', { tag: 'Comments', summary: 'Set aside all claims of a show that wait for a person', people: true, path: byUuid, answer: [200, Ok.extend({ count: z.number().int() })], errors: ['not_found', ...asked] }) },
  '/api/settings/selling': {
    get: operation('getSelling', { tag: 'Workspace', summary: 'How the workspace sells', description: 'Shipping, tax, limits, times. Money is in minor units.', people: true, answer: [200, Selling], errors: asked }),
    patch: operation('saveSelling', { tag: 'Workspace', summary: 'Change how it sells', people: true, body: SellingPatch, answer: [200, Selling], errors: ['bad_request', ...asked] }),
  },
  '/api/settings/overlay': {
    get: operation('getOverlay', { tag: 'Workspace', summary: 'Where the overlay is', description: 'Whoever has the path sees what viewers see of the live show.', people: true, answer: [200, OverlayAddress], errors: asked }),
    post: operation('rotateOverlay', { tag: 'Workspace', summary: 'Give the overlay a new address', description: 'The old one shows nothing any more.', people: true, answer: [200, OverlayAddress], errors: asked }),
  },
  '/api/overlay/{token}': { get: operation('overlayState', { tag: 'Shows', summary: 'What the overlay shows', description: 'No session and no key: the secret in the path says whose it is. Buyers by first name only. Send the `ETag` back as `If-None-Match`: 304 while nothing has changed. Once a second is often enough.', open: true, path: z.object({ token: z.string() }), answer: [200, OverlayState], errors: ['not_found', 'rate_limited', 'unavailable'] }) },
  '/api/ledger': { get: operation('exportLedger', { tag: 'Orders', summary: 'The ledger as a file', description: 'Every decision in the order in which it was written, as it is read. `jsonl`: `{"seq","body","prev_hash","hash","text"}` a line, where `hash` is SHA-256 of `prev_hash` and `body` as they stand, each `prev_hash` is the `hash` of the line before (64 zeros before the first), and SHA-256 of `text` is `said_sha256` in `body`. `csv` is for spreadsheets. `show` leaves out other shows’ entries.', people: true, query: ExportQuery, answer: [200, z.string()], errors: ['bad_request', ...asked] }) },
  '/api/ledger/verify': { get: operation('verifyLedger', { tag: 'Orders', summary: 'Whether the ledger is as it was written', description: 'Recomputes every entry. `broken_seq` is the first that does not fit.', people: true, answer: [200, LedgerCheck], errors: asked }) },
  '/api/ledger/why': { get: operation('whyOf', { tag: 'Orders', summary: 'Why a claim ended as it did', description: 'Of a ledger entry, an order or a comment (name one): the claim, everybody who asked for the same in that show in order of acceptance, and what happened since.', people: true, query: WhyQuery, answer: [200, Why], errors: ['bad_request', 'not_found', ...asked] }) },
  '/api/waitlist': { get: operation('listWaiting', { tag: 'Orders', summary: 'Who waits', query: z.object({ show: z.uuid().optional(), ...streamer.shape }), answer: [200, items(WaitRow)], errors: asked }) },
  '/api/shows': {
    get: operation('listShows', { tag: 'Shows', summary: 'List shows', people: true, query: z.object({ ...PageRequest.shape, ...ShowFilter.shape }), answer: [200, ShowPage], errors: ['bad_request', ...asked] }),
    post: operation('startShow', { tag: 'Shows', summary: 'Start a show', people: true, body: StartShow, answer: [201, z.object({ show: ShowRow })], errors: ['bad_request', ...asked] }),
  },
  '/api/shows/plan': { post: operation('planShow', { tag: 'Shows', summary: 'Plan a show', description: 'It is streamed where the last one was and has its delay, where nothing else is said.', people: true, body: NewShow, answer: [201, z.object({ show: ShowRow })], errors: ['bad_request', ...asked] }) },
  '/api/shows/{id}': {
    get: operation('getShow', { tag: 'Shows', summary: 'A show with its run sheet', people: true, path: byUuid, answer: [200, ShowPlan], errors: ['not_found', ...asked] }),
    patch: operation('changeShow', { tag: 'Shows', summary: 'Change a show that is not over', people: true, path: byUuid, body: PlanShow, answer: [200, z.object({ show: ShowRow })], errors: ['bad_request', 'not_found', 'conflict', ...asked] }),
    delete: operation('dropShow', { tag: 'Shows', summary: 'Take a planned show away', people: true, path: byUuid, answer: [200, Ok], errors: ['not_found', 'conflict', ...asked] }),
  },
  '/api/shows/{id}/products': { put: operation('saveRunSheet', { tag: 'Shows', summary: 'Set the run sheet', description: 'Products in the order in which they are shown. Without any, all are shown in the catalogue’s order.', people: true, path: byUuid, body: RunSheet, answer: [200, RunSheet], errors: ['bad_request', 'not_found', ...asked] }) },
  '/api/shows/{id}/check': { get: operation('checkShow', { tag: 'Shows', summary: 'What to look at before going live', people: true, path: byUuid, answer: [200, ShowCheck], errors: ['not_found', ...asked] }) },
  '/api/shows/{id}/live': { post: operation('goLive', { tag: 'Shows', summary: 'Start a planned show', people: true, path: byUuid, answer: [200, z.object({ show: ShowRow })], errors: ['not_found', 'conflict', ...asked] }) },
  '/api/shows/current': {
    get: operation('currentShow', { tag: 'Shows', summary: 'The live show, else the last one', people: true, answer: [200, z.object({ show: ShowRow.nullable() })], errors: asked }),
    patch: operation('saveShow', { tag: 'Shows', summary: 'Change how the live show is run', people: true, body: ShowPatch, answer: [200, z.object({ show: ShowRow })], errors: ['bad_request', ...asked] }),
  },
  '/api/shows/current/delay': { get: operation('suggestDelay', { tag: 'Shows', summary: 'The viewers’ delay as the comments tell it', description: 'A suggestion: nothing is set by it.', people: true, answer: [200, DelaySuggestion], errors: asked }) },
  '/api/shows/current/pin': { post: operation('pinProduct', { tag: 'Shows', summary: 'Put a product on screen', people: true, body: PinProduct, answer: [200, Ok.extend({ show_id: z.uuid() })], errors: ['bad_request', ...asked] }) },
  '/api/shows/current/end': { post: operation('endShow', { tag: 'Shows', summary: 'End the live show', people: true, answer: [200, Ok], errors: asked }) },
  '/api/shows/{id}/report': { get: operation('showReport', { tag: 'Shows', summary: 'One show in figures', description: 'Minute by minute, in sums and in lists. Money in minor units, durations in seconds.', people: true, path: byUuid, answer: [200, ShowReport], errors: ['not_found', ...asked] }) },
  '/api/shows/{id}/parcels': { get: operation('showParcels', { tag: 'Shows', summary: 'What of a show is to be packed, and what is packed', description: 'One parcel a cart, of what is paid. Without money.', people: true, path: byUuid, answer: [200, ShowParcels], errors: ['not_found', ...asked] }) },
  '/api/exports/orders': { get: operation('exportOrders', { tag: 'Orders', summary: 'Orders as CSV', description: `${csv} Packers get it without money.`, people: true, query: ExportFilter, answer: [200, Csv], errors: ['not_found', ...asked] }) },
  '/api/exports/buyers': { get: operation('exportBuyers', { tag: 'Orders', summary: 'Buyers as CSV', description: csv, people: true, answer: [200, Csv], errors: asked }) },
  '/api/exports/ledger': { get: operation('exportLedgerTable', { tag: 'Orders', summary: 'The ledger as CSV', description: csv, people: true, query: ExportFilter, answer: [200, Csv], errors: ['not_found', ...asked] }) },
  '/api/bridges': { get: operation('listBridges', { tag: 'Shows', summary: 'When each platform was last heard', people: true, query: z.object({ show: z.uuid() }), answer: [200, items(z.object({ platform: z.string(), last_at: z.string().nullable(), comments: z.number().int() }))], errors: asked }) },
  '/api/keys': {
    get: operation('listKeys', { tag: 'Workspace', summary: 'Bridge keys', people: true, answer: [200, items(KeyRow)], errors: asked }),
    post: operation('createKey', { tag: 'Workspace', summary: 'Make a bridge key', people: true, body: CreateKey, answer: [201, z.object({ id: z.uuid(), key: z.string() })], errors: ['bad_request', ...asked] }),
  },
  '/api/keys/{id}': { delete: operation('revokeKey', { tag: 'Workspace', summary: 'Revoke a bridge key', people: true, path: byUuid, answer: [200, Ok], errors: ['not_found', ...asked] }) },
  '/api/members': { get: operation('listMembers', { tag: 'Workspace', summary: 'Members', people: true, answer: [200, items(Member)], errors: asked }) },
  '/api/members/{id}': { delete: operation('removeMember', { tag: 'Workspace', summary: 'Take a member out', people: true, path: byUuid, answer: [200, Ok], errors: ['not_found', 'conflict', ...asked] }) },
  '/api/invitations': { post: operation('inviteMember', { tag: 'Workspace', summary: 'Make a link to join', people: true, body: Invite, answer: [201, z.object({ link: z.string() })], errors: ['bad_request', ...asked] }) },
  '/api/settings': {
    get: operation('getSettings', { tag: 'Workspace', summary: 'Settings', people: true, answer: [200, Settings], errors: asked }),
    patch: operation('saveSettings', { tag: 'Workspace', summary: 'Change settings', people: true, body: SettingsPatch, answer: [200, Settings], errors: ['bad_request', ...asked] }),
  },
  '/api/parked': { get: operation('listParked', { tag: 'Workspace', summary: 'Comments that could not be processed', people: true, answer: [200, items(ParkedRow)], errors: asked }) },
  '/api/parked/{id}': { delete: operation('dropParked', { tag: 'Workspace', summary: 'Drop a parked comment', people: true, path: byNumber, answer: [200, Ok], errors: ['not_found', ...asked] }) },
  '/api/parked/{id}/retry': { post: operation('retryParked', { tag: 'Workspace', summary: 'Try a parked comment again', people: true, path: byNumber, answer: [200, Ok], errors: ['not_found', 'conflict', ...asked] }) },
  '/api/demo': {
    get: operation('demoState', { tag: 'Demo', summary: 'How far the demo show has played', people: true, answer: [200, DemoState], errors: ['not_found', ...asked] }),
    post: operation('playDemo', { tag: 'Demo', summary: 'Play the demo show', people: true, body: z.object({ speed: z.number().min(0.1).max(100).default(1) }), answer: [200, DemoState], errors: ['bad_request', 'not_found', ...asked] }),
    delete: operation('stopDemo', { tag: 'Demo', summary: 'Stop the demo show', people: true, answer: [200, DemoState], errors: ['not_found', ...asked] }),
  },
  '/api/payments/webhook': { post: operation('takePaymentEvent', { tag: 'Orders', summary: 'What the payment provider reports', description: 'An event of Stripe, signed by it (`Stripe-Signature`) over the raw body. In any order and twice: the end is the same.', open: true, body: z.looseObject({}), answer: [200, z.object({ received: z.literal(true) })], errors: ['bad_request', 'too_large', 'unavailable'] }) },
  '/api/sandbox/balance': { get: sandbox('sandboxBalance', 'Whether the sandbox answers') },
  '/api/sandbox/refunds': { post: sandbox('sandboxRefund', 'Give a test payment back') },
  '/api/sandbox/checkout/sessions': { post: sandbox('sandboxCheckout', 'Make a test checkout') },
  '/api/sandbox/checkout/sessions/{id}': { get: sandbox('sandboxSession', 'How a test checkout is', bySession) },
  '/api/sandbox/checkout/sessions/{id}/expire': { post: sandbox('sandboxExpire', 'End a test checkout', bySession) },
  '/api/messages': { get: operation('listMessages', { tag: 'Messages', summary: 'What was written to a buyer about a cart', description: 'The last first, with what became of it on each channel. Without the buyer’s link, which is theirs.', people: true, query: z.object({ cart: z.uuid() }), answer: [200, items(MessageRow)], errors: ['bad_request', ...asked] }) },
  '/api/messages/{id}/again': { post: operation('sendMessageAgain', { tag: 'Messages', summary: 'Send a message again', description: 'As a new one, from the first channel on. One that is still on its way is left to it.', people: true, path: byUuid, answer: [200, Ok.extend({ id: z.uuid() })], errors: ['not_found', ...asked] }) },
  '/api/messages/{id}/by-hand': { post: operation('markMessageSent', { tag: 'Messages', summary: 'Say that the link was sent by hand', people: true, path: byUuid, answer: [200, Ok], errors: ['not_found', ...asked] }) },
  '/api/messages/link': { get: operation('buyerLink', { tag: 'Messages', summary: 'A buyer’s link, to send it by hand', description: 'Whoever has it can see and pay the cart.', people: true, query: z.object({ cart: z.uuid() }), answer: [200, z.object({ link: z.url() })], errors: ['bad_request', ...asked] }) },
  '/api/messages/settings': {
    get: operation('getMessaging', { tag: 'Messages', summary: 'How buyers are written to, and over what', people: true, answer: [200, MessageSettings], errors: asked }),
    put: operation('saveMessaging', { tag: 'Messages', summary: 'Change how buyers are written to', description: 'All of it: what is left out is as it is by default.', people: true, body: Messaging, answer: [200, MessageSettings], errors: ['bad_request', ...asked] }),
  },
  '/api/messages/preview': { post: operation('previewMessage', { tag: 'Messages', summary: 'How a message reads', people: true, body: PreviewRequest, answer: [200, Preview], errors: ['bad_request', ...asked] }) },
  '/api/messages/test': { post: operation('testMessage', { tag: 'Messages', summary: 'Send an example to yourself', description: 'Ten in ten minutes.', people: true, body: TestRequest, answer: [200, TestAnswer], errors: ['bad_request', 'conflict', ...asked] }) },
  '/api/messages/whatsapp': {
    get: operation('verifyWhatsapp', { tag: 'Messages', summary: 'Meta’s question whether this address is ours', open: true, answer: [200, z.string()], errors: ['forbidden'] }),
    post: operation('reportWhatsapp', { tag: 'Messages', summary: 'What WhatsApp reports', description: 'Signed by Meta over the raw body (`X-Hub-Signature-256`). In any order and twice.', open: true, answer: [200, Ok], errors: ['bad_request', 'forbidden', 'too_large', 'unavailable'] }),
  },
  '/api/messages/twilio': { post: operation('reportTwilio', { tag: 'Messages', summary: 'What Twilio reports', description: 'A form, signed by Twilio (`X-Twilio-Signature`). In any order and twice.', open: true, answer: [200, z.string()], errors: ['forbidden', 'too_large', 'unavailable'] }) },
  '/api/messages/unsubscribe': {
    get: operation('askToUnsubscribe', { tag: 'Messages', summary: 'The page that a buyer’s e-mail leads to', open: true, query: z.object({ cart: z.string() }), answer: [200, z.string()], errors: [] }),
    post: operation('unsubscribe', { tag: 'Messages', summary: 'No more e-mail to a buyer', description: 'One click, by RFC 8058.', open: true, query: z.object({ cart: z.string() }), answer: [200, z.string()], errors: ['not_found', 'rate_limited', 'unavailable'] }),
  },
  '/api/pay/{token}': { get: operation('buyerCart', { tag: 'Buyers', summary: 'What a buyer’s link shows', description: 'No session and no key: whoever has the link is the buyer. Forms may be sent to the routes below too; they are answered with a page to go on to.', open: true, path: byLink, answer: [200, CartView], errors: ['not_found', 'rate_limited', 'unavailable'] }) },
  '/api/pay/{token}/checkout': { post: operation('beginCheckout', { tag: 'Buyers', summary: 'Begin to pay', description: 'Everything that is held right now, in one payment.', open: true, path: byLink, answer: [200, z.object({ url: z.string() })], errors: ['conflict', ...buyers] }) },
  '/api/pay/{token}/lines/{order}': { post: operation('keepUnits', { tag: 'Buyers', summary: 'Take fewer, or give it up', description: 'What comes free goes to the next in line.', open: true, path: byLink.extend({ order: z.uuid() }), body: KeepUnits, answer: [200, Ok], errors: ['bad_request', 'conflict', 'invalid', ...buyers] }) },
  '/api/pay/{token}/waiting/{id}': {
    post: operation('keepWaiting', { tag: 'Buyers', summary: 'Wait for fewer, or leave the line', description: 'The place in line stays. Fewer may be free at once.', open: true, path: byLink.extend(byNumber.shape), body: KeepUnits, answer: [200, Ok], errors: ['bad_request', 'conflict', 'invalid', ...buyers] }),
    delete: operation('leaveLine', { tag: 'Buyers', summary: 'Leave the line', open: true, path: byLink.extend(byNumber.shape), answer: [200, Ok], errors: buyers }),
  },
  '/api/pay/{token}/discount': { post: operation('useDiscount', { tag: 'Buyers', summary: 'Put a discount code in, or take it out', open: true, path: byLink, body: UseDiscount, answer: [200, Ok], errors: ['bad_request', 'conflict', 'invalid', ...buyers] }) },
  '/api/pay/{token}/contact': { post: operation('saveContact', { tag: 'Buyers', summary: 'Say where to write to', open: true, path: byLink, body: Contact, answer: [200, Ok], errors: ['bad_request', 'invalid', ...buyers] }) },
  '/api/pay/{token}/language': { post: operation('chooseLanguage', { tag: 'Buyers', summary: 'Choose the page’s language', open: true, path: byLink, body: ChooseLanguage, answer: [200, Ok], errors: ['bad_request', 'invalid', ...buyers] }) },
  '/api/health': { get: operation('health', { tag: 'Operation', summary: 'How this installation is', description: 'Short path: `/health`. 503 when it is down.', open: true, answer: [200, Health], errors: ['unavailable'] }) },
};
