import type { Metadata } from 'next';
import Link from 'next/link';
import { signUp } from '../actions.ts';
import { AuthForm } from '../auth-form.tsx';
import { AuthHead } from '../auth-head.tsx';

export const metadata: Metadata = { title: 'Open a shop' };

export default function SignUpPage() {
  return (
    <>
      <AuthHead title="Open a shop">
        Already have one?{' '}
        <Link href="/sign-in" className="text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink">
          Sign in
        </Link>
      </AuthHead>
      <AuthForm action={signUp} fields={['shop', 'currency', 'email', 'password']} newPassword submit="Open the shop" />
    </>
  );
}
