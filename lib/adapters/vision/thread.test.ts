import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { silentLog } from '#lib/testing/world.ts';
import { drawProduct, held, plain } from '#lib/vision/drawn.ts';
import type { Pixels } from '#lib/vision/schema.ts';
import { createEngine, isUsable } from './engine.ts';
import { visionThread } from './thread.ts';

const png = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 4 } }).png().toBuffer();
const program = new URL('../../../workers/vision-thread.ts', import.meta.url);
const thread = visionThread(program, silentLog);
afterAll(() => thread.close());

const id = { sellerId: 's', version: '1' };
async function openThree(vision = thread): Promise<void> {
  const pictures = [1, 2, 3].map(async (seed) => ({ productId: `p${seed}`, features: await vision.prepare(await png(drawProduct(seed))) }));
  await vision.open(id, await Promise.all(pictures));
}

describe('the thread', () => {
  test('answers as the engine itself does', async () => {
    const engine = createEngine();
    expect(await thread.model()).toBe(await engine.model());
    await openThree();
    await openThree(engine);
    const frames = [await png(held(drawProduct(2), 90)), await png(plain(300, 200))];
    const seen = await thread.recognise(id, frames);
    expect(seen).toMatchObject([{ kind: 'match', candidates: { 0: { productId: 'p2', verified: true } } }, { kind: 'none' }]);
    expect(seen).toEqual(await engine.recognise(id, frames));
  });

  test('leaves the event loop free', async () => {
    const frame = await png(held(drawProduct(2), 91));
    await openThree();
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const startedAt = performance.now();
    await thread.recognise(id, Array.from({ length: 10 }, () => frame));
    const took = performance.now() - startedAt;
    clearInterval(timer);
    // Ten frames take most of a second; on the loop itself that would be one pause.
    expect(took).toBeGreaterThan(150);
    expect(longest).toBeLessThan(took / 2);
  });

  test('says which catalogue it lacks, and which picture it cannot read', async () => {
    expect(await thread.recognise({ sellerId: 'nobody', version: '1' }, [])).toBe(null);
    await openThree();
    expect(await thread.recognise({ ...id, version: '2' }, [])).toBe(null);
    await expect(thread.prepare(Buffer.from('this is no picture at all'))).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining('not a picture') as string });
    await expect(thread.recognise(id, [await png(plain(9, 9)).then((bytes) => bytes.subarray(0, 40))])).rejects.toMatchObject({ code: 'unsupported' });
    expect(await thread.recognise(id, [])).toEqual([]);
  });

  test('goes on without its image model when that is broken', async () => {
    const without = visionThread(program, silentLog, { data: { imageModel: '/no/such.json', logLevel: 'silent' } });
    expect(without.looks).toBe(null);
    expect(await without.model()).toBe(await createEngine().model());
    expect(without.looks).toEqual({ encoder: null, problem: expect.stringContaining('/no/such.json cannot be read') as string });
    await without.close();
  });

  test('is started again when it is stuck or has crashed', async () => {
    const stuck = visionThread(new URL('data:text/javascript,for(;;);'), silentLog, { withinMs: 200 });
    await expect(stuck.model()).rejects.toMatchObject({ code: 'unavailable' });
    const crashed = visionThread(new URL('data:text/javascript,process.exit(3)'), silentLog);
    for (const _ of [1, 2]) await expect(crashed.model()).rejects.toMatchObject({ code: 'unavailable' });
    expect(crashed.looks).toMatchObject({ encoder: null, problem: expect.stringContaining('ended') as string });
    await Promise.all([stuck.close(), crashed.close()]);
  });

  test('refuses what would wait too long, and ends what waits when it is closed', async () => {
    const silent = visionThread(new URL('data:text/javascript,setInterval(()=>{},1000)'), silentLog);
    const asked = Array.from({ length: 65 }, () => silent.model().then(() => 'done', (error: { code: string }) => error.code));
    expect(await asked[64]).toBe('overloaded');
    await silent.close();
    expect(new Set(await Promise.all(asked.slice(0, 64)))).toEqual(new Set(['unavailable']));
  });
});

describe('the engine', () => {
  test('keeps the catalogues that were asked for last', async () => {
    const engine = createEngine();
    const one = await engine.prepare(await png(drawProduct(1)));
    const idOf = (n: number) => ({ sellerId: `s${n}`, version: 'a' });
    for (let n = 0; n < 16; n++) await engine.open(idOf(n), [{ productId: 'p', features: one }]);
    await engine.recognise(idOf(0), []);
    await engine.open(idOf(16), []);
    expect([await engine.recognise(idOf(0), []), await engine.recognise(idOf(1), []), await engine.recognise(idOf(2), [])]).toEqual([[], null, []]);
  });

  test('uses features of another encoder, but not those of another version', () => {
    expect([isUsable('v1/none', 'v1/mobile'), isUsable('v1/a/b', 'v1/none'), isUsable('v1/none', 'v2/none')]).toEqual([true, true, false]);
  });
});
