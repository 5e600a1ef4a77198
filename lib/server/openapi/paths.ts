import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { ClaimComment, LedgerRow } from '#lib/claims/schema.ts';
import { Accepted, AcceptedBatch, Comment, CommentFilter, CommentRow, maxBatch } from '#lib/comments/schema.ts';
import { ParkedRow } from '#lib/comments/parked.ts';
import { pageOf, PageRequest } from '#lib/core/page.ts';
import { CorrectComment, CorrectionPage, CorrectionQuery } from '#lib/corrections/schema.ts';
import { DemoState } from '#lib/demo/schema.ts';
import { Health } from '#lib/health/check.ts';
import { Intent, PredictRequest } from '#lib/intents/schema.ts';
import { CreateKey, KeyRow } from '#lib/keys/create.ts';
import { Invite, Member, Settings, SettingsPatch } from '#lib/members/schema.ts';
import { CreatedOrder, CreateOrder, OrderFilter, OrderRow, WaitRow } from '#lib/orders/schema.ts';
import { MatchForm, MatchProduct, ProductMatch } from '#lib/products/match.ts';
import { PictureProgress } from '#lib/products/store-picture-features.ts';
import { ProductFilter, ProductRow, SaveProduct } from '#lib/products/schema.ts';
import { DelaySuggestion, PinProduct, ShowPatch, ShowRow, StartShow } from '#lib/shows/schema.ts';
import { operation } from './operation.ts';

const Ok = z.object({ ok: z.literal(true) });
const byUuid = z.object({ id: z.uuid() });
const byNumber = z.object({ id: z.coerce.number().int().meta({ override: { type: 'integer' } }) });
const streamer = z.object({ streamer: z.string().optional().meta({ description: 'The seller, where no key or session says it' }) });
const items = <T extends z.ZodType>(row: T) => z.object({ items: z.array(row) });
const asked = ['unauthenticated', 'forbidden', 'invalid', 'rate_limited', 'unavailable'] as const;
const File = z.object({ file: z.string().meta({ format: 'binary', description: 'PNG, JPEG or WebP, 8 MB at most' }), timestamp: z.iso.datetime({ local: true, offset: true }).optional() });

const Prediction = z.object({
  intent: Intent,
  score: z.number().min(0).max(1).meta({ example: 0.92 }),
  quantity: z.number().int().nullable(),
  item_code: z.string().nullable(),
  variant_words: z.array(z.string()),
  language: z.string().nullable(),
});

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
  '/api/waitlist': { get: operation('listWaiting', { tag: 'Orders', summary: 'Who waits', query: z.object({ show: z.uuid().optional(), ...streamer.shape }), answer: [200, items(WaitRow)], errors: asked }) },
  '/api/shows': {
    get: operation('listShows', { tag: 'Shows', summary: 'List shows', people: true, query: PageRequest, answer: [200, pageOf(ShowRow)], errors: ['bad_request', ...asked] }),
    post: operation('startShow', { tag: 'Shows', summary: 'Start a show', people: true, body: StartShow, answer: [201, z.object({ show: ShowRow })], errors: ['bad_request', ...asked] }),
  },
  '/api/shows/current': {
    get: operation('currentShow', { tag: 'Shows', summary: 'The live show, else the last one', people: true, answer: [200, z.object({ show: ShowRow.nullable() })], errors: asked }),
    patch: operation('saveShow', { tag: 'Shows', summary: 'Change how the live show is run', people: true, body: ShowPatch, answer: [200, z.object({ show: ShowRow })], errors: ['bad_request', ...asked] }),
  },
  '/api/shows/current/delay': { get: operation('suggestDelay', { tag: 'Shows', summary: 'The viewers’ delay as the comments tell it', description: 'A suggestion: nothing is set by it.', people: true, answer: [200, DelaySuggestion], errors: asked }) },
  '/api/shows/current/pin': { post: operation('pinProduct', { tag: 'Shows', summary: 'Put a product on screen', people: true, body: PinProduct, answer: [200, Ok.extend({ show_id: z.uuid() })], errors: ['bad_request', ...asked] }) },
  '/api/shows/current/end': { post: operation('endShow', { tag: 'Shows', summary: 'End the live show', people: true, answer: [200, Ok], errors: asked }) },
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
  '/api/health': { get: operation('health', { tag: 'Operation', summary: 'How this installation is', description: 'Short path: `/health`. 503 when it is down.', open: true, answer: [200, Health], errors: ['unavailable'] }) },
};
