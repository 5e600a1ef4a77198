import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** What a process writes that logs these lines. */
function written(code: string): { text: string; lines: Record<string, unknown>[] } {
  const script = `
    import { createLog } from ${JSON.stringify(path.resolve('lib/server/log.ts'))};
    import { Redis, ReplyError } from 'ioredis';
    import postgres from 'postgres';
    const log = createLog('test', 'info');
    ${code}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', env: process.env, cwd: process.cwd() });
  expect(stderr).toBe('');
  return { text: stdout, lines: stdout.trim().split('\n').map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line))) };
}

test('secrets are struck out by name', () => {
  const { text, lines } = written(`log.info({ key: 'S3CRET', token: 'S3CRET', headers: { cookie: 'S3CRET', authorization: 'S3CRET' }, body: { password: 'S3CRET' }, sellerId: 'kept' }, 'some.event')`);
  expect(text).not.toContain('S3CRET');
  expect(lines).toEqual([expect.objectContaining({ event: 'some.event', sellerId: 'kept', name: 'test', time: expect.any(String) })]);
});

test('a comment does not reach the log through an error of Redis or of the database', () => {
  const { text, lines } = written(`
    const redis = new Redis(process.env.REDIS_URL);
    await redis.set('log-test', 'x');
    await redis.rpush('log-test', 'WORDS of a viewer').catch((error) => log.error({ error }, 'redis'));
    await redis.del('log-test');
    redis.disconnect();
    const sql = postgres(process.env.DATABASE_URL, { max: 1 });
    await sql\`insert into public.buyers (streamer_id, name, note) values (gen_random_uuid(), 'n', \${'WORDS of a viewer'.repeat(1000)})\`.catch((error) => log.error({ error }, 'database'));
    await sql.end();
    log.error({ error: new Error('outer', { cause: Object.assign(new Error('inner'), { command: 'WORDS', code: 'E1' }) }) }, 'nested');
    log.error({ error: 'WORDS thrown' }, 'text');
  `);
  expect(text).not.toContain('WORDS');
  expect(lines).toEqual([
    expect.objectContaining({ event: 'redis', error: expect.objectContaining({ message: expect.stringContaining('WRONGTYPE') }) }),
    expect.objectContaining({ event: 'database', error: expect.objectContaining({ code: '23514', stack: expect.any(String) }) }),
    expect.objectContaining({ event: 'nested', error: expect.objectContaining({ message: 'outer', cause: expect.objectContaining({ message: 'inner', code: 'E1' }) }) }),
    expect.objectContaining({ event: 'text', error: { type: 'string' } }),
  ]);
});
