import { isAuthError, isAuthRetryableFetchError, isAuthWeakPasswordError } from '@supabase/supabase-js';

const unreachable = 'Sign-in is not reachable just now. Claims are still being held. Try again in a moment.';

const byCode: Record<string, string> = {
  invalid_credentials: 'No account has this address and password. Check both, or make an account.',
  user_not_found: 'No account has this address and password. Check both, or make an account.',
  email_exists: 'This address already has an account. Sign in instead.',
  user_already_exists: 'This address already has an account. Sign in instead.',
  email_not_confirmed: 'This address is not confirmed yet. Open the link we sent to it, then sign in.',
  email_address_invalid: 'This address cannot receive mail. Check how it is written.',
  over_request_rate_limit: 'Too many tries from here. Wait a minute, then try again.',
  over_email_send_rate_limit: 'Too many mails were sent to this address. Wait a few minutes, then try again.',
  signup_disabled: 'New accounts are closed here. Ask whoever runs this Claimcast for an invitation.',
  user_banned: 'This account is closed. Ask whoever runs this Claimcast.',
};

/** What went wrong with an account, in the seller's words. */
export function accountProblem(error: unknown): string {
  if (isAuthRetryableFetchError(error)) return unreachable;
  if (isAuthWeakPasswordError(error)) return 'This password is too easy to guess. Use at least 8 characters that are not a common word.';
  if (isAuthError(error)) {
    const known = error.code ? byCode[error.code] : undefined;
    if (known) return known;
    if (error.status === 429) return byCode.over_request_rate_limit ?? unreachable;
    if ((error.status ?? 500) < 500) return byCode.invalid_credentials ?? unreachable;
  }
  return unreachable;
}

/** What went wrong with a shop or an invitation: the database's own codes, in the seller's words. */
export function workspaceProblem(error: { message: string }): string {
  if (error.message.includes('invitation_invalid')) return 'This invitation has been used or is too old. Ask for a new link.';
  if (error.message.includes('too_many_workspaces')) return 'You already belong to 20 shops. Leave one first.';
  if (error.message.includes('not_signed_in')) return 'You are not signed in any more. Sign in and open the link again.';
  return 'Your account is fine, but the shop could not be opened just now. Try again in a moment.';
}
