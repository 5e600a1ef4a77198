import type { Metadata } from 'next';
import { supabaseServer } from '#lib/adapters/supabase/server.ts';
import { AuthHead } from '../auth-head.tsx';
import { JoinForm } from './join-form.tsx';

export const metadata: Metadata = { title: 'Join a shop', referrer: 'no-referrer' };

/** Where an invitation's link leads: `?token=` is its secret part. */
export default async function JoinPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { token } = await searchParams;
  if (typeof token !== 'string' || token === '') {
    return <AuthHead title="This link is not complete">Open it again from where you got it, or ask for a new invitation.</AuthHead>;
  }
  const { data } = await (await supabaseServer()).auth.getClaims();
  const email = data?.claims.email;
  return (
    <>
      <AuthHead title="Join a shop">You were invited to help at a shop&rsquo;s live desk.</AuthHead>
      <JoinForm token={token} signedInAs={data ? (typeof email === 'string' ? email : 'your account') : null} />
    </>
  );
}
