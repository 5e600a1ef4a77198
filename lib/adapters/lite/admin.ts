import { randomUUID } from 'node:crypto';
import bcrypt from 'bcryptjs';
import type postgres from 'postgres';
import { z } from 'zod';

const BCRYPT_ROUNDS = 10; // as hosted Supabase
const UNIQUE_VIOLATION = '23505';

const Metadata = z.record(z.string(), z.json());
const NewUser = z.object({
  email: z.email().transform((text) => text.toLowerCase()),
  password: z.string().min(6).max(72).optional(),
  email_confirm: z.boolean().optional(),
  app_metadata: Metadata.default({}),
  user_metadata: Metadata.default({}),
});
type UserRow = {
  id: string; aud: string; role: string; email: string | null; phone: string | null; email_confirmed_at: string | null;
  raw_app_meta_data: unknown; raw_user_meta_data: unknown; created_at: string; updated_at: string; last_sign_in_at: string | null;
};

/** `supabase.auth.admin`: create, list, get and delete users. Only with the secret key; everybody else gets 403. */
export function adminUsers(sql: postgres.Sql, secretKey: string): (request: Request, url: URL) => Promise<Response> {
  return async (request, url) => {
    if (request.headers.get('apikey') !== secretKey) return refuse(403, 'not_admin', 'User not allowed');
    const id = url.pathname.split('/')[5];
    if (!id && request.method === 'GET') return list(sql, url);
    if (!id && request.method === 'POST') return create(sql, request);
    if (!z.uuid().safeParse(id).success) return refuse(404, 'validation_failed', 'the user id must be a uuid');
    if (request.method === 'GET') return get(sql, id!);
    if (request.method === 'DELETE') return remove(sql, id!);
    return refuse(405, 'not_supported', 'this gateway creates, lists, reads and deletes users');
  };
}

async function list(sql: postgres.Sql, url: URL): Promise<Response> {
  const size = Math.min(Math.max(Number(url.searchParams.get('per_page')) || 50, 1), 1000);
  const page = Math.max(Number(url.searchParams.get('page')) || 1, 1);
  const rows = await sql<UserRow[]>`select * from auth.users order by created_at desc, id limit ${size} offset ${(page - 1) * size}`;
  const [{ total } = { total: 0 }] = await sql<{ total: number }[]>`select count(*)::int as total from auth.users`;
  return Response.json({ users: rows.map(view), aud: 'authenticated' }, { headers: { 'x-total-count': String(total) } });
}

async function create(sql: postgres.Sql, request: Request): Promise<Response> {
  const wanted = NewUser.safeParse(await request.json().catch(() => undefined));
  if (!wanted.success) return refuse(422, 'validation_failed', z.prettifyError(wanted.error));
  const { email, password, email_confirm: confirmed, app_metadata: app, user_metadata: user } = wanted.data;
  const hash = await bcrypt.hash(password ?? randomUUID(), BCRYPT_ROUNDS);
  const appData = { provider: 'email', providers: ['email'], ...app };
  try {
    const [row] = await sql<UserRow[]>`
      insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
      values (${randomUUID()}, 'authenticated', 'authenticated', ${email}, ${hash}, ${confirmed ? sql`now()` : null},
        ${sql.json(appData)}, ${sql.json(user)}, now(), now())
      returning *`;
    return Response.json(view(row!));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== UNIQUE_VIOLATION) throw error;
    return refuse(422, 'email_exists', 'A user with this email address has already been registered');
  }
}

async function get(sql: postgres.Sql, id: string): Promise<Response> {
  const [row] = await sql<UserRow[]>`select * from auth.users where id = ${id}`;
  return row ? Response.json(view(row)) : refuse(404, 'user_not_found', 'User not found');
}

async function remove(sql: postgres.Sql, id: string): Promise<Response> {
  const [row] = await sql<UserRow[]>`delete from auth.users where id = ${id} returning *`;
  return row ? Response.json(view(row)) : refuse(404, 'user_not_found', 'User not found');
}

function view(row: UserRow) {
  return {
    id: row.id, aud: row.aud, role: row.role, email: row.email, phone: row.phone ?? '', email_confirmed_at: row.email_confirmed_at,
    app_metadata: row.raw_app_meta_data ?? {}, user_metadata: row.raw_user_meta_data ?? {}, identities: [],
    created_at: row.created_at, updated_at: row.updated_at, last_sign_in_at: row.last_sign_in_at,
  };
}

function refuse(status: number, code: string, message: string): Response {
  return Response.json({ code: status, error_code: code, msg: message }, { status });
}
