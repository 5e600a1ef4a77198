import { z } from 'zod';
import { isResult, postOnce } from '#lib/adapters/post-once.ts';
import type { MessageChannel, SendResult } from '#lib/ports.ts';

interface Options {
  accountSid: string;
  authToken: string;
  /** E.164, a sender's name, or the id of a messaging service (MG...). */
  from: string;
  apiUrl: string;
  /** Where Twilio reports to; null where it cannot reach us. */
  callbackUrl: string | null;
  withinMs?: number;
}

const Accepted = z.object({ sid: z.string() });
const Refused = z.object({ code: z.number() });

/** https://www.twilio.com/docs/api/errors */
const words: Readonly<Record<number, string>> = {
  20003: 'not_allowed', 20005: 'not_allowed', 21408: 'not_allowed', 21606: 'not_allowed', 21608: 'not_allowed', 21659: 'not_allowed',
  21211: 'invalid_address', 21217: 'invalid_address', 21612: 'invalid_address', 21614: 'invalid_address', 30005: 'invalid_address', 30006: 'invalid_address', 21610: 'opted_out',
  30003: 'not_delivered', 30004: 'not_delivered', 30007: 'not_delivered', 30008: 'not_delivered', 30034: 'not_allowed',
};

/** A code of Twilio's in our words: `opted_out:21610`. */
export const twilioProblem = (code: number): string => `${words[code] ?? 'refused'}:${code}`;

function resultOf(status: number, body: unknown, afterSeconds: number | undefined): SendResult {
  const accepted = Accepted.safeParse(body);
  if (status < 300) return accepted.success ? { status: 'sent', vendorId: accepted.data.sid } : { status: 'uncertain', problem: 'no_answer' };
  const refused = Refused.safeParse(body);
  const code = refused.success ? refused.data.code : null;
  const after = afterSeconds ? { afterSeconds } : {};
  // 21611: this sender's queue is full. 20429: more requests than allowed.
  if (status === 429 || code === 20429 || code === 21611) return { status: 'retry', problem: `rate_limited:${code ?? status}`, ...after };
  if (status >= 500) return { status: 'retry', problem: `unreachable:${status}`, ...after };
  return { status: 'refused', problem: code === null ? `refused:${status}` : twilioProblem(code) };
}

/** SMS by Twilio's Messages API. https://www.twilio.com/docs/messaging/api/message-resource */
export function twilioChannel({ accountSid, authToken, from, apiUrl, callbackUrl, withinMs }: Options): MessageChannel {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return {
    name: 'sms',
    reports: callbackUrl !== null,
    async send(message) {
      const form = new URLSearchParams({ To: message.to, Body: message.text });
      form.set(from.startsWith('MG') ? 'MessagingServiceSid' : 'From', from);
      if (callbackUrl) form.set('StatusCallback', `${callbackUrl}?attempt=${message.id}`);
      const answer = await postOnce(
        `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
        { headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() },
        withinMs,
      );
      return isResult(answer) ? answer : resultOf(answer.status, answer.body, answer.retryAfterSeconds);
    },
  };
}
