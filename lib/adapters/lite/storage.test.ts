import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTarget, type Target } from './conformance.ts';

// Files: product pictures lie in a public bucket and are written with the secret key.
const bucket = `conf-${Math.random().toString(36).slice(2, 8)}`;
let target: Target;

beforeAll(async () => {
  target = await openTarget();
  const { error } = await target.secret.storage.createBucket(bucket, { public: true });
  if (error) throw error;
});
afterAll(async () => {
  await target.secret.storage.emptyBucket(bucket);
  await target.secret.storage.deleteBucket(bucket);
  await target.close();
});

const files = () => target.secret.storage.from(bucket);

test('a picture goes up, comes down, is public with its type', async () => {
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 1]);
  const up = await files().upload('shop/a b.png', bytes, { contentType: 'image/png', cacheControl: '3600' });
  expect(up.error).toBe(null);
  const down = await files().download('shop/a b.png');
  expect(new Uint8Array(await down.data!.arrayBuffer())).toEqual(bytes);
  const open = await fetch(files().getPublicUrl('shop/a b.png').data.publicUrl);
  expect([open.status, open.headers.get('content-type'), open.headers.get('cache-control')]).toEqual([200, 'image/png', 'max-age=3600']);
  expect(new Uint8Array(await open.arrayBuffer())).toEqual(bytes);
});

test('a Blob is sent as a form', async () => {
  expect((await files().upload('shop/b.txt', new Blob(['hello'], { type: 'text/plain' }))).error).toBe(null);
  expect(await (await files().download('shop/b.txt')).data!.text()).toBe('hello');
  expect((await fetch(files().getPublicUrl('shop/b.txt').data.publicUrl)).headers.get('content-type')).toMatch(/^text\/plain/);
});

test('a second upload is refused unless it may replace', async () => {
  expect((await files().upload('shop/c.txt', 'one')).error).toBe(null);
  expect((await files().upload('shop/c.txt', 'two')).error).toMatchObject({ statusCode: '409' });
  expect((await files().upload('shop/c.txt', 'three', { upsert: true })).error).toBe(null);
  expect(await (await files().download('shop/c.txt')).data!.text()).toBe('three');
});

test('removed is gone', async () => {
  await files().upload('shop/d.txt', 'x');
  expect((await files().remove(['shop/d.txt'])).error).toBe(null);
  expect((await files().download('shop/d.txt')).error).not.toBe(null);
  expect((await fetch(files().getPublicUrl('shop/d.txt').data.publicUrl)).ok).toBe(false);
});

test('nobody without a policy writes, and no key leaves its bucket', async () => {
  expect((await target.person().storage.from(bucket).upload('shop/e.txt', 'x')).error).not.toBe(null);
  for (const key of ['../../escape.txt', 'a/../../../escape.txt', '..%2f..%2fescape.txt']) {
    await files().upload(key, 'x');
    expect((await fetch(`${target.url}/storage/v1/object/public/${bucket}/${key}`)).status === 200 && key.startsWith('..')).toBe(false);
  }
});

test('a body over the limit is refused', async () => {
  const { error } = await files().upload('shop/large.bin', new Uint8Array(13_000_000));
  expect(error).not.toBe(null);
});
