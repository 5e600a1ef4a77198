import { PgBoss, type JobResult, type JobWithMetadata } from 'pg-boss';
import type { TransactionSql } from '#lib/adapters/postgres/connect.ts';
import { AppError, errorTable } from '#lib/core/errors.ts';
import { catalog, type JobData, type JobName } from '#lib/jobs/catalog.ts';
import type { BulkJobs, Jobs, Log } from '#lib/ports.ts';

export interface Handler<N extends JobName> {
  run(data: JobData<N>): Promise<void>;
  /** After the last attempt failed: says so where a person sees it. Safe to run twice. */
  giveUp?(data: JobData<N>, problem: string): Promise<void>;
}
export type Handlers = { [N in JobName]: Handler<N> };

export interface JobRunner extends Jobs, BulkJobs {
  /** Works jobs off in this process until close(). */
  work(handlers: Handlers): Promise<void>;
  close(): Promise<void>;
}

const names = Object.keys(catalog) as JobName[];
/** A few at once: most of them wait for somebody else's server. */
const atOnce = 20;
const longestDelaySeconds = 120;
/** Where jobs end that were given up, to be looked at: https://pgboss.io */
const deadLetters = 'dead-letters';

/** postgres.js' transaction in the shape that pg-boss asks for. */
function inTransaction(tx: TransactionSql) {
  return { executeSql: async (text: string, values?: unknown[]) => ({ rows: [...(await tx.unsafe(text, (values ?? []) as never[]))] }) };
}

/** What may be kept in the job's row: no stack, no payload. */
function problemOf(error: unknown): string {
  return error instanceof AppError ? error.message : error instanceof Error ? error.message.slice(0, 300) : 'unknown';
}

/**
 * Jobs kept in Postgres by pg-boss, in a schema of its own (`schema`), made at the first start. At least once: a job whose process dies is
 * run again after its timeout. Failed attempts come again with growing pauses, and after the last one `giveUp` is called.
 * Errors that say there is no use in trying again (`retry: false`) are given up at once.
 */
export async function openJobs(deps: { url: string; name: string; log: Log; worker: boolean; schema?: string }): Promise<JobRunner> {
  const { url, name, log, worker, schema = 'pgboss' } = deps;
  // That a job was fetched or done need not be on disk at once: after a crash of the database it is run again, which each job bears. What is sent
  // in a transaction of the caller's is as safe as that. A pooler may refuse a setting that it does not know.
  const session = new URL(url).port === '6543' ? {} : { options: '-c synchronous_commit=off' };
  const boss = new PgBoss({ ...session, connectionString: url, schema, application_name: name, max: worker ? 3 : 2, supervise: worker, schedule: false, persistWarnings: false });
  boss.on('error', (error) => log.warn({ error }, 'jobs.error'));
  await boss.start();
  if ((await boss.getQueue(deadLetters)) === null) await boss.createQueue(deadLetters, { retentionSeconds: 90 * 86_400 });
  for (const queue of names) {
    const { attempts, delaySeconds, timeoutSeconds } = catalog[queue];
    const options = { retryLimit: attempts - 1, retryDelay: delaySeconds, retryBackoff: true, retryDelayMax: longestDelaySeconds, expireInSeconds: timeoutSeconds, retentionSeconds: 14 * 86_400, deleteAfterSeconds: 7 * 86_400, deadLetter: deadLetters };
    // `short`: one waiting job a key, so that what belongs together is done in one go.
    if ((await boss.getQueue(queue)) === null) await boss.createQueue(queue, { policy: 'short', ...options });
    else await boss.updateQueue(queue, options);
  }

  /** In the caller's transaction, or one of its own that is on disk when this returns. */
  async function withDb(tx: TransactionSql | undefined, work: (db: ReturnType<PgBoss['getDb']>) => Promise<unknown>): Promise<void> {
    if (tx) return void (await work(inTransaction(tx)));
    const own = await boss.getDb().beginTransaction?.();
    if (!own) throw new Error('pg-boss has no transactions of its own');
    try {
      await own.db.executeSql('set local synchronous_commit = on');
      await work(own.db);
      await own.commit();
    } catch (error) {
      await own.rollback();
      throw error;
    }
  }

  async function runOne<N extends JobName>(queue: N, handler: Handler<N>, job: JobWithMetadata<unknown>): Promise<JobResult> {
    const parsed = catalog[queue].data.safeParse(job.data);
    if (!parsed.success) return { id: job.id, status: 'deadletter', output: { problem: 'not in the shape of this job' } };
    const data = parsed.data as JobData<N>;
    try {
      await handler.run(data);
      return { id: job.id, status: 'completed' };
    } catch (error) {
      const isLast = job.retryCount >= job.retryLimit || (error instanceof AppError && !errorTable[error.code].retry);
      log.warn({ job: queue, jobId: job.id, attempt: job.retryCount + 1, isLast, error }, 'jobs.failed');
      if (isLast) await handler.giveUp?.(data, problemOf(error));
      return { id: job.id, status: isLast ? 'deadletter' : 'failed', output: { problem: problemOf(error) } };
    }
  }

  async function workOn<N extends JobName>(queue: N, handlers: Handlers): Promise<void> {
    const handler: Handler<N> = handlers[queue];
    await boss.work(queue, { batchSize: atOnce, pollingIntervalSeconds: 0.5, includeMetadata: true, perJobResults: true }, (jobs: JobWithMetadata<unknown>[]) =>
      Promise.all(jobs.map((job) => runOne(queue, handler, job))),
    );
  }

  return {
    async send(queue, data, { tx, afterSeconds, key } = {}) {
      await withDb(tx, (db) => boss.send(queue, data, {
        db,
        ...(afterSeconds ? { startAfter: afterSeconds } : {}),
        singletonKey: key ?? crypto.randomUUID(),
      }));
    },
    async sendAll(queue, jobs, { tx } = {}) {
      if (jobs.length === 0) return;
      const rows = jobs.map(({ data, afterSeconds, key }) => ({ data, singletonKey: key ?? crypto.randomUUID(), ...(afterSeconds ? { startAfter: afterSeconds } : {}) }));
      await withDb(tx, (db) => boss.insert(queue, rows, { db }));
    },
    async work(handlers) {
      for (const queue of names) await workOn(queue, handlers);
    },
    async close() {
      await boss.stop({ graceful: true, timeout: 5000, close: true });
    },
  };
}

/** Opens at the first job: for a process that only now and then sends one. */
export function lateJobs(open: () => Promise<JobRunner>): Jobs & { close(): Promise<void> } {
  let opening: Promise<JobRunner> | undefined;
  const opened = () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined; // the next job tries again
      throw error;
    });
    return opening;
  };
  return {
    send: async (name, data, options) => (await opened()).send(name, data, options),
    close: async () => (await opening)?.close(),
  };
}
