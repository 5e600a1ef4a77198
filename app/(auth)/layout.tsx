import type { ReactNode } from 'react';
import { Logo } from '#components/shell/logo.tsx';
import { ClaimStory } from './claim-story.tsx';

/** Pages for people who are not at the desk yet: the form, and on wide screens what the desk does. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div className="flex flex-col px-6 py-6 sm:px-10 sm:py-8">
        <p className="flex items-center gap-2 text-base font-semibold tracking-tight">
          <Logo /> Claimcast
        </p>
        <main className="grid w-full max-w-90 flex-1 content-center gap-6 self-center py-10">{children}</main>
        <p className="text-xs text-faint">The operating desk of a person who sells on live video.</p>
      </div>
      <ClaimStory />
    </div>
  );
}
