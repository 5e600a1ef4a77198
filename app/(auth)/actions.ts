'use server';
import type { SupabaseClient } from '@supabase/supabase-js';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { supabaseServer } from '#lib/adapters/supabase/server.ts';
import { AppError } from '#lib/core/errors.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { callerAddress } from '#lib/server/internal-headers.ts';
import { shopCookie } from '#lib/server/shop-cookie.ts';
import { fieldErrors, type FormState, Join, NewShop, nextPage, SignIn, SignUp, valuesOf } from './forms.ts';
import { accountProblem, workspaceProblem } from './problems.ts';

const confirmFirst = 'Your account is made. Open the link we sent to this address, then sign in.';

/**
 * Counts a try from this network address (together with the pipe to Supabase), then for this email; what to say when
 * there were too many. Here and not by path: an action runs from whatever page's path it is sent to.
 */
async function tooMany(email?: string): Promise<string | null> {
  const ctx = webCtx();
  try {
    const address = callerAddress(await headers(), ctx);
    if (address) await ctx.limitSignIn(address);
    if (email) await ctx.limitSignIn(`email:${email.toLowerCase()}`);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'rate_limited') return error.message;
    throw error;
  }
}

/** Signs in with address and password, then goes to where the person was going, or to the live desk. */
export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  const values = valuesOf(form);
  const input = SignIn.safeParse(Object.fromEntries(form));
  if (!input.success) return { values, errors: fieldErrors(input.error) };
  const refused = await tooMany(input.data.email);
  if (refused !== null) return { values, errors: {}, problem: refused };
  const { error } = await (await supabaseServer()).auth.signInWithPassword(input.data);
  if (error) return { values, errors: {}, problem: accountProblem(error) };
  redirect(nextPage(form));
}

/** Makes an account and its shop. Where addresses must be confirmed, the shop is named after the first sign-in. */
export async function signUp(_before: FormState, form: FormData): Promise<FormState> {
  const values = valuesOf(form);
  const input = SignUp.safeParse(Object.fromEntries(form));
  if (!input.success) return { values, errors: fieldErrors(input.error) };
  const { email, password, shop, currency } = input.data;
  const refused = await tooMany(email);
  if (refused !== null) return { values, errors: {}, problem: refused };
  const supabase = await supabaseServer();
  const { data, error } = await supabase.auth.signUp({ email, password });
  if (error) return { values, errors: {}, problem: accountProblem(error) };
  if (!data.session) return { values, errors: {}, notice: confirmFirst };
  // A shop that could not be made is asked for again on its own page: the account exists by now.
  const made = await createWorkspace(supabase, shop, currency);
  redirect(made === null ? '/live' : '/welcome');
}

/** Opens a shop for a signed-in person who has none. */
export async function openShop(_before: FormState, form: FormData): Promise<FormState> {
  const values = valuesOf(form);
  const input = NewShop.safeParse(Object.fromEntries(form));
  if (!input.success) return { values, errors: fieldErrors(input.error) };
  const problem = (await tooMany()) ?? (await createWorkspace(await supabaseServer(), input.data.shop, input.data.currency));
  if (problem !== null) return { values, errors: {}, problem };
  redirect('/live');
}

/** Takes up an invitation, as the person signed in, or after signing in or up with what the form carries. */
export async function join(_before: FormState, form: FormData): Promise<FormState> {
  const values = valuesOf(form);
  const input = Join.safeParse(Object.fromEntries(form));
  if (!input.success) return { values, errors: {}, problem: 'This link is not complete. Open it again from where you got it.' };
  const supabase = await supabaseServer();
  const { token, account, email, password } = input.data;
  if (account !== 'current') {
    const checked = (account === 'new' ? SignUp.pick({ email: true, password: true }) : SignIn).safeParse({ email, password });
    if (!checked.success) return { values, errors: fieldErrors(checked.error) };
    const refused = await tooMany(checked.data.email);
    if (refused !== null) return { values, errors: {}, problem: refused };
    const { data, error } = account === 'new' ? await supabase.auth.signUp(checked.data) : await supabase.auth.signInWithPassword(checked.data);
    if (error) return { values, errors: {}, problem: accountProblem(error) };
    if (!data.session) return { values, errors: {}, notice: 'Your account is made. Open the link we sent to this address, then open this invitation again.' };
  } else {
    const refused = await tooMany();
    if (refused !== null) return { values, errors: {}, problem: refused };
  }
  const { data: shopId, error } = await supabase.rpc('accept_invitation', { p_token: token });
  if (error) return { values, errors: {}, problem: workspaceProblem(error) };
  // Should the shop's name not be found just now, the desk opens at their first one.
  const { data: shop } = await supabase.from('streamers').select('handle').eq('id', shopId).maybeSingle<{ handle: string }>();
  if (shop) await chooseShop(shop.handle);
  redirect('/live');
}

/** From now on the desk on this device is that of this shop, for a person who works there. Load the page anew afterwards. */
export async function switchShop(handle: string): Promise<void> {
  await chooseShop(String(handle).slice(0, 255));
}

/** Ends the session on this device. */
export async function signOut(): Promise<void> {
  await (await supabaseServer()).auth.signOut({ scope: 'local' });
  redirect('/sign-in');
}

async function chooseShop(handle: string): Promise<void> {
  const { name, ...options } = shopCookie;
  (await cookies()).set(name, handle, options);
}

async function createWorkspace(supabase: SupabaseClient, name: string, currency: string): Promise<string | null> {
  const { error } = await supabase.rpc('create_workspace', { p_name: name, p_currency: currency });
  return error ? workspaceProblem(error) : null;
}
