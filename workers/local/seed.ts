import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { connectPostgres, type Sql } from '#lib/adapters/postgres/connect.ts';
import { serviceClient } from '#lib/adapters/supabase/clients.ts';
import { DemoProducts, demoHandle } from '#lib/demo/schema.ts';
import { resetDemo } from '#lib/demo/reset.ts';
import { loadEnv, required } from '#lib/server/env.ts';

export interface DemoLogin {
  email: string;
  password: string;
  streamer: string;
}

const email = 'demo@claimcast.local';

/** The demo's password: made once, kept beside the data for this machine's user only. */
async function passwordIn(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'demo-password');
  try {
    return (await fs.readFile(file, 'utf8')).trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const password = randomBytes(9).toString('base64url');
    await fs.writeFile(file, `${password}\n`, { mode: 0o600 });
    return password;
  }
}

/** Makes the workspace and its products through the same functions a seller's own clicks use. */
async function makeWorkspace(sql: Sql, userId: string): Promise<string> {
  const products = DemoProducts.parse(JSON.parse(await fs.readFile(path.resolve('supabase/demo/products.json'), 'utf8')));
  return sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: userId, email, role: 'authenticated' })}, true)`;
    const [workspace] = await tx<{ id: string }[]>`select id from public.create_workspace('Demo')`;
    if (!workspace) throw new Error('the demo workspace was not made');
    await tx`update public.streamers set name = 'June & Co', handle = ${demoHandle} where id = ${workspace.id}`;
    for (const { picture, ...product } of products) {
      await tx`select public.save_product(${workspace.id}, ${tx.json({ ...product, pictures: [picture] } as never)})`;
    }
    return workspace.id;
  });
}

/** Makes the demo seller with products and an empty live show, and answers how to sign in. Safe to run at every start. */
export async function seedDemo(options: { env: Record<string, string> }): Promise<DemoLogin> {
  const env = loadEnv('tool', options.env);
  const password = await passwordIn(env.DATA_DIR);
  const sql = connectPostgres(required(env, 'DATABASE_URL'), { max: 1, name: 'claimcast-seed' });
  try {
    const [known] = await sql`select 1 from public.streamers s join public.members m on m.streamer_id = s.id where s.handle = ${demoHandle}`;
    if (!known) {
      const { data, error } = await serviceClient(env).auth.admin.createUser({ email, password, email_confirm: true });
      if (error) throw error;
      await resetDemo(sql, await makeWorkspace(sql, data.user.id));
    }
  } finally {
    await sql.end({ timeout: 2 });
  }
  return { email, password, streamer: demoHandle };
}
