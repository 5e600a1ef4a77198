import { createServerClient } from '@supabase/ssr';
import { authCookie } from './cookie.ts';

/** Signs in as a browser would and answers the Cookie header it would send. For scripts and tests. Throws when refused. */
export async function signInForCookies(options: { url: string; publishableKey: string; email: string; password: string }): Promise<string> {
  const jar = new Map<string, string>();
  const client = createServerClient(options.url, options.publishableKey, {
    cookieOptions: authCookie,
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (list) => {
        for (const { name, value } of list) jar.set(name, value);
      },
    },
  });
  const { error } = await client.auth.signInWithPassword({ email: options.email, password: options.password });
  if (error) throw error;
  return [...jar].filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join('; ');
}
