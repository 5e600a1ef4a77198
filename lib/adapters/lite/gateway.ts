import { App, setExperimental } from '@supabase/lite';
import { adminUsers } from './admin.ts';
import { connect } from './connection.ts';
import { fileStorage } from './storage.ts';
import { asRawUpload, isMultipartUpload, refuseBody } from './uploads.ts';

// Lite also has /_system/, which tells anybody the database's address and password.
const OPEN = /^\/(rest|auth|storage)\/v1\//;

export type GatewaySettings = {
  databaseUrl: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  storageDir: string;
  /** Connections to Postgres; 10 when not given. */
  poolSize?: number;
};

export type Gateway = { fetch: (request: Request) => Promise<Response>; close: () => Promise<void> };

/**
 * The part of Supabase that supabase-js talks to (/rest/v1, /auth/v1, /storage/v1), on one Postgres. Make it after the
 * migrations: it does not see tables made later. Bodies over 1 MB (uploads: 12 MB) get 413.
 */
export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const { app, connection } = await openApp(settings);
  const admin = adminUsers(connection.driver, settings.secretKey);

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (!OPEN.test(url.pathname)) return new Response('Not Found', { status: 404 });
    const refusal = refuseBody(request, url);
    if (refusal) return refusal;
    if (url.pathname.startsWith('/auth/v1/admin/users')) return admin(request, url);
    return app.fetch(isMultipartUpload(request, url) ? await asRawUpload(request) : request);
  }

  return { fetch: answer, close: () => connection.close() };
}

/** Makes what hosted Supabase has from the start: the tables of the auth and storage schemas. Safe to run twice. */
export async function provision(settings: GatewaySettings): Promise<void> {
  const { app, connection } = await openApp(settings);
  await app.ensureSystemSchema();
  await connection.close();
}

async function openApp(settings: GatewaySettings) {
  setExperimental('storage', true);
  const connection = connect(settings.databaseUrl, settings.poolSize ?? 10);
  const app = new App({
    connection,
    studio: { enabled: false },
    storage: { enabled: true, file_size_limit: '12MB' },
    auth: {
      enabled: true,
      jwt_secret: settings.jwtSecret,
      publishable_key: settings.publishableKey,
      secret_key: settings.secretKey,
      email: { enable_signup: true, enable_confirmations: false },
    },
  });
  app._storageAdapter = fileStorage(settings.storageDir);
  await app.init();
  return { app, connection };
}
