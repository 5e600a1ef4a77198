/** The simplest server that does the same Redis write as `POST /comments`: no checks, no limits, no metrics. A process of its own. */
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { ingestScript, commentsStream, listTtlSeconds, pipelineGroup, streamLength, unprocessedLimit } from '#lib/comments/ingest-script.ts';
import { answerParent } from './helper.ts';

interface WithScript {
  acceptComments(numberOfKeys: number, ...keysAndArgs: string[]): Promise<string[]>;
}

async function listen({ redisUrl }: { redisUrl: string }): Promise<number> {
  const redis = new Redis(redisUrl);
  redis.defineCommand('acceptComments', { lua: ingestScript });
  const scripted = redis as unknown as WithScript;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const comment = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
      const now = new Date().toISOString();
      const key = `id:${comment.platform}:${comment.message_id}`;
      // The same fields as a queued comment has, so that Redis moves the same bytes.
      const json = JSON.stringify({ ...comment, timestamp: now, dedupe_key: key, received_at: now, request_id: '00000000-0000-0000-0000-000000000000', keyless: true });
      const list = `chat:queue:${comment.streamer}:${comment.client}`;
      void scripted.acceptComments(3, commentsStream, list, `chat:seen:${comment.streamer}:${key}`, String(streamLength), String(listTtlSeconds), String(unprocessedLimit), pipelineGroup, json, '3600000').then(() => {
        const text = JSON.stringify({ ok: true, queued_to: list, stream: commentsStream, timestamp: now });
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

answerParent({ listen });
