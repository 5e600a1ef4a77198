import { preparedVersion } from '#lib/vision/prepare.ts';
import type { PreparedPicture } from '#lib/vision/schema.ts';

const store = 'pictures';

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage refused'));
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('claimcast-camera', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store);
  return asked(request);
}

/** Prepared pictures by their address, kept in this browser. Where it keeps nothing (a private window), everything is prepared again. */
export interface KeptPictures {
  /** Undefined also where it was prepared with another encoder, or none. */
  read(url: string, encoderId: string | undefined): Promise<PreparedPicture | undefined>;
  write(url: string, picture: PreparedPicture): Promise<void>;
  /** Drops what is not among these addresses. */
  keepOnly(urls: ReadonlySet<string>): Promise<void>;
}

export async function openKept(): Promise<KeptPictures> {
  const database = await open().catch(() => null);
  const pictures = (mode: IDBTransactionMode) => database?.transaction(store, mode).objectStore(store);
  const orNothing = () => undefined;
  return {
    async read(url, encoderId) {
      const reading = pictures('readonly')?.get(url);
      const found = reading && ((await asked(reading).catch(orNothing)) as PreparedPicture | undefined);
      return found?.version === preparedVersion && (encoderId === undefined || found.embedding?.encoderId === encoderId) ? found : undefined;
    },
    async write(url, picture) {
      const writing = pictures('readwrite')?.put(picture, url);
      if (writing) await asked(writing).catch(orNothing);
    },
    async keepOnly(urls) {
      const open = pictures('readwrite');
      if (!open) return;
      const all = await asked(open.getAllKeys()).catch(() => []);
      for (const url of all) if (typeof url !== 'string' || !urls.has(url)) open.delete(url);
    },
  };
}
