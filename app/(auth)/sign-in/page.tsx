import type { Metadata } from 'next';
import Link from 'next/link';
import { signIn } from '../actions.ts';
import { AuthForm } from '../auth-form.tsx';
import { AuthHead } from '../auth-head.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { next } = await searchParams;
  return (
    <>
      <AuthHead title="Sign in">
        New here?{' '}
        <Link href="/sign-up" className="text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink">
          Open a shop
        </Link>
      </AuthHead>
      <AuthForm action={signIn} fields={['email', 'password']} submit="Sign in" hidden={typeof next === 'string' ? { next } : {}} />
    </>
  );
}
