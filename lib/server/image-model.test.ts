import { expect, test } from 'vitest';
import { imageModelOf } from './image-model.ts';

test('the image model is the one that is named, else ours, else none', () => {
  expect(imageModelOf({ IMAGE_MODEL: 'looks.json' })).toBe('looks.json');
  expect(imageModelOf({ IMAGE_MODEL: 'none' })).toBe(undefined);
  expect(imageModelOf({ IMAGE_MODEL: undefined })).toBe('public/models/images.json');
  expect(imageModelOf({ IMAGE_MODEL: undefined }, '/no/such/images.json')).toBe(undefined);
});
