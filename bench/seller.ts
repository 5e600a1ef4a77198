import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { serviceClient } from '#lib/adapters/supabase/clients.ts';
import { signInForCookies } from '#lib/adapters/supabase/sign-in.ts';
import { DemoProducts } from '#lib/demo/schema.ts';
import { loadEnv } from '#lib/server/env.ts';
import type { World } from './world.ts';

export interface BenchSeller {
  id: string;
  handle: string;
  showId: string;
  /** Product ids by code. */
  products: Map<string, string>;
  /** The Cookie header of the signed-in owner. */
  cookie: string;
}

interface Wanted {
  /** How often the demo's stock there is, so that a show played several times sells as it does once. */
  stockTimes: number;
  /** What is put on screen when, ms since 1970. */
  pins: readonly { code: string; at: number }[];
}

/** A seller with the demo's catalogue, a live show and a signed-in owner, made through the functions the dashboard uses. */
export async function makeSeller({ sql, env }: World, { stockTimes, pins }: Wanted): Promise<BenchSeller> {
  const email = `bench-${randomUUID()}@claimcast.local`;
  const password = randomUUID();
  const { data, error } = await serviceClient(loadEnv('tool', env)).auth.admin.createUser({ email, password, email_confirm: true });
  if (error) throw error;
  const catalogue = DemoProducts.parse(JSON.parse(await fs.readFile('supabase/demo/products.json', 'utf8')));
  const made = await sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: data.user.id, email, role: 'authenticated' })}, true)`;
    const [workspace] = await tx<{ id: string; handle: string }[]>`select id, handle from public.create_workspace('Bench')`;
    const { id, handle } = workspace!;
    const products = new Map<string, string>();
    for (const { picture, variants, ...product } of catalogue) {
      const stocked = variants.map((variant) => ({ ...variant, stock: (variant.stock ?? 0) * stockTimes }));
      const [row] = await tx<{ id: string }[]>`select public.save_product(${id}, ${tx.json({ ...product, pictures: [picture], variants: stocked } as never)}) as id`;
      products.set(product.code, row!.id);
    }
    const [show] = await tx<{ id: string }[]>`
      insert into public.shows (streamer_id, title, status, started_at) values (${id}, 'Bench', 'live', now()) returning id`;
    for (const { code, at } of pins) {
      await tx`insert into public.pins (streamer_id, show_id, product_id, pinned_at) values (${id}, ${show!.id}, ${products.get(code) ?? null}, ${new Date(at)})`;
    }
    return { id, handle, showId: show!.id, products };
  });
  const cookie = await signInForCookies({ url: env.SUPABASE_URL!, publishableKey: env.SUPABASE_PUBLISHABLE_KEY!, email, password });
  return { ...made, cookie };
}
