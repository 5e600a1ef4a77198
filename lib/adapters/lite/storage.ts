import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { App } from '@supabase/lite';
import { z } from 'zod';

type StorageAdapter = NonNullable<App['_storageAdapter']>;
type Body = Parameters<StorageAdapter['uploadObject']>[3];
type Metadata = Awaited<ReturnType<StorageAdapter['headObject']>>;

const Sidecar = z.object({ mimetype: z.string(), cacheControl: z.string(), eTag: z.string() });

/** Keeps the objects of Supabase Storage as files: `<base>/<bucket>/<key>`, with type and etag in a `.meta.json` beside. */
export function fileStorage(base: string): StorageAdapter {
  const root = path.resolve(base);

  /** The file of an object. Throws when bucket or key would leave the storage folder. */
  function locate(bucket: string, key: string): string {
    const file = path.resolve(root, bucket, key);
    if (key.includes('\0') || !file.startsWith(path.join(root, bucket) + path.sep) || !/^[\w.-]+$/.test(bucket) || bucket.startsWith('.')) {
      throw new Error('not a valid object key');
    }
    return file;
  }

  async function describe(file: string): Promise<Metadata> {
    const [{ size, mtime }, sidecar] = await Promise.all([stat(file), readFile(`${file}.meta.json`, 'utf8')]);
    return { ...Sidecar.parse(JSON.parse(sidecar)), contentLength: size, size, lastModified: mtime, httpStatusCode: 200 };
  }

  async function write(file: string, body: Body, mimetype: string, cacheControl: string): Promise<Metadata> {
    const bytes = await collect(body);
    const eTag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    await mkdir(path.dirname(file), { recursive: true });
    await writeWhole(`${file}.meta.json`, JSON.stringify({ mimetype, cacheControl, eTag }));
    await writeWhole(file, bytes);
    return describe(file);
  }

  async function remove(bucket: string, key: string): Promise<void> {
    const file = locate(bucket, key);
    await rm(file, { force: true });
    await rm(`${file}.meta.json`, { force: true });
  }

  return {
    driver: {},
    uploadObject: (bucket, key, _version, body, type, cacheControl) => write(locate(bucket, key), body, type, cacheControl),
    async getObject(bucket, key) {
      const file = locate(bucket, key);
      const metadata = await describe(file);
      return { metadata, httpStatusCode: 200, body: Readable.toWeb(createReadStream(file)) };
    },
    headObject: (bucket, key) => describe(locate(bucket, key)),
    deleteObject: remove,
    async deleteObjects(bucket, keys) {
      for (const key of keys) await remove(bucket, key);
    },
    async copyObject(bucket, key, _version, toBucket, toKey) {
      const from = locate(bucket, key);
      const { mimetype, cacheControl } = await describe(from);
      const { eTag, lastModified } = await write(locate(toBucket, toKey), await readFile(from), mimetype, cacheControl);
      return { httpStatusCode: 200, eTag, ...(lastModified && { lastModified }) };
    },
    async privateAssetUrl(bucket, key) {
      return `file://${locate(bucket, key)}`;
    },
  };
}

/** Whole or not at all: a reader never sees half an object. */
async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}.${performance.now()}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

async function collect(body: Body): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
