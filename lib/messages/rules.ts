import type { Attempt, Channel, MessageReason, MessageState, Messaging, Problem, Topic } from './schema.ts';

/** The vendor was called and has not answered for so long: whoever called is dead. Longer than any vendor is given. */
export const sendingLeaseMs = 90_000;
/** How long a channel that refuses for a while is tried when there is no other. */
const patienceMs = 6 * 3_600_000;
/** The shortest time for which it is tried when there is another. */
const leastPatienceMs = 30_000;

/** These end soon, so they go out during a live show. */
const aboutHolds: ReadonlySet<Topic> = new Set<Topic>(['order.held', 'order.promoted', 'hold.ending', 'claim.waitlisted']);

export type Step =
  | { do: 'send'; channel: Channel; address: string }
  | { do: 'wait'; afterSeconds: number; why: 'quiet' | 'report' | 'retry' | 'busy' }
  | { do: 'lost'; attemptId: number }
  | { do: 'give_up'; attemptId: number }
  | { do: 'skip'; reason: MessageReason }
  | { do: 'fail'; reason: MessageReason; passed: Partial<Record<Channel, Problem>> }
  | { do: 'nothing' };

interface Situation {
  state: MessageState;
  messaging: Messaging;
  /** Channels that are connected, and whether each reports what became of a message. */
  channels: ReadonlyMap<Channel, { reports: boolean }>;
  now: Date;
}

const ms = (iso: string | null): number => (iso === null ? 0 : Date.parse(iso));
const secondsUntil = (atMs: number, now: Date): number => Math.max(1, Math.ceil((atMs - now.getTime()) / 1000));

/** Where a buyer is reached on a channel, null: nowhere. */
function addressOn(channel: Channel, { buyer }: MessageState['cart']): string | null {
  return channel === 'email' ? buyer.email : buyer.phone;
}

function obstacle(channel: Channel, { state, channels }: Situation): Problem | null {
  if (!channels.has(channel)) return 'not_connected';
  if (!addressOn(channel, state.cart)) return 'no_address';
  return state.optedOut.includes(channel) ? 'opted_out' : null;
}

/** Whether there is nothing to tell any more: the hold is over or paid, the line is left. */
export function isOver({ topic, cart, orderIds, waitlistIds }: MessageState, now: Date): boolean {
  const held = cart.lines.filter((line) => line.status === 'pending' && ms(line.heldUntil) > now.getTime());
  const mine = cart.lines.filter((line) => orderIds.includes(line.orderId));
  switch (topic) {
    case 'order.held':
    case 'hold.ending':
      return held.length === 0 || cart.payments.some((payment) => payment.status === 'processing');
    case 'order.promoted':
      return !held.some((line) => orderIds.includes(line.orderId));
    case 'claim.waitlisted':
      return !cart.waiting.some((wait) => waitlistIds.includes(wait.id));
    case 'order.expired':
      return !mine.some((line) => line.status === 'expired');
    case 'order.cancelled':
      return !mine.some((line) => line.status === 'cancelled');
    case 'payment.received':
    case 'payment.too_late':
    case 'refund.made':
    case 'parcel.shipped':
      return false;
  }
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Seconds until quiet hours end, 0 when it is not quiet. An unknown time zone counts as UTC. */
export function quietSeconds(quiet: Messaging['quietHours'], timeZone: string, now: Date): number {
  if (!quiet) return 0;
  const clock = (zone: string) => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(now);
  let at: number;
  try {
    at = minutesOf(clock(timeZone));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    at = minutesOf(clock('UTC'));
  }
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const isQuiet = from < to ? at >= from && at < to : at >= from || at < to;
  if (!isQuiet) return 0;
  return ((to - at + 1440) % 1440) * 60 - now.getUTCSeconds();
}

function quietFor({ state, messaging, now }: Situation): number {
  const goesOut = aboutHolds.has(state.topic) && state.cart.show.status === 'live' && !messaging.quietDuringShows;
  return goesOut ? 0 : quietSeconds(messaging.quietHours, state.timeZone, now);
}

/** 2, 4, 8 ... 60 seconds; what the vendor asks for goes before it, up to 15 minutes. */
export function retrySeconds(attempts: number, asked?: number): number {
  if (asked !== undefined && asked > 0) return Math.min(900, Math.ceil(asked));
  return Math.min(60, 2 ** Math.min(attempts, 6));
}

function reasonOf(attempts: readonly Attempt[], passed: Partial<Record<Channel, Problem>>): MessageReason {
  if (attempts.some((attempt) => attempt.status === 'uncertain')) return 'uncertain';
  if (attempts.some((attempt) => attempt.status === 'failed')) return 'refused';
  const why = Object.values(passed);
  if (why.includes('opted_out')) return 'opted_out';
  return why.includes('no_address') ? 'no_address' : 'not_connected';
}

/** What to do next about a message, from what is known of it now. Pure: whatever died when, asking again gives the right step. */
export function nextStep(situation: Situation): Step {
  const { state, messaging, channels, now } = situation;
  const { attempts } = state;
  if (state.state !== 'waiting' && state.state !== 'sent') return { do: 'nothing' };
  const sending = attempts.find((attempt) => attempt.status === 'sending');
  if (sending) {
    const lostAt = ms(sending.startedAt) + sendingLeaseMs;
    return lostAt > now.getTime() ? { do: 'wait', afterSeconds: secondsUntil(lostAt, now), why: 'busy' } : { do: 'lost', attemptId: sending.id };
  }
  const over = isOver(state, now);
  const sent = attempts.filter((attempt) => attempt.status === 'sent').at(-1);
  if (sent) {
    if (sent.channel === 'link' || over || messaging.ladderWaitSeconds === 0 || !channels.get(sent.channel)?.reports) return { do: 'nothing' };
    const dueAt = ms(sent.sentAt) + messaging.ladderWaitSeconds * 1000;
    if (dueAt > now.getTime()) return { do: 'wait', afterSeconds: secondsUntil(dueAt, now), why: 'report' };
  } else if (over) {
    return { do: 'skip', reason: 'over' };
  }
  const quiet = quietFor(situation);
  if (quiet > 0) return { do: 'wait', afterSeconds: quiet, why: 'quiet' };

  const open = messaging.ladder.filter((channel) => obstacle(channel, situation) === null);
  const untried = open.filter((channel) => !attempts.some((attempt) => attempt.channel === channel));
  const queued = attempts.find((attempt) => attempt.status === 'queued' && attempt.channel !== 'link');
  if (queued && queued.channel !== 'link') {
    const patience = untried.length > 0 ? Math.max(leastPatienceMs, messaging.ladderWaitSeconds * 1000) : patienceMs;
    if (!open.includes(queued.channel) || ms(queued.createdAt) + patience <= now.getTime()) return { do: 'give_up', attemptId: queued.id };
    if (ms(queued.nextAt) > now.getTime()) return { do: 'wait', afterSeconds: secondsUntil(ms(queued.nextAt), now), why: 'retry' };
  }
  const channel = queued && queued.channel !== 'link' ? queued.channel : untried[0];
  const address = channel && addressOn(channel, state.cart);
  if (channel && address) return { do: 'send', channel, address };
  if (sent) return { do: 'nothing' };
  const passed: Partial<Record<Channel, Problem>> = {};
  for (const each of messaging.ladder) {
    const why = obstacle(each, situation);
    if (why) passed[each] = why;
  }
  return { do: 'fail', reason: reasonOf(attempts, passed), passed };
}
