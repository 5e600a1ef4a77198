import { z } from 'zod';
import { isResult, postOnce } from '#lib/adapters/post-once.ts';
import type { MessageChannel, SendResult } from '#lib/ports.ts';

interface Options {
  token: string;
  phoneId: string;
  /** With the version: https://graph.facebook.com/v23.0 */
  apiUrl: string;
  /** WhatsApp's name of a language. */
  languageOf: (language: string) => string;
  /** Its webhook is set up here. */
  reports: boolean;
  withinMs?: number;
}

const Accepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const Refused = z.object({ error: z.object({ code: z.number() }) });

/** Throughput and service limits, and faults that Meta says will pass: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const passing = new Set([2, 4, 80007, 130429, 131016, 131056, 133004]);
const words: Readonly<Record<number, string>> = {
  0: 'not_allowed', 3: 'not_allowed', 10: 'not_allowed', 190: 'not_allowed', 368: 'not_allowed', 131005: 'not_allowed', 131031: 'not_allowed', 131042: 'not_allowed', 131045: 'not_allowed', 133010: 'not_allowed',
  131021: 'invalid_address', 131026: 'invalid_address', 131030: 'invalid_address', 131050: 'opted_out',
  131047: 'not_delivered', 131049: 'not_delivered', 130472: 'not_delivered', 131048: 'rate_limited',
};

/** A code of Meta's in our words: `template:132000`. */
export function whatsappProblem(code: number): string {
  return `${code >= 132_000 && code < 133_000 ? 'template' : (words[code] ?? 'refused')}:${code}`;
}

function resultOf(status: number, body: unknown, afterSeconds: number | undefined): SendResult {
  const accepted = Accepted.safeParse(body);
  const [message] = accepted.success ? accepted.data.messages : [];
  if (status < 300 && message) return { status: 'sent', vendorId: message.id };
  // Taken, but what was said cannot be read.
  if (status < 300) return { status: 'uncertain', problem: 'no_answer' };
  const refused = Refused.safeParse(body);
  const code = refused.success ? refused.data.error.code : null;
  if (status === 429 || (code !== null && passing.has(code))) return { status: 'retry', problem: `rate_limited:${code ?? status}`, ...(afterSeconds ? { afterSeconds } : {}) };
  if (code !== null && code in words) return { status: 'refused', problem: whatsappProblem(code) };
  if (status >= 500) return { status: 'retry', problem: `unreachable:${status}`, ...(afterSeconds ? { afterSeconds } : {}) };
  return { status: 'refused', problem: code === null ? `refused:${status}` : whatsappProblem(code) };
}

/** WhatsApp's Cloud API: an approved template to one number. https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export function whatsappChannel({ token, phoneId, apiUrl, languageOf, reports, withinMs }: Options): MessageChannel {
  return {
    name: 'whatsapp',
    reports,
    async send(message) {
      const body = {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: message.to.replace(/^\+/, ''),
        // Comes back with every report of it.
        biz_opaque_callback_data: message.id,
        type: 'template',
        template: {
          name: message.template.name,
          language: { code: languageOf(message.language), policy: 'deterministic' },
          components: [{ type: 'body', parameters: message.template.variables.map((text) => ({ type: 'text', text: text.slice(0, 1024) })) }],
        },
      };
      const answer = await postOnce(`${apiUrl}/${phoneId}/messages`, { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) }, withinMs);
      return isResult(answer) ? answer : resultOf(answer.status, answer.body, answer.retryAfterSeconds);
    },
  };
}
