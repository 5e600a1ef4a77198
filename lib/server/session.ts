import { headers } from 'next/headers.js';
import { redirect } from 'next/navigation.js';
import { AppError } from '#lib/core/errors.ts';
import type { Role, Seller } from '#lib/members/schema.ts';
import { personOf } from './auth.ts';
import { webCtx } from './ctx.ts';

/** A signed-in person at a seller's desk. */
export interface Seat {
  userId: string;
  email: string;
  role: Role;
  streamer: Seller;
  /** All shops they may switch to, this one too. */
  shops: { handle: string; name: string }[];
}

/** For pages: the person's seat; sends to /sign-in when nobody is signed in, to /welcome when they have no workspace. */
export async function requireSeat(): Promise<Seat> {
  const cookie = (await headers()).get('cookie') ?? '';
  const person = await personOf(webCtx(), { cookieHeader: cookie }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'forbidden') redirect('/welcome');
    throw error;
  });
  if (!person) redirect('/sign-in');
  const { userId, email, role, seller, shops } = person;
  return { userId, email, role, streamer: seller, shops: shops.map(({ handle, name }) => ({ handle, name })) };
}
