import type { AttemptChannel, AttemptRow, Channel, MessageRow, Topic } from '#lib/messages/schema.ts';
import { Problem } from '#lib/messages/schema.ts';

export const channelWords: Record<AttemptChannel, string> = { whatsapp: 'WhatsApp', sms: 'SMS', email: 'E-mail', link: 'By hand' };

export const topicWords: Record<Topic, { title: string; when: string }> = {
  'order.held': { title: 'Held', when: 'A claim is held. Several claims within seconds become one message.' },
  'order.promoted': { title: 'Free again', when: 'Somebody on the waitlist gets their item.' },
  'claim.waitlisted': { title: 'On the waitlist', when: 'A claim finds nothing left.' },
  'hold.ending': { title: 'Reminder', when: 'A hold ends soon and is not paid.' },
  'order.expired': { title: 'Hold ended', when: 'A hold ended without payment.' },
  'order.cancelled': { title: 'Cancelled', when: 'An order was cancelled, by you or by the buyer.' },
  'payment.received': { title: 'Payment received', when: 'A cart is paid.' },
  'payment.too_late': { title: 'Paid too late', when: 'A payment came when the item was gone.' },
  'refund.made': { title: 'Refund', when: 'Money was given back.' },
  'parcel.shipped': { title: 'Shipped', when: 'A parcel is on its way.' },
};

const problems: Record<Problem, string> = {
  not_connected: 'not connected here',
  no_address: 'no address known',
  opted_out: 'they asked for no messages there',
  invalid_address: 'the address does not exist',
  template: 'WhatsApp has not approved this text',
  rate_limited: 'too many at once, trying again',
  unreachable: 'not reachable, trying again',
  no_answer: 'no answer; it may have arrived',
  not_allowed: 'the service refuses this sender',
  not_delivered: 'it was not delivered',
  refused: 'the service refused it',
};

/** `template:132001` in words. The vendor's own code stays readable behind it. */
export function problemWords(problem: string | null): string {
  if (!problem) return '';
  const [word, code] = problem.split(':');
  const known = Problem.safeParse(word);
  return `${known.success ? problems[known.data] : 'it did not work'}${code ? ` (${code})` : ''}`;
}

/** What became of a message on one channel. */
export function attemptWords({ channel, status, problem, attempts }: AttemptRow): string {
  if (channel === 'link') return status === 'sent' ? 'Sent by you' : status === 'skipped' ? 'Not needed' : 'Copy the link and send it yourself';
  switch (status) {
    case 'queued':
      return `Trying again${attempts > 1 ? `, ${attempts} times so far` : ''}: ${problemWords(problem)}`;
    case 'sending':
      return 'Sending';
    case 'sent':
      return 'Sent';
    case 'delivered':
      return 'Delivered';
    case 'failed':
      return `Not sent: ${problemWords(problem)}`;
    case 'uncertain':
      return `Not sure: ${problemWords(problem)}`;
    case 'skipped':
      return `Passed over: ${problemWords(problem) || 'no longer needed'}`;
  }
}

const reasons: Readonly<Record<string, string>> = {
  off: 'You do not send these',
  over: 'It was over before it could be sent',
  superseded: 'A newer message says it all',
  quiet: 'Waits until quiet hours end',
  by_hand: 'Sent by you',
  not_connected: 'Not sent: no channel is connected',
  no_address: 'No number or e-mail is known',
  opted_out: 'They asked for no messages',
  refused: 'No channel took it',
  uncertain: 'It may have arrived; nobody confirmed it',
  broken: 'It could not be sent',
};

/** Nothing is broken, but somebody has to look. */
const forPeople: ReadonlySet<string> = new Set(['uncertain', 'not_connected', 'no_address']);

/** How a message stands, in a few words, and how that is marked. */
export function stateWords({ state, reason }: MessageRow): { words: string; tone: 'neutral' | 'money' | 'warn' | 'danger' } {
  const why = reason ? reasons[reason] : undefined;
  switch (state) {
    case 'delivered':
      return { words: 'Delivered', tone: 'money' };
    case 'sent':
      return { words: why ?? 'Sent', tone: 'money' };
    case 'waiting':
      return { words: why ?? 'On its way', tone: 'neutral' };
    case 'failed':
      return { words: why ?? 'Not sent', tone: reason && forPeople.has(reason) ? 'warn' : 'danger' };
    case 'skipped':
      return { words: why ?? 'Not sent', tone: 'neutral' };
  }
}

/** What a channel needs, for the operator. */
export const channelHints: Record<Channel, string> = {
  whatsapp: 'Sends texts that WhatsApp has approved.',
  sms: 'By Twilio. Costs a little for each message.',
  email: 'From your own mail server. Says nothing about delivery.',
};

const english = new Intl.DisplayNames('en', { type: 'language' });
export const languageWords = (language: string): string => (language === 'tl' ? 'Filipino' : (english.of(language) ?? language));
