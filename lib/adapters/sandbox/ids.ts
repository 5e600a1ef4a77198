import { randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** An id as Stripe makes them, `cs_test_a1B2...`: 24 random letters unless told, about 143 bits. */
export function newId(prefix: string, length = 24): string {
  return prefix + Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}

/** What a session's id looks like; anything else is not looked up. */
export const sessionIdShape = /^cs_test_[A-Za-z0-9]{58}$/;
