import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSeller } from '#lib/testing/seller.ts';
import { openWorld, type World } from '#lib/testing/world.ts';
import { endShow, saveShow, startShow } from './run.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

test('a show is run as the last one was; renaming the one that is live changes nothing else', async () => {
  const [seller, other] = [await makeSeller(world), await makeSeller(world)];
  const { db } = seller.owner;
  expect(await startShow(db, seller, 'First')).toMatchObject({ title: 'First', delay_ms: 0, follow_camera: false });
  await saveShow(db, seller, { delay_ms: 6000 });
  expect(await saveShow(db, seller, { follow_camera: true })).toMatchObject({ delay_ms: 6000, follow_camera: true });
  expect(await startShow(db, seller, 'Renamed')).toMatchObject({ title: 'Renamed', delay_ms: 6000, follow_camera: true });
  await endShow(db, seller);

  const next = await startShow(db, seller, 'Second');
  expect(next).toMatchObject({ title: 'Second', status: 'live', delay_ms: 6000, follow_camera: true });
  await saveShow(db, seller, { delay_ms: 0, follow_camera: false });
  expect(await startShow(db, seller, 'Second')).toMatchObject({ id: next.id, delay_ms: 0, follow_camera: false });
  expect(await startShow(other.owner.db, other, 'Theirs')).toMatchObject({ delay_ms: 0, follow_camera: false });
});
