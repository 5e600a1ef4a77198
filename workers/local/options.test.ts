import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const read = (...args: string[]) => readOptions(args, {}, '/home/project');

test('defaults, and the environment beneath the flags', () => {
  expect(read()).toEqual({ without: new Set(), port: 3000, host: '127.0.0.1', empty: false, dev: false, dataDir: '/home/project/.data', help: false });
  expect(readOptions(['--port=4000'], { PORT: '5000', HOST: '0.0.0.0', DATA_DIR: '/data' }, '/x')).toMatchObject({ port: 4000, host: '0.0.0.0', dataDir: '/data' });
});

test('--without as a list and repeated', () => {
  expect(read('--without=pipeline,web').without).toEqual(new Set(['pipeline', 'web']));
  expect(read('--without=pipeline', '--without', 'web').without.size).toBe(2);
});

test.each([
  [['--foo'], "Unknown option '--foo'. See npm start -- --help"],
  [['more'], "Unexpected argument 'more'. See npm start -- --help"],
  [['--port=0'], '--port=0 is not a port (1 to 65535)'],
  [['--port=http'], '--port=http is not a port (1 to 65535)'],
  [['--without=redis'], '--without=redis: it may be web or pipeline'],
])('%j is refused in one line', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
