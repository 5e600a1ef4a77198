import { expect, test } from 'vitest';
import { faultOf } from './source.ts';

const thrown = (name: string) => Object.assign(new Error('no'), { name });

test.each([
  ['NotAllowedError', /not allowed/],
  ['NotFoundError', /No camera is connected/],
  ['NotReadableError', /in use/],
  ['TypeError', /did not start/],
])('%s of a camera is said in words', (name, words) => {
  const fault = faultOf(thrown(name), { kind: 'camera', deviceId: null });
  expect(fault?.title).toMatch(words);
  expect(fault?.help).toMatch(/\.$/);
});

test('who closes the question about a screen is told nothing', () => {
  expect(faultOf(thrown('NotAllowedError'), { kind: 'screen' })).toBeNull();
  expect(faultOf(thrown('NotReadableError'), { kind: 'screen' })?.title).toMatch(/screen/);
});
