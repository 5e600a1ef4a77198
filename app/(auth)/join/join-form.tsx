'use client';
import { useState } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import { join } from '../actions.ts';
import { AuthForm } from '../auth-form.tsx';

interface JoinFormProps {
  token: string;
  /** The address of whoever is signed in on this device. */
  signedInAs: string | null;
}

/** Takes up the invitation: at once when signed in, else after signing in or making an account, in the same step. */
export function JoinForm({ token, signedInAs }: JoinFormProps) {
  const [account, setAccount] = useState<'new' | 'known'>('new');
  if (signedInAs !== null) {
    return (
      <AuthForm action={join} fields={[]} hidden={{ token, account: 'current' }} submit="Join the shop">
        <p className="text-sm text-muted">You join as {signedInAs}.</p>
      </AuthForm>
    );
  }
  return (
    <>
      <div className="-mb-2 flex gap-1" role="group" aria-label="Your account">
        <Chip pressed={account === 'new'} onClick={() => setAccount('new')}>
          I am new here
        </Chip>
        <Chip pressed={account === 'known'} onClick={() => setAccount('known')}>
          I have an account
        </Chip>
      </div>
      <AuthForm
        key={account}
        action={join}
        fields={['email', 'password']}
        newPassword={account === 'new'}
        hidden={{ token, account }}
        submit={account === 'new' ? 'Make an account and join' : 'Sign in and join'}
      />
    </>
  );
}
