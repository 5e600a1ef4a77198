import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { supabaseServer } from '#lib/adapters/supabase/server.ts';
import { Button } from '#components/ui/button.tsx';
import { openShop, signOut } from '../actions.ts';
import { AuthForm } from '../auth-form.tsx';
import { AuthHead } from '../auth-head.tsx';

export const metadata: Metadata = { title: 'Name your shop' };

/** For a signed-in person without a shop. */
export default async function WelcomePage() {
  const { data } = await (await supabaseServer()).auth.getClaims();
  if (!data) redirect('/sign-in');
  return (
    <>
      <AuthHead title="Name your shop">You are signed in. One thing is left before your first show.</AuthHead>
      <AuthForm action={openShop} fields={['shop', 'currency']} submit="Open the shop" />
      <form action={signOut}>
        <Button type="submit" variant="link">
          Sign in as somebody else
        </Button>
      </form>
    </>
  );
}
