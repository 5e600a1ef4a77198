import type { JobData } from '#lib/jobs/catalog.ts';
import type { MessageChannel, OutgoingMessage, SendResult } from '#lib/ports.ts';
import type { MessageCtx } from './compose.ts';
import { factsOf, fill, hiddenLink, languageOf, templateOf, whatsappName, whatsappVariables } from './render.ts';
import { nextStep, retrySeconds, type Step } from './rules.ts';
import { messagingOf, MessageState, type Channel } from './schema.ts';

/** Every channel may be lost, be given up and be tried once in one run; more is a mistake of ours. */
const mostSteps = 12;

/** The buyer's page of a cart. */
export const payLink = (publicUrl: string, token: string): string => `${publicUrl}/pay/${token}`;

/** ana@example.com -> a•••@example.com, +4915112345678 -> +49•••5678: enough to recognise it by. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at > 0 ? `${address.slice(0, 1)}•••${address.slice(at)}` : `${address.slice(0, 3)}•••${address.slice(-4)}`;
}

async function read(ctx: MessageCtx, messageId: string): Promise<MessageState | null> {
  const [row] = await ctx.sql<{ state: unknown }[]>`select private.message_state(${messageId}) as state`;
  return row?.state ? MessageState.parse(row.state) : null;
}

/** Has the job come again later. Without a key: one that waits for long must not stand in the way of one that is due sooner. */
const again = (ctx: MessageCtx, messageId: string, afterSeconds: number) => ctx.jobs.send('send-message', { messageId }, { afterSeconds });

function write(ctx: MessageCtx, state: MessageState, address: string): { message: Omit<OutgoingMessage, 'id'>; body: string } {
  const messaging = messagingOf(state.messaging);
  const language = languageOf(state.language) ?? messaging.language;
  const url = payLink(ctx.publicUrl, state.cart.token);
  const facts = factsOf(state, language, url, ctx.clock.now());
  const template = templateOf(messaging, language, state.topic);
  return {
    message: {
      to: address, language, url, subject: fill(template.subject, facts), text: fill(template.text, facts), fromName: state.cart.seller.name,
      template: { name: whatsappName(state.topic), variables: whatsappVariables(state.topic, facts) },
      unsubscribeUrl: `${ctx.publicUrl}/api/messages/unsubscribe?cart=${state.cart.token}`,
    },
    body: fill(template.text, { ...facts, link: hiddenLink }),
  };
}

/** What is kept of the vendor's answer. Only `retry` leads to another call on this channel. */
async function keep(ctx: MessageCtx, messageId: string, attemptId: number, attempts: number, result: SendResult): Promise<void> {
  const now = ctx.clock.now();
  const status = { sent: 'sent', retry: 'queued', uncertain: 'uncertain', refused: 'failed' }[result.status];
  const afterSeconds = result.status === 'retry' ? retrySeconds(attempts, result.afterSeconds) : 0;
  const nextAt = result.status === 'retry' ? new Date(now.getTime() + afterSeconds * 1000) : null;
  const vendorId = result.status === 'sent' ? result.vendorId : null;
  const problem = result.status === 'sent' ? null : result.problem;
  await ctx.sql.begin(async (tx) => {
    await tx`select private.finish_attempt(${attemptId}, ${status}, ${vendorId}, ${problem}, ${now}, ${nextAt})`;
    // In the same transaction: whatever dies now, the next step is taken.
    await ctx.jobs.send('send-message', { messageId }, { tx, afterSeconds });
  });
}

async function send(ctx: MessageCtx, state: MessageState, channel: MessageChannel, address: string): Promise<void> {
  const { message, body } = write(ctx, state, address);
  const [begun] = await ctx.sql<{ id: number | null }[]>`select private.begin_attempt(${state.id}, ${channel.name}, ${maskAddress(address)}, ${body}, ${ctx.clock.now()}) as id`;
  const attemptId = begun?.id;
  if (!attemptId) return again(ctx, state.id, 2); // somebody else was faster
  const result = await channel.send({ ...message, id: String(attemptId) });
  const attempts = (state.attempts.find((attempt) => attempt.id === attemptId)?.attempts ?? 0) + 1;
  ctx.log.info({ messageId: state.id, attemptId, channel: channel.name, attempts, result: result.status, problem: result.status === 'sent' ? undefined : result.problem }, 'message.attempt');
  if (result.status === 'refused' && result.problem.startsWith('opted_out')) await ctx.sql`select private.opt_out(${channel.name}, ${address}, true)`;
  await keep(ctx, state.id, attemptId, attempts, result);
}

/** Takes a step; whether the next one is to be taken at once. */
async function take(ctx: MessageCtx, state: MessageState, step: Step): Promise<boolean> {
  const { sql } = ctx;
  switch (step.do) {
    case 'nothing':
      return false;
    case 'wait':
      if (step.why === 'quiet') await sql`select private.delay_message(${state.id}, 'quiet')`;
      await again(ctx, state.id, step.afterSeconds);
      return false;
    case 'lost':
      await sql`select private.finish_attempt(${step.attemptId}, 'uncertain', null, 'no_answer', ${ctx.clock.now()})`;
      return true;
    case 'give_up':
      await sql`select private.give_up_attempt(${step.attemptId})`;
      return true;
    case 'skip':
      await sql`select private.end_message(${state.id}, 'skipped', ${step.reason})`;
      return false;
    case 'fail':
      await sql`select private.end_message(${state.id}, 'failed', ${step.reason}, ${sql.json(step.passed)})`;
      ctx.log.warn({ messageId: state.id, reason: step.reason }, 'message.failed');
      return false;
    case 'send': {
      const channel = ctx.channels[step.channel];
      if (!channel) throw new Error(`${step.channel} is not connected`);
      await send(ctx, state, channel, step.address);
      return false;
    }
  }
}

/**
 * The job `send-message`: takes the next step of a message, over the channels of the seller's ladder in turn. Nothing is sent twice:
 * that a channel is tried is committed before its vendor is called, and one whose answer was lost is not tried again. Nothing is
 * lost: a vendor that surely did not take it is asked again, with growing pauses. Safe to run twice and by several at once.
 */
export async function sendMessage(ctx: MessageCtx, data: JobData<'send-message'>): Promise<void> {
  const channels = new Map(Object.values(ctx.channels).map((channel): [Channel, { reports: boolean }] => [channel.name, { reports: channel.reports ?? false }]));
  for (let n = 0; n < mostSteps; n++) {
    const state = await read(ctx, data.messageId);
    if (!state) return;
    const step = nextStep({ state, messaging: messagingOf(state.messaging), channels, now: ctx.clock.now() });
    if (!(await take(ctx, state, step))) return;
  }
  throw new Error(`message ${data.messageId} takes no end`);
}

/** After the job's last attempt: the seller sees that it was not sent. Safe to run twice. */
export async function giveUpMessage({ sql }: Pick<MessageCtx, 'sql'>, data: JobData<'send-message'>): Promise<void> {
  await sql`select private.end_message(${data.messageId}, 'failed', 'broken')`;
}
